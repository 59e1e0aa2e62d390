package sample

import (
	"fmt"
	"slices"
)

// boundStrata sets the fewest and the most cases of each category to what strata of
// fixed sizes leave: where a stratum is of one category all its cases are, else
// any of its cases may be.
func (ready *readyGroup) boundStrata(gp *GroupPlan, d Design) error {
	g := ready.grid
	strata := g.strata(d.Collapse)
	sizes := make([]int, len(strata))
	for h, cells := range strata {
		for _, c := range cells {
			sizes[h] += len(g.cells[c].cases)
		}
	}
	low, high, mean, err := d.strataRange(g, strata, sizes, gp.Sample)
	if err != nil {
		return fmt.Errorf("group %s: %w", g.group, err)
	}
	ready.shut = 0
	for h, expected := range mean {
		if expected == 0 {
			ready.shut += sizes[h]
		}
	}
	for i := range gp.Match {
		m := &gp.Match[i]
		m.Fewest, m.Most = 0, 0
		for h, cells := range strata {
			of := 0 // the stratum's cases of the category
			for _, c := range cells {
				if g.has(g.cells[c], m.Variable, m.Category) {
					of += len(g.cells[c].cases)
				}
			}
			m.Fewest += max(0, low[h]-(sizes[h]-of))
			m.Most += min(high[h], of)
		}
		if m.Margin, err = d.groupMargin(m.Fewest, m.Population); err != nil {
			return err
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
