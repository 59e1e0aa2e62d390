package discretion

import (
	"slices"

	"onecase/discretion/rules"
)

// rated gives the questions of a standard, by its place, that its rating is made of.
func (a *Assessor) rated(standard int) []int {
	var qs []int
	for _, q := range a.Rules.Standards[standard].Questions {
		if r := a.Results[q.Place]; !q.Information && r.HasBand() {
			qs = append(qs, q.Place)
		}
	}
	return qs
}

// turned gives the band and the figure of a question after its count moved so far, as
// answers were judged differently: up, no became yes, and every case still to be read is no;
// down the other way round. Of answers with points the figure is in percent of the highest.
func (a *Assessor) turned(q, n int, up bool) (int, rules.Figure) {
	r, s, left := a.Results[q], a.Scales[q], a.unread[q]
	if n == 0 && (left == 0 || !r.HasCount()) && !s.HasPoints() {
		p := a.exactPercent(q, r)
		return bandOf(s, r), rules.Figure{Num: p.num, Den: p.den}
	}
	count := r.count(s) + n
	if !up {
		count = r.count(s) + left*s.Span() - n
	}
	return s.Band(count, r.Of+left), s.PercentOfHighest(count, r.Of+left)
}

// leaf rates a standard with questions after the count of each moved so far.
func (a *Assessor) leaf(standard int, turned func(q int) int, up bool) int {
	questions := len(a.Results)
	if len(a.scratchBands) < questions {
		a.scratchBands, a.scratchFigures = make([]int, questions), make([]rules.Figure, questions)
	}
	for _, q := range a.Rules.Standards[standard].Questions {
		at := q.Place
		a.scratchBands[at], a.scratchFigures[at] = rules.Unbanded, rules.Figure{}
		if !q.Information && a.Results[at].HasBand() {
			a.scratchBands[at], a.scratchFigures[at] = a.turned(at, turned(at), up)
		}
	}
	return a.Rater.StandardBy(standard, a.scratchBands, a.scratchFigures)
}

// asFound is no answer judged differently.
func asFound(int) int { return 0 }

// A goal is a standard with questions that is to have a rating, or a better one; or, on
// the way down, a worse one.
type goal struct{ standard, rating int }

// meets tells whether goals are met.
func (a *Assessor) meets(goals []goal, turned func(q int) int, up bool) bool {
	return !slices.ContainsFunc(goals, func(g goal) bool {
		rating := a.leaf(g.standard, turned, up)
		return rating == rules.Unrated || up && rating < g.rating || !up && rating > g.rating
	})
}

// A turning is the fewest cases whose answers, all turned one way, meet goals. The rules
// are monotone, so that no other change of these cases would do more.
type turning struct {
	cases     []int // their places in the grid; nil from totals
	low, high int   // the fewest cases: equal where it is known
	byCase    bool  // from the answers case by case
}

// turning finds the fewest cases of one group that meet goals; ok is false where all
// together do not.
func (a *Assessor) turning(goals []goal, up bool) (t turning, ok bool) {
	var qs []int
	for _, g := range goals {
		qs = append(qs, a.rated(g.standard)...)
	}
	slices.Sort(qs)
	qs = slices.DeleteFunc(slices.Compact(qs), func(q int) bool { return !a.Results[q].HasCount() })
	s := &turnSearch{a: a, goals: goals, up: up, at: map[int]int{}, turned: make([]int, len(qs)),
		budget: 20 * turnBudget / (4*len(goals) - 3) / max(20, len(qs))}
	for i, q := range qs {
		s.at[q] = i
	}
	byCase := a.Inspection.Results.Grid != nil && len(qs) <= maxDemands &&
		!slices.ContainsFunc(qs, func(q int) bool { return a.Results[q].Known != Answered })
	if byCase {
		s.kindsOfCases(qs)
	} else {
		s.kindsOfTotals(qs)
	}
	if !s.hopes(0, unreachable) {
		return t, false
	}
	low, high, taken := s.run()
	if !byCase {
		// How the answers lie over the cases is not known: none serves two questions, or all
		// that can do.
		least := s.leastTogether()
		high = min(high, a.casesAtMost(a.Rules.Standards[goals[0].standard].Group))
		return turning{low: least, high: max(least, high)}, true
	}
	for i, n := range taken {
		t.cases = append(t.cases, s.kinds[i].cases[:n]...)
	}
	slices.Sort(t.cases)
	t.low, t.high, t.byCase = low, high, true
	return t, true
}
