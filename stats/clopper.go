package stats

import "math"

// binomialLow returns the p at which P(X >= x) is alpha/2; with mid, P(X = x)
// counts by half. It is 0 for x = 0.
//
// Sources: Clopper, C. J. and Pearson, E. S. (1934), The use of confidence or
// fiducial limits illustrated in the case of the binomial, Biometrika 26;
// for mid, Lancaster, H. O. (1961), Significance tests in discrete
// distributions, JASA 56.
func binomialLow(x, n int, l level, mid bool) float64 {
	half := l.alpha / 2
	switch {
	case x == 0:
		return 0
	case x == n && mid:
		return math.Pow(l.alpha, 1/float64(n))
	case x == n:
		return math.Pow(half, 1/float64(n))
	}
	// In ln p the tail's logarithm is nearly straight, and nothing is lost in
	// it when alpha is tiny.
	start, _ := wilson(x, n, float64(n), Z(l.confidence))
	k, m := float64(x), float64(n-x)
	return math.Exp(root(math.Log(1e-300), 0, math.Log(start), func(logP float64) (value, slope float64) {
		b := binomial{n, math.Exp(logP)}
		at := b.prob(x)
		tail, rise := b.atLeast(x), k*at // rise = d tail / d ln p
		if mid {
			tail -= at / 2
			rise = k*at/2 + m*b.p/(1-b.p)*at/2
		}
		return math.Log(tail / half), rise / tail
	}))
}
