package main

import (
	"fmt"

	"onecase/cmd/onecase/internal/report"
	"onecase/stats"
)

// explainCoverage is the working behind the figures.
func explainCoverage(r coverageResult) report.Derivation {
	if r.Population == stats.Infinite {
		return explainCoverageOfShares(r)
	}
	N, n := r.Population, r.Sample
	steps := report.Derivation{{
		Title:        "The coverage at K yes cases in the population adds up the chances of the counts whose limits hold K",
		Formula:      "c(K) = sum of C(K, x) C(N-K, n-x) / C(N, n) over x with low(x) <= K/N <= high(x)",
		Substitution: fmt.Sprintf("N = %d, n = %d, K = %d, %s", N, n, *r.Methods[0].MinimumCount, r.Methods[0].Method),
		Result:       fmt.Sprintf("c(%d) = %s", *r.Methods[0].MinimumCount, digits(r.Methods[0].Minimum)),
		Source:       "the definition of coverage, X hypergeometric",
	}}
	for _, m := range r.Methods {
		steps = append(steps, report.Step{
			Title:   string(m.Method) + ": the least coverage, its mean, and the mean width of the limits",
			Formula: "least c(K) over K = 0..N; (sum of c(K)) / (N+1); (sum of (high(x) - low(x))) / (n+1)",
			Substitution: fmt.Sprintf("c(%d); %s / %d; %s / %d", *m.MinimumCount, digits(m.Mean*float64(N+1)), N+1,
				digits(m.MeanWidth*float64(n+1)), n+1),
			Result: fmt.Sprintf("%s; %s; %s", digits(m.Minimum), digits(m.Mean), digits(m.MeanWidth)),
			Source: "every K and every x counted out",
		})
	}
	return steps
}

// explainCoverageOfShares is explainCoverage without a population.
func explainCoverageOfShares(r coverageResult) report.Derivation {
	n := r.Sample
	steps := report.Derivation{{
		Title:        "The coverage at a true share p adds up the chances of the counts whose limits hold p",
		Formula:      "c(p) = sum of C(n, x) p^x (1-p)^(n-x) over x with low(x) <= p <= high(x)",
		Substitution: fmt.Sprintf("n = %d, %s, next to p = %s", n, r.Methods[0].Method, digits(r.Methods[0].MinimumAt)),
		Result:       "c(p) = " + digits(r.Methods[0].Minimum),
		Source:       "the definition of coverage, X binomial",
	}}
	for _, m := range r.Methods {
		steps = append(steps, report.Step{
			Title:        string(m.Method) + ": between two neighbouring limits the coverage rises and then falls, so it is least next to a limit",
			Formula:      "least of c(p) on either side of every limit",
			Substitution: "c next to p = " + digits(m.MinimumAt), Result: digits(m.Minimum), Source: "Wang, H. (2007)",
		}, report.Step{
			Title:        string(m.Method) + ": the mean over all p, and the mean width of the limits",
			Formula:      "(sum of (I(high(x); x+1, n-x+1) - I(low(x); x+1, n-x+1))) / (n+1), I the incomplete beta function; (sum of (high(x) - low(x))) / (n+1)",
			Substitution: fmt.Sprintf("%s / %d; %s / %d", digits(m.Mean*float64(n+1)), n+1, digits(m.MeanWidth*float64(n+1)), n+1),
			Result:       fmt.Sprintf("%s; %s", digits(m.Mean), digits(m.MeanWidth)), Source: "the integral of c(p) over p from 0 to 1, term by term",
		})
	}
	return steps
}
