package stats

import "math"

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
