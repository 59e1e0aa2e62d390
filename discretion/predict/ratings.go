package predict

import (
	"onecase/discretion"
	"onecase/discretion/rules"
)

// Basis says how the chances of a rating were found.
type Basis string

const (
	// ByEnumeration: every outcome was counted, with questions as dependent as in the
	// cases.
	ByEnumeration Basis = "exact"
	// BySimulation: the same model, simulated.
	BySimulation Basis = "simulated"
	// ByIndependence: exact if questions are independent, which totals do not tell.
	ByIndependence Basis = "independence"
	// ByJudgement: the rating was given directly and is held.
	ByJudgement Basis = "judged"
	// BySecondReading: of a whole result; its ratings are ByEnumeration.
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

// RatingChances are the chances of a standard's ratings.
type RatingChances struct {
	Basis   Basis     // "" where there are no chances
	Chances []float64 // by rating; nil where they are not known
	// Bounds hold for any dependence between questions; nil where that is known or
	// assumed.
	Bounds    []Bound
	Marginals [][]float64 // the chances of the bands of its questions that Bounds are of
}

// An outcome is what is expected of the standards that are rated, and of the score.
type outcome struct {
	rated  []RatingChances // by standard
	scores law             // of the standards that count
	basis  Basis           // of the scores; "" where all of them were judged
	whole  *OverallChances // in place of scores and basis, where the overall rating is no plain sum
}

// newOutcome has the standards that were judged, with all the chance of their rating.
func newOutcome(a *discretion.Assessor) outcome {
	out, plain := outcome{rated: make([]RatingChances, len(a.Rules.Standards)), scores: certainly(0)}, a.PlainRules()
	for i, st := range a.Rules.Standards {
		if rating, judged := a.Inspection.Judged[st.ID]; judged {
			chances := make([]float64, len(a.Rules.RatingsOf(i)))
			at, _ := a.Rules.RatingIn(st.ID, rating)
			chances[at] = 1
			out.rated[i] = RatingChances{Basis: ByJudgement, Chances: chances}
			if plain {
				out.addScore(a.Rules, i, "")
			}
		}
	}
	return out
}

// addScore adds the score of a standard that is independent of the others, if it counts.
func (o *outcome) addScore(set *rules.Set, standard int, basis Basis) {
	if !set.Standards[standard].Counted {
		return
	}
	low, high := scoreRange(set)
	scores := law{from: low, p: make([]float64, high-low+1)}
	for i, rt := range set.Ratings {
		scores.p[rt.Score-low] += o.rated[standard].Chances[i]
	}
	o.addScores(scores, basis)
}

// addScores adds a score that is independent of those so far.
func (o *outcome) addScores(scores law, basis Basis) {
	o.scores, o.basis = o.scores.plus(scores), weaker(o.basis, basis)
}

// An askedStandard is a standard with those of its questions that it is rated by.
type askedStandard struct {
	at        int   // place in rules.Set.Standards
	questions []int // places in rules.Set.Questions
}

// askedIn gives a group's standards that are rated by its cases, with the questions
// that have chances.
func askedIn(a *discretion.Assessor, group string, has func(question int) bool) []askedStandard {
	var asked []askedStandard
	for i, st := range a.Rules.Standards {
		var questions []int
		for _, q := range st.Questions {
			if !q.Information && has(q.Place) {
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
	Scores  []ScoreChance // those with a chance above 0
}

// Expected is the mean score; 0 where there are no chances.
func (o OverallChances) Expected() float64 {
	sum := 0.0
	for _, s := range o.Scores {
		sum += float64(s.Score) * s.Chance
	}
	return sum
}

// A ScoreChance is the chance of one overall score.
type ScoreChance struct {
	Score  int
	Chance float64
}

// overallChances gives the chances of the overall rating and scores, or says why there
// are none: without begins the sentence on standards without chances.
func (o outcome) overallChances(a *discretion.Assessor, without string) (out OverallChances) {
	if a.Rules.Scoring == nil {
		out.Why = "the rules have no overall rating"
		return out
	}
	var lacking []string
	for i, st := range a.Rules.Standards {
		if st.Counted && o.rated[i].Chances == nil {
			lacking = append(lacking, st.ID)
		}
	}
	if len(lacking) > 0 && o.whole == nil {
		out.Why = without + a.Rules.StandardTitles(lacking)
		return out
	}
	if o.whole != nil && o.whole.Basis != "" {
		return *o.whole
	}
	if o.basis == "" {
		out.Why = "every rating was given directly, by no cases"
		return out
	}
	out.Basis, out.Chances = o.basis, make([]float64, len(a.Rules.Ratings))
	for i, chance := range o.scores.p {
		if score := o.scores.from + i; chance > 0 {
			out.Scores = append(out.Scores, ScoreChance{score, chance})
			out.Chances[a.Rater.Overall(score)] += chance
		}
	}
	return out
}

// scoreRange is the lowest and the highest score of a rating.
func scoreRange(set *rules.Set) (low, high int) {
	return set.Ratings[0].Score, set.Ratings[len(set.Ratings)-1].Score
}
