package sample

// addRows gives the rounding its rows: the size, the bounds and the categories
// of every variable.
func (t *task) addRows(r *rounding, part []int, expected []float64, base []int) {
	place := make([]int, len(base)) // per cell: one more than its place among the open ones
	for f, c := range part {
		place[c] = f + 1
	}
	// The bounds of a row on all cells, less what the whole parts give.
	add := func(cells []int, low, high, class, category int) {
		w := row{low: low, high: high, class: class, category: category}
		for _, c := range cells {
			w.low -= base[c]
			w.high -= base[c]
			if place[c] > 0 {
				w.cells = append(w.cells, place[c]-1)
			}
		}
		w.low, w.high = max(w.low, 0), min(w.high, len(w.cells))
		if len(w.cells) > 0 && (w.low > 0 || w.high < len(w.cells)) {
			r.rows = append(r.rows, w)
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
		low, high = wholeBounds(share)
		low, high = low-kept, high-kept
		if float64(low)-slack <= here && here <= float64(high)+slack && low >= 0 {
			return low, high
		}
	}
	return wholeBounds(here)
}
