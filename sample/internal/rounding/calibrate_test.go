package rounding

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// The solution of a covariance and a gap that it can close gives the gap back, also where cells
// depend on one another.
func TestSolutionsCloseTheGap(t *testing.T) {
	check(t, 1_000, 4_000, func(t *rapid.T) {
		plans, weights, part, _ := weighted(t)
		n := len(part)
		mean, cov := make([]float64, n), make([]float64, n*n)
		moments(plans, weights, mean, cov)
		gap, want := make([]float64, n), make([]float64, n)
		for a := range want {
			want[a] = float64(rapid.IntRange(-5, 5).Draw(t, "slope"))
		}
		full := func(a, b int) float64 { return cov[max(a, b)*n+min(a, b)] }
		for a := range n {
			for b := range n {
				gap[a] += full(a, b) * want[b]
			}
		}
		all := slices.Clone(cov)
		x := solve(all, gap)
		for a := range n {
			got := 0.0
			for b := range n {
				got += full(a, b) * x[b]
			}
			if math.Abs(got-gap[a]) > 1e-8 {
				t.Fatalf("cell %d: %v in place of %v", a, got, gap[a])
			}
		}
	})
}

// Weights that can give the cells their fractions do so, and come with the covariance they
// have; a plan of weight zero stays out. Fractions that no weights give are refused.
func TestWeightsAreCalibrated(t *testing.T) {
	check(t, 1_000, 4_000, func(t *rapid.T) {
		plans, reached, part, _ := weighted(t)
		start := make([]float64, len(plans))
		for h := range start {
			start[h] = float64(rapid.IntRange(1, 5).Draw(t, "start"))
		}
		plans, start = append(plans, []int{0}), append(start, 0)
		cov, ok := calibrate(plans, start, part, 1e-11)
		if !ok {
			t.Fatalf("no weights of %v for %v, which %v give", plans, part, reached)
		}
		n := len(part)
		chance, product, sum := make([]float64, n), make([]float64, n*n), 0.0
		for h, plan := range plans {
			sum += start[h]
			for _, a := range plan {
				chance[a] += start[h]
				for _, b := range plan {
					product[a*n+b] += start[h]
				}
			}
		}
		if math.Abs(sum-1) > 1e-9 || start[len(start)-1] != 0 || slices.Min(start) < 0 {
			t.Fatalf("weights %v", start)
		}
		for a, p := range part {
			if math.Abs(chance[a]-p) > 1e-10 {
				t.Fatalf("cell %d has %v, its fraction is %v", a, chance[a], p)
			}
			for b := range a + 1 {
				if math.Abs(cov[a*n+b]-(product[a*n+b]-chance[a]*chance[b])) > 1e-9 {
					t.Fatalf("cells %d and %d: a covariance of %v", a, b, cov[a*n+b])
				}
			}
		}
		beyond := slices.Clone(part)
		beyond[0] = 1.5
		if _, ok := calibrate(plans, slices.Clone(start), beyond, 1e-11); ok {
			t.Fatal("a cell of one and a half")
		}
	})
}

// The factor of a weight is near 1 plus the step, and stays positive.
func TestFactors(t *testing.T) {
	for _, x := range []float64{0, 1e-4, 0.5, 2, 1e6} {
		if up, down := factor(x), factor(-x); up != 1+x || math.Abs(up*down-1) > 1e-12 || down <= 0 {
			t.Errorf("%v: %v and %v", x, up, down)
		}
	}
}

// The whole numbers of a table add up to WeightSum and are the exact ones rounded, whichever way the
// weights miss 1; heavier plans come first, and of equal ones the first by cells; plans
// that do not keep the classes stay out.
func TestWeightsBecomeWholeNumbers(t *testing.T) {
	check(t, 1_000, 4_000, func(t *rapid.T) {
		p := &planSet{}
		var weights []float64
		total := 0.0
		for h := range rapid.IntRange(1, 9).Draw(t, "plans") {
			p.plans, p.met = append(p.plans, []int{8 - h}), append(p.met, 4)
			weights = append(weights, float64(rapid.IntRange(1, 4).Draw(t, "weight")))
			total += weights[h]
		}
		off := float64(rapid.IntRange(-5, 5).Draw(t, "off")) * 2e-15
		for h := range weights {
			weights[h] = weights[h] / total * (1 + off)
		}
		p.plans, p.met, weights = append(p.plans, []int{9}, []int{10}), append(p.met, 3, 4), append(weights, 0.5, 0)
		exact := map[int]float64{}
		for h, plan := range p.plans {
			exact[plan[0]] = weights[h] * float64(WeightSum)
		}
		table := p.table(weights, 4)
		sum := int64(0)
		for i, plan := range table {
			sum += plan.Weight
			if gap := math.Abs(float64(plan.Weight) - exact[plan.Up[0]]); gap > 1+math.Abs(off)*1e15 || plan.Weight < 1 || plan.Up[0] == 9 {
				t.Fatalf("%v has the weight %d, of %v", plan.Up, plan.Weight, exact[plan.Up[0]])
			}
			if i > 0 && (table[i-1].Weight < plan.Weight || table[i-1].Weight == plan.Weight && table[i-1].Up[0] > plan.Up[0]) {
				t.Fatalf("%+v in this order", table)
			}
		}
		if sum != WeightSum {
			t.Fatalf("the weights add up to %d", sum)
		}
	})
}

// What is left of the sum goes to the plans with the largest remainders, one each, whatever their whole numbers are: to
// one of none, and from one of 1, which is then no plan any more.
func TestRemaindersOfTheLightestPlans(t *testing.T) {
	for _, c := range []struct{ heavy, light, want float64 }{
		{1e15 - 1, 0.9, 1}, {1e15 - 2, 1.4, 2}, {1e15, 1.4, 0}, {1e15 - 1, 1.4, 1}, {1e15, 2.4, 1},
	} {
		p := &planSet{plans: [][]int{{0}, {1}}, met: []int{4, 4}}
		got := map[int]int64{}
		for _, plan := range p.table([]float64{c.heavy / 1e15, c.light / 1e15}, 4) {
			got[plan.Up[0]] = plan.Weight
		}
		if got[1] != int64(c.want) || got[0]+got[1] != WeightSum || len(got) == 2 && c.want == 0 {
			t.Errorf("%+v: %v", c, got)
		}
	}
}
