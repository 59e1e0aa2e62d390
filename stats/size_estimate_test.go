package stats

import (
	"encoding/json"
	"errors"
	"math"
	"math/big"
	"os"
	"path/filepath"
	"testing"

	"pgregory.net/rapid"
)

// readSizeRows reads a file of testdata; README.md there says who computed it.
func readSizeRows(t *testing.T, name string, rows any) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &struct{ Rows any }{rows}); err != nil {
		t.Fatal(err)
	}
}

func TestEstimateSizes(t *testing.T) {
	var rows []struct {
		N        int
		Level, E float64
		NFirst   int `json:"n_first"`
		NStable  int `json:"n_stable"`
	}
	readSizeRows(t, "sizes_exact.json", &rows)
	for _, r := range rows {
		s, err := SampleSize(SizeSpec{Population: r.N, Confidence: r.Level, Margin: r.E, Criterion: Estimate})
		if err != nil || s.Sample != r.NFirst || s.StableFrom != r.NStable {
			t.Errorf("N = %d, %v, %v: %d from %d on, %v; want %d, %d", r.N, r.Level, r.E, s.Sample, s.StableFrom, err, r.NFirst, r.NStable)
		}
	}
	if len(rows) < 60 {
		t.Errorf("only %d rows", len(rows))
	}
}

func TestWithinMargin(t *testing.T) {
	var rows []struct {
		Population int     `json:"N"`
		Sample     int     `json:"n"`
		Margin     float64 `json:"e"`
		MinProb    float64 `json:"min_prob"`
	}
	readSizeRows(t, "sizes_within_margin.json", &rows)
	for _, r := range rows {
		got, _, err := WithinMargin(r.Sample, r.Population, r.Margin)
		if err != nil || math.Abs(got-r.MinProb) > 1e-12*r.MinProb {
			t.Errorf("%d of %d: %v, %v, want %v", r.Sample, r.Population, got, err, r.MinProb)
		}
	}
	// 39 of 50 and 39 of 51, the sizes behind a published inspection.
	for N, want := range map[int]float64{50: 0.713, 51: 0.707} {
		if got, _, _ := WithinMargin(39, N, 0.05); math.Abs(got-want) > 5e-4 {
			t.Errorf("39 of %d: %v, want %v", N, got, want)
		}
	}
}

// exactWithin is the least chance straight from the definition, over every K,
// in fractions.
func exactWithin(N, n int, margin *big.Rat) *big.Rat {
	least := big.NewRat(2, 1)
	for K := 0; K <= N; K++ {
		sum := new(big.Rat)
		for x := 0; x <= n; x++ {
			gap := new(big.Rat).Sub(big.NewRat(int64(x), int64(n)), big.NewRat(int64(K), int64(N)))
			if gap.Abs(gap).Cmp(margin) <= 0 {
				sum.Add(sum, exactWindow(N, K, n, x, x))
			}
		}
		if sum.Cmp(least) < 0 {
			least = sum
		}
	}
	return least
}

// The chance and both sizes are those of enumeration in fractions, for every N
// up to 30 and margins that counts hit exactly.
func TestEstimateAgainstFractions(t *testing.T) {
	for _, e := range []float64{0.05, 0.1, 0.125} {
		for N := 1; N <= sweep(20, 30); N++ {
			least, stable := 0, 1
			for n := 1; n <= N; n++ {
				want := exactWithin(N, n, decimal(e))
				float, _ := want.Float64()
				if got, _, err := WithinMargin(n, N, e); err != nil || math.Abs(got-float) > 1e-13 {
					t.Errorf("%d of %d within %v: %v, %v, want %v", n, N, e, got, err, float)
				}
				if want.Cmp(decimal(0.8)) < 0 {
					stable = n + 1
				} else if least == 0 {
					least = n
				}
			}
			l, _ := newLevel(0.8)
			if gotLeast, gotStable := estimateSizes(N, l, e); gotLeast != least || gotStable != stable {
				t.Errorf("N = %d, %v: %d and %d, want %d and %d", N, e, gotLeast, gotStable, least, stable)
			}
		}
	}
}

// The run ends are where the chance is least: no K in between has less.
func TestLeastIsOverEveryK(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		N := rapid.IntRange(2, 100_000).Draw(t, "N")
		n := rapid.IntRange(1, min(N, 300)).Draw(t, "n")
		c := newEstimateCheck(n, N, rapid.SampledFrom([]float64{0.02, 0.05, 0.1, 1.0 / 3}).Draw(t, "margin"))
		least, _ := c.least()
		for range 50 {
			K := int64(rapid.IntRange(0, N).Draw(t, "K"))
			lo, hi := c.window(K)
			for x := max(lo-2, 0); x <= min(hi+2, c.n); x++ {
				gap := x*c.N - K*c.n
				if in := max(gap, -gap) <= c.reach; in != (lo <= x && x <= hi) {
					t.Fatalf("x = %d at K = %d: within %v, window %d..%d", x, K, in, lo, hi)
				}
			}
			if p := c.at(K).mass(int(lo), int(hi)); p < least-1e-12 {
				t.Fatalf("chance %v at K = %d is below the least, %v", p, K, least)
			}
		}
	})
}

