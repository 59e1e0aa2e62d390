package sample

import (
	"fmt"
	"math"
	"testing"

	"onecase/sample/internal/stream"
)

// The variance is Horvitz and Thompson's double sum over all pairs of cases,
// sum_kl (p_kl - p_k p_l) y_k y_l / (p_k p_l) / N^2, with the joint chances of the
// table of plans: for plain, capped and least-number designs, where chances
// differ too.
func TestTheVarianceIsTheSumOverAllPairs(t *testing.T) {
	for _, c := range []struct {
		name string
		edit func(*Design)
	}{
		{"plain", func(*Design) {}},
		{"capped", func(d *Design) { d.Caps = []Cap{{"manager", 4}} }},
		{"least numbers", func(d *Design) { d.AtLeast = []AtLeast{{"v1", "b", 6}} }},
		{"stratified", func(d *Design) { d.Method, d.Least = Stratified, 1 }},
	} {
		f := cappedFrame("pairs of "+c.name, 30, fourVariables[:2])
		d := noReserve(sized(12))
		c.edit(&d)
		p := mustPlan(t, f, d)
		draw, err := p.Draw("1")
		if err != nil {
			t.Fatal(err)
		}
		g := &draw.Groups[0]
		answer := map[string]float64{}
		s := stream.New("answers")
		for _, k := range f.Cases {
			answer[k.ID] = 10 * s.Fraction()
		}
		type unit struct {
			cell   int
			y, one float64 // its answer and chance
		}
		var units []unit
		answers := make([]CellAnswer, len(g.Cells))
		grid := newGrid(p.frame, "all", d.Caps)
		chance := chanceOf(f, &g.Inclusion)
		for c, cell := range grid.cells {
			n := float64(len(cell.cases))
			for _, i := range cell.cases {
				y := answer[f.Cases[i].ID]
				answers[c].Mean += y / n
				units = append(units, unit{c, y, chance[f.Cases[i].ID]})
			}
			for _, i := range cell.cases {
				if off := answer[f.Cases[i].ID] - answers[c].Mean; n > 1 {
					answers[c].Variance += off * off / (n - 1)
				}
			}
		}
		want := 0.0
		for k, a := range units {
			for l, b := range units {
				joint := a.one
				if k != l {
					if joint, err = g.JointChance(a.cell, b.cell); err != nil {
						t.Fatal(err)
					}
				}
				want += (joint - a.one*b.one) * a.y * b.y / (a.one * b.one) / 30 / 30
			}
		}
		got, err := g.Variance(answers)
		if err != nil || math.Abs(got-want) > 1e-6*want { // recorded chances have 9 digits
			t.Errorf("%s: %.12f, the sum over pairs is %.12f (%v)", c.name, got, want, err)
		}
	}
}

// Simple random sampling is the design of one cell, so its effect is 1.
func TestTheDesignEffectOfSimpleRandomSamplingIsOne(t *testing.T) {
	d := sized(12)
	d.Method = Simple
	g := mustDraw(t, madeFrame("simple", 30, fourVariables), d, "1").Groups[0]
	effect, err := g.DesignEffect([]CellAnswer{{Mean: 0.4, Variance: 0.4 * 0.6 * 30 / 29}})
	if err != nil || math.Abs(effect-1) > 1e-12 {
		t.Errorf("%v, %v", effect, err)
	}
}

// A category whose number is its share rounded down or up has the variance
// r (1 - r), r the part of a case in its share; plan and draw agree on it.
func TestMatchingLeavesCategoriesOnlyTheirRounding(t *testing.T) {
	f := madeFrame("effects", 51, fourVariables)
	p := mustPlan(t, f, sized(39))
	draw, err := p.Draw("1")
	if err != nil {
		t.Fatal(err)
	}
	g := &draw.Groups[0]
	planned := map[string]float64{}
	for _, m := range p.Groups[0].Match {
		planned[m.Variable+m.Category] = m.Effect
	}
	largest := 0.0
	i := 0
	for _, v := range g.Variables {
		for _, c := range v.Categories {
			e := g.CategoryEffects()[i]
			i++
			r := c.Target - math.Floor(c.Target)
			K := float64(c.Population)
			want := r * (1 - r) / (39 * K / 51 * (51 - K) / 51 * 12 / 50)
			if e.Variable != v.Name || e.Category != c.Category || math.Abs(e.Effect-want) > 1e-6 ||
				e.Effect != planned[v.Name+c.Category] {
				t.Errorf("%s %s: %v in the draw, %v in the plan, not %v", e.Variable, e.Category, e.Effect,
					planned[v.Name+c.Category], want)
			}
			largest = max(largest, e.Effect)
		}
	}
	if largest > 0.5 {
		t.Errorf("an effect of %v", largest)
	}
}

// What has no exact variance says why.
func TestVariancesThatAreRefused(t *testing.T) {
	f := madeFrame("refused", 30, fourVariables[:1])
	forced := sized(10)
	forced.Include = []Forced{{"K000001", "asked for"}}
	for name, g := range map[string]*GroupDraw{
		"forced": &mustDraw(t, f, forced, "1").Groups[0],
		"walk":   {Core: Round{Method: ByWalk}, Cells: []DrawnCell{{Population: 1}}},
	} {
		if v, err := g.Variance(make([]CellAnswer, len(g.Cells))); err == nil {
			t.Errorf("%s: %v", name, v)
		}
	}
	if _, err := mustDraw(t, f, sized(10), "1").Groups[0].Variance(nil); err == nil {
		t.Error("answers for no cell have a variance")
	}
	if e := fmt.Sprint((&GroupDraw{Core: Round{Method: ByWalk}}).CategoryEffects()); e != "[]" {
		t.Errorf("a walk's effects are %s", e)
	}
}

// Cells give joint chances to pairs of their cases, so that a cell of one case has none with itself and every
// other has; over all pairs they add up to those of a sample.
func TestJointChancesAddUpToThePairsOfASample(t *testing.T) {
	g := &mustDraw(t, countedFrame(map[string]int{"xx": 6, "xy": 1, "yx": 1, "yy": 5}), noReserve(sized(7)), "1").Groups[0]
	pairs := 0.0
	for c, one := range g.Cells {
		for d, other := range g.Cells {
			joint, err := g.JointChance(c, d)
			if alone := c == d && one.Population == 1; alone != (err != nil) {
				t.Errorf("cells %d and %d of %d and %d cases: %v", c, d, one.Population, other.Population, err)
			}
			n := one.Population * other.Population
			if c == d {
				n -= one.Population
			}
			pairs += joint * float64(n)
		}
	}
	if math.Abs(pairs-7*6) > 1e-9 {
		t.Errorf("%v pairs in a sample of 7", pairs)
	}
}
