package stats

import (
	"fmt"
	"math"
	"math/rand/v2"
)

// Hypergeometric is the number of yes cases in a simple random sample without
// replacement. Its probability function is
//
//	f(x) = C(K, x) C(N-K, n-x) / C(N, n),   max(0, n-N+K) <= x <= min(n, K)
//
// with n = Draws. Its methods are those of gonum's stat/distuv and panic, as
// those do, on parameters that make no distribution. Probabilities keep a
// relative error below 1e-13 for N up to 100,000 and below 1e-10 for N up to
// [MaxPopulation], in both tails, wherever a float64 can hold them.
type Hypergeometric struct {
	// N is the size of the population, from 0 to MaxPopulation.
	N int
	// K is the number of yes cases in the population, from 0 to N.
	K int
	// Draws is the size of the sample, from 0 to N.
	Draws int

	Src rand.Source
}

// check panics on parameters that make no distribution.
func (h Hypergeometric) check() {
	if h.N < 0 || h.N > MaxPopulation || h.K < 0 || h.K > h.N || h.Draws < 0 || h.Draws > h.N {
		panic(fmt.Sprintf("stats: no hypergeometric distribution has N = %d, K = %d, Draws = %d", h.N, h.K, h.Draws))
	}
}

// least returns the smallest possible number of yes cases in the sample.
func (h Hypergeometric) least() int { return max(0, h.Draws-(h.N-h.K)) }

// most returns the largest possible number of yes cases in the sample.
func (h Hypergeometric) most() int { return min(h.Draws, h.K) }

// table returns the fourfold table, sampled or not by yes or no, with x yes
// cases in the sample. x is in the support.
func (h Hypergeometric) table(x int) fourfold {
	return fourfold{float64(x), float64(h.Draws - x), float64(h.K - x), float64(h.N - h.K - (h.Draws - x))}
}

// prob is Prob for a whole number.
func (h Hypergeometric) prob(x int) float64 {
	lo, hi := h.least(), h.most()
	switch {
	case x < lo || x > hi:
		return 0
	case lo == hi:
		return 1
	}
	return h.table(x).prob()
}

// Prob computes the value of the probability mass function at x.
func (h Hypergeometric) Prob(x float64) float64 {
	h.check()
	k, ok := wholeNumber(x)
	if !ok {
		return 0
	}
	return h.prob(k)
}

// LogProb computes the natural logarithm of the value of the probability mass
// function at x. It is finite over the whole support, also where Prob is too
// small for a float64.
func (h Hypergeometric) LogProb(x float64) float64 {
	h.check()
	k, ok := wholeNumber(x)
	lo, hi := h.least(), h.most()
	switch {
	case !ok || k < lo || k > hi:
		return math.Inf(-1)
	case lo == hi:
		return 0
	}
	if p := h.prob(k); p > 0.5 {
		return math.Log1p(-(h.below(k-1) + h.above(k+1)))
	}
	return h.table(k).logProb()
}

// CDF computes the probability of x yes cases or fewer.
func (h Hypergeometric) CDF(x float64) float64 {
	h.check()
	if math.IsNaN(x) {
		return math.NaN()
	}
	return h.atMost(int(math.Floor(clamp(x, -1, float64(h.N)))))
}

// Survival computes the probability of more than x yes cases. It is summed on
// its own and keeps its digits where CDF rounds to 1.
func (h Hypergeometric) Survival(x float64) float64 {
	h.check()
	if math.IsNaN(x) {
		return math.NaN()
	}
	return h.atLeast(int(math.Floor(clamp(x, -1, float64(h.N)))) + 1)
}

// atMost returns P(X <= x).
func (h Hypergeometric) atMost(x int) float64 {
	switch {
	case x < h.least():
		return 0
	case x >= h.most():
		return 1
	case float64(x) > h.Mean():
		return 1 - h.above(x+1)
	}
	return h.below(x)
}

// atLeast returns P(X >= x).
func (h Hypergeometric) atLeast(x int) float64 {
	switch {
	case x <= h.least():
		return 1
	case x > h.most():
		return 0
	case float64(x) < h.Mean():
		return 1 - h.below(x-1)
	}
	return h.above(x)
}

// below sums f from x downwards. It is meant for x below the mode, where the
// terms fall.
func (h Hypergeometric) below(x int) float64 {
	term := h.prob(x)
	sum := term
	yes, no := float64(h.K-x), float64(h.Draws-x) // left out of the table's first cell
	rest := float64(h.N-h.K) - no
	for k := float64(x); k > 0 && rest > 0 && term > sum*negligible; k-- {
		yes++
		no++
		term *= k * rest / (yes * no)
		sum += term
		rest--
	}
	return sum
}

// above sums f from x upwards, for x above the mode.
func (h Hypergeometric) above(x int) float64 {
	// The mirror image: a yes is a no.
	return Hypergeometric{N: h.N, K: h.N - h.K, Draws: h.Draws}.below(h.Draws - x)
}

// negligible is the share of a sum below which its falling terms stop. The
// tails fall faster than geometrically, so what is left is of that order too.
const negligible = 1e-18

// Quantile returns the least x with CDF(x) >= p. It panics unless p is in
// 0..1.
func (h Hypergeometric) Quantile(p float64) float64 {
	h.check()
	if !(p >= 0 && p <= 1) {
		panic("stats: percentile out of bounds")
	}
	return float64(quantile(p, h.least(), h.most(), int(h.Mean()), h.StdDev(), h.atMost, h.atLeast))
}

// Mean returns the mean of the distribution, Draws K/N; it is NaN where N
// is 0.
func (h Hypergeometric) Mean() float64 {
	return float64(h.Draws) * float64(h.K) / float64(h.N)
}

// Mode returns the most probable number of yes cases, the larger where two
// are equally probable.
func (h Hypergeometric) Mode() float64 {
	h.check()
	return float64((int64(h.Draws) + 1) * (int64(h.K) + 1) / (int64(h.N) + 2))
}

// Variance returns the variance of the distribution.
func (h Hypergeometric) Variance() float64 {
	if h.N <= 1 {
		return 0
	}
	n, k, all := float64(h.Draws), float64(h.K), float64(h.N)
	return n * (k / all) * ((all - k) / all) * ((all - n) / (all - 1))
}

// StdDev returns the standard deviation of the distribution.
func (h Hypergeometric) StdDev() float64 { return math.Sqrt(h.Variance()) }

// Skewness returns the skewness of the distribution. It is NaN where the
// variance is 0 or N is 2 or less.
func (h Hypergeometric) Skewness() float64 {
	n, k, all := float64(h.Draws), float64(h.K), float64(h.N)
	if all <= 2 {
		return math.NaN()
	}
	return (all - 2*k) / (all - 2) * ((all - 2*n) / all) / h.StdDev()
}

// NumParameters returns the number of parameters of the distribution.
func (Hypergeometric) NumParameters() int { return 3 }

// Rand returns a random number of yes cases, by inversion.
func (h Hypergeometric) Rand() float64 {
	return h.Quantile(uniform(h.Src))
}
