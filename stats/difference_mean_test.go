package stats

import (
	"math"
	"testing"
)

// Expected values are from R 4's t.test(after, before, conf.level = 0.8), and where the populations
// are finite from the same formula written out in R, with (1 - n/N) var(x)/n.
func TestDifferenceOfMeansAsR(t *testing.T) {
	before, after := []float64{1, 2, 2, 3, 4, 4, 1}, []float64{2, 3, 4, 4, 4, 3, 4, 4, 2}
	for _, c := range []struct {
		first, second     int // populations
		low, high, df, se float64
	}{
		{Infinite, Infinite, 0.1357132247203, 1.6738105848035, 10.1173833249166, 0.5609151899709},
		{20, 12, 0.3246019344270, 1.4849218750968, 7.6676820381585, 0.4137311559307},
		{20, 9, 0.3465150430222, 1.4630087665016, 6, 0.3877371997299},
		{7, 9, 30.0/9 - 17.0/7, 30.0/9 - 17.0/7, 0, 0}, // both known: the difference itself
	} {
		d := DifferenceOfMeans(meanOf(t, before, c.first), meanOf(t, after, c.second), 0.8)
		for _, v := range [][2]float64{{d.Low, c.low}, {d.High, c.high}, {d.DF, c.df}, {d.SE, c.se}} {
			if !d.Limited || math.Abs(v[0]-v[1]) > 1e-9 {
				t.Errorf("%d and %d: got %+v, want %+v", c.first, c.second, d, c)
			}
		}
	}
	for _, none := range [][]float64{{3}, {3, 3, 3}} {
		if d := DifferenceOfMeans(meanOf(t, none, 20), meanOf(t, after, 20), 0.8); d.Limited {
			t.Errorf("%v has no variation and limits %+v", none, d)
		}
	}
}

// Expected values are by the formula written out in R 4.2: w <- c(.25, .75); v <- w^2*c((1 - 7/20)*var(a)/7,
// (1 - 9/12)*var(b)/9); sqrt(sum(v)); sum(v)^2/sum(v^2/c(6, 8)).
func TestMeanOfMeansAsR(t *testing.T) {
	a, b := meanOf(t, []float64{1, 2, 2, 3, 4, 4, 1}, 20), meanOf(t, []float64{2, 3, 4, 4, 4, 3, 4, 4, 2}, 12)
	m := MeanOfMeans([]MeanEstimate{a, b}, []float64{0.25, 0.75})
	if math.Abs(m.Mean-3.107142857142857) > 1e-12 || math.Abs(m.SE-0.145310042679098) > 1e-12 || m.DF != 13 || m.Census || m.Of != 16 {
		t.Errorf("%+v", m)
	}
	known := meanOf(t, []float64{1, 2, 2, 3, 4, 4, 1}, 7)
	if m := MeanOfMeans([]MeanEstimate{known, b}, []float64{0.25, 0.75}); m.Census || math.Abs(m.SE-0.75*b.SE) > 1e-12 || m.DF != 8 {
		t.Errorf("beside a known mean: %+v", m)
	}
	if m := MeanOfMeans([]MeanEstimate{known, known}, []float64{0.5, 0.5}); !m.Census || m.SE != 0 || m.Mean != known.Mean {
		t.Errorf("known means: %+v", m)
	}
	if m := MeanOfMeans([]MeanEstimate{meanOf(t, []float64{3}, 20), b}, []float64{0.5, 0.5}); m.DF != 0 {
		t.Errorf("one case shows no spread: %+v", m)
	}
}

// meanOf is the mean of a simple random sample.
func meanOf(t *testing.T, values []float64, population int) MeanEstimate {
	t.Helper()
	cases, inside := make([]DrawnCase, len(values)), make([]bool, len(values))
	for i := range cases {
		cases[i], inside[i] = DrawnCase{Stratum: "all", Weight: 1}, true
	}
	d, err := NewDesign([]Stratum{{Name: "all", Population: population}}, cases, LonelyAdjust)
	if err != nil {
		t.Fatal(err)
	}
	m, err := d.Mean(values, inside)
	if err != nil {
		t.Fatal(err)
	}
	return m
}
