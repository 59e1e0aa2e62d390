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

// stirlingErrors holds stirlingError at 0, 1/2, 1, ... 15. Value 0 is not
// defined and never read. The others come from exact factorials in 45-digit
// decimal arithmetic.
var stirlingErrors = [31]float64{
	0,
	0.1534264097200273452913, 0.0810614667953272582196, 0.0548141210519176538961,
	0.0413406959554092940938, 0.0331628735199362874851, 0.0276779256849983391487,
	0.0237461636562974959713, 0.0207906721037650931115, 0.0184884505326731852307,
	0.0166446911898211921631, 0.0151349732219173788735, 0.0138761288230707479987,
	0.0128104652429202269242, 0.0118967099458917700950, 0.0111045597582069173266,
	0.0104112652619720964974, 0.0097994161261588032983, 0.0092554621827127329177,
	0.0087687001341393854629, 0.0083305634333628712564, 0.0079341145643140205472,
	0.0075736754879518407949, 0.0072445543013203831795, 0.0069428401072095298656,
	0.0066652470327076824423, 0.0064089941880042070684, 0.0061717122630394576475,
	0.0059513701127588477356, 0.0057462165130101156820, 0.0055547335519628013710,
}

// stirlingError returns ln x! less Stirling's formula for it, for real x > 0:
//
//	ln Gamma(x+1) - (x + 1/2) ln x + x - ln(2 pi)/2
//
// Source: Loader, C. (2000), Fast and accurate computation of binomial
// probabilities; the series is Abramowitz and Stegun (1964), 6.1.41.
func stirlingError(x float64) float64 {
	if x <= 15 {
		if i := int(2 * x); float64(i) == 2*x && i > 0 {
			return stirlingErrors[i]
		}
		lg, _ := math.Lgamma(x + 1)
		return lg - (x+0.5)*math.Log(x) + x - 0.5*math.Log(2*math.Pi)
	}
	// The terms 1/(12x), 1/(360x^3), ... are cut where the next is below
	// 1e-18.
	const (
		s0 = 1.0 / 12
		s1 = 1.0 / 360
		s2 = 1.0 / 1260
		s3 = 1.0 / 1680
		s4 = 1.0 / 1188
		s5 = 691.0 / 360360
		s6 = 1.0 / 156
	)
	y := 1 / (x * x)
	return (s0 - y*(s1-y*(s2-y*(s3-y*(s4-y*(s5-y*s6)))))) / x
}
