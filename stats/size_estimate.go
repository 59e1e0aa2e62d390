package stats

import (
	"errors"
	"fmt"
	"math"
	"strings"
)

// An estimateCheck answers how often the estimate X/n of K/N is within a
// margin. All comparisons are of whole numbers: |x N - K n| <= reach.
type estimateCheck struct {
	N, n  int64
	reach int64 // floor(margin n N)
}

func newEstimateCheck(n, N int, margin float64) estimateCheck {
	return estimateCheck{int64(N), int64(n), wholePart(decimal(margin), int64(n)*int64(N))}
}

// window returns the sample counts whose estimate is within the margin of K/N.
func (c estimateCheck) window(K int64) (lo, hi int64) {
	lo = max(0, -floorDiv(c.reach-K*c.n, c.N))
	hi = min(c.n, floorDiv(K*c.n+c.reach, c.N))
	return lo, hi
}

// fromHalf is the least count whose limits go up to half of the cases.
func (c estimateCheck) fromHalf() int64 { return -floorDiv(2*c.reach-c.n*c.N, 2*c.N) }

// eachChance calls f with true counts K from N/2 down, among which is the one whose
// estimate is least often within the margin, until f returns false. They are the ends
// of the runs of K that have the same counts within the margin: over such a run the
// chance rises and then falls. (K and N-K mirror each other.) There are about n of
// them, however large N is.
func (c estimateCheck) eachChance(f func(h Hypergeometric, lo, hi int) bool) {
	for K := c.N / 2; K >= 0; {
		lo, hi := c.window(K)
		first := max(0, -floorDiv(c.reach-hi*c.N, c.n))
		if lo > 0 {
			first = max(first, floorDiv((lo-1)*c.N+c.reach, c.n)+1)
		}
		if !f(c.at(K), int(lo), int(hi)) || first < K && !f(c.at(first), int(lo), int(hi)) {
			return
		}
		K = first - 1
	}
}

func (c estimateCheck) at(K int64) Hypergeometric {
	return Hypergeometric{N: int(c.N), K: int(K), Draws: int(c.n)}
}

// least returns the least chance and a true count that has it.
func (c estimateCheck) least() (chance float64, K int) {
	chance = math.Inf(1)
	c.eachChance(func(h Hypergeometric, lo, hi int) bool {
		if p := h.mass(lo, hi); p < chance {
			chance, K = p, h.K
		}
		return true
	})
	return chance, K
}

// passes tells whether the chance reaches the bar for every K. tried is a true
// count that failed for another n, looked at first; on failure it becomes the
// one that fails here.
func (c estimateCheck) passes(l level, margin float64, tried *int) bool {
	lo, hi := c.window(int64(*tried))
	if !l.heldBy(c.at(int64(*tried)), int(lo), int(hi)) {
		return false
	}
	if allPass(int(c.n), int(c.n), int(c.N), l, margin) {
		return true
	}
	ok := true
	c.eachChance(func(h Hypergeometric, lo, hi int) bool {
		if ok = l.heldBy(h, lo, hi); !ok {
			*tried = h.K
		}
		return ok
	})
	return ok
}

// WithinMargin returns the least chance, over every possible number of yes
// cases in a population, that the share of yes in a simple random sample of it is
// within margin of the share in the population, and a number of yes
// cases at which it is least. An error of exactly the margin is within it; the
// margin counts as the decimal it prints as. The work grows with n: samples of
// more than 50,000 cases are an [ErrLargeSample], unless the bound of Serfling
// shows the chance to be 1.
func WithinMargin(sample, population int, margin float64) (chance float64, K int, err error) {
	n, N := sample, population
	if err := checkDraw(n, N); err != nil {
		return math.NaN(), 0, err
	}
	if err := checkShares(namedShare{"margin", margin}); err != nil {
		return math.NaN(), 0, err
	}
	if 2*math.Exp(-2*float64(n)*margin*margin/(1-float64(n-1)/float64(N))) < 1e-17 {
		return 1, N / 2, nil // within a float64 of certain: see serfling
	}
	if n > maxWithin {
		return math.NaN(), 0, fmt.Errorf("%w: the chance of an estimate within the margin is counted out for up to %d cases, not %d", ErrLargeSample, maxWithin, n)
	}
	chance, K = newEstimateCheck(n, N, margin).least()
	return chance, K, nil
}

