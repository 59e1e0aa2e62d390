package predict

import "math"

// within gives, for each number of cases from fewest to most, the law of the sum of their points
// above the worst of some levels, in steps, where all are found at these levels: it adds up to the
// chance of that.
func (q assumed) within(worst, best, fewest, most int) []law {
	switch {
	case q.endless:
		return q.among(q.foundShares(), nil, worst, best, fewest, most)
	case q.agreement == 0:
		return q.among(q.Levels, q.levels, worst, best, fewest, most)
	case len(q.Levels) == 2:
		return q.foundOfTwo(worst, best, fewest, most)
	}
	// Of m cases, some are guessed, no matter which, and the others a sample of the population.
	chance, units := q.guessed(), q.units(worst, best)
	truly, alike := q.among(q.Levels, q.levels, worst, best, 0, most), make([]float64, len(q.Levels))
	for level := range alike {
		alike[level] = 1 / float64(len(alike))
	}
	guesses := q.among(alike, nil, worst, best, 0, most)
	laws := make([]law, most-fewest+1)
	for i := range laws {
		m := fewest + i
		sum := make([]float64, m*units[len(units)-1]+1)
		guessed := binomialLaw(m, chance)
		for k, weight := range guessed.p {
			n := guessed.from + k
			for x, p := range truly[m-n].p {
				for y, r := range guesses[n].p {
					sum[x+y] += weight * p * r
				}
			}
		}
		laws[i] = law{p: sum}
	}
	return laws
}

// foundOfTwo is within for two levels, which are yes and no.
func (q assumed) foundOfTwo(worst, best, fewest, most int) (laws []law) {
	unit := q.units(0, 1)[1]
	for m := fewest; m <= most; m++ {
		found := q.found(m)
		sum := make([]float64, m*unit*(best-worst)+1)
		for i, p := range found.p {
			switch yes := found.from + i; {
			case worst < best:
				sum[yes*unit] = p
			case yes == worst*m: // all at the one level
				sum[0] = p
			}
		}
		laws = append(laws, law{p: sum})
	}
	return laws
}

// mostGuessSteps is the most steps of joining guessed answers to the others.
const mostGuessSteps = 2_000_000_000

// tooMany reports whether the sums of a sample's points are more than are followed.
func (q assumed) tooMany() bool {
	units := unitsOf(q.scale)
	if tooManySums(units, 0, q.sample) {
		return true
	}
	if q.agreement == 0 || q.endless || len(units) == 2 {
		return false
	}
	applicable := q.applicable(q.sample)
	fewest, most := applicable.span()
	n, span, pairs := float64(most), float64(units[len(units)-1]), float64(len(units)*(len(units)+1)/2)
	return pairs*float64(most-fewest+1)*n*n*n/6*span*span > mostGuessSteps
}

// units are what a case at each of some levels adds to the sum above the worst of them.
func (q assumed) units(worst, best int) []int {
	all, units := unitsOf(q.scale), make([]int, best-worst+1)
	for i := range units {
		units[i] = all[worst+i] - all[worst]
	}
	return units
}

// among is within for answers that are found as they are: of cases with these shares of levels or,
// where they are not nil, drawn from so many cases at each.
func (q assumed) among(shares []float64, cases []int, worst, best, fewest, most int) (laws []law) {
	units := q.units(worst, best)
	if cases == nil {
		upTo := cumulated(shares[worst : best+1])
		laws = sumLaws(units, fewest, most, func(level, cases int) law {
			if upTo[level] == 0 {
				return certainly(0)
			}
			return binomialLaw(cases, (upTo[level]-upTo[level-1])/upTo[level])
		})
		return scaled(laws, fewest, func(cases int) float64 { return math.Pow(upTo[len(upTo)-1], float64(cases)) })
	}
	upTo := cumulated(cases[worst : best+1])
	laws = sumLaws(units, fewest, most, func(level, cases int) law {
		if cases > upTo[level] {
			return law{} // cannot be
		}
		return hypergeometricLaw(cases, upTo[level], upTo[level]-upTo[level-1])
	})
	return scaled(laws, fewest, func(cases int) float64 {
		chance := 1.0
		for i := range cases {
			chance *= float64(max(upTo[len(upTo)-1]-i, 0)) / float64(q.applies-i)
		}
		return chance
	})
}

// scaled takes laws of so many cases and more times the chances of being so.
func scaled(laws []law, fewest int, chance func(cases int) float64) []law {
	for i, l := range laws {
		c := chance(fewest + i)
		for x := range l.p {
			l.p[x] *= c
		}
	}
	return laws
}
