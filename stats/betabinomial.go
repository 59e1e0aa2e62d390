package stats

import (
	"fmt"
	"math"
	"math/rand/v2"
)

// BetaBinomial is the number of yes cases among N whose chance of yes is
// itself drawn from a Beta distribution. Its probability function is
//
//	f(x) = C(N, x) B(x+Alpha, N-x+Beta) / B(Alpha, Beta),   0 <= x <= N
//
// With a Beta(a, b) prior, x yes cases read among n and N-n cases not read,
// BetaBinomial{N - n, x + a, n - x + b} is what is known of the rest. It is
// also the Polya urn, and with whole numbers the negative hypergeometric: the
// number of yes cases met before the s-th no case in a population of K yes and
// M no cases is BetaBinomial{K, s, M - s + 1}.
//
// Its methods are those of gonum's stat/distuv and panic, as those do, on
// parameters that make no distribution. Probabilities keep a relative error
// below 1e-10 for N up to [MaxPopulation], in both tails, wherever a float64
// can hold them.
type BetaBinomial struct {
	// N is the number of cases, from 0 to MaxPopulation.
	N int
	// Alpha and Beta are the parameters of the Beta distribution, above 0.
	Alpha, Beta float64

	Src rand.Source
}

// check panics on parameters that make no distribution.
func (b BetaBinomial) check() {
	if b.N < 0 || b.N > MaxPopulation || !(b.Alpha > 0) || !(b.Beta > 0) || math.IsInf(b.Alpha+b.Beta, 1) {
		panic(fmt.Sprintf("stats: no beta-binomial distribution has N = %d, Alpha = %v, Beta = %v", b.N, b.Alpha, b.Beta))
	}
}

// mirrored is the distribution of N - x.
func (b BetaBinomial) mirrored() BetaBinomial {
	return BetaBinomial{N: b.N, Alpha: b.Beta, Beta: b.Alpha}
}

// prob is Prob for a real x in 0..N. The fourfold table has the same
// factorials but for the last of each that the prior contributes.
func (b BetaBinomial) prob(x float64) float64 {
	if b.N == 0 {
		return 1
	}
	n := float64(b.N)
	t := fourfold{x, n - x, b.Alpha, b.Beta}
	return t.prob() * b.priorShare(x)
}

func (b BetaBinomial) priorShare(x float64) float64 {
	n, both := float64(b.N), b.Alpha+b.Beta
	return b.Alpha / (x + b.Alpha) * (b.Beta / (n - x + b.Beta)) * ((n + both) / both)
}

// Prob computes the value of the probability mass function at x.
func (b BetaBinomial) Prob(x float64) float64 {
	b.check()
	if k, ok := wholeNumber(x); !ok || k > b.N {
		return 0
	}
	return b.prob(x)
}

// LogProb computes the natural logarithm of the value of the probability mass
// function at x. It is finite over the whole support.
func (b BetaBinomial) LogProb(x float64) float64 {
	b.check()
	k, ok := wholeNumber(x)
	if !ok || k > b.N {
		return math.Inf(-1)
	}
	if p := b.prob(x); p > 0.5 {
		return math.Log1p(-(b.below(k-1) + b.mirrored().below(b.N-k-1)))
	}
	n := float64(b.N)
	return fourfold{x, n - x, b.Alpha, b.Beta}.logProb() + math.Log(b.priorShare(x))
}

// CDF computes the probability of x or fewer.
func (b BetaBinomial) CDF(x float64) float64 {
	b.check()
	if math.IsNaN(x) {
		return math.NaN()
	}
	return b.atMost(int(math.Floor(clamp(x, -1, float64(b.N)))))
}

// Survival computes the probability of more than x. It is summed on its own
// and keeps its digits where CDF rounds to 1.
func (b BetaBinomial) Survival(x float64) float64 {
	b.check()
	if math.IsNaN(x) {
		return math.NaN()
	}
	return b.atLeast(int(math.Floor(clamp(x, -1, float64(b.N)))) + 1)
}

// atMost returns P(X <= x).
func (b BetaBinomial) atMost(x int) float64 {
	switch {
	case x < 0:
		return 0
	case x >= b.N:
		return 1
	case float64(x) > b.Mean():
		return 1 - b.mirrored().below(b.N-x-1)
	}
	return b.below(x)
}

// atLeast returns P(X >= x).
func (b BetaBinomial) atLeast(x int) float64 { return b.mirrored().atMost(b.N - x) }

// below sums f from x downwards, for x up to about the mean. The terms of a
// long tail are added one by one at its ends and integrated between them.
func (b BetaBinomial) below(x int) float64 {
	if x < 0 {
		return 0
	}
	last := 0 // the last term to be added before the smooth part
	if x > longSum {
		last = x - longEnd + 1
	}
	n := float64(b.N)
	term := b.prob(float64(x))
	sum := term
	for k := float64(x); k > float64(last); k-- {
		term *= k * (n - k + b.Beta) / ((n - k + 1) * (k - 1 + b.Alpha))
		sum += term
		if term < sum*negligible {
			return sum
		}
	}
	if last == 0 {
		return sum
	}
	return sum + b.smoothSum(longEnd, last-1) + b.below(longEnd-1)
}

// Quantile returns the least x with CDF(x) >= p. It panics unless p is in
// 0..1.
func (b BetaBinomial) Quantile(p float64) float64 {
	b.check()
	if !(p >= 0 && p <= 1) {
		panic("stats: percentile out of bounds")
	}
	return float64(quantile(p, 0, b.N, int(b.Mean()), b.StdDev(), b.atMost, b.atLeast))
}

// Mean returns the mean of the distribution.
func (b BetaBinomial) Mean() float64 {
	return float64(b.N) * (b.Alpha / (b.Alpha + b.Beta))
}

// Mode returns the most probable number, the larger where two are equally
// probable; where Alpha and Beta are both 1 or less that is an end, N where the
// ends are equal.
func (b BetaBinomial) Mode() float64 {
	b.check()
	n := float64(b.N)
	if b.Alpha <= 1 && b.Beta <= 1 {
		if b.Alpha < b.Beta {
			return 0
		}
		return n
	}
	// f(x) >= f(x-1) as long as x (Alpha+Beta-2) <= (N+1)(Alpha-1).
	return clamp(math.Floor((n+1)*(b.Alpha-1)/(b.Alpha+b.Beta-2)), 0, n)
}

// Variance returns the variance of the distribution.
func (b BetaBinomial) Variance() float64 {
	n, both := float64(b.N), b.Alpha+b.Beta
	return n * (b.Alpha / both) * (b.Beta / both) * ((n + both) / (1 + both))
}

// StdDev returns the standard deviation of the distribution.
func (b BetaBinomial) StdDev() float64 { return math.Sqrt(b.Variance()) }

// Skewness returns the skewness of the distribution.
func (b BetaBinomial) Skewness() float64 {
	n, both := float64(b.N), b.Alpha+b.Beta
	return (both + 2*n) * (b.Beta - b.Alpha) / (both + 2) *
		math.Sqrt((1+both)/(n*b.Alpha*b.Beta*(n+both)))
}

// NumParameters returns the number of parameters of the distribution.
func (BetaBinomial) NumParameters() int { return 3 }

// Rand returns a random number of yes cases, by inversion.
func (b BetaBinomial) Rand() float64 { return b.Quantile(uniform(b.Src)) }
