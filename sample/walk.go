package sample

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
	value []float64 // per cell: 0, 1 or between
	sum   []float64 // per row: the sum of its cells' values
	state []rowState
	open  []int // the cells that are still between 0 and 1
	given int   // classes from this one on are given up

	// Room for one step.
	matrix    []float64 // tight rows by open cells
	pivotRow  []int     // per column: the row that was solved for it
	direction []float64 // per column
	change    []float64 // per row
	line      []int     // per row: its line in the matrix
	touched   []int     // the rows with a change
	up        []bool
}

type rowState uint8

const (
	loose rowState = iota // its sum is inside its bounds
	tight                 // its sum is on a bound and stays there
	gone                  // given up
)

// singular is how small a pivot counts as zero. The matrices hold zeros and
// ones and the ratios of small whole numbers that elimination makes of them.
const singular = 1e-7

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
	w.line, w.matrix = make([]int, m), make([]float64, m*(m+1))
	w.pivotRow, w.direction = make([]int, m+1), make([]float64, m+1)
	return w
}

// walk makes one walk and returns which cells are rounded up. The slice is the
// walker's own and holds until the next walk.
func (w *walker) walk(s *stream) []bool {
	w.start(s)
	for len(w.open) > 0 {
		columns := w.findDirection()
		if columns == 0 {
			w.giveUp()
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
	for i, row := range w.rows {
		sum := 0.0
		for _, c := range row.cells {
			sum += w.part[c]
		}
		w.sum[i], w.state[i] = sum, loose
		w.touch(i)
	}
	w.given = w.classes()
}

// touch makes a loose row tight when its sum has come to one of its bounds.
func (w *walker) touch(i int) {
	if low, high := float64(w.rows[i].low), float64(w.rows[i].high); w.sum[i] < low+slack || w.sum[i] > high-slack {
		w.state[i] = tight
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
}

// findDirection finds how the first open cells can move without moving a tight
// row: a solution of (tight rows) x direction = 0 by Gauss-Jordan elimination,
// column by column, that stops at the first column which depends on those
// before it. It returns how many open cells, from the first, the direction
// spans; 0 when there is none.
func (w *walker) findDirection() int {
	rows := 0
	width := min(len(w.open), len(w.rows)+1)
	for i := range w.rows {
		if w.state[i] == tight {
			rows++
		}
	}
	width = min(width, rows+1)
	w.fillMatrix(width)
	used := 0 // the rows above this one have a pivot
	for col := range width {
		best, size := -1, singular
		for r := used; r < rows; r++ {
			if v := abs(w.matrix[r*width+col]); v > size {
				best, size = r, v
			}
		}
		if best < 0 {
			for k := range col {
				w.direction[k] = -w.matrix[w.pivotRow[k]*width+col]
			}
			w.direction[col] = 1
			return col + 1
		}
		w.swapRows(best, used, width)
		w.eliminate(used, col, rows, width)
		w.pivotRow[col] = used
		used++
	}
	return 0
}

// fillMatrix writes the tight rows on the first open cells.
func (w *walker) fillMatrix(width int) {
	clear(w.matrix[:min(len(w.matrix), width*len(w.rows))])
	lines := 0
	for i := range w.rows {
		w.line[i] = lines
		if w.state[i] == tight {
			lines++
		}
	}
	for col, c := range w.open[:width] {
		for _, i := range w.cellRows[c] {
			if w.state[i] == tight {
				w.matrix[w.line[i]*width+col] = 1
			}
		}
	}
}

func (w *walker) swapRows(a, b, width int) {
	if a == b {
		return
	}
	x, y := w.matrix[a*width:(a+1)*width], w.matrix[b*width:(b+1)*width]
	for k := range x {
		x[k], y[k] = y[k], x[k]
	}
}

// eliminate makes column col a unit vector with its one in the row pivot.
func (w *walker) eliminate(pivot, col, rows, width int) {
	p := w.matrix[pivot*width : (pivot+1)*width]
	scale := p[col]
	for k := col; k < width; k++ {
		p[k] /= scale
	}
	for r := range rows {
		line := w.matrix[r*width : (r+1)*width]
		factor := line[col]
		if r == pivot || factor == 0 {
			continue
		}
		for k := col; k < width; k++ {
			line[k] -= float64(factor * p[k])
		}
	}
}

// step moves along the direction or against it as far as the walls allow, with
// the probabilities that keep the expectation where it is.
func (w *walker) step(columns int, s *stream) {
	forward, back := w.reach(columns)
	by := forward
	if float64(s.fraction()*(forward+back)) >= back {
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
	left := w.open[:0]
	for _, c := range w.open {
		if w.value[c] > 0 && w.value[c] < 1 {
			left = append(left, c)
		}
	}
	w.open = left
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
		if abs(rate) <= slack {
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

func abs(x float64) float64 {
	if x < 0 {
		return -x
	}
	return x
}
