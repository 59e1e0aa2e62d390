package sample

import "onecase/sample/internal/rounding"

// The classes of rows: the size is never given up, caps and least numbers only
// after everything else, and the variables from the least important one up.
const (
	classSize     = 0
	classBounds   = 1
	classVariable = rounding.Kept // that of the most important variable
)

// addRows gives a plan's rounding its rows: the size, the bounds and the
// categories of every variable.
func (s *roundSpec) addRows(p *roundPlan) {
	place := make([]int, len(p.base)) // per cell: one more than its place among the open ones
	for f, c := range p.open {
		place[c] = f + 1
	}
	// The bounds are those on all of the cells, less what the whole parts give.
	add := func(cells []int, low, high, class, category int) {
		w := rounding.Row{Low: low, High: high, Class: class, Category: category}
		for _, c := range cells {
			w.Low -= p.base[c]
			w.High -= p.base[c]
			if place[c] > 0 {
				w.Cells = append(w.Cells, place[c]-1)
			}
		}
		w.Low, w.High = max(w.Low, 0), min(w.High, len(w.Cells))
		if len(w.Cells) > 0 && (w.Low > 0 || w.High < len(w.Cells)) {
			p.problem.Rows = append(p.problem.Rows, w)
		}
	}
	add(upTo(len(s.room)), s.size, s.size, classSize, 0)
	for _, b := range s.bounds {
		add(b.cells, b.least, b.most, classBounds, 0)
	}
	expected := s.expected()
	for k, v := range s.grid.variables {
		members := make([][]int, len(v.categories))
		for c, cell := range s.grid.cells {
			members[cell.values[k]] = append(members[cell.values[k]], c)
		}
		for category, cells := range members {
			low, high := s.rowBounds(cells, expected)
			add(cells, low, high, classVariable+k, category)
		}
	}
}

// rowBounds are the whole numbers around what a category's cells are expected
// to give. With cases in the sample already they are those around what is missing
// from the category's share of the whole sample, if the expectation is within them.
func (s *roundSpec) rowBounds(cells []int, expected []float64) (low, high int) {
	here, kept, population := 0.0, sumOver(cells, s.kept), 0
	for _, c := range cells {
		here += expected[c]
		population += len(s.grid.cells[c].cases)
	}
	low, high = rounding.WholeBounds(float64(int64(s.whole)*int64(population)) / float64(s.grid.total))
	low, high = low-kept, high-kept
	if float64(low)-rounding.Slack <= here && here <= float64(high)+rounding.Slack && low >= 0 {
		return low, high
	}
	return rounding.WholeBounds(here)
}
