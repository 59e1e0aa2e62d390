package main

import (
	"fmt"
	"strings"

	"onecase/cmd/onecase/internal/report"
	"onecase/discretion"
	"onecase/stats"
)

// working is the working behind the pooled shares: each share, its limits and how
// far its units are apart.
func (w poolWords) working() report.Derivation {
	var d report.Derivation
	for _, q := range w.p.Questions {
		d = append(d, w.shareStep(q), w.limitsStep(q))
		if q.SpreadChance != nil {
			d = append(d, w.spreadStep(q))
		}
	}
	return d
}

func (w poolWords) shareStep(q discretion.QuestionPooled) report.Step {
	formula := map[discretion.Weighting]string{
		discretion.WeightCases: "sum of W × x/n over the units, W the unit's part of the eligible cases that the question applies to",
		discretion.WeightEqual: "sum of W × x/n over the units, W = 1 / number of units",
		discretion.WeightGiven: "sum of W × x/n over the units, W the weights given over their sum",
	}[w.p.Weighting]
	var parts []string
	for _, u := range q.Units {
		parts = append(parts, fmt.Sprintf("%.6f × %d/%d", u.Weight, u.Yes, u.Of))
	}
	return report.Step{
		Title: q.ID + ": the share of the region", Formula: formula, Substitution: strings.Join(parts, " + "),
		Result: fmt.Sprintf("%.4f", q.Share), Source: "Cochran 1977, chapter 5",
	}
}

func (w poolWords) limitsStep(q discretion.QuestionPooled) report.Step {
	i := q.Interval
	s := report.Step{
		Title:  fmt.Sprintf("%s: limits at %s confidence", q.ID, percentText(w.p.Confidence)),
		Result: percentOf(i.Low) + " to " + percentOf(i.High),
	}
	var parts []string
	for _, u := range q.Units {
		cases := eligibleText(stats.DrawnShare{Least: int(u.Eligible), Most: int(u.Eligible)})
		if u.Estimated {
			cases = "N about " + fmt.Sprintf("%.1f", u.Eligible)
			if u.Eligible == 0 {
				cases = "N not known"
			}
		}
		parts = append(parts, fmt.Sprintf("%s %d of %d, %s", u.Unit, u.Yes, u.Of, cases))
	}
	s.Substitution = strings.Join(parts, "; ")
	switch i.Method {
	case stats.Combined, stats.Weighted:
		s.Formula = "least and greatest sum of W M/N, over every split of yes cases M among the units, for which such samples are not among the unlikeliest " + percentText((1-w.p.Confidence)/2)
		s.Source = "Wendell and Schmee 1996; Buehler 1957"
	default:
		s.Formula, s.Source = designFormula(i.Method)
		s.Formula += ", every unit a stratum"
	}
	return s
}

func (w poolWords) spreadStep(q discretion.QuestionPooled) report.Step {
	var counts []string
	for _, u := range q.Units {
		counts = append(counts, fmt.Sprintf("C(%d, %d)", u.Of, u.Yes))
	}
	return report.Step{
		Title:   q.ID + ": how often units are as far apart by chance alone",
		Formula: "P(highest - lowest share at least as seen), the yes answers dealt out to the cases read at random: counts x have the chance of the product of C(n, x) over C(sum of n, sum of x)",
		Substitution: fmt.Sprintf("seen: %s points, counts with %s ways; every set of counts with as many yes answers in all is looked at", points(q.Spread),
			strings.Join(counts, " × ")),
		Result: probability(*q.SpreadChance), Source: "the law of Freeman and Halton 1951, with fixed margins",
	}
}
