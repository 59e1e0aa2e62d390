package piles

import "slices"

// maxNodes bounds the search of all sharings.
const maxNodes = 300_000

// A searcher tries all sharings of kinds of cases: those that are alike in every category
// and in the piles that may have them.
type searcher struct {
	*exchange
	kinds [][]int // cases of each
	rest  []int   // per category: cases of kinds that are not shared out yet
	have  []int   // per pile and category
	room  []int   // per pile
	low   []int   // per pile and category: the fewest and the most within one case
	high  []int
	pile  []int
	nodes int
}

// search looks through all sharings for one within one case of every share. Whole tells
// that it saw them all.
func (x *exchange) search() (found []int, whole bool) {
	s := &searcher{exchange: x, rest: make([]int, x.Rows), have: make([]int, len(x.off)),
		room: slices.Clone(x.sizes), low: make([]int, len(x.off)), high: make([]int, len(x.off)), pile: make([]int, len(x.pile))}
	for c := range x.Cases {
		at := slices.IndexFunc(s.kinds, func(kind []int) bool { return x.alike(kind[0], c) })
		if at < 0 {
			at = len(s.kinds)
			s.kinds = append(s.kinds, nil)
		}
		s.kinds[at] = append(s.kinds[at], c)
		if len(s.kinds) > 1000 {
			return nil, false
		}
	}
	for _, kind := range s.kinds {
		for _, r := range x.Cases[kind[0]] {
			s.rest[r] += len(kind)
		}
	}
	for q, size := range x.sizes {
		for r, all := range s.rest {
			share := all * size
			s.low[q*x.Rows+r], s.high[q*x.Rows+r] = share/len(x.pile), (share+len(x.pile)-1)/len(x.pile)
		}
	}
	if s.from(0, 0, len(s.kinds[0])) {
		return s.pile, false
	}
	return nil, s.nodes <= maxNodes
}

// alike tells whether two cases are of one kind.
func (x *exchange) alike(a, b int) bool {
	if !slices.Equal(x.Cases[a], x.Cases[b]) {
		return false
	}
	for q := range x.sizes {
		if x.Barred != nil && x.Barred(a, q) != x.Barred(b, q) {
			return false
		}
	}
	return true
}

// from shares out what is left of a kind to the piles from q on, and then the kinds
// after it. It reports whether that can be done.
func (s *searcher) from(k, q, left int) bool {
	if s.nodes++; s.nodes > maxNodes {
		return false
	}
	kind := s.kinds[k]
	rows := s.Cases[kind[0]]
	if q == len(s.sizes) {
		return left == 0 && s.holds(rows) && (k+1 == len(s.kinds) || s.from(k+1, 0, len(s.kinds[k+1])))
	}
	most := min(left, s.room[q])
	for _, r := range rows {
		most = min(most, s.high[q*s.Rows+r]-s.have[q*s.Rows+r])
	}
	if s.Barred != nil && s.Barred(kind[0], q) {
		most = min(most, 0)
	}
	for n := 0; n <= most; n++ {
		s.give(rows, q, n)
		for _, c := range kind[len(kind)-left:][:n] {
			s.pile[c] = q
		}
		if s.from(k, q+1, left-n) {
			return true
		}
		s.give(rows, q, -n)
	}
	return false
}

func (s *searcher) give(rows []int, q, n int) {
	s.room[q] -= n
	for _, r := range rows {
		s.have[q*s.Rows+r] += n
		s.rest[r] -= n
	}
}

// holds tells whether each category of a kind that was just shared out can still come to
// the fewest cases in every pile.
func (s *searcher) holds(rows []int) bool {
	for _, r := range rows {
		missing := 0
		for q := range s.sizes {
			missing += max(0, s.low[q*s.Rows+r]-s.have[q*s.Rows+r])
		}
		if missing > s.rest[r] {
			return false
		}
	}
	return true
}
