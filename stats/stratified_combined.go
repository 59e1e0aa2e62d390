package stats

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
)

// StratumCount is one stratum of a finite population and what its sample
// showed.
type StratumCount struct {
	Population int // N_h, from 0 to MaxPopulation
	Sample     int // n_h, from 0 to N_h
	Yes        int // x_h, from 0 to n_h
}

// unread returns how many of the stratum's cases were not drawn.
func (s StratumCount) unread() int { return s.Population - s.Sample }

// CombinedInterval returns limits for the number of yes cases M_1 + ... + M_H
// in a stratified population. Each stratum was drawn at random without
// replacement, independently of the others, so its count is hypergeometric.
// For a domain whose size is known in every stratum, give the domain's
// populations, samples and counts; given how many of the domain were drawn
// they are hypergeometric too. A stratum without a sample adds all it may
// hold.
//
// The limits hold the truth with at least the stated confidence whatever the
// M_h are. Samples are ranked from low to high by a rule fixed by the design
// (see rankings). The lower limit is the least total M that has some split
// M_1 + ... + M_H = M, possible given the sample, with
//
//	P(a sample ranks at least as high as the one seen | M_1, ..., M_H) > (1 - confidence)/2
//
// Proof. Let m be the true split. The lower limit is above its total only if
// that probability is at most (1 - confidence)/2 at m, which is possible given
// whatever sample comes up; and a random sample has a rank whose upper tail is
// at most a value with at most that chance. The upper limit is the lower one
// of the no cases.
//
// With two strata, or where the largest sampling fraction is more than one and
// a half times the smallest, the limits are never wider than the sum of each
// stratum's own exact limits at 1 - (1 - confidence)/H (Bonferroni). Proof: the
// sum of the strata's own lower limits is a valid lower limit; samples are
// ranked by it first; and of the valid lower limits that do not fall as the
// rank rises the one made here is the largest (Buehler 1957). With three or
// more strata of like fractions samples are ranked by the estimate, which is
// shorter still on the whole; in no design enumerated was it wider at any
// outcome.
//
// A split is tried for every M_h, which is feasible for four strata of fifty.
// Beyond that neighbouring values are taken together so that the limits can
// only widen, and warning coarse-splits says by how much at most.
//
// Sources: Buehler, R. J. (1957), Confidence intervals for the product of two
// binomial parameters, JASA 52; Wendell, J. P. and Schmee, J. (1996), Exact
// inference for proportions from a stratified finite population, JASA 91; the
// nuisance split is restricted to what the sample allows, which loses nothing.
func CombinedInterval(strata []StratumCount, confidence float64) (Interval, error) {
	i, yes, err := stratifiedInterval(Combined, strata, confidence)
	if err != nil {
		return Interval{}, err
	}
	design := newCombinedDesign(strata, nil, (1-confidence)/2)
	i.setCounts(design.limits(yes))
	i.Warnings = design.warnings()
	return i, nil
}

// stratifiedInterval returns an interval but for its limits, and the yes cases by
// stratum.
func stratifiedInterval(m Method, strata []StratumCount, confidence float64) (i Interval, yes []int, err error) {
	if err := checkShares(namedShare{"confidence", confidence}); err != nil {
		return Interval{}, nil, err
	}
	i = Interval{IntervalSpec: IntervalSpec{Method: m, Confidence: confidence}, Guaranteed: m.Guaranteed()}
	for _, s := range strata {
		i.Yes += s.Yes
		i.Of += s.Sample
		i.Population += s.Population
		yes = append(yes, s.Yes)
	}
	return i, yes, checkStrata(strata)
}

// A combinedDesign makes the limits of CombinedInterval and WeightedInterval for any
// counts in the strata of one design.
type combinedDesign struct {
	tail   float64
	strata []StratumCount // those drawn in part; what was found in them is not read
	worth  []float64      // of a yes case in each of strata; all 1 where cases are counted
	index  []int          // where each of strata stands in the whole design
	full   []int          // the strata that were read in full
	each   []float64      // the worth of a yes case in each stratum of the whole design
	unread float64        // the worth of the cases of strata without a sample
	search *splitSearch   // nil: the strata's own limits are added up
}

// newCombinedDesign takes the worth of a yes case in each stratum, nil for 1 in all.
func newCombinedDesign(strata []StratumCount, worth []float64, tail float64) *combinedDesign {
	if worth == nil {
		worth = slices.Repeat([]float64{1}, len(strata))
	}
	d := &combinedDesign{tail: tail, each: worth}
	for h, s := range strata {
		switch s.Sample {
		case s.Population:
			d.full = append(d.full, h)
		case 0:
			d.unread += worth[h] * float64(s.Population)
		default:
			d.index = append(d.index, h)
		}
	}
	if len(d.index) == 0 {
		return d
	}
	// The stratum with most to choose from goes innermost, where the search
	// bisects.
	slices.SortStableFunc(d.index, func(a, b int) int { return cmp.Compare(strata[b].unread(), strata[a].unread()) })
	for _, h := range d.index {
		d.strata = append(d.strata, strata[h])
		d.worth = append(d.worth, worth[h])
	}
	if waysToSplit(d.strata) > maxSplits {
		return d
	}
	for _, rank := range rankings(d.strata, d.worth, tail) {
		if search, ok := newSplitSearch(d.strata, d.worth, rank, tail); ok {
			d.search = search
			break
		}
	}
	return d
}

