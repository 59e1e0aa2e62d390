package sample

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"onecase/stats"
)

// An effectCase is a group with the least largest design effect that any weights of its
// plans have, found by another program.
type effectCase struct {
	Group     string
	Sample    int
	Plans     int // that there are
	Least     float64
	Variables [][]string
	Cells     []struct{ Values, Cases cellNumbers }
}

// cellNumbers are one number or several.
type cellNumbers []int

func (n *cellNumbers) UnmarshalJSON(text []byte) error {
	if text[0] != '[' {
		text = fmt.Appendf(nil, "[%s]", text)
	}
	return json.Unmarshal(text, (*[]int)(n))
}

func readEffects(t testing.TB) []effectCase {
	t.Helper()
	text, err := os.ReadFile("testdata/effects.json")
	if err != nil {
		t.Fatal(err)
	}
	var file struct{ Groups []effectCase }
	if err := json.Unmarshal(text, &file); err != nil {
		t.Fatal(err)
	}
	if len(file.Groups) == 0 {
		t.Fatal("the cases are gone")
	}
	return file.Groups
}

// plan plans the group by the rules of that name.
func (e *effectCase) plan(t testing.TB, algorithm string) *Plan {
	t.Helper()
	f := &Frame{}
	for k, categories := range e.Variables {
		f.Variables = append(f.Variables, Variable{Name: fmt.Sprint("v", k), Categories: categories})
	}
	for c, cell := range e.Cells {
		for i := range cell.Cases[0] {
			one := Case{ID: fmt.Sprintf("%d-%d", c, i), Group: "all"}
			for k, v := range cell.Values {
				one.Values = append(one.Values, e.Variables[k][v])
			}
			f.Cases = append(f.Cases, one)
		}
	}
	p, err := newPlan(f, nil, sized(e.Sample), algorithm)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// The largest design effect is within 5% of the least that a solver finds, every plan
// that there is has a weight, and the first rules had larger ones.
func TestTheLargestDesignEffectIsNearTheLeast(t *testing.T) {
	for _, e := range readEffects(t) {
		p := e.plan(t, Algorithm)
		got := p.Groups[0].LargestEffect()
		if got.Effect > 1.05*e.Least || got.Effect < e.Least {
			t.Errorf("%s: a largest effect of %.4f, where the least is %.4f", e.Group, got.Effect, e.Least)
		}
		if n := len(p.Groups[0].round.table); n != e.Plans {
			t.Errorf("%s: %d plans have a weight, of %d", e.Group, n, e.Plans)
		}
		if was := e.plan(t, firstAlgorithm).Groups[0].LargestEffect(); was.Effect < got.Effect {
			t.Errorf("%s: the first rules have %.4f, less than %.4f", e.Group, was.Effect, got.Effect)
		}
	}
}

// No pattern of answers has a larger design effect, and the pattern that is named has it.
func TestNoAnswersHaveALargerDesignEffect(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(12, 60).Draw(t, "cases")
		size := rapid.IntRange(3, n-2).Draw(t, "sample")
		p, err := NewPlan(madeFrame(fmt.Sprint("effect", rapid.IntRange(0, 9).Draw(t, "frame")), n, fourVariables[:3]), nil, sized(size))
		if err != nil {
			t.Fatal(err)
		}
		draw, err := p.Draw("any")
		if err != nil {
			t.Fatal(err)
		}
		g := &draw.Groups[0]
		most := g.LargestEffect()
		if planned := p.Groups[0].LargestEffect(); (planned == nil) != (most == nil) || planned != nil && planned.Effect != most.Effect {
			t.Fatalf("the plan has %v and the draw %v", planned, most)
		}
		if most == nil || most.More == nil {
			return // no table, or every plan takes the same numbers
		}
		answers := make([]CellAnswer, len(g.Cells))
		for c := range answers {
			answers[c].Mean = most.Answers[c]
		}
		if effect, err := g.DesignEffect(answers); err != nil || effect < most.Effect*0.999 || effect > most.Effect*1.0001 {
			t.Fatalf("the pattern that is named has the effect %v (%v), not %v", effect, err, most.Effect)
		}
		all := CellAnswer{Mean: rapid.Float64Range(-1, 1).Draw(t, "all")}
		if effect, err := g.DesignEffect(slices.Repeat([]CellAnswer{all}, len(answers))); err != nil || !math.IsNaN(effect) {
			t.Fatalf("where all cases answer alike the effect is %v (%v), where a simple random sample has no variance", effect, err)
		}
		for c := range answers {
			answers[c].Mean = rapid.SampledFrom([]float64{0, 0.5, 1}).Draw(t, "answer")
			if N := float64(g.Cells[c].Population); N > 1 && rapid.Bool().Draw(t, "apart") {
				answers[c].Variance = 0.25 * N / (N - 1)
			}
		}
		if effect, err := g.DesignEffect(answers); err != nil || effect > most.Most()*1.0001 {
			t.Fatalf("answers have the effect %v (%v), more than %v", effect, err, most.Effect)
		}
	})
}

