package stats

import (
	"encoding/json"
	"math"
	"os"
	"testing"

	"gonum.org/v1/gonum/stat/combin"
)

// Limits by listing every number of true yes cases with SciPy's laws, see testdata/README.md.
func TestMisreadAgainstSciPy(t *testing.T) {
	text, err := os.ReadFile("testdata/misread.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct {
		Yes, Of, Population   int
		WrongYes              float64 `json:"wrong_yes"`
		WrongNo               float64 `json:"wrong_no"`
		Confidence, Corrected float64
		Limits                []int
	}
	if err := json.Unmarshal(text, &cases); err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		got, err := MisreadInterval(IntervalSpec{Exact, c.Yes, c.Of, c.Population, c.Confidence}, Misreading{c.WrongYes, c.WrongNo})
		if err != nil {
			t.Fatal(err)
		}
		doubtful := len(got.Warnings) > 0
		if c.Limits == nil != doubtful ||
			c.Limits != nil && (got.LowCount != c.Limits[0] || got.HighCount != c.Limits[1]) ||
			math.Abs(got.Corrected-c.Corrected) > 1e-12 {
			t.Errorf("%+v: %d to %d, %v, doubtful %v", c, got.LowCount, got.HighCount, got.Corrected, doubtful)
		}
	}
}

// Without errors the limits are the exact ones, and with next to none those or a tie wider.
func TestMisreadWithoutErrorsIsExact(t *testing.T) {
	for N := 2; N <= sweep(13, 30); N++ {
		for n := 1; n < N; n++ {
			for x := range n + 1 {
				spec := IntervalSpec{Exact, x, n, N, 0.8}
				want, _ := IntervalFor(spec)
				got, err := MisreadInterval(spec, Misreading{})
				near, errNear := MisreadInterval(spec, Misreading{1e-13, 1e-13})
				if errNear != nil || near.LowCount > want.LowCount || near.LowCount < want.LowCount-1 ||
					near.HighCount < want.HighCount || near.HighCount > want.HighCount+1 {
					t.Errorf("%d of %d of %d: %d to %d with next to no errors (%v)", x, n, N, near.LowCount, near.HighCount, errNear)
				}
				if err != nil || got.LowCount != want.LowCount || got.HighCount != want.HighCount {
					t.Errorf("%d of %d of %d: %d to %d, want %d to %d (%v)", x, n, N, got.LowCount, got.HighCount,
						want.LowCount, want.HighCount, err)
				}
			}
		}
	}
}

// A chance of exactly half of what the level leaves is rare, as without errors.
func TestMisreadTies(t *testing.T) {
	got, err := MisreadInterval(IntervalSpec{Exact, 0, 1, 2, 0.8}, Misreading{0.1, 0.1}) // both cases yes: 0.1 for a no
	if least, _ := MisreadCoverage(1, 2, 0.8, Misreading{0.1, 0.1}); err != nil || got.HighCount != 1 || math.Abs(least-0.9) > 1e-12 {
		t.Errorf("%d to %d, least coverage %v (%v)", got.LowCount, got.HighCount, least, err)
	}
}

// The chance that the limits hold the truth is never below the level, by listing every
// sample and every way to misread it for populations of up to 12.
func TestMisreadCoversByEnumeration(t *testing.T) {
	tried := 0
	for N := sweep(9, 1); N <= sweep(10, 12); N++ {
		for _, m := range []Misreading{{0.1, 0.1}, {0, 0.2}, {0.25, 0.05}, {0.4, 0.4}} {
			for _, confidence := range []float64{0.8, 0.95} {
				for n := 1; n <= N; n++ {
					tried++
					enumerated := 1.0
					for K := range N + 1 {
						enumerated = min(enumerated, misreadCoverageAt(t, K, n, N, confidence, m))
					}
					least, known := MisreadCoverage(n, N, confidence, m)
					if enumerated < confidence-1e-12 || !known || math.Abs(least-enumerated) > 1e-12 {
						t.Fatalf("N %d, n %d, %v, %v: covers with %v, enumerated %v", N, n, m, confidence, least, enumerated)
					}
				}
			}
		}
	}
	t.Logf("tried %d samples", tried)
}

