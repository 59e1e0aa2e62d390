package stats

import "math"

// blakerLow returns the lower end of Blaker's interval: the least p whose
// acceptability is above alpha. The acceptability of p below x/n is the tail
// P(X >= x) and the largest lower tail P(X <= k) that is not above it.
//
// As p rises k rises by steps, at each of which the acceptability jumps to
// twice P(X >= x). Between steps it falls and then rises. So the limit lies
// between Clopper and Pearson's, where P(X >= x) is alpha/2, and the next
// step: where the acceptability reaches alpha before the step, else at it.
//
// Sources: Blaker, H. (2000), Confidence curves and improved exact confidence
// intervals for discrete distributions, Canadian Journal of Statistics 28;
// Klaschka, J. (2010), BlakerCI, COMPSTAT, on where the steps are.
func blakerLow(x, n int, l level) float64 {
	if x == 0 {
		return 0
	}
	from := exactTails{}.low(x, n, l)
	// The step is to the least k with P(X <= k) above alpha/2 at from.
	at := Binomial{n, from}
	k := leastReached(0, x-1, guess{int(float64(n) * from), 1}, func(k int) bool {
		return k == x-1 || 2*at.atMost(k) > l.alpha*(1+nearFresh)
	})
	step := math.Exp(root(math.Log(from), 0, math.Log(from), tailsRatio(x, k, n)))
	acceptability := acceptabilityOver(x, k, n, l.alpha)
	if over, _ := acceptability(step); over <= 0 {
		return step
	}
	return root(from, step, step, acceptability)
}

// tailsRatio returns ln of P(X >= x)/P(X <= k), with its slope, by ln p.
func tailsRatio(x, k, n int) func(logP float64) (value, slope float64) {
	return func(logP float64) (value, slope float64) {
		b := Binomial{n, math.Exp(logP)}
		upper, lower := b.atLeast(x), b.atMost(k)
		// d ln upper / d ln p less d ln lower / d ln p
		slope = float64(x)*b.prob(x)/upper + float64(n-k)*b.prob(k)*b.P/(1-b.P)/lower
		return math.Log(upper / lower), slope
	}
}

// acceptabilityOver returns P(X >= x) + P(X < k) less alpha, with its slope, by p.
func acceptabilityOver(x, k, n int, alpha float64) func(p float64) (value, slope float64) {
	return func(p float64) (value, slope float64) {
		b := Binomial{n, p}
		slope = float64(x)/p*b.prob(x) - float64(n-k+1)/(1-p)*b.prob(k-1)
		return b.atLeast(x) + b.atMost(k-1) - alpha, slope
	}
}
