package stats

import (
	"math"
	"math/rand/v2"
)

// wholeNumber returns x as an int, and whether it is a whole number that a
// count can be.
func wholeNumber(x float64) (int, bool) {
	if !(x >= 0 && x <= MaxPopulation) || x != math.Floor(x) {
		return 0, false
	}
	return int(x), true
}

// clamp returns x, or the end of lo..hi that it lies beyond.
func clamp(x, lo, hi float64) float64 { return min(max(x, lo), hi) }

// uniform returns a random number in [0, 1) from src, or from the global
// source where src is nil.
func uniform(src rand.Source) float64 {
	if src == nil {
		return rand.Float64()
	}
	return rand.New(src).Float64()
}

// quantile returns the least x in lo..hi with P(X <= x) >= p. It gallops from
// start in steps of sd and bisects what it has bracketed. The tail on the far
// side of the median is compared with 1 - p, so that a large p keeps its
// digits.
func quantile(p float64, lo, hi, start int, sd float64, atMost, atLeast func(int) float64) int {
	reached := func(x int) bool {
		if p > 0.5 {
			return x >= hi || atLeast(x+1) <= 1-p
		}
		return x >= hi || atMost(x) >= p
	}
	x := min(max(start, lo), hi)
	step := max(1, int(min(sd, MaxPopulation/4)))
	if reached(x) {
		// below is a value that does not reach p, or lo-1.
		below := x
		for below >= lo && reached(below) {
			x = below
			below = max(lo-1, below-step)
			step = min(2*step, MaxPopulation/4)
		}
		return bisect(below, x, reached)
	}
	below := x
	for !reached(x) {
		below = x
		x = min(hi, max(x, x+min(step, hi-x)))
		step = min(2*step, MaxPopulation/4)
	}
	return bisect(below, x, reached)
}

// bisect returns the least x in (below, x] that is reached, where x is and
// below is not.
func bisect(below, x int, reached func(int) bool) int {
	for x-below > 1 {
		middle := below + (x-below)/2
		if reached(middle) {
			x = middle
		} else {
			below = middle
		}
	}
	return x
}
