package sample

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// chooseStrata fixes how many cases each stratum gives. A stratum's cases are
// taken by ticket across its cells. It sets the chances of the task, those over
// all seeds, and where remainders are equal notes those given what this seed has
// each stratum give.
func (p *Plan) chooseStrata(t *task, out *GroupDraw) (*Round, error) {
	g := t.grid
	strata := g.strata(p.Design.Collapse)
	out.Strata = strata
	sizes := make([]int, len(strata))
	for h, cells := range strata {
		for _, c := range cells {
			sizes[h] += t.room[c]
		}
	}
	samples, mean, err := p.Design.allocate(g, strata, sizes, t.size, g.ties(strata, t.seed))
	if err != nil {
		return nil, fmt.Errorf("group %s: %w", g.group, err)
	}
	t.chance = make([]float64, len(t.room))
	given, tied := make([]float64, len(t.room)), false
	for h, cells := range strata {
		for _, c := range cells {
			t.chance[c], given[c] = mean[h]/float64(sizes[h]), float64(samples[h])/float64(sizes[h])
			tied = tied || t.chance[c] != given[c]
		}
	}
	if tied {
		in := g.inclusion(ByDesign, given, nil)
		out.aimed = &in
	}
	return &Round{Method: ByStrata, Size: sum(samples), Take: g.spread(strata, samples, t.seed)}, nil
}

// strata groups the cells: a collapse makes one stratum of all cells of its
// category that no earlier one took; every other cell is a stratum.
func (g *grid) strata(collapse []Collapse) [][]int {
	made := make([][]int, len(collapse))
	var rest [][]int
	for c, cell := range g.cells {
		h := slices.IndexFunc(collapse, func(k Collapse) bool { return g.has(cell, k.Variable, k.Category) })
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
func (g *grid) ties(strata [][]int, seed string) []Ticket {
	out := make([]Ticket, len(strata))
	deal := newDealer(purposeSeed(purposeAllocate, g.group, seed))
	for h, cells := range strata {
		out[h] = deal.deal(g.cellName(cells[0]))
	}
	return out
}

// allocate shares n cases out over the strata by the design's rule. Mean is what
// each stratum gives on average over all seeds, which decide between equal
// remainders.
func (d Design) allocate(g *grid, strata [][]int, sizes []int, n int, ties []Ticket) (samples []int, mean []float64, err error) {
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
		samples = PredecessorSizes(sizes, n) // no seed has a part in it
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
		if i := slices.IndexFunc(d.Expected, func(e Expected) bool { return g.has(g.cells[c], e.Variable, e.Category) }); i >= 0 {
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
		var s smallest
		s.keep(samples[h])
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
