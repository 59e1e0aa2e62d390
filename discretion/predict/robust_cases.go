package predict

import (
	"slices"

	"onecase/discretion"
)

// byCase reports whether every result of a group was counted from the grid.
func (e *estimator) byCase(group string) bool {
	if e.Inspection.Results.Grid == nil || e.Inspection.Results.Grid.Sampled(group) == 0 {
		return false
	}
	for i, result := range e.Results {
		if e.Rules.Questions()[i].Group == group && result.HasBand() && result.Known != discretion.Answered {
			return false
		}
	}
	return e.o.Model == Tied || !e.halfFilled(group)
}

// halfFilled reports whether some answers of a case of a group, and not all, are in.
func (e *estimator) halfFilled(group string) bool {
	return e.Inspection.Results.Grid != nil && slices.ContainsFunc(e.Inspection.Results.Grid.Cases, func(c discretion.Case) bool {
		return c.Group == group && len(c.Waiting) > 0
	})
}

// wholeKnown reports whether whole cases can be predicted: their answers are known and taken for
// the truth.
func (e *estimator) wholeKnown(group string) bool { return e.o.Rates == nil && e.byCase(group) }

// wholeCases predicts whole cases, exactly or by simulation: the standards' chances,
// and the law of their scores together.
func (e *estimator) wholeCases(group string, asked []askedStandard, s scenario, out *outcome) (law, Basis) {
	all := newTally(e.Assessor, asked)
	u := newUrn(e.Inspection.Results.Grid, group, all.questions, s.unread(group), e.o.Prior)
	if s.full {
		e.knownPopulations(u)
	}
	if u.enumerate(all.add) {
		for k, a := range asked {
			out.rated[a.at].Chances, out.rated[a.at].Basis = all.ratings[k], ByEnumeration
		}
		return all.scores, ByEnumeration
	}
	inexact := false
	for k, a := range asked {
		st := &out.rated[a.at]
		if st.Basis == ByEnumeration { // of one question
			continue
		}
		st.Basis = BySimulation
		one := newTally(e.Assessor, asked[k:k+1])
		if u.only(all.first[k], all.first[k+1]).enumerate(one.add) {
			st.Chances, st.Basis = one.ratings[0], ByEnumeration
		}
		inexact = inexact || st.Basis == BySimulation
	}
	if !inexact && e.Rules.Scoring == nil {
		return certainly(0), BySimulation
	}
	simulated := e.simulate(u, asked, s.label+" "+group)
	for k, a := range asked {
		if st := &out.rated[a.at]; st.Basis == BySimulation {
			st.Chances = within(simulated.ratings[k], st.Bounds)
		}
	}
	return simulated.scores, BySimulation
}

// simulate completes the group's population many times over.
func (e *estimator) simulate(u *urn, asked []askedStandard, label string) *tally {
	e.simulated++
	return e.run("robust "+label, func() *tally { return newTally(e.Assessor, asked) },
		func(*tally) sampler { return newUrnSampler(u).draw })
}

// knownPopulations puts the known populations of questions in the urn.
func (e *estimator) knownPopulations(u *urn) {
	for i, q := range u.questions {
		if given := e.Results[q].Population; given > 0 {
			left := given - u.of[i]
			if left != u.unread || u.of[i] < u.read {
				u.exactly[i] = left
			}
		}
	}
}
