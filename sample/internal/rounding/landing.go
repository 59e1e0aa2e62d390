package rounding

import (
	"math"
	"slices"

	"onecase/sample/internal/stream"
)

// searchSteps bounds the search for a landing.
const searchSteps = 2000

// A landing is the search for a rounding of a walk's open cells that keeps every row
// that was not given up.
type landing struct {
	upFirst  []bool // per open cell
	up, down room
	steps    int
}

// land rounds the open cells so that every row that was not given up is kept, if a
// bounded search finds how. It is for tables of plans: the landing follows the
// cells' values only roughly, and the weights of the plans make up for that.
//
// The cells are tried in order, each first up with its value as probability; a
// choice that no row allows is taken back.
func (w *Walker) land(s *stream.Stream) bool {
	l := &w.landing
	l.upFirst, l.steps = slices.Grow(l.upFirst[:0], len(w.open))[:len(w.open)], 0
	for k, c := range w.open {
		l.upFirst[k] = s.Fraction() < w.value[c]
	}
	if !l.up.set(w, func(i int) int { return w.Rows[i].High - w.upIn[i] }) ||
		!l.down.set(w, func(i int) int { return w.upIn[i] + w.openIn[i] - w.Rows[i].Low }) || !l.try(0, 0) {
		return false
	}
	for k, c := range w.open {
		w.value[c] = 0
		if l.upFirst[k] {
			w.value[c] = 1
		}
	}
	w.open = w.open[:0]
	return true
}

// try rounds the open cells from the k-th on, with so many of those before it up. The
// choices that it found are in upFirst.
func (l *landing) try(k, ups int) bool {
	if k == len(l.upFirst) {
		return true
	}
	for range 2 {
		if l.steps++; l.steps > searchSteps {
			return false
		}
		if l.upFirst[k] && l.up.take(k, ups) && l.try(k+1, ups+1) || !l.upFirst[k] && l.down.take(k, k-ups) && l.try(k+1, ups) {
			return true
		}
		l.upFirst[k] = !l.upFirst[k]
	}
	return false
}

// A room is how many more open cells each row allows to be up, or down. Many rows'
// numbers are side by side in one word, and the highest bit of each says that it is below 0.
type room struct {
	words int
	below uint64   // the highest bits
	of    []uint64 // per open cell: 1 for each of its rows
	left  []uint64 // per number of cells taken: what is left then
	lane  []int    // per row: the place of its number; -1 for none
}

// set counts the room of the rows that were not given up and may run out of it. It is
// false if one has less than none.
func (r *room) set(w *Walker, spare func(row int) int) bool {
	bits := 8
	if len(w.open) > math.MaxInt8 {
		bits = 32
	}
	var lanes int
	r.lane = r.lane[:0]
	for i, open := range w.openIn {
		lane := -1
		if left := spare(i); open > 0 && w.state[i] != gone && left < open {
			if left < 0 {
				return false
			}
			lane = lanes
			lanes++
		}
		r.lane = append(r.lane, lane)
	}
	r.words, r.below = lanes*bits/64+1, 0
	need := (len(w.open) + 1) * r.words
	r.of, r.left = slices.Grow(r.of[:0], need)[:need], slices.Grow(r.left[:0], need)[:need]
	clear(r.of)
	clear(r.left[:r.words])
	place := func(lane int) (word, shift int) { return lane * bits / 64, lane * bits % 64 }
	for i, lane := range r.lane {
		if lane >= 0 {
			word, shift := place(lane)
			r.left[word] |= uint64(spare(i)) << shift
			r.below |= 1 << (shift + bits - 1)
		}
	}
	for k, c := range w.open {
		for _, i := range w.cellRows[c] {
			if lane := r.lane[i]; lane >= 0 {
				word, shift := place(lane)
				r.of[k*r.words+word] |= 1 << shift
			}
		}
	}
	return true
}

// take takes the k-th open cell after so many others. It is false if a row has no room.
func (r *room) take(k, taken int) bool {
	of := r.of[k*r.words:][:r.words]
	from, to := r.left[taken*r.words:][:len(of)], r.left[(taken+1)*r.words:][:len(of)]
	all := uint64(0)
	for i, one := range of {
		left := from[i] - one
		to[i] = left
		all |= left
	}
	return all&r.below == 0
}
