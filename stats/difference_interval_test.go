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
// by trying every pair of populations in whole numbers, are on average no wider than
// each share's own limits put together, hold the estimate, and mirror when yes and no
// change places.
func TestDifferenceInEverySmallDesign(t *testing.T) {
	most, designs := sweep(5, 7), 0
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
						designs++
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
						exactBefore, apartBefore := exact, apart
						for x1 := range low {
							for x2 := range low[x1] {
								exact += (high[x1][x2] - low[x1][x2]) / whole / outcomes
								mover += (mHigh[x1][x2] - mLow[x1][x2]) / whole / outcomes
								a := Difference{First: drawnFrom(x1, n1, N1), Second: drawnFrom(x2, n2, N2), Confidence: level.confidence}
								if err := a.apart(); err != nil {
									t.Fatal(err)
								}
								apart += (a.High - a.Low) / outcomes
							}
						}
						if exact-exactBefore > apart-apartBefore+1e-9 {
							t.Errorf("%d/%d and %d/%d at %v: mean width %.4f, apart %.4f", n1, N1, n2, N2,
								level.confidence, exact-exactBefore, apart-apartBefore)
						}
					}
				}
			}
		}
		t.Logf("%v: least coverage exact %.4f, mover %.4f; mean width exact/apart %.3f, mover/apart %.3f",
			level.confidence, leastExact, leastMover, exact/apart, mover/apart)
		if leastMover > level.confidence/2 {
			t.Errorf("%v: mover covers %.3f at least; the documentation says it falls far below its level", level.confidence, leastMover)
		}
	}
	t.Logf("tried %d designs of two populations of up to %d cases", designs, most)
}

// checkDifferences checks one design's table against the definition.
func checkDifferences(t *testing.T, N1, n1, N2, n2 int, low, high [][]float64, confidence float64, parts int64) {
	t.Helper()
	l, err := newLevel(confidence)
	if err != nil {
		t.Fatal(err)
	}
	one, two := newSide(0, n1, N1, l), newSide(0, n2, N2, l)
	rank := func(x1, x2 int) [2]int64 { // the greatest limit of pairs no higher; the estimate
		greatest := int64(math.MinInt64)
		for y1 := x1; y1 <= n1; y1++ {
			for y2 := 0; y2 <= x2; y2++ {
				// d - sqrt((p2-l2)² + (u1-p1)²), u1 = 1 less the lower limit of the no cases.
				p1, p2 := float64(y1)/float64(n1), float64(y2)/float64(n2)
				limit := p2 - p1 - math.Hypot(p2-two.own[y2], 1-one.own[n1-y1]-p1)
				greatest = max(greatest, int64(math.Round(1e9*limit)))
			}
		}
		return [2]int64{greatest, int64((n1-x1)*n2 + x2*n1)}
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
				t.Fatalf("%d/%d of %d and %d/%d of %d at %v: lower limit %v, by trying every population %v", x1, n1, N1,
					x2, n2, N2, confidence, low[x1][x2], want)
			}
			if estimate := float64(N1*N2) * (float64(x2)/float64(n2) - float64(x1)/float64(n1)); low[x1][x2] > estimate+
				1e-9 || high[x1][x2] < estimate-1e-9 {
				t.Fatalf("%d/%d of %d and %d/%d of %d at %v: %v..%v does not hold the estimate %v", x1, n1, N1, x2, n2,
					N2, confidence, low[x1][x2], high[x1][x2], estimate)
			}
			if mirror := -high[n1-x1][n2-x2]; math.Abs(low[x1][x2]-mirror) > 1e-9 {
				t.Fatalf("%d/%d of %d and %d/%d of %d at %v: lower limit %v, mirrored %v", x1, n1, N1, x2, n2, N2,
					confidence, low[x1][x2], mirror)
			}
		}
	}
}

