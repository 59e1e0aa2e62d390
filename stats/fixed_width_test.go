package stats

import (
	"math/big"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// exactWindow is P(a <= X <= b) as a fraction, term by term.
func exactWindow(N, K, n, a, b int) *big.Rat {
	sum := new(big.Int)
	for x := max(a, 0); x <= min(b, n); x++ {
		yes := new(big.Int).Binomial(int64(K), int64(x))
		no := new(big.Int).Binomial(int64(N-K), int64(n-x))
		if x <= K && n-x <= N-K {
			sum.Add(sum, yes.Mul(yes, no))
		}
	}
	return new(big.Rat).SetFrac(sum, new(big.Int).Binomial(int64(N), int64(n)))
}

// leastCoverage is the least coverage of intervals low[x] .. low[x]+width, over
// every K, in fractions and straight from the definition.
func leastCoverage(N, width int, low []int) *big.Rat {
	n := len(low) - 1
	least := big.NewRat(1, 1)
	for K := 0; K <= N; K++ {
		sum := new(big.Rat)
		for x := range low {
			if low[x] <= K && K <= low[x]+width {
				sum.Add(sum, exactWindow(N, K, n, x, x))
			}
		}
		if sum.Cmp(least) < 0 {
			least = sum
		}
	}
	return least
}

// The least size for which some interval of ten points holds every true count
// at 80% is Push's; one case fewer is infeasible. The sizes are those of a
// greedy search in R, checked for N = 50, 100, 200 and 1000.
func TestIntervalSizesAreTheLeastPossible(t *testing.T) {
	l, _ := newLevel(0.8)
	for N, want := range map[int]int{20: 18, 30: 24, 50: 37, 80: 50, 100: 60, 150: 72, 200: 85, 300: 100, 500: 119, 1000: 130, 1500: 139} {
		s, err := SampleSize(SizeSpec{Population: N, Confidence: 0.8, Margin: 0.05, Criterion: IntervalWidth})
		if err != nil || s.Sample != want {
			t.Errorf("N = %d: %d, %v, want %d", N, s.Sample, err, want)
		}
		if _, ok := push(want-1, N, pushWidth(N, 0.05), l); ok {
			t.Errorf("N = %d: %d cases would do", N, want-1)
		}
		for n := s.StableFrom; n <= min(N, s.StableFrom+40); n++ {
			if _, ok := push(n, N, pushWidth(N, 0.05), l); !ok {
				t.Errorf("N = %d: stable from %d, but %d cases fail", N, s.StableFrom, n)
			}
		}
	}
}

// FixedWidth finds intervals of a width exactly when one of all the tables with
// limits that never fall covers, for every n and width: N up to 8 at 80%, up to
// 6 at other levels.
func TestPushAgainstEveryDesign(t *testing.T) {
	tried := 0
	for _, confidence := range []float64{0.5, 0.6, 0.8, 0.9} {
		l, _ := newLevel(confidence)
		need := decimal(confidence)
		largest := sweep(5, 6)
		if confidence == 0.8 {
			largest = sweep(6, 8)
		}
		for N := 1; N <= largest; N++ {
			for n := 1; n <= N; n++ {
				for width := 0; width < N; width++ {
					low := make([]int, n+1)
					var any func(x, from int) bool
					any = func(x, from int) bool {
						if x > n {
							return leastCoverage(N, width, low).Cmp(need) >= 0
						}
						for low[x] = from; low[x] <= N-width; low[x]++ {
							if any(x+1, low[x]) {
								return true
							}
						}
						return false
					}
					want := any(0, 0)
					tried++
					if _, ok := push(n, N, width, l); ok != want {
						t.Errorf("N = %d, n = %d, width %d, %v: push says %v, enumeration %v", N, n, width, confidence, ok, want)
					}
				}
			}
		}
	}
	t.Logf("tried %d widths, each by every table of intervals", tried)
}

// Fixed-width intervals cover in exact fractions, none narrower exist, they
// never fall with x, stay within 0..N and mirror each other.
func TestFixedWidth(t *testing.T) {
	for _, confidence := range []float64{0.8, 0.9, 0.95} {
		for N := 1; N <= 24; N++ {
			for n := 1; n <= N; n++ {
				f, err := NewFixedWidthTable(n, N, confidence)
				if err != nil {
					t.Fatal(err)
				}
				checkFixedWidth(t, f)
				if got := leastCoverage(N, f.Width, f.Low); got.Cmp(decimal(confidence)) < 0 {
					t.Errorf("N = %d, n = %d, %v: coverage %v", N, n, confidence, got.FloatString(6))
				}
			}
		}
	}
}

func checkFixedWidth(t rapid.TB, f FixedWidthTable) {
	l, _ := newLevel(f.Confidence)
	if f.Width > 0 {
		if _, ok := push(f.Sample, f.Population, f.Width-1, l); ok {
			t.Errorf("%d of %d, %v: a width of %d would do", f.Sample, f.Population, f.Confidence, f.Width-1)
		}
	}
	if !f.Symmetric || !f.mirrors() {
		t.Errorf("%d of %d, %v: %v is not its own mirror image", f.Sample, f.Population, f.Confidence, f.Low)
	}
	for x, low := range f.Low {
		if low < 0 || f.High(x) > f.Population || x > 0 && low < f.Low[x-1] {
			t.Errorf("%d of %d, %v: %v", f.Sample, f.Population, f.Confidence, f.Low)
		}
	}
	if f.Sample == f.Population && f.Width != 0 {
		t.Errorf("a census of %d has a width of %d", f.Population, f.Width)
	}
}

func TestFixedWidthOfLargerPopulations(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		N := rapid.IntRange(25, 3000).Draw(t, "N")
		n := rapid.IntRange(1, min(N, 400)).Draw(t, "n")
		f, err := NewFixedWidthTable(n, N, rapid.SampledFrom([]float64{0.8, 0.9, 0.95}).Draw(t, "confidence"))
		if err != nil {
			t.Fatal(err)
		}
		checkFixedWidth(t, f)
		l, _ := newLevel(f.Confidence)
		for range 20 { // covers looks at the ends of runs of K only
			K := rapid.IntRange(0, N).Draw(t, "K")
			a, b := n+1, -1
			for x, low := range f.Low {
				if low <= K && K <= low+f.Width {
					a, b = min(a, x), max(b, x)
				}
			}
			if !l.heldBy(Hypergeometric{N: N, K: K, Draws: n}, a, b) {
				t.Fatalf("N = %d, n = %d: K = %d is held too rarely", N, n, K)
			}
		}
	})
}

// A table that leaves out what it must hold is found out.
func TestCoversCanFail(t *testing.T) {
	l, _ := newLevel(0.8)
	f, _ := NewFixedWidthTable(39, 51, 0.8)
	if !f.covers(l) {
		t.Error("a table that covers is refused")
	}
	for x := range f.Low {
		broken := f
		broken.Low = slices.Clone(f.Low)
		for y := x; y < len(broken.Low); y++ {
			broken.Low[y] = min(broken.Low[y]+2, 51-f.Width)
		}
		if got := leastCoverage(51, f.Width, broken.Low).Cmp(decimal(0.8)) >= 0; broken.covers(l) != got {
			t.Errorf("raised from x = %d: covers says %v", x, !got)
		}
	}
}

func TestFixedWidthErrors(t *testing.T) {
	for _, c := range []struct {
		N, n       int
		confidence float64
	}{{10, 11, 0.8}, {10, 0, 0.8}, {0, 1, 0.8}, {10, 5, 0}, {10, 5, 1}} {
		if _, err := NewFixedWidthTable(c.n, c.N, c.confidence); err == nil {
			t.Errorf("%v: no error", c)
		}
	}
}
