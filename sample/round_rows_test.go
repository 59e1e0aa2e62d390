package sample

import "testing"

// The bounds of a category are those of its share of the whole sample, less what is in it, as long as the
// expectation lies within them, ends included; else they are those of the expectation.
func TestBoundsOfACategory(t *testing.T) {
	for _, c := range []struct {
		name              string
		population, total int
		whole, kept       int
		here              float64
		low, high         int
	}{
		{"the share of the whole sample", 5, 20, 10, 1, 1.5, 1, 2}, // 2.5, less one
		{"an expectation at the lower end", 5, 20, 10, 1, 1, 1, 2},
		{"an expectation at the upper end", 5, 20, 10, 1, 2, 1, 2},
		{"one that rounding has put below", 5, 20, 10, 1, 1 - 1e-12, 1, 2},
		{"one that rounding has put above", 5, 20, 10, 1, 2 + 1e-12, 1, 2},
		{"an expectation below", 5, 20, 10, 1, 0.75, 0, 1},
		{"an expectation above", 5, 20, 10, 1, 2.25, 2, 3},
		{"none is owed, or one", 5, 20, 10, 2, 0.25, 0, 1},
		{"none is owed, or one, and none is expected", 5, 20, 10, 2, 0, 0, 1},
		{"none is owed, or one, and one is expected", 5, 20, 10, 2, 1, 0, 1},
		{"more than the share is there", 5, 20, 10, 3, 0, 0, 0},
		{"more than the share, and more may come", 5, 20, 10, 3, 0.25, 0, 1},
		{"a whole sample of one", 5, 20, 1, 0, 0.25, 0, 1},
		{"a whole share", 4, 20, 10, 1, 1, 1, 1},
		{"no whole sample", 5, 20, 0, 0, 2.5, 2, 3},
		{"no whole sample, with cases", 5, 20, 0, 2, 0.5, 0, 1},
	} {
		s := &roundSpec{grid: &grid{cells: []gridCell{{cases: make([]int, c.population)}}, total: c.total}, kept: []int{c.kept}, whole: c.whole}
		if low, high := s.rowBounds([]int{0}, []float64{c.here}); low != c.low || high != c.high {
			t.Errorf("%s: %d to %d, want %d to %d", c.name, low, high, c.low, c.high)
		}
	}
}
