package sample

import (
	"encoding/binary"
	"slices"
)

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
	var numbers []map[string]int
	add := func(list *[]gridVariable, name string, value func(*Case) string) {
		v, number := newGridVariable(f, members, name, value)
		*list = append(*list, v)
		numbers = append(numbers, number)
	}
	for k, v := range f.Variables {
		add(&g.variables, v.Name, func(c *Case) string { return c.Values[k] })
	}
	for _, cap := range caps {
		add(&g.caps, cap.By, cap.holder)
	}
	cells := map[string]*gridCell{}
	var keys []string
	var key []byte
	for _, i := range members {
		c := &f.Cases[i]
		key = key[:0]
		for k := range g.variables {
			key = binary.BigEndian.AppendUint32(key, uint32(numbers[k][c.Values[k]]))
		}
		for k, cap := range caps {
			key = binary.BigEndian.AppendUint32(key, uint32(numbers[len(g.variables)+k][cap.holder(c)]))
		}
		cell := cells[string(key)]
		if cell == nil {
			cell = &gridCell{}
			cells[string(key)] = cell
			keys = append(keys, string(key))
		}
		cell.cases = append(cell.cases, i)
	}
	slices.Sort(keys)
	for _, k := range keys {
		cell := cells[k]
		for at := 0; at < len(k); at += 4 {
			n := int(binary.BigEndian.Uint32([]byte(k[at : at+4])))
			if at/4 < len(g.variables) {
				cell.values = append(cell.values, n)
			} else {
				if g.caps[at/4-len(g.variables)].categories[n] == "" {
					n = -1
				}
				cell.holders = append(cell.holders, n)
			}
		}
		g.cells = append(g.cells, *cell)
	}
	return g
}

func newGridVariable(f *Frame, members []int, name string, value func(*Case) string) (gridVariable, map[string]int) {
	number := map[string]int{}
	v := gridVariable{name: name}
	for _, i := range members {
		s := value(&f.Cases[i])
		if _, ok := number[s]; !ok {
			number[s] = 0
			v.categories = append(v.categories, s)
		}
	}
	slices.Sort(v.categories)
	for n, s := range v.categories {
		number[s] = n
	}
	return v, number
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