// What is shown to pass at once passes one by one.
func TestAllPass(t *testing.T) {
	shown := 0
	for _, confidence := range []float64{0.5, 0.8, 0.95} {
		l, _ := newLevel(confidence)
		for _, margin := range []float64{0.05, 0.1, 1.0 / 3, 0.6} {
			for N := 3; N <= 1500; N = N*2 + 1 {
				for n := 1; n <= min(N, sweep(150, 400)); n += 1 + n/9 {
					for _, more := range []int{0, 3, 8, 40} {
						if n+more > N || !allPass(n, n+more, N, l, margin) {
							continue
						}
						shown++
						for m := n; m <= n+more; m++ {
							if chance, K := newEstimateCheck(m, N, margin).least(); chance < confidence {
								t.Errorf("N = %d, %v, %v: %d..%d were shown to pass, but %d at %d yes does not", N,
									confidence, margin, n, n+more, m, K)
							}
						}
					}
				}
			}
		}
	}
	if shown < 100 {
		t.Errorf("%d ranges were shown", shown)
	}
}

// A size with chances well above the confidence is shown to pass at once, by margins of up to a half.
func TestAllPassShowsMost(t *testing.T) {
	for _, confidence := range []float64{0.5, 0.8, 0.95} {
		l, _ := newLevel(confidence)
		for _, margin := range []float64{0.05, 0.1, 1.0 / 3} {
			for n := 1; n <= 300; n += 1 + n/9 {
				if chance, _ := newEstimateCheck(n, 300, margin).least(); chance >= (1+confidence)/2 && !allPass(n, n, 300, l, margin) {
					t.Errorf("%d cases of 300, %v, %v: passes with %v, which is not shown", n, confidence, margin, chance)
				}
			}
		}
	}
}

func TestSizesOfHugePopulations(t *testing.T) {
	s, err := SampleSize(SizeSpec{Population: 300_000, Confidence: 0.8, Margin: 0.05, Criterion: Estimate})
	if err != nil || s.Sample != 170 || s.StableFrom != 180 {
		t.Errorf("%d from %d on, %v", s.Sample, s.StableFrom, err)
	}
	// A population so large that its last case no longer matters.
	s, err = SampleSize(SizeSpec{Population: 2_000_000_000, Confidence: 0.8, Margin: 0.05, Criterion: IntervalWidth})
	if err != nil || s.Sample > s.StableFrom || s.StableFrom > 180 {
		t.Errorf("%d from %d on, %v", s.Sample, s.StableFrom, err)
	}
	if p, _, err := WithinMargin(1_000_000_000, 2_000_000_000, 0.05); p != 1 || err != nil {
		t.Errorf("half of a huge population: %v, %v", p, err)
	}
	if p, _, err := WithinMargin(291_016, 1_000_000, 0.001); !math.IsNaN(p) || !errors.Is(err, ErrLargeSample) {
		t.Errorf("a sample too large to count out: %v, %v", p, err)
	}
}

// Exact chance over every K at N = 300,000. Enumerating them in R takes 300,001
// calls of phyper, 0.2 s vectorised.
func BenchmarkWithinMargin300000(b *testing.B) {
	for b.Loop() {
		if _, _, err := WithinMargin(170, 300_000, 0.05); err != nil {
			b.Fatal(err)
		}
	}
}

// Near the bound on the work: 8,100 of 50,000 cases for a margin of one in a hundred.
// With proofs for a range of sizes that lost a part of every window it was 10.9 s of the
// processor's time, on one core; it is 0.37 s.
func BenchmarkSizeEstimate(b *testing.B) {
	for b.Loop() {
		s, err := SampleSize(SizeSpec{Population: 50_000, Confidence: 0.95, Margin: 0.01, Criterion: Estimate})
		if err != nil || s.Sample != 8100 {
			b.Fatal(s.Sample, err)
		}
	}
}

func BenchmarkSizeInterval1500(b *testing.B) {
	for b.Loop() {
		if _, err := SampleSize(SizeSpec{Population: 1500, Confidence: 0.8, Margin: 0.05, Criterion: IntervalWidth}); err != nil {
			b.Fatal(err)
		}
	}
}
