package rounding

import (
	"fmt"
	"math"
	"testing"

	"onecase/sample/internal/stream"

	"pgregory.net/rapid"
)

// With one or two variables no class has to be given up, as the sums of a table with two ways can always
// be rounded (Gandhi and others 2006): every walk keeps every row, and one towards a cell
// ends there. With more variables a walk keeps all that it has not given up, the size always.
func TestWalksKeepWhatTheyDoNotGiveUp(t *testing.T) {
	given := 0
	check(t, 5_000, 20_000, func(t *rapid.T) {
		variables := rapid.IntRange(1, 4).Draw(t, "variables")
		r := roundingOf(t, rapid.IntRange(2, 14).Draw(t, "cells"), variables)
		w, s := NewWalker(r), stream.New(fmt.Sprint(rapid.IntRange(0, 99).Draw(t, "seed")))
		cell, up := rapid.IntRange(0, len(r.Part)-1).Draw(t, "cell"), rapid.Bool().Draw(t, "up")
		for _, walk := range []func() []bool{func() []bool { return w.Walk(s) }, func() []bool { return w.walkTowards(cell, up, s) }} {
			if got := walk(); r.Met(got) < w.given || variables <= 2 && r.Met(got) < r.Classes() || w.given < Kept {
				t.Fatalf("a walk keeps %d classes of %d, and gave up those from %d on", r.Met(got), r.Classes(), w.given)
			}
			if w.given < r.Classes() {
				given++
			}
		}
		if w.start(s); w.open[0] != cell {
			t.Fatalf("a walk towards cell %d begins with cell %d", cell, w.open[0])
		}
		if w.up[cell] != up {
			t.Fatalf("cell %d is up: %v", cell, !up)
		}
	})
	if given == 0 {
		t.Error("no walk gave up a class: this tests little")
	}
}

// Every cell is rounded up as often as its fraction says, to within five standard errors.
func TestWalksKeepExpectations(t *testing.T) {
	r := &Problem{Part: []float64{0.25, 0.5, 0.75, 0.5, 0.4, 0.6}, Rows: []Row{
		{Cells: []int{0, 1, 2, 3, 4, 5}, Low: 3, High: 3},
		{Cells: []int{0, 1, 2}, Low: 1, High: 2, Class: Kept}, {Cells: []int{3, 4, 5}, Low: 1, High: 2, Class: Kept},
		{Cells: []int{0, 3}, Low: 0, High: 1, Class: Kept + 1}, {Cells: []int{1, 4}, Low: 0, High: 1, Class: Kept + 1},
		{Cells: []int{2, 5}, Low: 1, High: 2, Class: Kept + 1}}}
	const walks = 5_000
	w, s, times := NewWalker(r), stream.New("expectations"), make([]float64, len(r.Part))
	for range walks {
		for _, c := range Ones(w.Walk(s)) {
			times[c]++
		}
	}
	for c, p := range r.Part {
		if gap := math.Abs(times[c]/walks - p); gap > 5*math.Sqrt(p*(1-p)/walks) {
			t.Errorf("cell %d is up in %v of walks, its fraction is %v", c, times[c]/walks, p)
		}
	}
}
