package discretion

import (
	"fmt"
	"slices"

	"onecase/discretion/rules"
	"onecase/stats"
	"onecase/stats/phrase"
)

// A Working is how a rating was made of ratings or percentages.
type Working struct {
	Combine rules.Combine `json:"combine"` // `lowest`, `sum`, `mean` or `percent`
	Sum     *int          `json:"sum"`     // of the scores, with their weights; null where none are added
	Maximum *int          `json:"maximum"` // the highest sum there can be; null where none are added
	Figure  *float64      `json:"figure"`  // what is placed in the bands; null where it is a lowest rating
	Before  string        `json:"before"`  // the rating by the bands, before limits
	Limits  []string      `json:"limits"`  // those that held it down, in words
}

// working gives the working of a rating over ratings of standards, by the standard's place
// or rules.Overall.
func (a *Assessor) working(at int, ratings []int) *Working {
	n, ok := a.Rater.Explain(at, ratings)
	if !ok {
		return nil
	}
	return a.workingOf(at, n)
}

func (a *Assessor) workingOf(at int, n rules.Explained) *Working {
	scale, limits := a.Rules.OverallRatings(), []rules.Limit(nil)
	if at == rules.Overall {
		limits = a.Rules.Scoring.Limits
	} else {
		scale, limits = a.Rules.RatingsOf(at), a.Rules.Standards[at].Limits
	}
	w := &Working{Combine: n.Combine, Before: scale[n.Before].ID, Figure: n.Figure}
	if n.Scored {
		w.Sum, w.Maximum = new(int(n.Sum)), new(int(n.Most))
	}
	for _, l := range n.Limits {
		w.Limits = append(w.Limits, a.Rules.LimitWords(at, limits[l]))
	}
	return w
}

// level assesses a standard that is made of others, whose ratings are known.
func (a *Assessor) level(i int, computed, decided []int) {
	st, scale := &a.out.Standards[i], a.Rules.RatingsOf(i)
	if _, judged := a.Inspection.Judged[st.ID]; judged {
		return
	}
	if computed[i] != rules.Unrated {
		st.Computed = scale[computed[i]].ID
	}
	if st.Decision != nil {
		return
	}
	if st.Rating, st.Why = "", ""; decided[i] == rules.Unrated {
		st.Why = "there is no rating for " + a.Rules.StandardTitles(a.unratedParts(st.Parts, decided))
		return
	}
	st.Rating = scale[decided[i]].ID
	st.Working = a.working(i, decided)
	at := decided[i]
	if at+1 < len(scale) {
		st.Up = a.levelSwing(i, scale, decided, true)
	}
	if at > 0 {
		st.Down = a.levelSwing(i, scale, decided, false)
	}
}

// unratedParts gives the parts without a rating.
func (a *Assessor) unratedParts(parts []string, ratings []int) []string {
	var ids []string
	for _, id := range parts {
		if at, ok := a.Rules.StandardIndex(id); ok && ratings[at] == rules.Unrated {
			ids = append(ids, id)
		}
	}
	return ids
}

// levelSwing is what it takes for a standard made of others to leave its rating.
func (a *Assessor) levelSwing(i int, scale []rules.Rating, base []int, up bool) *Swing {
	s := a.newLevelSearch(i, base, up, func(ratings []int) bool {
		return up && ratings[i] > base[i] || !up && ratings[i] < base[i]
	})
	low, high, cases, ok := s.run()
	if !ok {
		return nil
	}
	swing := &Swing{Fewest: &low, Most: &high, Exact: s.exact && cases != nil}
	if len(s.routes) > 0 {
		s.reaches(s.routes[0])
		swing.To = scale[s.trial[i]].ID
	} else {
		swing.To = scale[base[i]+map[bool]int{true: 1, false: -1}[up]].ID
	}
	if s.exact {
		swing.Cases, swing.Moves = a.caseIDs(cases), s.movesOf(cases)
	}
	if s.gaveUp && low < high {
		a.warnGivenUp(stats.ID(a.Rules.Standards[i].ID), swing.To, low, high)
	}
	return swing
}

