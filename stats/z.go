package stats

import "math"

// Z returns the standard normal quantile for a two-sided confidence: the z
// with P(|Z| <= z) = confidence, 1.2816 for 0.80. It is NaN outside 0..1 and
// infinite at 1.
func Z(confidence float64) float64 {
	if confidence < 0 {
		return math.NaN()
	}
	return math.Sqrt2 * math.Erfinv(confidence)
}
