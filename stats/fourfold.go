package stats

import "math"

// A fourfold is a two-by-two table with cells a, b over c, d. Its probability
// with both margins held fixed is
//
//	(a+b)! (c+d)! (a+c)! (b+d)! / (a! b! c! d! (a+b+c+d)!)
//
// which is the hypergeometric distribution, and with real c and d the core of
// the beta-binomial. Cells are not negative; at least one cell of each row and
// column is positive.
type fourfold struct{ a, b, c, d float64 }

// prob returns the table's probability, with a relative error of a few
// rounding units whatever its size. It is Stirling's formula with its
// remainder for each factorial. The powers that are left,
//
//	(Ea/a)^a (Eb/b)^b (Ec/c)^c (Ed/d)^d
//
// with E the cell expected from the margins, are near 1 for a table near its
// expectation; Loader's deviance gives them there. Far out the deviance is
// large and its rounding would be multiplied by the exponential, so they are
// taken as powers in doubled precision.
//
// Source: Loader, C. (2000), Fast and accurate computation of binomial
// probabilities, applied to the four cells at once.
func (t fourfold) prob() float64 {
	deviance := t.deviance()
	if deviance < 4 {
		return t.stirlingFactor() * math.Exp(-deviance)
	}
	if deviance > 800 {
		return 0 // below the least float64 whatever the factor, which is below 1e9
	}
	row1, row2 := doubledSum(t.a, t.b).scaled(), doubledSum(t.c, t.d).scaled()
	col1, col2 := doubledSum(t.a, t.c).scaled(), doubledSum(t.b, t.d).scaled()
	all := doubledSum(t.a+t.b, t.c+t.d)
	all.lo += doubledSum(t.a, t.b).lo + doubledSum(t.c, t.d).lo
	all = all.scaled()
	p := doubled{hi: t.stirlingFactor()}
	for _, cell := range [4]struct {
		count    float64
		row, col doubled
	}{{t.a, row1, col1}, {t.b, row1, col2}, {t.c, row2, col1}, {t.d, row2, col2}} {
		if cell.count > 0 {
			share := cell.row.times(cell.col).over(all.times(doubled{hi: cell.count}))
			p = p.times(share.power(cell.count))
		}
	}
	return p.float()
}

// deviance returns the sum over the cells of cell ln(cell/E), half the
// likelihood ratio statistic of independence.
func (t fourfold) deviance() float64 {
	all := t.a + t.b + t.c + t.d
	// Every cell is this far from its expectation, one way or the other.
	off := crossDifference(t.a, t.b, t.c, t.d) / all
	row1, row2, col1, col2 := t.a+t.b, t.c+t.d, t.a+t.c, t.b+t.d
	return cellDeviance(t.a, off, row1*col1/all) +
		cellDeviance(t.b, -off, row1*col2/all) +
		cellDeviance(t.c, -off, row2*col1/all) +
		cellDeviance(t.d, off, row2*col2/all)
}

// cellDeviance returns x ln(x/expected) - off for a cell x that is off above
// what is expected; it is never negative. Loader calls it bd0. Near its zero
// the logarithm's series is used, as the direct form would cancel.
func cellDeviance(x, off, expected float64) float64 {
	if x == 0 {
		return expected
	}
	if math.Abs(off) > 0.1*(x+expected) {
		return x*math.Log(x/expected) - off
	}
	v := off / (x + expected)
	sum := off * v
	term := 2 * x * v
	v *= v
	for j := 3.0; ; j += 2 {
		term *= v
		next := sum + term/j
		if next == sum {
			return sum
		}
		sum = next
	}
}

// stirlingFactor returns what is left of the table's probability when each
// factorial x! is divided by (x/e)^x: square roots and Stirling's remainders.
func (t fourfold) stirlingFactor() float64 {
	row1, row2, col1, col2 := t.a+t.b, t.c+t.d, t.a+t.c, t.b+t.d
	all := row1 + row2
	square := row1 / all * row2 * col1 * col2
	rest := stirlingError(row1) + stirlingError(row2) + stirlingError(col1) + stirlingError(col2) - stirlingError(all)
	pis := 1.5 // powers of 2 pi above the line
	for _, cell := range [4]float64{t.a, t.b, t.c, t.d} {
		if cell > 0 {
			square /= cell
			rest -= stirlingError(cell)
			pis -= 0.5
		}
	}
	return math.Sqrt(square) * math.Pow(2*math.Pi, pis) * math.Exp(rest)
}
