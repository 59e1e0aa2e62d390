package show

import (
	"fmt"
	"slices"

	"onecase/cmd/onecase/internal/report"
	"onecase/discretion"
	"onecase/discretion/rules"
	"onecase/stats"
	"onecase/stats/phrase"
)

// explainEstimate is the working of one estimate.
func explainEstimate(q discretion.QuestionEstimate, s *rules.Scale) (d report.Derivation) {
	e, i := q.Estimate, q.Interval
	if e.Of == 0 {
		d.Add("limits", "no case, no information", "nothing is known", "0% to 100%", "0 cases")
		return d
	}
	d.Add("estimate", "sum of weights of yes cases / sum of weights", "Cochran 1977, chapter 5A", shareTenths(s, e.Proportion),
		"%d yes of %d cases%s", e.Yes, e.Of,
		phrase.Either(q.TakenForAll, fmt.Sprintf("; N = %d", q.Population)+takenForAllText(true), ""))
	limits := shareTenths(s, i.Low) + " to " + shareTenths(s, i.High)
	switch {
	case i.Method == stats.Exact && i.HasCounts:
		return append(d, explainExact(i)...)
	case i.Method == stats.Exact:
		d.Add("limits", "least low and greatest high of the exact limits for every number N of cases the question can apply to",
			"Buonaccorsi 1987, for each N", limits,
			"N = %d to %d%s", e.Of, q.Population,
			subsampleTails(stats.DrawnShare{Yes: e.Yes, Of: e.Of, Least: e.Of, Most: q.Population}, i.Confidence))
		return d
	case i.Method == stats.ExactCells && !i.HasCounts:
		d.Add("limits", "least yes cases of these and the most no cases, to most yes cases of these and the fewest no cases; least and most of either over every split among the cells "+
			"for which such a sample is not among the unlikeliest "+PercentTenths((1-i.Confidence)/4),
			"Wendell and Schmee 1996; Buehler 1957; Bonferroni", limits,
			"%d yes of %d cases, by cell; it applies to %d to %d cases", e.Yes, e.Of, e.Of, q.Population)
		return d
	case i.Method == stats.ExactTable:
		d.Add("limits", tableFormula(i.Confidence), tableSource, limits,
			"%d to %d of %d cases; least coverage found %s", i.LowCount, i.HighCount, i.Population, PercentTenths(q.LeastCoverage))
		return d
	case i.Method == stats.Combined || i.Method == stats.ExactCells:
		d.Add("limits", "least and greatest number of yes cases, over every split among the "+
			phrase.Either(i.Method == stats.Combined, "strata", "cells")+", for which such a sample is not among the unlikeliest "+
			Percent((1-i.Confidence)/2), "Wendell and Schmee 1996; Buehler 1957", limits,
			"%d to %d of %d cases", i.LowCount, i.HighCount, i.Population)
		return d
	case e.Balance > 0:
		d.Add("standard error", "sqrt((1 - n/N) n/(n-q) sum e^2 + b' C b), e what the matching variables do not explain of z = (y - p)/cases in the domain, "+
			"else 0; b their coefficients, C the covariance of their categories' numbers over the plans",
			"Deville and Tillé 2005; the record's table of plans", PercentTenths(e.SE), "n = %d of N = %d, q = %d",
			e.Sample, e.Population, e.Balance)
		d.Add("degrees of freedom", "the smaller of cases - 1 and n - q", "Deville and Tillé 2005", fmt.Sprint(e.DF),
			"%d - 1, %d - %d", e.Of, e.Sample, e.Balance)
	default:
		d.Add("standard error", "sqrt(sum over strata of (1 - n/N) n/(n-1) sum (z - mean z)^2), z = w (y - p)/sum of w in the domain, else 0",
			"Lumley 2010, appendix A", PercentTenths(e.SE), "%s", q.Design)
		d.Add("degrees of freedom", "cases - strata", "Lumley 2010, appendix A", fmt.Sprint(e.DF), "%d - %d", e.Of, e.Strata)
	}
	formula, source := i.Method.Formula()
	d.Add("limits", formula, source, limits, "p = %s, se = %s, %d degrees of freedom", PercentTenths(e.Proportion), PercentTenths(e.SE), e.DF)
	return d
}