// Least coverage over every pair of populations, and mean width over every pair of
// counts, of designs of the usual size: the table of README.md. R 4.2.2 gave the
// same figures, with dhyper and every pair of populations tried.
func TestDifferenceCoverage(t *testing.T) {
	for _, c := range []struct {
		N1, n1, N2, n2           int
		exact, exactWidth        float64
		mover, moverWidth, apart float64
	}{
		{8, 4, 8, 4, 0.8527, 0.6100, 0.6714, 0.5429, 0.9000},
		{20, 10, 20, 10, 0.8038, 0.3802, 0.7500, 0.3657, 0.5818},
		{30, 26, 30, 26, 0.8047, 0.1062, 0.2311, 0.1068, 0.1679},
		{33, 22, 40, 30, 0.8006, 0.1693, 0.5000, 0.1700, 0.2772},
		{12, 3, 40, 10, 0.8118, 0.6617, 0.8182, 0.6783, 0.9606},
		{50, 39, 45, 37, 0.8009, 0.1121, 0.3196, 0.1107, 0.1825},
	} {
		check := func(name string, got, want float64) {
			if math.Abs(got-want) > 0.5e-4+1e-9 {
				t.Errorf("%d of %d and %d of %d: %s %.4f, want %.4f", c.n1, c.N1, c.n2, c.N2, name, got, want)
			}
		}
		for m, want := range map[Method][2]float64{Exact: {c.exact, c.exactWidth}, Mover: {c.mover, c.moverWidth}} {
			low, high := differenceTable(t, m, c.N1, c.n1, c.N2, c.n2, 0.80)
			width := 0.0
			for x1 := range low {
				for x2 := range low[x1] {
					width += (high[x1][x2] - low[x1][x2]) / float64(c.N1*c.N2*(c.n1+1)*(c.n2+1))
				}
			}
			least := 1.0
			for M1 := 0; M1 <= c.N1; M1++ {
				for M2 := 0; M2 <= c.N2; M2++ {
					truth, covered := float64(M2*c.N1-M1*c.N2), 0.0
					h1, h2 := Hypergeometric{N: c.N1, K: M1, Draws: c.n1}, Hypergeometric{N: c.N2, K: M2, Draws: c.n2}
					p2 := make([]float64, c.n2+1)
					for x2 := range p2 {
						p2[x2] = h2.prob(x2)
					}
					for x1 := range low {
						inside := 0.0
						for x2, p := range p2 {
							if low[x1][x2]-1e-9 <= truth && truth <= high[x1][x2]+1e-9 {
								inside += p
							}
						}
						covered += inside * h1.prob(x1)
					}
					least = min(least, covered)
				}
			}
			check(string(m)+" coverage", least, want[0])
			check(string(m)+" width", width, want[1])
		}
		width := 0.0
		for x1 := 0; x1 <= c.n1; x1++ {
			for x2 := 0; x2 <= c.n2; x2++ {
				d := Difference{First: drawnFrom(x1, c.n1, c.N1), Second: drawnFrom(x2, c.n2, c.N2), Confidence: 0.80}
				if err := d.apart(); err != nil {
					t.Fatal(err)
				}
				width += (d.High - d.Low) / float64((c.n1+1)*(c.n2+1))
			}
		}
		check("apart width", width, c.apart)
	}
}

// Without the size of a population: limits hold those of every pair of sizes, and
// without an end to a population they are those of the definition on a fine grid.
func TestDifferenceOfUnknownSizes(t *testing.T) {
	first, second := DrawnShare{Yes: 5, Of: 9, Least: 9, Most: 14}, DrawnShare{Yes: 6, Of: 8, Least: 10, Most: 13}
	union, err := DifferenceInterval(Exact, first, second, 0.80)
	if err != nil {
		t.Fatal(err)
	}
	low, high := 1.0, -1.0
	for N1 := first.Least; N1 <= first.Most; N1++ {
		for N2 := second.Least; N2 <= second.Most; N2++ {
			d, err := DifferenceInterval(Exact, drawnFrom(first.Yes, first.Of, N1), drawnFrom(second.Yes, second.Of, N2), 0.80)
			if err != nil {
				t.Fatal(err)
			}
			low, high = min(low, d.Low), max(high, d.High)
		}
	}
	if union.Low != low || union.High != high || !union.Guaranteed {
		t.Errorf("%v to %v, by every pair of sizes %v to %v", union.Low, union.High, low, high)
	}
	many := DrawnShare{Yes: 5, Of: 9, Least: 9, Most: 9000}
	wide, err := DifferenceInterval(Exact, many, second, 0.80)
	if err != nil || wide.Method != Apart || !wide.Guaranteed || code(wide.Warnings) != "too-many-sizes" ||
		wide.Low > low || wide.High < high {
		t.Errorf("%+v, %v", wide, err)
	}
}

// Limits without finite populations, tried on a grid of shares 1/2000 apart: no pair
// of shares that passes has a smaller difference, and a pair close by passes.
func TestDifferenceOfEndlessPopulations(t *testing.T) {
	const grid = 2000
	const tail = 0.1
	l, err := newLevel(0.80)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range [][4]int{{24, 39, 28, 36}, {2, 4, 6, 7}, {0, 5, 0, 8}, {10, 10, 3, 12}, {1, 20, 19, 20}} {
		d, err := DifferenceInterval(Exact, DrawnShare{Yes: c[0], Of: c[1]}, DrawnShare{Yes: c[2], Of: c[3]}, 0.80)
		if err != nil {
			t.Fatal(err)
		}
		s := newFrontierSearch(newSide(c[0], c[1], Infinite, l).mirrored(), newSide(c[2], c[3], Infinite, l), tail)
		best := math.Inf(1)
		from := grid // of the second's shares: falls as the first's no cases rise
		for a := 1; a < grid; a++ {
			p := Binomial{c[1], float64(a) / grid}
			passes := func(b int) bool {
				q, sum := Binomial{c[3], float64(b) / grid}, 0.0
				for x, need := range s.need {
					sum += p.prob(x) * q.atLeast(need)
				}
				return sum > tail
			}
			for from > 1 && (from == grid || passes(from-1)) {
				if from == grid && !passes(from-1) {
					break
				}
				from--
			}
			if from < grid {
				best = min(best, float64(a+from)/grid-1)
			}
		}
		if d.Low > best+1e-12 || d.Low < best-2.0/grid-2.0/ticks-1.0/finerThan {
			t.Errorf("%v: lower limit %v, on the grid %v", c, d.Low, best)
		}
	}
}

