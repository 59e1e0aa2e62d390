package discretion

import (
	"fmt"
	"slices"

	"onecase/discretion/rules"
)

// overall scores the inspection and finds what would change its overall rating.
func (a *Assessor) overall(computed, decided []int) {
	out := a.out
	if a.Rules.Scoring == nil {
		out.WhyNoOverall = "the rules have no overall rating"
		return
	}
	scale, scored := a.Rules.OverallRatings(), a.Rater.Scored()
	if scored {
		out.Maximum = new(a.Rules.Scoring.Maximum)
	}
	if score, overall, ok := a.Rater.Score(computed); ok {
		if out.OverallComputed = scale[overall].ID; scored {
			out.ScoreComputed = &score
		}
	}
	score, overall, ok := a.Rater.Score(decided)
	if !ok {
		var lacking []string
		for i, st := range a.Rules.Standards {
			if st.Counted && decided[i] == rules.Unrated {
				lacking = append(lacking, st.ID)
			}
		}
		out.WhyNoOverall = "there is no rating for " + a.Rules.StandardTitles(lacking)
		if len(lacking) > 4 {
			out.WhyNoOverall = fmt.Sprintf("%d of the %d standards that count have no rating", len(lacking),
				a.Rules.Counted())
		}
		if a.Rater.Additive() && a.Rules.OneScale() {
			out.Possible = a.possible(decided)
		}
		return
	}
	if out.Overall = scale[overall].ID; scored {
		out.Score = &score
	}
	if out.Working = a.working(rules.Overall, decided); out.Working != nil && out.Working.Maximum != nil {
		out.Maximum = out.Working.Maximum
	}
	defer func() {
		for up, swing := range map[bool]*OverallSwing{true: out.Up, false: out.Down} {
			if swing != nil {
				swing.Judged, swing.JudgedTo, swing.JudgedMore = a.judgedWays(decided, overall, up)
			}
		}
	}()
	if !a.Rater.Additive() {
		a.overallByLevels(decided, overall)
		return
	}
	bands := a.Rules.Scoring.Bands
	at := slices.IndexFunc(bands, func(b rules.ScoreBand) bool { return b.From <= score && score <= b.To })
	if at >= 0 && at+1 < len(bands) {
		out.Up = a.overallSwing(bands[at+1].Rating, bands[at+1].From-score, true)
	}
	if at > 0 {
		out.Down = a.overallSwing(bands[at-1].Rating, score-bands[at-1].To, false)
	}
}

// overallSwing finds the cheapest ways to move the score so many points.
func (a *Assessor) overallSwing(to string, points int, up bool) *OverallSwing {
	swing := &OverallSwing{To: to, Points: points}
	search := a.newRouteSearch(points, up)
	if !search.run() {
		return swing
	}
	swing.Reachable = true
	swing.Fewest, swing.Most, swing.Exact = &search.best, &search.enough.cases, search.exact
	for _, moves := range search.routes {
		swing.Routes = append(swing.Routes, search.routeOf(moves))
	}
	a.nameSure(swing, search.routeOf(search.enough.moves))
	swing.Cases = a.caseIDs(search.cases)
	if search.gaveUp() && search.best < search.enough.cases {
		a.warnGivenUp("the overall rating", to, search.best, search.enough.cases)
	}
	if search.cut {
		a.out.Warnings.Add("routes-cut", "", "more than %d sets of standards tie for the fewest cases; the "+
			"first are listed", maxRoutes)
	}
	return swing
}

// nameSure names a route that takes no more cases than are enough, where one of the cheapest
// may take more. Of routes that are known, one of the cheapest goes before the one given.
func (a *Assessor) nameSure(swing *OverallSwing, enough Route) {
	if swing.Exact {
		return
	}
	swing.Sure = enough
	for _, r := range slices.Backward(swing.Routes) {
		if most := a.atMost(r); most <= *swing.Most {
			*swing.Most, swing.Sure = most, r
		}
	}
	if len(swing.Routes) > 0 && !slices.ContainsFunc(swing.Routes,
		func(r Route) bool { return a.atMost(r) > *swing.Most }) {
		swing.Sure = nil
	}
}

