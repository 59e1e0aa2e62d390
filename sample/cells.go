package sample

import "slices"

// A grid is one group's cases, counted into cells.
type grid struct {
	group     string
	frame     *Frame
	variables []gridVariable // the matching variables, most important first
	caps      []gridVariable // what caps are counted over; categories are the holders
	cells     []gridCell
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
	holders []int // per cap: the number of the holder, -1 where it is not known
	cases   []int // their numbers in the frame
}

// newGrid counts the cases of a group. Cells come in the order of their
// categories, the first variable counting most; so neither the order of the
// list nor that of the categories matters.
func newGrid(f *Frame, group string, caps []Cap) *grid {
	g := &grid{group: group, frame: f}
	var members []int
	for i := range f.Cases {
		if f.Cases[i].Group == group {
			members = append(members, i)
		}
	}
	g.total = len(members)
	cells := &cellIndex{of: make([]int, len(members)), count: 1}
	for k, v := range f.Variables {
		g.variables = append(g.variables, cells.refine(v.Name, func(m int) string { return f.Cases[members[m]].Values[k] }))
	}
	for _, cap := range caps {
		g.caps = append(g.caps, cells.refine(cap.By, func(m int) string { return cap.holder(&f.Cases[members[m]]) }))
	}
	g.cells = make([]gridCell, cells.count)
	for c, codes := range cells.codes {
		g.cells[c].values = codes[:len(f.Variables):len(f.Variables)]
		for k, n := range codes[len(f.Variables):] {
			if g.caps[k].categories[n] == "" {
				n = -1
			}
			g.cells[c].holders = append(g.cells[c].holders, n)
		}
	}
	for m, i := range members {
		cell := &g.cells[cells.of[m]]
		cell.cases = append(cell.cases, i)
	}
	slices.SortFunc(g.cells, func(a, b gridCell) int {
		if c := slices.Compare(a.values, b.values); c != 0 {
			return c
		}
		return slices.Compare(a.holders, b.holders)
	})
	return g
}

// A cellIndex puts cases in cells, one variable after the other.
type cellIndex struct {
	of    []int   // per case: its cell
	count int     // of cells
	codes [][]int // per cell: its category's number in each variable so far
}

// refine splits the cells by a variable, given as each case's text.
func (x *cellIndex) refine(name string, text func(int) string) gridVariable {
	v := gridVariable{name: name}
	found := map[string]int{}
	first := make([]int, len(x.of)) // per case: its category, in order of appearance
	last, lastCode := "", -1
	for m := range x.of {
		s := text(m)
		if lastCode < 0 || s != last {
			code, ok := found[s]
			if !ok {
				code = len(v.categories)
				found[s] = code
				v.categories = append(v.categories, s)
			}
			last, lastCode = s, code
		}
		first[m] = lastCode
	}
	width := len(v.categories)
	slices.Sort(v.categories)
	number := make([]int, width) // by order of appearance
	for n, s := range v.categories {
		number[found[s]] = n
	}
	// A cell and a category make a new cell, where a case is in both.
	split := map[[2]int]int{}
	var codes [][]int
	for m, c := range x.of {
		n := number[first[m]]
		cell, ok := split[[2]int{c, n}]
		if !ok {
			var before []int
			if x.codes != nil {
				before = x.codes[c]
			}
			cell = len(codes)
			split[[2]int{c, n}] = cell
			codes = append(codes, append(slices.Clone(before), n))
		}
		x.of[m] = cell
	}
	x.count, x.codes = len(codes), codes
	return v
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

// take returns the cases with the smallest tickets in each cell, as many as
// perCell says, and apart those that come next, up to spare of them. Cases that
// barred names are left out.
func (g *grid) take(perCell []int, spare int, seed string, barred map[int]bool) (taken, next [][]int) {
	deal := newDealer(purposeSeed(purposeTicket, g.group, seed))
	taken, next = make([][]int, len(g.cells)), make([][]int, len(g.cells))
	for c, n := range perCell {
		if n+spare == 0 {
			continue
		}
		var s smallest
		s.keep(n + spare)
		for _, i := range g.cells[c].cases {
			if !barred[i] {
				s.add(deal.deal(g.frame.Cases[i].ID), i)
			}
		}
		sorted := s.sorted()
		taken[c], next[c] = sorted[:n], sorted[n:]
	}
	return taken, next
}

func sum(a []int) int {
	n := 0
	for _, v := range a {
		n += v
	}
	return n
}
