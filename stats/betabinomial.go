package stats

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/integrate/quad"
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
// Its methods panic, as those of gonum's stat/distuv do, on parameters that make
// no distribution. Probabilities keep a relative error below 1e-10 for N up to [MaxPopulation], in both tails, wherever a float64
// can hold them.
type BetaBinomial struct {
	// N is the number of cases, from 0 to MaxPopulation.
	N int
	// Alpha and Beta are the parameters of the Beta distribution, above 0.
	Alpha, Beta float64
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
	both := b.Alpha + b.Beta
	prior := b.Alpha / (x + b.Alpha) * (b.Beta / (n - x + b.Beta)) * ((n + both) / both)
	return fourfold{x, n - x, b.Alpha, b.Beta}.prob() * prior
}

// Prob returns the probability of x.
func (b BetaBinomial) Prob(x float64) float64 {
	if _, ok := count(b, x); !ok {
		return 0
	}
	return b.prob(x)
}

// CDF returns the probability of x or fewer.
func (b BetaBinomial) CDF(x float64) float64 { return cdf(b, x) }

// Survival returns the probability of more than x. It is summed on its own
// and keeps its digits where CDF rounds to 1.
func (b BetaBinomial) Survival(x float64) float64 { return survival(b, x) }

func (b BetaBinomial) atMost(x int) float64  { return atMost(b, x) }
func (b BetaBinomial) atLeast(x int) float64 { return atLeast(b, x) }

func (b BetaBinomial) least() int { return 0 }
func (b BetaBinomial) most() int  { return b.N }

func (b BetaBinomial) above(x int) float64 { return b.mirrored().below(b.N - x) }

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
	sum, n, widest := 0.0, float64(b.N), math.Sqrt(b.Variance())/2
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
