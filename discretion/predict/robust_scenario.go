package predict

import (
	"slices"

	"onecase/stats/phrase"
)

// A scenario says what is read beside the cases that were read.
type scenario struct {
	label    string
	question func(at int, p prediction) []float64 // chance of each band, under a prediction
	unread   func(group string) int               // how many unread cases are read; -1: not known
	again    bool                                 // the same cases a second time: given these, answers are independent
	counts   func(at int, p prediction) []point   // chance of each count, under a prediction
	span     func(at int) []point                 // the counts that there can be, without chances; nil: too many
	full     bool                                 // every unread case
}

// fullReading reads every unread case, or the same cases again.
func (e *estimator) fullReading() scenario {
	if e.o.Agreement > 0 {
		return scenario{label: "again", again: true,
			question: func(at int, _ prediction) []float64 {
				result := e.Results[at]
				return reread(result.Yes, result.Of-e.HeldNo(at), e.o.Agreement, e.o.Agreement).bands(e.Scales[at], result.Of)
			},
			counts: func(at int, _ prediction) []point { return e.countsAgain(at) }, span: e.spanAgain}
	}
	if e.o.ofSample {
		sums := make([]*sampleSums, len(e.Results))
		return scenario{label: "sample", full: true, unread: e.unreadOf,
			question: func(at int, p prediction) []float64 {
				if sums[at] == nil {
					sums[at] = newSampleSums(p)
				}
				return sums[at].bands(p)
			}, counts: e.countsOf, span: e.spanOf}
	}
	return scenario{label: "whole", full: true, unread: e.unreadOf,
		question: func(at int, p prediction) []float64 {
			if t := e.truthOf(at); t != nil {
				return t.bands(p.prior)
			}
			return p.bands()
		}, counts: e.countsOf, span: e.spanOf}
}

// unreadOf is how many cases of a group were not read; -1 where that is not known.
func (e *estimator) unreadOf(group string) int {
	population := e.Inspection.Groups[group].Population
	if population == 0 {
		return -1
	}
	return population - e.Sampled(group)
}

// prediction predicts the unread cases of a question, under the prior that was given.
func (e *estimator) prediction(at int) prediction { return e.predictionUnder(at, e.o.Prior) }

func (e *estimator) predictionUnder(at int, prior Prior) prediction {
	result := e.Results[at]
	p := prediction{scale: e.Scales[at], prior: prior, yes: result.Yes, of: result.Of, pointed: e.pointsOf(at)}
	group, waiting := e.Rules.Questions()[at].Group, e.waiting[at]
	switch cases := e.unreadOf(group); {
	case result.Population > 0:
		p.unread = unread{known: true, cases: result.Population - result.Of}
	case cases >= 0:
		p.unread = unread{cases: cases + waiting, read: max(e.Sampled(group)-waiting, result.Of)}
	default:
		p.unread = unread{endless: true}
	}
	return p
}

// evaluate follows a scenario from the bands of questions, nil without a count, to
// scores. A question's bands are of its own answers under either model.
func (e *estimator) evaluate(s scenario) (questions [][]float64, out outcome) {
	questions, out = make([][]float64, len(e.Results)), newOutcome(e.Assessor)
	for at, result := range e.Results {
		if result.HasCount() && e.foretells(at) {
			questions[at] = e.bandsOf(at, s, e.prediction(at))
		}
	}
	if e.o.Model == Tied && !s.again {
		e.tied(s, &out)
		return questions, out
	}
	for _, group := range e.Rules.Groups {
		e.group(group.ID, s, questions, &out)
	}
	if !e.PlainRules() {
		e.separateLevels(s, &out)
	}
	return questions, out
}

// bandsOf gives the chance of each band of a question in a scenario, under a prediction.
func (e *estimator) bandsOf(at int, s scenario, p prediction) []float64 {
	if p.pointed != nil {
		return e.pointBands(at, s)
	}
	return s.question(at, p)
}

// group evaluates the standards of one group.
func (e *estimator) group(group string, s scenario, questions [][]float64, out *outcome) {
	asked := e.askedIn(group, questions)
	for _, st := range asked {
		out.rated[st.at] = e.independent(st, s, questions)
	}
	if len(asked) == 0 || !e.PlainRules() {
		return
	}
	if !s.again && s.unread(group) >= 0 && e.wholeKnown(group) {
		out.addScores(e.wholeCases(group, asked, s, out))
		return
	}
	basis := phrase.Either(s.again || len(asked) == 1 && out.rated[asked[0].at].Basis == ByEnumeration, ByEnumeration, ByIndependence)
	out.basis = weaker(out.basis, basis) // whether any of them counts or not
	for _, st := range asked {
		out.addScore(e.Rules, st.at, basis)
	}
}

// askedIn gives a group's standards that have chances.
func (e *estimator) askedIn(group string, questions [][]float64) []askedStandard {
	asked := askedIn(e.Assessor, group, func(question int) bool { return questions[question] != nil })
	return slices.DeleteFunc(asked, func(st askedStandard) bool { return e.lacking[st.at] != "" })
}

// independent gives a standard's chances as if its questions were independent.
func (e *estimator) independent(asked askedStandard, s scenario, chances [][]float64) RatingChances {
	var questions [][]float64
	for _, q := range asked.questions {
		questions = append(questions, chances[q])
	}
	st := RatingChances{Basis: ByIndependence}
	if e.Rater.Plain(asked.at) {
		st.Chances = lowestIndependent(allTails(questions))
		if !s.again {
			st.Bounds, st.Marginals = lowestBounds(questions), questions
		}
	} else if st.Chances = e.leafChances(asked, s, questions, e.prediction); st.Chances == nil {
		return st
	}
	if s.again || len(questions) == 1 || settled(st.Bounds) {
		st.Basis = ByEnumeration
	}
	return st
}

func allTails(questions [][]float64) (reached [][]float64) {
	for _, q := range questions {
		reached = append(reached, tails(q))
	}
	return reached
}
