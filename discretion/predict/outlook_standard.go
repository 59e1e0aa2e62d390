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
	reached := make([][]float64, len(qs))
	out.None = 1
	for k, q := range qs {
		reached[k] = l.reached(l.points[q])
		out.None *= reached[k][l.Scale.Bands()]
	}
	out.Chances = inRatings(l.Assessor, lowestIndependent(reached))
	l.rated[st.at] = out.RatingChances
	if rating != rules.Unrated {
		out.Right = &out.Chances[rating]
		if l.o.Wanted > 0 && !l.byCase(out.Group) {
			band := l.Scale.Bands()
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
func (l *outlooker) reached(points []point) []float64 {
	chances := make([]float64, l.Scale.Bands()+1)
	for _, p := range points {
		band := l.Scale.Band(p.yes, p.of)
		if band == rules.Unbanded {
			band = l.Scale.Bands()
		}
		chances[band] += p.chance
	}
	for b := len(chances) - 2; b >= 0; b-- {
		chances[b] += chances[b+1]
	}
	return chances
}

// bias fills in how far the lowest proportion, whose expectation is given, and the
// score are off on average, where the standard can be rated.
func (l *outlooker) bias(st askedStandard, lowest float64) {
	out, rating := &l.out.Standards[st.at], l.truth[st.at]
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
		score += chance * float64(l.Rules.Ratings[r].Score)
	}
	scoreBias := score/(1-out.None) - float64(l.Rules.Ratings[rating].Score)
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
