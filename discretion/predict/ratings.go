package predict

import (
	"strings"

	"onecase/discretion"
	"onecase/discretion/rules"
)

// Basis says how the chances of a rating were found.
type Basis string

const (
	// ByEnumeration: every outcome was counted, with the dependence between
	// questions that the cases show.
	ByEnumeration Basis = "exact"
	// BySimulation: the same model, simulated.
	BySimulation Basis = "simulated"
	// ByIndependence: exact if questions are independent, which totals do not
	// tell. Bounds that hold for any dependence are given too.
	ByIndependence Basis = "independence"
	// ByJudgement: the rating was given directly and is held.
	ByJudgement Basis = "judged"
	// BySecondReading: the method of a whole result of which the same cases are read
	// again. Its ratings are ByEnumeration.
	BySecondReading Basis = "second-reading"
)

// weaker gives the basis that claims less.
func weaker(a, b Basis) Basis {
	order := map[Basis]int{"": 0, ByJudgement: 0, ByEnumeration: 1, BySimulation: 2, ByIndependence: 3}
	if order[a] >= order[b] {
		return a
	}
	return b
}

// An askedStandard is a standard with those of its questions that it is rated by.
type askedStandard struct {
	at        int   // place in rules.Set.Standards
	questions []int // places in rules.Set.Questions
}

// askedIn gives the standards of a group that are rated by its cases: each with
// the questions that have chances. Those without one, or judged, are left out.
func askedIn(a *discretion.Assessor, group string, has func(question int) bool) []askedStandard {
	var asked []askedStandard
	for i, st := range a.Rules.Standards {
		var questions []int
		for _, q := range st.Questions {
			if has(q.Place) {
				questions = append(questions, q.Place)
			}
		}
		if _, judged := a.Inspection.Judged[st.ID]; st.Group == group && !judged && len(questions) > 0 {
			asked = append(asked, askedStandard{i, questions})
		}
	}
	return asked
}

// OverallChances are the chances of the overall rating.
type OverallChances struct {
	Why     string // why there are no chances; "" where there are
	Basis   Basis
	Chances []float64     // by rating
	Score   int           // as computed, or of the population
	Scores  []ScoreChance // those with a chance above 0
}

// A ScoreChance is the chance of one overall score.
type ScoreChance struct {
	Score  int
	Chance float64
}

// overallChances fills in the chances of the overall rating and its scores, or
// says why there are none: without begins the sentence on the standards that count
// and have no chances.
func overallChances(a *discretion.Assessor, out *OverallChances, scores law, without string, of func(standard int) []float64) {
	if a.Rules.Scoring == nil {
		out.Why = "the rules have no overall rating"
		return
	}
	var lacking []string
	for i, st := range a.Rules.Standards {
		if st.Counted && of(i) == nil {
			lacking = append(lacking, st.ID)
		}
	}
	if len(lacking) > 0 {
		out.Why = without + strings.Join(lacking, ", ")
		return
	}
	out.Chances = overallRatings(a, scores)
	for i, chance := range scores.p {
		if chance > 0 {
			out.Scores = append(out.Scores, ScoreChance{scores.from + i, chance})
		}
	}
}

// overallRatings gives the chance of each overall rating from those of the scores.
func overallRatings(a *discretion.Assessor, scores law) []float64 {
	chances := make([]float64, len(a.Rules.Ratings))
	for i, chance := range scores.p {
		if chance > 0 {
			chances[a.Rater.Overall(scores.from+i)] += chance
		}
	}
	return chances
}

// inRatings puts chances of bands in the places of their ratings.
func inRatings(a *discretion.Assessor, bands []float64) []float64 {
	chances := make([]float64, len(a.Rules.Ratings))
	for b, c := range bands {
		chances[a.Scale.Rating(b)] += c
	}
	return chances
}

// judged gives the chances of a standard that was rated directly: all that of its
// rating; nil for another one.
func judged(a *discretion.Assessor, standard string) []float64 {
	rating, ok := a.Inspection.Judged[standard]
	if !ok {
		return nil
	}
	chances := make([]float64, len(a.Rules.Ratings))
	at, _ := a.Rules.RatingIndex(rating)
	chances[at] = 1
	return chances
}

// scoreRange is the lowest and the highest score of a rating.
func scoreRange(set *rules.Set) (low, high int) {
	low, high = set.Ratings[0].Score, set.Ratings[0].Score
	for _, rt := range set.Ratings {
		low, high = min(low, rt.Score), max(high, rt.Score)
	}
	return low, high
}

// scoreLaw is the law of the score that a standard adds, from the chances of its
// ratings.
func scoreLaw(set *rules.Set, chances []float64) law {
	low, high := scoreRange(set)
	l := law{from: low, p: make([]float64, high-low+1)}
	for i, rt := range set.Ratings {
		l.p[rt.Score-low] += chances[i]
	}
	return l
}
