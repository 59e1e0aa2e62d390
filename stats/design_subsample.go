package stats

// maxSubsamplePopulations is how many populations of a sub-sample are tried
// one by one.
const maxSubsamplePopulations = 2000

// SubsampleInterval returns exact limits for the proportion in a sub-sample
// whose own population is not known, only that it has from least to most cases
// (see [SubsamplePopulation]). Given how many of the sub-population were drawn,
// its yes cases are hypergeometric whatever its size, so the limits are the
// least and the greatest of those for every size it can have, and keep their
// guarantee. Where there are more than 2,000 sizes they may be a little wider:
// see [SubsampleEnds]. An empty sub-sample has limits 0 and 1.
func SubsampleInterval(yes, of, least, most int, confidence float64) (Interval, error) {
	if of == 0 && yes == 0 {
		i := Interval{Method: Exact, Confidence: confidence, High: 1, Guaranteed: true}
		i.warn("empty-domain", "no case of the domain is in the sample, which says nothing about it",
			"draw cases of the domain, or ask about a wider one")
		return i, checkShare("confidence", confidence)
	}
	low, high, err := SubsampleEnds(yes, of, least, most, confidence)
	if err != nil || least == most {
		return low, err
	}
	low.High = high.High
	low.Population, low.HasCounts, low.LowCount, low.HighCount = Infinite, false, 0, 0
	return low, nil
}

// SubsampleEnds returns the intervals that the limits of [SubsampleInterval] are
// taken from: that of a size whose low limit is the least, and that of one whose
// high limit is the greatest, the largest such size of each.
func SubsampleEnds(yes, of, least, most int, confidence float64) (low, high Interval, err error) {
	for k, N := range subsampleSizes(of, least, most, confidence) {
		i, err := IntervalFor(Exact, yes, of, N, confidence)
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

// subsampleSizes gives the sizes that the least and the greatest limit are sought
// among, the largest first. Those beyond the first 2,000 are taken together as a
// population without end: hypergeometric tails are lighter than binomial ones where
// limits at 50% confidence or more stand (Uhlmann 1966, Metrika 10), unless a single
// yes or no was drawn. Then limits reach farthest in the largest population where one
// such case alone has chance enough to be drawn, of/N above the tail.
func subsampleSizes(of, least, most int, confidence float64) []int {
	if most == Infinite {
		return []int{Infinite}
	}
	var sizes []int
	if most-least >= maxSubsamplePopulations {
		sizes = append(sizes, Infinite)
		// The division may round up or down, so both neighbours are tried.
		alone := int(min(float64(most), 2*float64(of)/(1-confidence)))
		sizes = append(sizes, max(least, alone), max(least, alone-1))
		most = least + maxSubsamplePopulations - 1
	}
	for N := most; N >= least; N-- {
		sizes = append(sizes, N)
	}
	return sizes
}
