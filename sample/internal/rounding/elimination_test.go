package rounding

import (
	"math"
	"slices"
	"testing"

	"onecase/sample/internal/stream"

	"pgregory.net/rapid"
)

// directionPlainly is the direction of a walk's next step by one elimination after the other, from the first open
// cell on; nil where there is none.
func directionPlainly(w *Walker) []float64 {
	var lines, order []int // rows that are tight and have open cells; their places, those of pivots first
	for i, row := range w.Rows {
		if w.state[i] == tight && slices.ContainsFunc(row.Cells, func(c int) bool { return slices.Contains(w.open, c) }) {
			order = append(order, len(lines))
			lines = append(lines, i)
		}
	}
	var columns [][]float64 // as they stood when their pivots were chosen
	for col, cell := range w.open {
		v := make([]float64, len(lines))
		for l, i := range lines {
			if slices.Contains(w.Rows[i].Cells, cell) {
				v[l] = 1
			}
		}
		for k, before := range columns {
			at := v[order[k]] / before[order[k]]
			for l := range v {
				v[l] -= float64(before[l] * at)
			}
			v[order[k]] = at
		}
		best, size := -1, 1e-7
		for k := col; k < len(order); k++ {
			if x := math.Abs(v[order[k]]); x > size {
				best, size = k, x
			}
		}
		if best < 0 {
			direction := make([]float64, col+1)
			for k := range col {
				direction[k] = -v[order[k]]
			}
			direction[col] = 1
			return direction
		}
		order[col], order[best] = order[best], order[col]
		columns = append(columns, v)
	}
	return nil
}

// A walk whose eliminations go on from the step before moves just as one that
// begins each of them anew: draws rest on it bit for bit.
func TestEliminationsGoOnWhereTheLastStepLeftThem(t *testing.T) {
	reused := 0
	rapid.Check(t, func(t *rapid.T) {
		r := randomRounding(t)
		on, anew := NewWalker(r), NewWalker(r)
		on.target, anew.target = -1, -1
		one, other := stream.New("walk"), stream.New("walk")
		on.start(one)
		anew.start(other)
		for len(on.open) > 0 {
			anew.elimination.lines = 0
			if on.elimination.lines > 0 {
				reused += on.elimination.pivots
			}
			plain := directionPlainly(on)
			columns := on.findDirection()
			if again := anew.findDirection(); columns != again {
				t.Fatalf("%d open cells in the direction, %d where it is found anew", columns, again)
			}
			if columns != len(plain) {
				t.Fatalf("%d open cells in the direction, plainly %d", columns, len(plain))
			}
			if columns == 0 {
				on.giveUp()
				anew.giveUp()
				continue
			}
			for k, x := range on.direction[:columns] {
				if y := anew.direction[k]; math.Float64bits(x+0) != math.Float64bits(y+0) || plain[k] != x {
					t.Fatalf("cell %d moves by %v, by %v where it is found anew, plainly by %v", on.open[k], x, y, plain[k])
				}
			}
			on.step(columns, one)
			anew.step(columns, other)
		}
	})
	if reused == 0 {
		t.Error("no pivot was carried over: nothing is shown")
	}
}

// randomRounding has 5 to 60 cells in up to five variables' rows, and a size.
func randomRounding(t *rapid.T) *Problem {
	return roundingOf(t, rapid.IntRange(5, 60).Draw(t, "cells"), rapid.IntRange(1, 5).Draw(t, "variables"))
}

// roundingOf has rows for the size and the categories of so many variables.
func roundingOf(t *rapid.T, cells, variables int) *Problem {
	r := &Problem{Part: make([]float64, cells)}
	total := 0.0
	for c := range r.Part {
		r.Part[c] = float64(rapid.IntRange(1, 99).Draw(t, "hundredths")) / 100
		total += r.Part[c]
	}
	add := func(cells []int, class int) {
		x := 0.0
		for _, c := range cells {
			x += r.Part[c]
		}
		low, high := WholeBounds(x)
		r.Rows = append(r.Rows, Row{Cells: cells, Low: low, High: high, Class: class})
	}
	all := make([]int, cells)
	for c := range all {
		all[c] = c
	}
	add(all, 0)
	for v := range variables {
		members := make([][]int, rapid.IntRange(2, 6).Draw(t, "categories"))
		for c := range cells {
			k := rapid.IntRange(0, len(members)-1).Draw(t, "category")
			members[k] = append(members[k], c)
		}
		for _, m := range members {
			if len(m) > 0 {
				add(m, Kept+v)
			}
		}
	}
	return r
}
