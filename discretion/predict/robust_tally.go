package predict

import "onecase/discretion/rules"

// A tally adds up the ratings of completed populations.
type tally struct {
	r         *robuster
	urn       *urn
	standards []int
	bands     []int       // by question
	ratings   [][]float64 // by standard, then rating
	scores    law
}

func (r *robuster) newTally(u *urn, standards []int) *tally {
	t := &tally{r: r, urn: u, standards: standards, bands: make([]int, len(r.Results))}
	for i := range t.bands {
		t.bands[i] = rules.Unbanded
	}
	low, high := 0, 0
	for _, i := range standards {
		t.ratings = append(t.ratings, make([]float64, len(r.Rules.Ratings)))
		if r.Rules.Standards[i].Counted {
			least, most := scoreRange(r.Rules)
			low, high = low+least, high+most
		}
	}
	t.scores = law{from: low, p: make([]float64, high-low+1)}
	return t
}

// add rates the population completed with some unread cases.
func (t *tally) add(yes, of []int, weight float64) {
	u := t.urn
	for i, q := range u.questions {
		t.bands[q] = t.r.Scale.Band(u.yes[i]+yes[i], u.of[i]+of[i])
	}
	score := 0
	for k, i := range t.standards {
		rating := t.r.Rater.Standard(i, t.bands)
		t.ratings[k][rating] += weight
		if t.r.Rules.Standards[i].Counted {
			score += t.r.Rules.Ratings[rating].Score
		}
	}
	t.scores.p[score-t.scores.from] += weight
}

// store puts the tally among the outcomes and gives the law of the scores.
func (t *tally) store(out *outcome, basis Basis) law {
	for k, i := range t.standards {
		out.standards[i].chances, out.standards[i].basis = t.ratings[k], basis
	}
	return t.scores
}
