package stats

import (
	"errors"
	"fmt"
)

// A CellsDesign makes limits from a matched sample: a plan, chosen by a table of chances
// or a walk, says how many cases each cell of the population gives, and these are drawn
// at random within the cell.
//
// Given the plan that was followed the cells are strata, so that the limits of
// [CombinedInterval] and [DomainInterval] over cells hold the truth with at least the
// stated confidence whatever the cases answer: under every plan, and so for all plans
// together.
type CellsDesign struct {
	cells      []StratumCount
	confidence float64
	design     *combinedDesign
	domains    *combinedDesign // made when first asked for
	short      bool
	made       map[string]Interval // by counts
}

// NewCellsDesign takes the population and the sample of each cell; their yes cases are
// not read.
func NewCellsDesign(cells []StratumCount, confidence float64) (*CellsDesign, error) {
	if err := errors.Join(checkShares(namedShare{"confidence", confidence}), checkStrata(cells)); err != nil {
		return nil, err
	}
	d := &CellsDesign{cells: cells, confidence: confidence, design: newCombinedDesign(cells, nil, (1-confidence)/2),
		made: map[string]Interval{}}
	d.short = d.isShort()
	return d, nil
}

// Short reports whether the limits are at most twice as wide as those of a simple random
// sample of as many cases from as many, on the whole for samples of which a half, three
// quarters and nine tenths of the cases are yes, spread evenly over the cells. Where cells
// are many and small the limits over cells say little. It depends on the numbers of cases
// alone, never on what they answer.
func (d *CellsDesign) Short() bool { return d.short }

func (d *CellsDesign) isShort() bool {
	if d.design.warnings() != nil {
		return false
	}
	population, sample := 0, 0
	for _, c := range d.cells {
		population, sample = population+c.Population, sample+c.Sample
	}
	overCells, simple := 0, 0
	for _, share := range [][2]int{{1, 2}, {3, 4}, {9, 10}} {
		yes, seen := make([]int, len(d.cells)), 0
		for c, cell := range d.cells {
			yes[c] = (seen+cell.Sample)*share[0]/share[1] - seen*share[0]/share[1]
			seen += cell.Sample
		}
		low, high := d.design.limits(yes)
		overCells += high - low
		i, err := IntervalFor(IntervalSpec{Method: Exact, Yes: sample * share[0] / share[1], Of: sample,
			Population: population, Confidence: d.confidence})
		if err != nil {
			return false // no case was drawn
		}
		simple += i.HighCount - i.LowCount
	}
	return overCells <= 2*simple
}

// Interval returns limits for the share of yes cases among all, from the yes cases of
// each cell's sample.
func (d *CellsDesign) Interval(yes []int) (Interval, error) {
	return d.make(nil, yes, func() (Interval, error) {
		strata := make([]StratumCount, len(d.cells))
		for c, cell := range d.cells {
			strata[c] = StratumCount{cell.Population, cell.Sample, yes[c]}
		}
		i, _, err := stratifiedInterval(ExactCells, strata, d.confidence)
		if err != nil {
			return Interval{}, err
		}
		i.setCounts(d.design.limits(yes))
		i.Warnings = d.design.warnings()
		return i, nil
	})
}

// DomainInterval returns limits for the share of yes cases among those of a domain of
// which no more is known than the sample shows, from the cases of each cell's sample that
// belong to it and the yes cases among them: see the function [DomainInterval].
func (d *CellsDesign) DomainInterval(of, yes []int) (Interval, error) {
	return d.make(of, yes, func() (Interval, error) {
		strata := make([]DomainCount, len(d.cells))
		for c, cell := range d.cells {
			strata[c] = DomainCount{StratumCount{cell.Population, cell.Sample, yes[c]}, of[c]}
		}
		if d.domains == nil {
			d.domains = newDomainDesign(d.cells, d.confidence)
		}
		return domainInterval(strata, d.confidence, d.domains)
	})
}

// make makes limits once for the same counts.
func (d *CellsDesign) make(of, yes []int, limits func() (Interval, error)) (Interval, error) {
	if of != nil && len(of) != len(d.cells) || len(yes) != len(d.cells) {
		return Interval{}, fmt.Errorf("stats: %d cells need as many counts, got %d and %d", len(d.cells), len(of), len(yes))
	}
	key := fmt.Sprint(of, yes)
	if i, ok := d.made[key]; ok {
		return i, nil
	}
	i, err := limits()
	if err == nil {
		d.made[key] = i
	}
	return i, err
}
