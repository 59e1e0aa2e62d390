package predict

import "onecase/discretion/rules"

// asked gives the questions of a standard that apply to any case.
func (l *look) asked(standard int) []int {
	var qs []int
	for _, q := range l.plan.Rules.Standards[standard].Questions {
		if at := l.plan.Rules.QuestionPlace(q.ID); !l.assumed[at].never() {
			qs = append(qs, at)
		}
	}
	return qs
}

// standard reckons the outlook of one standard, of independent questions.
func (l *look) standard(i int, st rules.Standard) StandardOutlook {
	out := StandardOutlook{Standard: st, True: l.ratingID(l.standards[i])}
	if _, judged := l.plan.Judged[st.ID]; judged {
		out.Standard.Judged, out.Basis = true, ByJudgement
		out.Chances = make([]float64, len(l.plan.Rules.Ratings))
		out.Chances[l.standards[i]] = 1
		return out
	}
	qs := l.asked(i)
	if len(qs) == 0 {
		return out
	}
	out.Basis = ByIndependence
	if len(qs) == 1 {
		out.Basis = ByEnumeration
	}
	tails := make([][]float64, len(qs)) // P(question >= band, or without a band)
	out.None = 1
	for k, q := range qs {
		tails[k] = l.tails(l.points[q])
		out.None *= tails[k][len(tails[k])-1]
	}
	out.Chances = inRatings(l.scale, l.plan.Rules, lowestOf(tails))
	if l.standards[i] != rules.Unrated {
		out.Right = &out.Chances[l.standards[i]]
		if l.o.Wanted > 0 && !l.byCase(st.Group) {
			out.Wanted = l.wanted(qs, l.trueBand(qs))
		}
	}
	l.biases(i, qs, &out)
	return out
}

// trueBand is the lowest true band of some questions.
func (l *look) trueBand(qs []int) int {
	band := l.assumed[qs[0]].band()
	for _, q := range qs {
		band = min(band, l.assumed[q].band())
	}
	return band
}

// tails gives the chance of each band or a better one, a result of no case being
// better than any; and last the chance of that alone.
func (l *look) tails(points []point) []float64 {
	tails := make([]float64, l.scale.Bands()+1)
	for _, p := range points {
		band := l.scale.Band(p.yes, p.of)
		if band == rules.Unbanded {
			band = l.scale.Bands()
		}
		tails[band] += p.chance
	}
	for b := len(tails) - 2; b >= 0; b-- {
		tails[b] += tails[b+1]
	}
	return tails
}

// lowestOf gives the chance of each band of the lowest of independent questions
// from their tails.
func lowestOf(tails [][]float64) []float64 {
	atLeast := func(b int) float64 {
		p := 1.0
		for _, t := range tails {
			p *= t[b]
		}
		return p
	}
	chances := make([]float64, len(tails[0])-1)
	for b := range chances {
		chances[b] = max(atLeast(b)-atLeast(b+1), 0)
	}
	return chances
}
