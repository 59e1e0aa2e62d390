package predict

import "strings"

// groups adds what takes the cases of a whole group: flags, and, where there are
// cases to draw from, the standards' chances together.
func (l *look) groups() {
	for _, st := range l.plan.Rules.Standards {
		if at, ok := l.plan.Rules.RatingIndex(l.plan.Judged[st.ID]); ok && st.Counted {
			l.scores = l.scores.plus(certainly(l.plan.Rules.Ratings[at].Score))
		}
	}
	for _, g := range l.plan.Rules.Groups {
		var standards []int
		for i, st := range l.plan.Rules.Standards {
			if st.Group == g.ID && l.out.Standards[i].Basis != ByJudgement && l.out.Standards[i].Chances != nil {
				standards = append(standards, i)
			}
		}
		if len(standards) == 0 {
			continue
		}
		if l.byCase(g.ID) {
			l.scores = l.scores.plus(l.wholeCases(g.ID, standards))
			l.out.Overall.Basis = weaker(l.out.Overall.Basis, BySimulation)
			continue
		}
		for _, i := range standards {
			if l.plan.Rules.Standards[i].Counted {
				l.scores = l.scores.plus(scoreLaw(l.plan.Rules, l.out.Standards[i].Chances))
				l.out.Overall.Basis = weaker(l.out.Overall.Basis, ByIndependence)
			}
		}
		if len(l.plan.Rules.Criteria) > 0 {
			l.independentFlags(g.ID, standards)
		}
	}
}

// overall reckons the overall rating.
func (l *look) overall() {
	out := &l.out.Overall
	if l.plan.Rules.Scoring == nil {
		out.Why = "the rules have no overall rating"
		return
	}
	var lacking []string
	for i, st := range l.plan.Rules.Standards {
		if st.Counted && l.out.Standards[i].Chances == nil {
			lacking = append(lacking, st.ID)
		}
	}
	if len(lacking) > 0 {
		out.Why = "nothing is assumed of " + strings.Join(lacking, ", ")
		return
	}
	out.Chances = make([]float64, len(l.plan.Rules.Ratings))
	for i, chance := range l.scores.p {
		if chance > 0 {
			score := l.scores.from + i
			out.Chances[l.rater.Overall(score)] += chance
			out.Scores = append(out.Scores, ScoreChance{score, chance})
		}
	}
	if score, rating, ok := l.rater.Score(l.standards); ok {
		out.Score, out.True = score, l.ratingID(rating)
		out.Right = &out.Chances[rating]
	}
}
