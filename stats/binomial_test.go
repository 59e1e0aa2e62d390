package stats

import (
	"math"
	"math/big"
	"testing"
)

// exactBinomialTail returns P(X >= x), with P(X = x) times weight, in 300-bit
// arithmetic.
func exactBinomialTail(n, x int, p, weight float64) *big.Float {
	precise := func(v float64) *big.Float { return new(big.Float).SetPrec(300).SetFloat64(v) }
	yes := precise(p)
	no := new(big.Float).Sub(precise(1), yes)
	power := func(f *big.Float, k int) *big.Float {
		result := precise(1)
		for range k {
			result.Mul(result, f)
		}
		return result
	}
	sum := precise(0)
	for k := x; k <= n; k++ {
		term := new(big.Float).SetPrec(300).SetInt(new(big.Int).Binomial(int64(n), int64(k)))
		term.Mul(term, power(yes, k))
		term.Mul(term, power(no, n-k))
		if k == x {
			term.Mul(term, precise(weight))
		}
		sum.Add(sum, term)
	}
	return sum
}

// Clopper and Pearson's limits and their mid-p form are within 1e-10 of the p
// whose tail is alpha/2, also for an alpha of 1e-7, where gonum's quantile can
// be off by half.
func TestBinomialLimitsByDefinition(t *testing.T) {
	for _, n := range []int{1, 2, 5, 12, 39, 60} {
		for x := 0; x <= n; x += 1 + n/8 {
			for _, alpha := range []float64{0.2, 0.1, 0.05, 1e-7} {
				l, err := newLevel(1 - alpha)
				if err != nil {
					t.Fatal(err)
				}
				for _, mid := range []bool{false, true} {
					low := exactTails{mid}.low(x, n, l)
					if x == 0 {
						if low != 0 {
							t.Errorf("limit of 0/%d is %v", n, low)
						}
						continue
					}
					weight := 1.0
					if mid {
						weight = 0.5
					}
					half := big.NewFloat(l.alpha / 2)
					if exactBinomialTail(n, x, low*(1-1e-10), weight).Cmp(half) >= 0 ||
						exactBinomialTail(n, x, min(low*(1+1e-10), 1), weight).Cmp(half) <= 0 {
						t.Errorf("x = %d of %d at alpha %v, mid %v: the tail at %v is not alpha/2", x, n, alpha, mid, low)
					}
				}
			}
		}
	}
}

// seriesBeta is the regularised incomplete beta function by its power series
// of positive terms (NIST Handbook, 8.17.8), apart from gonum's.
func seriesBeta(a, b, p float64) float64 {
	la, _ := math.Lgamma(a + b)
	lb, _ := math.Lgamma(a + 1)
	lc, _ := math.Lgamma(b)
	sum, term := 0.0, 1.0
	for k := 0.0; term > sum*1e-18; k++ {
		sum += term
		term *= (a + b + k) / (a + 1 + k) * p
	}
	return sum * math.Exp(la-lb-lc+a*math.Log(p)+b*math.Log1p(-p))
}

func TestJeffreysLimitsByDefinition(t *testing.T) {
	for _, n := range []int{1, 4, 39, 200} {
		for x := 1; x <= n; x += 1 + n/8 {
			for _, alpha := range []float64{0.2, 0.05, 1e-7} {
				l, err := newLevel(1 - alpha)
				if err != nil {
					t.Fatal(err)
				}
				low := jeffreysLow(x, n, l)
				a, b := float64(x)+0.5, float64(n-x)+0.5
				if e := relativeError(seriesBeta(a, b, low), l.alpha/2); e > 1e-9 {
					t.Errorf("x = %d of %d at alpha %v: the tail at %v is off by %.2g", x, n, alpha, low, e)
				}
			}
		}
	}
}

// Blaker's limit is the least p that is accepted: every p below it on a fine
// grid is refused, and accepted ones lie within 1e-9 above it.
func TestBlakerByDefinition(t *testing.T) {
	l, err := newLevel(0.8)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range []int{1, 2, 4, 9, 26, 39} {
		for x := 1; x <= n; x++ {
			acceptability := func(p float64) float64 {
				b := Binomial{n, p}
				upper := b.atLeast(x)
				k := -1
				for k+1 <= n && b.atMost(k+1) <= upper {
					k++
				}
				return upper + b.atMost(k)
			}
			low := blakerLow(x, n, l)
			const grid = 500
			for i := 1; i < grid; i++ {
				if p := low * float64(i) / grid; acceptability(p) > l.alpha+1e-12 {
					t.Errorf("x = %d of %d: p = %v below the limit %v is accepted at %v", x, n, p, low, acceptability(p))
					break
				}
			}
			if p := low + 1e-9; p < 1 && acceptability(p) <= l.alpha {
				t.Errorf("x = %d of %d: p just above the limit %v is refused at %v", x, n, low, acceptability(p))
			}
		}
	}
}

// Both tails add up to 1 with the probabilities between, at chances of 0 and 1 too.
func TestBinomialTails(t *testing.T) {
	for _, n := range []int{0, 1, 7, 60} {
		for _, p := range []float64{0, 1e-9, 0.3, 0.5, 0.99, 1} {
			b := Binomial{n, p}
			if b.CDF(-1) != 0 || b.Survival(-1) != 1 || b.CDF(float64(n)) != 1 || b.Survival(math.Inf(1)) != 0 || b.Prob(0.5) != 0 {
				t.Errorf("%+v is wrong beyond what can be", b)
			}
			sum := 0.0
			for x := range n + 1 {
				sum += b.Prob(float64(x))
				if math.Abs(b.CDF(float64(x))-sum) > 1e-13 || math.Abs(b.Survival(float64(x))-(1-sum)) > 1e-13 {
					t.Errorf("%+v at %d: %v and %v, probabilities add up to %v", b, x, b.CDF(float64(x)), b.Survival(float64(x)), sum)
				}
			}
			if p == 0 && b.Prob(0) != 1 || p == 1 && b.Prob(float64(n)) != 1 {
				t.Errorf("%+v is not certain", b)
			}
		}
	}
	for _, b := range []Binomial{{-1, 0.5}, {3, -0.1}, {3, 1.1}, {3, math.NaN()}} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%+v does not panic", b)
				}
			}()
			b.CDF(0)
		}()
	}
}
