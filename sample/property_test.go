package sample

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"onecase/sample/internal/stream"

	"pgregory.net/rapid"
)

// randomFrame draws a frame of 2 to 6 variables with 2 to 8 categories.
func randomFrame(t *rapid.T, most int) *Frame {
	shares := make([][]float64, rapid.IntRange(2, 6).Draw(t, "variables"))
	for k := range shares {
		shares[k] = make([]float64, rapid.IntRange(2, 8).Draw(t, "categories"))
		left := 1.0
		for c := range shares[k] {
			shares[k][c] = left * rapid.Float64Range(0.1, 0.9).Draw(t, "share")
			left -= shares[k][c]
		}
	}
	N := rapid.IntRange(5, most).Draw(t, "N")
	return madeFrame(fmt.Sprint(rapid.Uint32().Draw(t, "seed")), N, shares)
}

// Whatever the frame and the size: the size is exact, every cell has its share
// rounded down or up, every category too unless its variable is named as given
// up, every case has a chance, no case is drawn twice, and the list in another
// order gives the same sample.
func TestDrawsFromRandomFrames(t *testing.T) {
	check(t, 30, 100, func(t *rapid.T) {
		f := randomFrame(t, 90)
		n := rapid.IntRange(1, len(f.Cases)).Draw(t, "n")
		checkRandomDraw(t, f, n)
	})
}

// The same for frames of 5 to 5,000 cases, as many of each order of magnitude.
func TestDrawsFromFramesOfAnySize(t *testing.T) {
	s := stream.New("any size")
	frames := sweep(8, 24)
	t.Logf("%d frames", frames)
	for i := range frames {
		N := int(5 * math.Pow(1000, (float64(i)+s.Fraction())/float64(frames)))
		shares := make([][]float64, 2+s.Below(5))
		cells := 1
		for k := range shares {
			categories := 2 + s.Below(7)
			if cells *= categories; cells > 600 && k > 1 { // beyond it every case is a cell, and that takes long
				shares = shares[:k]
				break
			}
			left := 1.0
			for range categories {
				share := left * (0.1 + 0.8*s.Fraction())
				shares[k] = append(shares[k], share)
				left -= share
			}
		}
		f := madeFrame(fmt.Sprint("any size ", i), N, shares)
		checkRandomDraw(t, f, 1+s.Below(N))
	}
}

type failer interface {
	Helper()
	Fatal(...any)
	Fatalf(string, ...any)
}

func checkRandomDraw(t failer, f *Frame, n int) {
	t.Helper()
	plan, err := NewPlan(f, nil, sized(n))
	if err != nil {
		t.Fatal(err)
	}
	draw, err := plan.Draw("1")
	if err != nil {
		t.Fatal(err)
	}
	g := &draw.Groups[0]
	N := len(f.Cases)
	if len(g.Selected) != n || sum(g.Core.Take) != n {
		t.Fatalf("%d selected, not %d", len(g.Selected), n)
	}
	for c, cell := range g.Cells {
		if got := g.Core.Take[c]; got < n*cell.Population/N || got > (n*cell.Population+N-1)/N {
			t.Fatalf("cell %d of %d gives %d of %d in %d", c, cell.Population, got, n, N)
		}
	}
	for _, b := range g.Balance() {
		if math.Abs(b.Difference) >= 1 && !slices.Contains(g.Core.GivenUp, b.Variable) {
			t.Fatalf("%s %s is %.2f off, and %v were given up", b.Variable, b.Category, b.Difference, g.Core.GivenUp)
		}
	}
	if p := g.Inclusion.PerCase; p == nil || math.Abs(*p-float64(n)/float64(N)) > 1e-9 {
		t.Fatalf("the chance per case is %v", p)
	}
	seen := map[string]bool{}
	for _, c := range append(slices.Clone(g.Selected), g.Reserves...) {
		if seen[c.ID] {
			t.Fatalf("%s is drawn twice", c.ID)
		}
		seen[c.ID] = true
	}
	other := &Frame{Variables: f.Variables, Cases: slices.Clone(f.Cases)}
	slices.Reverse(other.Cases)
	again, err := NewPlan(other, nil, sized(n))
	if err != nil {
		t.Fatal(err)
	}
	reversed, err := again.Draw("1")
	if err != nil {
		t.Fatal(err)
	}
	if h := &reversed.Groups[0]; ids(h.Selected) != ids(g.Selected) || ids(h.Reserves) != ids(g.Reserves) {
		t.Fatal("the list in reverse gives another draw")
	}
}

// An extension of a random draw keeps its cases and has every category within
// two cases of its share.
func TestExtensionsOfRandomDraws(t *testing.T) {
	check(t, 25, 100, func(t *rapid.T) {
		f := randomFrame(t, 50)
		N := len(f.Cases)
		n := rapid.IntRange(1, N-1).Draw(t, "n")
		more := rapid.IntRange(n+1, N).Draw(t, "extended")
		plan, err := NewPlan(f, nil, sized(n))
		if err != nil {
			t.Fatal(err)
		}
		draw, err := plan.Draw("1")
		if err != nil {
			t.Fatal(err)
		}
		r := NewRecord(draw, ListSource{}, "none", noon)
		if _, err := r.Extend(f, map[string]int{"all": more}, noon); err != nil {
			t.Fatal(err)
		}
		s, err := r.Status("all")
		if err != nil {
			t.Fatal(err)
		}
		if len(s.Sample) != more {
			t.Fatalf("%d cases, not %d", len(s.Sample), more)
		}
		for _, c := range r.Groups[0].Selected {
			if place(s.Sample, c.ID) < 0 {
				t.Fatalf("%s was lost", c.ID)
			}
		}
		if v, err := r.Verify(f, ""); err != nil || !v.Verified {
			t.Fatalf("not verified: %v, %v", v, err)
		}
	})
}
