package predict

import (
	"cmp"
	"slices"

	"onecase/discretion/rules"
	"onecase/stats/phrase"
)

// independent gives the outlook of a standard as if questions were independent.
func (l *outlooker) independent(st askedStandard) {
	out, qs, rating := &l.out.Standards[st.at], st.questions, l.truth[st.at]
	out.Basis = phrase.Either(len(qs) == 1, ByEnumeration, ByIndependence)
	if !l.Rater.Plain(st.at) {
		l.independentLevels(st)
		return
	}
	scale := l.Scales[qs[0]] // all have the ratings of their standard
	reached := make([][]float64, len(qs))
	out.None = 1
	for k, q := range qs {
		reached[k] = l.reached(q)
		out.None *= reached[k][scale.Bands()]
	}
	out.Chances = lowestIndependent(reached)
	l.rated[st.at] = out.RatingChances
	if rating != rules.Unrated {
		out.Right = &out.Chances[rating]
		table := slices.ContainsFunc(qs, func(q int) bool { return l.Scales[q].ByTable() })
		if l.o.Wanted > 0 && !l.byCase(out.Group) && !table {
			band := scale.Bands()
			for _, q := range qs {
				band = min(band, l.assumed[q].band())
			}
			out.Wanted = l.wanted(qs, band)
		}
	}
	if out.None < 1 {
		l.bias(st, expectedLowest(l.points, qs)/(1-out.None))
	}
}

// reached gives the chance of each band or a better one, and last of no case.
func (l *outlooker) reached(question int) []float64 {
	chances := l.bandChances(question)
	for b := len(chances) - 2; b >= 0; b-- {
		chances[b] += chances[b+1]
	}
	return chances
}

// bandChances gives the chance of each band of a question, and last of none.
func (l *outlooker) bandChances(question int) []float64 {
	scale := l.Scales[question]
	chances := make([]float64, scale.Bands()+1)
	for _, p := range l.points[question] {
		band := scale.Band(p.yes, p.of)
		if band == rules.Unbanded {
			band = scale.Bands()
		}
		chances[band] += p.chance
	}
	return chances
}

// independentLevels is independent for a standard that is more than its lowest question.
func (l *outlooker) independentLevels(st askedStandard) {
	out := &l.out.Standards[st.at]
	law := newLeafLaw(l.Assessor, st, true, func(q int) []point { return l.points[q] })
	if law.law != nil {
		asked := make([][]float64, len(st.questions))
		for k, q := range st.questions {
			if asked[k] = l.bandChances(q); law.mean {
				asked[k] = law.counts(k, l.points[q])
			}
		}
		chances := law.rate(asked)
		last := len(chances) - 1
		out.Chances, out.None = chances[:last:last], chances[last]
		l.right(st.at)
	}
	l.inexact[st.at] = law.law == nil
	l.rated[st.at] = out.RatingChances
}

// right points to the chance of the true rating of a standard.
func (l *outlooker) right(standard int) {
	if out, rating := &l.out.Standards[standard], l.truth[standard]; rating != rules.Unrated {
		out.Right = &out.Chances[rating]
	}
}

// bias fills in how far the lowest proportion, whose expectation is given, and the
// score are off on average, where the standard can be rated.
func (l *outlooker) bias(st askedStandard, lowest float64) {
	out, rating := &l.out.Standards[st.at], l.truth[st.at]
	if !l.Rater.Plain(st.at) {
		return
	}
	truly := 1.0
	for _, q := range st.questions {
		truly = min(truly, l.assumed[q].share())
	}
	bias := lowest - truly
	out.Bias = &bias
	if rating == rules.Unrated {
		return
	}
	score := 0.0
	for r, chance := range out.Chances {
		score += chance * float64(l.Rules.RatingsOf(st.at)[r].Score)
	}
	scoreBias := score/(1-out.None) - float64(l.Rules.RatingsOf(st.at)[rating].Score)
	out.ScoreBias = &scoreBias
}

// expectedLowest is the sum of the lowest proportions of any case with their chances.
func expectedLowest(points [][]point, qs []int) float64 {
	type result struct {
		share, chance float64
		question      int
	}
	var all []result
	above := make([]float64, len(qs)) // P(question > the share so far, or has no case)
	for k, q := range qs {
		for _, p := range points[q] {
			above[k] += p.chance
			if p.of > 0 {
				all = append(all, result{float64(p.yes) / float64(p.of), p.chance, k})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b result) int { return cmp.Compare(a.share, b.share) })
	allAbove := func() float64 {
		p := 1.0
		for _, a := range above {
			p *= max(a, 0)
		}
		return p
	}
	expected, before := 0.0, allAbove()
	for i := 0; i < len(all); {
		share := all[i].share
		for ; i < len(all) && all[i].share == share; i++ {
			above[all[i].question] -= all[i].chance
		}
		after := allAbove()
		expected += share * (before - after)
		before = after
	}
	return expected
}
