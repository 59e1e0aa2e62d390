package stats

import "sort"

// push looks for intervals of fixed width that hold every true count with at
// least the level's probability: for each sample count x one interval
// low[x] .. low[x]+width of population counts, low never falling. It reports
// whether there are any. If so, those returned lie as high as such intervals
// can.
//
// Going through the true counts K from 0 to N, let a be the first x whose
// interval has not ended before K. The intervals that have begun by K are
// those of x = 0..b, and b is raised only when P(a <= X <= b) is too small: as
// each interval begins as late as it can, each also ends as late as it can,
// and no other choice leaves later counts better off. If even b = n is too
// few, no intervals of that width exist.
//
// Source: Bartroff and Chakraborty (2025), Shortest fixed-width confidence
// intervals for a bounded parameter: the Push algorithm, arXiv 2511.13694;
// after Asparouhov and Lorden for the binomial.
//
// For fixed a and b the probability rises and then falls with K (see
// eachChance), so the K up to which it suffices is found by halving, and the
// work does not grow with N but with n.
func push(N, n, width int, l level) (low []int, ok bool) {
	low = make([]int, n+1)
	end := func(x int) int { return low[x] + min(width, N-low[x]) } // of x's interval, at most N
	a, b := 0, 0
	for K := 0; ; {
		for a <= b && end(a) < K {
			a++
		}
		enough := func(K int) bool {
			return l.heldBy(Hypergeometric{N: N, K: K, Draws: n}, a, b)
		}
		for a > b || !enough(K) {
			if b == n {
				return nil, false
			}
			b++
			low[b] = K
		}
		last := K + sort.Search(end(a)-K, func(i int) bool { return !enough(K + i + 1) })
		if last == N {
			return low, true
		}
		K = last + 1
	}
}

// pushSizes returns the least n that meets the criterion interval, intervals
// of width floor(2 margin N) exist, and the n from which every larger one does
// too. Where the estimate is within the margin often enough, estimate ± margin
// is such an interval, so every size from stableEstimate on passes.
func pushSizes(N int, l level, margin float64, stableEstimate int) (least, stable int) {
	width := pushWidth(N, margin)
	passes := func(n int) bool {
		_, ok := push(N, n, width, l)
		return ok
	}
	stable = stableEstimate
	for stable > 1 && passes(stable-1) {
		stable--
	}
	for least = 1; least < stable && !passes(least); least++ {
	}
	return least, stable
}

// pushWidth is the width in cases of an interval of twice the margin.
func pushWidth(N int, margin float64) int {
	twice := decimal(margin)
	twice.Add(twice, twice)
	return int(min(wholePart(twice, int64(N)), int64(N)))
}
