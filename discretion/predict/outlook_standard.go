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
	if !l.Rater.TakesLowest(st.at) {
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
		l.bias(st, l.expected(st)/(1-out.None))
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
		if out.None < 1 {
			l.bias(st, l.expected(st)/(1-out.None))
		}
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

// bias fills in how far the share that a standard is rated by, whose expectation is given, and the
// score are off on average, where the standard can be rated.
func (l *outlooker) bias(st askedStandard, expected float64) {
	bias := expected - l.trueShare(st)
	l.out.Standards[st.at].Bias = &bias
	l.scoreBias(st.at)
}

// scoreBias fills in how far the score is off on average, where ratings have scores.
func (l *outlooker) scoreBias(standard int) {
	out, rating, scale := &l.out.Standards[standard], l.truth[standard], l.Rules.RatingsOf(standard)
	if rating == rules.Unrated || out.None >= 1 || out.Basis == ByJudgement {
		return
	}
	score := 0.0
	for r, chance := range out.Chances {
		score += chance * float64(scale[r].Score)
	}
	out.ScoreBias = new(score/(1-out.None) - float64(scale[rating].Score))
}

// trueShare is the share that a standard is rated by in the whole population: of its lowest
// question, or the mean.
func (l *outlooker) trueShare(st askedStandard) float64 {
	low, sum, weights := 1.0, 0.0, 0.0
	for _, q := range st.questions {
		share, weight := l.assumed[q].share(), l.weight(q)
		low, sum, weights = min(low, share), sum+weight*share, weights+weight
	}
	if l.Rules.Standards[st.at].Combine == rules.Mean {
		return sum / weights
	}
	return low
}

func (l *outlooker) weight(question int) float64 {
	return float64(max(l.Rules.Questions()[question].Weight, 1))
}

// expected is the sum over all samples of the share that a standard is rated by, with their chances;
// 0 where it has no rating.
func (l *outlooker) expected(st askedStandard) float64 {
	if l.Rules.Standards[st.at].Combine == rules.Mean {
		return l.expectedMean(st.questions)
	}
	return l.expectedLowest(st.questions)
}

// expectedMean is expected for a mean. Questions that no case applies to are left out of it, so
// that it depends on the weights of the others.
func (l *outlooker) expectedMean(qs []int) float64 {
	type part struct{ chance, sum float64 }
	now := []part{{1, 0}} // by the sum of the weights
	for _, q := range qs {
		none, some := 0.0, part{}
		for _, p := range l.points[q] {
			if p.of == 0 {
				none += p.chance
			} else {
				some.chance, some.sum = some.chance+p.chance, some.sum+p.chance*l.shareOf(q, p)
			}
		}
		w := max(l.Rules.Questions()[q].Weight, 1)
		next := make([]part, len(now)+w)
		for weights, before := range now {
			next[weights].chance += before.chance * none
			next[weights].sum += before.sum * none
			next[weights+w].chance += before.chance * some.chance
			next[weights+w].sum += before.sum*some.chance + float64(w)*before.chance*some.sum
		}
		now = next
	}
	expected := 0.0
	for weights, p := range now[1:] {
		expected += p.sum / float64(weights+1)
	}
	return expected
}

// shareOf is the share of yes of a result or, of answers with points, of the highest.
func (l *outlooker) shareOf(question int, p point) float64 {
	f := figureOf(l.Scales[question], p)
	return float64(f.Num) / float64(f.Den) / 100
}

// expectedLowest is expected for the lowest of questions.
func (l *outlooker) expectedLowest(qs []int) float64 {
	type result struct {
		share, chance float64
		question      int
	}
	var all []result
	above := make([]float64, len(qs)) // P(question > the share so far, or has no band)
	for k, q := range qs {
		for _, p := range l.points[q] {
			above[k] += p.chance
			if l.Scales[q].Band(p.yes, p.of) != rules.Unbanded {
				all = append(all, result{l.shareOf(q, p), p.chance, k})
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
