package stats

import "math"

// The approximate methods. Each takes the standard error of a proportion from
// a sample of size, which need not be whole: for a finite population it is
// effectiveSize. Limits are not yet cut to what is possible; see possible.

// effectiveSize is the size n* of a sample with replacement whose proportion
// varies as that of n from N without:
//
//	n* = n (N-1)/(N-n)
//
// Source: Cochran, W. G. (1977), Sampling Techniques, 3rd ed.,
// chapter 3: the variance pq/n (N-n)/(N-1).
func effectiveSize(n, population int) float64 {
	if population == Infinite {
		return float64(n)
	}
	return float64(n) * (float64(population-1) / float64(population-n))
}

// wald returns p -+ z sqrt(pq/n*). Source: Cochran (1977), chapter 3, without
// the continuity correction.
func wald(x, n int, size, z float64) (low, high float64) {
	p := float64(x) / float64(n)
	e := z * math.Sqrt(p*(1-p)/size)
	return p - e, p + e
}

// wilson returns the proportions that a normal test at z does not reject:
//
//	(p + z²/2n* -+ z sqrt(pq/n* + z²/4n*²)) / (1 + z²/n*)
//
// Source: Wilson, E. B. (1927), Probable inference, the law of succession, and
// statistical inference, JASA 22.
func wilson(x, n int, size, z float64) (low, high float64) {
	p := float64(x) / float64(n)
	z2 := z * z / size
	middle := (p + z2/2) / (1 + z2)
	e := math.Sqrt(z2*(p*(1-p)+z2/4)) / (1 + z2)
	low, high = middle-e, middle+e
	// These are exact; the sums above would be off by a rounding.
	if x == 0 {
		low = 0
	}
	if x == n {
		high = 1
	}
	return low, high
}

// agrestiCoull returns the Wald limits of a sample to which z²/2 yes and z²/2
// no cases were added. Source: Agresti, A. and Coull, B. A. (1998), Approximate
// is better than "exact" for interval estimation of binomial proportions, The
// American Statistician 52.
func agrestiCoull(x, n int, size, z float64) (low, high float64) {
	p := float64(x) / float64(n)
	padded := size + z*z
	middle := (p*size + z*z/2) / padded
	e := z * math.Sqrt(middle*(1-middle)/padded)
	return middle - e, middle + e
}

// possible cuts limits to what the cases read leave possible: at least x yes
// cases and n-x no cases of N; anything in 0..1 without a population.
func possible(low, high float64, x, n, population int) (float64, float64) {
	least, most := 0.0, 1.0
	if population != Infinite {
		least = float64(x) / float64(population)
		most = float64(population-n+x) / float64(population)
	}
	return clamp(low, least, most), clamp(high, least, most)
}
