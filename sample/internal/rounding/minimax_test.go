package rounding

import (
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"
	"pgregory.net/rapid"
)

// weighted is random plans of some cells with weights that add up to 1, the cells'
// fractions under them, and units.
func weighted(t *rapid.T) (plans [][]int, weights, part, unit []float64) {
	n := rapid.IntRange(1, 9).Draw(t, "cells")
	part, unit = make([]float64, n), make([]float64, n)
	for a := range unit {
		unit[a] = float64(rapid.IntRange(1, 30).Draw(t, "unit")) / 10
	}
	for range rapid.IntRange(2, 12).Draw(t, "plans") {
		plans = append(plans, Ones(rapid.SliceOfN(rapid.Bool(), n, n).Draw(t, "up")))
		weights = append(weights, float64(rapid.IntRange(1, 9).Draw(t, "weight")))
	}
	scaleTo1(weights)
	for h, plan := range plans {
		for _, c := range plan {
			part[c] += weights[h]
		}
	}
	return plans, weights, part, unit
}

// above is what each plan takes above the expectation, in units.
func above(plans [][]int, part, unit []float64) *mat.Dense {
	z := mat.NewDense(len(plans), len(part), nil)
	for h, plan := range plans {
		for c, p := range part {
			z.Set(h, c, unit[c]*(float64(len(plan)-len(slices.DeleteFunc(slices.Clone(plan), func(k int) bool { return k == c })))-p))
		}
	}
	return z
}

// The covariance of the plans, its norm, slopes and largest eigenvalue are those of gonum: the norm is the p-th
// root of the sum of the eigenvalues' p-th powers, and the slope of a plan is z' C^(p-1) z over the trace.
func TestCovariancesAgainstGonum(t *testing.T) {
	tried := 0
	check(t, 1_000, 4_000, func(t *rapid.T) {
		plans, weights, part, unit := weighted(t)
		n, z := len(part), above(plans, part, unit)
		want := mat.NewSymDense(n, nil)
		for h, w := range weights {
			want.SymRankOne(want, w, z.RowView(h))
		}
		var eigen mat.EigenSym
		if !eigen.Factorize(want, true) {
			t.Fatal("no eigenvalues")
		}
		var vectors mat.Dense
		eigen.VectorsTo(&vectors)
		values := eigen.Values(nil)
		largest := values[n-1]
		if largest < 1e-6 {
			return // every plan takes the same
		}
		tried++
		near := func(what string, got, want float64) {
			if math.Abs(got-want) > 1e-5*max(1, math.Abs(want)) {
				t.Fatalf("%s: %v, gonum has %v", what, got, want)
			}
		}
		c := newCovariance(plans, part, unit)
		mean, cells := make([]float64, n), make([]float64, n*n)
		moments(plans, weights, mean, cells)
		c.set(cells)
		for a := range n {
			near("mean", mean[a], part[a])
			for b := range n {
				near("covariance", c.matrix[a*n+b], want.At(a, b))
			}
		}
		for _, k := range []int{3, 5, 4, 6, 3} { // in any order: what was worked out is kept
			p, sum := math.Pow(2, float64(k)), 0.0
			for _, v := range values {
				sum += math.Pow(max(v, 0)/largest, p)
			}
			near("norm", c.norm(k), largest*math.Pow(sum, 1/p))
			slope := slices.Clone(c.slope(k))
			trace, power := 0.0, 0.0
			for _, v := range values {
				power += math.Pow(max(v, 0)/largest, p-1)
			}
			for a := range n {
				trace += slope[a*n+a]
			}
			near("trace", trace, 1)
			out, mean := c.slopes(slope, weights)
			all := 0.0
			for h := range plans {
				steep := 0.0
				for i, v := range values {
					along := mat.Dot(vectors.ColView(i), z.RowView(h))
					steep += along * along * math.Pow(max(v, 0)/largest, p-1) / power
				}
				near("slope of a plan", out[h], steep)
				all += weights[h] * steep
			}
			near("mean slope", mean, all)
		}
		without := slices.Clone(weights)
		without[0] = 0
		if out, _ := c.slopes(c.slope(leastPower), without); out[0] != 0 {
			t.Fatalf("a plan without weight has the slope %v", out[0])
		}
		r := &Problem{Part: part, Unit: unit}
		effect, pattern := r.LargestEffect(plans, weights)
		near("largest", effect, largest)
		x := mat.NewVecDense(n, pattern)
		near("the pattern's effect", mat.Inner(x, want, x)/mat.Dot(x, x), largest)
	})
	if tried < 100 {
		t.Errorf("%d covariances: this tests little", tried)
	}
}

