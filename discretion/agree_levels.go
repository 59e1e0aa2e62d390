package discretion

import (
	"slices"

	"onecase/stats"
)

// An answerKind is what an answer can be: yes or no, or one of some levels with points.
type answerKind struct {
	levels []string // worst first; nil: yes and no
	points []int    // of each level
}

// kind is what the answers to a question of the first reading's rules can be.
func (a *Agreed) kind(question int) answerKind {
	q := a.First.Rules.Questions()[question]
	if !q.HasPoints() {
		return answerKind{}
	}
	k, scale := answerKind{levels: q.Levels}, a.First.Rules.ScaleOf(question, "")
	for level := range q.Levels {
		k.points = append(k.points, scale.Above(level))
	}
	return k
}

func (k answerKind) is(other answerKind) bool {
	return slices.Equal(k.levels, other.levels) && slices.Equal(k.points, other.points)
}

// kindOf is the one kind that all of some answers have, else yes and no: answers of other kinds are
// not put in one table.
func (a *Agreed) kindOf(of func(AnswerTwice) bool) (kind answerKind) {
	found := false
	for _, p := range a.pairs {
		for _, x := range p.asked {
			switch k := a.kind(x.Question); {
			case !of(x):
			case !found:
				kind, found = k, true
			case !k.is(kind):
				return answerKind{}
			}
		}
	}
	return kind
}

// Made tells whether the answers to a question, by its place, are made of items, so that no reader gave them.
func (a *Agreed) Made(question int) bool {
	return slices.ContainsFunc(a.First.Rules.Items(question), a.First.Results.Grid.asks)
}

// byReaders takes the answers that readers gave.
func (a *Agreed) byReaders(x AnswerTwice) bool { return !a.Made(x.Question) }

// categories is how many there are, without na.
func (k answerKind) categories() int { return max(2, len(k.levels)) }

// category is the number of an answer in tables of agreement: the best first, na last.
func (k answerKind) category(answer Answer, level int) int {
	switch {
	case answer == NA:
		return k.categories()
	case answer == Yes:
		return 0
	}
	return k.categories() - 1 - level
}

// best are the levels as in tables of agreement.
func (k answerKind) best() []string {
	levels := slices.Clone(k.levels)
	slices.Reverse(levels)
	return levels
}

// weights are those of levels, by the square of the points between them, and of na, which is like no
// level.
func (k answerKind) weights(na bool) [][]float64 {
	worth := make([]float64, len(k.points))
	for level, p := range k.points {
		worth[len(worth)-1-level] = float64(p)
	}
	weights := stats.QuadraticWeights(worth)
	if na {
		for i := range weights {
			weights[i] = append(weights[i], 0)
		}
		weights = append(weights, append(make([]float64, len(worth)), 1))
	}
	return weights
}
