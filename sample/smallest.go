package sample

import "slices"

// smallest keeps the cases with the smallest tickets, in memory for only those.
type smallest struct {
	most int        // that are kept
	held []heldCase // a heap with the largest ticket on top
}

// A heldCase is a case's index and its ticket.
type heldCase struct {
	ticket ticket
	index  int
}

func (s *smallest) add(t ticket, index int) {
	switch {
	case len(s.held) < s.most:
		s.held = append(s.held, heldCase{t, index})
		s.up(len(s.held) - 1)
	case s.most > 0 && t.before(&s.held[0].ticket):
		s.held[0] = heldCase{t, index}
		s.down(0)
	}
}

func (s *smallest) up(at int) {
	for at > 0 {
		above := (at - 1) / 2
		if s.held[at].ticket.before(&s.held[above].ticket) {
			return
		}
		s.held[at], s.held[above] = s.held[above], s.held[at]
		at = above
	}
}

func (s *smallest) down(at int) {
	for {
		below := 2*at + 1
		if below >= len(s.held) {
			return
		}
		if r := below + 1; r < len(s.held) && s.held[below].ticket.before(&s.held[r].ticket) {
			below = r
		}
		if s.held[below].ticket.before(&s.held[at].ticket) {
			return
		}
		s.held[at], s.held[below] = s.held[below], s.held[at]
		at = below
	}
}

// sorted returns the kept cases' indexes, smallest ticket first. Nothing can be
// added afterwards.
func (s *smallest) sorted() []int {
	slices.SortFunc(s.held, func(a, b heldCase) int { return a.ticket.Compare(b.ticket) })
	out := make([]int, len(s.held))
	for i, h := range s.held {
		out[i] = h.index
	}
	return out
}