// All ways to take some of n cells that are due the same: the least largest effect is that of taking each way
// as often as any other, by symmetry, k/n (1 - k/n) n/(n-1) in units of 1, from whatever
// weights the descent begins. Every plan keeps a weight, and every cell its fraction.
func TestTheDescentFindsTheLeastLargestEffect(t *testing.T) {
	for _, c := range []struct{ n, k int }{{4, 2}, {5, 2}, {6, 3}, {7, 2}} {
		r := sizeOnly(c.n, c.k)
		plans, _ := r.list()
		start := make([]float64, len(plans))
		for h := range start {
			start[h] = 1 / float64(1+h*h) // some plans far more often than others
		}
		if _, ok := calibrate(plans, start, r.Part, tableError); !ok {
			t.Fatal("no weights give the cells their fractions")
		}
		before, _ := r.LargestEffect(plans, start)
		weights := minimax(plans, start, r.Part, r.Unit)
		after, _ := r.LargestEffect(plans, weights)
		share := float64(c.k) / float64(c.n)
		least := share * (1 - share) * float64(c.n) / float64(c.n-1)
		if after < least-1e-9 || after > 1.03*least || before < 1.05*least {
			t.Errorf("%d of %d: %.5f after %.5f, the least is %.5f", c.k, c.n, after, before, least)
		}
		chance, sum := make([]float64, c.n), 0.0
		for h, plan := range plans {
			sum += weights[h]
			if weights[h] <= 0 {
				t.Errorf("%d of %d: plan %d has the weight %v", c.k, c.n, h, weights[h])
			}
			for _, cell := range plan {
				chance[cell] += weights[h]
			}
		}
		for cell, p := range chance {
			if math.Abs(p-share) > 1e-9 || math.Abs(sum-1) > 1e-9 {
				t.Errorf("cell %d has %v, of weights that add up to %v", cell, p, sum)
			}
		}
	}
}

// plainDescent is the descent as the specification has it, by the eigenvalues of gonum. Closest is how near a choice
// between two ways was to the other: another order of adding up may take that one.
func plainDescent(plans [][]int, start, part, unit []float64) (weights []float64, closest float64) {
	closest = 1
	choice := func(x, y float64) bool {
		closest = min(closest, math.Abs(x/y-1))
		return x < y
	}
	z := above(plans, part, unit)
	of := func(weights []float64, k int) (norm, mean float64, slopes []float64) {
		c := mat.NewSymDense(len(part), nil)
		for h, w := range weights {
			c.SymRankOne(c, w, z.RowView(h))
		}
		var eigen mat.EigenSym
		eigen.Factorize(c, true)
		var vectors mat.Dense
		eigen.VectorsTo(&vectors)
		values, p := eigen.Values(nil), math.Pow(2, float64(k))
		trace := 0.0
		for i, v := range values {
			values[i] = max(v, 0)
			norm += math.Pow(values[i], p)
			trace += math.Pow(values[i], p-1)
		}
		slopes = make([]float64, len(plans))
		for h, w := range weights {
			for i, v := range values {
				along := mat.Dot(vectors.ColView(i), z.RowView(h))
				slopes[h] += along * along * math.Pow(v, p-1) / trace
			}
			mean += w * slopes[h]
		}
		return math.Pow(norm, 1/p), mean, slopes
	}
	weights = slices.Clone(start)
	k, t := 3, 1.0
	for range max(40, min(150_000_000/(len(plans)*len(plans[0])*len(plans[0])+8*len(part)*len(part)*len(part)), 150)) {
		norm, mean, slopes := of(weights, k)
		trial := make([]float64, len(plans))
		for h, w := range weights {
			if trial[h] = w * factor(-t*(slopes[h]-mean)); w > 0 && choice(trial[h], start[h]/10) {
				trial[h] = 0
			}
		}
		_, ok := calibrate(plans, trial, part, 1e-5)
		if now, _, _ := of(trial, k); !ok || !choice(now, norm) {
			t /= 2
		} else {
			if !choice(now, 0.9998*norm) {
				k = min(k+1, 6)
			}
			weights, t = trial, 1.3*t
		}
	}
	if _, ok := calibrate(plans, weights, part, 1e-11); !ok {
		return start, closest
	}
	return weights, closest
}