// misreadCoverageAt goes through each subset of answers of yes of each sample, by its number
// of true yes cases: the first K cases are yes, and each sample of n is as likely.
func misreadCoverageAt(t *testing.T, K, n, N int, confidence float64, m Misreading) float64 {
	limits := make([]MisreadLimits, n+1)
	for x := range limits {
		var err error
		if limits[x], err = MisreadInterval(IntervalSpec{Exact, x, n, N, confidence}, m); err != nil {
			t.Fatal(err)
		}
	}
	held, samples := 0.0, 0.0
	for yes := max(0, n-(N-K)); yes <= min(n, K); yes++ {
		ways := combin.GeneralizedBinomial(float64(K), float64(yes)) * combin.GeneralizedBinomial(float64(N-K), float64(n-yes))
		samples += ways
		for answers := range 1 << n { // bit i: case i of the sample is read as yes; the first yes ones are
			p, x := 1.0, 0
			for i := range n {
				read := answers>>i&1 == 1
				switch truth := i < yes; {
				case truth && read:
					p *= 1 - m.WrongNo
				case truth:
					p *= m.WrongNo
				case read:
					p *= m.WrongYes
				default:
					p *= 1 - m.WrongYes
				}
				if read {
					x++
				}
			}
			if limits[x].LowCount <= K && K <= limits[x].HighCount {
				held += ways * p
			}
		}
	}
	return held / samples
}

// Without a population the limits are those of the share read as yes, carried over.
func TestMisreadWithoutPopulation(t *testing.T) {
	spec := IntervalSpec{Exact, 25, 39, Infinite, 0.8}
	read, _ := IntervalFor(spec)
	got, err := MisreadInterval(spec, Misreading{0.1, 0.1})
	if err != nil || math.Abs(got.Low-(read.Low-0.1)/0.8) > 1e-12 || math.Abs(got.High-(read.High-0.1)/0.8) > 1e-12 || got.HasCounts {
		t.Errorf("%+v, %v", got, err)
	}
	if got, _ := MisreadInterval(IntervalSpec{Exact, 0, 39, Infinite, 0.8}, Misreading{0.2, 0.1}); got.Low != 0 ||
		got.High != 0 || len(got.Warnings) != 1 {
		t.Errorf("too few for the rates: %+v", got)
	}
}

func TestMisreadRefuses(t *testing.T) {
	good := IntervalSpec{Exact, 2, 4, 8, 0.8}
	for name, err := range map[string]error{
		"rates that say nothing": refusal(good, Misreading{0.5, 0.5}), "a rate of 1": refusal(good, Misreading{1, 0}),
		"below 0":   refusal(good, Misreading{-0.1, 0}),
		"no number": refusal(good, Misreading{math.NaN(), 0}), "another method": refusal(IntervalSpec{Wilson, 2, 4, 8, 0.8}, Misreading{}),
		"more yes":     refusal(IntervalSpec{Exact, 5, 4, 8, 0.8}, Misreading{}),
		"more read":    refusal(IntervalSpec{Exact, 5, 9, 8, 0.8}, Misreading{}),
		"too many":     refusal(IntervalSpec{Exact, 5, MaxMisread + 1, 1 << 20, 0.8}, Misreading{}),
		"a level of 1": refusal(IntervalSpec{Exact, 2, 4, 8, 1}, Misreading{}),
	} {
		if err == nil {
			t.Errorf("%s passes", name)
		}
	}
}

func refusal(spec IntervalSpec, m Misreading) error { _, err := MisreadInterval(spec, m); return err }

// 91 of 200 cases read.
func BenchmarkMisread(b *testing.B) {
	for b.Loop() {
		if _, err := MisreadInterval(IntervalSpec{Exact, 60, 91, 200, 0.8}, Misreading{0.1, 0.1}); err != nil {
			b.Fatal(err)
		}
	}
}

// 12 of 39 cases read again, 50 in all.
func BenchmarkTwoPhase(b *testing.B) {
	for b.Loop() {
		if _, err := TwoPhaseInterval(DrawnShare{Of: 39, Least: 50, Most: 50}, []StratumCount{{25, 8, 7}, {14, 4, 1}}, 0.8); err != nil {
			b.Fatal(err)
		}
	}
}
