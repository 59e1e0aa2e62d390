package stats

import (
	"fmt"
	"math"
	"math/big"
	"strconv"
)

// A level is a two-sided confidence taken as the decimal it is written as, and
// what it leaves for the tails. Comparisons with it are exact: in float64
// where that settles them, in whole numbers where a probability lies so near
// the level that it may be equal to it. Such ties are not rare: at N = 100,
// n = 20 and one yes case, P(X = 0) is 4/5.
type level struct {
	confidence float64
	alpha      float64  // 1 - confidence
	exact      *big.Rat // alpha
}

// newLevel returns the level of a confidence, or an error unless it lies
// between 0 and 1.
func newLevel(confidence float64) (level, error) {
	if !(confidence > 0 && confidence < 1) {
		return level{}, fmt.Errorf("stats: the confidence has to be above 0 and below 1, got %v", confidence)
	}
	exact := decimal(confidence)
	exact.Sub(big.NewRat(1, 1), exact)
	alpha, _ := exact.Float64()
	return level{confidence: confidence, alpha: alpha, exact: exact}, nil
}

// Two relative distances from a level. What a sweep has carried along is
// trusted beyond the first; what was computed afresh, beyond the second, which
// is a thousand times the error of the distribution's functions at
// N = 100,000.
const (
	nearCarried = 1e-9
	nearFresh   = 1e-10
)

// exceeds tells whether a sum of tails is above alpha, and whether that is
// settled: whether the sum is further from alpha than near.
func (l level) exceeds(sum, near float64) (above, settled bool) {
	off := sum - l.alpha
	return off > 0, math.Abs(off) > near
}

// tailsAbove tells whether P(X >= x) + P(X >= y) is above alpha. With y = x
// that is a tail above alpha/2; with y = x+1, a tail that counts x by half.
func (l level) tailsAbove(h Hypergeometric, x, y int) bool {
	tail := h.atLeast(x)
	sum := 2 * tail
	if y != x {
		sum -= h.prob(x)
	}
	above, settled := l.exceeds(sum, nearFresh*l.alpha)
	h = h.smaller()
	if settled || !affordable(h, h.most()-x+1) {
		return above
	}
	tails := sumWays(h, x, h.most())
	if y == x {
		tails.Lsh(tails, 1)
	} else {
		tails.Add(tails, sumWays(h, y, h.most()))
	}
	return l.compareWays(h, tails) > 0
}

// outsideWithin tells whether P(X < a) + P(X > b) is at most alpha: whether
// the counts a..b hold at least the confidence.
func (l level) outsideWithin(h Hypergeometric, a, b int) bool {
	above, settled := l.exceeds(h.atMost(a-1)+h.atLeast(b+1), nearFresh*l.alpha)
	h = h.smaller()
	if settled || !affordable(h, b-a+1) {
		return !above
	}
	outside := new(big.Int).Binomial(int64(h.N), int64(h.Draws))
	outside.Sub(outside, sumWays(h, a, b))
	return l.compareWays(h, outside) <= 0
}

// nearTie is how near to a level a probability in float64, good to 1e-12, may
// come before the matter is settled in whole numbers.
const nearTie = 1e-9

// heldBy tells whether P(a <= X <= b) is at least the confidence.
func (l level) heldBy(h Hypergeometric, a, b int) bool {
	if d := h.mass(a, b) - l.confidence; d > nearTie || d < -nearTie {
		return d > 0
	}
	return l.outsideWithin(h, a, b)
}

// compareWays returns the sign of ways/C(N, n) - alpha.
func (l level) compareWays(h Hypergeometric, ways *big.Int) int {
	all := new(big.Int).Binomial(int64(h.N), int64(h.Draws))
	all.Mul(all, l.exact.Num())
	return ways.Mul(ways, l.exact.Denom()).Cmp(all)
}

// smaller returns the same distribution with the roles of the sample and of the
// yes cases exchanged where that makes C(N, n) smaller.
func (h Hypergeometric) smaller() Hypergeometric {
	if min(h.K, h.N-h.K) < min(h.Draws, h.N-h.Draws) {
		h.K, h.Draws = h.Draws, h.K
	}
	return h
}

// affordable tells whether a sum of so many terms can be had in whole numbers
// in about a tenth of a second. Where it cannot, a level closer than nearFresh
// to a probability is decided in float64: samples of some 20,000 and above.
func affordable(h Hypergeometric, terms int) bool {
	n := float64(min(h.Draws, h.N-h.Draws))
	bits := n * (1 + math.Log2(float64(h.N)/max(n, 1)))
	return bits < 1e6 && bits*float64(terms) < 1e10
}

// sumWays returns the number of samples with a..b yes cases, out of C(N, n).
func sumWays(h Hypergeometric, a, b int) *big.Int {
	a, b = max(a, h.least()), min(b, h.most())
	sum := new(big.Int)
	if a > b {
		return sum
	}
	var factor big.Int
	term := new(big.Int).Binomial(int64(h.K), int64(a))
	term.Mul(term, factor.Binomial(int64(h.N-h.K), int64(h.Draws-a)))
	sum.Set(term)
	for x := int64(a); x < int64(b); x++ {
		term.Mul(term, factor.SetInt64((int64(h.K)-x)*(int64(h.Draws)-x)))
		term.Quo(term, factor.SetInt64((x+1)*(int64(h.N-h.K-h.Draws)+x+1)))
		sum.Add(sum, term)
	}
	return sum
}

// decimal returns x as the fraction that its shortest decimal stands for. It
// is exact where people write decimals: 0.05 is 1/20. x is finite.
func decimal(x float64) *big.Rat {
	r, _ := new(big.Rat).SetString(strconv.FormatFloat(x, 'g', -1, 64))
	return r
}

// wholePart returns floor(x k), exactly, for a decimal x >= 0 and k >= 0 where
// the result fits an int64.
func wholePart(x *big.Rat, k int64) int64 {
	product := new(big.Int).Mul(x.Num(), big.NewInt(k))
	return product.Quo(product, x.Denom()).Int64()
}