// maxSplits is how many ways to split the yes cases are searched, in steps where they are
// many. Beyond it steps would have to be so wide that limits say less than those apart.
const maxSplits = 1e12

// waysToSplit returns how many there are.
func waysToSplit(strata []StratumCount) float64 {
	ways := 1.0
	for _, s := range strata {
		ways *= float64(s.unread() + 1)
	}
	return ways
}

// limits returns the limits, in cases, for the counts of the whole design's strata.
func (d *combinedDesign) limits(yes []int) (low, high int) {
	least, most := d.totals(yes)
	return int(least), int(most)
}

// totals returns the limits of the worth of all yes cases.
func (d *combinedDesign) totals(yes []int) (low, high float64) {
	for _, h := range d.full {
		low += d.each[h] * float64(yes[h])
	}
	high = low + d.unread
	if len(d.strata) == 0 {
		return low, high
	}
	yesDrawn, noDrawn := make([]int, len(d.strata)), make([]int, len(d.strata))
	for k, s := range d.strata {
		yesDrawn[k], noDrawn[k] = yes[d.index[k]], s.Sample-yes[d.index[k]]
		high += d.worth[k] * float64(s.Population)
	}
	return low + d.least(yesDrawn), high - d.least(noDrawn)
}

// least returns the lower limit of the strata drawn in part.
func (d *combinedDesign) least(yes []int) float64 {
	if d.search == nil {
		return d.ownLeast(yes)
	}
	low := d.search.least(yes)
	if d.search.slack() > 0 && countsCases(d.worth) && !ranksByEstimate(d.strata, d.worth) {
		// The strata's own limits come first in the rank, so that without
		// slack the result would be no lower than theirs.
		low = max(low, d.ownLeast(yes))
	}
	return low
}

// countsCases reports whether every yes case is worth 1.
func countsCases(worth []float64) bool {
	return !slices.ContainsFunc(worth, func(w float64) bool { return w != 1 })
}

// ownLeast returns the sum of the strata's own lower limits.
func (d *combinedDesign) ownLeast(yes []int) float64 {
	low := 0.0
	for k, s := range d.strata {
		low += d.worth[k] * float64(ownLow(s, yes[k], d.tail, len(d.strata)))
	}
	return low
}

// warnings says when the limits are wider than they need be.
func (d *combinedDesign) warnings() (w Warnings) {
	switch {
	case len(d.strata) == 0:
	case d.search == nil:
		w.Add("strata-apart", "use the design-based limits, which suit large samples",
			"the %d strata are too large for joint limits; each was given its own exact limits and these were added up", len(d.strata))
	case d.search.slack() > 0:
		further := fmt.Sprintf("%.0f cases", d.search.slack())
		if !countsCases(d.worth) {
			further = fmt.Sprintf("%.2f points", 100*d.search.slack())
		}
		w.Add("coarse-splits", "with fewer strata, those of similar sampling fractions as one, all ways are tried; limits from standard errors need none of it, and guarantee nothing",
			"there are too many ways to split the yes cases among %d strata to try each; either limit may be up to %s further out than it need be",
			len(d.strata), further)
	}
	return w
}

// checkStrata returns an error that names everything wrong with the strata.
func checkStrata(strata []StratumCount) error {
	var errs []error
	total := int64(0)
	for h, s := range strata {
		total += int64(s.Population)
		switch {
		case s.Population < 0 || s.Population > MaxPopulation:
			errs = append(errs, fmt.Errorf("stats: stratum %d: the population has to be from 0 to %d, got %d", h+1,
				MaxPopulation, s.Population))
		case s.Sample < 0 || s.Sample > s.Population:
			errs = append(errs, fmt.Errorf("stats: stratum %d: the sample has to be from 0 to its population of %d, got %d", h+1, s.Population, s.Sample))
		case s.Yes < 0 || s.Yes > s.Sample:
			errs = append(errs, fmt.Errorf("stats: stratum %d: the yes cases have to be from 0 to its sample of %d, got %d", h+1, s.Sample, s.Yes))
		}
	}
	if len(errs) == 0 && (total < 1 || total > MaxPopulation) {
		errs = append(errs, fmt.Errorf("stats: the strata together have to hold from 1 to %d cases, got %d", MaxPopulation, total))
	}
	return errors.Join(errs...)
}
