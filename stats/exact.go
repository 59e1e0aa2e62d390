package stats

// lowCount returns the x-th entry of lowCounts alone, by halving, at the cost
// of some log N tail sums. start is a guess and step how
// far from it the first look goes.
//
// Sources: Katz, L. (1953), Confidence intervals for the number showing a
// certain characteristic in a population when sampling is without
// replacement, JASA 48; Buonaccorsi, J. (1987), A note on confidence intervals
// for proportions in finite populations, The American Statistician 41.
func lowCount(N, n, x int, l level, mid bool, start, step int) int {
	y := x
	if mid {
		y++
	}
	// At K = N-n+x every sample has x yes cases or more.
	return leastReached(x, N-n+x, start, step, func(K int) bool {
		return l.tailsAbove(Hypergeometric{N: N, K: K, Draws: n}, x, y)
	})
}
