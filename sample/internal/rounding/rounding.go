// Package rounding rounds the expected numbers of cases of many cells at random to
// whole cases. Each cell keeps its expectation, and sums over rows of cells, such
// as the cells of one category, stay within bounds. A [Walker] makes one rounding,
// [Table] many of them with weights, which make the expectations exact.
//
// This is controlled selection (Goodman and Kish 1950) by the flight of the cube
// method (Deville and Tillé 2004) on counted cells. Everything is done with + - * /
// on float64 in a fixed order, so that every machine gets the same roundings.
package rounding

import "math"

// A Problem is a set of cells to round up or down at random, so that each is rounded
// up with its fraction as probability and the sums over rows stay within bounds.
type Problem struct {
	Part []float64 // per cell: its fraction, between 0 and 1
	Rows []Row
	// Unit is what one case of each cell counts in [LargestEffect]; nil where that is not
	// defined.
	Unit []float64
	// Minimax has a table get weights that keep the largest design effect small.
	Minimax bool
}

// A Row is a set of cells whose rounded-up number is bounded, such as the cells
// of one category.
type Row struct {
	Cells     []int // in increasing order
	Low, High int   // bounds on how many of the cells are rounded up
	Class     int   // rows of one class are given up together, the highest class first
	Category  int   // with the class of a variable: the number of its category
}

// Kept is the lowest class that may be given up: every rounding that is used keeps
// those below it.
const Kept = 2

// Slack is how near a whole number counts as whole. The smallest fraction that
// occurs is one over the population.
const Slack = 1e-9

// WholeBounds returns x rounded down and up, where what is within Slack of a
// whole number counts as that number.
func WholeBounds(x float64) (low, high int) {
	low = int(x) // x > -1
	rest := x - float64(low)
	switch {
	case rest > 1-Slack:
		return low + 1, low + 1
	case rest < Slack:
		return low, low
	}
	return low, low + 1
}

// Ones lists the cells that are rounded up.
func Ones(up []bool) []int {
	var cells []int
	for c, on := range up {
		if on {
			cells = append(cells, c)
		}
	}
	return cells
}

// Met returns how many classes of rows, from class 0 on, a rounding keeps within
// their bounds: the first class that it breaks, or their number. Up tells which
// cells are rounded up. It decides on integers alone.
func (r *Problem) Met(up []bool) int {
	met := r.Classes()
	for _, w := range r.Rows {
		sum := 0
		for _, c := range w.Cells {
			if up[c] {
				sum++
			}
		}
		if sum < w.Low || sum > w.High {
			met = min(met, w.Class)
		}
	}
	return met
}

// Classes is the number of classes of rows, at least the two that are never given up.
func (r *Problem) Classes() int {
	n := Kept
	for _, w := range r.Rows {
		n = max(n, w.Class+1)
	}
	return n
}

// maxWork bounds the arithmetic of the walks that one rounding takes, a few seconds'
// worth; a test sets another.
var maxWork int64 = 250_000_000

// Bound is how many classes of rows a walk sets out to keep, and about how much
// arithmetic it takes: all classes, but where that is more than the bound of work, of
// the variables the first ones.
func (r *Problem) Bound() (keeps int, work int64) {
	for keeps = r.Classes(); ; keeps-- {
		rows := int64(0)
		for _, w := range r.Rows {
			if w.Class < keeps {
				rows++
			}
		}
		if work = max(1, int64(len(r.Part))*rows*rows); work <= maxWork || keeps == Kept {
			return keeps, work
		}
	}
}

// Walks is how many walks are made at most: the number given, or fewer where they
// would take more than the bound of work. It depends on the cells and the rows alone,
// so it is known before a seed is and the same on every machine.
func (r *Problem) Walks(most int) int {
	_, work := r.Bound()
	return int(max(1, min(int64(most), maxWork/work)))
}

// TableWalks is how many walks are made at most to find a table.
func (r *Problem) TableWalks() int { return 2 * r.Walks(math.MaxInt32) }

// MostWork is about how much arithmetic the walks of one rounding take at most: those that
// search for a table, those that measure a single walk, and that walk.
func MostWork() int64 { return 4 * maxWork }

// A Miss is a row that some plan takes beyond its bounds.
type Miss struct {
	Class, Category int // the row's
	By              int // the most cells that a plan is beyond the bounds
}

// Misses lists the rows, of the classes that may be given up, that some plan takes
// beyond their bounds. Each plan has the numbers of the cells rounded up. It decides
// on integers alone.
func (r *Problem) Misses(plans ...[]int) []Miss {
	var out []Miss
	up := make([]int, len(r.Part))
	most := make([]int, len(r.Rows))
	for _, plan := range plans {
		clear(up)
		for _, c := range plan {
			up[c] = 1
		}
		for i, w := range r.Rows {
			sum := 0
			for _, c := range w.Cells {
				sum += up[c]
			}
			most[i] = max(most[i], w.Low-sum, sum-w.High)
		}
	}
	for i, w := range r.Rows {
		if w.Class >= Kept && most[i] > 0 {
			out = append(out, Miss{Class: w.Class, Category: w.Category, By: most[i]})
		}
	}
	return out
}
