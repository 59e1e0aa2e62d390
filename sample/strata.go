package sample

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// strata are the parts of a group from which a stratified sample takes fixed
// numbers.
type strata struct {
	grid    *grid
	cells   [][]int   // per stratum
	sizes   []int     // per stratum: its cases
	weights []float64 // per stratum: what the design's rule shares the sample out by
}

// strata groups the cells: a collapse makes one stratum of all cells of its
// category that no earlier one took; every other cell is a stratum.
func (g *grid) strata(d Design) *strata {
	made := make([][]int, len(d.Collapse))
	var rest [][]int
	for c, cell := range g.cells {
		h := slices.IndexFunc(d.Collapse, func(k Collapse) bool { return g.of(k.Variable, k.Category)(cell) })
		if h < 0 {
			rest = append(rest, []int{c})
		} else {
			made[h] = append(made[h], c)
		}
	}
	made = slices.DeleteFunc(made, func(cells []int) bool { return cells == nil })
	s := &strata{grid: g, cells: append(made, rest...)}
	population := g.sizes()
	for _, cells := range s.cells {
		size := sumOver(cells, population)
		weight := float64(size)
		switch d.Allocation {
		case Equal:
			weight = 1
		case Neyman:
			p := d.expectedShare(g, cells, size)
			weight *= math.Sqrt(float64(p * (1 - p)))
		}
		s.sizes, s.weights = append(s.sizes, size), append(s.weights, weight)
	}
	return s
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

// ties are the strata's tickets, which decide between equal remainders: those of
// the categories of the first cell, one a line.
func (s *strata) ties(seed string) []ticket {
	out := make([]ticket, len(s.cells))
	deal := newDealer(purposeSeed(purposeAllocate, s.grid.group, seed))
	for h, cells := range s.cells {
		var names []string
		for k, v := range s.grid.variables {
			names = append(names, v.categories[s.grid.cells[cells[0]].values[k]])
		}
		out[h] = deal.deal(strings.Join(names, "\n"))
	}
	return out
}

// allocate shares n cases out over the strata by the design's rule. Mean is each
// stratum's average over all seeds, which decide ties.
func (s *strata) allocate(d Design, n int, ties []ticket) (samples []int, mean []float64, err error) {
	switch {
	case d.Allocation == Predecessor:
		samples = predecessorSizes(s.sizes, n) // no seed has a part in it
		for _, m := range samples {
			mean = append(mean, float64(m))
		}
	case d.Allocation == Proportional && d.Least == 0:
		samples, mean, err = proportionalSizes(s.sizes, n, ties)
	default:
		samples, mean, err = weightedSizes(s.sizes, s.weights, d.Least, n, ties)
	}
	if err != nil {
		return nil, nil, fmt.Errorf("group %s: %w", s.grid.group, err)
	}
	return samples, mean, nil
}

// chooseStrata fixes how many cases each stratum gives; they are taken by ticket
// across its cells. The chances of each cell's cases are over all seeds; the draw
// notes those given the strata's numbers with this seed, if they differ.
func (gp *GroupPlan) chooseStrata(d Design, seed string, out *GroupDraw) (*Round, []float64, error) {
	s := gp.strata
	out.Strata = s.cells
	samples, mean, err := s.allocate(d, gp.Sample, s.ties(seed))
	if err != nil {
		return nil, nil, err
	}
	chance, given := make([]float64, len(gp.grid.cells)), make([]float64, len(gp.grid.cells))
	for h, cells := range s.cells {
		for _, c := range cells {
			chance[c], given[c] = mean[h]/float64(s.sizes[h]), float64(samples[h])/float64(s.sizes[h])
		}
	}
	if !slices.Equal(chance, given) {
		in := gp.grid.inclusion(ByDesign, given, nil)
		out.aimed = &in
	}
	return &Round{Method: ByStrata, Size: sum(samples), Take: s.spread(samples, seed)}, chance, nil
}

// spread takes each stratum's cases by ticket and counts them per cell.
func (s *strata) spread(samples []int, seed string) []int {
	take := make([]int, len(s.grid.cells))
	deal := newDealer(purposeSeed(purposeTicket, s.grid.group, seed))
	for h, cells := range s.cells {
		first := smallest{most: samples[h]}
		for _, c := range cells {
			for _, i := range s.grid.cells[c].cases {
				first.add(deal.deal(s.grid.frame.Cases[i].ID), c) // the cell is all that counts here
			}
		}
		for _, c := range first.sorted() {
			take[c]++
		}
	}
	return take
}

// boundStrata sets the fewest and the most cases of each category that strata of
// fixed sizes can give: what its own cases leave possible, and what the others do, as all
// strata together give the same number whichever way ties fall.
func (gp *GroupPlan) boundStrata(d Design) error {
	s := gp.strata
	low, high, mean, err := s.sampleRange(d, gp.Sample)
	if err != nil {
		return err
	}
	together := 0.0
	for h, expected := range mean {
		if expected == 0 {
			gp.shut += s.sizes[h]
		}
		together += expected
	}
	n := int(math.Round(together))
	for i := range gp.Match {
		m := &gp.Match[i]
		m.Fewest, m.Most = 0, 0
		fewestOthers, mostOthers := 0, 0
		is := gp.grid.of(m.Variable, m.Category)
		for h, cells := range s.cells {
			of := 0 // the stratum's cases of the category
			for _, c := range cells {
				if is(gp.grid.cells[c]) {
					of += len(gp.grid.cells[c].cases)
				}
			}
			others := s.sizes[h] - of
			m.Fewest, m.Most = m.Fewest+max(0, low[h]-others), m.Most+min(high[h], of)
			fewestOthers, mostOthers = fewestOthers+max(0, low[h]-of), mostOthers+min(high[h], others)
		}
		m.Fewest, m.Most = max(m.Fewest, n-mostOthers), min(m.Most, n-fewestOthers)
	}
	return nil
}

// triedStrata is up to how many strata both ends of every tie are tried.
const triedStrata = 300

// sampleRange is the fewest and the most cases that each stratum gives, whichever
// way ties fall; with very many strata, one either way. Mean is the average over
// all seeds.
func (s *strata) sampleRange(d Design, n int) (low, high []int, mean []float64, err error) {
	ties := s.ties("")
	first, mean, err := s.allocate(d, n, ties)
	if err != nil {
		return nil, nil, nil, err
	}
	low, high = slices.Clone(first), slices.Clone(first)
	for h := range s.cells {
		if len(s.cells) > triedStrata {
			low[h], high[h] = max(0, low[h]-1), min(s.sizes[h], high[h]+1)
			continue
		}
		own := ties[h]
		for _, end := range []byte{0, 0xff} {
			for i := range ties[h] {
				ties[h][i] = end
			}
			got, _, err := s.allocate(d, n, ties)
			if err != nil {
				return nil, nil, nil, err
			}
			low[h], high[h] = min(low[h], got[h]), max(high[h], got[h])
		}
		ties[h] = own
	}
	return low, high, mean, nil
}
