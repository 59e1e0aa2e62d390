package sample

import "slices"

// A grid is one group's cases, counted into cells.
type grid struct {
	group     string
	frame     *Frame
	variables []gridVariable // the matching variables, most important first
	caps      []gridVariable // what caps are counted over; categories are the holders
	cells     []gridCell
	members   []int   // the group's cases: their numbers in the frame, in its order
	cellOf    []int32 // per member: its cell
	total     int
}

// A gridVariable is a variable with the categories that occur in the group, in
// byte order.
type gridVariable struct {
	name       string
	categories []string
}

// A gridCell is the cases that are alike in every variable and have the same
// holders.
type gridCell struct {
	values  []int // per variable: the number of its category
	holders []int // per cap: the number of the holder, -1 if not known
	cases   []int // their numbers in the frame
}

// newGrid counts the cases of a group. Cells are in the order of their categories,
// by the first variable first, so the order of the list and of the categories does
// not matter.
func newGrid(f *Frame, group string, caps []Cap) *grid {
	g := &grid{group: group, frame: f, members: make([]int, 0, len(f.Cases))}
	for i := range f.Cases {
		if f.Cases[i].Group == group {
			g.members = append(g.members, i)
		}
	}
	g.total = len(g.members)
	columns := g.columns(caps)
	g.cellOf = make([]int32, g.total)
	cells := &cellIndex{of: g.cellOf, codes: [][]int{{}}}
	for k := range columns {
		cells.refine(&columns[k])
	}
	for k, v := range f.Variables {
		g.variables = append(g.variables, gridVariable{v.Name, columns[k].categories})
	}
	for k, cap := range caps {
		g.caps = append(g.caps, gridVariable{cap.By, columns[len(f.Variables)+k].categories})
	}
	g.fill(cells)
	return g
}

// fill puts the cells in order, and the cases in them.
func (g *grid) fill(cells *cellIndex) {
	if g.total == 0 {
		return
	}
	order, codes := upTo(len(cells.codes)), cells.codes
	slices.SortFunc(order, func(a, b int) int { return slices.Compare(codes[a], codes[b]) })
	place := make([]int32, len(order))
	counts := make([]int, len(order))
	for at, c := range order {
		place[c] = int32(at)
	}
	for m, c := range g.cellOf {
		g.cellOf[m] = place[c]
		counts[place[c]]++
	}
	g.cells = make([]gridCell, len(order))
	all := make([]int, g.total) // the cases of all cells, one cell after the other
	for at, c := range order {
		cell := &g.cells[at]
		cell.cases, all = all[:0:counts[at]], all[counts[at]:]
		cell.values = codes[c][:len(g.variables):len(g.variables)]
		for k, n := range codes[c][len(g.variables):] {
			if g.caps[k].categories[n] == "" {
				n = -1
			}
			cell.holders = append(cell.holders, n)
		}
	}
	for m, i := range g.members {
		cell := &g.cells[g.cellOf[m]]
		cell.cases = append(cell.cases, i)
	}
}

// without is the grid of the same cases with one variable less.
func (g *grid) without(variable int) *grid {
	less := &grid{group: g.group, frame: g.frame, variables: slices.Delete(slices.Clone(g.variables), variable, variable+1), total: g.total}
	cells := make([]gridCell, len(g.cells))
	for c, cell := range g.cells {
		cells[c] = gridCell{values: slices.Delete(slices.Clone(cell.values), variable, variable+1), cases: cell.cases}
	}
	slices.SortFunc(cells, func(a, b gridCell) int { return slices.Compare(a.values, b.values) })
	for _, cell := range cells {
		if last := len(less.cells) - 1; last >= 0 && slices.Equal(less.cells[last].values, cell.values) {
			less.cells[last].cases = slices.Concat(less.cells[last].cases, cell.cases)
		} else {
			less.cells = append(less.cells, cell)
		}
	}
	return less
}

// sizes returns the number of cases in each cell.
func (g *grid) sizes() []int {
	out := make([]int, len(g.cells))
	for c, cell := range g.cells {
		out[c] = len(cell.cases)
	}
	return out
}

// counts adds up a number per cell over each category of a variable.
func (g *grid) counts(variable int, perCell []int) []int {
	out := make([]int, len(g.variables[variable].categories))
	for c, n := range perCell {
		out[g.cells[c].values[variable]] += n
	}
	return out
}

// where lists the cells of a kind.
func (g *grid) where(is func(gridCell) bool) []int {
	var out []int
	for c, cell := range g.cells {
		if is(cell) {
			out = append(out, c)
		}
	}
	return out
}

// of tells of a cell whether its cases are of a category.
func (g *grid) of(variable, category string) func(gridCell) bool {
	return func(cell gridCell) bool {
		for k, v := range g.variables {
			if v.name == variable && v.categories[cell.values[k]] == category {
				return true
			}
		}
		return false
	}
}

func sum(a []int) int {
	n := 0
	for _, v := range a {
		n += v
	}
	return n
}

// sumOver adds up a number per cell over some cells.
func sumOver(cells, perCell []int) int {
	n := 0
	for _, c := range cells {
		n += perCell[c]
	}
	return n
}

// upTo lists the numbers from 0 up to before n.
func upTo(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}
