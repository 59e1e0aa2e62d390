package stats

import "fmt"

// maxSubsamplePopulations is how many populations of a sub-sample are tried
// one by one.
const maxSubsamplePopulations = 2000

// SubsampleInterval returns exact limits for the proportion in a sub-sample
// whose own population is not known, only that it has from Least to Most cases
// (see [SubsamplePopulation]). Given how many of the sub-population were drawn,
// its yes cases are hypergeometric whatever its size, so the limits are the
// least and the greatest of those for every size it can have, and keep their
// guarantee. Where there are more than 2,000 sizes they may be a little wider:
// see [SubsampleEnds]. An empty sub-sample has limits 0 and 1.
func SubsampleInterval(s DrawnShare, confidence float64) (Interval, error) {
	if s.Of == 0 && s.Yes == 0 {
		i := Interval{IntervalSpec: IntervalSpec{Method: Exact, Confidence: confidence}, High: 1, Guaranteed: true}
		i.warnEmptyDomain()
		return i, checkShares(namedShare{"confidence", confidence})
	}
	low, high, err := SubsampleEnds(s, confidence)
	if err != nil || s.Least == s.Most {
		return low, err
	}
	low.High = high.High
	low.Population, low.HasCounts, low.LowCount, low.HighCount = Infinite, false, 0, 0
	return low, nil
}

func (i *Interval) warnEmptyDomain() {
	i.Warnings.Add("empty-domain", "draw cases of the domain, or ask about a wider one",
		"no case of this part is in the sample, which says nothing about it")
}

// SubsampleEnds returns the intervals that the limits of [SubsampleInterval] are
// taken from: that of a size whose low limit is the least, and that of one whose
// high limit is the greatest, the largest such size of each.
func SubsampleEnds(s DrawnShare, confidence float64) (low, high Interval, err error) {
	l, err := newLevel(confidence)
	if err != nil {
		return Interval{}, Interval{}, err
	}
	for k, N := range s.subsampleSizes(confidence) {
		i, err := intervalAt(l, IntervalSpec{Method: Exact, Yes: s.Yes, Of: s.Of, Population: N, Confidence: confidence})
		if err != nil {
			return Interval{}, Interval{}, err
		}
		if k == 0 || i.Low < low.Low {
			low = i
		}
		if k == 0 || i.High > high.High {
			high = i
		}
	}
	return low, high, nil
}

// subsampleSizes returns the population sizes among which the least and the greatest
// limit are sought, the largest first. Those beyond the first 2,000 are taken together
// as a population without end: hypergeometric tails are lighter than binomial ones
// where limits at 50% confidence or more stand (Uhlmann 1966, Metrika 10), unless a
// single yes or no was drawn. Then limits reach farthest in the largest population
// where one such case alone has chance enough to be drawn, of/N above the tail.
func (s DrawnShare) subsampleSizes(confidence float64) []int {
	least, most := s.Least, s.Most
	if most == Infinite {
		return []int{Infinite}
	}
	var sizes []int
	if most-least >= maxSubsamplePopulations {
		sizes = append(sizes, Infinite)
		// The division may round up or down, so both neighbours are tried.
		alone := int(min(float64(most), 2*float64(s.Of)/(1-confidence)))
		sizes = append(sizes, max(least, alone), max(least, alone-1))
		most = least + maxSubsamplePopulations - 1
	}
	for N := most; N >= least; N-- {
		sizes = append(sizes, N)
	}
	return sizes
}

// SubsamplePopulation returns the least and the most cases of a population that
// can share what sub of its sample share: those found, and those with
// every case that was not read. The margin at most is the widest that a
// sub-sample of unknown population can have.
func SubsamplePopulation(sub, sample, population int) (least, most int, err error) {
	if err := checkDraw(sample, population); err != nil {
		return 0, 0, err
	}
	if sub < 0 || sub > sample {
		return 0, 0, fmt.Errorf("stats: a sub-sample of %d does not fit in its sample of %d", sub, sample)
	}
	return sub, sub + population - sample, nil
}
