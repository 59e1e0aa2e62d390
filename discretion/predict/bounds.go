package predict

import "slices"

// A Bound is the least and the greatest chance of one rating.
type Bound struct {
	Low  float64 `json:"low"`
	High float64 `json:"high"`
}

// within gives the chances nearest to simulated ones that lie within certain
// bounds and add up to 1: one number is added to all of them, and each is cut at
// its bounds. The exact chances lie there too, so that none moves away from them.
// Source: Held, Wolfe and Crowder (1974), Validation of subgradient optimization,
// for the projection on a simplex.
func within(chances []float64, bounds []Bound) []float64 {
	moved := make([]float64, len(chances))
	move := func(shift float64) (sum float64) {
		for i, c := range chances {
			moved[i] = min(max(c+shift, bounds[i].Low), bounds[i].High)
			sum += moved[i]
		}
		return sum
	}
	low, high := -1.0, 1.0 // sums at most and at least 1
	for range 60 {
		if middle := (low + high) / 2; move(middle) < 1 {
			low = middle
		} else {
			high = middle
		}
	}
	move(high)
	return moved
}

// Settled reports whether the chances are the same for any dependence between the
// questions.
func (st StandardRobustness) Settled() bool { return st.Bounds != nil && settled(st.Bounds) }

// settled reports whether bounds leave no choice, so that a chance within them is
// exact however it was found.
func settled(bounds []Bound) bool {
	return !slices.ContainsFunc(bounds, func(b Bound) bool { return b.High-b.Low > 1e-12 })
}