// The probabilities of a side are those of its distribution.
func TestSideProbabilities(t *testing.T) {
	level, err := newLevel(0.80)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range [][3]int{{8, 4, 0}, {8, 4, 3}, {8, 4, 8}, {8, 7, 4}, {50, 39, 20}, {50, 39, 49},
		{300_000, 1000, 150_000}, {300_000, 1000, 7}} {
		N, n, K := c[0], c[1], c[2]
		sum := 0.0
		for x, got := range newSide(0, n, N, level).probabilities(K, nil) {
			want := Hypergeometric{N: N, K: K, Draws: n}.prob(x)
			if math.Abs(got-want) > 1e-12*want+1e-17 {
				t.Errorf("%v: P(%d) = %v, want %v", c, x, got, want)
			}
			sum += got
		}
		if math.Abs(sum-1) > 1e-12 {
			t.Errorf("%v: they add up to %v", c, sum)
		}
	}
	for _, at := range []int{0, 1, 40_000, ticks - 2, ticks - 1} {
		sum := 0.0
		for x, got := range newSide(0, 30, Infinite, level).probabilities(at, nil) {
			if want := (Binomial{30, float64(at+1) / ticks}); at+1 < ticks && math.Abs(got-want.prob(x)) > 1e-12*want.prob(x)+1e-17 {
				t.Errorf("%d: P(%d) = %v, want %v", at, x, got, want.prob(x))
			}
			sum += got
		}
		if math.Abs(sum-1) > 1e-12 {
			t.Errorf("%d: they add up to %v", at, sum)
		}
	}
}

// What cannot be is refused, and large samples get limits of their own.
func TestDifferenceRefuses(t *testing.T) {
	fine := drawnFrom(2, 4, 8)
	for _, c := range []struct {
		method        Method
		first, second DrawnShare
		confidence    float64
	}{
		{Exact, fine, fine, 1},
		{Wilson, fine, fine, 0.8},
		{Exact, drawnFrom(5, 4, 8), fine, 0.8},
		{Exact, fine, drawnFrom(2, 9, 8), 0.8},
		{Exact, fine, drawnFrom(0, 0, 8), 0.8},
		{Exact, fine, DrawnShare{Yes: 2, Of: 4, Least: 8, Most: 7}, 0.8},
		{Mover, fine, DrawnShare{Yes: 2, Of: 4, Least: 4, Most: Infinite}, 0.8},
	} {
		if _, err := DifferenceInterval(c.method, c.first, c.second, c.confidence); err == nil {
			t.Errorf("%+v is taken", c)
		}
	}
	large := drawnFrom(3000, 6000, 20000)
	d, err := DifferenceInterval(Exact, large, large, 0.8)
	if err != nil || d.Method != Apart || code(d.Warnings) != "too-many-cases" {
		t.Errorf("%+v, %v", d, err)
	}
	if whole, err := DifferenceInterval(Exact, drawnFrom(3, 8, 8), drawnFrom(6, 8, 8), 0.8); err != nil ||
		whole.Low != 3.0/8 || whole.High != 3.0/8 {
		t.Errorf("two censuses: %v to %v, %v", whole.Low, whole.High, err)
	}
	for _, confidence := range []float64{1e-9, 0.999999, 1 - 0x1p-53} {
		if d, err := DifferenceInterval(Exact, fine, fine, confidence); err != nil || d.Low > 0 || d.High < 0 || d.Low < -1 {
			t.Errorf("at %v: %v to %v, %v", confidence, d.Low, d.High, err)
		}
	}
}

// No peer does this for finite populations. R's ExactCIdiff and SAS's EXACT
// RISKDIFF are for endless ones.
func BenchmarkDifference(b *testing.B) {
	for _, c := range []struct {
		name          string
		first, second DrawnShare
	}{
		{"50-39-45-37", drawnFrom(24, 39, 50), drawnFrom(26, 37, 45)},
		{"1000-142", drawnFrom(80, 142, 1000), drawnFrom(95, 142, 1000)},
		{"300000-1000", drawnFrom(600, 1000, 300_000), drawnFrom(640, 1000, 300_000)},
		{"endless-39", DrawnShare{Yes: 24, Of: 39}, DrawnShare{Yes: 26, Of: 37}},
		{"sizes-12x9", DrawnShare{Yes: 24, Of: 39, Least: 39, Most: 50}, DrawnShare{Yes: 26, Of: 37, Least: 37, Most: 45}},
	} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				if _, err := DifferenceInterval(Exact, c.first, c.second, 0.80); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
