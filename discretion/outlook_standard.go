package discretion

import (
	"cmp"
	"slices"
)

// asked gives the questions of a standard that apply to any case.
func (l *look) asked(standard int) []int {
	var qs []int
	for _, q := range l.plan.Rules.Standards[standard].Questions {
		if at := l.plan.Rules.index[q.ID]; !l.assumed[at].never() {
			qs = append(qs, at)
		}
	}
	return qs
}

// standard reckons the outlook of one standard, of independent questions.
func (l *look) standard(i int, st Standard) StandardOutlook {
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
	out.Chances = l.scale.inRatings(l.plan.Rules, lowestOf(tails))
	if l.standards[i] != Unrated {
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
		if band == Unbanded {
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

// biases reckons how far the lowest of some independent questions is off on
// average, given that it can be rated.
func (l *look) biases(i int, qs []int, out *StandardOutlook) {
	if out.None >= 1 {
		return
	}
	lowest, truly := 0.0, 1.0
	for _, q := range qs {
		truly = min(truly, l.assumed[q].share())
	}
	for _, v := range lowestShare(l.points, qs) {
		lowest += v.share * v.chance
	}
	bias := lowest/(1-out.None) - truly
	out.Bias = &bias
	l.scoreBias(i, out)
}

// scoreBias is the expected score of a standard less the true one.
func (l *look) scoreBias(i int, out *StandardOutlook) {
	if l.standards[i] == Unrated || out.None >= 1 {
		return
	}
	score := 0.0
	for rating, chance := range out.Chances {
		score += chance * float64(l.plan.Rules.Ratings[rating].Score)
	}
	bias := score/(1-out.None) - float64(l.plan.Rules.Ratings[l.standards[i]].Score)
	out.ScoreBias = &bias
}

// A shareChance is the chance of one proportion.
type shareChance struct{ share, chance float64 }

// lowestShare is the distribution of the lowest proportion of independent
// questions, those without a case left out.
func lowestShare(points [][]point, qs []int) []shareChance {
	type one struct {
		share    float64
		question int
		chance   float64
	}
	var all []one
	left := make([]float64, len(qs)) // P(question > the share so far, or has no case)
	for k, q := range qs {
		for _, p := range points[q] {
			left[k] += p.chance
			if p.of > 0 {
				all = append(all, one{float64(p.yes) / float64(p.of), k, p.chance})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b one) int { return cmp.Compare(a.share, b.share) })
	product := func() float64 {
		p := 1.0
		for _, l := range left {
			p *= max(l, 0)
		}
		return p
	}
	var lowest []shareChance
	before := product()
	for i := 0; i < len(all); {
		share := all[i].share
		for ; i < len(all) && all[i].share == share; i++ {
			left[all[i].question] -= all[i].chance
		}
		after := product()
		lowest = append(lowest, shareChance{share, before - after})
		before = after
	}
	return lowest
}

// mostTried is the largest sample that is tried for a wanted chance.
const mostTried = 2000

// wanted finds from how many cases the lowest of some independent questions is
// in a band with the wanted chance.
func (l *look) wanted(qs []int, band int) *WantedSize {
	most := mostTried
	if a := l.assumed[qs[0]]; !a.endless {
		most = min(most, a.population)
	}
	// tail[k][m] is what m cases that question k applies to show: the chance of
	// the band or a better one, and of a better one.
	type pair struct{ at, above float64 }
	tail := make([][]pair, len(qs))
	for k, q := range qs {
		a := l.assumed[q]
		applies := most
		if !a.endless {
			applies = min(most, a.applies)
		}
		tail[k] = make([]pair, applies+1)
		tail[k][0] = pair{1, 1}
		for m := 1; m <= applies; m++ {
			for b, c := range a.found(m).bands(l.scale, m) {
				if b >= band {
					tail[k][m].at += c
				}
				if b > band {
					tail[k][m].above += c
				}
			}
		}
	}
	size := &WantedSize{}
	for n := 1; n <= most; n++ {
		at, above := 1.0, 1.0
		for k, q := range qs {
			applicable := l.assumed[q].applicable(n)
			sum := pair{}
			for i, weight := range applicable.p {
				t := tail[k][applicable.from+i]
				sum.at += weight * t.at
				sum.above += weight * t.above
			}
			at, above = at*sum.at, above*sum.above
		}
		switch reached := at-above >= l.o.Wanted-1e-12; {
		case !reached:
			size.Stable = nil
		case size.First == nil:
			first, stable := n, n
			size.First, size.Stable = &first, &stable
		case size.Stable == nil:
			stable := n
			size.Stable = &stable
		}
	}
	return size
}
