package stats

import (
	"encoding/json"
	"math"
	"math/big"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"pgregory.net/rapid"
)

// referenceRows reads the rows of one file of testdata; testdata/README.md
// says which tool computed each.
func referenceRows[Row any](t *testing.T, name string) []Row {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Note string
		Rows []Row
	}
	if err := json.Unmarshal(text, &file); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if len(file.Rows) == 0 || file.Note == "" {
		t.Fatalf("%s has no rows or does not say where they come from", name)
	}
	return file.Rows
}

// relativeError is |got/want - 1|, and the absolute error where want is 0.
func relativeError(got, want float64) float64 {
	if want == 0 {
		return math.Abs(got)
	}
	return math.Abs(got/want - 1)
}

// exactHypergeometric returns the probabilities of x = 0..n as exact integers
// and their common denominator C(N, n).
func exactHypergeometric(population, yes, n int) (ways []*big.Int, all *big.Int) {
	all = new(big.Int).Binomial(int64(population), int64(n))
	ways = make([]*big.Int, n+1)
	least := max(0, n-(population-yes))
	var w *big.Int
	for x := range ways {
		switch {
		case x < least || x > yes:
			ways[x] = new(big.Int)
			continue
		case x == least:
			w = new(big.Int).Binomial(int64(yes), int64(x))
			w.Mul(w, new(big.Int).Binomial(int64(population-yes), int64(n-x)))
		default: // from x-1 to x
			w = new(big.Int).Mul(ways[x-1], big.NewInt(int64(yes-x+1)*int64(n-x+1)))
			w.Quo(w, big.NewInt(int64(x)*int64(population-yes-n+x)))
		}
		ways[x] = w
	}
	return ways, all
}

// quotient returns a/b rounded to a float64.
func quotient(a, b *big.Int) float64 {
	const bits = 80
	f, _ := new(big.Float).Quo(new(big.Float).SetPrec(bits).SetInt(a), new(big.Float).SetPrec(bits).SetInt(b)).Float64()
	return f
}

func TestHypergeometricAgainstExactIntegers(t *testing.T) {
	check := func(t *testing.T, population, yes, n int, within float64) {
		h := Hypergeometric{N: population, K: yes, Draws: n}
		ways, all := exactHypergeometric(population, yes, n)
		low, high := new(big.Int), new(big.Int).Set(all)
		for x, w := range ways {
			low.Add(low, w)
			high.Sub(high, w)
			for _, c := range []struct {
				name      string
				got, want float64
			}{
				{"Prob", h.Prob(float64(x)), quotient(w, all)},
				{"CDF", h.CDF(float64(x)), quotient(low, all)},
				{"Survival", h.Survival(float64(x)), quotient(high, all)},
			} {
				if c.want < 1e-300 && c.want != 0 {
					continue // fewer digits than a float64 has
				}
				if e := relativeError(c.got, c.want); e > within {
					t.Fatalf("%s(%d) of N %d, K %d, n %d = %v, want %v: off by %.2g", c.name, x, population, yes, n, c.got, c.want, e)
				}
			}
		}
	}
	t.Run("every table up to N = 24", func(t *testing.T) {
		for population := 1; population <= 24; population++ {
			for n := 0; n <= population; n++ {
				for yes := 0; yes <= population; yes++ {
					check(t, population, yes, n, 1e-14)
				}
			}
		}
	})
	t.Run("both tails keep 1e-13 up to N = 100,000", func(t *testing.T) {
		rnd := rand.New(rand.NewPCG(1, 2))
		for range 12 {
			population := 1000 + rnd.IntN(99_001)
			check(t, population, rnd.IntN(population+1), rnd.IntN(400), 1e-13)
		}
		check(t, 100_000, 50_000, 1000, 1e-13)
		check(t, 2000, 1000, 1000, 1e-13)
	})
}

func TestHypergeometricAgainstReferenceRows(t *testing.T) {
	rows := referenceRows[map[string]float64](t, "hypergeom.json")
	for _, r := range rows {
		h := Hypergeometric{N: int(r["N"]), K: int(r["M"]), Draws: int(r["n"])}
		x := r["x"]
		for _, c := range []struct {
			name      string
			got, want float64
		}{
			{"Prob", h.Prob(x), r["pmf"]}, {"CDF", h.CDF(x), r["cdf"]}, {"Survival", h.Survival(x), r["sf"]},
		} {
			if e := relativeError(c.got, c.want); e > 1e-12 {
				t.Errorf("%s(%v) of %+v = %v, want %v: off by %.2g", c.name, x, h, c.got, c.want, e)
			}
		}
	}
}

