package stats

import (
	"fmt"
	"math"
)

// Binomial is the number of yes cases among N with a chance P each. Its methods
// panic on parameters that make no distribution. gonum's Binomial takes its upper
// tail as 1 - CDF and is off by 1e-10; this one keeps both tails to a few rounding
// units.
type Binomial struct {
	N int     // from 0 to MaxPopulation
	P float64 // in 0..1
}

func (b Binomial) check() {
	if b.N < 0 || b.N > MaxPopulation || !(b.P >= 0 && b.P <= 1) {
		panic(fmt.Sprintf("stats: no binomial distribution has N = %d, P = %v", b.N, b.P))
	}
}

// Prob returns the probability of x yes cases.
func (b Binomial) Prob(x float64) float64 {
	k, ok := count(b, x)
	if !ok {
		return 0
	}
	return b.prob(k)
}

// CDF returns the probability of x yes cases or fewer.
func (b Binomial) CDF(x float64) float64 { return cdf(b, x) }

// Survival returns the probability of more than x yes cases.
func (b Binomial) Survival(x float64) float64 { return survival(b, x) }

// Mean returns the mean of the distribution.
func (b Binomial) Mean() float64 { return float64(b.N) * b.P }

func (b Binomial) atMost(x int) float64  { return atMost(b, x) }
func (b Binomial) atLeast(x int) float64 { return atLeast(b, x) }

func (b Binomial) least() int { return 0 }
func (b Binomial) most() int  { return b.N }

// prob is Prob for x in 0..N. Source: Loader, C. (2000), Fast and accurate
// computation of binomial probabilities.
func (b Binomial) prob(x int) float64 {
	n, k := float64(b.N), float64(x)
	switch x {
	case b.N:
		return math.Pow(b.P, n)
	case 0:
		return math.Exp(n * math.Log1p(-b.P))
	}
	off := math.FMA(-n, b.P, k)
	deviance := cellDeviance(k, off, n*b.P) + cellDeviance(n-k, -off, n*(1-b.P))
	rest := stirlingError(n) - stirlingError(k) - stirlingError(n-k)
	return math.Sqrt(n/(2*math.Pi*k*(n-k))) * math.Exp(rest-deviance)
}

// below sums from x downwards, for x below the mode.
func (b Binomial) below(x int) float64 {
	odds := (1 - b.P) / b.P
	term := b.prob(x)
	sum := term
	for k := float64(x); k > 0 && term > sum*negligible; k-- {
		term *= k / (float64(b.N) - k + 1) * odds
		sum += term
	}
	return sum
}

// above sums from x upwards, for x above the mode.
func (b Binomial) above(x int) float64 {
	odds := b.P / (1 - b.P)
	term := b.prob(x)
	sum := term
	for k := float64(x); k < float64(b.N) && term > sum*negligible; k++ {
		term *= (float64(b.N) - k) / (k + 1) * odds
		sum += term
	}
	return sum
}
