package sample

// A rounding is a set of cells whose expected numbers of cases have a fraction
// each, to be rounded up or down at random so that each cell is rounded up with
// just its fraction as probability and the sums over rows of cells stay within
// bounds.
type rounding struct {
	part []float64 // per cell: its fraction, between 0 and 1
	rows []row
}

// A row is a set of cells whose rounded-up number is bounded, such as the cells
// of one category.
type row struct {
	cells     []int // in increasing order
	low, high int   // bounds on how many of the cells are rounded up
	class     int   // rows of one class are given up together, the highest class first, class 0 never
	category  int   // with the class of a variable: the number of its category
}

// slack is how near a whole number counts as whole. The smallest fraction that
// occurs is one over the population.
const slack = 1e-9

// wholeBounds returns x rounded down and up, where what is within slack of a
// whole number counts as that number.
func wholeBounds(x float64) (low, high int) {
	low = int(x) // x >= 0
	rest := x - float64(low)
	switch {
	case rest > 1-slack:
		return low + 1, low + 1
	case rest < slack:
		return low, low
	}
	return low, low + 1
}

// met returns how many classes of rows, from class 0 on, the rounding up of the
// cells in up keeps within all their bounds: all of them, or the first class
// that it breaks. It decides on integers alone.
func (r *rounding) met(up []bool) int {
	met := r.classes()
	for _, w := range r.rows {
		sum := 0
		for _, c := range w.cells {
			if up[c] {
				sum++
			}
		}
		if sum < w.low || sum > w.high {
			met = min(met, w.class)
		}
	}
	return met
}

// classes is one more than the largest class of a row, at least the two classes
// that are never given up.
func (r *rounding) classes() int {
	n := classVariable
	for _, w := range r.rows {
		n = max(n, w.class+1)
	}
	return n
}
