package predict

// A scenario says what is read beside the cases that were read.
type scenario struct {
	label    string
	question func(at int) []float64 // chance of each band
	unread   func(group string) int // how many unread cases are read; -1: not known
	again    bool                   // the same cases a second time: given these, answers are independent
	full     bool                   // every unread case
}

// fullReading reads every unread case, or the same cases again.
func (e *estimator) fullReading() scenario {
	if e.o.Agreement > 0 {
		return scenario{label: "again", again: true,
			question: func(at int) []float64 {
				result := e.Results[at]
				return reread(result.Yes, result.Of-e.HeldNo(at), e.o.Agreement, e.o.Agreement).bands(e.Scale, result.Of)
			}}
	}
	return scenario{label: "whole", full: true, unread: e.unreadOf,
		question: func(at int) []float64 { return e.prediction(at).bands() }}
}

// unreadOf is how many cases of a group were not read; -1 where that is not known.
func (e *estimator) unreadOf(group string) int {
	population := e.Inspection.Groups[group].Population
	if population == 0 {
		return -1
	}
	return population - e.Sampled(group)
}

// prediction predicts the unread cases of a question.
func (e *estimator) prediction(at int) prediction {
	result := e.Results[at]
	p := prediction{scale: e.Scale, prior: e.o.Prior, yes: result.Yes, of: result.Of}
	group := e.Rules.Questions()[at].Group
	switch cases := e.unreadOf(group); {
	case result.Population > 0:
		p.unread = unread{known: true, cases: result.Population - result.Of}
	case cases >= 0:
		p.unread = unread{cases: cases, read: max(e.Sampled(group), result.Of)}
	default:
		p.unread = unread{endless: true}
	}
	return p
}

// An outcome is what a scenario leads to.
type outcome struct {
	questions [][]float64 // by question: the chances of bands; nil without a count
	standards []standardChances
	scores    law   // of the standards that count
	basis     Basis // of the scores
}

// standardChances are the chances of a standard's ratings.
type standardChances struct {
	chances []float64 // by rating; nil where they are not known
	bounds  []Bound   // by rating
	basis   Basis
}

// evaluate follows a scenario from the questions to the overall score.
func (e *estimator) evaluate(s scenario) outcome {
	out := outcome{questions: make([][]float64, len(e.Results)), standards: make([]standardChances, len(e.Rules.Standards)), scores: certainly(0)}
	for at, result := range e.Results {
		if result.HasCount() {
			out.questions[at] = s.question(at)
		}
	}
	for i, st := range e.Rules.Standards {
		if chances := judged(e.Assessor, st.ID); chances != nil {
			out.standards[i] = standardChances{chances: chances, basis: ByJudgement}
			if st.Counted {
				out.scores = out.scores.plus(scoreLaw(e.Rules, chances))
			}
		}
	}
	for _, group := range e.Rules.Groups {
		e.group(group.ID, s, &out)
	}
	return out
}

// group evaluates the standards of one group.
func (e *estimator) group(group string, s scenario, out *outcome) {
	asked := askedIn(e.Assessor, group, func(question int) bool { return out.questions[question] != nil })
	if len(asked) == 0 {
		return
	}
	for _, st := range asked {
		out.standards[st.at] = e.independent(st.questions, s, out.questions)
	}
	scores, basis := certainly(0), ByIndependence
	if s.again || len(asked) == 1 && out.standards[asked[0].at].basis == ByEnumeration {
		basis = ByEnumeration
	}
	if !s.again && s.unread(group) >= 0 && e.byCase(group) {
		scores, basis = e.wholeCases(group, asked, s, out)
	} else {
		for _, st := range asked {
			if e.Rules.Standards[st.at].Counted {
				scores = scores.plus(scoreLaw(e.Rules, out.standards[st.at].chances))
			}
		}
	}
	out.scores, out.basis = out.scores.plus(scores), weaker(out.basis, basis)
}

// independent gives the chances of a standard from those of its questions, as if
// these were independent.
func (e *estimator) independent(asked []int, s scenario, chances [][]float64) standardChances {
	var questions, reached [][]float64
	for _, q := range asked {
		questions, reached = append(questions, chances[q]), append(reached, tails(chances[q]))
	}
	st := standardChances{chances: inRatings(e.Assessor, lowestIndependent(reached)), basis: ByIndependence}
	if !s.again {
		st.bounds = make([]Bound, len(e.Rules.Ratings))
		for b, bound := range lowestBounds(questions) {
			st.bounds[e.Scale.Rating(b)] = bound
		}
	}
	if s.again || len(asked) == 1 || settled(st.bounds) {
		st.basis = ByEnumeration
	}
	return st
}
