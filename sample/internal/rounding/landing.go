package rounding

import "onecase/sample/internal/stream"

// searchSteps bounds the search for a landing.
const searchSteps = 2000

// land rounds the open cells so that every row that was not given up is kept, if a
// bounded search finds how. It is for tables of plans: the landing follows the
// cells' values only roughly, and the weights of the plans make up for that.
//
// The cells are tried in order, each first up with its value as probability; a
// choice that no row allows is taken back.
func (w *Walker) land(s *stream.Stream) bool {
	upFirst := make([]bool, len(w.open))
	for k, c := range w.open {
		upFirst[k] = s.Fraction() < w.value[c]
	}
	rows := make([][]int, len(w.open)) // per open cell: the rows that were not given up
	for k, c := range w.open {
		for _, i := range w.cellRows[c] {
			if w.state[i] != gone {
				rows[k] = append(rows[k], i)
			}
		}
	}
	// Per row: the cells that are up, and those that are open yet.
	up, open := make([]int, len(w.Rows)), make([]int, len(w.Rows))
	for i, row := range w.Rows {
		for _, c := range row.Cells {
			if w.value[c] == 1 {
				up[i]++
			}
		}
		open[i] = w.openIn[i]
	}
	steps := 0
	var try func(k int) bool
	try = func(k int) bool {
		if k == len(w.open) {
			return true
		}
		c := w.open[k]
		for _, one := range [2]bool{upFirst[k], !upFirst[k]} {
			if steps++; steps > searchSteps {
				return false
			}
			fits, counted := true, 0
			for ; fits && counted < len(rows[k]); counted++ {
				i := rows[k][counted]
				open[i]--
				if one {
					up[i]++
				}
				fits = up[i] <= w.Rows[i].High && up[i]+open[i] >= w.Rows[i].Low
			}
			if fits && try(k+1) {
				w.value[c] = 0
				if one {
					w.value[c] = 1
				}
				return true
			}
			for _, i := range rows[k][:counted] {
				open[i]++
				if one {
					up[i]--
				}
			}
		}
		return false
	}
	if !try(0) {
		return false
	}
	w.open = w.open[:0]
	return true
}
