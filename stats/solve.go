package stats

import (
	"math"

	"gonum.org/v1/gonum/mathext"
	"gonum.org/v1/gonum/stat/distuv"
)

// root returns the p in low..high at which f, which rises, crosses 0. f
// returns its value and its slope. Newton's steps are taken from start as long
// as they stay inside the bracket that f's signs keep narrowing, and halving
// otherwise.
func root(low, high, start float64, f func(p float64) (value, slope float64)) float64 {
	p := start
	if !(p > low && p < high) {
		p = low + (high-low)/2
	}
	for range 200 {
		value, slope := f(p)
		switch {
		case value == 0:
			return p
		case value < 0:
			low = p
		default:
			high = p
		}
		next := p - value/slope
		if !(next > low && next < high) {
			next = low + (high-low)/2
		}
		if math.Abs(next-p) <= 2e-16*math.Abs(p) || next == low || next == high {
			return next
		}
		p = next
	}
	return p
}

// betaQuantile returns the p quantile of the beta distribution with parameters
// a and b. gonum's own is far off for p below about 1e-6, so it is only where
// the search begins. In the logarithm of the quantile that of the tail is
// nearly straight.
func betaQuantile(a, b, p float64) float64 {
	start := math.Log(mathext.InvRegIncBeta(a, b, p))
	return math.Exp(root(math.Log(1e-300), 0, start, betaTail(a, b, p)))
}

// betaTail returns ln of P(X <= x)/p, with its slope, by ln x.
func betaTail(a, b, p float64) func(logX float64) (value, slope float64) {
	beta := distuv.Beta{Alpha: a, Beta: b}
	return func(logX float64) (value, slope float64) {
		x := math.Exp(logX)
		tail := mathext.RegIncBeta(a, b, x)
		return math.Log(tail / p), x * beta.Prob(x) / tail
	}
}

// A guess is where a search begins, and how far from there it looks next.
type guess struct{ at, step int }

// leastReached returns the least x in lo..hi that is reached, where hi is and
// every x above one that is reached is too. It gallops from a guess in growing
// steps and halves what it has bracketed.
func leastReached(lo, hi int, from guess, reached func(int) bool) int {
	below, above := lo-1, hi // below is not reached, above is
	step := from.step
	if x := min(max(from.at, lo), hi); reached(x) {
		for above = x; above-step > below; step = 2 * min(step, 1<<28) {
			if !reached(above - step) {
				below = above - step
				break
			}
			above -= step
		}
	} else {
		for below = x; below+step < above; step = 2 * min(step, 1<<28) {
			if reached(below + step) {
				above = below + step
				break
			}
			below += step
		}
	}
	for above-below > 1 {
		if middle := below + (above-below)/2; reached(middle) {
			above = middle
		} else {
			below = middle
		}
	}
	return above
}
