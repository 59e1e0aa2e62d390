package stats

// maxSubsamplePopulations is how many populations of a sub-sample are tried
// one by one.
const maxSubsamplePopulations = 2000

// SubsampleInterval returns exact limits for the proportion in a sub-sample
// whose own population is not known, only that it has from least to most cases
// (see [SubsamplePopulation]). Given how many of the sub-population were drawn,
// its yes cases are hypergeometric whatever its size, so the limits are the
// least and the greatest of those for every size it can have, and keep their
// guarantee. Where there are more than 2,000 sizes they are Clopper and
// Pearson's, which are guaranteed for all of them. An empty sub-sample has
// limits 0 and 1.
func SubsampleInterval(yes, of, least, most int, confidence float64) (Interval, error) {
	if of == 0 && yes == 0 {
		i := Interval{Method: Exact, Confidence: confidence, High: 1, Guaranteed: true}
		i.warn("empty-domain", "no case of the domain is in the sample, which says nothing about it",
			"draw cases of the domain, or ask about a wider one")
		return i, checkShare("confidence", confidence)
	}
	if most-least >= maxSubsamplePopulations {
		return IntervalFor(Exact, yes, of, Infinite, confidence)
	}
	union, err := IntervalFor(Exact, yes, of, most, confidence)
	if err != nil || least == most {
		return union, err
	}
	for N := least; N < most; N++ {
		i, err := IntervalFor(Exact, yes, of, N, confidence)
		if err != nil {
			return Interval{}, err
		}
		union.Low = min(union.Low, i.Low)
		union.High = max(union.High, i.High)
	}
	union.Population, union.HasCounts, union.LowCount, union.HighCount = Infinite, false, 0, 0
	return union, nil
}
