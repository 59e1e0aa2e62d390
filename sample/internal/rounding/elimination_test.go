package rounding

import (
	"math"
	"testing"

	"onecase/sample/internal/stream"

	"pgregory.net/rapid"
)

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
			columns := on.findDirection()
			if again := anew.findDirection(); columns != again {
				t.Fatalf("%d open cells in the direction, %d where it is found anew", columns, again)
			}
			if columns == 0 {
				on.giveUp()
				anew.giveUp()
				continue
			}
			for k, x := range on.direction[:columns] {
				if y := anew.direction[k]; math.Float64bits(x+0) != math.Float64bits(y+0) {
					t.Fatalf("cell %d moves by %v, by %v where it is found anew", on.open[k], x, y)
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
