package piles

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// After every swap the sums that an exchange keeps are those of its piles, counted anew; a swap that need
// not be is made only if piles come nearer to their shares: fewer cases beyond one, or as many and smaller squares.
func TestExchangesKeepTheirSums(t *testing.T) {
	made, refused := 0, 0
	check(t, 1_000, 10_000, func(t *rapid.T) {
		p := problem(t, 9)
		n := len(p.Cases)
		sizes, pile := make([]int, len(p.Weight)), make([]int, n)
		for c := range pile {
			pile[c] = rapid.IntRange(0, len(sizes)-1).Draw(t, "pile")
			sizes[pile[c]]++
		}
		x := newExchange(p, pile, sizes)
		squares := func(x *exchange) (sum int64) {
			for _, off := range x.off {
				sum += off * off
			}
			return sum
		}
		for range 10 {
			a, b := rapid.IntRange(0, n-1).Draw(t, "a"), rapid.IntRange(0, n-1).Draw(t, "b")
			must := rapid.IntRange(0, 3).Draw(t, "must") == 0
			before, were := newExchange(p, slices.Clone(x.pile), sizes), slices.Clone(x.pile)
			swapped := x.swap(a, b, must)
			now := newExchange(p, slices.Clone(x.pile), sizes)
			if !slices.Equal(x.off, now.off) || !slices.Equal(x.of, now.of) || x.excess != now.excess {
				t.Fatalf("%v of %v, %d in all, counted anew %v of %v, %d", x.off, x.of, x.excess, now.off, now.of, now.excess)
			}
			if !swapped {
				refused++
			}
			if swapped {
				made++
				were[a], were[b] = were[b], were[a]
				if better := now.excess < before.excess || now.excess == before.excess && squares(now) < squares(before); !must && !better {
					t.Fatalf("a swap that does not help: from %d and %d to %d and %d", before.excess, squares(before), now.excess, squares(now))
				}
			}
			if !slices.Equal(were, x.pile) {
				t.Fatalf("cases %d and %d, swapped %v: %v", a, b, swapped, x.pile)
			}
		}
	})
	if made < 100 || refused < 100 {
		t.Errorf("%d made and %d refused: this tests little", made, refused)
	}
}
