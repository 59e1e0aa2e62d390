package main

import (
	"fmt"

	"onecase/cmd/onecase/internal/report"
	"onecase/discretion"
	"onecase/stats"
)

// explainEstimate is the working of one estimate.
func explainEstimate(q discretion.QuestionEstimate) report.Derivation {
	e, i := q.Estimate, q.Interval
	if e.Of == 0 {
		return report.Derivation{{Title: "limits", Formula: "no case, no information", Substitution: "0 cases", Result: "0% to 100%", Source: "nothing is known"}}
	}
	steps := report.Derivation{{
		Title: "estimate", Formula: "sum of weights of yes cases / sum of weights",
		Substitution: fmt.Sprintf("%d yes of %d cases", e.Yes, e.Of), Result: percentOf(e.Proportion),
		Source: "Cochran 1977, chapter 5A",
	}}
	if q.TakenForAll {
		steps[0].Substitution += fmt.Sprintf("; it applied to every case read, and is taken to apply to all %d", q.Population)
	}
	switch {
	case i.Method == stats.Exact && i.HasCounts:
		return append(steps, explainExact(i)...)
	case i.Method == stats.Exact:
		return append(steps, report.Step{
			Title:        "limits",
			Formula:      "least low and greatest high of the exact limits for every number N of cases the question can apply to",
			Substitution: fmt.Sprintf("N = %d to %d%s", e.Of, q.Population, subsampleTails(e.Yes, e.Of, e.Of, q.Population, i.Confidence)),
			Result:       percentOf(i.Low) + " to " + percentOf(i.High),
			Source:       "Buonaccorsi 1987, for each N",
		})
	case i.Method == stats.Combined:
		return append(steps, report.Step{
			Title:        "limits",
			Formula:      "least and greatest number of yes cases, over every split among the strata, for which such a sample is not among the unlikeliest " + percentOf((1-i.Confidence)/2),
			Substitution: fmt.Sprintf("%d to %d of %d cases", i.LowCount, i.HighCount, i.Population),
			Result:       percentOf(i.Low) + " to " + percentOf(i.High),
			Source:       "Wendell and Schmee 1996; Buehler 1957",
		})
	}
	if e.Balance > 0 {
		steps = append(steps, report.Step{
			Title: "standard error", Formula: "sqrt((1 - n/N) n/(n-q) sum e^2 + b' C b), e what the matching variables do not explain of z = (y - p)/cases in the domain, else 0; b their coefficients, C the covariance of their categories' numbers over the plans",
			Substitution: fmt.Sprintf("n = %d of N = %d, q = %d", e.Sample, e.Population, e.Balance), Result: percentOf(e.SE), Source: "Deville and Tillé 2005; the record's table of plans",
		}, report.Step{
			Title: "degrees of freedom", Formula: "the smaller of cases - 1 and n - q", Substitution: fmt.Sprintf("%d - 1, %d - %d", e.Of, e.Sample, e.Balance), Result: fmt.Sprint(e.DF), Source: "Deville and Tillé 2005",
		})
	} else {
		steps = append(steps, report.Step{
			Title: "standard error", Formula: "sqrt(sum over strata of (1 - n/N) n/(n-1) sum (z - mean z)^2), z = w (y - p)/sum of w in the domain, else 0",
			Substitution: q.Design, Result: percentOf(e.SE), Source: "Lumley 2010, appendix A",
		}, report.Step{
			Title: "degrees of freedom", Formula: "cases - strata", Substitution: fmt.Sprintf("%d - %d", e.Of, e.Strata), Result: fmt.Sprint(e.DF), Source: "Lumley 2010, appendix A",
		})
	}
	formula, source := designFormula(i.Method)
	return append(steps, report.Step{
		Title: "limits", Formula: formula,
		Substitution: fmt.Sprintf("p = %s, se = %s, %d degrees of freedom", percentOf(e.Proportion), percentOf(e.SE), e.DF),
		Result:       percentOf(i.Low) + " to " + percentOf(i.High), Source: source,
	})
}

// explainExact shows the tail probabilities on either side of each limit.
func explainExact(i stats.Interval) report.Derivation {
	tail := (1 - i.Confidence) / 2
	atLeast := func(K int) float64 {
		return stats.Hypergeometric{N: i.Population, K: K, Draws: i.Of}.Survival(float64(i.Yes - 1))
	}
	atMost := func(K int) float64 {
		return stats.Hypergeometric{N: i.Population, K: K, Draws: i.Of}.CDF(float64(i.Yes))
	}
	const source = "Katz 1953; Buonaccorsi 1987"
	low := report.Step{Title: "lower limit", Formula: fmt.Sprintf("least K with P(X >= %d | K of %d yes) > %s", i.Yes, i.Population, percentOf(tail)),
		Result: fmt.Sprintf("%d of %d, %s", i.LowCount, i.Population, percentOf(i.Low)), Source: source}
	low.Substitution = fmt.Sprintf("%.4f at K = %d", atLeast(i.LowCount), i.LowCount)
	if i.LowCount > i.Yes {
		low.Substitution += fmt.Sprintf("; %.4f at %d", atLeast(i.LowCount-1), i.LowCount-1)
	}
	high := report.Step{Title: "upper limit", Formula: fmt.Sprintf("greatest K with P(X <= %d | K of %d yes) > %s", i.Yes, i.Population, percentOf(tail)),
		Result: fmt.Sprintf("%d of %d, %s", i.HighCount, i.Population, percentOf(i.High)), Source: source}
	high.Substitution = fmt.Sprintf("%.4f at K = %d", atMost(i.HighCount), i.HighCount)
	if i.HighCount < i.Population-(i.Of-i.Yes) {
		high.Substitution += fmt.Sprintf("; %.4f at %d", atMost(i.HighCount+1), i.HighCount+1)
	}
	return report.Derivation{low, high}
}

// designFormula is the formula of design-based limits and its source.
func designFormula(m stats.Method) (formula, source string) {
	switch m {
	case stats.DesignBeta:
		return "beta quantiles for p n* of n*, n* = p(1-p)/se^2 (t at n-1 / t at the degrees of freedom)^2", "Korn and Graubard 1998; R survey, svyciprop"
	case stats.DesignMean:
		return "p +- t se", "R survey, svyciprop"
	case stats.DesignAsin:
		return "sin^2(arcsin(sqrt p) +- t se / (2 sqrt(p(1-p))))", "R survey, svyciprop"
	}
	return "logit p +- t se/(p(1-p)), taken back", "R survey, svyciprop"
}
