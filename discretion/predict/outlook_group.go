package predict

import (
	"slices"
	"sort"

	"onecase/discretion/rules"
)

// group gives the outlook of a group's standards: each alone, their flags and, from
// cases, their chances together.
func (l *outlooker) group(group string) {
	asked := askedIn(l.Assessor, group, l.shows)
	byCase, inexact, flagged := l.byCase(group), false, len(l.Rules.Criteria) > 0
	for _, st := range asked {
		l.independent(st)
		if !byCase && l.PlainRules() {
			l.addScore(l.Rules, st.at, ByIndependence)
		}
		inexact = inexact || l.rated[st.at].Chances == nil
	}
	if len(asked) == 0 || !byCase && !flagged && !inexact {
		return
	}
	t := l.simulate(group, asked)
	if byCase && l.PlainRules() {
		l.addScores(t.scores, BySimulation)
	}
	for k, st := range asked {
		out := &l.out.Standards[st.at]
		for c, criterion := range l.Rules.Criteria {
			out.Flagged = &t.flagged[k]
			out.Criteria = append(out.Criteria, CriterionChance{criterion.ID, t.fired[k][c]})
		}
		if !byCase && out.Chances != nil {
			continue
		}
		out.Basis, out.Chances, out.None = BySimulation, t.ratings[k], t.unrated[k]
		l.right(st.at)
		l.rated[st.at] = out.RatingChances
		if out.None < 1 {
			l.bias(st, t.share[k])
		}
	}
}

// simulate draws samples of a group: whole cases if there are any, else results.
func (l *outlooker) simulate(group string, asked []askedStandard) *tally {
	l.simulated = true
	label, newSampler := "flags", func(t *tally) sampler { return l.resultSampler(t.questions, t.flagger.levels) }
	if l.byCase(group) {
		label, newSampler = "cases", func(t *tally) sampler { return l.newCaseSampler(group, t.questions, t.flagger).draw }
	}
	return l.run("outlook "+label+" "+group, func() *tally {
		t := newTally(l.Assessor, asked)
		t.flagger = newFlagger(l.plan, l.o.Rounding, t.questions)
		return t
	}, newSampler)
}

// resultSampler draws the result of each question by itself, and the cases at each level where
// levels has a place for them.
func (l *outlooker) resultSampler(questions []int, levels [][]int) sampler {
	sums := make([][]float64, len(questions)) // the chances of its points, summed
	for k, q := range questions {
		sum := 0.0
		for _, p := range l.points[q] {
			sum += p.chance
			sums[k] = append(sums[k], sum)
		}
	}
	return func(random *stream, yes, of []int) {
		for k, q := range questions {
			if levels != nil && levels[k] != nil {
				yes[k], of[k] = l.assumed[q].draw(random, levels[k])
				continue
			}
			last := len(sums[k]) - 1
			p := l.points[q][min(sort.SearchFloat64s(sums[k], random.below(sums[k][last])), last)]
			yes[k], of[k] = p.yes, p.of
		}
	}
}

// shows tells whether a question is rated and the sample may have a case that it applies to.
func (l *outlooker) shows(question int) bool {
	return l.Scales[question].Bands() > 0 && !l.assumed[question].never()
}

// levels gives the outlook of standards made of others and of the overall rating. Standards
// are independent of each other but where whole cases are drawn.
func (l *outlooker) levels() {
	var asked []askedStandard
	byCase, inexact := false, false
	for _, g := range l.Rules.Groups {
		for _, st := range askedIn(l.Assessor, g.ID, l.shows) {
			asked = append(asked, st)
			byCase = byCase || l.byCase(g.ID)
			inexact = inexact || l.inexact[st.at]
		}
	}
	t, many := newTree(l.Assessor, func(i int) bool { return l.rated[i].Chances != nil }, func(i int) bool {
		return !slices.ContainsFunc(l.Rules.Standards[i].Questions,
			func(q rules.Question) bool { return !q.Information && !l.assumed[q.Place].never() })
	})
	var sum *treeSum
	if byCase || many || inexact {
		l.simulated = true
		tally := l.run("outlook levels", func() *tally { return newLevelTally(l.Assessor, asked, nil, t) },
			func(*tally) sampler { return l.levelSampler(asked) })
		sum = tally.sum(t)
	} else {
		sum = newTreeSum(t)
		chances := make([][]float64, len(l.Rules.Standards))
		for _, st := range asked {
			chances[st.at] = append(slices.Clone(l.rated[st.at].Chances), l.out.Standards[st.at].None)
		}
		sum.add(chances, 1)
	}
	sum.into(&l.outcome)
	for _, at := range t.made {
		out := &l.out.Standards[at]
		if out.RatingChances = l.rated[at]; out.Basis == ByEnumeration && byCase {
			out.Basis = BySimulation
		}
		out.None = sum.rated[at][len(out.Chances)]
		l.right(at)
		l.scoreBias(at)
	}
}

// levelSampler draws a sample of every group for some standards, which are in the order of
// their groups.
func (l *outlooker) levelSampler(asked []askedStandard) sampler {
	var draws []func(random *stream, yes, of []int)
	first := 0
	for _, g := range l.Rules.Groups {
		var questions []int
		for _, st := range asked {
			if l.Rules.Standards[st.at].Group == g.ID {
				questions = append(questions, st.questions...)
			}
		}
		if len(questions) == 0 {
			continue
		}
		one, from, after := l.resultSampler(questions, nil), first, first+len(questions)
		if l.byCase(g.ID) {
			one = l.newCaseSampler(g.ID, questions, nil).draw
		}
		draws = append(draws, func(random *stream, yes, of []int) { one(random, yes[from:after], of[from:after]) })
		first = after
	}
	return func(random *stream, yes, of []int) {
		for _, draw := range draws {
			draw(random, yes, of)
		}
	}
}

// overall fills in the overall rating.
func (l *outlooker) overall() {
	out := &l.out.Overall
	out.OverallChances = l.overallChances(l.Assessor, "nothing is assumed of ")
	if l.PlainRules() {
		out.Basis = l.basis
	}
	if score, rating, ok := l.Rater.Score(l.truth); ok && out.Chances != nil {
		out.Score, out.True, out.Right = score, l.Rules.OverallRatings()[rating].ID, &out.Chances[rating]
	}
	if l.simulated {
		groups := 1
		if l.plan.Cases != nil {
			groups = len(l.Rules.Groups)
		}
		l.out.Simulation = l.simulation(groups)
	}
}
