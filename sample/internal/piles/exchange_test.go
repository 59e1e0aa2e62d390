package piles

import (
	"slices"
	"testing"

	"onecase/sample/internal/stream"

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
			before, were, work := newExchange(p, slices.Clone(x.pile), sizes), slices.Clone(x.pile), x.work
			swapped := x.swap(a, b, must)
			now := newExchange(p, slices.Clone(x.pile), sizes)
			if !slices.Equal(x.off, now.off) || !slices.Equal(x.of, now.of) || x.excess != now.excess {
				t.Fatalf("%v of %v, %d in all, counted anew %v of %v, %d", x.off, x.of, x.excess, now.off, now.of, now.excess)
			}
			if !swapped {
				refused++
			}
			looked := int64(4 * len(p.Cases[a])) // at each category of either case, of either pile
			if barred := p.Barred != nil && (p.Barred(a, were[b]) || p.Barred(b, were[a])); were[a] == were[b] || barred {
				looked = 0
				if swapped {
					t.Fatalf("cases %d and %d change piles in spite of a bar", a, b)
				}
			}
			if work-x.work != looked {
				t.Fatalf("a work of %d, not %d", work-x.work, looked)
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

// Where an exchange comes to rest no swap of two cases would help, if one is in a pile that is beyond one case.
func TestExchangesRestWhereNoSwapHelps(t *testing.T) {
	beyond := 0
	check(t, 2_000, 10_000, func(t *rapid.T) {
		p := problem(t, 9)
		order, pile, sizes := make([]int, len(p.Cases)), make([]int, len(p.Cases)), make([]int, len(p.Weight))
		for c := range pile {
			order[c], pile[c] = c, rapid.IntRange(0, len(sizes)-1).Draw(t, "pile")
			sizes[pile[c]]++
		}
		x := newExchange(p, pile, sizes)
		was := x.excess
		x.descend(order)
		if x.excess > was {
			t.Fatalf("from %d to %d", was, x.excess)
		}
		if was > 0 {
			beyond++
		}
		for a := range order {
			for b := range a {
				if x.of[x.pile[a]]+x.of[x.pile[b]] > 0 && x.swap(a, b, false) {
					t.Fatalf("cases %d and %d are better changed", a, b)
				}
			}
		}
	})
	if beyond < 20 {
		t.Errorf("%d began beyond one case: this tests little", beyond)
	}
}

// An exchange keeps the piles that are nearest to their shares of all it comes to, and where no work is left it
// changes none and takes nothing from the stream.
func TestExchangesEndWithTheirWork(t *testing.T) {
	defer func(before int64) { maxWork = before }(maxWork)
	check(t, 1_000, 5_000, func(t *rapid.T) {
		maxWork = rapid.SampledFrom([]int64{0, 1, 100, 10_000}).Draw(t, "work")
		p := problem(t, 9)
		order, pile, sizes := make([]int, len(p.Cases)), make([]int, len(p.Cases)), make([]int, len(p.Weight))
		for c := range pile {
			order[c], pile[c] = c, rapid.IntRange(0, len(sizes)-1).Draw(t, "pile")
			sizes[pile[c]]++
		}
		x, s := newExchange(p, slices.Clone(pile), sizes), stream.New("seed")
		was := x.excess
		x.run(s, order)
		if again := newExchange(p, x.best, sizes); x.excess > was || again.excess != x.excess {
			t.Fatalf("from %d to %d, and the best piles have %d", was, x.excess, again.excess)
		}
		if maxWork <= 1 && (!slices.Equal(x.best, pile) || s.Word() != stream.New("seed").Word()) {
			t.Fatal("it goes on without work") // to come to the second case takes 1
		}
		maxWork = 1 << 40
		x = newExchange(p, slices.Clone(pile), sizes)
		x.descend(slices.Sorted(slices.Values(order)))
		maxWork -= x.work // just what the swaps that help take
		x, s = newExchange(p, pile, sizes), stream.New("seed")
		if x.run(s, slices.Sorted(slices.Values(order))); s.Word() != stream.New("seed").Word() {
			t.Fatal("it swaps at random without work")
		}
	})
}

// Where no swap helps four are made at random, and the cases are shuffled, until sixty times in a row have
// brought no piles that are nearer to their shares.
func TestExchangesGoOnAsSpecified(t *testing.T) {
	beyond, progress := 0, 0
	from := stream.New("problems")
	for range 1_000 {
		n, q := 4+from.Below(6), 2+from.Below(3)
		p := &Problem{Rows: 9, Cases: make([][]int, n)}
		order, pile, sizes := make([]int, n), make([]int, n), make([]int, q)
		for c := range pile {
			for v := range 3 {
				p.Cases[c] = append(p.Cases[c], 3*v+from.Below(3))
			}
			order[c], pile[c] = c, from.Below(q)
			sizes[pile[c]]++
		}
		x, y := newExchange(p, slices.Clone(pile), sizes), newExchange(p, slices.Clone(pile), sizes)
		s, other := stream.New("seed"), stream.New("seed")
		x.run(s, slices.Clone(order))
		least, best := y.excess, slices.Clone(pile)
		for idle := 0; ; idle++ {
			if y.descend(order); y.excess < least {
				if idle > 0 {
					progress++
				}
				least, best, idle = y.excess, slices.Clone(y.pile), 0
			}
			if least == 0 || idle == 60 || y.work <= 0 {
				break
			}
			for range 4 {
				y.swap(other.Below(len(order)), other.Below(len(order)), true)
			}
			other.Shuffle(order)
		}
		if x.excess != least || !slices.Equal(x.best, best) || s.Word() != other.Word() {
			t.Fatalf("%v with %d, not %v with %d", x.best, x.excess, best, least)
		}
		if least > 0 {
			beyond++
		}
	}
	if beyond < 10 || progress < 10 {
		t.Errorf("%d stayed beyond one case, %d came nearer by swaps at random: this tests little", beyond, progress)
	}
}
