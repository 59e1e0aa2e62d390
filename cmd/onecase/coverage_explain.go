package main

import (
	"fmt"

	"onecase/cmd/onecase/internal/report"
	"onecase/stats"
)

// explainCoverage is the working behind the figures.
func explainCoverage(r coverageResult) (d report.Derivation) {
	N, n := r.Population, r.Sample
	first := r.Methods[0]
	if N == stats.Infinite {
		d.Add("The coverage at a true share p adds up the chances of the counts whose limits hold p",
			"c(p) = sum of C(n, x) p^x (1-p)^(n-x) over x with low(x) <= p <= high(x)", "the definition of coverage, X binomial",
			"c(p) = "+digits(first.Minimum), "n = %d, %s, next to p = %.5g", n, first.Method, first.MinimumAt)
	} else {
		d.Add("The coverage at K yes cases in the population adds up the chances of the counts whose limits hold K",
			"c(K) = sum of C(K, x) C(N-K, n-x) / C(N, n) over x with low(x) <= K/N <= high(x)", "the definition of coverage, X hypergeometric",
			fmt.Sprintf("c(%d) = %.5g", *first.MinimumCount, first.Minimum), "N = %d, n = %d, K = %d, %s", N, n, *first.MinimumCount, first.Method)
	}
	for _, m := range r.Methods {
		name, width := string(m.Method), m.MeanWidth*float64(n+1)
		if N != stats.Infinite {
			d.Add(name+": the least coverage, its mean, and the mean width of the limits",
				"least c(K) over K = 0..N; (sum of c(K)) / (N+1); (sum of (high(x) - low(x))) / (n+1)", "every K and every x counted out",
				fmt.Sprintf("%.5g; %.5g; %.5g", m.Minimum, m.Mean, m.MeanWidth),
				"c(%d); %.5g / %d; %.5g / %d", *m.MinimumCount, m.Mean*float64(N+1), N+1, width, n+1)
			continue
		}
		d.Add(name+": between two neighbouring limits the coverage rises and then falls, so it is least next to a limit",
			"least of c(p) on either side of every limit", "Wang, H. (2007)", digits(m.Minimum), "c next to p = %.5g", m.MinimumAt)
		d.Add(name+": the mean over all p, and the mean width of the limits",
			"(sum of (I(high(x); x+1, n-x+1) - I(low(x); x+1, n-x+1))) / (n+1), I the incomplete beta function; (sum of (high(x) - low(x))) / (n+1)",
			"the integral of c(p) over p from 0 to 1, term by term", fmt.Sprintf("%.5g; %.5g", m.Mean, m.MeanWidth),
			"%.5g / %d; %.5g / %d", m.Mean*float64(n+1), n+1, width, n+1)
	}
	return d
}
