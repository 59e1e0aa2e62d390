package predict

import (
	"cmp"
	"math"

	"onecase/discretion"
	"onecase/discretion/rules"
)

// assumed is what is assumed of a question, in cases if the population is known.
type assumed struct {
	scale      *rules.Scale
	agreement  float64 // 0: answers are found as they are
	endless    bool    // the population is not known and is taken as infinite
	population int     // of the group
	applies    int     // cases of the population that the question applies to
	yes        int     // of those, the truly yes ones
	sample     int     // of the group
	Assumption
}

// assume puts an assumption in whole cases: the nearest to the shares.
func assume(a Assumption, size discretion.GroupSize) assumed {
	q := assumed{Assumption: a, population: size.Population, sample: size.Sample, endless: size.Population == 0}
	if !q.endless {
		q.applies = nearestCount(a.Applies, size.Population)
		q.yes = nearestCount(a.Rate, q.applies)
	}
	return q
}

// assumeCases makes the population of copies of an inspection's cases (see copying).
func assumeCases(grid *discretion.Grid, copies []int, question int, size discretion.GroupSize) assumed {
	q := assumed{population: size.Population, sample: size.Sample}
	for row, n := range copies {
		answer := grid.Cases[row].Answers[question]
		if answer != discretion.NA {
			q.applies += n
		}
		if answer == discretion.Yes {
			q.yes += n
		}
	}
	if q.applies > 0 {
		q.Assumption = Assumption{Rate: float64(q.yes) / float64(q.applies), Applies: float64(q.applies) / float64(size.Population)}
	}
	return q
}

// nearestCount is the whole number nearest to a share of n, neither 0 nor n if it can
// be.
func nearestCount(share float64, n int) int {
	k := int(math.Round(share * float64(n)))
	if share > 0 && share < 1 && n > 1 {
		k = min(max(k, 1), n-1)
	}
	return k
}

// applicable is the law of how many of n sampled cases the question applies to.
func (q assumed) applicable(n int) law {
	if q.endless {
		return binomialLaw(n, q.Applies)
	}
	return hypergeometricLaw(n, q.population, q.applies)
}

// found is the law of the yes answers among m applicable sampled cases.
func (q assumed) found(m int) law {
	truly := cmp.Or(q.agreement, 1)
	if q.endless {
		return binomialLaw(m, q.Rate*truly+(1-q.Rate)*(1-truly))
	}
	return misread(m, q.applies, q.yes, truly, truly)
}

// band is the band of the whole population; Unbanded where there is none.
func (q assumed) band() int {
	switch {
	case q.scale.Measure() == rules.CountNo, q.scale.ByTable() && q.endless, q.scale.Bands() == 0:
		return rules.Unbanded // the rule is about a sample
	case !q.endless:
		return q.scale.Band(q.yes, q.applies)
	case q.Applies == 0:
		return rules.Unbanded
	}
	band := 0
	for band+1 < q.scale.Bands() && q.Rate >= q.scale.Limit(band+1) {
		band++
	}
	return band
}

// figure is the percentage of yes in the whole population, as a mean takes it.
func (q assumed) figure() rules.Figure {
	const parts = 1_000_000_000
	switch {
	case q.never(), q.scale.Measure() == rules.CountNo, q.scale.ByTable() && q.band() == rules.Unbanded:
		return rules.Figure{}
	case q.endless:
		return rules.Figure{Num: int64(math.Round(100 * parts * q.Rate)), Den: parts}
	}
	return rules.Figure{Num: 100 * int64(q.yes), Den: int64(q.applies)}
}

// share is the proportion of yes in the whole population.
func (q assumed) share() float64 {
	if q.endless {
		return q.Rate
	}
	return float64(q.yes) / float64(q.applies)
}

// never reports whether the question applies to no case at all.
func (q assumed) never() bool {
	return q.sample == 0 || q.endless && q.Applies == 0 || !q.endless && q.applies == 0
}

// A point is a result that a sample may show.
type point struct {
	yes, of int
	chance  float64
}

// points gives every result that a sample may show, that of no case first.
func (q assumed) points() []point {
	if q.never() {
		return nil
	}
	var points []point
	applicable := q.applicable(q.sample)
	for i, weight := range applicable.p {
		m := applicable.from + i
		if m == 0 {
			points = append(points, point{0, 0, weight})
			continue
		}
		found := q.found(m)
		for j, chance := range found.p {
			if p := weight * chance; p > thin {
				points = append(points, point{found.from + j, m, p})
			}
		}
	}
	return points
}
