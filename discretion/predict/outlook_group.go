package predict

import (
	"slices"
	"sort"

	"onecase/discretion"
	"onecase/discretion/rules"
)

// group gives the outlook of a group's standards: each alone, their flags and, from
// cases, their chances together.
func (l *outlooker) group(group string) {
	asked := askedIn(l.Assessor, group, l.shows)
	byCase, inexact, flagged := l.byCase(group), false, false
	for _, st := range asked {
		flagged = flagged || len(l.Rules.Criteria) > 0 && l.Rater.Plain(st.at)
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
			if !l.Rater.Plain(st.at) {
				break
			}
			out.Flagged = &t.flagged[k]
			out.Criteria = append(out.Criteria, CriterionChance{criterion.ID, t.fired[k][c]})
		}
		if !byCase && out.Chances != nil {
			continue
		}
		out.None = t.unrated[k]
		if byCase {
			out.Basis = BySimulation
		}
		out.Chances = t.ratings[k]
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
	label, newSampler := "flags", l.resultSampler
	if l.byCase(group) {
		label, newSampler = "cases", func(questions []int) sampler { return l.newCaseSampler(group, questions).draw }
	}
	return l.run("outlook "+label+" "+group, func() *tally {
		t := newTally(l.Assessor, asked)
		t.flagger = newFlagger(l.Rules, l.o.Rounding)
		return t
	}, newSampler)
}

// resultSampler draws the result of each question by itself.
func (l *outlooker) resultSampler(questions []int) sampler {
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
			func([]int) sampler { return l.levelSampler(asked) })
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
		one, from, after := l.resultSampler(questions), first, first+len(questions)
		if l.byCase(g.ID) {
			one = l.newCaseSampler(g.ID, questions).draw
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

// A caseSampler draws samples of whole cases.
type caseSampler struct {
	agreement  float64 // 0: answers are found as they are
	population [][]int // a row for each case: what it adds to the count of each question; notApplicable
	endless    bool    // drawn from with replacement
	sample     int
	order      []int32 // the rows of the population, shuffled while a sample is drawn
	swapped    []int32
}

func (l *outlooker) newCaseSampler(group string, questions []int) *caseSampler {
	size := l.plan.Groups[group]
	w := &caseSampler{agreement: l.o.Agreement, sample: size.Sample, endless: size.Population == 0}
	for row, n := range l.copies[group] {
		adds := l.adds(&l.plan.Cases.Cases[row], questions)
		for range n {
			w.population = append(w.population, adds)
			w.order = append(w.order, int32(len(w.order)))
		}
	}
	return w
}

// notApplicable stands for the count of a question that does not apply to a case.
const notApplicable = -1

// adds gives what a case adds to the count of each question.
func (l *outlooker) adds(c *discretion.Case, questions []int) []int {
	adds := make([]int, len(questions))
	for k, q := range questions {
		scale, levels := l.Scales[q], 2
		if scale.HasPoints() {
			levels = scale.Levels()
		}
		switch level, ok := c.LevelOf(q, levels); {
		case !ok:
			adds[k] = notApplicable
		case scale.HasPoints():
			adds[k] = scale.Above(level)
		default:
			adds[k] = level
		}
	}
	return adds
}

// draw draws one sample and counts its answers.
func (w *caseSampler) draw(random *stream, yes, of []int) {
	clear(yes)
	clear(of)
	w.swapped = w.swapped[:0]
	for i := range w.sample {
		row := w.population[w.pick(i, random)]
		for k, adds := range row {
			if adds == notApplicable {
				continue
			}
			if of[k]++; w.agreement > 0 && random.uniform() >= w.agreement {
				adds = 1 - adds // of yes and no
			}
			yes[k] += adds
		}
	}
	// Every sample starts from the same order, whatever was drawn before.
	for i := len(w.swapped) - 1; i >= 0; i-- {
		at := w.swapped[i]
		w.order[i], w.order[at] = w.order[at], w.order[i]
	}
}

// pick gives the i-th case of the sample, by a shuffle (Fisher and Yates 1938).
func (w *caseSampler) pick(i int, random *stream) int {
	if w.endless {
		return int(random.below(float64(len(w.population))))
	}
	at := i + int(random.below(float64(len(w.order)-i)))
	w.order[i], w.order[at] = w.order[at], w.order[i]
	w.swapped = append(w.swapped, int32(at))
	return int(w.order[i])
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
