package predict

import (
	"cmp"
	"math"
	"slices"

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
	yes        int     // of those, the truly yes ones, or those at the best level
	levels     []int   // those at each level, where answers have points; else nil
	sample     int     // of the group
	Assumption
}

// assume puts an assumption in whole cases: the nearest to the shares.
func assume(scale *rules.Scale, a Assumption, size discretion.GroupSize) assumed {
	q := assumed{scale: scale, Assumption: a, population: size.Population, sample: size.Sample, endless: size.Population == 0}
	if scale.HasPoints() {
		q.Levels = a.atLevels(scale.Levels())
	}
	if !q.endless {
		q.applies = nearestCount(a.Applies, size.Population)
		q.yes = nearestCount(a.Rate, q.applies)
		if q.Levels != nil {
			q.levels = nearestCounts(q.Levels, q.applies)
			q.yes = q.levels[len(q.levels)-1]
		}
	}
	return q
}

// assumeCases makes the population of copies of an inspection's cases (see copying).
func assumeCases(scale *rules.Scale, grid *discretion.Grid, copies []int, question int, size discretion.GroupSize) assumed {
	q := assumed{scale: scale, population: size.Population, sample: size.Sample}
	if scale.HasPoints() {
		q.levels = make([]int, scale.Levels())
	}
	for row, n := range copies {
		answer := grid.Cases[row].Answers[question]
		if answer != discretion.NA {
			q.applies += n
		}
		if answer == discretion.Yes {
			q.yes += n
		}
		if level, ok := grid.Cases[row].LevelOf(question, len(q.levels)); ok && q.levels != nil {
			q.levels[level] += n
		}
	}
	if q.applies > 0 {
		q.Assumption = Assumption{Rate: float64(q.yes) / float64(q.applies), Applies: float64(q.applies) / float64(size.Population)}
		for _, cases := range q.levels {
			q.Levels = append(q.Levels, float64(cases)/float64(q.applies))
		}
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

// nearestCounts are whole numbers of n near to the shares of levels: those at each level or a
// better one are the nearest. A level with a share has a case if it can.
func nearestCounts(shares []float64, n int) []int {
	counts, better, share := make([]int, len(shares)), 0, 0.0
	for level := len(shares) - 1; level > 0; level-- {
		share += shares[level]
		upTo := min(max(int(math.Round(share*float64(n))), better), n)
		counts[level], better = upTo-better, upTo
	}
	counts[0] = n - better
	for level, s := range shares {
		if most := slices.Max(counts); s > 0 && counts[level] == 0 && most > 1 {
			counts[slices.Index(counts, most)]--
			counts[level]++
		}
	}
	return counts
}

// applicable is the law of how many of n sampled cases the question applies to.
func (q assumed) applicable(n int) law {
	if q.endless {
		return binomialLaw(n, q.Applies)
	}
	return hypergeometricLaw(n, q.population, q.applies)
}

// counts are the laws of the count, in steps, among each number of applicable sampled cases from
// fewest to most.
func (q assumed) counts(fewest, most int) (laws []law) {
	if q.Levels != nil {
		return q.within(0, len(q.Levels)-1, fewest, most)
	}
	for m := fewest; m <= most; m++ {
		laws = append(laws, q.found(m))
	}
	return laws
}

// found is the law of the yes answers among m applicable sampled cases.
func (q assumed) found(m int) law {
	switch truly := cmp.Or(q.agreement, 1); {
	case q.endless:
		return binomialLaw(m, q.Rate*truly+(1-q.Rate)*(1-truly))
	case q.agreement == 0:
		return hypergeometricLaw(m, q.applies, q.yes)
	}
	return misread(m, q.applies, q.yes, q.agreement, q.agreement)
}

// band is the band of the whole population; Unbanded where there is none.
func (q assumed) band() int {
	switch {
	case q.scale.Measure() == rules.CountNo, q.scale.ByTable() && q.endless, q.scale.Bands() == 0:
		return rules.Unbanded // the rule is about a sample
	case !q.endless || q.Levels != nil && q.Applies > 0:
		p := q.whole()
		return q.scale.Band(p.yes, p.of)
	case q.Applies == 0:
		return rules.Unbanded
	}
	band := 0
	for band+1 < q.scale.Bands() && q.Rate >= q.scale.Limit(band+1) {
		band++
	}
	return band
}

// inEndless is how many cases stand for a population without end, where answers have points.
const inEndless = 100_000

// whole is the count of the whole population.
func (q assumed) whole() point {
	switch {
	case q.endless:
		return point{yes: q.scale.Count(0, nearestCounts(q.Levels, inEndless)), of: inEndless}
	case q.levels != nil:
		return point{yes: q.scale.Count(0, q.levels), of: q.applies}
	}
	return point{yes: q.yes, of: q.applies}
}

// figure is the percentage of yes in the whole population, as a mean takes it.
func (q assumed) figure() rules.Figure {
	const parts = 1_000_000_000
	switch {
	case q.never(), q.scale.Measure() == rules.CountNo, q.scale.ByTable() && q.band() == rules.Unbanded:
		return rules.Figure{}
	case q.endless && q.Levels == nil:
		return rules.Figure{Num: int64(math.Round(100 * parts * q.Rate)), Den: parts}
	}
	return figureOf(q.scale, q.whole())
}

// share is the proportion of yes in the whole population or, of answers with points, that of the
// highest.
func (q assumed) share() float64 {
	switch {
	case q.levels != nil:
		f := q.figure()
		return float64(f.Num) / float64(f.Den) / 100
	case q.Levels != nil:
		share := 0.0
		for level, s := range q.Levels {
			f := figureOf(q.scale, point{yes: q.scale.Above(level), of: 1})
			share += s * float64(f.Num) / float64(f.Den) / 100
		}
		return share
	case q.endless:
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
	laws, step := q.counts(applicable.span()), q.scale.Step()
	for i, weight := range applicable.p {
		m := applicable.from + i
		if m == 0 {
			points = append(points, point{0, 0, weight})
			continue
		}
		for j, chance := range laws[i].p {
			if p := weight * chance; p > thin {
				points = append(points, point{(laws[i].from + j) * step, m, p})
			}
		}
	}
	return points
}
