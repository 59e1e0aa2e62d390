package discretion

import "onecase/discretion/rules"

// RateAll fills in the ratings of all standards as the results make them, before discretion,
// rules.Unrated for those without one, and gives the score and the overall rating.
func (a *Assessor) RateAll(ratings []int) (score, overall int, ok bool) {
	for i := range ratings {
		if a.Rater.Plain(i) {
			ratings[i] = a.Rater.Standard(i, a.Bands)
		} else if ratings[i] = a.leaf(i, asFound, true); ratings[i] != a.leaf(i, asFound, false) {
			ratings[i] = rules.Unrated
		}
		if ratings[i] == rules.Unrated && len(a.rated(i)) > 0 {
			a.Rater.Require(i)
		}
	}
	a.Rater.Fill(ratings, nil)
	return a.Rater.Score(ratings)
}

// PlainRules tells whether every standard is judged or takes the rating of its lowest question,
// on the one scale of the rules, and the overall rating, if there is one, goes by the sum of
// their scores.
func (a *Assessor) PlainRules() bool {
	for i, st := range a.Rules.Standards {
		if st.Scale != "" || !a.Rater.Plain(i) {
			return false
		}
	}
	return a.Rules.Scoring == nil || a.Rater.Additive() && a.Rules.OneScale()
}
