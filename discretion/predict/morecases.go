package predict

import "slices"

// MoreCases is what reading more of the unread cases would do for one question.
type MoreCases struct {
	Cases     int     `json:"cases"`              // of its group, or its own where the group's are not known; at most the unread ones
	Certainty float64 `json:"certainty"`          // chance of the most probable band now, if every case were read
	Expected  float64 `json:"expected_certainty"` // its average after reading the cases
	Changes   float64 `json:"changes"`            // chance that the observed band is another one then
}

// moreCases reads k more cases of every group.
func (e *estimator) moreCases(k int) scenario {
	return scenario{label: "more",
		question: func(at int, p prediction) []float64 {
			return p.observedAfter(e.moreOf(at, k), e.unreadOf(e.Rules.Questions()[at].Group))
		},
		counts: func(at int, p prediction) []point {
			return p.countsAfter(p.nextApplicable(e.moreOf(at, k), e.unreadOf(e.Rules.Questions()[at].Group)))
		},
		span: func(at int) []point {
			p := e.prediction(at)
			return p.spanAfter(p.nextApplicable(e.moreOf(at, k), e.unreadOf(e.Rules.Questions()[at].Group)))
		},
		unread: func(group string) int { return min(k, e.unreadOf(group)) }}
}

// moreOf is how many of k more cases can be read for a question.
func (e *estimator) moreOf(at, k int) int {
	p := e.prediction(at)
	switch group := e.unreadOf(e.Rules.Questions()[at].Group); {
	case group >= 0:
		return min(k, group)
	case p.unread.known:
		return min(k, p.unread.cases)
	}
	return k
}

// nextApplicable is the law of how many of the next k cases the question applies to.
// Group is the group's unread cases; -1: not known, and the k cases are the question's
// own.
func (p prediction) nextApplicable(k, group int) law {
	switch {
	case p.unread.known && group >= p.unread.cases:
		return hypergeometricLaw(k, group, p.unread.cases)
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
	next := p.nextApplicable(k, group)
	return p.mixed(next.inBlocks(len(next.p)))
}

// having is the prediction after k more cases, of which some applied and were yes.
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

// Up to mostOutcomes numbers of applicable cases and of yes answers, and mostAfter of
// applicable cases after each, certainty is exact; above, neighbours are taken
// together, which changes it by less than 0.001.
const (
	mostOutcomes = 40
	mostAfter    = 200
	fewAfter     = 60 // where there are more than mostAfter
)

// negligible is the chance below which an outcome is left out.
const negligible = 1e-13

// expectedCertainty is the average chance of what is the most probable band after k
// more.
func (p prediction) expectedCertainty(k, group int) float64 {
	expected, most := 0.0, mostAfter
	if !p.unread.known && p.unread.cases > mostAfter {
		most = fewAfter
	}
	for _, applied := range p.nextApplicable(k, group).inBlocks(mostOutcomes) {
		for _, yes := range p.nextYes(applied.at).inBlocks(mostOutcomes) {
			if chance := applied.chance * yes.chance; chance > negligible {
				expected += chance * slices.Max(p.having(k, applied.at, yes.at).bandsOf(most))
			}
		}
	}
	return expected
}

// more gives what k more cases would do. Source: the expected value of sample
// information (Raiffa and Schlaifer 1961, chapter 4), of the right band.
func (p prediction) more(k, group, band int) MoreCases {
	return MoreCases{
		Cases:     k,
		Certainty: slices.Max(p.bands()),
		Expected:  p.expectedCertainty(k, group),
		Changes:   1 - p.observedAfter(k, group)[band],
	}
}
