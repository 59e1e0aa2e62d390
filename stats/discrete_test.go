package stats

import (
	"math"
	"testing"
)

// A distribution is what the distributions of counts are.
type distribution interface {
	Prob(x float64) float64
	Mean() float64
	Variance() float64
	Mode() float64
}

// checkMoments adds up a distribution's moments from its probabilities.
func checkMoments(t *testing.T, d distribution, least, most int) {
	t.Helper()
	var mean, variance, mode, best float64
	for x := float64(least); x <= float64(most); x++ {
		p := d.Prob(x)
		mean += p * x
		if p >= best*(1-1e-12) {
			mode, best = x, p
		}
	}
	for x := float64(least); x <= float64(most); x++ {
		off := x - mean
		variance += d.Prob(x) * off * off
	}
	for name, pair := range map[string][2]float64{
		"Mean": {d.Mean(), mean}, "Variance": {d.Variance(), variance},
		"Mode": {d.Mode(), mode},
	} {
		if math.Abs(pair[0]-pair[1]) > 1e-9*(1+math.Abs(pair[1])) {
			t.Errorf("%s of %+v = %v, want %v", name, d, pair[0], pair[1])
		}
	}
}
