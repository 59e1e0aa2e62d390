package stats

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// At any level, guaranteed limits hold it and the rest of what every table
// promises holds too.
func TestLimitsAtAnyLevel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		N := rapid.IntRange(2, 400).Draw(t, "N")
		n := rapid.IntRange(1, N).Draw(t, "n")
		confidence := rapid.OneOf(
			rapid.Map(rapid.IntRange(1, 999), func(k int) float64 { return float64(k) / 1000 }),
			rapid.SampledFrom([]float64{0.9999, 0.999999, 1 - 1e-7, 1 - 1e-10, 1 - 1e-14, 1e-9}),
		).Draw(t, "confidence")
		for _, m := range []Method{Exact, Shortest} {
			table, err := NewTable(m, n, N, confidence)
			if err != nil {
				t.Fatal(err)
			}
			for x := 0; x <= n; x++ {
				low, high := table.LowCount[x], table.HighCount[x]
				if low < x || high > N-n+x || low > high || x > 0 && low < table.LowCount[x-1] || low != N-table.HighCount[n-x] {
					t.Fatalf("%s: the limits of %d are %d..%d", m, x, low, high)
				}
			}
			if c := table.Coverage(); c.Minimum < confidence-1e-12 || c.Minimum > 1+1e-12 || c.Mean < c.Minimum-1e-12 {
				t.Fatalf("%s: least coverage %v, mean %v", m, c.Minimum, c.Mean)
			}
		}
	})
}

// The fixed-width limits are cut to what is possible; they still hold the
// level.
func TestFixedWidthLimitsHoldTheLevel(t *testing.T) {
	for N := 2; N <= 30; N++ {
		for n := 1; n < N; n++ {
			for _, level := range smallLevels {
				if c := mustTable(t, FixedWidth, n, N, level.confidence).Coverage(); c.Minimum < level.confidence-1e-12 {
					t.Errorf("N = %d, n = %d: least coverage %v at %v", N, n, c.Minimum, level.confidence)
				}
			}
		}
	}
}

func FuzzIntervalFor(f *testing.F) {
	f.Add(uint8(0), 2, 4, 0, 0.8)
	f.Add(uint8(1), 13, 22, 29, 0.95)
	f.Add(uint8(2), 30, 39, 51, 0.5)
	f.Add(uint8(3), 650, 1000, 300_000, 0.8)
	f.Add(uint8(6), 0, 1, 1<<31-1, 0.999999)
	f.Add(uint8(7), 7, 7, 7, 1e-9)
	f.Fuzz(func(t *testing.T, which uint8, yes, of, population int, confidence float64) {
		m := Methods()[int(which)%len(Methods())]
		if of > 2000 || (m == Shortest || m == FixedWidth) && population > 20_000 {
			t.Skip("too long a search for a fuzz target")
		}
		i, err := IntervalFor(IntervalSpec{Method: m, Yes: yes, Of: of, Population: population, Confidence: confidence})
		if err != nil {
			return
		}
		if !(i.Low >= 0 && i.Low <= i.High && i.High <= 1) {
			t.Fatalf("%+v", i)
		}
		mirror, err := IntervalFor(IntervalSpec{Method: m, Yes: of - yes, Of: of, Population: population, Confidence: confidence})
		if err != nil {
			t.Fatal(err)
		}
		if i.HasCounts {
			if i.LowCount < yes || i.HighCount > population-of+yes {
				t.Fatalf("impossible counts: %+v", i)
			}
			if m != FixedWidth && i.LowCount != population-mirror.HighCount {
				t.Fatalf("no mirror images: %+v and %+v", i, mirror)
			}
		} else if math.Abs(i.Low-(1-mirror.High)) > 1e-9 {
			t.Fatalf("no mirror images: %+v and %+v", i, mirror)
		}
		if p := float64(yes) / float64(of); population == Infinite && m != Jeffreys &&
			(i.Low > p+1e-9 || i.High < p-1e-9) && confidence > 0.5 {
			t.Fatalf("the estimate is outside: %+v", i)
		}
	})
}

func FuzzHypergeometric(f *testing.F) {
	f.Add(51, 30, 39, 25.0)
	f.Add(1_000_000_000, 400_000_000, 1000, 390.0)
	f.Fuzz(func(t *testing.T, population, yes, draws int, x float64) {
		if population < 0 || population > MaxPopulation || yes < 0 || yes > population || draws < 0 || draws > population {
			t.Skip("no distribution")
		}
		h := Hypergeometric{N: population, K: yes, Draws: draws}
		p, cdf, survival := h.Prob(x), h.CDF(x), h.Survival(x)
		if math.IsNaN(x) {
			return
		}
		if !(p >= 0 && p <= 1+1e-12 && cdf >= 0 && cdf <= 1+1e-12 && survival >= 0 && survival <= 1+1e-12) {
			t.Fatalf("%+v at %v: %v %v %v", h, x, p, cdf, survival)
		}
		if math.Abs(cdf+survival-1) > 1e-11 {
			t.Fatalf("%+v at %v: CDF %v and Survival %v", h, x, cdf, survival)
		}
	})
}
