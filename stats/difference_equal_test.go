package stats

import (
	"math"
	"testing"
)

// Every pair of small populations with equal shares: a p-value comes up, or a smaller
// one, in at most that share of all pairs of samples. Limits leave out 0 where the
// p-value is at most what the level leaves, and there alone.
func TestDifferenceTestIsValid(t *testing.T) {
	tried, small := 0, 0
	for _, c := range [][4]int{{8, 5, 8, 3}, {8, 4, 4, 2}, {9, 6, 6, 4}, {7, 7, 7, 3}, {10, 3, 5, 4}, {6, 2, 9, 5}} {
		N1, n1, N2, n2 := c[0], c[1], c[2], c[3]
		for _, confidence := range []float64{0.80, 0.95} {
			p := make([][]float64, n1+1)
			for x1 := range p {
				for x2 := 0; x2 <= n2; x2++ {
					first, second := drawnFrom(x1, n1, N1), drawnFrom(x2, n2, N2)
					value, err := DifferenceTest(first, second, confidence)
					if err != nil {
						t.Fatal(err)
					}
					d, err := DifferenceInterval(Exact, first, second, confidence)
					if err != nil {
						t.Fatal(err)
					}
					if out := d.Low > 0 || d.High < 0; out != (value <= (1-confidence)*(1+1e-9)) {
						t.Errorf("%v, %d and %d yes: p-value %v, limits at %v from %v to %v", c, x1, x2, value, confidence, d.Low, d.High)
					}
					p[x1] = append(p[x1], value)
					if value <= 0.2 {
						small++
					}
				}
			}
			for M1 := 0; M1 <= N1; M1++ {
				if M1*N2%N1 != 0 {
					continue
				}
				M2 := M1 * N2 / N1
				for _, row := range p {
					for _, value := range row {
						ways := int64(0)
						for x1 := range p {
							for x2 := range p[x1] {
								if p[x1][x2] <= value*(1+1e-9) {
									ways += ways2(N1, n1, M1, x1) * ways2(N2, n2, M2, x2)
								}
							}
						}
						tried++
						if chance := float64(ways) / float64(choose[N1][n1]*choose[N2][n2]); chance > value*(1+1e-9) {
							t.Errorf("%v, %d and %d yes cases: a p-value of %v or less has a chance of %v", c, M1, M2, value, chance)
						}
					}
				}
			}
		}
	}
	t.Logf("%d chances", tried)
	if tried < 1000 || small < 20 {
		t.Errorf("%d chances tried, %d small p-values", tried, small)
	}
}

// ways2 is the number of samples of n with x of the M yes cases among N.
func ways2(N, n, M, x int) int64 {
	if x > M || n-x > N-M {
		return 0
	}
	return choose[M][x] * choose[N-M][n-x]
}

// The search leaves nothing out: the chance is the greatest over every pair of shares,
// tried one by one, of every size.
func TestDifferenceTestAgainstEveryPair(t *testing.T) {
	l, err := newLevel(0.80)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ first, second DrawnShare }{
		{drawnFrom(24, 39, 50), drawnFrom(30, 37, 45)},
		{drawnFrom(30, 39, 50), drawnFrom(20, 37, 45)},
		{DrawnShare{Yes: 5, Of: 9, Least: 9, Most: 14}, DrawnShare{Yes: 8, Of: 8, Least: 10, Most: 13}},
	} {
		sup := func(first, second DrawnShare) (best float64) {
			for N1 := first.Least; N1 <= first.Most; N1++ {
				for N2 := second.Least; N2 <= second.Most; N2++ {
					s := newFrontierSearch(newSide(first.Yes, first.Of, N1, l).mirrored(), newSide(second.Yes, second.Of, N2, l), 0)
					for M1 := first.Yes; M1 <= N1-first.Of+first.Yes; M1++ {
						for M2 := second.Yes; M2 <= N2-second.Of+second.Yes && M2*N1 <= M1*N2; M2++ {
							chance := 0.0
							for no, need := range s.need {
								h := Hypergeometric{N: N2, K: M2, Draws: second.Of}
								chance += Hypergeometric{N: N1, K: N1 - M1, Draws: first.Of}.prob(no) * h.atLeast(need)
							}
							best = max(best, chance)
						}
					}
				}
			}
			return best
		}
		want := min(1, 2*min(sup(c.first, c.second), sup(c.second, c.first)))
		got, err := DifferenceTest(c.first, c.second, 0.80)
		if err != nil || math.Abs(got-want) > 1e-9*want {
			t.Errorf("%+v: p-value %v, one by one %v, %v", c, got, want, err)
		}
	}
}

// Exchanging the samples, or yes and no, changes nothing; what is refused as limits is
// refused here, and what is too large has no p-value.
func TestDifferenceTestTurned(t *testing.T) {
	for _, c := range []struct{ first, second DrawnShare }{
		{drawnFrom(24, 39, 50), drawnFrom(30, 37, 45)},
		{DrawnShare{Yes: 24, Of: 39}, DrawnShare{Yes: 33, Of: 37}},
		{drawnFrom(300, 500, 100_000), drawnFrom(330, 500, 100_000)},
	} {
		p, err := DifferenceTest(c.first, c.second, 0.80)
		turned, err2 := DifferenceTest(c.second, c.first, 0.80)
		if err != nil || err2 != nil || p != turned || p <= 0 || p >= 0.2 {
			t.Errorf("%+v: %v, turned %v, %v, %v", c, p, turned, err, err2)
		}
	}
	if p, err := DifferenceTest(drawnFrom(3, 8, 8), drawnFrom(6, 8, 8), 0.8); p != 0 || err != nil {
		t.Errorf("two censuses: %v, %v", p, err)
	}
	large := drawnFrom(3000, 6000, 20000)
	if p, err := DifferenceTest(large, large, 0.8); !math.IsNaN(p) || err != nil {
		t.Errorf("too large: %v, %v", p, err)
	}
	if _, err := DifferenceTest(large, drawnFrom(5, 4, 8), 0.8); err == nil {
		t.Error("5 of 4 is taken")
	}
}

func BenchmarkDifferenceTest(b *testing.B) {
	for _, c := range []struct {
		name          string
		first, second DrawnShare
	}{
		{"50-39-45-37", drawnFrom(24, 39, 50), drawnFrom(26, 37, 45)},
		{"1000-142", drawnFrom(80, 142, 1000), drawnFrom(95, 142, 1000)},
		{"300000-1000", drawnFrom(600, 1000, 300_000), drawnFrom(640, 1000, 300_000)},
		{"endless-39", DrawnShare{Yes: 24, Of: 39}, DrawnShare{Yes: 26, Of: 37}},
		{"sizes-12x9", DrawnShare{Yes: 24, Of: 39, Least: 39, Most: 50}, DrawnShare{Yes: 26, Of: 37, Least: 37, Most: 45}},
		{"sizes-50x50", DrawnShare{Yes: 80, Of: 142, Least: 951, Most: 1000}, DrawnShare{Yes: 95, Of: 142, Least: 951, Most: 1000}},
	} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				if _, err := DifferenceTest(c.first, c.second, 0.80); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
