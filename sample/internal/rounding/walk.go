package rounding

import (
	"math"
	"slices"

	"onecase/sample/internal/stream"
)

// A Walker rounds the cells of a problem by the bounded walk: a random walk
// that stays inside the bounds of every row, keeps every cell's expectation and
// ends where no cell has a fraction. It is the flight phase of the cube method
// (Deville and Tillé 2004) on counted cells, with the row bounds as further
// walls (dependent rounding, Gandhi and others 2006).
//
// Where the walls leave no way to move and fractions remain, the class of rows
// with the highest number is given up, for the rest of the walk.
type Walker struct {
	*Problem
	// Searches has the walker search for a landing where no move is left, before it
	// gives up a class. It keeps more rows, and expectations only roughly.
	Searches bool

	cellRows [][]int // per cell: the rows it is in

	// The state of one walk.
	value  []float64 // per cell: 0, 1 or between
	sum    []float64 // per row: the sum of its cells' values
	state  []rowState
	open   []int // the cells that are still between 0 and 1
	openIn []int // per row: how many of them it has
	upIn   []int // per row: how many of its cells are at 1
	given  int   // classes from this one on are given up
	keeps  int   // the classes that a walk sets out with

	target   int // the cell that the walk is to round one way; -1 for none
	targetUp bool

	elimination elimination
	landing     landing

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

// NewWalker returns a walker with room for the problem's cells and rows. It serves
// one goroutine at a time.
func NewWalker(r *Problem) *Walker {
	w := &Walker{Problem: r, cellRows: make([][]int, len(r.Part))}
	for i, row := range r.Rows {
		for _, c := range row.Cells {
			w.cellRows[c] = append(w.cellRows[c], i)
		}
	}
	w.keeps, _ = r.Bound()
	n, m := len(r.Part), len(r.Rows)
	w.value, w.open, w.up = make([]float64, n), make([]int, n), make([]bool, n)
	w.sum, w.change, w.state = make([]float64, m), make([]float64, m), make([]rowState, m)
	w.openIn, w.upIn, w.direction = make([]int, m), make([]int, m), make([]float64, m+1)
	w.elimination = newElimination(m)
	return w
}

// Walk makes one walk and returns which cells are rounded up. The slice is the
// walker's own and holds until the next walk.
func (w *Walker) Walk(s *stream.Stream) []bool {
	w.target = -1
	return w.run(s)
}

// walkTowards makes a walk that rounds a cell up, or down, where it can: it has
// the cell among the first to move, and every step that moves the cell moves it
// that way. It finds plans that walks seldom come to.
func (w *Walker) walkTowards(cell int, up bool, s *stream.Stream) []bool {
	w.target, w.targetUp = cell, up
	return w.run(s)
}

func (w *Walker) run(s *stream.Stream) []bool {
	w.start(s)
	for len(w.open) > 0 {
		columns := w.findDirection()
		if columns == 0 {
			if !w.Searches || !w.land(s) {
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
func (w *Walker) start(s *stream.Stream) {
	copy(w.value, w.Part)
	w.open = w.open[:len(w.Part)]
	for c := range w.open {
		w.open[c] = c
	}
	s.Shuffle(w.open)
	if w.target >= 0 {
		at := slices.Index(w.open, w.target)
		w.open[0], w.open[at] = w.open[at], w.open[0]
	}
	for i, row := range w.Rows {
		sum := 0.0
		for _, c := range row.Cells {
			sum += w.Part[c]
		}
		w.sum[i], w.state[i], w.openIn[i], w.upIn[i] = sum, loose, len(row.Cells), 0
		if row.Class >= w.keeps {
			w.state[i] = gone
		} else {
			w.touch(i)
		}
	}
	w.given = w.keeps
	w.elimination.lines = 0
}

// touch makes a loose row tight when its sum has come to one of its bounds.
func (w *Walker) touch(i int) {
	if low, high := WholeBounds(w.sum[i]); high <= w.Rows[i].Low || low >= w.Rows[i].High {
		w.state[i] = tight
		w.elimination.lines = 0
	}
}

// giveUp drops the rows of the highest class that is still kept.
func (w *Walker) giveUp() {
	w.given--
	for i, row := range w.Rows {
		if row.Class == w.given {
			w.state[i] = gone
		}
	}
	w.elimination.lines = 0
}

// step moves along the direction or against it as far as the walls allow, with
// the probabilities that keep the expectation where it is.
func (w *Walker) step(columns int, s *stream.Stream) {
	forward, back := w.reach(columns)
	by := forward
	if k := slices.Index(w.open[:columns], w.target); k >= 0 && w.direction[k] != 0 {
		if w.direction[k] > 0 != w.targetUp {
			by = -back
		}
	} else if float64(s.Fraction()*(forward+back)) >= back {
		by = -back
	}
	for k, c := range w.open[:columns] {
		v := w.value[c] + float64(by*w.direction[k])
		if low, high := WholeBounds(v); low == high {
			v = float64(low)
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
func (w *Walker) close(columns int) {
	left := w.open[:0]
	for k, c := range w.open[:columns] {
		if w.value[c] > 0 && w.value[c] < 1 {
			left = append(left, c)
			continue
		}
		w.elimination.keep(k)
		for _, i := range w.cellRows[c] {
			w.openIn[i]--
			if w.value[c] == 1 {
				w.upIn[i]++
			}
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
func (w *Walker) reach(columns int) (forward, back float64) {
	forward, back = 1e18, 1e18
	narrow := func(rate, below, above float64) {
		switch {
		case rate > Slack:
			forward, back = min(forward, above/rate), min(back, below/rate)
		case rate < -Slack:
			forward, back = min(forward, below/-rate), min(back, above/-rate)
		}
	}
	w.touched = w.touched[:0]
	for k, c := range w.open[:columns] {
		rate := w.direction[k]
		if math.Abs(rate) <= Slack {
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
		narrow(w.change[i], w.sum[i]-float64(w.Rows[i].Low), float64(w.Rows[i].High)-w.sum[i])
	}
	return forward, back
}
