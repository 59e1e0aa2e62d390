package stats

import "math"

// jeffreysLowCount returns the alpha/2 quantile of the number of yes cases in
// the population, given x of n and Jeffreys' prior: x and the beta-binomial
// number among the cases not read.
//
// Sources: Bolfarine, H. and Zacks, S. (1992), Prediction Theory for Finite
// Populations, for the posterior; Brown, Cai and DasGupta (2001),
// Interval estimation for a binomial proportion, Statistical Science 16, for
// the prior.
func jeffreysLowCount(x, n, N int, l level, from guess) int {
	rest := BetaBinomial{N: N - n, Alpha: float64(x) + 0.5, Beta: float64(n-x) + 0.5}
	// A tail of exactly alpha/2 counts as reaching it.
	return x + rest.leastReaching(l.alpha/2*(1-nearFresh), from.at-x)
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
	return betaQuantile(float64(x)+0.5, float64(n-x)+0.5, l.alpha/2)
}
