package stats

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

// lowCounts returns, for x = 0..n, the least number of yes cases K whose
// chance of x or more in the sample is above alpha/2; with mid, P(X = x) counts
// by half. Both K and x only rise, so the work is O(N + n).
func lowCounts(N, n int, l level, mid bool) []int {
	lows := make([]int, n+1)
	if n == 0 {
		return lows
	}
	s := tailSweep{N: N, n: n, K: 0, x: 0, p: 1, tail: 1}
	for x := 1; x <= n; x++ {
		s.raiseX()
		for !s.above(l, mid) {
			s.raiseK()
		}
		lows[x] = s.K
	}
	return lows
}

// above tells whether K's tail at x is above alpha/2.
func (s *tailSweep) above(l level, mid bool) bool {
	sum, y := 2*s.tail, s.x
	if mid {
		sum -= s.p
		y++
	}
	above, settled := l.exceeds(sum, nearCarried*l.alpha)
	if settled {
		return above
	}
	return l.tailsAbove(s.at(), s.x, y)
}
