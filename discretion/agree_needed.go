package discretion

import (
	"math"
	"slices"

	"onecase/stats"
)

// CasesFor is how many cases would have to be read twice for kappa of one question, and for kappa
// over all questions, to be known to within so much; 0 where that is not known.
func (a *Agreed) CasesFor(within float64) (onQuestion, overall int) {
	return a.Typical.Kappa.CasesFor(within, stats.Infinite, a.Confidence),
		a.Planned().CasesFor(within, a.Population, a.Confidence)
}

// Planned is kappa over all questions for planning, with a standard error not below that of
// answers which go together by chance alone: few cases can seem more alike than they are.
func (a *Agreed) Planned() stats.Coefficient {
	c := a.Overall.Kappa
	if a.Overall.Answers > 0 {
		c.Unit = max(c.Unit, a.Typical.Kappa.Unit*math.Sqrt(float64(a.Overall.Cases)/float64(a.Overall.Answers)))
	}
	return c
}

// AnsweredTwice is the middle number of cases that the questions were answered for twice.
func (a *Agreed) AnsweredTwice() int {
	var n []int
	for _, q := range a.Questions {
		if at, _ := a.First.Rules.QuestionIndex(q.ID); q.Cases > 0 && !a.Made(at) {
			n = append(n, q.Cases)
		}
	}
	if len(n) == 0 {
		return 0
	}
	slices.Sort(n)
	return n[len(n)/2]
}
