package rounding

import (
	"math/bits"
	"slices"
	"testing"

	"onecase/sample/internal/stream"

	"pgregory.net/rapid"
)

// smallRounding is randomRounding with 2 to 9 cells.
func smallRounding(t *rapid.T) *Problem {
	return roundingOf(t, rapid.IntRange(2, 9).Draw(t, "cells"), rapid.IntRange(1, 3).Draw(t, "variables"))
}

// everyPlan tries every rounding and returns those that keep all rows.
func everyPlan(r *Problem) (plans [][]int) {
	for bits := range 1 << len(r.Part) {
		var plan []int
		for c := range r.Part {
			if bits>>c&1 == 1 {
				plan = append(plan, c)
			}
		}
		if keepsRows(r, plan, r.Classes()) {
			plans = append(plans, plan)
		}
	}
	return plans
}

// keepsRows tells whether a rounding keeps the rows of the classes below that one.
func keepsRows(r *Problem, plan []int, classes int) bool {
	return !slices.ContainsFunc(r.Rows, func(w Row) bool {
		n := 0
		for _, c := range w.Cells {
			if slices.Contains(plan, c) {
				n++
			}
		}
		return w.Class < classes && (n < w.Low || n > w.High)
	})
}

// The list has every rounding that keeps all rows, once.
func TestTheListHasEveryRounding(t *testing.T) {
	check(t, 200, 2_000, func(t *rapid.T) {
		r := smallRounding(t)
		got, ok := r.list()
		want := everyPlan(r)
		slices.SortFunc(got, slices.Compare[[]int])
		slices.SortFunc(want, slices.Compare[[]int])
		if !ok || !slices.EqualFunc(got, want, slices.Equal[[]int]) {
			t.Fatalf("listed %v (%v), there are %v", got, ok, want)
		}
	})
}

// One of 40 cells and one of 50 are 2,000 roundings, which are listed; one of 3, of 23 and of 29 are a
// rounding more, which are too many.
func TestTheListIsNoLongerThanItsBound(t *testing.T) {
	for _, c := range []struct {
		rows []int
		ok   bool
	}{{[]int{40, 50}, true}, {[]int{3, 23, 29}, false}} {
		r := &Problem{}
		for _, n := range c.rows {
			row := Row{Low: 1, High: 1}
			for range n {
				row.Cells = append(row.Cells, len(r.Part))
				r.Part = append(r.Part, 1/float64(n))
			}
			r.Rows = append(r.Rows, row)
		}
		plans, ok := r.list()
		if ok != c.ok || ok && len(plans) != listedPlans {
			t.Errorf("one of each of %v: %d plans, listed: %v", c.rows, len(plans), ok)
		}
	}
}

// The listing makes 500,000 choices and no more: two for every way to choose the cells before. Cells that are up in
// no rounding leave the ways as many as they were, and the last has none.
func TestTheListingEndsAtItsSteps(t *testing.T) {
	for _, c := range []struct {
		steps int
		ok    bool
	}{{listSteps, true}, {listSteps + 2, false}} {
		r := &Problem{}
		never := func(low int) {
			r.Rows = append(r.Rows, Row{Cells: []int{len(r.Part)}, Low: low, High: low})
			r.Part = append(r.Part, 0.5)
		}
		last := bits.Len(uint(c.steps/2+1)) - 2
		more := c.steps/2 - (2<<last - 1)
		for k := range last + 1 {
			if more>>k&1 == 1 {
				never(0)
			}
			if k < last {
				r.Part = append(r.Part, 0.5)
			}
		}
		never(2) // cannot be
		if plans, ok := r.list(); ok != c.ok || len(plans) > 0 {
			t.Errorf("%d choices: %d plans, listed: %v", c.steps, len(plans), ok)
		}
	}
}

// The classes that a rounding keeps are those up to the first with a row that is broken, and what
// several miss is counted row by row.
func TestMissesAreTheRowsThatAreBroken(t *testing.T) {
	check(t, 200, 2_000, func(t *rapid.T) {
		r := smallRounding(t)
		for i := range r.Rows {
			r.Rows[i].Category = i
		}
		var plans [][]int
		most := make([]int, len(r.Rows))
		for range rapid.IntRange(0, 3).Draw(t, "plans") {
			up := rapid.SliceOfN(rapid.Bool(), len(r.Part), len(r.Part)).Draw(t, "up")
			plan := Ones(up)
			plans = append(plans, plan)
			met := r.Met(up)
			if !keepsRows(r, plan, met) || met < r.Classes() && keepsRows(r, plan, met+1) {
				t.Fatalf("%v is said to keep %d classes of %+v", plan, met, r.Rows)
			}
			for i, w := range r.Rows {
				n := len(slices.DeleteFunc(slices.Clone(plan), func(c int) bool { return !slices.Contains(w.Cells, c) }))
				most[i] = max(most[i], w.Low-n, n-w.High)
			}
		}
		misses := map[int]int{}
		for _, m := range r.Misses(plans...) {
			misses[m.Category] = m.By
			if r.Rows[m.Category].Class != m.Class {
				t.Fatalf("%+v is of the class %d", m, r.Rows[m.Category].Class)
			}
		}
		for i, w := range r.Rows {
			if want := most[i]; w.Class >= Kept && misses[i] != want || w.Class < Kept && misses[i] != 0 {
				t.Fatalf("row %d, missed by %d: %d", i, want, misses[i])
			}
		}
	})
}

