package stats

import "math"

// A doubled is a number of twice the usual precision, hi + lo, times
// 2^exponent. Powers with exponents of up to 10^9 keep all the bits of a
// float64 when they are taken in it, and neither overflow nor vanish. Source
// of the arithmetic: Dekker, T. J. (1971), A floating-point technique for
// extending the available precision, Numerische Mathematik 18.
type doubled struct {
	hi, lo   float64
	exponent int
}

// doubledSum is a + b without rounding.
func doubledSum(a, b float64) doubled {
	s := a + b
	t := s - a
	return doubled{hi: s, lo: (a - (s - t)) + (b - t)}
}

// times returns d * e, scaled so that its high part is in [1/2, 1).
func (d doubled) times(e doubled) doubled {
	p := float64(d.hi * e.hi)
	low := math.FMA(d.hi, e.hi, -p)
	low += float64(d.hi*e.lo) + float64(d.lo*e.hi)
	return doubled{p, low, d.exponent + e.exponent}.scaled()
}

// over returns d / e.
func (d doubled) over(e doubled) doubled {
	q := d.hi / e.hi
	r := math.FMA(-q, e.hi, d.hi) // exact
	r += d.lo - float64(q*e.lo)
	return doubled{q, r / e.hi, d.exponent - e.exponent}.scaled()
}

// scaled moves the size of d into its exponent.
func (d doubled) scaled() doubled {
	hi := d.hi + d.lo
	lo := d.lo - (hi - d.hi)
	fraction, exponent := math.Frexp(hi)
	if exponent != 0 {
		lo = math.Ldexp(lo, -exponent)
	}
	return doubled{fraction, lo, d.exponent + exponent}
}

// power returns d^x for x >= 0: the whole part of x by squaring, what is left
// of it as a float64.
func (d doubled) power(x float64) doubled {
	whole := math.Floor(x)
	result := doubled{hi: 1}
	for square, k := d, int64(whole); k > 0; k >>= 1 {
		if k&1 == 1 {
			result = result.times(square)
		}
		square = square.times(square)
	}
	if x > whole {
		rest := (x - whole) * (math.Log2(d.hi) + float64(d.exponent))
		floor := math.Floor(rest)
		result = result.times(doubled{math.Exp2(rest - floor), 0, int(floor)})
	}
	return result
}

// float returns the nearest float64 to d, which is its high part: 0 or infinite where
// there is none.
func (d doubled) float() float64 {
	return math.Ldexp(d.hi, d.exponent)
}

// crossDifference returns a*d - b*c with one rounding or two, whatever
// cancels. Source: Jeannerod, Louvet and Muller (2013), Further analysis of
// Kahan's algorithm for the accurate computation of 2x2 determinants.
func crossDifference(a, b, c, d float64) float64 {
	p := float64(b * c)
	err := math.FMA(-b, c, p)
	return math.FMA(a, d, -p) + err
}
