package predict

import (
	"math/bits"
	"slices"

	"onecase/discretion"
)

// An urn predicts the unread cases of one group, each with its answers to all
// questions, so that questions answered on the same cases move together. It is
// the Polya urn over answer profiles: the next unread case is, with equal chances,
// like one of the n read cases or of the t already predicted, or, with the weight
// of one case, new. A new case answers every question that applied to any read
// case, each yes with the chance a/(a+b) under the prior Beta(a, b),
// independently. (Blackwell and MacQueen 1973; without new cases Ghosh and Meeden
// 1997, Bayesian Methods for Finite Population Sampling.)
//
// That gives the prior the weight of one case, as Jeffreys has. For a prior of
// another weight w = a+b there are as many new cases, so that which questions
// apply is predicted as before, but more or fewer answers are made up by the
// prior: of m cases that a question applies to so far, the next such case has a
// made-up answer with the chance w/(m+w). If w is above 1, some answers of cases
// like others are made up too; if it is below, some of a new case are copied.
//
// Two questions that apply to all cases have four profiles of prior weight w/4
// each. For one question alone the urn is that of prediction: the yes answers are
// beta-binomial with that prior, and the applicable cases follow
// prediction.applicable.
type urn struct {
	questions []int // places in rules.Set.Questions
	yes, of   []int // among the read cases
	read      int
	unread    int
	profiles  []profile // of the read cases, each once
	prior     Prior
	// exactly is a known number, not all, of unread cases of a question; else -1.
	exactly []int
	halves  []half // cases read, with some answers still to come; they are not among profiles
}

// A half is a case with some answers still to come, which are NA.
type half struct {
	answers []discretion.Answer
	waiting []int // places in urn.questions
}

// A profile is the answers to all questions, and how many cases it counts for.
type profile struct {
	answers []discretion.Answer
	cases   float64
}

// newUrn fills an urn with the rows of a grid that belong to a group.
func newUrn(grid *discretion.Grid, group string, questions []int, unread int, prior Prior) *urn {
	u := &urn{questions: questions, unread: unread, prior: prior,
		yes: make([]int, len(questions)), of: make([]int, len(questions)), exactly: slices.Repeat([]int{-1}, len(questions))}
	for _, c := range grid.Cases {
		if c.Group != group {
			continue
		}
		p := make([]discretion.Answer, len(questions))
		var waiting []int
		for i, q := range questions {
			p[i] = c.Answers[q]
			if slices.Contains(c.Waiting, q) {
				waiting = append(waiting, i)
			}
		}
		if u.count(p, 1); waiting == nil {
			u.profiles = addProfile(u.profiles, len(u.profiles), profile{p, 1})
		} else {
			u.halves = append(u.halves, half{p, waiting})
		}
	}
	return u
}

// add puts read cases in the urn.
func (u *urn) add(answers []discretion.Answer, cases int) {
	u.count(answers, cases)
	u.profiles = addProfile(u.profiles, len(u.profiles), profile{answers, float64(cases)})
}

// count counts read cases and their answers.
func (u *urn) count(answers []discretion.Answer, cases int) {
	u.read += cases
	for i, a := range answers {
		if a != discretion.NA {
			u.of[i] += cases
		}
		if a == discretion.Yes {
			u.yes[i] += cases
		}
	}
}

// addProfile adds a profile to an equal one among the first few, or at the end.
func addProfile(profiles []profile, first int, p profile) []profile {
	at := slices.IndexFunc(profiles[:first], func(other profile) bool { return slices.Equal(other.answers, p.answers) })
	if at < 0 {
		return append(profiles, p)
	}
	profiles[at].cases += p.cases
	return profiles
}

// only is the urn of the questions at first to before after.
func (u *urn) only(first, after int) *urn {
	v := &urn{questions: u.questions[first:after], unread: u.unread, prior: u.prior,
		yes: make([]int, after-first), of: make([]int, after-first), exactly: u.exactly[first:after]}
	for _, p := range u.profiles {
		v.add(p.answers[first:after], int(p.cases))
	}
	return v
}

// isDirichlet reports whether the numbers of unread cases by profile are
// Dirichlet-multinomial: if the prior weighs a new case, or every question applies to
// all or none.
func (u *urn) isDirichlet() bool {
	return u.prior.weight() == priorCases ||
		!slices.ContainsFunc(u.of, func(of int) bool { return of > 0 && of < u.read })
}

// weighted gives every profile that can come from the urn, with its weight; the prior
// makes one for each set of yes answers. ok is false if those are above limit.
func (u *urn) weighted(limit int) (profiles []profile, ok bool) {
	var asked []int
	for i, of := range u.of {
		if of > 0 {
			asked = append(asked, i)
		}
	}
	if len(asked) > bits.Len(uint(limit)) {
		return nil, false
	}
	profiles = slices.Clone(u.profiles)
	for set := range 1 << len(asked) {
		p := profile{make([]discretion.Answer, len(u.of)), u.prior.weight()}
		for k, i := range asked {
			if set>>k&1 == 1 {
				p.answers[i] = discretion.Yes
				p.cases *= u.prior.Yes / u.prior.weight()
			} else {
				p.answers[i] = discretion.No
				p.cases *= u.prior.No / u.prior.weight()
			}
		}
		profiles = addProfile(profiles, len(u.profiles), p)
	}
	return profiles, true
}
