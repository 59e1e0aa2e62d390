package sample

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"onecase/sample/internal/stream"
	"onecase/stats"
)

// ties gives n strata tickets.
func ties(n int) []ticket {
	out := make([]ticket, n)
	for h := range out {
		out[h] = newDealer("ties").deal(string(rune('a' + h)))
	}
	return out
}

// In 100,000 random allocations the sum is n, no stratum is a case or more off its
// exact share, and none gives more than it has. The predecessor's rule was
// found up to 1.5 cases off.
func TestProportionalSizesAreNeverACaseOff(t *testing.T) {
	s := stream.New("allocations")
	worstPredecessor := 0.0
	allocations := sweep(10_000, 100_000)
	t.Logf("%d random allocations", allocations)
	for range allocations {
		sizes := make([]int, 1+s.Below(12))
		for h := range sizes {
			sizes[h] = s.Below(1 + s.Below(200))
		}
		total := sum(sizes)
		n := s.Below(total + 1)
		got, _, err := proportionalSizes(sizes, n, ties(len(sizes)))
		if err != nil || sum(got) != n {
			t.Fatalf("%d of %v: %v, %v", n, sizes, got, err)
		}
		old := predecessorSizes(sizes, n)
		for h, size := range sizes {
			share := float64(n) * float64(size) / float64(max(total, 1))
			if math.Abs(float64(got[h])-share) >= 1 || got[h] > size || got[h] < 0 {
				t.Fatalf("%d of %v: %v", n, sizes, got)
			}
			worstPredecessor = max(worstPredecessor, math.Abs(float64(old[h])-share))
		}
	}
	if worstPredecessor < 1 {
		t.Errorf("the predecessor's rule is at most %.2f off here, which the comparison says it is not", worstPredecessor)
	}
}

// 39 cases over strata of 25, 15 and 10: 19.5, 11.7 and 7.8 rounded so that the
// sum stays.
func TestProportionalSizesKeepTheSum(t *testing.T) {
	if got, _, err := proportionalSizes([]int{25, 15, 10}, 39, ties(3)); err != nil || !slices.Equal(got, []int{19, 12, 8}) {
		t.Errorf("39 over 25, 15 and 10: %v, %v", got, err)
	}
}

// The vectors of the probation-case-sampler's own tests
// (SampleSizeCalculatorTest.kt, commit d11d92d) and of its README.
func TestPredecessorSizesAreItsPublishedOnes(t *testing.T) {
	strata := []int{454, 138, 327, 129, 169}
	for _, c := range []struct {
		sizes []int
		n     int
		want  []int
	}{
		{strata, 148, []int{54, 17, 40, 16, 21}},
		{strata, 178, []int{66, 20, 48, 19, 25}}, // with its buffer of 20%
	} {
		if got := predecessorSizes(c.sizes, c.n); !slices.Equal(got, c.want) {
			t.Errorf("%d of %v: %v, not %v", c.n, c.sizes, got, c.want)
		}
	}
}

// Where every share rounds to zero the predecessor's rule follows the list: of
// ten officers with a case each, three cases always come from the first three,
// and the others have no chance. The proportional rule goes by the seed.
func TestPredecessorFollowsTheListWhereSharesRoundToZero(t *testing.T) {
	ones := slices.Repeat([]int{1}, 10)
	if got := predecessorSizes(ones, 3); !slices.Equal(got[:3], []int{1, 1, 1}) {
		t.Errorf("three of ten single cases: %v", got)
	}
	chosen := make([]bool, 10)
	for seed := range 60 {
		tickets := make([]ticket, 10)
		for h := range tickets {
			tickets[h] = newDealer(string(rune('a' + seed))).deal(string(rune('a' + h)))
		}
		got, _, err := proportionalSizes(ones, 3, tickets)
		if err != nil {
			t.Fatal(err)
		}
		for h, n := range got {
			chosen[h] = chosen[h] || n > 0
		}
	}
	if slices.Contains(chosen, false) {
		t.Errorf("in 60 draws of 3 from 10 some never came up: %v", chosen)
	}
}

// The rule is nested: cluster, then local delivery unit, then officer. On lists
// of the shape of its own test (1,217 cases, 3 clusters of 4 units of 10 officers,
// 178 with the buffer) about 44% of the cases belong to officers who get none
// whatever happens at random. Under the proportional rule none are shut out.
func TestPredecessorShutsOutAboutFourCasesInTen(t *testing.T) {
	s := stream.New("predecessor")
	shut, all := 0, 0
	for range 60 {
		strata, samples := []int{454, 138, 327, 129, 169}, predecessorSizes([]int{454, 138, 327, 129, 169}, 178)
		for h, size := range strata {
			officers := make([]int, 120) // officer o is in unit o/10, of cluster o/40
			for range size {
				officers[s.Below(120)]++
			}
			for o, n := range nested(officers, samples[h]) {
				all += officers[o]
				if n == 0 {
					shut += officers[o]
				}
			}
		}
	}
	if share := float64(shut) / float64(all); share < 0.38 || share > 0.50 {
		t.Errorf("%.3f of the cases have no chance", share)
	}
}

