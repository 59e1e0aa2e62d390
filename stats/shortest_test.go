package stats

import (
	"slices"
	"testing"
)

// Windows keep their size and end up rising on both sides. No population up
// to 220 at levels from 20% to 99% needs the second of the two moves; the
// authors' proof does.
func TestAcceptanceWindowsAreLevelled(t *testing.T) {
	table := acceptance{low: []int32{0, 1, 0, 2, 2}, high: []int32{0, 2, 1, 6, 5}}
	table.levelLows()
	table.levelHighs()
	if want := []int32{0, 1, 1, 1, 2}; !slices.Equal(table.low, want) {
		t.Errorf("lower ends %v, want %v", table.low, want)
	}
	if want := []int32{0, 2, 2, 5, 5}; !slices.Equal(table.high, want) {
		t.Errorf("upper ends %v, want %v", table.high, want)
	}
}

// A sweep over 300,000 cases carries no error along: its limits are those
// found one by one.
func TestSweepsOfLargePopulations(t *testing.T) {
	l, err := newLevel(0.8)
	if err != nil {
		t.Fatal(err)
	}
	const N, n = 300_000, 1000
	for _, mid := range []bool{false, true} {
		lows, _ := exactTails{mid}.counts(n, N, l)
		for x := 1; x <= n; x += 37 {
			if one := (exactTails{mid}).lowCount(x, n, N, l, guess{lows[x] - 40, 7}); lows[x] != one {
				t.Errorf("x = %d, mid %v: %d in a sweep, %d alone", x, mid, lows[x], one)
			}
		}
	}
}
