package piles

import (
	"slices"
	"testing"

	"onecase/sample/internal/stream"

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

// Where exchanges come to rest by the least there is beyond one case, an n-th of one, all sharings are searched
// like elsewhere.
func TestSearchBeginsAtTheLeastExcess(t *testing.T) {
	least := 0
	for _, c := range []struct {
		cases  [][]int
		weight []int
	}{
		{[][]int{{0, 5, 7}, {0, 3, 6}, {1, 5, 8}, {1, 4, 7}}, []int{2, 2, 2}},
		{[][]int{{1, 3, 6}, {1, 4, 5}, {0, 3, 5}, {2, 4, 6}}, []int{2, 1, 1}},
		{[][]int{{1, 5, 8}, {0, 3, 6}, {1, 3, 7}, {0, 4, 7}}, []int{1, 2, 3}},
	} {
		n := len(c.cases)
		p := &Problem{Rows: 9, Cases: c.cases, Weight: c.weight, Most: slices.Repeat([]int{n}, len(c.weight))}
		for seed := range 10 {
			got, _ := p.Share(stream.New(string(rune('a' + seed))))
			if x := newExchange(p, got.Pile, got.Sizes); x.excess == 1 {
				least++
			}
			can := enumerate(got.Sizes, n, func(pile []int) bool { return within(p, pile, got.Sizes) })
			if within(p, got.Pile, got.Sizes) != can || got.None == can {
				t.Errorf("%v: %+v, can be %v", c.cases, got, can)
			}
		}
	}
	if least == 0 {
		t.Error("none is beyond by so little: this tests nothing")
	}
}

// Up to a thousand kinds of cases are searched, and no more; cases of one kind are as many as they like.
func TestSearchTakesAThousandKinds(t *testing.T) {
	for kinds := 999; kinds <= 1001; kinds++ {
		p := &Problem{Rows: kinds}
		for c := range 2 * kinds {
			p.Cases = append(p.Cases, []int{c % kinds})
		}
		if pile, _ := newExchange(p, make([]int, 2*kinds), []int{2 * kinds}).search(); (pile != nil) != (kinds <= 1000) {
			t.Errorf("%d kinds: searched %v", kinds, pile != nil)
		}
	}
}
