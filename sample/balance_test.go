package sample

import (
	"fmt"
	"math"
	"testing"

	"onecase/sample/internal/stream"
	"onecase/stats"
)

// The variance that an estimate from a matched sample shows is the design's, on
// average over draws, and 80% limits made with it cover in about 80% of them;
// that of simple random sampling is larger by what matching buys. On populations
// that nobody here made, and on one whose answers follow the matching variables.
func TestBalancedVarianceIsTheDesigns(t *testing.T) {
	draws := sweep(60, 1_000)
	made := func(n int) (*Plan, map[string]bool) {
		f := madeFrame("balanced", 120, fourVariables)
		s, yes := stream.New("balanced answers"), map[string]bool{}
		for _, c := range f.Cases {
			p := 0.2
			if c.Values[1] == "a" {
				p += 0.4
			}
			if c.Values[2] == "a" {
				p += 0.3
			}
			yes[c.ID] = s.Fraction() < p
		}
		return mustPlan(t, f, noReserve(sized(n))), yes
	}
	for _, c := range []struct {
		name string
		n    int
	}{{"made", 40}, {"mu284.csv", 60}, {"mu284.csv", 105}, {"belgian.csv", 60}} {
		p, yes := made(c.n)
		if c.name != "made" {
			p, yes = realPlan(c.name, c.n)
		}
		N, truth := p.Population, 0.0
		for _, k := range p.frame.Cases {
			if yes[k.ID] {
				truth += 1 / float64(N)
			}
		}
		var exact, simple, shown float64
		covered := 0
		for seed := range draws {
			d, err := p.Draw(fmt.Sprint(seed))
			if err != nil {
				t.Fatal(err)
			}
			g := &d.Groups[0]
			if seed == 0 {
				answers := cellAnswers(p, yes)
				simple = g.SimpleVariance(answers)
				if exact, err = g.Variance(answers); err != nil {
					t.Fatal(err)
				}
			}
			estimate := balancedEstimate(t, g, yes)
			shown += estimate.SE * estimate.SE / float64(draws)
			limits, err := estimate.Interval(stats.DesignMean, 0.8)
			if err != nil {
				t.Fatal(err)
			}
			if limits.Low <= truth && truth <= limits.High {
				covered++
			}
		}
		t.Logf("%s, %d of %d: variance exact %.3f, shown %.3f of simple random sampling's; 80%% limits cover in %.1f%% of %d draws",
			c.name, c.n, N, exact/simple, shown/simple, 100*float64(covered)/float64(draws), draws)
		if ratio := shown / exact; ratio < 0.9 || ratio > 1.15 {
			t.Errorf("%s, %d of %d: the variance shown is %.3f of the design's", c.name, c.n, N, ratio)
		}
		// 1.3 points is one standard error of a share of 80% in 1,000 draws.
		if share := float64(covered) / float64(draws); math.Abs(share-0.8) > 0.06*math.Sqrt(1_000/float64(draws)) {
			t.Errorf("%s, %d of %d: limits at 80%% cover in %.3f of draws", c.name, c.n, N, share)
		}
	}
}

// balancedEstimate estimates the share of yes from a draw, as balanced.
func balancedEstimate(t *testing.T, g *GroupDraw, yes map[string]bool) stats.ProportionEstimate {
	t.Helper()
	cases := make([]stats.DrawnCase, len(g.Selected))
	answers := make([]stats.Answer, len(g.Selected))
	for i, k := range g.Selected {
		answers[i] = stats.No
		if yes[k.ID] {
			answers[i] = stats.Yes
		}
	}
	design, err := stats.NewDesign([]stats.Stratum{{Population: g.Population}}, cases, stats.LonelyFail)
	if err != nil {
		t.Fatal(err)
	}
	columns, rounding, ok := g.Balancing(g.Selected)
	if !ok {
		t.Fatal("there is no table of plans")
	}
	if design, err = design.Balance(columns, rounding); err != nil {
		t.Fatal(err)
	}
	estimate, err := design.Proportion(answers)
	if err != nil {
		t.Fatal(err)
	}
	return estimate
}

// The covariance of the categories' numbers is that of the plans, counted out as the mean
// product less the product of the means; the columns say which case is of which category.
func TestBalancingCountsEveryPlan(t *testing.T) {
	g := &mustDraw(t, madeFrame("counted", 40, fourVariables[:3]), sized(13), "1").Groups[0]
	columns, covariance, ok := g.Balancing(g.Selected)
	if !ok || g.Core.Method != ByTable {
		t.Fatal("there is no table of plans")
	}
	var is []func(Chosen) bool // of each column
	for k, v := range g.Variables {
		for _, category := range v.Categories {
			is = append(is, func(c Chosen) bool { return g.Values(c)[k] == category.Category })
		}
	}
	mean, product := make([]float64, len(is)), make([]float64, len(is)*len(is))
	for _, plan := range g.Core.Table {
		chance, counts := float64(plan.Weight)/float64(WeightSum), make([]float64, len(is))
		for c := range g.Cells {
			for j := range is {
				if is[j](Chosen{Cell: c}) {
					counts[j] += float64(g.Core.Base[c] + plan.up(c))
				}
			}
		}
		for i, x := range counts {
			mean[i] += chance * x
			for j, y := range counts {
				product[i*len(is)+j] += chance * x * y
			}
		}
	}
	varies := false
	for i := range is {
		for j := range is {
			want := product[i*len(is)+j] - mean[i]*mean[j]
			varies = varies || want > 0.1
			if math.Abs(covariance[i][j]-want) > 1e-9 {
				t.Errorf("columns %d and %d: %v, counted out %v", i, j, covariance[i][j], want)
			}
		}
		for k, c := range g.Selected {
			if (columns[i][k] == 1) != is[i](c) || columns[i][k] != 0 && columns[i][k] != 1 {
				t.Errorf("column %d of %s: %v", i, c.ID, columns[i][k])
			}
		}
	}
	if !varies || len(columns) != len(is) {
		t.Errorf("%d columns of %d, varying: %v", len(columns), len(is), varies)
	}
}
