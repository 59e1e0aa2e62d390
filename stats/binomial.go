package stats

import "math"

// A binomial is the number of yes cases among n with a chance p each, in
// 0 < p < 1. gonum's Binomial takes its upper tail as 1 - CDF and is off by
// 1e-10; this one keeps both tails to a few rounding units.
type binomial struct {
	n int
	p float64
}

// prob returns P(X = x) for x in 0..n. Source: Loader, C. (2000),
// Fast and accurate computation of binomial probabilities.
func (b binomial) prob(x int) float64 {
	n, k := float64(b.n), float64(x)
	q := 1 - b.p
	switch x {
	case 0:
		return math.Exp(n * math.Log1p(-b.p))
	case b.n:
		return math.Pow(b.p, n)
	}
	off := math.FMA(-n, b.p, k)
	deviance := cellDeviance(k, off, n*b.p) + cellDeviance(n-k, -off, n*q)
	rest := stirlingError(n) - stirlingError(k) - stirlingError(n-k)
	return math.Sqrt(n/(2*math.Pi*k*(n-k))) * math.Exp(rest-deviance)
}

// atMost returns P(X <= x).
func (b binomial) atMost(x int) float64 {
	switch {
	case x < 0:
		return 0
	case x >= b.n:
		return 1
	case float64(x) > float64(b.n)*b.p:
		return 1 - b.above(x+1)
	}
	return b.below(x)
}

// atLeast returns P(X >= x).
func (b binomial) atLeast(x int) float64 {
	switch {
	case x <= 0:
		return 1
	case x > b.n:
		return 0
	case float64(x) < float64(b.n)*b.p:
		return 1 - b.below(x-1)
	}
	return b.above(x)
}

// below sums from x downwards, for x below the mode.
func (b binomial) below(x int) float64 {
	odds := (1 - b.p) / b.p
	term := b.prob(x)
	sum := term
	for k := float64(x); k > 0 && term > sum*negligible; k-- {
		term *= k / (float64(b.n) - k + 1) * odds
		sum += term
	}
	return sum
}

// above sums from x upwards, for x above the mode.
func (b binomial) above(x int) float64 {
	odds := b.p / (1 - b.p)
	term := b.prob(x)
	sum := term
	for k := float64(x); k < float64(b.n) && term > sum*negligible; k++ {
		term *= (float64(b.n) - k) / (k + 1) * odds
		sum += term
	}
	return sum
}
