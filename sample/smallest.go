package sample

import (
	"container/heap"
	"slices"
)

// smallest keeps the cases with the smallest tickets, in memory for as many as
// it keeps, however many are added.
type smallest struct {
	most int
	held heldCases
}

// A heldCase is a case's index and its ticket.
type heldCase struct {
	ticket Ticket
	index  int
}

// keep sets how many are kept; it comes before the first add.
func (s *smallest) keep(n int) { s.most = n }

func (s *smallest) add(t Ticket, index int) {
	switch {
	case len(s.held) < s.most:
		heap.Push(&s.held, heldCase{t, index})
	case s.most > 0 && t.Compare(s.held[0].ticket) < 0:
		s.held[0] = heldCase{t, index}
		heap.Fix(&s.held, 0)
	}
}

// sorted returns the kept cases' indexes, smallest ticket first.
func (s *smallest) sorted() []int {
	held := slices.Clone(s.held)
	slices.SortFunc(held, func(a, b heldCase) int { return a.ticket.Compare(b.ticket) })
	out := make([]int, len(held))
	for i, h := range held {
		out[i] = h.index
	}
	return out
}

// heldCases is a heap with the largest ticket on top.
type heldCases []heldCase

func (h heldCases) Len() int           { return len(h) }
func (h heldCases) Less(i, j int) bool { return h[i].ticket.Compare(h[j].ticket) > 0 }
func (h heldCases) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *heldCases) Push(x any)        { *h = append(*h, x.(heldCase)) }

func (h *heldCases) Pop() any {
	last := len(*h) - 1
	x := (*h)[last]
	*h = (*h)[:last]
	return x
}
