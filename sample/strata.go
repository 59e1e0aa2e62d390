package sample

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// chooseStrata fixes how many cases each stratum gives. A stratum's cases are
// taken by ticket across its cells. The chances of each cell's cases are those
// over all seeds; where remainders are equal it notes in the draw those given
// what this seed has each stratum give.
func (gp *GroupPlan) chooseStrata(d Design, seed string, out *GroupDraw) (*Round, []float64, error) {
	g := gp.grid
	strata := g.strata(d.Collapse)
	out.Strata = strata
	sizes := g.strataSizes(strata)
	samples, mean, err := d.allocate(g, strata, sizes, gp.Sample, g.ties(strata, seed))
	if err != nil {
		return nil, nil, fmt.Errorf("group %s: %w", g.group, err)
	}
	chance, given := make([]float64, len(g.cells)), make([]float64, len(g.cells))
	for h, cells := range strata {
		for _, c := range cells {
			chance[c], given[c] = mean[h]/float64(sizes[h]), float64(samples[h])/float64(sizes[h])
		}
	}
	if !slices.Equal(chance, given) {
		in := g.inclusion(ByDesign, given, nil)
		out.aimed = &in
	}
	return &Round{Method: ByStrata, Size: sum(samples), Take: g.spread(strata, samples, seed)}, chance, nil
}

// strataSizes is the number of cases in each stratum.
func (g *grid) strataSizes(strata [][]int) []int {
	sizes, all := make([]int, len(strata)), g.sizes()
	for h, cells := range strata {
		sizes[h] = sumOver(cells, all)
	}
	return sizes
}

// strata groups the cells: a collapse makes one stratum of all cells of its
// category that no earlier one took; every other cell is a stratum.
func (g *grid) strata(collapse []Collapse) [][]int {
	made := make([][]int, len(collapse))
	var rest [][]int
	for c, cell := range g.cells {
		h := slices.IndexFunc(collapse, func(k Collapse) bool { return g.of(k.Variable, k.Category)(cell) })
		if h < 0 {
			rest = append(rest, []int{c})
		} else {
			made[h] = append(made[h], c)
		}
	}
	made = slices.DeleteFunc(made, func(cells []int) bool { return cells == nil })
	return append(made, rest...)
}

// ties are the strata's tickets, which decide between equal remainders.
func (g *grid) ties(strata [][]int, seed string) []ticket {
	out := make([]ticket, len(strata))
	deal := newDealer(purposeSeed(purposeAllocate, g.group, seed))
	for h, cells := range strata {
		out[h] = deal.deal(g.cellName(cells[0]))
	}
	return out
}

// allocate shares n cases out over the strata by the design's rule. Mean is what
// each stratum gives on average over all seeds, which decide between equal
// remainders.
func (d Design) allocate(g *grid, strata [][]int, sizes []int, n int, ties []ticket) (samples []int, mean []float64, err error) {
	weights := make([]float64, len(strata))
	for h, size := range sizes {
		switch d.Allocation {
		case Equal:
			weights[h] = 1
		case Neyman:
			p := d.expectedShare(g, strata[h], sizes[h])
			weights[h] = float64(size) * math.Sqrt(float64(p*(1-p)))
		default:
			weights[h] = float64(size)
		}
	}
	switch {
	case d.Allocation == Predecessor:
		samples = predecessorSizes(sizes, n) // no seed has a part in it
		for _, m := range samples {
			mean = append(mean, float64(m))
		}
		return samples, mean, nil
	case d.Allocation == Proportional && d.Least == 0:
		return proportionalSizes(sizes, n, ties)
	}
	return weightedSizes(sizes, weights, d.Least, n, ties)
}

// cellName is a cell's categories, one a line.
func (g *grid) cellName(c int) string {
	var names []string
	for k, v := range g.variables {
		names = append(names, v.categories[g.cells[c].values[k]])
	}
	return strings.Join(names, "\n")
}

// expectedShare is the share of yes answers expected in a stratum: the mean,
// over its cells, of the first expectation that names a category of theirs.
func (d Design) expectedShare(g *grid, cells []int, size int) float64 {
	mean := 0.0
	for _, c := range cells {
		share := 0.5
		if i := slices.IndexFunc(d.Expected, func(e Expected) bool { return g.of(e.Variable, e.Category)(g.cells[c]) }); i >= 0 {
			share = d.Expected[i].Share
		}
		mean += float64(share*float64(len(g.cells[c].cases))) / float64(size)
	}
	return mean
}

// spread takes each stratum's cases by ticket and counts them per cell.
func (g *grid) spread(strata [][]int, samples []int, seed string) []int {
	take := make([]int, len(g.cells))
	deal := newDealer(purposeSeed(purposeTicket, g.group, seed))
	for h, cells := range strata {
		s := smallest{most: samples[h]}
		for _, c := range cells {
			for _, i := range g.cells[c].cases {
				s.add(deal.deal(g.frame.Cases[i].ID), c) // the cell is all that counts here
			}
		}
		for _, c := range s.sorted() {
			take[c]++
		}
	}
	return take
}

// boundStrata sets the fewest and the most cases of each category to what strata of
// fixed sizes leave: where a stratum is of one category all its cases are, else
// any of its cases may be.
func (gp *GroupPlan) boundStrata(d Design) error {
	g := gp.grid
	strata := g.strata(d.Collapse)
	sizes := g.strataSizes(strata)
	low, high, mean, err := d.strataRange(g, strata, sizes, gp.Sample)
	if err != nil {
		return fmt.Errorf("group %s: %w", g.group, err)
	}
	for h, expected := range mean {
		if expected == 0 {
			gp.shut += sizes[h]
		}
	}
	for i := range gp.Match {
		m := &gp.Match[i]
		m.Fewest, m.Most = 0, 0
		is := g.of(m.Variable, m.Category)
		for h, cells := range strata {
			of := 0 // the stratum's cases of the category
			for _, c := range cells {
				if is(g.cells[c]) {
					of += len(g.cells[c].cases)
				}
			}
			m.Fewest += max(0, low[h]-(sizes[h]-of))
			m.Most += min(high[h], of)
		}
	}
	return nil
}

// triedStrata is for how many strata both ends of every tie are tried.
const triedStrata = 300

// strataRange is the fewest and the most cases that each stratum gives, whichever
// way equal remainders fall; with very many strata, one either way. Mean is what
// it gives on average over all seeds.
func (d Design) strataRange(g *grid, strata [][]int, sizes []int, n int) (low, high []int, mean []float64, err error) {
	ties := g.ties(strata, "")
	first, mean, err := d.allocate(g, strata, sizes, n, ties)
	if err != nil {
		return nil, nil, nil, err
	}
	low, high = slices.Clone(first), slices.Clone(first)
	for h := range strata {
		if len(strata) > triedStrata {
			low[h], high[h] = max(0, low[h]-1), min(sizes[h], high[h]+1)
			continue
		}
		own := ties[h]
		for _, end := range []byte{0, 0xff} {
			for i := range ties[h] {
				ties[h][i] = end
			}
			got, _, err := d.allocate(g, strata, sizes, n, ties)
			if err != nil {
				return nil, nil, nil, err
			}
			low[h], high[h] = min(low[h], got[h]), max(high[h], got[h])
		}
		ties[h] = own
	}
	return low, high, mean, nil
}
