package discretion

import (
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"onecase/sample"
)

// sharedOut is an inspection with every case read, of a sample that was shared out.
func sharedOut(t testing.TB, rng *rand.Rand, cases, variables int, readers []sample.Reader, seed string) *Progress {
	t.Helper()
	frame := sample.Frame{}
	for v := range variables {
		frame.Variables = append(frame.Variables, sample.Variable{Name: fmt.Sprint("v", v), Categories: []string{"a", "b", "c"}})
	}
	for i := range cases {
		c := sample.Case{ID: fmt.Sprintf("C%02d", i), Group: "g0"}
		for v := range variables {
			c.Values = append(c.Values, []string{"a", "b", "c"}[(i>>v+v)%3])
		}
		frame.Cases = append(frame.Cases, c)
	}
	design := sample.DefaultDesign()
	design.Sizes = map[string]int{"g0": cases}
	plan, err := sample.NewPlan(&frame, []sample.Group{{ID: "g0"}}, design)
	if err != nil {
		t.Fatal(err)
	}
	draw, err := plan.Draw("1")
	if err != nil {
		t.Fatal(err)
	}
	record := sample.NewRecord(draw, sample.ListSource{Name: "l"}, "ladder", time.Unix(0, 0))
	if _, _, err := record.Assign(readers, 0, seed, time.Unix(0, 0)); err != nil {
		t.Fatal(err)
	}
	set := ladder(t, 1, 1, 2, ladders[0]...)
	ins := NewInspection(set)
	ins.Results.Grid = randomInspection(t, rng, set, cases).Results.Grid
	for i := range ins.Results.Grid.Cases {
		ins.Results.Grid.Cases[i].ID, ins.Results.Grid.Cases[i].Row = fmt.Sprintf("C%02d", i), i+2
		ins.Results.Grid.Cases[i].Answers[0] = Yes - Answer(rng.IntN(2)) // some answer of each
	}
	ins.Results.CountAnswers(set.Questions())
	if _, err := ins.UseRecord(record); err != nil {
		t.Fatal(err)
	}
	p, err := ProgressOf(ins, ProgressOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func named(names ...string) (readers []sample.Reader) {
	for _, name := range names {
		readers = append(readers, sample.Reader{Name: name})
	}
	return readers
}

// byOrders is the law of the largest difference when cases are put in every order and cut
// into piles, the larger ones first, which go to the readers in every order.
func byOrders(p *Progress, piles int) []float64 {
	reading := p.Inspection.Record.Reading()
	counts, n := p.countsOf(reading), len(reading)
	var all []float64
	orders(piles, func(to []int) {
		orders(n, func(order []int) {
			pile := make([]int, n)
			for k, c := range order { // sizes differ by one at the most
				first, at := 0, 0
				for ; k >= first+(n+piles-1-at)/piles; at++ {
					first += (n + piles - 1 - at) / piles
				}
				pile[c] = to[at]
			}
			all = append(all, largestDifference(pile, counts, piles))
		})
	})
	return all
}

// Where nothing but the sizes of piles is held, p is that of every order of the cases and
// the readers, a drawn one is near to it, and it is as small as a level no more often than
// that.
func TestReadersAgainstEveryOrder(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 15))
	for trial := range sweep(6, 30) {
		names := [][]string{{"A", "B"}, {"A", "B", "C"}}[trial%2]
		p := sharedOut(t, rng, 4+trial%3, 0, named(names...), fmt.Sprint(trial))
		got, err := p.TestReaders(nil)
		if err != nil || got.Why != "" || got.Sharings != 0 {
			t.Fatalf("%+v, %v", got, err)
		}
		all := byOrders(p, len(names))
		slices.Sort(all)
		tail := func(t float64) float64 {
			first, _ := slices.BinarySearch(all, t-1e-12)
			return float64(len(all)-first) / float64(len(all))
		}
		seen := math.Abs(got.Readers[got.Largest].Difference())
		if want := tail(seen); math.Abs(got.P-want) > 1e-9 {
			t.Errorf("trial %d: p %v, by every order %v", trial, got.P, want)
		}
		least := 0.0
		for _, d := range all {
			if tail(d) <= seenLevel+1e-12 && (least == 0 || d < least) {
				least = d
			}
		}
		if math.Abs(got.Seen-least) > 1e-12 {
			t.Errorf("trial %d: %v would be seen, by every order %v", trial, got.Seen, least)
		}
		drawn := &ReaderTest{Readers: got.Readers}
		var found []weighed
		if err := drawn.draw(p, func(r string) int { return slices.Index(names, r) }, &found, nil); err != nil {
			t.Fatal(err)
		}
		drawn.conclude(seen, found)
		if math.Abs(drawn.P-got.P) > 5*drawn.MonteCarloError+0.002 {
			t.Errorf("trial %d: p %v, drawn %v with an error of %v", trial, got.P, drawn.P, drawn.MonteCarloError)
		}
		for _, level := range []float64{0.05, 0.1, 0.3} {
			rejected := 0
			for _, d := range all {
				if tail(d) <= level {
					rejected++
				}
			}
			if float64(rejected) > level*float64(len(all))+1e-9 {
				t.Errorf("trial %d: at level %v it is %d of %d", trial, level, rejected, len(all))
			}
		}
	}
}

