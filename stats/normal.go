package stats

import "math"

// Z returns the standard normal quantile for a two-sided confidence: the z
// with P(|Z| <= z) = confidence, 1.2816 for 0.80. It is NaN outside 0..1 and
// infinite at 1.
func Z(confidence float64) float64 {
	if confidence < 0 {
		return math.NaN()
	}
	return math.Sqrt2 * math.Erfinv(confidence)
}

// effectiveSize is the size n* of a sample with replacement whose proportion
// varies as that of n from N without:
//
//	n* = n (N-1)/(N-n)
//
// Source: Cochran, W. G. (1977), Sampling Techniques, 3rd ed.,
// chapter 3: the variance pq/n (N-n)/(N-1).
func effectiveSize(n, N int) float64 {
	if N == Infinite {
		return float64(n)
	}
	return float64(n) * (float64(N-1) / float64(N-n))
}

// wald returns p -+ z sqrt(pq/n*), cut to 0..1 as in textbooks and not to what
// is possible. Source: Cochran (1977), chapter 3, without the continuity
// correction.
func wald(x, n, N int, l level) (low, high float64) {
	p := float64(x) / float64(n)
	e := Z(l.confidence) * math.Sqrt(p*(1-p)/effectiveSize(n, N))
	return max(p-e, 0), min(p+e, 1)
}

// wilson returns the proportions that a normal test at z does not reject, cut
// to what is possible:
//
//	(p + z²/2n* -+ z sqrt(pq/n* + z²/4n*²)) / (1 + z²/n*)
//
// Source: Wilson, E. B. (1927), Probable inference, the law of succession, and
// statistical inference, JASA 22.
func wilson(x, n, N int, l level) (low, high float64) {
	p, z, size := float64(x)/float64(n), Z(l.confidence), effectiveSize(n, N)
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
	return possible(low, high, x, n, N)
}

// agrestiCoull returns the Wald limits of a sample to which z²/2 yes and z²/2
// no cases were added, cut to what is possible. Source: Agresti, A. and Coull, B. A. (1998), Approximate
// is better than "exact" for interval estimation of binomial proportions, The
// American Statistician 52.
func agrestiCoull(x, n, N int, l level) (low, high float64) {
	p, z, size := float64(x)/float64(n), Z(l.confidence), effectiveSize(n, N)
	padded := size + z*z
	middle := (p*size + z*z/2) / padded
	e := z * math.Sqrt(middle*(1-middle)/padded)
	return possible(middle-e, middle+e, x, n, N)
}

// possible cuts limits to what the cases read leave possible: at least x yes
// cases and n-x no cases of N; anything in 0..1 without a population.
func possible(low, high float64, x, n, N int) (_, _ float64) {
	least, most := 0.0, 1.0
	if N != Infinite {
		least, most = float64(x)/float64(N), float64(N-n+x)/float64(N)
	}
	return clamp(low, least, most), clamp(high, least, most)
}
