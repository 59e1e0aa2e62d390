package stats

import (
	"math"
	"testing"
)

// A distribution is what both distributions of counts are.
type distribution interface {
	Prob(x float64) float64
	Mean() float64
	Variance() float64
	StdDev() float64
	Skewness() float64
	Mode() float64
	Rand() float64
}

// checkMoments adds up a distribution's moments from its probabilities.
func checkMoments(t *testing.T, d distribution, least, most int) {
	t.Helper()
	var mean, variance, third, mode, best float64
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
		third += d.Prob(x) * off * off * off
	}
	for name, pair := range map[string][2]float64{
		"Mean": {d.Mean(), mean}, "Variance": {d.Variance(), variance}, "StdDev": {d.StdDev(), math.Sqrt(variance)},
		"Mode": {d.Mode(), mode}, "Skewness": {d.Skewness(), third / math.Pow(variance, 1.5)},
	} {
		if math.Abs(pair[0]-pair[1]) > 1e-9*(1+math.Abs(pair[1])) {
			t.Errorf("%s of %+v = %v, want %v", name, d, pair[0], pair[1])
		}
	}
}

// checkRand holds the mean of many draws to the distribution's, within four
// standard errors.
func checkRand(t *testing.T, d distribution) {
	t.Helper()
	const draws = 20000
	sum := 0.0
	for range draws {
		sum += d.Rand()
	}
	if off := math.Abs(sum/draws - d.Mean()); off > 4*d.StdDev()/math.Sqrt(draws) {
		t.Errorf("the mean of %d draws is %v, that of the distribution %v", draws, sum/draws, d.Mean())
	}
}