// Drawn sharings of matched piles keep the level too.
func TestReadersOfMatchedPilesKeepTheLevel(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 16))
	trials, rejected := sweep(25, 400), 0
	for trial := range trials {
		p := sharedOut(t, rng, 14, 2, named("A", "B", "C"), fmt.Sprint("seed ", trial))
		got, err := p.TestReaders(nil)
		if err != nil || got.Why != "" || got.Sharings != 999 {
			t.Fatalf("%+v, %v", got, err)
		}
		if got.P <= 0.1 {
			rejected++
		}
	}
	if mean, sd := 0.1*float64(trials), math.Sqrt(0.09*float64(trials)); float64(rejected) > mean+3.5*sd {
		t.Errorf("p is at most 0.1 in %d of %d", rejected, trials)
	}
	t.Logf("p is at most 0.1 in %d of %d", rejected, trials)
}

// A reader who says no to all is seen; a pair counts as one; and there is no test where
// the cases were not shared out, or are not read.
func TestReadersSeesAnotherReader(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 17))
	readers := append(named("A", "B"), sample.Reader{Name: "C", Pair: "D"}, sample.Reader{Name: "D", Pair: "C"})
	p := sharedOut(t, rng, 30, 1, readers, "s")
	assigned := map[string]string{}
	for _, a := range p.Inspection.Record.Reading() {
		assigned[a.Case] = a.Reader
	}
	for _, c := range p.Inspection.Results.Grid.Cases {
		for q, a := range c.Answers {
			if a != NA {
				c.Answers[q] = Yes
				if assigned[c.ID] == "C" {
					c.Answers[q] = No
				}
			}
		}
	}
	got, err := p.TestReaders(nil)
	if err != nil || len(got.Readers) != 3 || got.Readers[got.Largest].Second != "D" || got.P != 0.001 || got.Seen <= 0 || got.Seen >= 1 {
		t.Fatalf("%+v, %v", got, err)
	}
	p.Read--
	if got, err := p.TestReaders(nil); err != nil || got.Why != "1 case is not read in full: whole piles are compared, as only those were shared out by chance" {
		t.Errorf("%+v, %v", got, err)
	}
	p = sharedOut(t, rng, 6, 0, named("A"), "s")
	if got, err := p.TestReaders(nil); err != nil || cmp.Or(got.Why, "none") == "none" {
		t.Errorf("%+v, %v", got, err)
	}
	p.Inspection.Record.Assignments = nil
	if p, err = ProgressOf(p.Inspection, ProgressOptions{}); err != nil {
		t.Fatal(err)
	}
	if got, err := p.TestReaders(nil); err != nil || got.Why[:39] != "the record does not share the cases out" {
		t.Errorf("%+v, %v", got, err)
	}
}
