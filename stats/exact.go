package stats

import "math"

// exactTails makes the limits of Exact, and with mid those of MidP: P(X = x)
// counts by half.
type exactTails struct{ mid bool }

// next returns the count y for which P(X >= x) + P(X >= y) is twice the tail.
func (e exactTails) next(x int) int {
	if e.mid {
		return x + 1
	}
	return x
}

// lowCount returns the least number of yes cases K whose chance of x or more in
// the sample is above alpha/2, by halving, at the cost of some log N tail sums.
//
// Sources: Katz, L. (1953), Confidence intervals for the number showing a
// certain characteristic in a population when sampling is without
// replacement, JASA 48; Buonaccorsi, J. (1987), A note on confidence intervals
// for proportions in finite populations, The American Statistician 41.
func (e exactTails) lowCount(x, n, N int, l level, from guess) int {
	// At K = N-n+x every sample has x yes cases or more.
	return leastReached(x, N-n+x, from, func(K int) bool {
		return l.tailsAbove(Hypergeometric{N: N, K: K, Draws: n}, x, e.next(x))
	})
}

// counts returns the limits for x = 0..n. For the lower ones K and x only rise,
// so the work is O(N + n).
func (e exactTails) counts(n, N int, l level) (lows, highs []int) {
	lows = make([]int, n+1)
	s := tailSweep{N: N, n: n, K: 0, x: 0, p: 1, tail: 1}
	for x := 1; x <= n; x++ {
		s.raiseX()
		for !e.above(&s, l) {
			s.raiseK()
		}
		lows[x] = s.K
	}
	return mirroredCounts(lows, N)
}

// above tells whether the tail that a sweep has come to is above alpha/2.
func (e exactTails) above(s *tailSweep, l level) bool {
	sum := 2 * s.tail
	if e.mid {
		sum -= s.p
	}
	above, settled := l.exceeds(sum, nearCarried*l.alpha)
	return settled && above || !settled && l.tailsAbove(s.at(), s.x, e.next(s.x))
}

// low returns the p at which P(X >= x) is alpha/2, without a population. It is
// 0 for x = 0.
//
// Sources: Clopper, C. J. and Pearson, E. S. (1934), The use of confidence or
// fiducial limits illustrated in the case of the binomial, Biometrika 26;
// for mid, Lancaster, H. O. (1961), Significance tests in discrete
// distributions, JASA 56.
func (e exactTails) low(x, n int, l level) float64 {
	half := l.alpha / 2
	switch {
	case x == 0:
		return 0
	case x == n && e.mid:
		return math.Pow(l.alpha, 1/float64(n))
	case x == n:
		return math.Pow(half, 1/float64(n))
	}
	start, _ := wilson(x, n, Infinite, l)
	return math.Exp(root(math.Log(1e-300), 0, math.Log(start), e.excess(x, n, half)))
}

// excess returns the logarithm of P(X >= x) as a multiple of half, with its slope, by ln p:
// there it is nearly straight, and nothing is lost in it when alpha is tiny.
func (e exactTails) excess(x, n int, half float64) func(logP float64) (value, slope float64) {
	k, m := float64(x), float64(n-x)
	return func(logP float64) (value, slope float64) {
		b := Binomial{n, math.Exp(logP)}
		at := b.prob(x)
		tail, rise := b.atLeast(x), k*at // rise = d tail / d ln p
		if e.mid {
			tail -= at / 2
			rise = k*at/2 + m*b.P/(1-b.P)*at/2
		}
		return math.Log(tail / half), rise / tail
	}
}

// A tailSweep follows P_K(X >= x) while the number of yes cases K and the
// sample's count x rise, at a few operations a step. Turning one no case of
// the population into a yes adds a yes to the sample when that case is in it
// and exactly x-1 others are yes:
//
//	P_{K+1}(X >= x) = P_K(X >= x) + P_K(X = x-1) (n-x+1)/(N-K)
//
// Errors do not grow: the sweep is taken afresh from the distribution every so
// many steps, and when a step has cancelled most of what it carried.
type tailSweep struct {
	N, n  int
	K, x  int
	p     float64 // P_K(X = x)
	tail  float64 // P_K(X >= x)
	steps int     // since it was last taken afresh
}

// refreshAfter is the number of steps a sweep trusts. Each adds a relative
// error of about 3e-16.
const refreshAfter = 512

func (s *tailSweep) at() Hypergeometric { return Hypergeometric{N: s.N, K: s.K, Draws: s.n} }

func (s *tailSweep) refresh() {
	h := s.at()
	s.p, s.tail, s.steps = h.prob(s.x), h.atLeast(s.x), 0
}

func (s *tailSweep) count() {
	if s.steps++; s.steps == refreshAfter {
		s.refresh()
	}
}

// raiseK goes from K to K+1. x is within the support at K, and not at its
// lower end, where the tail is 1.
func (s *tailSweep) raiseK() {
	x, K := float64(s.x), float64(s.K)
	share := s.p * (float64(s.N-s.K-s.n) + x) / ((K + 1 - x) * float64(s.N-s.K))
	s.tail += share * x
	s.p = share * (K + 1)
	s.K++
	s.count()
}

// raiseX goes from x to x+1, and to K+1 as well where K yes cases cannot give
// so many.
func (s *tailSweep) raiseX() {
	if s.x == s.K {
		s.p *= float64(s.n-s.x) / float64(s.N-s.x)
		s.tail = s.p
		s.K++
		s.x++
		s.count()
		return
	}
	x := float64(s.x)
	before := s.tail
	s.tail -= s.p
	s.p *= (float64(s.K) - x) * (float64(s.n) - x) / ((x + 1) * (float64(s.N-s.K-s.n) + x + 1))
	s.x++
	if s.tail < before*1e-3 {
		s.refresh()
	}
	s.count()
}
