package sample

import (
	"math"
	"slices"
)

// A walker rounds the cells of a rounding by the bounded walk: a random walk
// that stays inside the bounds of every row, keeps every cell's expectation and
// ends where no cell has a fraction. It is the flight phase of the cube method
// (Deville and Tillé 2004) on counted cells, with the row bounds as further
// walls (dependent rounding, Gandhi and others 2006).
//
// Where the walls leave no way to move and fractions remain, the class of rows
// with the highest number is given up, for the rest of the walk.
type walker struct {
	*rounding
	cellRows [][]int // per cell: the rows it is in

	// The state of one walk.
	value  []float64 // per cell: 0, 1 or between
	sum    []float64 // per row: the sum of its cells' values
	state  []rowState
	open   []int // the cells that are still between 0 and 1
	openIn []int // per row: how many of them it has
	given  int   // classes from this one on are given up

	searches bool // for a landing, where it is for a table

	target   int // the cell that the walk is to round one way; -1 for none
	targetUp bool

	elimination elimination

	// Room for one step.
	direction []float64 // per column: how fast its cell moves
	change    []float64 // per row
	touched   []int     // the rows with a change
	up        []bool
}

type rowState uint8

const (
	loose rowState = iota // its sum is inside its bounds
	tight                 // its sum is on a bound and stays there
	gone                  // given up
)

func newWalker(r *rounding) *walker {
	w := &walker{rounding: r, cellRows: make([][]int, len(r.part))}
	for i, row := range r.rows {
		for _, c := range row.cells {
			w.cellRows[c] = append(w.cellRows[c], i)
		}
	}
	n, m := len(r.part), len(r.rows)
	w.value, w.open, w.up = make([]float64, n), make([]int, n), make([]bool, n)
	w.sum, w.change, w.state = make([]float64, m), make([]float64, m), make([]rowState, m)
	w.openIn, w.direction = make([]int, m), make([]float64, m+1)
	w.elimination = newElimination(m)
	return w
}

// walk makes one walk and returns which cells are rounded up. The slice is the
// walker's own and holds until the next walk.
func (w *walker) walk(s *stream) []bool {
	w.target = -1
	return w.run(s)
}

// walkTowards makes a walk that rounds a cell up, or down, where it can: it has
// the cell among the first to move, and every step that moves the cell moves it
// that way. It finds plans that walks seldom come to.
func (w *walker) walkTowards(cell int, up bool, s *stream) []bool {
	w.target, w.targetUp = cell, up
	return w.run(s)
}

func (w *walker) run(s *stream) []bool {
	w.start(s)
	for len(w.open) > 0 {
		columns := w.findDirection()
		if columns == 0 {
			if !w.searches || !w.land(s) {
				w.giveUp()
			}
			continue
		}
		w.step(columns, s)
	}
	for c, v := range w.value {
		w.up[c] = v == 1
	}
	return w.up
}

// start puts the walk at the cells' fractions, with the cells in random order.
func (w *walker) start(s *stream) {
	copy(w.value, w.part)
	w.open = w.open[:len(w.part)]
	for c := range w.open {
		w.open[c] = c
	}
	s.shuffle(w.open)
	if w.target >= 0 {
		at := slices.Index(w.open, w.target)
		w.open[0], w.open[at] = w.open[at], w.open[0]
	}
	for i, row := range w.rows {
		sum := 0.0
		for _, c := range row.cells {
			sum += w.part[c]
		}
		w.sum[i], w.state[i], w.openIn[i] = sum, loose, len(row.cells)
		w.touch(i)
	}
	w.given = w.classes()
	w.elimination.lines = 0
}

// touch makes a loose row tight when its sum has come to one of its bounds.
func (w *walker) touch(i int) {
	if low, high := float64(w.rows[i].low), float64(w.rows[i].high); w.sum[i] < low+slack || w.sum[i] > high-slack {
		w.state[i] = tight
		w.elimination.lines = 0
	}
}

// giveUp drops the rows of the highest class that is still kept.
func (w *walker) giveUp() {
	w.given--
	for i, row := range w.rows {
		if row.class == w.given {
			w.state[i] = gone
		}
	}
	w.elimination.lines = 0
}

// step moves along the direction or against it as far as the walls allow, with
// the probabilities that keep the expectation where it is.
func (w *walker) step(columns int, s *stream) {
	forward, back := w.reach(columns)
	by := forward
	if k := slices.Index(w.open[:columns], w.target); k >= 0 && w.direction[k] != 0 {
		if w.direction[k] > 0 != w.targetUp {
			by = -back
		}
	} else if float64(s.fraction()*(forward+back)) >= back {
		by = -back
	}
	for k, c := range w.open[:columns] {
		v := w.value[c] + float64(by*w.direction[k])
		switch {
		case v < slack:
			v = 0
		case v > 1-slack:
			v = 1
		}
		w.value[c] = v
	}
	for _, i := range w.touched {
		w.sum[i] += float64(by * w.change[i])
		w.change[i] = 0
		if w.state[i] == loose {
			w.touch(i)
		}
	}
	w.close(columns)
}

// close takes the cells that have come to 0 or 1 out of the open ones; only the
// first columns of them have moved.
func (w *walker) close(columns int) {
	left := w.open[:0]
	for k, c := range w.open[:columns] {
		if w.value[c] > 0 && w.value[c] < 1 {
			left = append(left, c)
			continue
		}
		w.elimination.keep(k)
		for _, i := range w.cellRows[c] {
			w.openIn[i]--
			if w.openIn[i] == 0 && w.state[i] == tight {
				w.elimination.lines = 0
			}
		}
	}
	w.open = append(left, w.open[columns:]...)
}

// reach returns how far the walk can go along the direction and against it
// before a cell comes to 0 or 1 or a loose row to a bound. It leaves the
// change of the loose rows per unit of direction in w.change, and their
// numbers in w.touched.
func (w *walker) reach(columns int) (forward, back float64) {
	forward, back = 1e18, 1e18
	narrow := func(rate, below, above float64) {
		switch {
		case rate > slack:
			forward, back = min(forward, above/rate), min(back, below/rate)
		case rate < -slack:
			forward, back = min(forward, below/-rate), min(back, above/-rate)
		}
	}
	w.touched = w.touched[:0]
	for k, c := range w.open[:columns] {
		rate := w.direction[k]
		if math.Abs(rate) <= slack {
			w.direction[k] = 0
			continue
		}
		narrow(rate, w.value[c], 1-w.value[c])
		for _, i := range w.cellRows[c] {
			if w.state[i] != loose {
				continue
			}
			if w.change[i] == 0 {
				w.touched = append(w.touched, i)
			}
			w.change[i] += rate
		}
	}
	for _, i := range w.touched {
		narrow(w.change[i], w.sum[i]-float64(w.rows[i].low), float64(w.rows[i].high)-w.sum[i])
	}
	return forward, back
}