// maxWithin is the largest sample whose chance to be within the margin is
// counted out. That is about a second's work, which grows with the power 1.5
// of n.
const maxWithin = 50_000

// ErrLargeSample says that what was asked is in order but takes too long for
// so large a sample.
var ErrLargeSample = errors.New("stats: the sample is too large")

// ChanceNotCounted is the warning in place of a chance that [WithinMargin]
// refused with err.
func ChanceNotCounted(err error) Warning {
	return NewWarning("chance-not-counted", "widen the margin, or rely on the formula: a sample this large is near the normal distribution",
		"Left out: %s.", strings.TrimPrefix(err.Error(), "stats: "))
}

// serfling returns a sample size from which the estimate is within the margin
// with at least the level's probability for every K: Serfling (1974),
// Probability inequalities for the sum in sampling without replacement,
// corollary 1.1,
//
//	P(|X/n - K/N| >= e) <= 2 exp(-2 n e^2 / (1 - (n-1)/N)).
func serfling(N int, level, margin float64) int {
	need := math.Log(2/(1-level)) / (2 * margin * margin)
	n := need * (float64(N) + 1) / (float64(N) + need)
	return int(min(math.Ceil(n)+1, float64(N)))
}

// estimateSizes returns the least n that meets the criterion estimate, and the
// n from which every larger one does too.
func estimateSizes(N int, l level, margin float64) (least, stable int) {
	tried := N / 2
	// From the bound on all pass. Below it the last that fails is looked for
	// from above, in strides that lengthen while they can be shown to pass.
	stable = serfling(N, l.confidence, margin)
	for stride := 1; stable > 1; {
		switch first := stable - stride; {
		case stride > 1 && (first < 1 || !allPass(first, stable-1, N, l, margin)):
			stride /= 2
			continue
		case stride == 1 && !newEstimateCheck(first, N, margin).passes(l, margin, &tried):
			for least = 1; least < stable; least++ {
				if newEstimateCheck(least, N, margin).passes(l, margin, &tried) {
					break
				}
			}
			return least, stable
		}
		stable -= stride
		stride *= 2
	}
	return 1, 1
}

// allPass tells whether every n from n1 to n2 can be shown at once to meet the
// criterion estimate. It may be false though they do.
//
// Counts a to b are within the margin of K/N for n from n1 to n2 and
//
//	N (b/n - e) <= K <= N (a/n + e).
//
// The chance of a to b rises and then falls with K, and with n too, since n and K
// can change places in the distribution: over n1 to n2 and the K of these limits it
// is least at one of four corners. From N/2 down to 0 such windows are put next to
// each other, so that every K is in one of them for every n.
func allPass(n1, n2, N int, l level, margin float64) bool {
	c1, c2 := newEstimateCheck(n1, N, margin), newEstimateCheck(n2, N, margin)
	width := wholePart(decimal(margin), 2*c1.n) // the most that b may be above the next a
	hold := func(a, b int64) bool {
		lower := max(0, -floorDiv(c2.reach-b*c2.N, c2.n))
		upper := min(c1.N, max(floorDiv(a*c1.N+c1.reach, c1.n), floorDiv(a*c2.N+c2.reach, c2.n)))
		for _, c := range []estimateCheck{c1, c2} {
			for _, K := range []int64{lower, upper} {
				if lower <= upper && c.at(K).mass(int(a), int(b)) < l.confidence+nearTie {
					return false
				}
			}
		}
		return true
	}
	a := max(c1.fromHalf(), c2.fromHalf())
	b := a + width
	for step := int64(1); b*c1.N > c1.reach; {
		switch {
		case hold(a, b-step):
			b -= step
			a = b - width
			step *= 2
		case step == 1:
			return false
		default:
			step /= 2
		}
	}
	return true
}

// floorDiv returns floor(a/b) for b > 0.
func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}
