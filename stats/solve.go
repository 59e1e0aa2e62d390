package stats

import "math"

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
