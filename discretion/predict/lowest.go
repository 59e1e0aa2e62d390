package predict

import "slices"

// tails gives the chance of each band or a better one, and a last 0.
func tails(chances []float64) []float64 {
	t := make([]float64, len(chances)+1)
	for b, sum := len(chances)-1, 0.0; b >= 0; b-- {
		sum += chances[b]
		t[b] = min(sum, 1)
	}
	return t
}

// lowestIndependent gives the chance of each band of the lowest of independent
// questions from their tails: P(lowest >= b) is the product of P(question >= b).
func lowestIndependent(tails [][]float64) []float64 {
	atLeast := slices.Repeat([]float64{1}, len(tails[0]))
	for _, t := range tails {
		for b := range atLeast {
			atLeast[b] *= t[b]
		}
	}
	chances := make([]float64, len(atLeast)-1)
	for b := range chances {
		chances[b] = max(atLeast[b]-atLeast[b+1], 0)
	}
	return chances
}

// lowestBounds gives, for each band, the least and the greatest chance that the
// lowest of several questions is in it, whatever the dependence between them.
// P(lowest >= b) is between 1 - sum P(q < b) and min P(q >= b) (Frechet 1935), and
// the lowest is in b only if some question is in b and all are in b or better, so
//
//	max over i of P(i = b) - sum over j != i of P(j < b)  <=  P(lowest = b)
//	P(lowest = b)  <=  min(min over i of P(i >= b), sum over i of P(i = b))
func lowestBounds(questions [][]float64) []Bound {
	bounds := make([]Bound, len(questions[0]))
	for b := range bounds {
		worse, in, reach, low := 0.0, 0.0, 1.0, 0.0
		for _, q := range questions {
			atLeast := tails(q)[b]
			worse += 1 - atLeast
			in += q[b]
			reach = min(reach, atLeast)
		}
		for _, q := range questions {
			low = max(low, q[b]-(worse-(1-tails(q)[b])))
		}
		bounds[b] = Bound{low, max(low, min(reach, in))}
	}
	return bounds
}

// A Bound is the least and the greatest chance of one rating.
type Bound struct {
	Low  float64 `json:"low"`
	High float64 `json:"high"`
}

// within moves simulated chances to the nearest that lie within bounds and add up to 1:
// one number is added to all, and each is cut at its bounds. The exact chances lie
// there too, so none moves away from them. Source: Held, Wolfe and Crowder (1974),
// Validation of subgradient optimization.
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

// Settled reports whether no dependence between questions changes the chances.
func (st StandardRobustness) Settled() bool { return settled(st.Bounds) }

// settled reports whether bounds leave no choice, so that chances within are exact.
func settled(bounds []Bound) bool {
	return bounds != nil && !slices.ContainsFunc(bounds, func(b Bound) bool { return b.High-b.Low > 1e-12 })
}
