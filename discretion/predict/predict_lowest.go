package predict

// A Bound is the least and the greatest chance of one rating.
type Bound struct {
	Low  float64 `json:"low"`
	High float64 `json:"high"`
}

// lowestIndependent gives the chance of each band of the lowest of several
// questions that are independent: P(lowest >= b) is the product of
// P(question >= b).
func lowestIndependent(questions [][]float64) []float64 {
	chances := make([]float64, len(questions[0]))
	above := 0.0 // P(lowest > b)
	for b := len(chances) - 1; b >= 0; b-- {
		atLeast := 1.0
		for _, q := range questions {
			atLeast *= tail(q, b)
		}
		chances[b] = max(atLeast-above, 0)
		above = atLeast
	}
	return chances
}

// tail is the chance of a band or a better one.
func tail(chances []float64, band int) float64 {
	sum := 0.0
	for b := len(chances) - 1; b >= band; b-- {
		sum += chances[b]
	}
	return min(sum, 1)
}

// lowestBounds gives, for each band, the least and the greatest chance that the
// lowest of several questions is in it, whatever the dependence between them.
// With P(lowest >= b) between 1 - sum P(q < b) and min P(q >= b) (Frechet
// 1935), and as the lowest is in b only if some question is and all are in b or
// better,
//
//	max over i of P(i = b) - sum over j != i of P(j < b)  <=  P(lowest = b)
//	P(lowest = b)  <=  min(min over i of P(i >= b), sum over i of P(i = b))
func lowestBounds(questions [][]float64) []Bound {
	bounds := make([]Bound, len(questions[0]))
	for b := range bounds {
		worse, in, reach := 0.0, 0.0, 1.0
		for _, q := range questions {
			worse += 1 - tail(q, b)
			in += q[b]
			reach = min(reach, tail(q, b))
		}
		low := 0.0
		for _, q := range questions {
			low = max(low, q[b]-(worse-(1-tail(q, b))))
		}
		bounds[b] = Bound{low, max(low, min(reach, in))}
	}
	return bounds
}