// Pairs of cases alike in every variable, of which each draw takes one: answers that
// differ in each pair have nearly twice the variance of a simple random sample, counted
// out as 20 fair coins against 20 of 40 cards.
func TestAnswersThatDifferAmongCasesAlike(t *testing.T) {
	frame := &Frame{Variables: []Variable{{Name: "v"}}}
	for c := range 20 {
		category := fmt.Sprint("c", c)
		frame.Variables[0].Categories = append(frame.Variables[0].Categories, category)
		for i := range 2 {
			frame.Cases = append(frame.Cases, Case{ID: fmt.Sprint(c, "-", i), Group: "all", Values: []string{category}})
		}
	}
	p := mustPlan(t, frame, sized(20))
	const coins, cards = 20 * 0.25, 20 * 0.25 * 20 / 39
	if got := p.Groups[0].LargestEffect(); got.Effect != 0 || math.Abs(got.Most()-coins/cards) > 1e-12 {
		t.Errorf("%+v, where answers that differ in each pair have %v", got, coins/cards)
	}
}

// Matching on one variable less is planned for what it would bring.
func TestWithoutAVariable(t *testing.T) {
	p := mustPlan(t, madeFrame("without", 50, fourVariables), sized(39))
	now := p.Groups[0].LargestEffect().Most()
	variable, effect := p.Without("all", now)
	if variable == "" || effect >= now {
		t.Errorf("without %q: %v, where all have %v", variable, effect, now)
	}
	if variable, _ := p.Without("none", now); variable != "" {
		t.Errorf("a group that is not there: without %q", variable)
	}
	for _, c := range []struct{ N, n int }{{20, 10}, {50, 20}, {50, 39}, {300, 63}, {3000, 39}} {
		for _, seed := range []string{"one", "two"}[:sweep(1, 2)] {
			p := mustPlan(t, madeFrame(seed, c.N, fourVariables), sized(c.n))
			variable, effect := p.Without("all", p.Groups[0].LargestEffect().Most())
			if want, least := plannedWithout(t, p); variable != want || effect != least {
				t.Errorf("%d of %d: without %q %v, where lists without each variable give %q %v", c.n, c.N, variable, effect, want, least)
			}
		}
	}
}

// plannedWithout makes a list without each variable in turn, and plans its sample.
func plannedWithout(t *testing.T, p *Plan) (variable string, effect float64) {
	t.Helper()
	effect = p.Groups[0].LargestEffect().Most()
	for k, v := range p.frame.Variables {
		f := &Frame{Variables: slices.Delete(slices.Clone(p.frame.Variables), k, k+1)}
		for _, c := range p.frame.Cases {
			c.Values = slices.Delete(slices.Clone(c.Values), k, k+1)
			f.Cases = append(f.Cases, c)
		}
		if e := mustPlan(t, f, sized(p.Sample)).Groups[0].LargestEffect(); e != nil && e.Most() < effect {
			variable, effect = v.Name, e.Most()
		}
	}
	return variable, effect
}

