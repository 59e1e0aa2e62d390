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

// quantile returns the least x in lo..hi with P(X <= x) >= p, looked for from
// start in steps of sd. The tail on the far side of the median is compared with
// 1 - p, so that a large p keeps its digits.
func quantile(p float64, lo, hi, start int, sd float64, atMost, atLeast func(int) float64) int {
	step := max(1, int(min(sd, MaxPopulation/4)))
	return leastReached(lo, hi, guess{start, step}, func(x int) bool {
		if p > 0.5 {
			return x == hi || atLeast(x+1) <= 1-p
		}
		return x == hi || atMost(x) >= p
	})
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
