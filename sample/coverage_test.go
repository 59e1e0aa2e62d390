package sample

import (
	"fmt"
	"math"
	"testing"

	"onecase/stats"
)

// The manual's least coverages after a matched draw of 24 of 36 cases in 11 cells, of
// limits for simple random samples and of those by the table of plans, which are no
// narrower.
func TestLeastCoverageAfterAMatchedDraw(t *testing.T) {
	for _, e := range readEffects(t) {
		if e.Group != "24 of 36" {
			continue
		}
		draw, err := e.plan(t, Algorithm).Draw("any")
		if err != nil {
			t.Fatal(err)
		}
		g := &draw.Groups[0]
		law := g.Plans()
		for name, want := range map[string]float64{"exact 0.8": 0.7346, "exact 0.95": 0.9079, "shortest 0.8": 0.6667,
			"shortest 0.95": 0.8889} {
			for _, m := range []stats.Method{stats.Exact, stats.Shortest} {
				for _, level := range []float64{0.80, 0.95} {
					if name != fmt.Sprint(m, " ", level) {
						continue
					}
					table, err := stats.NewTable(m, g.Sample, g.Population, level)
					if err != nil {
						t.Fatal(err)
					}
					if got, yes := law.LeastCoverage(table.LowCount, table.HighCount, g.pattern(), 4e8); math.Abs(got-want) > 0.0001 {
						t.Errorf("%s: %.4f at %v, want %.4f", name, got, yes, want)
					}
				}
			}
		}
		table, err := g.TableLimits(law, 0.80, 5e8)
		if err != nil {
			t.Fatal(err)
		}
		if table.Exact || table.Least < 0.80 {
			t.Errorf("by the table: exact %v, least %.4f", table.Exact, table.Least)
		}
		return
	}
	t.Error("the group is gone")
}

// A draw with a case that is taken whatever the seed has no law over plans.
func TestDrawsWithoutALaw(t *testing.T) {
	design := sized(20)
	f := madeFrame("law", 40, fourVariables[:2])
	design.Include = []Forced{{ID: f.Cases[0].ID, Reason: "asked for"}}
	p, err := NewPlan(f, nil, design)
	if err != nil {
		t.Fatal(err)
	}
	draw, err := p.Draw("any")
	if err != nil {
		t.Fatal(err)
	}
	if _, _, ok := draw.Groups[0].LeastCoverage(0.80, 1e6); ok || draw.Groups[0].Plans() != nil {
		t.Error("there is a law")
	}
}