// The descent makes the steps that are specified: its weights, less their mixture with those that it began with,
// are those of a plain writing.
func TestTheDescentIsTheSpecifiedOne(t *testing.T) {
	tried, moved, ties := 0, 0, 0
	check(t, 250, 1_000, func(t *rapid.T) {
		n, k := rapid.IntRange(4, 7).Draw(t, "cells"), rapid.IntRange(1, 3).Draw(t, "up")
		r := sizeOnly(n, k)
		for c := range r.Unit {
			r.Unit[c] = float64(rapid.IntRange(5, 15).Draw(t, "unit")) / 10
		}
		plans, _ := r.list()
		var some [][]int
		for _, plan := range plans {
			if rapid.IntRange(0, 3).Draw(t, "left out") > 0 {
				some = append(some, plan)
			}
		}
		start := make([]float64, len(some))
		for h := range start {
			start[h] = float64(rapid.IntRange(1, 9).Draw(t, "start"))
		}
		if len(some) == 0 {
			return
		}
		if _, ok := calibrate(some, start, r.Part, tableError); !ok {
			return
		}
		got := minimax(some, start, r.Part, r.Unit)
		want, closest := plainDescent(some, start, r.Part, r.Unit)
		if ties++; closest < 1e-12 { // a tie, but for the last digits: both ways are the specified one
			return
		}
		tried, ties = tried+1, ties-1
		share, at := 0.0, 0 // of the start in the mixture, by the plan where the two are furthest apart
		for h := range got {
			if math.Abs(start[h]-want[h]) > math.Abs(start[at]-want[at]) {
				at = h
			}
		}
		if gap := start[at] - want[at]; math.Abs(gap) > 1e-4 {
			share = (got[at] - want[at]) / gap
			moved++
		}
		for h := range got {
			if mixed := want[h] + share*(start[h]-want[h]); math.Abs(got[h]-mixed) > 1e-4 || share < -1e-3 || share > 1+1e-3 {
				t.Fatalf("plan %d of %d: %v, not %v, with a share of %v; the closest choice by %g", h, len(got), got[h], mixed, share, closest)
			}
		}
	})
	if tried < 10 || moved < 3 {
		t.Errorf("%d descents, %d of them moved, and %d ties: this tests little", tried, moved, ties)
	}
}

// The mixture is as large a share of the first covariance as spread allows: at its end the largest
// effect is just within, unless all of it is.
func TestMixturesGoAsFarAsTheSpread(t *testing.T) {
	c := newCovariance([][]int{{0}}, []float64{0.5, 0.5}, []float64{1, 1})
	for _, first := range []float64{1.01, 1.04, 1.5, 3} {
		share := c.mixture([]float64{first, 0, 0, 0.5}, []float64{1, 0, 0, 0.5})
		want := min(1, (spread-1)/(first-1))
		if share > want+1e-12 || share < want-1.0/4096 {
			t.Errorf("with an effect of %v: a share of %v, want %v", first, share, want)
		} else if share*4096 != math.Trunc(share*4096) {
			t.Errorf("with an effect of %v: a share of %v is not by 12 halvings", first, share)
		}
	}
}

// The more arithmetic a step takes the fewer there are, between two ends.
func TestStepsOfADescent(t *testing.T) {
	for _, c := range []struct{ plans, cells, up, want int }{{10, 4, 2, mostSteps}, {2_000, 100, 50, fewestSteps},
		{2_000, 10, 31, 150_000_000 / (2_000*31*31 + 8_000)}, {2_000, 50, 20, 83}} { // of 800,000 and 1,000,000
		one := &covariance{plans: make([][]int, c.plans), n: c.cells}
		one.plans[0] = make([]int, c.up)
		if got := one.steps(); got != c.want {
			t.Errorf("%+v: %d steps", c, got)
		}
	}
}
