package stats

import (
	"math"

	"gonum.org/v1/gonum/mathext"
	"gonum.org/v1/gonum/stat/distuv"
)

// jeffreysLowCount returns the alpha/2 quantile of the number of yes cases in
// the population, given x of n and Jeffreys' prior: x and the beta-binomial
// number among the cases not read. start is a guess.
//
// Sources: Bolfarine, H. and Zacks, S. (1992), Prediction Theory for Finite
// Populations, for the posterior; Brown, Cai and DasGupta (2001),
// Interval estimation for a binomial proportion, Statistical Science 16, for
// the prior.
func jeffreysLowCount(population, n, x int, l level, start int) int {
	rest := BetaBinomial{N: population - n, Alpha: float64(x) + 0.5, Beta: float64(n-x) + 0.5}
	// A tail of exactly alpha/2 counts as reaching it.
	return x + rest.leastReaching(l.alpha/2*(1-nearFresh), start-x)
}

// leastReaching returns the least m with P(X <= m) >= p. From start it goes by
// Newton's steps as long as they are far, and then from count to count.
func (b BetaBinomial) leastReaching(p float64, start int) int {
	const far, patience = 500, 50
	m := min(max(start, 0), b.N)
	tail, at := b.atMost(m), b.prob(float64(m))
	for range patience {
		off := (p - tail) / at
		if math.Abs(off) <= far {
			break
		}
		m = int(clamp(float64(m)+off, 0, float64(b.N)))
		tail, at = b.atMost(m), b.prob(float64(m))
	}
	n := float64(b.N)
	up := func(k float64) float64 { // f(k)/f(k-1)
		return (n - k + 1) * (k - 1 + b.Alpha) / (k * (n - k + b.Beta))
	}
	for ; m < b.N && tail < p; m++ {
		at *= up(float64(m + 1))
		tail += at
	}
	for ; m > 0 && tail-at >= p; m-- {
		tail -= at
		at /= up(float64(m))
	}
	return m
}

// jeffreysLow returns the alpha/2 quantile of Beta(x + 1/2, n - x + 1/2), and 0
// for x = 0. Source: Brown, Cai and DasGupta (2001), section 3.1.3.
func jeffreysLow(x, n int, l level) float64 {
	if x == 0 {
		return 0
	}
	half := l.alpha / 2
	beta := distuv.Beta{Alpha: float64(x) + 0.5, Beta: float64(n-x) + 0.5}
	// gonum's quantile is far off for alpha below about 1e-6, so it is only
	// where the search begins.
	start := math.Log(beta.Quantile(half))
	return math.Exp(root(math.Log(1e-300), 0, start, func(logP float64) (value, slope float64) {
		p := math.Exp(logP)
		tail := mathext.RegIncBeta(beta.Alpha, beta.Beta, p)
		return math.Log(tail / half), p * beta.Prob(p) / tail
	}))
}
