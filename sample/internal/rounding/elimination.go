package rounding

import "math"

// An elimination is the Gauss-Jordan elimination of a walk's tight rows, column by
// column of its open cells. A step closes some cells; the columns before the first
// of them stay as they are unless the tight rows change, and the next elimination
// goes on from there.
type elimination struct {
	line    []int     // per row: its line among the tight rows
	lines   int       // how many there are; 0 where the tight rows have changed
	columns []float64 // per column: its line entries as they stood when its pivot was chosen
	pivots  int       // the columns, from the first, that have a pivot
	order   []int     // the lines, those that are pivots first, in the order of their columns
	from    []int     // per column: the place in order that its pivot was taken from
	scale   []float64 // per column: its pivot
}

// singular is how small a pivot counts as zero. The matrices hold zeros and
// ones and the ratios of small whole numbers that elimination makes of them.
const singular = 1e-7

func newElimination(rows int) elimination {
	return elimination{
		line: make([]int, rows), order: make([]int, rows), from: make([]int, rows),
		columns: make([]float64, rows*(rows+1)), scale: make([]float64, rows),
	}
}

// keep forgets the pivots of all columns but the first n.
func (e *elimination) keep(n int) {
	for e.pivots > n {
		e.pivots--
		e.swap(e.pivots)
	}
}

func (e *elimination) swap(column int) {
	from := e.from[column]
	e.order[from], e.order[column] = e.order[column], e.order[from]
}

// findDirection finds how the first open cells can move without moving a tight
// row: a solution of (tight rows) x direction = 0, from the first column that
// depends on those before it. It returns how many open cells, from the first,
// the direction spans; 0 when there is none.
func (w *Walker) findDirection() int {
	e := &w.elimination
	if e.lines == 0 {
		w.numberLines()
	}
	for col := e.pivots; col < len(w.open); col++ {
		v := w.eliminate(col)
		best, size := col, singular
		for k := col; k < len(v); k++ {
			if x := math.Abs(v[e.order[k]]); x > size {
				best, size = k, x
			}
		}
		if size == singular {
			for k := range col {
				w.direction[k] = -v[e.order[k]]
			}
			w.direction[col] = 1
			return col + 1
		}
		e.from[col] = best
		e.swap(col)
		e.scale[col] = v[e.order[col]]
		e.pivots++
	}
	return 0
}

// numberLines starts an elimination anew.
func (w *Walker) numberLines() {
	e := &w.elimination
	e.lines, e.pivots = 0, 0
	for i := range w.Rows {
		if w.state[i] == tight && w.openIn[i] > 0 {
			e.line[i] = e.lines
			e.order[e.lines] = e.lines
			e.lines++
		}
	}
}

// eliminate returns the line entries of an open cell after the eliminations of the
// columns before it.
func (w *Walker) eliminate(col int) []float64 {
	e, width := &w.elimination, len(w.Rows)
	v := e.columns[col*width : col*width+e.lines]
	clear(v)
	for _, i := range w.cellRows[w.open[col]] {
		if w.state[i] == tight {
			v[e.line[i]] = 1
		}
	}
	// Two pivots at a time, where there are two that take part: each entry is worked out in
	// the same order as by one after the other.
	var one int // the first of two, while it waits
	var atOne float64
	waits := false
	for k, pivot := range e.order[:col] {
		if !waits {
			if v[pivot] != 0 {
				one, atOne, waits = k, v[pivot]/e.scale[k], true
			}
			continue
		}
		first := e.columns[one*width : one*width+e.lines][:len(v)]
		left := v[pivot] - float64(first[pivot]*atOne)
		if left == 0 {
			continue
		}
		at := left / e.scale[k]
		second := e.columns[k*width : k*width+e.lines][:len(v)]
		for r, x := range v {
			v[r] = x - float64(first[r]*atOne) - float64(second[r]*at)
		}
		v[e.order[one]], v[pivot] = atOne-float64(second[e.order[one]]*at), at
		waits = false
	}
	if waits {
		for r, factor := range e.columns[one*width : one*width+e.lines][:len(v)] {
			v[r] -= float64(factor * atOne)
		}
		v[e.order[one]] = atOne
	}
	return v
}
