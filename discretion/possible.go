package discretion

import (
	"slices"

	"onecase/discretion/rules"
)

// A Possible is what is known of an overall rating for which ratings of standards are
// missing: what the others and what was published leave open.
type Possible struct {
	Low       int                // the least score
	High      int                // the greatest
	Overall   []string           // the ratings that there can be, worst first
	Published bool               // a published score or overall rating is part of what is known
	Standards []PossibleStandard // those without a rating
	Up, Down  *PossibleStep      // from a score that is known; nil where it is not, or there is no such rating
}

// A PossibleStandard is a standard without a rating.
type PossibleStandard struct {
	ID      string   `json:"id"`
	Ratings []string `json:"ratings"` // those that it can have, worst first
}

// A PossibleStep is the way from a known score to the next overall rating.
type PossibleStep struct {
	To     string `json:"to"`     // the rating reached
	Points int    `json:"points"` // how far the score has to move
	// Fewest and Enough are known where no rating of a standard is.
	Fewest *int `json:"fewest_standards"` // standards that have to change, at the least
	Enough *int `json:"enough_standards"` // standards that are enough, whatever the ratings behind the score
}

// possible says what the overall rating can be; nil where nothing is known that bears on
// it, or what was published contradicts the ratings.
func (a *Assessor) possible(decided []int) *Possible {
	known, lacking := a.scoresKnown(decided)
	p := a.Inspection.Published
	published := p != nil && (p.Score != nil || p.Overall != "")
	if len(lacking) == 0 || len(lacking) == a.Rules.Scoring.Standards && !published {
		return nil
	}
	out := &Possible{Published: published}
	fits := func(score int) bool {
		return p == nil || (p.Score == nil || *p.Score == score) && (p.Overall == "" || a.overallOf(score) == p.Overall)
	}
	var scores []int
	for _, sum := range a.sums(len(lacking)) {
		if fits(known + sum) {
			scores = append(scores, known+sum)
		}
	}
	if len(scores) == 0 {
		a.out.Warnings.Add("published-impossible", "check the score and the ratings that were published",
			"no ratings of the standards that have none make what was published of the overall rating")
		return nil
	}
	out.Low, out.High = scores[0], scores[len(scores)-1]
	for _, s := range scores {
		if rating := a.overallOf(s); rating != "" && !slices.Contains(out.Overall, rating) {
			out.Overall = append(out.Overall, rating)
		}
	}
	others := a.sums(len(lacking) - 1)
	for _, id := range lacking {
		st := PossibleStandard{ID: id}
		for _, r := range a.Rules.Ratings {
			if slices.ContainsFunc(others, func(sum int) bool { return fits(known + sum + r.Score) }) {
				st.Ratings = append(st.Ratings, r.ID)
			}
		}
		out.Standards = append(out.Standards, st)
	}
	if out.Low == out.High {
		out.Up, out.Down = a.possibleSteps(out.Low, len(lacking))
	}
	return out
}

// scoresKnown sums the scores of the standards with a rating, decided or published, and
// names those that count and have none.
func (a *Assessor) scoresKnown(decided []int) (sum int, lacking []string) {
	for i, st := range a.Rules.Standards {
		rating := decided[i]
		if p := a.Inspection.Published; p != nil && rating == rules.Unrated {
			if at, ok := a.Rules.RatingIndex(p.Ratings[st.ID]); ok {
				rating = at
			}
		}
		switch {
		case !st.Counted:
		case rating == rules.Unrated:
			lacking = append(lacking, st.ID)
		default:
			sum += a.Rules.Ratings[rating].Score
		}
	}
	return sum, lacking
}

// sums are the scores that so many standards can make together, in ascending order.
func (a *Assessor) sums(standards int) []int {
	sums := []int{0}
	for range standards {
		var next []int
		for _, s := range sums {
			for _, r := range a.Rules.Ratings {
				next = append(next, s+r.Score)
			}
		}
		slices.Sort(next)
		sums = slices.Compact(next)
	}
	return sums
}

// overallOf is the overall rating of a score; "" where the bands have none.
func (a *Assessor) overallOf(score int) string {
	for _, b := range a.Rules.Scoring.Bands {
		if b.From <= score && score <= b.To {
			return b.Rating
		}
	}
	return ""
}

// possibleSteps gives the ways from a score to the next ratings, where so many
// standards have no rating.
func (a *Assessor) possibleSteps(score, lacking int) (up, down *PossibleStep) {
	bands, all := a.Rules.Scoring.Bands, a.Rules.Scoring.Standards
	at := slices.IndexFunc(bands, func(b rules.ScoreBand) bool { return b.From <= score && score <= b.To })
	least, most := a.Rules.Ratings[0].Score, a.Rules.Ratings[len(a.Rules.Ratings)-1].Score
	open := lacking == all && most-least == len(a.Rules.Ratings)-1 // no rating is known, and one step is one point
	if at >= 0 && at+1 < len(bands) {
		up = &PossibleStep{To: bands[at+1].Rating, Points: bands[at+1].From - score}
		if open {
			up.Fewest, up.Enough = standardsToMove(all, most-least, score-all*least, up.Points)
		}
	}
	if at > 0 {
		down = &PossibleStep{To: bands[at-1].Rating, Points: score - bands[at-1].To}
		if open { // the same, counted from the best rating
			down.Fewest, down.Enough = standardsToMove(all, most-least, all*most-score, down.Points)
		}
	}
	return up, down
}

// standardsToMove says how many of n standards, rated 0 to top with a given sum, have to
// rise for so many points: at the least, and enough whatever the ratings. The m lowest of
// them sum to sum - (n-m) top at the least, and to the most where all are as equal as
// they can be. Nil where all together cannot.
func standardsToMove(n, top, sum, points int) (fewest, enough *int) {
	for m := 1; m <= n; m++ {
		if lowest := max(0, sum-(n-m)*top); fewest == nil && m*top-lowest >= points {
			fewest = new(m)
		}
		if equal := m*(sum/n) + max(0, m-(n-sum%n)); enough == nil && m*top-equal >= points {
			enough = new(m)
		}
	}
	return fewest, enough
}
