// Package piles shares cases out to piles, so that every pile has its share of every
// category, to within one case where that can be found. It decides on integers alone, so
// every machine gets the same piles.
//
// It is controlled rounding in more than two dimensions (Cox 1987), which need not have a
// solution; so cases are dealt at random and then exchanged between piles until every
// pile is within one case of its share, and small problems are searched whole where that
// fails.
package piles

import (
	"maps"
	"slices"

	"onecase/sample/internal/stream"
)

// A Problem is cases to share out.
type Problem struct {
	Rows   int     // the number of categories
	Cases  [][]int // per case: its categories, from 0
	Weight []int   // per pile: its share is in proportion to it
	Most   []int   // per pile: the most cases it can have
	Has    []int   // per pile: what it has beforehand, which counts for its share and not for Most; nil: nothing
	// Barred tells of a case and a pile that they do not go together; nil: all do.
	Barred func(c, pile int) bool
}

// A Sharing is the cases shared out.
type Sharing struct {
	Pile  []int // per case
	Sizes []int // per pile
	// None says that no sharing with piles of these sizes is within one case everywhere.
	None bool
	// Searched: exchanges found no piles within one case everywhere and the search of all did, which
	// gives cases that are alike out in their order.
	Searched bool
}

// A Short is cases that have no room: only some piles may have them.
type Short struct {
	Missing int   // cases that stay without a pile, of all
	Cases   []int // that go to Piles alone
	Piles   []int
	Room    int // of Piles
}

// Share shares the cases out, or says what there is no room for.
func (p *Problem) Share(s *stream.Stream) (*Sharing, *Short) {
	m := &matching{Problem: p, pile: make([]int, len(p.Cases)), sizes: make([]int, len(p.Weight)), has: make([][]int, len(p.Weight))}
	order := make([]int, len(p.Cases))
	for i := range order {
		order[i] = i
	}
	s.Shuffle(order)
	if short := m.place(order); short != nil {
		return nil, short
	}
	if p.Barred == nil { // any pile can have any case, so the sizes alone are kept
		next := 0
		for pile, n := range m.sizes {
			for _, c := range order[next : next+n] {
				m.pile[c] = pile
			}
			next += n
		}
	}
	x := newExchange(p, m.pile, m.sizes)
	out := &Sharing{Sizes: m.sizes}
	if x.run(s, order); x.excess > 0 {
		found, whole := x.search()
		if found != nil {
			x.best, out.Searched = found, true
		}
		out.None = whole && found == nil
	}
	out.Pile = x.best
	return out, nil
}

// Fill shares n cases that are all alike out to piles: as near to their weights as their
// most cases allow, by the sum of squared differences; of equal ones the first has more.
// What a pile has beforehand, nil for nothing, counts for its share. It gives fewer where there
// is no more room.
func Fill(n int, weight, most, has []int) []int {
	out := make([]int, len(weight))
	cost := costs(n, weight, has)
	for range n {
		best := -1
		for p := range out {
			if out[p] < most[p] && (best < 0 || cost(p, out[p]) < cost(best, out[best])) {
				best = p
			}
		}
		if best < 0 {
			break
		}
		out[best]++
	}
	return out
}

// costs tells what one more case in a pile that got k adds to the sum of squared
// differences from the shares of n cases and those that piles have, up to a factor and to
// what is the same for all piles.
func costs(n int, weight, has []int) func(pile, k int) int64 {
	total := int64(0)
	for _, w := range weight {
		total += int64(w)
	}
	if has == nil {
		has = make([]int, len(weight))
	}
	for _, k := range has {
		n += k
	}
	return func(pile, k int) int64 {
		return int64(k+has[pile])*total - int64(n)*int64(weight[pile])
	}
}

// A matching puts cases in piles one after the other and keeps the sizes as near to the
// shares as can be: each case frees the place in the pile where one more costs least, by
// moving others along (Harvey, Ladner, Lovász and Tamir 2006, optimal semi-matchings).
type matching struct {
	*Problem
	pile  []int
	sizes []int
	has   [][]int // per pile: its cases
}

func (m *matching) place(order []int) *Short {
	if m.Barred == nil {
		m.sizes = Fill(len(order), m.Weight, m.Most, m.Has)
		placed := 0
		for _, n := range m.sizes {
			placed += n
		}
		if placed < len(order) {
			all := make([]int, len(m.sizes))
			for p := range all {
				all[p] = p
			}
			return m.short(len(order)-placed, order, all)
		}
		return nil
	}
	cost := costs(len(order), m.Weight, m.Has)
	var out []int // cases without a place
	for _, c := range order {
		from, via, queue := m.reach(c)
		best := -1
		for _, p := range queue {
			if m.sizes[p] < m.Most[p] && (best < 0 || cost(p, m.sizes[p]) < cost(best, m.sizes[best]) ||
				cost(p, m.sizes[p]) == cost(best, m.sizes[best]) && p < best) {
				best = p
			}
		}
		if best >= 0 {
			m.move(c, best, from, via)
		} else {
			out = append(out, c)
		}
	}
	if out == nil {
		return nil
	}
	nowhere := slices.DeleteFunc(slices.Clone(out), func(c int) bool { _, _, queue := m.reach(c); return queue != nil })
	if len(nowhere) > 0 {
		return m.short(len(out), nowhere, nil)
	}
	reached := map[int]bool{} // none has room, and their cases may go to no others
	cases := out
	for _, c := range out {
		_, _, queue := m.reach(c)
		for _, p := range queue {
			if !reached[p] {
				cases = append(cases, m.has[p]...)
			}
			reached[p] = true
		}
	}
	return m.short(len(out), cases, slices.Collect(maps.Keys(reached)))
}

// short describes cases that only some piles may have.
func (m *matching) short(missing int, cases, piles []int) *Short {
	s := &Short{Missing: missing, Cases: slices.Sorted(slices.Values(cases)), Piles: slices.Sorted(slices.Values(piles))}
	for _, p := range s.Piles {
		s.Room += m.Most[p]
	}
	return s
}

// reach lists the piles where there can be one more case when c comes: it goes to one
// that may have it, and others move along. From is the pile before each, -1 for c itself,
// and via the case that moves from there.
func (m *matching) reach(c int) (from, via, queue []int) {
	from, via = make([]int, len(m.sizes)), make([]int, len(m.sizes))
	for p := range from {
		from[p] = -2 // not reached
		if !m.Barred(c, p) {
			from[p], via[p] = -1, c
			queue = append(queue, p)
		}
	}
	for at := 0; at < len(queue) && len(queue) < len(from); at++ {
		p := queue[at]
		for _, other := range m.has[p] {
			for q := range from {
				if from[q] == -2 && !m.Barred(other, q) {
					from[q], via[q] = p, other
					queue = append(queue, q)
				}
			}
		}
	}
	return from, via, queue
}

// move puts a case in and moves others along until one more is in the pile best.
func (m *matching) move(c, best int, from, via []int) {
	m.sizes[best]++
	for p := best; p >= 0; p = from[p] {
		moved := via[p]
		if from[p] >= 0 {
			old := m.has[from[p]]
			at := slices.Index(old, moved)
			m.has[from[p]] = slices.Delete(old, at, at+1)
		}
		m.has[p] = append(m.has[p], moved)
		m.pile[moved] = p
	}
}
