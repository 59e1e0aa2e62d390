package discretion

import "onecase/stats"

// everySize is how many possible sizes of a sub-population are tried one by one.
const everySize = 1000

// precision adds the margin and the exact limits to a question with a count.
func (a *assessor) precision(q *QuestionAssessment) {
	yes, of, population := q.Yes, q.Of, q.Result.Population
	confidence := a.out.Confidence
	if m, err := stats.Margin(stats.MarginSpec{Sample: of, Population: population, Confidence: confidence}); err == nil {
		q.Margin = &m.Margin
	}
	smallest := population
	if q.PopulationSource == PopulationAtMost {
		smallest = of
	}
	if low, high, ok := limits(yes, of, smallest, population, confidence); ok {
		q.Low, q.High = &low, &high
	}
}

// limits gives the exact interval of a proportion whose population is only known
// to lie between two sizes: the union of the intervals of every size. Sizes
// beyond the first thousand are taken together as a population without end,
// whose interval holds theirs: hypergeometric tails are lighter than binomial
// ones (Uhlmann 1966, Metrika 10).
func limits(yes, of, smallest, largest int, confidence float64) (low, high float64, ok bool) {
	low, high = 1, 0
	widen := func(population int) bool {
		i, err := stats.IntervalFor(stats.Exact, yes, of, population, confidence)
		if err != nil {
			return false
		}
		low, high = min(low, i.Low), max(high, i.High)
		return true
	}
	if largest == stats.Infinite {
		ok = widen(stats.Infinite)
		return low, high, ok
	}
	for population := smallest; population <= largest; population++ {
		if population-smallest == everySize {
			ok = widen(stats.Infinite)
			return low, high, ok
		}
		if !widen(population) {
			return 0, 0, false
		}
	}
	return low, high, true
}
