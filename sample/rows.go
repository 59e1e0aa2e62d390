package sample

import "onecase/sample/internal/rounding"

// addRows gives the rounding its rows: the size, the bounds and the categories
// of every variable.
func (t *task) addRows(r *rounding.Problem, part []int, expected []float64, base []int) {
	place := make([]int, len(base)) // per cell: one more than its place among the open ones
	for f, c := range part {
		place[c] = f + 1
	}
	// The bounds of a row on all cells, less what the whole parts give.
	add := func(cells []int, low, high, class, category int) {
		w := rounding.Row{Low: low, High: high, Class: class, Category: category}
		for _, c := range cells {
			w.Low -= base[c]
			w.High -= base[c]
			if place[c] > 0 {
				w.Cells = append(w.Cells, place[c]-1)
			}
		}
		w.Low, w.High = max(w.Low, 0), min(w.High, len(w.Cells))
		if len(w.Cells) > 0 && (w.Low > 0 || w.High < len(w.Cells)) {
			r.Rows = append(r.Rows, w)
		}
	}
	all := make([]int, len(t.room))
	for c := range all {
		all[c] = c
	}
	add(all, t.size, t.size, classSize, 0)
	for _, b := range t.bounds {
		add(b.cells, b.least, b.most, classBounds, 0)
	}
	for k, v := range t.grid.variables {
		cells := make([][]int, len(v.categories))
		for c, cell := range t.grid.cells {
			cells[cell.values[k]] = append(cells[cell.values[k]], c)
		}
		for category, members := range cells {
			low, high := t.rowBounds(members, expected)
			add(members, low, high, classVariable+k, category)
		}
	}
}

// rowBounds are the whole numbers around what a category's cells are expected
// to give; with cases in the sample already, around what they still owe to the
// category's share of the whole sample, where the expectation is within that.
func (t *task) rowBounds(cells []int, expected []float64) (low, high int) {
	here, kept, population := 0.0, 0, 0
	for _, c := range cells {
		here += expected[c]
		kept += t.kept[c]
		population += len(t.grid.cells[c].cases)
	}
	if t.whole > 0 {
		share := float64(int64(t.whole)*int64(population)) / float64(t.grid.total)
		low, high = rounding.WholeBounds(share)
		low, high = low-kept, high-kept
		if float64(low)-rounding.Slack <= here && here <= float64(high)+rounding.Slack && low >= 0 {
			return low, high
		}
	}
	return rounding.WholeBounds(here)
}