// A population of 10^9 is beyond exact integers. Two facts hold there: the
// probabilities sum to 1, and neighbours are in their known ratio.
func TestHypergeometricInLargePopulations(t *testing.T) {
	for _, h := range []Hypergeometric{
		{N: 1e9, K: 4e8, Draws: 1e6},
		{N: 1e9, K: 5e8, Draws: 5e8},
		{N: 1e9, K: 30, Draws: 2e8},
		{N: MaxPopulation, K: 1e9, Draws: 1e9},
	} {
		m := h.Mode()
		if s := h.CDF(m) + h.Survival(m); relativeError(s, 1) > 1e-12 {
			t.Errorf("%+v: both sides of %v sum to %v", h, m, s)
		}
		below, above := h.below(int(m)), h.above(int(m)+1)
		if relativeError(below+above, 1) > 1e-10 {
			t.Errorf("%+v: tails sum to %v, not 1", h, below+above)
		}
		for _, deviations := range []float64{-30, -10, -3, 0, 3, 10, 30} {
			x := math.Floor(h.Mean() + deviations*math.Sqrt(h.Variance()))
			if p := h.Prob(x); p > 1e-290 {
				n, k, all := float64(h.Draws), float64(h.K), float64(h.N)
				want := (k - x) / (x + 1) * ((n - x) / (all - k - n + x + 1))
				if e := relativeError(h.Prob(x+1)/p, want); e > 1e-12 {
					t.Errorf("%+v: ratio at %v off by %.2g", h, x, e)
				}
			}
		}
	}
}

func TestHypergeometricQuantileInvertsCDF(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		population := rapid.IntRange(1, 5000).Draw(t, "N")
		h := Hypergeometric{
			N: population, K: rapid.IntRange(0, population).Draw(t, "K"),
			Draws: rapid.IntRange(0, population).Draw(t, "n"),
		}
		p := rapid.Float64Range(0, 1).Draw(t, "p")
		q := h.Quantile(p)
		if q < float64(h.least()) || q > float64(h.most()) {
			t.Fatalf("Quantile(%v) = %v is outside the support", p, q)
		}
		if p <= 0.5 && h.CDF(q) < p || p > 0.5 && h.Survival(q) > 1-p {
			t.Fatalf("Quantile(%v) = %v does not reach p", p, q)
		}
		if q > float64(h.least()) && (p <= 0.5 && h.CDF(q-1) >= p || p > 0.5 && h.Survival(q-1) <= 1-p) {
			t.Fatalf("Quantile(%v) = %v, but %v reaches p", p, q, q-1)
		}
	})
}

func TestHypergeometricMoments(t *testing.T) {
	for _, h := range []Hypergeometric{{N: 50, K: 30, Draws: 39}, {N: 7, K: 2, Draws: 3}, {N: 300, K: 11, Draws: 4}} {
		checkMoments(t, h, h.least(), h.most())
	}
}

func TestHypergeometricOutsideItsSupport(t *testing.T) {
	h := Hypergeometric{N: 50, K: 30, Draws: 39}
	for _, x := range []float64{-1, 18, 31, 19.5, 1e300, math.Inf(-1), math.NaN()} {
		if p := h.Prob(x); p != 0 {
			t.Errorf("Prob(%v) = %v", x, p)
		}
	}
	if h.CDF(-math.MaxFloat64) != 0 || h.CDF(math.Inf(1)) != 1 || h.Survival(math.Inf(1)) != 0 || h.Survival(-1) != 1 {
		t.Error("CDF or Survival is wrong beyond the support")
	}
	if !math.IsNaN(h.CDF(math.NaN())) {
		t.Error("CDF(NaN) is not NaN")
	}
}

func TestHypergeometricRefusesNonsense(t *testing.T) {
	for _, h := range []Hypergeometric{{N: -1}, {N: 3, K: 4}, {N: 3, Draws: 4}, {N: 3, K: -1}, {N: 3, Draws: -1}} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%+v does not panic", h)
				}
			}()
			h.Prob(0)
		}()
	}
}

// go-moremath's HypergeometicDist has a relative error of 1.5e-10 at
// N = 100,000 and a Go Lgamma form one of 2e-10 at N = 300,000.
func BenchmarkHypergeometricCDF(b *testing.B) {
	h := Hypergeometric{N: 300_000, K: 195_000, Draws: 1000}
	for b.Loop() {
		h.CDF(630)
	}
}

func BenchmarkHypergeometricFarTail(b *testing.B) {
	h := Hypergeometric{N: 300_000, K: 195_000, Draws: 1000}
	for b.Loop() {
		h.CDF(500)
	}
}

// Up to a population of 10^9 the probabilities and both tails are R's.
func TestHypergeometricAgainstR(t *testing.T) {
	rows := referenceRows[struct {
		N, K, X int
		Draws   int `json:"n"`
		F       float64
		AtMost  float64 `json:"at_most"`
		AtLeast float64 `json:"at_least"`
	}](t, "hypergeom_r.json")
	for _, r := range rows {
		h := Hypergeometric{N: r.N, K: r.K, Draws: r.Draws}
		for _, c := range [][2]float64{{h.prob(r.X), r.F}, {h.atMost(r.X), r.AtMost}, {h.atLeast(r.X), r.AtLeast}} {
			if off := math.Abs(c[0]/c[1] - 1); !(off < 3e-13) {
				t.Errorf("%+v at %d: %v, R has %v", h, r.X, c[0], c[1])
			}
		}
	}
}
