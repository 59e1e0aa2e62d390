package stats

import (
	"fmt"
	"math"
	"math/big"
	"testing"

	"pgregory.net/rapid"
)

// exactBetaBinomial returns the probabilities of 0..n for Alpha = a/2 and
// Beta = b/2 as fractions over their sum, from the urn's ratios.
func exactBetaBinomial(n, a, b int64) (weights []*big.Rat, all *big.Rat) {
	w := big.NewRat(1, 1)
	all = new(big.Rat)
	for x := int64(0); x <= n; x++ {
		weights = append(weights, new(big.Rat).Set(w))
		all.Add(all, w)
		w.Mul(w, big.NewRat((n-x)*(2*x+a), (x+1)*max(2*(n-x-1)+b, 1)))
	}
	return weights, all
}

func TestBetaBinomialAgainstFractions(t *testing.T) {
	for _, c := range [][3]int64{{1, 1, 1}, {12, 1, 79}, {12, 41, 39}, {12, 63, 17}, {50, 1, 1}, {200, 2, 2},
		{200, 25, 3}, {400, 801, 401}, {261, 1, 40}} {
		n, a, b := c[0], c[1], c[2]
		d := BetaBinomial{N: int(n), Alpha: float64(a) / 2, Beta: float64(b) / 2}
		weights, all := exactBetaBinomial(n, a, b)
		low, high := new(big.Rat), new(big.Rat).Set(all)
		share := func(w *big.Rat) float64 {
			f, _ := new(big.Rat).Quo(w, all).Float64()
			return f
		}
		for x, w := range weights {
			low.Add(low, w)
			high.Sub(high, w)
			at := float64(x)
			for _, v := range []struct {
				name      string
				got, want float64
			}{
				{"Prob", d.Prob(at), share(w)}, {"CDF", d.CDF(at), share(low)},
				{"Survival", d.Survival(at), share(high)},
			} {
				if e := relativeError(v.got, v.want); e > 1e-12 {
					t.Errorf("%s(%d) of %+v = %v, want %v: off by %.2g", v.name, x, d, v.got, v.want, e)
				}
			}
		}
	}
}

// With whole numbers for Alpha and Beta the sum over a tail is a tail of the
// hypergeometric: fewer than s no cases among the first x + s of the urn.
func TestBetaBinomialIsNegativeHypergeometric(t *testing.T) {
	urns := []struct{ yes, no, s int }{{30, 20, 5}, {300, 7, 3}, {90_000, 60_000, 40}, {2_000_000, 3_000_000, 60},
		{400_000_000, 500_000_000, 3}, {1_000_000_000, 40, 20}}
	for _, c := range urns[:sweep(4, len(urns))] {
		d := BetaBinomial{N: c.yes, Alpha: float64(c.s), Beta: float64(c.no - c.s + 1)}
		for _, deviations := range []float64{-4, -2, -1, 0, 0.5, 2, 5} {
			x := int(d.Mean() + deviations*math.Sqrt(d.Variance()))
			if x < 0 || x >= c.yes {
				continue
			}
			// More than x yes cases before the s-th no case: fewer than s no
			// cases among the first x+s.
			h := Hypergeometric{N: c.yes + c.no, K: c.no, Draws: x + c.s}
			got, want := d.Survival(float64(x)), h.CDF(float64(c.s-1))
			if e := relativeError(got, want); e > 1e-10 {
				t.Errorf("P(X > %d) of %+v = %v, want %v: off by %.2g", x, d, got, want, e)
			}
			got, want = d.CDF(float64(x)), h.Survival(float64(c.s-1))
			if e := relativeError(got, want); e > 1e-10 {
				t.Errorf("P(X <= %d) of %+v = %v, want %v: off by %.2g", x, d, got, want, e)
			}
		}
	}
}

func TestBetaBinomialLongTailsAgreeWithTheirSums(t *testing.T) {
	for _, d := range []BetaBinomial{
		{N: 300_000, Alpha: 0.5, Beta: 0.5}, {N: 300_000, Alpha: 0.5, Beta: 4.5}, {N: 300_000, Alpha: 1.5, Beta: 0.5},
		{N: 300_000, Alpha: 31.5, Beta: 8.5}, {N: 300_000, Alpha: 400.5, Beta: 600.5}, {N: 300_000, Alpha: 2e5, Beta: 3e3},
	} {
		for _, at := range []float64{0.3, 0.05, 0.8, 1}[:sweep(1, 4)] {
			x := int(d.Mean() * at)
			sum := 0.0
			for k := 0; k <= x; k++ {
				sum += d.prob(float64(k))
			}
			if e := relativeError(d.below(x), sum); e > 1e-11 {
				t.Errorf("P(X <= %d) of %+v = %v, its terms sum to %v: off by %.2g", x, d, d.below(x), sum, e)
			}
		}
	}
}

// From any guess the least count is found whose chance of it or fewer reaches p.
func TestLeastReachingInvertsCDF(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := BetaBinomial{
			N:     rapid.IntRange(0, 300).Draw(t, "N"),
			Alpha: rapid.Float64Range(0.1, 50).Draw(t, "Alpha"),
			Beta:  rapid.Float64Range(0.1, 50).Draw(t, "Beta"),
		}
		p := rapid.Float64Range(0, 1-1e-9).Draw(t, "p")
		q := d.leastReaching(p, rapid.IntRange(-5, 320).Draw(t, "start"))
		if d.CDF(float64(q)) < p-1e-12 {
			t.Fatalf("%d does not reach %v", q, p)
		}
		if q > 0 && d.CDF(float64(q-1)) > p+1e-12 {
			t.Fatalf("%d reaches %v, but so does %d", q, p, q-1)
		}
	})
}

func TestBetaBinomialMoments(t *testing.T) {
	for _, d := range []BetaBinomial{{N: 12, Alpha: 31.5, Beta: 8.5}, {N: 40, Alpha: 0.5, Beta: 0.5},
		{N: 7, Alpha: 3, Beta: 1}, {N: 9, Alpha: 0.5, Beta: 2}} {
		checkMoments(t, d, 0, d.N)
	}
}

func TestBetaBinomialRefusesNonsense(t *testing.T) {
	for _, d := range []BetaBinomial{{N: -1, Alpha: 1, Beta: 1}, {N: 3, Alpha: 0, Beta: 1},
		{N: 3, Alpha: 1, Beta: math.NaN()}, {N: 3, Alpha: math.Inf(1), Beta: 1}} {
		t.Run(fmt.Sprintf("%+v", d), func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Error("does not panic")
				}
			}()
			d.Prob(0)
		})
	}
}

// scipy 1.10 takes 98 ms for the probabilities of four bands at N = 300,000.
func BenchmarkBetaBinomialCDF(b *testing.B) {
	d := BetaBinomial{N: 300_000 - 1000, Alpha: 650.5, Beta: 350.5}
	for b.Loop() {
		d.CDF(200_000)
	}
}
