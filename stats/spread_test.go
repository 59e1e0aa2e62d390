package stats

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// Against every way to deal the yes cases out, counted in whole numbers.
func TestSpreadAgainstEveryDeal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		samples := make([]DrawnShare, rapid.IntRange(2, 4).Draw(t, "samples"))
		yes, all := 0, 0
		for i := range samples {
			s := &samples[i]
			s.Of = rapid.IntRange(1, 7).Draw(t, "of")
			s.Yes = rapid.IntRange(0, s.Of).Draw(t, "yes")
			yes, all = yes+s.Yes, all+s.Of
		}
		// The spread in whole numbers: shares times every denominator.
		whole := 1
		for _, s := range samples {
			whole *= s.Of
		}
		spread := func(x []int) int {
			low, high := math.MaxInt, 0
			for i, s := range samples {
				low, high = min(low, x[i]*(whole/s.Of)), max(high, x[i]*(whole/s.Of))
			}
			return high - low
		}
		var seen []int
		var strata []StratumCount
		for _, s := range samples {
			seen = append(seen, s.Yes)
			strata = append(strata, StratumCount{Population: s.Of, Sample: s.Of})
		}
		far, total := int64(0), int64(0)
		outcomes(strata, func(x []int) {
			sum, ways := 0, int64(1)
			for i, s := range samples {
				sum += x[i]
				ways *= choose[s.Of][x[i]]
			}
			if sum != yes {
				return
			}
			total += ways
			if spread(x) >= spread(seen) {
				far += ways
			}
		})
		got, err := SpreadChance(samples)
		if err != nil {
			t.Fatal(err)
		}
		if want := float64(far) / float64(total); math.Abs(got-want) > 1e-9 {
			t.Fatalf("%v: %v, by every deal %v", samples, got, want)
		}
	})
}

func TestSpreadRefuses(t *testing.T) {
	for _, samples := range [][]DrawnShare{nil, {{Yes: 1, Of: 2}}, {{Yes: 1, Of: 2}, {Yes: 0, Of: 0}},
		{{Yes: 3, Of: 2}, {Yes: 1, Of: 2}}, {{Yes: 3, Of: 2000}, {Yes: 1, Of: 2}}} {
		if _, err := SpreadChance(samples); err == nil {
			t.Errorf("%v is taken", samples)
		}
	}
	if p, err := SpreadChance([]DrawnShare{{Yes: 3, Of: 3}, {Yes: 2, Of: 2}}); err != nil || p != 1 {
		t.Errorf("all yes: %v, %v", p, err)
	}
}

func BenchmarkSpread(b *testing.B) {
	samples := []DrawnShare{{Yes: 24, Of: 39}, {Yes: 28, Of: 36}, {Yes: 17, Of: 31}, {Yes: 20, Of: 40},
		{Yes: 25, Of: 33}, {Yes: 30, Of: 45}}
	for b.Loop() {
		if _, err := SpreadChance(samples); err != nil {
			b.Fatal(err)
		}
	}
}

// Eight units of 360 cases, as in a large region: 7 ms of the processor's time.
func BenchmarkSpreadOfEightLargeUnits(b *testing.B) {
	var samples []DrawnShare
	for i := range 8 {
		samples = append(samples, DrawnShare{Yes: 200 + 8*i, Of: 360})
	}
	for b.Loop() {
		if _, err := SpreadChance(samples); err != nil {
			b.Fatal(err)
		}
	}
}

// The same with a size of its own for each unit: 45 ms.
func BenchmarkSpreadOfEightUnitsOfAllSizes(b *testing.B) {
	var samples []DrawnShare
	for i := range 8 {
		samples = append(samples, DrawnShare{Yes: 200 + 8*i, Of: 360 - 7*i})
	}
	for b.Loop() {
		if _, err := SpreadChance(samples); err != nil {
			b.Fatal(err)
		}
	}
}
