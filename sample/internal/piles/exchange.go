package piles

import (
	"slices"

	"onecase/sample/internal/stream"
)

// An exchange swaps cases between piles. What a pile has of a category is compared with
// its share in n-ths of a case, n being the number of cases, so that all is whole.
type exchange struct {
	*Problem
	n     int64
	pile  []int
	sizes []int
	off   []int64 // per pile and category: what the pile has more than its share

	excess int64   // how far piles are beyond one case, over all piles and categories
	of     []int64 // per pile: its part of that
	best   []int   // the piles with the least of it
	work   int64   // that is left
}

// maxWork bounds the exchange, in categories looked at: less than half a second; a test
// sets another.
var maxWork int64 = 40_000_000

func newExchange(p *Problem, pile, sizes []int) *exchange {
	x := &exchange{Problem: p, n: int64(len(p.Cases)), pile: pile, sizes: sizes,
		off: make([]int64, len(sizes)*p.Rows), of: make([]int64, len(sizes)), work: maxWork}
	total := make([]int64, p.Rows)
	for c, rows := range p.Cases {
		for _, r := range rows {
			total[r]++
			*x.at(pile[c], r) += x.n
		}
	}
	for q, size := range sizes {
		for r, all := range total {
			*x.at(q, r) -= all * int64(size)
			x.of[q] += x.beyond(*x.at(q, r))
		}
		x.excess += x.of[q]
	}
	x.best = slices.Clone(pile)
	return x
}

func (x *exchange) at(pile, row int) *int64 { return &x.off[pile*x.Rows+row] }

// beyond is how far a difference from a share is beyond what is less than one case.
func (x *exchange) beyond(off int64) int64 { return max(0, max(off, -off)-(x.n-1)) }

// shift changes what a pile has of the categories of one case and not of another by one
// case. It returns what that does to the excess, and to the sum of squares in n-ths of it.
func (x *exchange) shift(pile int, rows, others []int, by int64) (excess, squares int64) {
	for k, r := range rows {
		if k < len(others) && others[k] == r {
			continue // most that they share stand side by side; the others are put back by the second shift
		}
		off := x.at(pile, r)
		was := *off
		*off += by * x.n
		excess += x.beyond(*off) - x.beyond(was)
		squares += 2*by*was + x.n // ((was + by n)^2 - was^2) / n
	}
	return excess, squares
}

// swap lets two cases change piles if that makes it better, or in any case where it must.
func (x *exchange) swap(a, b int, must bool) bool {
	p, q := x.pile[a], x.pile[b]
	if p == q || x.Barred != nil && (x.Barred(a, q) || x.Barred(b, p)) {
		return false
	}
	rowsA, rowsB := x.Cases[a], x.Cases[b]
	x.work -= int64(4 * len(rowsA))
	e1, s1 := x.shift(p, rowsA, rowsB, -1)
	e2, s2 := x.shift(p, rowsB, rowsA, +1)
	e3, s3 := x.shift(q, rowsA, rowsB, +1)
	e4, s4 := x.shift(q, rowsB, rowsA, -1)
	if excess := e1 + e2 + e3 + e4; must || excess < 0 || excess == 0 && s1+s2+s3+s4 < 0 {
		x.pile[a], x.pile[b] = q, p
		x.of[p] += e1 + e2
		x.of[q] += e3 + e4
		x.excess += excess
		return true
	}
	x.shift(p, rowsA, rowsB, +1)
	x.shift(p, rowsB, rowsA, -1)
	x.shift(q, rowsA, rowsB, -1)
	x.shift(q, rowsB, rowsA, +1)
	return false
}

const (
	kicks     = 60 // times that some cases are swapped at random where no swap helps
	kickSwaps = 4
)

// run swaps until every pile is within one case of its shares, or there is no way to
// be found.
func (x *exchange) run(s *stream.Stream, order []int) {
	least := x.excess
	for kick := 0; ; kick++ {
		x.descend(order)
		if x.excess < least {
			least, kick = x.excess, 0
			copy(x.best, x.pile)
		}
		if least == 0 || kick == kicks || x.work <= 0 {
			x.excess = least
			return
		}
		for range kickSwaps {
			x.swap(s.Below(len(order)), s.Below(len(order)), true)
		}
		s.Shuffle(order)
	}
}

// descend makes the swaps that help, of cases of which one is in a pile beyond one case,
// until none does.
func (x *exchange) descend(order []int) {
	for better := true; better; {
		better = false
		for i, a := range order {
			x.work -= int64(i)
			for _, b := range order[:i] {
				if x.of[x.pile[a]]+x.of[x.pile[b]] == 0 {
					continue
				}
				if x.excess == 0 || x.work <= 0 {
					return
				}
				better = x.swap(a, b, false) || better
			}
		}
	}
}