// atMost is a number of cases that is always enough for a route: if none serves two of its
// standards, or all of a group.
func (a *Assessor) atMost(r Route) (total int) {
	groups := map[string]int{}
	for _, step := range r {
		at, _ := a.Rules.StandardIndex(step.Standard)
		groups[a.Rules.Standards[at].Group] += step.Most
	}
	for group, sum := range groups {
		total += min(sum, a.casesAtMost(group))
	}
	return total
}

// warnGivenUp says that the swing of a standard, or of the overall rating, is a range because
// a search was given up, not because totals leave it open.
func (a *Assessor) warnGivenUp(of any, to string, low, high int) {
	if r, ok := a.Rules.RatingNamed(to); ok {
		to = r.Name
	}
	a.out.Warnings.Add("search-given-up", "",
		"the fewest cases that change %v to %s lie between %d and %d; there are too many combinations to "+
			"find the number", of, to, low, high)
}

// A move is one standard changing its rating, and the answers that would do it.
type move struct {
	standard int
	group    int // the place of its group
	to       string
	gain     int // points the score moves
	rise         // or fall
}

// moves gives the ways a standard can move, the smallest gain first; none where it is
// judged, decided by discretion, not counted or not rated.
func (a *Assessor) moves(i int, up bool) []*move {
	st := a.Rules.Standards[i]
	qs := banded(st, a.Bands)
	if _, judged := a.Inspection.Judged[st.ID]; judged || a.decisions[st.ID] != nil || !st.Counted || len(qs) == 0 {
		return nil
	}
	low := lowest(qs, a.Bands)
	scale := a.Rules.RatingsOf(i)
	score := func(band int) int { return scale[band].Score * a.Rules.Standards[i].Weighs() }
	group := max(0, slices.Index(a.Rules.GroupIDs(), st.Group))
	var moves []*move
	if up {
		for band := low + 1; band < len(scale); band++ {
			r := a.raise(qs, a.Bands, a.Scales, band)
			if r.unknown || r.held {
				break
			}
			gain := score(r.landing) - score(low)
			if len(moves) > 0 && gain <= moves[len(moves)-1].gain {
				continue
			}
			moves = append(moves, &move{standard: i, group: group, to: scale[r.landing].ID, gain: gain, rise: r})
		}
		return moves
	}
	for band := low - 1; band >= 0; band-- {
		for _, q := range qs {
			if !a.Results[q].HasCount() {
				continue
			}
			need, landing, ok := a.fall(a.Scales[q], q, band)
			if !ok {
				continue
			}
			landing = min(landing, band)
			moves = append(moves, &move{standard: i, group: group, to: scale[landing].ID,
				gain: score(low) - score(landing),
				rise: rise{demands: []demand{{q, need}}, least: need, sum: need}})
		}
	}
	return moves
}

// compare sets the assessment beside what was published.
func (a *Assessor) compare() *Comparison {
	p := a.Inspection.Published
	if p == nil {
		return nil
	}
	c := &Comparison{}
	differ := func(of, published, here string) {
		if published != here {
			c.Differences = append(c.Differences, Difference{of, published, here})
		}
	}
	for _, st := range a.out.Standards {
		if published, ok := p.Ratings[st.ID]; ok {
			differ(st.ID, published, st.Rating)
		}
	}
	if p.Overall != "" {
		differ("overall", p.Overall, a.out.Overall)
	}
	if p.Score != nil {
		here := ""
		if a.out.Score != nil {
			here = fmt.Sprint(*a.out.Score)
		}
		differ("score", fmt.Sprint(*p.Score), here)
	}
	differs := slices.ContainsFunc(c.Differences, func(d Difference) bool { return d.Here != "" })
	if differs || len(c.Differences) == 0 {
		c.Agrees = new(!differs)
	}
	return c
}
