package stats

import "math"

// A discrete is the distribution of a count, which takes the values least..most.
// Its probabilities are added up from the inner end of a tail outwards: no tail
// is 1 less a number near 1.
type discrete interface {
	check() // panics on parameters that make no distribution
	least() int
	most() int
	Mean() float64
	below(x int) float64 // P(X <= x), for x up to about the mean
	above(x int) float64 // P(X >= x), for x from about the mean
}

// atMost returns P(X <= x).
func atMost[D discrete](d D, x int) float64 {
	switch {
	case x < d.least():
		return 0
	case x >= d.most():
		return 1
	case float64(x) > d.Mean():
		return 1 - d.above(x+1)
	}
	return d.below(x)
}

// atLeast returns P(X >= x).
func atLeast[D discrete](d D, x int) float64 {
	switch {
	case x <= d.least():
		return 1
	case x > d.most():
		return 0
	case float64(x) < d.Mean():
		return 1 - d.below(x-1)
	}
	return d.above(x)
}

// cdf returns P(X <= x) for any x.
func cdf[D discrete](d D, x float64) float64 {
	d.check()
	if math.IsNaN(x) {
		return x
	}
	return atMost(d, int(math.Floor(clamp(x, -1, float64(d.most())))))
}

// survival returns P(X > x) for any x.
func survival[D discrete](d D, x float64) float64 {
	d.check()
	if math.IsNaN(x) {
		return x
	}
	return atLeast(d, int(math.Floor(clamp(x, -1, float64(d.most()))))+1)
}

// count returns x as an int, and whether it is a whole number in least..most.
func count[D discrete](d D, x float64) (int, bool) {
	d.check()
	if !(x >= float64(d.least()) && x <= float64(d.most())) || x != math.Floor(x) {
		return 0, false
	}
	return int(x), true
}

// clamp returns x, or the end of lo..hi that it lies beyond.
func clamp(x, lo, hi float64) float64 { return min(max(x, lo), hi) }

// negligible is the share of a sum below which its falling terms stop. The
// tails fall faster than geometrically, so what is left is of that order too.
const negligible = 1e-18