// overallByLevels finds what would change an overall rating that is no plain sum.
func (a *Assessor) overallByLevels(decided []int, overall int) {
	scale := a.Rules.OverallRatings()
	if overall+1 < len(scale) {
		a.out.Up = a.overallLevel(scale, decided, overall, true)
	}
	if overall > 0 {
		a.out.Down = a.overallLevel(scale, decided, overall, false)
	}
}

func (a *Assessor) overallLevel(scale []rules.Rating, decided []int, overall int, up bool) *OverallSwing {
	s := a.newLevelSearch(rules.Overall, decided, up, func(ratings []int) bool {
		_, now, ok := a.Rater.Score(ratings)
		return ok && (up && now > overall || !up && now < overall)
	})
	swing := &OverallSwing{To: scale[overall+map[bool]int{true: 1, false: -1}[up]].ID}
	swing.Points = a.Rater.Points(decided, overall, up)
	low, high, cases, ok := s.run()
	if !ok {
		return swing
	}
	swing.Reachable, swing.Fewest, swing.Most, swing.Exact = true, &low, &high, s.exact && low == high
	if len(s.routes) > 0 {
		s.reaches(s.routes[0])
		_, now, _ := a.Rater.Score(s.trial)
		swing.To = scale[now].ID
	}
	for _, moves := range s.routes {
		swing.Routes = append(swing.Routes, s.routeOf(moves))
	}
	a.nameSure(swing, s.routeOf(s.sure))
	if s.exact {
		swing.Cases, swing.Moves = a.caseIDs(cases), s.movesOf(cases)
	}
	if s.gaveUp && low < high {
		a.warnGivenUp("the overall rating", swing.To, low, high)
	}
	if s.cut {
		a.out.Warnings.Add("routes-cut", "", "more than %d sets of standards tie for the fewest cases; the first are listed", maxRoutes)
	}
	return swing
}

// A JudgedWay is a set of judged standards that change the overall rating if each is
// judged one step better, or worse; one that is named twice, two steps.
type JudgedWay []JudgedStep

// A JudgedStep is one judged standard's part in a JudgedWay.
type JudgedStep struct {
	Standard string `json:"standard"`
	To       string `json:"to"`
}

// mostSteps is how many steps of judged standards are tried, mostWays how many ways are
// listed.
const (
	mostSteps = 3
	mostWays  = 40
)

// judgedWays finds the fewest steps of judged standards that change the overall rating, the
// first ways with so many, the ratings that these come to, and how many more there are.
func (a *Assessor) judgedWays(decided []int, overall int, up bool) (ways []JudgedWay, to []string, more int) {
	var judged []int
	for i, st := range a.Rules.Standards {
		if _, given := a.Inspection.Judged[st.ID]; given && a.decisions[st.ID] == nil && decided[i] != rules.Unrated {
			judged = append(judged, i)
		}
	}
	step := map[bool]int{true: 1, false: -1}[up]
	ratings := slices.Clone(decided)
	var choose func(from, left int, chosen []int)
	choose = func(from, left int, chosen []int) {
		if left == 0 {
			copy(ratings, decided)
			for _, i := range chosen {
				ratings[i] += step
			}
			a.Rater.Fill(ratings, a.heldStandard)
			_, now, ok := a.Rater.Score(ratings)
			switch {
			case !ok || up && now <= overall || !up && now >= overall:
			case len(ways) < mostWays:
				ways, to = append(ways, a.judgedWay(chosen, decided, step)), append(to, a.Rules.OverallRatings()[now].ID)
			default:
				more++
			}
			return
		}
		for k := from; k < len(judged); k++ {
			i, taken := judged[k], 0
			for _, c := range chosen {
				if c == i {
					taken++
				}
			}
			if to := decided[i] + step*(taken+1); to >= 0 && to < len(a.Rules.RatingsOf(i)) {
				choose(k, left-1, append(chosen, i))
			}
		}
	}
	for n := 1; n <= mostSteps && len(ways) == 0; n++ {
		choose(0, n, nil)
	}
	return ways, to, more
}

// judgedWay names the standards of a way, each once, with the rating that it comes to.
func (a *Assessor) judgedWay(chosen, decided []int, step int) (way JudgedWay) {
	for k, i := range chosen {
		if k+1 < len(chosen) && chosen[k+1] == i {
			continue
		}
		times := 0
		for _, c := range chosen {
			if c == i {
				times++
			}
		}
		way = append(way, JudgedStep{a.Rules.Standards[i].ID, a.Rules.RatingsOf(i)[decided[i]+step*times].ID})
	}
	return way
}