// explainMean is the working of the estimate of a figure of points.
func explainMean(m discretion.QuestionMean, s *rules.Scale) (d report.Derivation) {
	e := m.Estimate
	if e.Of == 0 {
		d.Add("limits", "no case, no information", "nothing is known", "none", "0 cases")
		return d
	}
	d.Add("estimate", "sum of weights × points / sum of weights"+
		phrase.Either(m.Measure == rules.MeanPoints, "", ", points in percent of the highest"),
		"Cochran 1977, chapters 5 and 5A", meanText(s, e.Mean), "%s", phrase.Count(e.Of, "case"))
	d.Add("standard error", "sqrt(sum over strata of (1 - n/N) n/(n-1) sum (z - mean z)^2), z = w (y - mean)/sum of w where the question applies, else 0; of a matched draw what the matching variables do not explain of z",
		"Lumley 2010, appendix A; Deville and Tillé 2005", fmt.Sprintf("%.4f", e.SE), "%s", m.Design)
	if m.Low != nil {
		d.Add("limits", "estimate - t se to estimate + t se, cut at the least and the most there can be",
			"Cochran 1977, section 2.8; approximate", meanText(s, *m.Low)+" to "+meanText(s, *m.High),
			"estimate = %.4f, se = %.4f, %d degrees of freedom", e.Mean, e.SE, e.DF)
	}
	return d
}

// explainDifference is the working of one difference.
func explainDifference(q discretion.QuestionDifference, e *discretion.Estimates) (d report.Derivation) {
	x := q.Difference
	share := func(category string) float64 {
		at := slices.IndexFunc(e.Questions,
			func(s discretion.QuestionEstimate) bool { return s.Question == q.Question && s.Category == category })
		return e.Questions[at].Estimate.Proportion
	}
	d.Add("difference", "the share of "+q.A+" less that of "+q.B, "the definition", fmt.Sprintf("%.4f", x.Estimate),
		"%.6f - %.6f", share(q.A), share(q.B))
	formula, source := x.Method.Formula()
	numbers := fmt.Sprintf("%s: %d of %d cases, %s; %s: %d of %d, %s", q.A, x.Second.Yes, x.Second.Of,
		eligibleText(x.Second), q.B, x.First.Yes, x.First.Of, eligibleText(x.First))
	switch x.Method {
	case stats.Exact:
		formula = fmt.Sprintf("the least and the greatest difference of populations that give counts ranking as high, or as low, as those seen with a chance above %s; "+
			"counts rank by the lower limit of method mover", Percent((1-x.Confidence)/2))
		source = "Santner and Snell 1980, Chan and Zhang 1999, for every pair of finite populations; Buehler 1957"
	case stats.Combined, stats.ExactCells:
		formula = fmt.Sprintf("the least and the greatest difference, over every way to split the yes cases of both among %s, for which such a sample is not among the unlikeliest %s",
			phrase.Either(x.Method == stats.Combined, "the strata", "the cells"), Percent((1-x.Confidence)/2))
		source = "Wendell and Schmee 1996; Buehler 1957; a yes case counts 1/N of its category"
	case stats.DesignMean:
		formula, source = "d +- t se, se being that of the difference of both estimates' scores",
			"R survey, svyby and svycontrast; Lumley 2010"
	}
	d.Add("limits, in points", formula, source, signedPoints(x.Low)+" to "+signedPoints(x.High), "%s", numbers)
	return d
}

// explainExact shows the tail probabilities on either side of each limit.
func explainExact(i stats.Interval) (d report.Derivation) {
	const source = "Katz 1953; Buonaccorsi 1987"
	leaves := fmt.Sprintf("K of %d yes) > %s", i.Population, Percent((1-i.Confidence)/2))
	tails := func(low bool) string {
		text, at := "", "%.4f at K = %d"
		for _, K := range endCounts(i, low) {
			text += fmt.Sprintf(at, tailAt(i, K, low), K)
			at = "; %.4f at %d"
		}
		return text
	}
	d.Add("lower limit", fmt.Sprintf("least K with P(X >= %d | %s", i.Yes, leaves), source,
		fmt.Sprintf("%d of %d, %s", i.LowCount, i.Population, PercentTenths(i.Low)), "%s", tails(true))
	d.Add("upper limit", fmt.Sprintf("greatest K with P(X <= %d | %s", i.Yes, leaves), source,
		fmt.Sprintf("%d of %d, %s", i.HighCount, i.Population, PercentTenths(i.High)), "%s", tails(false))
	return d
}

const tableSource = "Buehler 1957; the record's table of plans"

// tableFormula says how limits by the table of plans are made.
func tableFormula(confidence float64) string {
	return "least and greatest number K of yes cases that, split among the cells in some way, gives so many in the sample or more, or so many or fewer, with a chance above " +
		Percent((1-confidence)/2) +
		" over the plans of the draw; where not every split can be tried, none inside the exact limits of a simple random sample"
}
