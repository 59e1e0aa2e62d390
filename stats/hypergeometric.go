package stats

import (
	"fmt"
	"math"
)

// Hypergeometric is the number of yes cases in a simple random sample without
// replacement. Its probability function is
//
//	f(x) = C(K, x) C(N-K, n-x) / C(N, n),   max(0, n-N+K) <= x <= min(n, K)
//
// with n = Draws. Its methods panic, as those of gonum's stat/distuv do, on
// parameters that make no distribution. Probabilities keep a relative error below
// 1e-13 for N up to 100,000 and below 1e-10 for N up to [MaxPopulation], in both
// tails, wherever a float64 can hold them.
type Hypergeometric struct {
	// N is the size of the population, from 0 to MaxPopulation.
	N int
	// K is the number of yes cases in the population, from 0 to N.
	K int
	// Draws is the size of the sample, from 0 to N.
	Draws int
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

// prob is Prob for a whole number: the chance of the fourfold table, sampled or not
// by yes or no, with x yes cases in the sample.
func (h Hypergeometric) prob(x int) float64 {
	lo, hi := h.least(), h.most()
	switch {
	case x < lo || x > hi:
		return 0
	case lo == hi:
		return 1
	}
	return fourfold{float64(x), float64(h.Draws - x), float64(h.K - x), float64(h.N - h.K - (h.Draws - x))}.prob()
}

// Prob returns the probability of x yes cases.
func (h Hypergeometric) Prob(x float64) float64 {
	k, ok := count(h, x)
	if !ok {
		return 0
	}
	return h.prob(k)
}

// CDF returns the probability of x yes cases or fewer.
func (h Hypergeometric) CDF(x float64) float64 { return cdf(h, x) }

// Survival returns the probability of more than x yes cases. It is summed on
// its own and keeps its digits where CDF rounds to 1.
func (h Hypergeometric) Survival(x float64) float64 { return survival(h, x) }

func (h Hypergeometric) atMost(x int) float64  { return atMost(h, x) }
func (h Hypergeometric) atLeast(x int) float64 { return atLeast(h, x) }

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

// Quantile returns the least x with CDF(x) >= p. It panics unless p is in
// 0..1.
func (h Hypergeometric) Quantile(p float64) float64 {
	h.check()
	if !(p >= 0 && p <= 1) {
		panic(fmt.Sprintf("stats: no quantile of %v", p))
	}
	most := h.most()
	from := guess{int(h.Mean()), max(1, int(math.Sqrt(h.Variance())))}
	return float64(leastReached(h.least(), most, from, func(x int) bool {
		if p > 0.5 { // by the other tail, so that a large p keeps its digits
			return x == most || h.atLeast(x+1) <= 1-p
		}
		return x == most || h.atMost(x) >= p
	}))
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

// mass returns P(a <= X <= b). It sums outwards from the most probable count
// within a..b, so that each tail stops where its terms no longer matter.
func (h Hypergeometric) mass(a, b int) float64 {
	a, b = max(a, h.least()), min(b, h.most())
	if a > b {
		return 0
	}
	peak := min(max(int(h.Mode()), a), b)
	first := h.prob(peak)
	sum := first
	N, K, n := float64(h.N), float64(h.K), float64(h.Draws)
	term := first
	for x := float64(peak); x < float64(b) && term > sum*negligible; x++ {
		term *= (K - x) * (n - x) / ((x + 1) * (N - K - n + x + 1))
		sum += term
	}
	term = first
	for x := float64(peak); x > float64(a) && term > sum*negligible; x-- {
		term *= x * (N - K - n + x) / ((K - x + 1) * (n - x + 1))
		sum += term
	}
	return min(sum, 1)
}
