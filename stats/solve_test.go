package stats

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// Computed with R 4.2.2: -qt((1-level)/2, df) and qbeta(p, a, b).
func TestBetaQuantileAgainstR(t *testing.T) {
	for _, c := range []struct {
		confidence float64
		df         int
		want       float64
	}{
		{0.5, 1, 1}, {0.5, 2, 0.816496580927726}, {0.5, 24, 0.684849627236982}, {0.5, 1000000, 0.674489995531087},
		{0.8, 1, 3.07768353717525}, {0.8, 3, 1.63774435369621}, {0.8, 1000, 1.28239872146092}, {0.8, 1000000, 1.28155241212994},
		{0.95, 1, 12.7062047361747}, {0.95, 2, 4.30265272974946}, {0.95, 10, 2.22813885198627}, {0.95, 1000000, 1.95996635681411},
		{1 - 1e-9, 1, 636619790.372419}, {1 - 1e-9, 3, 1301.63717956265}, {1 - 1e-9, 24, 9.64048240559114},
	} {
		if got := studentZ(c.confidence, float64(c.df)); math.Abs(got/c.want-1) > 1e-9 {
			t.Errorf("%v, %d degrees of freedom: %.12g, want %.12g", c.confidence, c.df, got, c.want)
		}
	}
	for _, c := range []struct{ a, b, p, want float64 }{
		{2.5, 3.5, 0.1, 0.17497634435653},
		{0.3, 1.7, 0.025, 2.31475828048703e-06},
		{0.01, 40, 0.1, 1.43287863528449e-102},
		{1200.25, 801.5, 0.005, 0.57122424039511},
		{1.5, 38.5, 1e-07, 6.7221036178913e-07},
		{38.5, 1.5, 1e-09, 0.560572510624546},
		{100000, 200000, 0.1, 0.332230588143685},
	} {
		if got := betaQuantile(c.a, c.b, c.p); math.Abs(got/c.want-1) > 1e-10 {
			t.Errorf("beta %v %v at %v: %.15g, want %.15g", c.a, c.b, c.p, got, c.want)
		}
	}
}

// From any guess and with any step the least count is found that is reached.
func TestLeastReached(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lo := rapid.IntRange(-50, 50).Draw(t, "lo")
		hi := lo + rapid.IntRange(0, 5000).Draw(t, "more")
		want := rapid.IntRange(lo, hi).Draw(t, "want")
		from := guess{rapid.IntRange(lo-10, hi+10).Draw(t, "at"), rapid.IntRange(1, 300).Draw(t, "step")}
		got := leastReached(lo, hi, from, func(x int) bool {
			if x < lo || x > hi {
				t.Fatalf("%d was asked about, which is outside %d..%d", x, lo, hi)
			}
			return x >= want
		})
		if got != want {
			t.Fatalf("%d, want %d", got, want)
		}
	})
}

// The slopes by which roots are found in a few steps are those of the functions.
func TestSlopes(t *testing.T) {
	for _, c := range []struct {
		name string
		f    func(float64) (value, slope float64)
		at   []float64
	}{
		{"exact", exactTails{}.excess(3, 10, 0.1), []float64{-4, -1.5, -0.4}},
		{"mid-p", exactTails{mid: true}.excess(3, 10, 0.1), []float64{-4, -1.5, -0.4}},
		{"mid-p of all but one", exactTails{mid: true}.excess(9, 10, 0.1), []float64{-1.5, -0.1}},
		{"tails", tailsRatio(5, 3, 10), []float64{-2, -0.7, -0.3}},
		{"acceptability", acceptabilityOver(5, 3, 10, 0.2), []float64{0.1, 0.4, 0.7}},
		{"acceptability of one tail", acceptabilityOver(5, 0, 10, 0.2), []float64{0.1, 0.4}},
		{"beta", betaTail(2.5, 3.5, 0.1), []float64{-3, -1, -0.2}},
	} {
		for _, x := range c.at {
			const h = 1e-5
			above, _ := c.f(x + h)
			below, _ := c.f(x - h)
			if _, slope := c.f(x); math.Abs(slope-(above-below)/(2*h)) > 1e-7*(1+math.Abs(slope)) {
				t.Errorf("%s at %v: slope %v, by difference %v", c.name, x, slope, (above-below)/(2*h))
			}
		}
	}
}

// A root is found within its bracket from any start, in a few steps where the function is nearly straight,
// and by halving where its slope says nothing.
func TestRoot(t *testing.T) {
	for _, start := range []float64{-5, 0, 0.3, 1.9, 2, 9} {
		steps := 0
		got := root(0, 2, start, func(p float64) (float64, float64) {
			if steps++; p <= 0 || p >= 2 {
				t.Fatalf("%v is outside", p)
			}
			return p*p - 2, 2 * p
		})
		if math.Abs(got-math.Sqrt2) > 1e-15 || steps > 9 {
			t.Errorf("from %v: %v in %d steps", start, got, steps)
		}
		for _, slope := range []float64{0, -1, 1e-300, 1e300, math.NaN()} {
			steps = 0
			if got := root(0, 2, start, func(p float64) (float64, float64) { steps++; return p*p - 2, slope }); math.Abs(got-math.Sqrt2) > 1e-15 && slope < 1e300 || steps > 60 {
				t.Errorf("from %v with slope %v: %v in %d steps", start, slope, got, steps)
			}
		}
	}
	if got := root(0, 2, 1, func(p float64) (float64, float64) { return p - 1, 1 }); got != 1 {
		t.Errorf("a root that is hit: %v", got)
	}
}
