package predict

import (
	"math"

	"onecase/discretion"
	"onecase/discretion/rules"
)

// assumed is what is taken to be true of one question, in whole cases where the
// population is known.
type assumed struct {
	scale      *rules.Scale
	agreement  float64 // 0: answers are found as they are
	endless    bool
	population int // of the group
	applies    int // of them, those the question applies to
	yes        int // of those, the truly yes ones
	sample     int // of the group
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

// nearestCount is the whole number nearest to a share of n; at least 1 and at
// most n-1 where the share is above 0 and below 1, if there is room.
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
	return hypergeometricLaw(q.population, q.applies, n)
}

// found is the law of the yes answers among m sampled cases it applies to.
func (q assumed) found(m int) law {
	truly := 1.0
	if q.agreement > 0 {
		truly = q.agreement
	}
	if q.endless {
		return misread(0, 0, m, q.Rate, truly, truly)
	}
	return misread(q.applies, q.yes, m, 0, truly, truly)
}

// band is the band of the whole population; Unbanded where there is none.
func (q assumed) band() int {
	switch {
	case q.scale.Measure() == rules.CountNo:
		return rules.Unbanded // the rule speaks of a sample
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

// points gives every result of a sample of n cases of the group, the one of no
// case at all first where it can occur.
func (q assumed) points(n int) []point {
	if q.never() {
		return nil
	}
	var points []point
	applicable := q.applicable(n)
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

// question reckons the outlook of one question.
func (l *look) question(at int) QuestionOutlook {
	a := l.assumed[at]
	out := QuestionOutlook{Question: l.plan.Rules.Questions()[at], Assumption: l.plan.Questions[at],
		Population: a.applies, Yes: a.yes, ExpectedOf: a.Applies * float64(a.sample)}
	if a.never() {
		out.ExpectedOf = 0
		return out
	}
	if !a.endless {
		out.ExpectedOf = float64(a.sample) * float64(a.applies) / float64(a.population)
	}
	bands := make([]float64, l.scale.Bands())
	for _, p := range l.points[at] {
		if p.of == 0 {
			out.None = p.chance
			continue
		}
		band := l.scale.Band(p.yes, p.of)
		bands[band] += p.chance
		if l.oneAway(p.yes, p.of, band) {
			out.OneCaseSwing += p.chance
		}
	}
	out.Chances = inRatings(l.scale, l.plan.Rules, bands)
	if band := a.band(); band != rules.Unbanded {
		out.True = l.ratingID(l.scale.Rating(band))
		out.Right = &bands[band]
		if l.o.Wanted > 0 {
			out.Wanted = l.wanted([]int{at}, band)
		}
	}
	for _, b := range l.scale.Unreachable(max(1, int(math.Round(out.ExpectedOf)))) {
		out.Unreachable = append(out.Unreachable, l.ratingID(l.scale.Rating(b)))
	}
	return out
}

// oneAway reports whether one judgement moves a count to another band.
func (l *look) oneAway(yes, of, band int) bool {
	return yes > 0 && l.scale.Band(yes-1, of) != band || yes < of && l.scale.Band(yes+1, of) != band
}
