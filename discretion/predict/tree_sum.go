package predict

import (
	"slices"

	"onecase/discretion"
	"onecase/discretion/rules"
)

// A treeSum adds up the chances that a tree has under several suppositions.
type treeSum struct {
	*tree
	rated  [][]float64
	whole  []float64
	scores map[int64]float64
	weight float64
}

func newTreeSum(t *tree) *treeSum {
	sum := &treeSum{tree: t, rated: make([][]float64, len(t.Rules.Standards)), whole: make([]float64,
		len(t.Rules.OverallRatings())), scores: map[int64]float64{}}
	for _, at := range t.made {
		sum.rated[at] = make([]float64, len(t.Rules.RatingsOf(at))+1)
	}
	return sum
}

// add adds the chances that follow from those of standards with questions.
func (t *treeSum) add(chances [][]float64, weight float64) {
	t.fill(chances)
	for _, at := range t.made {
		for i, c := range chances[at] {
			t.rated[at][i] += weight * c
		}
	}
	t.overall(chances, func(rating int, score int64, chance float64) {
		if rating != rules.Unrated {
			t.whole[rating] += weight * chance
			t.scores[score] += weight * chance
		}
	})
	t.weight += weight
}

// into puts the chances in an outcome, whose standards with questions are there.
func (t *treeSum) into(out *outcome) {
	for _, at := range t.made {
		for i := range t.rated[at] {
			t.rated[at][i] /= t.weight
		}
		last := len(t.rated[at]) - 1
		out.rated[at] = RatingChances{Basis: t.basis(at, out.rated), Chances: t.rated[at][:last:last]}
		if out.rated[at].Basis == "" { // of standards that were judged alone
			out.rated[at].Basis = ByJudgement
		}
	}
	if t.parts[rules.Overall] == nil {
		return
	}
	out.whole = &OverallChances{Basis: t.basis(rules.Overall, out.rated), Chances: t.whole}
	for i := range t.whole {
		t.whole[i] /= t.weight
	}
	out.whole.takeScores(t.Assessor, t.scores, t.weight)
}

// takeScores takes the chances of scores, where the overall rating goes by them.
func (o *OverallChances) takeScores(a *discretion.Assessor, scores map[int64]float64, weight float64) {
	if !a.Rater.Scored() {
		return
	}
	for score, chance := range scores {
		o.Scores = append(o.Scores, ScoreChance{int(score), chance / weight})
	}
	slices.SortFunc(o.Scores, func(a, b ScoreChance) int { return a.Score - b.Score })
}
