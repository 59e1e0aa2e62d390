package stats

import "math"

// countsCases tells whether the method's limits are whole numbers of cases.
func (m methodRow) countsCases(N int) bool {
	return N != Infinite && (m.lowCount != nil || m.counts != nil)
}

// sweepPays is the number of cases of the population a count of the sample
// from which single intervals are cheaper than a sweep over the population.
const sweepPays = 2500

// allCounts returns the limits of a method that counts cases, for every x.
func (m methodRow) allCounts(n, N int, l level) (lows, highs []int) {
	if m.counts != nil && n < N && (m.lowCount == nil || N/sweepPays <= n) {
		return m.counts(n, N, l)
	}
	lows = make([]int, n+1)
	for x := range lows {
		if x < 2 || n == N {
			lows[x] = m.ownLow(x, n, N, l)
			continue
		}
		last := lows[x-1] // limits grow steadily with x
		lows[x] = m.lowCount(x, n, N, l, guess{last + min(last-lows[x-2], N-last), 1})
	}
	return mirroredCounts(lows, N)
}

// mirroredCounts adds the upper limits to the lower ones: those of n-x mirror
// those of x.
func mirroredCounts(lows []int, N int) (_, highs []int) {
	n := len(lows) - 1
	highs = make([]int, n+1)
	for x := range highs {
		highs[x] = N - lows[n-x]
	}
	for x := range highs {
		lows[x], highs[x] = inOrder(lows[x], highs[x])
	}
	return lows, highs
}

// oneCount returns the limits of a method that counts cases, for one x.
func (m methodRow) oneCount(x, n, N int, l level) (low, high int) {
	if m.lowCount == nil && n < N {
		lows, highs := m.counts(n, N, l)
		return lows[x], highs[x]
	}
	return inOrder(m.ownLow(x, n, N, l), N-m.ownLow(n-x, n, N, l))
}

// inOrder returns the smaller limit first. At levels of a few per cent it can
// be that no K has both mid-p tails above alpha/2; then the limits are the two
// neighbours where one tail gives way to the other.
func inOrder(low, high int) (int, int) { return min(low, high), max(low, high) }

// ownLow returns one lower limit, looked for from Wilson's, which is near it; x
// for a census.
func (m methodRow) ownLow(x, n, N int, l level) int {
	if n == N {
		return x
	}
	low, high := wilson(x, n, N, l)
	all := float64(N)
	return m.lowCount(x, n, N, l, guess{int(math.Ceil(low * all)), int((high-low)*all/32) + 1})
}

// shares returns limits as proportions, of a method or a population where they
// are not counts.
func (m methodRow) shares(x, n, N int, l level) (low, high float64) {
	if n == N {
		p := float64(x) / float64(n)
		return p, p
	}
	return m.limits(x, n, N, l)
}

// mirrored makes limits of a lower limit for x of n without a population: the
// upper one is the lower one of the no cases.
func mirrored(low func(x, n int, l level) float64) func(x, n, N int, l level) (_, _ float64) {
	return func(x, n, _ int, l level) (_, _ float64) { return low(x, n, l), 1 - low(n-x, n, l) }
}
