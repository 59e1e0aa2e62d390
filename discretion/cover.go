package discretion

import (
	"cmp"
	"math/bits"
	"slices"
)

// maxDemands is how many questions one cover can be about.
const maxDemands = 64

// coverBudget is the most steps of a search; a full inspection takes a few hundred.
const coverBudget = 4_000_000

// smallCover is so few cases that a search is quicker than a better bound.
const smallCover = 12

// A cover is a set multicover problem: changing a case changes its answer to every
// question it can change, and each question needs so many changes. The fewest cases are
// found by iterative deepening on their number, pruned by a surrogate bound: whatever
// the weights, k cases bring no more than the k largest weighted sums.
// Sources: Rajagopalan and Vazirani (1998), SIAM J. Computing 28(2), for the problem;
// Glover (1968), Operations Research 16(4), for surrogate constraints.
type cover struct {
	need   []int
	kinds  []caseKind // in the search by falling weighted sum
	ranks  []int64    // the kinds by falling weighted sum; see rank
	sums   []int64    // weighted sums of the first i cases in that order
	first  []int      // in the search, the place of each kind's first case among all cases
	weight []int64
	avail  []int // cases of each kind and later ones that can change each question, kind by kind
	budget int
	taken  []int // cases chosen of each kind
}

// A caseKind is the cases that can change the same questions.
type caseKind struct {
	can   uint64
	cases []int
}

// leastCover gives the fewest cases, rising, of which at least need[i] can change
// question i; can[c] has bit i where case c can. ok is false if no choice does it, or
// if the search was given up with the bounds that it had reached.
func leastCover(can []uint64, need []int) (cases []int, low, high int, ok bool) {
	c := &cover{need: need, budget: coverBudget, weight: make([]int64, len(need))}
	byMask := make(map[uint64]int, len(can))
	wanted := uint64(0)
	for i, n := range need {
		c.weight[i] = 64
		if n > 0 {
			wanted |= 1 << i
		}
	}
	for i, mask := range can {
		mask &= wanted
		if mask == 0 {
			continue
		}
		at, seen := byMask[mask]
		if !seen {
			at = len(c.kinds)
			byMask[mask] = at
			c.kinds = append(c.kinds, caseKind{can: mask})
		}
		c.kinds[at].cases = append(c.kinds[at].cases, i)
	}
	slices.SortFunc(c.kinds, func(a, b caseKind) int { // those of one weighted sum stay so
		return cmp.Or(bits.OnesCount64(b.can)-bits.OnesCount64(a.can), cmp.Compare(a.can, b.can))
	})
	c.rank()
	greedy, feasible := c.greedy()
	if !feasible {
		return nil, 0, 0, false
	}
	low = max(0, slices.Max(need))
	if low < len(greedy) && len(can) > smallCover {
		low = c.bound(len(greedy))
	}
	if low < len(greedy) {
		c.order()
	}
	for k := low; k < len(greedy); k++ {
		c.taken = make([]int, len(c.kinds))
		if c.search(0, k, slices.Clone(need)) {
			return c.chosen(), k, k, true
		}
		if c.budget <= 0 {
			return greedy, k, len(greedy), false
		}
	}
	return greedy, len(greedy), len(greedy), true
}

// placeBits are the bits of a rank that hold the place of a kind.
const placeBits = 24

// rank sorts the kinds by weighted sum. A rank is a whole number, which is quick to sort: the
// sum, the largest first, and then the place of the kind.
func (c *cover) rank() {
	c.ranks, c.sums = c.ranks[:0], append(c.sums[:0], 0)
	for at, k := range c.kinds {
		score := int64(0)
		for m := k.can; m != 0; m &= m - 1 {
			score += c.weight[bits.TrailingZeros64(m)]
		}
		c.ranks = append(c.ranks, int64(at)-score<<placeBits)
	}
	slices.Sort(c.ranks)
	sum := int64(0)
	for _, r := range c.ranks {
		at := placeOf(r)
		score := (int64(at) - r) >> placeBits
		for range c.kinds[at].cases {
			sum += score
			c.sums = append(c.sums, sum)
		}
	}
}

// placeOf is the place of the kind that has a rank.
func placeOf(rank int64) int { return int(rank & (1<<placeBits - 1)) }