// The populations of the manual: those in which exact limits at 80% were found to cover
// least after the draws of Kent.
func TestCoverageOfTheWorstPopulationsFound(t *testing.T) {
	for _, e := range readEffects(t) {
		worst, ok := map[string]struct {
			yes  []int // per cell
			want float64
		}{
			"court": {[]int{2, 1, 1, 0, 2, 1, 3, 3, 2, 3, 1, 8, 1, 10, 1, 1, 1}, 0.7843},
			"ooc":   {[]int{1, 1, 2, 1, 0, 0, 0, 0, 3, 3, 0, 1, 1, 0}, 0.7911},
		}[e.Group]
		if !ok {
			continue
		}
		draw, err := e.plan(t, Algorithm).Draw("any")
		if err != nil {
			t.Fatal(err)
		}
		got := coverage(t, &draw.Groups[0], worst.yes)
		if math.Abs(got-worst.want) > 0.0001 {
			t.Errorf("%s: covered with a chance of %.4f, not %.4f", e.Group, got, worst.want)
		}
		// A search finds nearly as bad ones.
		least, yes, ok := draw.Groups[0].LeastCoverage(0.80, float64(sweep(100, 1_000))*1e6)
		if !ok || least > got+0.03 {
			t.Errorf("%s: the search finds %.4f alone, with %v", e.Group, least, yes)
		}
		if again := coverage(t, &draw.Groups[0], yes); math.Abs(again-least) > 1e-9 {
			t.Errorf("%s: %v has %.6f, and the search says %.6f", e.Group, yes, again, least)
		}
	}
}

// coverage is how often exact limits at 80% hold the truth over all draws of a group, of
// which each cell has so many yes cases.
func coverage(t *testing.T, g *GroupDraw, yes []int) float64 {
	t.Helper()
	chances := make([]float64, g.Sample+1) // of each number of yes cases in the sample
	for _, plan := range g.Core.Table.outcomes(g.Core.Base) {
		law := []float64{1}
		for c, take := range plan.take {
			next := make([]float64, len(law)+take)
			for x := range take + 1 {
				p := choose(yes[c], x) * choose(g.Cells[c].Population-yes[c], take-x) / choose(g.Cells[c].Population, take)
				for y, q := range law {
					next[x+y] += p * q
				}
			}
			law = next
		}
		for x, p := range law {
			chances[x] += plan.chance * p
		}
	}
	held := 0.0
	for x, p := range chances {
		i, err := stats.IntervalFor(stats.IntervalSpec{Method: stats.Exact, Yes: x, Of: g.Sample,
			Population: g.Population, Confidence: 0.80})
		if err != nil {
			t.Fatal(err)
		}
		if k := sum(yes); i.LowCount <= k && k <= i.HighCount {
			held += p
		}
	}
	return held
}

func choose(n, k int) float64 {
	if k > n {
		return 0
	}
	c := 1.0
	for i := range k {
		c = c * float64(n-i) / float64(i+1)
	}
	return c
}

// Two cells are enough to match: of 3 and 3 cases 3 are taken, 1 or 2 of each, and the number of
// either has the variance 1/4, where simple random samples have 9/20 (hypergeometric). One cell
// leaves nothing to match.
func TestTheLargestDesignEffectOfTwoCells(t *testing.T) {
	got := mustDraw(t, countedFrame(map[string]int{"f": 3, "m": 3}), sized(3), "1").Groups[0].LargestEffect()
	if got == nil || math.Abs(got.Effect-0.25/0.45) > 1e-9 {
		t.Errorf("%+v", got)
	}
	one := mustDraw(t, countedFrame(map[string]int{"f": 6}), sized(3), "1").Groups[0]
	if got := one.LargestEffect(); got != nil {
		t.Errorf("of one cell: %+v", got)
	}
	d := sized(3)
	d.Include = []Forced{{"f-00", "asked for"}}
	forced := mustDraw(t, countedFrame(map[string]int{"f": 3, "m": 3}), d, "1").Groups[0]
	even := 0.5
	if forced.Inclusion.PerCase = &even; forced.LargestEffect() != nil {
		t.Error("a case is taken whatever the seed, and an effect is said to be known")
	}
}
