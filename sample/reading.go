package sample

import (
	"fmt"
	"slices"

	"onecase/stats"
)

// A Reading is one reading of a published target: the margin may be promised
// for every group, or for the inspection as a whole, then shared out.
type Reading struct {
	Name    string // "each-group" or "whole"
	Samples []int  // per group, in the order of the plan
	Margins []float64
	Total   int
	Margin  float64    // of all groups together
	Size    stats.Size // that Whole shares out, with its working; zero where the design gives a total
	Weights []float64  // by which Whole shares it out, per group; nil for EachGroup
}

// Readings by name.
const (
	EachGroup = "each-group"
	Whole     = "whole"
)

// readings sets both readings of the target and returns the samples of the one the
// design follows, with the design's own sizes instead where it has some.
func (p *Plan) readings(names []string, populations []int) ([]int, error) {
	d := p.Design
	each, weights, ties := make([]int, len(names)), make([]float64, len(names)), make([]ticket, len(names))
	for g, name := range names {
		n, err := d.size(populations[g])
		if err != nil {
			return nil, fmt.Errorf("group %s: %w", name, err)
		}
		each[g], weights[g], ties[g] = n, float64(populations[g]), newDealer("").deal(name)
		if len(d.Split) > 0 {
			weights[g] = d.Split[name]
		}
	}
	total := d.Total
	var size stats.Size
	if total == 0 {
		var err error
		if size, err = d.workedSize(p.Population); err != nil {
			return nil, err
		}
		total = size.Sample
	}
	if total > p.Population {
		return nil, fmt.Errorf("%d cases in all, and %d are eligible", total, p.Population)
	}
	whole, _, err := weightedSizes(populations, weights, 0, total, ties)
	if err != nil {
		return nil, err
	}
	p.Readings = []Reading{{Name: EachGroup, Samples: each}}
	if len(names) > 1 {
		p.Readings = append(p.Readings, Reading{Name: Whole, Samples: whole, Size: size, Weights: weights})
	}
	for i := range p.Readings {
		if err := p.Readings[i].complete(d, populations); err != nil {
			return nil, err
		}
	}
	if d.Total > 0 {
		return d.shareRest(names, populations, weights, ties)
	}
	samples := slices.Clone(each)
	if d.Whole {
		samples = slices.Clone(whole)
	}
	for g, name := range names {
		if n, ok := d.Sizes[name]; ok {
			samples[g] = n
		}
	}
	return samples, nil
}

// shareRest gives groups with a size of their own that size and shares out the rest
// of the total over the others.
func (d Design) shareRest(names []string, populations []int, weights []float64, ties []ticket) ([]int, error) {
	samples := make([]int, len(names))
	populations, weights = slices.Clone(populations), slices.Clone(weights)
	left, room := d.Total, 0
	for g, name := range names {
		if n, ok := d.Sizes[name]; ok {
			samples[g] = n
			left -= n
			populations[g], weights[g] = 0, 0
		}
		room += populations[g]
	}
	switch {
	case left < 0:
		return nil, fmt.Errorf("the sizes of groups add up to %d, and %s in all were asked for", d.Total-left, caseCount(d.Total))
	case left > room:
		return nil, fmt.Errorf("%s in all were asked for, the groups' own sizes are %d of them, and the other groups have %d for the other %d",
			caseCount(d.Total), d.Total-left, room, left)
	case left == 0:
		return samples, nil
	}
	rest, _, err := weightedSizes(populations, weights, 0, left, ties)
	if err != nil {
		return nil, err
	}
	for g, n := range rest {
		samples[g] += n
	}
	return samples, nil
}

// complete sets a reading's total and margins.
func (r *Reading) complete(d Design, populations []int) error {
	r.Total = sum(r.Samples)
	for g, n := range r.Samples {
		margin, err := d.groupMargin(n, populations[g])
		if err != nil {
			return err
		}
		r.Margins = append(r.Margins, margin)
	}
	r.Margin = marginOver(r.Margins, populations)
	return nil
}