// Numbers within Slack of a whole one count as it, and others lie between two.
func TestWholeBounds(t *testing.T) {
	if low, high := WholeBounds(1 - Slack); low != 0 || high != 1 {
		t.Errorf("at the end of what is near 1: %d to %d", low, high)
	}
	if low, high := WholeBounds(Slack); low != 0 || high != 1 {
		t.Errorf("at the end of what is near 0: %d to %d", low, high)
	}
	for whole := range 4 {
		for _, c := range []struct {
			off       float64
			low, high int
		}{{-0.5, -1, 0}, {-1.1e-9, -1, 0}, {-0.9e-9, 0, 0}, {0, 0, 0}, {0.9e-9, 0, 0}, {1.1e-9, 0, 1}, {0.25, 0, 1}} {
			x := float64(whole) + c.off
			if low, high := WholeBounds(x); x >= 0 && (low != whole+c.low || high != whole+c.high) {
				t.Errorf("%v: %d to %d", x, low, high)
			}
		}
	}
}

// A landing from the fractions themselves is found just where there is a rounding that keeps every row, and
// keeps every row. Where no row stands in the way each cell is up with its fraction as probability.
func TestLandingsAreFoundWhereThereAreAny(t *testing.T) {
	found, none := 0, 0
	check(t, 1_500, 6_000, func(t *rapid.T) {
		r := smallRounding(t)
		if rapid.Bool().Draw(t, "tight") { // some categories take what they like
			for i := range r.Rows {
				r.Rows[i].Low = rapid.IntRange(0, len(r.Rows[i].Cells)).Draw(t, "low")
				r.Rows[i].High = rapid.IntRange(r.Rows[i].Low, len(r.Rows[i].Cells)).Draw(t, "high")
			}
		}
		w := NewWalker(r)
		w.target = -1
		s := stream.New("landing")
		w.start(s)
		free := rapid.Bool().Draw(t, "free")
		if free {
			for i := range w.state {
				w.state[i] = gone
			}
		}
		order, fractions := slices.Clone(w.open), stream.New("landing")
		fractions.Shuffle(make([]int, len(r.Part)))
		can := free || len(everyPlan(r)) > 0
		if got := w.land(s); got != can {
			t.Fatalf("landed: %v, can be: %v", got, can)
		}
		if !can {
			none++
			return
		}
		found++
		var plan []int
		for c, v := range w.value {
			if v == 1 {
				plan = append(plan, c)
			} else if v != 0 {
				t.Fatalf("cell %d is at %v", c, v)
			}
		}
		if len(w.open) > 0 || !free && !keepsRows(r, plan, r.Classes()) {
			t.Fatalf("%v breaks a row", plan)
		}
		for _, c := range order {
			if up := fractions.Fraction() < r.Part[c]; free && up != slices.Contains(plan, c) {
				t.Fatalf("cell %d with the fraction %v is up: %v", c, r.Part[c], !up)
			}
		}
	})
	if found < 20 || none < 10 {
		t.Errorf("%d landed, %d cannot", found, none)
	}
}

// A row has room for just as many cells as it may take, however many there are.
func TestRoomForManyCells(t *testing.T) {
	for _, cells := range []int{5, 126, 127, 128, 129, 300} {
		w := NewWalker(sizeOnly(cells, cells/2))
		w.target = -1
		w.start(stream.New("room"))
		for _, most := range []int{0, 1, 100, 126, 127, 128, 255, 256, cells - 1} {
			if most >= cells {
				continue
			}
			r, taken := room{}, 0
			if !r.set(w, func(int) int { return most }) {
				t.Fatalf("no room for %d of %d", most, cells)
			}
			for taken < cells && r.take(taken, taken) {
				taken++
			}
			if taken != most {
				t.Errorf("room for %d of %d cells, not %d", taken, cells, most)
			}
		}
	}
}
