package stats

import (
	"math"

	"gonum.org/v1/gonum/mathext"
	"gonum.org/v1/gonum/stat/distuv"
)

// betaQuantile returns the p quantile of the beta distribution with parameters
// a and b. gonum's own is far off for p below about 1e-6, so it is only where
// the search begins. In the logarithm of the quantile that of the tail is
// nearly straight.
func betaQuantile(a, b, p float64) float64 {
	beta := distuv.Beta{Alpha: a, Beta: b}
	start := math.Log(mathext.InvRegIncBeta(a, b, p))
	return math.Exp(root(math.Log(1e-300), 0, start, func(logX float64) (value, slope float64) {
		x := math.Exp(logX)
		tail := mathext.RegIncBeta(a, b, x)
		return math.Log(tail / p), x * beta.Prob(x) / tail
	}))
}
