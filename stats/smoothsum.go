package stats

import (
	"gonum.org/v1/gonum/integrate/quad"
)

// A beta-binomial tail of more than longSum terms is integrated, but for
// longEnd terms at either end, which are added one by one like those of a
// shorter one.
const (
	longSum = 100_000
	longEnd = 4000
)

// smoothSum returns the sum of f over from..to, both longEnd or more from the
// ends of the support. Probabilities there change by a part in a thousand or
// so from one count to the next, or are negligible, and Euler and Maclaurin's
// formula about midpoints,
//
//	sum f(k), k = a..b  =  integral of f from a-1/2 to b+1/2  -  (f'(b+1/2) - f'(a-1/2))/24 + ...
//
// leaves out a relative error below 1e-12. Source: NIST Handbook of
// Mathematical Functions (2010), 2.10(i), in its midpoint form.
func (b BetaBinomial) smoothSum(from, to int) float64 {
	low, high := float64(from)-0.5, float64(to)+0.5
	slope := func(at float64) float64 { return b.prob(at+0.5) - b.prob(at-0.5) }
	return b.integral(low, high) - (slope(high)-slope(low))/24
}

// integral returns the integral of f over from..to by Gauss and Legendre's
// rule on panels no wider than half a standard deviation and a third of the way
// to an end of the support. It goes downwards, as a lower tail falls.
func (b BetaBinomial) integral(from, to float64) float64 {
	const points = 16
	sum, n, widest := 0.0, float64(b.N), b.StdDev()/2
	for high := to; high > from; {
		low := max(from, high-min(high/3, (n-high)/3, widest))
		panel := quad.Fixed(b.prob, low, high, points, quad.Legendre{}, 0)
		sum += panel
		if panel < sum*negligible {
			break
		}
		high = low
	}
	return sum
}
