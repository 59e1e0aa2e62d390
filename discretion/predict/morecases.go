package predict

import "onecase/stats/phrase"

// MoreCases is what reading some more of the unread cases would do for one
// question.
type MoreCases struct {
	Cases int // of its group, or of its own where the group's are not known; at most the unread ones
	// Certainty is the chance of the most probable band now, were every case
	// read, and Expected what it is on average after reading Cases more.
	Certainty, Expected float64
	// Changes is the chance that the observed band is another one then.
	Changes float64
}

// after is the reading of k more cases of every group.
func (r *robuster) after(k int) reading {
	return reading{label: "more",
		question: func(at int) []float64 {
			p := r.prediction(at)
			return p.observedAfter(r.within(at, k), r.unreadOf(r.Rules.Questions()[at].Group))
		},
		unread: func(group string) int { return min(k, r.unreadOf(group)) }}
}

// within is how many more cases can be read for a question when k are asked for.
func (r *robuster) within(at, k int) int {
	p := r.prediction(at)
	switch group := r.unreadOf(r.Rules.Questions()[at].Group); {
	case group >= 0:
		return min(k, group)
	case p.unread.known:
		return min(k, p.unread.cases)
	}
	return k
}

// warnFewer says where fewer cases are unread than are asked for.
func (r *robuster) warnFewer() {
	const message = "%s: of %s asked for %d can be read; no more are unread"
	for _, g := range r.Rules.Groups {
		if left := r.unreadOf(g.ID); left >= 0 && left < r.o.More && r.Sampled(g.ID) > 0 {
			r.warn("fewer-unread", "", message, g.ID, phrase.Count(r.o.More, "more case"), left)
		}
	}
	for at, q := range r.out.Questions {
		if n := r.within(at, r.o.More); n < r.o.More && r.unreadOf(q.Group) < 0 && q.HasCount() {
			r.warn("fewer-unread", "", message, q.Question.ID, phrase.Count(r.o.More, "more case"), n)
		}
	}
}

// nextApplicable is the law of how many of the next k cases the question applies
// to. Group is the number of unread cases of the group, -1 where it is not
// known; then the k cases are the question's own.
func (p prediction) nextApplicable(k, group int) law {
	switch {
	case p.unread.known && group >= p.unread.cases:
		return hypergeometricLaw(group, p.unread.cases, k)
	case p.unread.known:
		return certainly(min(k, p.unread.cases))
	case p.unread.endless:
		return certainly(k)
	}
	p.unread.cases = k
	return p.applicable()
}

// observedAfter gives the chance of each observed band after k more cases.
func (p prediction) observedAfter(k, group int) []float64 {
	chances := make([]float64, p.scale.Bands())
	next := p.nextApplicable(k, group)
	for i, weight := range next.p {
		applied := next.from + i
		yes := p.nextYes(applied)
		yes.from += p.yes
		for b, c := range yes.bands(p.scale, p.of+applied) {
			chances[b] += weight * c
		}
	}
	return chances
}

// having is the prediction after k more cases, of which the question applied to
// some.
func (p prediction) having(k, applied, yes int) prediction {
	p.yes += yes
	p.of += applied
	switch {
	case p.unread.endless:
	case p.unread.known:
		p.unread.cases -= applied
	default:
		p.unread.cases -= k
		p.unread.read += k
	}
	return p
}

// mostOutcomes is how many different numbers of applicable cases, and of yes
// answers among them, are looked at one by one, and mostAfter how many numbers of
// applicable cases for each. Up to so many the expected certainty is exact; above,
// neighbours are taken together, which changes it by less than 0.001.
const (
	mostOutcomes = 40
	mostAfter    = 200
	fewAfter     = 60 // where there are more than mostAfter
)

// negligible is the chance below which an outcome is passed over.
const negligible = 1e-13

// expectedCertainty is the mean, over what k more cases may show, of the chance
// of the band that is then the most probable.
func (p prediction) expectedCertainty(k, group int) float64 {
	expected, most := 0.0, mostAfter
	if !p.unread.known && p.unread.cases > mostAfter {
		most = fewAfter
	}
	for _, applied := range p.nextApplicable(k, group).inBlocks(mostOutcomes) {
		for _, yes := range p.nextYes(applied.at).inBlocks(mostOutcomes) {
			if chance := applied.chance * yes.chance; chance > negligible {
				expected += chance * greatest(p.having(k, applied.at, yes.at).bandsOf(most))
			}
		}
	}
	return expected
}

func greatest(chances []float64) float64 {
	best := 0.0
	for _, c := range chances {
		best = max(best, c)
	}
	return best
}

// more reckons what k more cases would do. Source: the expected value of sample
// information (Raiffa and Schlaifer 1961, chapter 4), with the chance of the
// right band for value.
func (p prediction) more(k, group, band int) MoreCases {
	return MoreCases{
		Cases:     k,
		Certainty: greatest(p.bands()),
		Expected:  p.expectedCertainty(k, group),
		Changes:   1 - p.observedAfter(k, group)[band],
	}
}