// turnedStandard assesses a standard with questions that is not the lowest of them alone.
func (a *Assessor) turnedStandard(i int, st *StandardAssessment) {
	at, best := a.leaf(i, asFound, true), a.leaf(i, asFound, false)
	if at == rules.Unrated || at != best {
		if at != best && at != rules.Unrated {
			scale := a.Rules.RatingsOf(i)
			st.NotEnough = true
			st.Why = fmt.Sprintf("not enough cases: %d of the %d that the rules ask for were read, and the others decide between %s and %s",
				a.Sampled(st.Group), a.wanted(st.Group), scale[at].Name, scale[best].Name)
		}
		return
	}
	scale := a.Rules.RatingsOf(i)
	st.Computed, st.Missing = scale[at].ID, a.Missing(st.Standard)
	if a.Rater.TakesLowest(i) {
		st.Drivers = phrase.Each(a.drivers(a.rated(i)), func(q int) string { return a.Results[q].Question })
	}
	if n, ok := a.Rater.ExplainLeaf(i, a.scratchBands, a.scratchFigures); ok {
		st.Working = a.workingOf(i, n)
	}
	st.Up, st.Down = a.turnedSwing(i, at, true), a.turnedSwing(i, at, false)
	st.Flags = a.turnedFlags(i, at)
}

// turnedSwing is what it takes for such a standard to leave its rating; nil where no
// number of cases can, and without a number where some question has a percentage alone.
func (a *Assessor) turnedSwing(i, at int, up bool) *Swing {
	to := at + map[bool]int{true: 1, false: -1}[up]
	if to < 0 || to >= len(a.Rules.RatingsOf(i)) {
		return nil
	}
	t, ok := a.turning([]goal{{i, to}}, up)
	if unknown := func(q int) bool { return a.Results[q].HasBand() && !a.Results[q].HasCount() }; !ok &&
		slices.ContainsFunc(a.rated(i), unknown) {
		return &Swing{To: a.Rules.RatingsOf(i)[to].ID}
	}
	if !ok {
		return nil
	}
	swing := &Swing{To: a.Rules.RatingsOf(i)[to].ID, Fewest: &t.low, Most: &t.high, Exact: t.byCase && t.low == t.high,
		Cases: a.caseIDs(t.cases)}
	if t.byCase {
		swing.To = a.Rules.RatingsOf(i)[a.leafAfter(i, t.cases, up)].ID
		swing.Moves = a.movesOfCases(i, t.cases, up)
		if t.low < t.high {
			a.warnGivenUp(stats.ID(a.Rules.Standards[i].ID), swing.To, t.low, t.high)
		}
	}
	return swing
}

// movesOfCases are the answers with points of some cases, to the questions of a standard, that
// turn: to the best level, or the worst.
func (a *Assessor) movesOfCases(i int, cases []int, up bool) (moves []CaseMove) {
	for _, at := range cases {
		c := &a.Inspection.Results.Grid.Cases[at]
		for _, q := range a.rated(i) {
			if !a.Scales[q].HasPoints() || a.gainOf(c, q, up) == 0 {
				continue
			}
			levels := a.Rules.Questions()[q].Levels
			level, _ := c.LevelOf(q, len(levels))
			to := levels[0]
			if up {
				to = levels[len(levels)-1]
			}
			moves = append(moves, CaseMove{c.ID, a.Results[q].Question, levels[level], to})
		}
	}
	return moves
}

// movesOf are those of the cases that take the first route.
func (s *levelSearch) movesOf(cases []int) (moves []CaseMove) {
	for _, m := range s.routes[0] {
		moves = append(moves, s.a.movesOfCases(m.standard, cases, s.up)...)
	}
	return moves
}

// leafAfter rates a standard after all answers of some cases turned one way.
func (a *Assessor) leafAfter(i int, cases []int, up bool) int {
	return a.leaf(i, func(q int) int {
		n := 0
		for _, c := range cases {
			n += a.gainOf(&a.Inspection.Results.Grid.Cases[c], q, up)
		}
		return n
	}, up)
}
