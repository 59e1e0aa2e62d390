package predict

import (
	"math/bits"
	"slices"

	"onecase/discretion"
)

// An urn predicts the unread cases of one group, each with its answers to all
// questions, so that questions answered on the same cases move together. It is
// the Polya urn over whole-case answer profiles: the next unread case is, with
// equal chances, like one of the n read cases or of the t already predicted, or,
// with the weight of one case, a new one. A new case answers every question that
// applied to any read case, each yes with the chance a/(a+b) under the prior
// Beta(a, b), independently. (Blackwell and MacQueen 1973; Ghosh and Meeden 1997,
// Bayesian Methods for Finite Population Sampling, for no new cases.)
//
// That gives the prior the weight of one case, which is that of Jeffreys. For a
// prior of another weight w = a+b, new cases are as many, so that which questions
// apply is predicted as before, and what changes is how many answers the prior
// makes up: of m cases that a question applies to so far, the next such case has
// a made-up answer with the chance w/(m+w). Where w is above 1, some answers of
// cases that are like others are made up as well; where it is below, some of a new
// case are those of another case.
//
// Two questions that apply to all cases have four profiles of prior weight w/4
// each. For one question alone the urn is that of prediction: the yes answers are
// beta-binomial with that very prior, and the cases it applies to as
// prediction.applicable has them.
type urn struct {
	questions []int // places in rules.Set.Questions
	yes, of   []int // among the read cases
	read      int
	unread    int
	profiles  []profile // of the read cases, each once
	prior     Prior
	// exactly is how many unread cases a question applies to, where that is
	// known and not all of them; else -1.
	exactly []int
}

// A profile is the answers of one or more read cases.
type profile struct {
	answers []discretion.Answer
	cases   int
}

// newUrn fills an urn with the rows of a grid that belong to a group.
func newUrn(grid *discretion.Grid, group string, questions []int, unread int, prior Prior) *urn {
	u := &urn{questions: questions, unread: unread, prior: prior,
		yes: make([]int, len(questions)), of: make([]int, len(questions)), exactly: make([]int, len(questions))}
	for i := range u.exactly {
		u.exactly[i] = -1
	}
	for row, answers := range grid.Answers {
		if grid.Groups[row] != group {
			continue
		}
		p := make([]discretion.Answer, len(questions))
		for i, q := range questions {
			p[i] = answers[q]
		}
		u.add(p, 1)
	}
	return u
}

// add puts read cases in the urn.
func (u *urn) add(answers []discretion.Answer, cases int) {
	u.read += cases
	for i, a := range answers {
		if a != discretion.NA {
			u.of[i] += cases
		}
		if a == discretion.Yes {
			u.yes[i] += cases
		}
	}
	for i := range u.profiles {
		if slices.Equal(u.profiles[i].answers, answers) {
			u.profiles[i].cases += cases
			return
		}
	}
	u.profiles = append(u.profiles, profile{answers, cases})
}

// only is the urn of some of the questions, by their places in it.
func (u *urn) only(places []int) *urn {
	v := &urn{unread: u.unread, prior: u.prior, yes: make([]int, len(places)), of: make([]int, len(places))}
	for _, i := range places {
		v.questions = append(v.questions, u.questions[i])
		v.exactly = append(v.exactly, u.exactly[i])
	}
	for _, p := range u.profiles {
		answers := make([]discretion.Answer, len(places))
		for j, i := range places {
			answers[j] = p.answers[i]
		}
		v.add(answers, p.cases)
	}
	return v
}

// isDirichlet reports whether the numbers of unread cases with each profile are
// Dirichlet-multinomial: the prior has the weight of a new case, or every
// question applies to all cases or to none, so that their answers are made up
// together.
func (u *urn) isDirichlet() bool {
	return u.prior.weight() == priorCases ||
		!slices.ContainsFunc(u.of, func(of int) bool { return of > 0 && of < u.read })
}

// A weighted profile has a part in the urn's prior and read cases together.
type weightedProfile struct {
	answers []discretion.Answer
	weight  float64
}

// weighted gives every profile that can come from the urn with its weight.
// There is one made up by the prior for each set of yes answers; ok is false
// when those are more than limit.
func (u *urn) weighted(limit int) (profiles []weightedProfile, ok bool) {
	var asked []int
	for i, of := range u.of {
		if of > 0 {
			asked = append(asked, i)
		}
	}
	if len(asked) > bits.Len(uint(limit)) {
		return nil, false
	}
	for _, p := range u.profiles {
		profiles = append(profiles, weightedProfile{p.answers, float64(p.cases)})
	}
	read := len(profiles)
	for set := range 1 << len(asked) {
		answers := make([]discretion.Answer, len(u.of))
		weight := u.prior.weight()
		for k, i := range asked {
			if set>>k&1 == 1 {
				answers[i] = discretion.Yes
				weight *= u.prior.Yes / u.prior.weight()
			} else {
				answers[i] = discretion.No
				weight *= u.prior.No / u.prior.weight()
			}
		}
		at := slices.IndexFunc(profiles[:read], func(p weightedProfile) bool { return slices.Equal(p.answers, answers) })
		if at >= 0 {
			profiles[at].weight += weight
		} else {
			profiles = append(profiles, weightedProfile{answers, weight})
		}
	}
	return profiles, true
}
