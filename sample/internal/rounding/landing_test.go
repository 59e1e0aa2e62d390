package rounding

import (
	"fmt"
	"slices"
	"testing"

	"onecase/sample/internal/stream"

	"pgregory.net/rapid"
)

// plainly is the search for a landing as the specification has it: the values that the
// open cells get, in their order, or nil, and the choices that it made.
func plainly(w *Walker, s *stream.Stream) (up []bool, choices int) {
	first := make([]bool, len(w.open))
	for k, c := range w.open {
		first[k] = s.Fraction() < w.value[c]
	}
	fits := func(k int) bool { // with the first cells rounded as up says
		for i, row := range w.Rows {
			ups, open := 0, 0
			for _, c := range row.Cells {
				switch at := slices.Index(w.open, c); {
				case at < 0 && w.value[c] == 1, at >= 0 && at < k && up[at]:
					ups++
				case at >= k:
					open++
				}
			}
			if w.state[i] != gone && slices.Contains(row.Cells, w.open[k-1]) && (ups > row.High || ups+open < row.Low) {
				return false
			}
		}
		return true
	}
	var search func(k int) bool
	search = func(k int) bool {
		if k == len(w.open) {
			return true
		}
		for _, one := range []bool{first[k], !first[k]} {
			if choices++; choices > 2000 {
				return false
			}
			if up = append(up[:k], one); fits(k+1) && search(k+1) {
				return true
			}
		}
		return false
	}
	if !search(0) {
		return nil, choices
	}
	return up, choices
}

// The landing is the one that the specification's search finds, from wherever a walk
// stands, and takes as many fractions from the stream; where that finds none the walk
// stays where it is.
func TestLandingsAreTheSpecifiedOnes(t *testing.T) {
	found, none, ended, wide := 0, 0, 0, 0
	check(t, 1_000, 3_000, func(t *rapid.T) {
		cells := rapid.IntRange(2, 24).Draw(t, "cells")
		if rapid.IntRange(0, 9).Draw(t, "kind") == 0 {
			cells = rapid.IntRange(128, 135).Draw(t, "many cells")
		}
		r := roundingOf(t, cells, rapid.IntRange(1, 8).Draw(t, "variables"))
		w := NewWalker(r)
		w.target = -1
		s := stream.New(fmt.Sprint(rapid.IntRange(0, 99).Draw(t, "seed")))
		w.start(s)
		for steps := rapid.SampledFrom([]int{0, 1, 3, 99}).Draw(t, "steps"); steps > 0 && len(w.open) > 1; steps-- {
			if columns := w.findDirection(); columns > 0 {
				w.step(columns, s)
			} else {
				break
			}
		}
		for range rapid.IntRange(0, w.given-Kept).Draw(t, "given up") {
			w.giveUp()
		}
		if rapid.IntRange(0, 4).Draw(t, "beyond") == 0 { // more are up already than a row allows
			w.Rows[rapid.IntRange(0, len(w.Rows)-1).Draw(t, "row")].High = 0
		}
		if rapid.IntRange(0, 4).Draw(t, "settled") == 0 { // rows without open cells hinder nothing
			for i, open := range w.openIn {
				if open == 0 {
					w.Rows[i].High = -1
				}
			}
		}
		if len(w.open) == 0 {
			return
		}
		if len(w.open) > 127 {
			wide++
		}
		at := fmt.Sprint(rapid.IntRange(0, 99).Draw(t, "landing"))
		open, value := slices.Clone(w.open), slices.Clone(w.value)
		before, after := stream.New(at), stream.New(at)
		want, choices := plainly(w, before)
		if got := w.land(after); got != (want != nil) {
			t.Fatalf("landed: %v, to be %v", got, want)
		}
		if before.Word() != after.Word() {
			t.Fatal("it took other fractions")
		}
		if want == nil {
			none++
			if steps := w.landing.steps; steps > 0 && steps != choices {
				t.Fatalf("%d choices, not %d", steps, choices)
			}
			if choices > 2000 {
				ended++
			}
			if !slices.Equal(w.open, open) || !slices.Equal(w.value, value) {
				t.Fatal("the walk moved")
			}
			return
		}
		found++
		if w.landing.steps != choices {
			t.Fatalf("%d choices, not %d", w.landing.steps, choices)
		}
		for k, c := range open {
			if (w.value[c] == 1) != want[k] || !want[k] && w.value[c] != 0 {
				t.Fatalf("cell %d is at %v, to be up: %v", c, w.value[c], want[k])
			}
		}
	})
	if found < 50 || none < 8 || ended < 1 || wide < 1 {
		t.Errorf("%d landed, %d did not, %d of them after all choices; %d were wide", found, none, ended, wide)
	}
}
