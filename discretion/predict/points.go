package predict

import (
	"slices"

	"onecase/discretion/rules"
)

// The unread cases of a question whose answers have points are predicted from the levels of
// the read ones. With k of them at a level, and the weight a of the level in the prior, the
// numbers of m more cases at each level are Dirichlet-multinomial (Mosimann 1962),
//
//	P(m) ~ product over levels of (k + a) (k + a + 1) ... (k + a + m - 1) / m!
//
// The prior is as wide for each level as for yes and no: Beta(yes, no) gives the best level
// the weight yes, the worst the weight no, and those between what lies evenly between these.
// So Jeffreys' prior stays that of Jeffreys, 1/2 for each level, and two levels are yes and no.
// The figure is a sum of points, whose law is followed exactly.

// pointed is what the laws of one question with points have in common.
type pointed struct {
	scale *rules.Scale
	read  []int // cases at each level
	prior Prior
	known map[[2]int][]law // by fewest and most more cases; see after
	bands map[string][]float64
	again []point // what a second reading finds; see countsAgain
}

// weights are those of the levels, prior and read cases together.
func (q *pointed) weights() []float64 {
	w := make([]float64, len(q.read))
	for level, cases := range q.read {
		w[level] = float64(cases) + q.prior.No + (q.prior.Yes-q.prior.No)*float64(level)/float64(len(w)-1)
	}
	return w
}

// after gives the law of the sum, in steps, for each number of more cases from fewest to most;
// nil where it is not followed. Of cases at a level or a worse one, those at it are
// beta-binomial, as two levels are.
func (q *pointed) after(fewest, most int) []law {
	key := [2]int{fewest, most}
	laws, done := q.known[key]
	if units := unitsOf(q.scale); !done {
		if !tooManySums(units, fewest, most) {
			worse := cumulated(q.weights())
			laws = sumLaws(units, fewest, most, func(level, cases int) law {
				return betaBinomialLaw(cases, worse[level]-worse[level-1], worse[level-1])
			})
		}
		q.known[key] = laws
	}
	return laws
}

// counts gives the chances of the counts of the question after more cases, by what is known of
// their number; nil where they are not followed.
func (q *pointed) counts(of int, applicable law) (points []point) {
	now := q.scale.Count(0, q.read)
	for i, l := range q.after(applicable.span()) {
		for x, p := range l.p {
			if p > 0 {
				points = append(points, point{now + (l.from+x)*q.scale.Step(), of + applicable.from + i, applicable.p[i] * p})
			}
		}
	}
	return points
}

// pointsOf are what the laws of a question with points have in common; nil for others.
func (e *estimator) pointsOf(at int) *pointed {
	if !e.Scales[at].HasPoints() {
		return nil
	}
	if e.pointed[at] == nil { // at the latest when what is lacking is found
		e.pointed[at] = &pointed{scale: e.Scales[at], read: e.Results[at].AtLevels(),
			prior: e.o.Prior, known: map[[2]int][]law{}, bands: map[string][]float64{}}
	}
	return e.pointed[at]
}

// pointBands gives the chance of each band of a question with points in a scenario.
func (e *estimator) pointBands(at int, s scenario) []float64 {
	q := e.pointsOf(at)
	if q.bands[s.label] == nil {
		chances := make([]float64, q.scale.Bands())
		for _, p := range s.counts(at, e.prediction(at)) {
			if p.of > 0 {
				chances[q.scale.Band(p.yes, p.of)] += p.chance
			}
		}
		q.bands[s.label] = chances
	}
	return slices.Clone(q.bands[s.label])
}

// whyNoPoints says why the points of a question are not foretold; "" where they are.
func (e *estimator) whyNoPoints(at int) string {
	p := e.prediction(at)
	switch {
	case e.o.Agreement > 0 && tooManyAgain(unitsOf(p.scale), p.of):
		return "its answers have points, and their sums in a second reading are too many to be followed"
	case e.o.Agreement > 0:
		return ""
	case p.unread.endless || p.tooMany():
		return "its answers have points, and the number of eligible cases that it applies to is not known"
	case p.pointed.after(p.applicable().span()) == nil:
		return "its answers have points, and their sums over the unread cases are too many to be followed"
	}
	return ""
}