// nested spreads a stratum's sample over clusters, units and officers by the
// predecessor's rule.
func nested(officers []int, n int) []int {
	spread := func(sizes []int, parts int, n []int) []int {
		var out []int
		for i, m := range n {
			out = append(out, predecessorSizes(sizes[i*parts:(i+1)*parts], m)...)
		}
		return out
	}
	totals := func(of int) []int {
		out := make([]int, len(officers)/of)
		for o, k := range officers {
			out[o/of] += k
		}
		return out
	}
	clusters := predecessorSizes(totals(40), n)
	units := spread(totals(10), 4, clusters)
	return spread(officers, 10, units)
}

func TestWeightedSizes(t *testing.T) {
	for _, c := range []struct {
		name    string
		sizes   []int
		weights []float64
		least   int
		n       int
		want    []int
	}{
		{"equal", []int{50, 50, 50}, []float64{1, 1, 1}, 0, 12, []int{4, 4, 4}},
		{"equal, one stratum small", []int{2, 50, 50}, []float64{1, 1, 1}, 0, 12, []int{2, 5, 5}},
		{"at least two", []int{2, 90, 8}, []float64{2, 90, 8}, 2, 20, []int{2, 16, 2}},
		// Neyman: 100 cases with deviation 1/2 and 100 with 3/10.
		{"by deviation", []int{100, 100}, []float64{50, 30}, 0, 40, []int{25, 15}},
		{"no weight at all", []int{4, 4}, []float64{0, 0}, 0, 4, []int{2, 2}},
	} {
		got, _, err := weightedSizes(c.sizes, c.weights, c.least, c.n, ties(len(c.sizes)))
		if err != nil || !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, %v; want %v", c.name, got, err, c.want)
		}
	}
	if _, _, err := weightedSizes([]int{5, 5}, []float64{1, 1}, 3, 5, ties(2)); err == nil ||
		!strings.Contains(err.Error(), "needs 6 cases, and the sample has 5") {
		t.Errorf("a least number that does not fit: %v", err)
	}
}

func TestWeightedSizesStayInBounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sizes := rapid.SliceOfN(rapid.IntRange(0, 60), 1, 9).Draw(t, "sizes")
		weights := rapid.SliceOfN(rapid.Float64Range(0, 10), len(sizes), len(sizes)).Draw(t, "weights")
		least := rapid.IntRange(0, 4).Draw(t, "least")
		floor := 0
		for _, size := range sizes {
			floor += min(size, least)
		}
		n := rapid.IntRange(floor, sum(sizes)).Draw(t, "n")
		got, _, err := weightedSizes(sizes, weights, least, n, ties(len(sizes)))
		if err != nil || sum(got) != n {
			t.Fatalf("%v, %v", got, err)
		}
		for h, m := range got {
			if m > sizes[h] || m < min(least, sizes[h]) {
				t.Fatalf("stratum %d of %d gives %d", h, sizes[h], m)
			}
		}
	})
}

// Without an expectation Neyman's allocation is the proportional one, which a plan
// says.
func TestNeymanWithoutExpectations(t *testing.T) {
	f := madeFrame("neyman", 200, fourVariables[:2])
	d := noReserve(sized(40))
	d.Method = Stratified
	even := mustDraw(t, f, d, "1").Groups[0].Core.Take
	d.Allocation = Neyman
	p := mustPlan(t, f, d)
	draw, err := p.Draw("1")
	if said := warned(p.Warnings, "nothing-expected"); err != nil || len(said) != 1 || !slices.Equal(draw.Groups[0].Core.Take, even) {
		t.Errorf("%v; it says %q; %v, proportional %v", err, said, draw.Groups[0].Core.Take, even)
	}
	d.Expected = []Expected{{"v1", "a", 0.9}}
	if said := warned(mustPlan(t, f, d).Warnings, "nothing-expected"); said != nil {
		t.Errorf("with an expectation it says %q", said)
	}
}