// order puts the kinds in the order of their ranks and prepares the search.
func (c *cover) order() {
	kinds, cases := make([]caseKind, 0, len(c.kinds)), 0
	for _, r := range c.ranks {
		k := c.kinds[placeOf(r)]
		kinds, c.first = append(kinds, k), append(c.first, cases)
		cases += len(k.cases)
	}
	c.kinds = kinds
	n := len(c.need)
	c.avail = make([]int, n*(len(kinds)+1)) // the last are 0
	for i := len(kinds) - 1; i >= 0; i-- {
		here := c.avail[n*i : n*(i+1)]
		copy(here, c.avail[n*(i+1):n*(i+2)])
		for m := kinds[i].can; m != 0; m &= m - 1 {
			here[bits.TrailingZeros64(m)] += len(kinds[i].cases)
		}
	}
}

// greedy takes the case that helps most until all needs are met.
func (c *cover) greedy() (cases []int, ok bool) {
	rest := slices.Clone(c.need)
	used := make([]int, len(c.kinds))
	for slices.Max(rest) > 0 {
		best, gain := -1, 0
		for i, k := range c.kinds {
			if used[i] == len(k.cases) {
				continue
			}
			g := 0
			for m := k.can; m != 0; m &= m - 1 {
				g += max(rest[bits.TrailingZeros64(m)], 0)
			}
			if g > gain {
				best, gain = i, g
			}
		}
		if best < 0 {
			return nil, false
		}
		cases = append(cases, c.kinds[best].cases[used[best]])
		used[best]++
		subtract(rest, c.kinds[best].can, 1)
	}
	slices.Sort(cases)
	return cases, true
}

// subtract takes n from the needs of the questions in a mask.
func subtract(rest []int, mask uint64, n int) {
	for m := mask; m != 0; m &= m - 1 {
		rest[bits.TrailingZeros64(m)] -= n
	}
}

// bound gives a number of cases that every choice needs, at most the one given. It
// shifts weight to the questions that the heaviest cases leave short while that proves
// more.
func (c *cover) bound(most int) int {
	k := slices.Max(c.need)
	short := make([]int, len(c.need))
	for step := 0; step < 60 && k < most; step++ {
		want := int64(0)
		for i, n := range c.need {
			want += c.weight[i] * int64(n)
		}
		if c.sums[min(k, len(c.sums)-1)] < want {
			k++
			continue
		}
		copy(short, c.need)
		left := k
		for _, r := range c.ranks {
			kind := &c.kinds[placeOf(r)]
			n := min(left, len(kind.cases))
			subtract(short, kind.can, n)
			if left -= n; left == 0 {
				break
			}
		}
		moved := false
		for i, s := range short {
			w := max(c.weight[i]+int64(s), 1)
			moved = moved || w != c.weight[i]
			c.weight[i] = w
		}
		if !moved {
			break
		}
		c.rank()
	}
	return k
}

// search tells whether k cases of the kinds from at on meet the rest; taken has them.
func (c *cover) search(at, k int, rest []int) bool {
	unmet, want := uint64(0), int64(0)
	for i, n := range rest {
		if n <= 0 {
			continue
		}
		if n > k || n > c.avail[at*len(rest)+i] {
			return false
		}
		unmet |= 1 << i
		want += c.weight[i] * int64(n)
	}
	if unmet == 0 {
		return true
	}
	if c.budget--; c.budget <= 0 {
		return false
	}
	if c.sums[min(c.first[at]+k, len(c.sums)-1)]-c.sums[c.first[at]] < want {
		return false
	}
	kind := c.kinds[at]
	most := min(len(kind.cases), k)
	if kind.can&unmet == 0 || c.dominated(at, unmet) {
		most = 0
	}
	for n := most; n >= 0; n-- {
		left := slices.Clone(rest)
		subtract(left, kind.can, n)
		c.taken[at] = n
		if c.search(at+1, k-n, left) {
			return true
		}
	}
	return false
}

// dominated reports whether an earlier kind with cases to spare can change every unmet
// question of this kind: choices with it have been tried, and are as good.
func (c *cover) dominated(at int, unmet uint64) bool {
	for i := range at {
		if c.taken[i] < len(c.kinds[i].cases) && c.kinds[at].can&unmet&^c.kinds[i].can == 0 {
			return true
		}
	}
	return false
}

// chosen lists the cases of a choice.
func (c *cover) chosen() []int {
	var cases []int
	for i, n := range c.taken {
		cases = append(cases, c.kinds[i].cases[:n]...)
	}
	slices.Sort(cases)
	return cases
}
