package stats

import "fmt"

// maxShortest is the largest population whose shortest limits are made: they
// need a table over half of it, two int32 a case.
const maxShortest = 10_000_000

func shortestTooLarge(_, N int) error {
	if N > maxShortest {
		return fmt.Errorf("stats: %s limits need a table over the population and stop at %d cases, this one has %d; use exact limits", Shortest, maxShortest, N)
	}
	return nil
}

// shortestCounts returns the limits of Shortest for x = 0..n.
func shortestCounts(n, N int, l level) (lows, highs []int) {
	return mirroredCounts(shortestAcceptance(n, N, l).lowCounts(), N)
}

// An acceptance table holds, for K = 0..N/2 yes cases in the population, the
// window low[K]..high[K] of sample counts that are taken as in keeping with K.
// The window of N-K is its mirror image under x -> n-x.
type acceptance struct {
	N, n      int
	low, high []int32
}

// shortestAcceptance returns windows of least total size that hold at least
// the level's confidence, rise with K and are symmetric.
//
// First, each window is the smallest that holds enough, and of those the most
// probable. Where its lower end falls back as K rises, the window is moved up;
// then, from the middle down, where its upper end would fall back, it is moved
// down. The windows keep their size. Where N is even the middle window has to
// be its own mirror image.
//
// Source: Bartroff, J., Lorden, G. and Wang, L. (2023), Optimal and fast
// confidence intervals for hypergeometric successes, The American
// Statistician 77; arXiv 2109.05624.
func shortestAcceptance(n, N int, l level) acceptance {
	t := acceptance{N: N, n: n, low: make([]int32, N/2+1), high: make([]int32, N/2+1)}
	for w := newWindow(n, N, l); ; w.raiseK() {
		t.low[w.K], t.high[w.K] = int32(w.low), int32(w.high)
		if w.K == N/2 {
			break
		}
	}
	t.levelLows()
	t.levelHighs()
	if N%2 == 0 {
		t.centre(l)
	}
	return t
}

// levelLows moves up each window whose lower end is below one to its left.
func (t acceptance) levelLows() {
	for K := 1; K < len(t.low); K++ {
		if up := t.low[K-1] - t.low[K]; up > 0 {
			t.low[K] += up
			t.high[K] += up
		}
	}
}

// levelHighs moves down each window whose upper end is above one to its right.
func (t acceptance) levelHighs() {
	for K := len(t.low) - 2; K >= 0; K-- {
		if down := t.high[K] - t.high[K+1]; down > 0 {
			t.low[K] -= down
			t.high[K] -= down
		}
	}
}

// centre replaces the window at K = N/2 by the smallest symmetric one,
// c..n-c with the largest c for which P(X < c) <= alpha/2.
func (t acceptance) centre(l level) {
	h := Hypergeometric{N: t.N, K: t.N / 2, Draws: t.n}
	// c is one less than the least count whose window holds too little.
	tooHigh := leastReached(1, t.n/2+1, guess{int(t.low[t.N/2]), 1}, func(c int) bool {
		return c > t.n-c || !l.outsideWithin(h, c, t.n-c)
	})
	c := int32(tooHigh - 1)
	t.low[t.N/2], t.high[t.N/2] = c, int32(t.n)-c
}

// lowCounts inverts the table: for each x the least K whose window holds x.
// Windows rise with K, so it is the first whose upper end reaches x.
func (t acceptance) lowCounts() []int {
	lows := make([]int, t.n+1)
	x := 0
	for K := 0; K <= t.N && x <= t.n; K++ {
		for ; x <= t.n && x <= t.highAt(K); x++ {
			lows[x] = K
		}
	}
	return lows
}

// highAt returns the upper end of K's window, for any K.
func (t acceptance) highAt(K int) int {
	if K < len(t.high) {
		return int(t.high[K])
	}
	return t.n - int(t.low[t.N-K])
}
