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
}

// mostPointSteps is the most steps of the exact law of a sum of points: a second.
const mostPointSteps = 300_000_000

// mostPointSums is the most sums that are kept beside each other.
const mostPointSums = 4_000_000

// weights are those of the levels, prior and read cases together.
func (q *pointed) weights() []float64 {
	w := make([]float64, len(q.read))
	for level, cases := range q.read {
		w[level] = float64(cases) + q.prior.No + (q.prior.Yes-q.prior.No)*float64(level)/float64(len(w)-1)
	}
	return w
}

// units are what a case at each level adds to a sum, in steps of it.
func (q *pointed) units() []int {
	units := make([]int, len(q.read))
	for level := range units {
		units[level] = q.scale.Above(level) / q.scale.Step()
	}
	return units
}

// tooMany reports whether the sums of so many more cases are more than are followed.
func (q *pointed) tooMany(fewest, most int) bool {
	units := q.units()
	states, steps := 0.0, 0.0
	for level := 1; level < len(units); level++ {
		n := float64(most + 1)
		states = max(states, n*float64(most*units[level]+1))
		own := n * (float64(most*units[level-1]) + 1) / 2 * n / 2 // of the levels before
		if level == len(units)-1 {
			own *= 2 * float64(most-fewest+1) / n
		}
		if level == 1 {
			own = n * n / 2
		}
		steps += own
	}
	return steps > mostPointSteps || states > mostPointSums
}

// after gives the law of the sum, in steps, for each number of more cases from fewest to most;
// nil where it is not followed.
//
// Given their number the cases at each level are as independent negative binomial numbers
// with one chance c and the weights for their sizes, whatever c is (Johnson, Kotz and
// Balakrishnan 1997, Discrete Multivariate Distributions, chapter 35): here that with which
// as many cases as wanted are expected. So the laws are joined a level at a time.
func (q *pointed) after(fewest, most int) []law {
	key := [2]int{fewest, most}
	laws, done := q.known[key]
	if !done {
		if !q.tooMany(fewest, most) {
			laws = q.join(fewest, most)
		}
		q.known[key] = laws
	}
	return laws
}

func (q *pointed) join(fewest, most int) []law {
	weights, units := q.weights(), q.units()
	all := 0.0
	for _, w := range weights {
		all += w
	}
	expected := float64(fewest+most) / 2
	c := expected / (expected + all)
	sums := make([][]float64, most+1) // by cases, then sum
	sums[0] = []float64{1}
	for level, w := range weights {
		own := certainly(0)
		if most > 0 {
			own = unimodal(0, most, int(max(0, (w-1)*c/(1-c))), func(x float64) float64 { return c * (w + x) / (x + 1) })
		}
		next, first := make([][]float64, most+1), 0
		if level == len(weights)-1 {
			first = fewest
		}
		for n := first; n <= most; n++ {
			next[n] = make([]float64, n*units[level]+1)
			for i, chance := range own.p {
				at := own.from + i
				if at > n {
					break
				}
				for sum, before := range sums[n-at] {
					next[n][sum+at*units[level]] += chance * before
				}
			}
		}
		sums = next
	}
	laws := make([]law, most-fewest+1)
	for i := range laws {
		l := law{p: sums[fewest+i]}
		total := 0.0
		for _, p := range l.p {
			total += p
		}
		if total < 1e-280 { // digits are lost
			return nil
		}
		for x := range l.p {
			l.p[x] /= total
		}
		laws[i] = l
	}
	return laws
}

// counts gives the chances of the counts of the question after more cases, by what is known of
// their number; nil where they are not followed.
func (q *pointed) counts(of int, applicable law) (points []point) {
	now := q.scale.Count(0, q.read)
	for i, l := range q.after(applicable.from, applicable.from+len(applicable.p)-1) {
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
		e.pointed[at] = &pointed{scale: e.Scales[at], read: e.Results[at].AtLevels(), prior: e.o.Prior, known: map[[2]int][]law{}, bands: map[string][]float64{}}
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
	case e.o.Agreement > 0:
		return "it is not known at which level a second reading would have an answer that is not judged the same"
	case e.o.Rates != nil:
		return "rates of wrong answers are those of yes and no, and its answers have points"
	case p.unread.endless || p.tooMany():
		return "its answers have points, and the number of eligible cases that it applies to is not known"
	case p.pointed.after(p.span()) == nil:
		return "its answers have points, and their sums over the unread cases are too many to be followed"
	}
	return ""
}

// span is the fewest and the most unread cases that a question is taken to apply to.
func (p prediction) span() (fewest, most int) {
	applicable := p.applicable()
	return applicable.from, applicable.from + len(applicable.p) - 1
}
