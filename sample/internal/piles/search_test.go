package piles

import (
	"testing"

	"pgregory.net/rapid"
)

// The search finds a sharing within one case of every share just where listing every sharing finds one,
// whatever the piles' sizes and bars.
func TestSearchSeesEverySharing(t *testing.T) {
	found, none := 0, 0
	check(t, 2_500, 20_000, func(t *rapid.T) {
		p := problem(t, 6)
		n := len(p.Cases)
		sizes, pile := make([]int, len(p.Weight)), make([]int, n)
		for c := range pile {
			pile[c] = rapid.IntRange(0, len(sizes)-1).Draw(t, "pile")
			sizes[pile[c]]++
		}
		can := enumerate(sizes, n, func(pile []int) bool { return within(p, pile, sizes) })
		got, whole := newExchange(p, pile, sizes).search()
		if !whole && got == nil || can != (got != nil) || can && !within(p, got, sizes) {
			t.Fatalf("sizes %v: %v, seen all %v, can be %v", sizes, got, whole, can)
		}
		if can {
			found++
			counts := make([]int, len(sizes))
			for _, q := range got {
				counts[q]++
			}
			for q := range counts {
				if counts[q] != sizes[q] {
					t.Fatalf("piles of %v, not of %v", counts, sizes)
				}
			}
		} else {
			none++
		}
	})
	if found < 10 || none < 10 {
		t.Errorf("%d were found, %d cannot be", found, none)
	}
}
