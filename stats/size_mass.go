package stats

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

// nearTie is how near to a level a probability in float64, good to 1e-12, may
// come before the matter is settled in whole numbers.
const nearTie = 1e-9

// heldBy tells whether P(a <= X <= b) is at least the confidence.
func (l level) heldBy(h Hypergeometric, a, b int) bool {
	if d := h.mass(a, b) - l.confidence; d > nearTie || d < -nearTie {
		return d > 0
	}
	return l.outsideWithin(h, a, b)
}
