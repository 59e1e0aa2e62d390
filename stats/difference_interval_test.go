package stats

import (
	"math"
	"slices"
	"testing"
)

// drawnFrom is a share whose population's size is known.
func drawnFrom(yes, of, population int) DrawnShare {
	return DrawnShare{Yes: yes, Of: of, Least: population, Most: population}
}

// differenceTable returns the limits of every pair of counts, in parts of N1 N2,
// first count first.
func differenceTable(t *testing.T, m Method, N1, n1, N2, n2 int, confidence float64) (low, high [][]float64) {
	t.Helper()
	for x1 := 0; x1 <= n1; x1++ {
		var lows, highs []float64
		for x2 := 0; x2 <= n2; x2++ {
			d, err := DifferenceInterval(m, drawnFrom(x1, n1, N1), drawnFrom(x2, n2, N2), confidence)
			if err != nil {
				t.Fatal(err)
			}
			whole := float64(N1 * N2)
			lows, highs = append(lows, d.Low*whole), append(highs, d.High*whole)
		}
		low, high = append(low, lows), append(high, highs)
	}
	return low, high
}

// leastCoverageOfDifference returns the least coverage of a table of limits over
// every pair of populations, counted in whole samples.
func leastCoverageOfDifference(N1, n1, N2, n2 int, low, high [][]float64) float64 {
	all := float64(choose[N1][n1] * choose[N2][n2])
	least := math.Inf(1)
	for M1 := 0; M1 <= N1; M1++ {
		for M2 := 0; M2 <= N2; M2++ {
			truth, covered := float64(M2*N1-M1*N2), int64(0)
			for x1 := range low {
				for x2 := range low[x1] {
					if low[x1][x2]-1e-9 <= truth && truth <= high[x1][x2]+1e-9 {
						covered += ways(N1, M1, n1, x1) * ways(N2, M2, n2, x2)
					}
				}
			}
			least = min(least, float64(covered)/all)
		}
	}
	return least
}

// In every design of two populations of up to seven cases: exact limits cover at
// least at their level whatever the populations hold, are those of the definition
// by trying every pair of populations in whole numbers, are nowhere wider than each
// share's own limits put together, hold the estimate, and mirror when the samples,
// or yes and no, change places.
func TestDifferenceInEverySmallDesign(t *testing.T) {
	const most = 7
	for _, level := range []struct {
		confidence float64
		parts      int64 // each tail is one over this
	}{{0.80, 10}, {0.95, 40}} {
		exact, apart, mover := 0.0, 0.0, 0.0
		leastExact, leastMover := 1.0, 1.0
		for N1 := 1; N1 <= most; N1++ {
			for n1 := 1; n1 <= N1; n1++ {
				for N2 := 1; N2 <= most; N2++ {
					for n2 := 1; n2 <= N2; n2++ {
						low, high := differenceTable(t, Exact, N1, n1, N2, n2, level.confidence)
						checkDifferences(t, N1, n1, N2, n2, low, high, level.confidence, level.parts)
						coverage := leastCoverageOfDifference(N1, n1, N2, n2, low, high)
						if coverage < level.confidence-1e-12 {
							t.Fatalf("%d/%d and %d/%d at %v: coverage %v", n1, N1, n2, N2, level.confidence, coverage)
						}
						leastExact = min(leastExact, coverage)
						mLow, mHigh := differenceTable(t, Mover, N1, n1, N2, n2, level.confidence)
						leastMover = min(leastMover, leastCoverageOfDifference(N1, n1, N2, n2, mLow, mHigh))
						outcomes, whole := float64((n1+1)*(n2+1)), float64(N1*N2)
						for x1 := range low {
							for x2 := range low[x1] {
								exact += (high[x1][x2] - low[x1][x2]) / whole / outcomes
								mover += (mHigh[x1][x2] - mLow[x1][x2]) / whole / outcomes
								a := Difference{First: drawnFrom(x1, n1, N1), Second: drawnFrom(x2, n2, N2), Confidence: level.confidence}
								if err := a.apart(); err != nil {
									t.Fatal(err)
								}
								if a.Low*whole > low[x1][x2]+1e-9 || a.High*whole < high[x1][x2]-1e-9 {
									t.Fatalf("%d/%d of %d and %d/%d of %d: %v..%v, apart %v..%v", x1, n1, N1, x2, n2, N2,
										low[x1][x2]/whole, high[x1][x2]/whole, a.Low, a.High)
								}
								apart += (a.High - a.Low) / outcomes
							}
						}
					}
				}
			}
		}
		t.Logf("%v: least coverage exact %.4f, mover %.4f; mean width exact/apart %.3f, mover/apart %.3f", level.confidence, leastExact, leastMover, exact/apart, mover/apart)
		if leastMover > level.confidence/2 {
			t.Errorf("%v: mover covers %.3f at least; the documentation says it falls far below its level", level.confidence, leastMover)
		}
	}
}

// checkDifferences checks one design's table against the definition.
func checkDifferences(t *testing.T, N1, n1, N2, n2 int, low, high [][]float64, confidence float64, parts int64) {
	t.Helper()
	tail := (1 - confidence) / 2
	one, two := newSide(0, n1, N1, tail), newSide(0, n2, N2, tail)
	rank := func(x1, x2 int) [2]int64 { // no cases of the first, yes cases of the second
		return [2]int64{one.own[n1-x1]*int64(N2) + two.own[x2]*int64(N1), int64((n1-x1)*n2 + x2*n1)}
	}
	higher := func(a, b [2]int64) bool { return slices.Compare(a[:], b[:]) >= 0 }
	all := choose[N1][n1] * choose[N2][n2]
	for x1 := range low {
		for x2 := range low[x1] {
			want := math.Inf(1)
			for M1 := x1; M1 <= N1-n1+x1; M1++ {
				for M2 := x2; M2 <= N2-n2+x2; M2++ {
					passed := int64(0)
					for y1 := 0; y1 <= n1; y1++ {
						for y2 := 0; y2 <= n2; y2++ {
							if higher(rank(y1, y2), rank(x1, x2)) {
								passed += ways(N1, M1, n1, y1) * ways(N2, M2, n2, y2)
							}
						}
					}
					if passed*parts > all {
						want = min(want, float64(M2*N1-M1*N2))
					}
				}
			}
			if math.Abs(low[x1][x2]-want) > 1e-9 {
				t.Fatalf("%d/%d of %d and %d/%d of %d at %v: lower limit %v, by trying every population %v", x1, n1, N1, x2, n2, N2, confidence, low[x1][x2], want)
			}
			if estimate := float64(N1*N2) * (float64(x2)/float64(n2) - float64(x1)/float64(n1)); low[x1][x2] > estimate+1e-9 || high[x1][x2] < estimate-1e-9 {
				t.Fatalf("%d/%d of %d and %d/%d of %d at %v: %v..%v does not hold the estimate %v", x1, n1, N1, x2, n2, N2, confidence, low[x1][x2], high[x1][x2], estimate)
			}
			if mirror := -high[n1-x1][n2-x2]; math.Abs(low[x1][x2]-mirror) > 1e-9 {
				t.Fatalf("%d/%d of %d and %d/%d of %d at %v: lower limit %v, mirrored %v", x1, n1, N1, x2, n2, N2, confidence, low[x1][x2], mirror)
			}
		}
	}
}