// All women as one stratum, whatever their other categories.
func TestCollapseMakesOneStratum(t *testing.T) {
	f := madeFrame("strata", 200, fourVariables[:2])
	d := sized(40)
	d.Method, d.Collapse = Stratified, []Collapse{{"v1", "b"}}
	g := mustDraw(t, f, d, "1").Groups[0]
	if len(g.Strata) != 4 {
		t.Fatalf("strata %v", g.Strata)
	}
	women, taken := 0, 0
	for _, c := range g.Strata[0] {
		if g.Values(Chosen{Cell: c})[0] != "b" {
			t.Errorf("cell %d is in the stratum of v1 b", c)
		}
		women += g.Cells[c].Population
		taken += g.Core.Take[c]
	}
	if share := float64(women) * 40 / 200; math.Abs(float64(taken)-share) >= 1 {
		t.Errorf("%d of %d women taken, their share is %.2f", taken, women, share)
	}
}

// A proportional allocation over small strata leaves some without a case, and
// the draw says how many cases that shuts out; the matched draw shuts out none.
func TestStrataWithoutACaseAreSaid(t *testing.T) {
	f := madeFrame("shut out", 60, fourVariables)
	d := sized(12)
	d.Method = Stratified
	draw := mustDraw(t, f, d, "1")
	never := 0
	for _, c := range draw.Groups[0].Inclusion.Cases {
		if c.Chance == 0 {
			never++
		}
	}
	if never == 0 {
		t.Fatal("every stratum got a case: the example shows nothing")
	}
	said := slices.ContainsFunc(draw.Warnings, func(w stats.Warning) bool { return w.Code == "no-chance" })
	if !said {
		t.Errorf("%d cases have no chance, and the warnings are %v", never, draw.Warnings)
	}
	if p := mustDraw(t, f, sized(12), "1").Groups[0].Inclusion.PerCase; p == nil || *p != 0.2 {
		t.Errorf("the matched draw gives each case the chance %v", p)
	}
}

// Where strata have equal remainders the seed decides, and chances are those over
// all seeds: ten strata of one case have 3 in 10 each, and none is shut out.
func TestTiedStrataHaveTheChanceOfAllSeeds(t *testing.T) {
	for _, c := range []struct {
		name string
		f    *Frame
		n    int
		edit func(*Design)
	}{
		{"one case each", countedFrame(map[string]int{"aa": 1, "ba": 1, "ca": 1, "da": 1, "ea": 1, "fa": 1, "ga": 1,
			"ha": 1, "ia": 1, "ja": 1}), 3, func(*Design) {}},
		{"equal", countedFrame(map[string]int{"xx": 5, "xy": 4, "yx": 15}), 10, func(d *Design) { d.Allocation = Equal }},
		{"full", countedFrame(map[string]int{"xx": 1, "xy": 8, "yx": 15, "yy": 3}), 12, func(d *Design) { d.Allocation = Equal }},
		{"least", countedFrame(map[string]int{"xx": 10, "xy": 10, "yx": 10, "yy": 2}), 9, func(d *Design) { d.Least = 2 }},
	} {
		d := noReserve(sized(c.n))
		d.Method = Stratified
		c.edit(&d)
		p := mustPlan(t, c.f, d)
		seeds := sweep(400, 2_000)
		t.Logf("%s: %d seeds", c.name, seeds)
		var first *GroupDraw
		took := map[int]float64{}
		for seed := range seeds {
			draw, err := p.Draw(fmt.Sprint(seed))
			if err != nil {
				t.Fatal(err)
			}
			g := &draw.Groups[0]
			if first == nil {
				first = g
			} else if !same(first.Inclusion, g.Inclusion) {
				t.Fatalf("%s: seeds 0 and %d have other chances", c.name, seed)
			}
			for cell, n := range g.Core.Take {
				took[cell] += float64(n) / float64(seeds)
			}
			if slices.ContainsFunc(draw.Warnings, func(w stats.Warning) bool { return w.Code == "no-chance" }) {
				t.Fatalf("%s: warnings %v", c.name, draw.Warnings)
			}
		}
		for _, s := range first.Selected {
			low, high := first.Inclusion.Range()
			chance := low
			for _, in := range first.Inclusion.Cases {
				if in.ID == s.ID {
					chance = in.Chance
				}
			}
			size := float64(first.Cells[s.Cell].Population)
			if math.Abs(took[s.Cell]-size*chance) > 0.06*math.Sqrt(2_000/float64(seeds)) { // 5 standard errors
				t.Errorf("%s: cell %d gives %.3f cases, chances of %.4f (%.4f to %.4f) make it %.3f", c.name,
					s.Cell, took[s.Cell], chance, low, high, size*chance)
			}
		}
	}
}
