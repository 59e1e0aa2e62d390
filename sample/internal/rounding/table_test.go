package rounding

import (
	"math"
	"testing"

	"onecase/sample/internal/stream"

	"pgregory.net/rapid"
)

// A table rounds every cell up with its fraction as probability, and the rows
// that no plan misses are those it says it keeps.
func TestTablesKeepEveryFraction(t *testing.T) {
	found := 0
	check(t, 60, 200, func(t *rapid.T) {
		r := randomRounding(t)
		table, _, ok := Table(r, stream.New("table"))
		if !ok {
			return
		}
		found++
		sum, chance := int64(0), make([]float64, len(r.Part))
		plans := make([][]int, len(table))
		up := make([]bool, len(r.Part))
		met := r.Classes()
		for i, p := range table {
			if p.Weight < 1 {
				t.Fatalf("plan %d has the weight %d", i, p.Weight)
			}
			sum += p.Weight
			clear(up)
			for _, c := range p.Up {
				chance[c] += float64(p.Weight) / float64(WeightSum)
				up[c] = true
			}
			plans[i] = p.Up
			met = min(met, r.Met(up))
		}
		if sum != WeightSum {
			t.Fatalf("the weights add up to %d", sum)
		}
		for c, part := range r.Part {
			if math.Abs(chance[c]-part) > 1e-10 {
				t.Errorf("cell %d is rounded up with probability %v, its fraction is %v", c, chance[c], part)
			}
		}
		if met < Kept {
			t.Errorf("a plan breaks a row of class %d, which is never given up", met)
		}
		if missed := r.Misses(plans...); (len(missed) == 0) != (met == r.Classes()) {
			t.Errorf("%d classes of %d are kept, and the rows missed are %v", met, r.Classes(), missed)
		}
	})
	if found == 0 {
		t.Error("no table was found: nothing is shown")
	}
}

// Where walks take long fewer are made; where one walk alone takes too long it sets
// out without the last variables. The size is kept all the same.
func TestTheBoundOfWorkEndsEveryRounding(t *testing.T) {
	defer func(before int64) { maxWork = before }(maxWork)
	r := &Problem{Rows: []Row{{Low: 20, High: 20}}}
	for c := range 40 {
		r.Part = append(r.Part, 0.5)
		r.Rows[0].Cells = append(r.Rows[0].Cells, c)
	}
	for v := range 5 { // halves of the cells, each of which is due 10
		row := Row{Low: 10, High: 10, Class: Kept + v}
		for c := range 40 {
			if c>>v&1 == 0 {
				row.Cells = append(row.Cells, c)
			}
		}
		row.Low, row.High = len(row.Cells)/2, (len(row.Cells)+1)/2
		r.Rows = append(r.Rows, row)
	}
	for _, c := range []struct{ work, walks, keeps int }{{1 << 30, Tries, 7}, {40 * 36 * 3, 3, 7},
		{40*36 - 1, 1, 6}, {40 * 9, 1, 4}, {1, 1, Kept}} {
		maxWork = int64(c.work)
		if keeps, _ := r.Bound(); r.Walks(Tries) != c.walks || keeps != c.keeps {
			t.Errorf("work of %d: %d walks that keep %d classes, want %d and %d", c.work, r.Walks(Tries), keeps, c.walks, c.keeps)
		}
		up := 0
		for _, on := range NewWalker(r).Walk(stream.New("bound")) {
			if on {
				up++
			}
		}
		if up != 20 {
			t.Errorf("work of %d: %d cells are rounded up, want 20", c.work, up)
		}
		if _, walks, ok := Table(r, stream.New("bound")); ok != (c.walks == Tries) {
			t.Errorf("work of %d: table %t after %d walks", c.work, ok, walks)
		}
	}
}

// Weights that keep the largest design effect small make it no larger than without, but for what is
// given up to have more plans, whether all plans are listed or some are found; and they keep the fractions.
func TestTablesOfTheLeastEffect(t *testing.T) {
	smaller := 0
	check(t, 200, 600, func(t *rapid.T) {
		r := roundingOf(t, rapid.IntRange(4, 18).Draw(t, "cells"), rapid.IntRange(1, 3).Draw(t, "variables"))
		for range r.Part {
			r.Unit = append(r.Unit, 1)
		}
		var effects [2]float64
		for k := range effects {
			r.Minimax = k == 1
			table, _, ok := Table(r, stream.New("table"))
			if !ok {
				return
			}
			plans, weights, chance := make([][]int, len(table)), make([]float64, len(table)), make([]float64, len(r.Part))
			for i, p := range table {
				plans[i], weights[i] = p.Up, float64(p.Weight)/float64(WeightSum)
				for _, c := range p.Up {
					chance[c] += weights[i]
				}
			}
			if len(r.Misses(plans...)) > 0 {
				return // a class was given up
			}
			for c, p := range r.Part {
				if math.Abs(chance[c]-p) > 1e-10 {
					t.Fatalf("cell %d is rounded up with probability %v, its fraction is %v", c, chance[c], p)
				}
			}
			effects[k], _ = r.LargestEffect(plans, weights)
		}
		if effects[1] > 1.03*effects[0] {
			t.Fatalf("a largest effect of %v, and without looking for the least %v", effects[1], effects[0])
		}
		if effects[1] < 0.97*effects[0] {
			smaller++
		}
	})
	t.Logf("%d effects became smaller", smaller)
	if smaller == 0 {
		t.Error("no effect became smaller: this tests nothing")
	}
}
