package show

import (
	"fmt"
	"strings"

	"onecase/cmd/onecase/internal/report"
	"onecase/discretion"
	"onecase/stats"
)

// working shows each pooled share, its limits and the spread of its units.
func (w poolWords) working() (d report.Derivation) {
	weights := map[discretion.Weighting]string{
		discretion.WeightCases: "the unit's part of the eligible cases that the question applies to",
		discretion.WeightEqual: "= 1 / number of units",
		discretion.WeightGiven: "the weights given over their sum",
	}[w.p.Weighting]
	for _, q := range w.p.Questions {
		var shares, ways []string
		for _, u := range q.Units {
			shares = append(shares, fmt.Sprintf("%.6f × %d/%d", u.Weight, u.Yes, u.Of))
			ways = append(ways, fmt.Sprintf("C(%d, %d)", u.Of, u.Yes))
		}
		title := w.p.Rules.QuestionTitle(q.ID)
		d.Add(title+": the share of the region", "sum of W × x/n over the units, W "+weights, "Cochran 1977, chapter 5",
			fmt.Sprintf("%.4f", q.Share), "%s", strings.Join(shares, " + "))
		w.addLimits(&d, q)
		if q.SpreadChance != nil {
			d.Add(title+": how often units are as far apart by chance alone",
				"P(highest - lowest share at least as seen), the yes answers dealt out to the cases "+
					"read at random: counts x have the chance of the product of C(n, x) over C(sum of n, sum of x)",
				"the law of Freeman and Halton 1951, with fixed margins", Probability(*q.SpreadChance),
				"seen: %s points, counts with %s ways; every set of counts with as many yes answers in all is looked at",
				Points(q.Spread), strings.Join(ways, " × "))
			w.addFunnel(&d, q)
		}
	}
	for _, m := range w.p.Means {
		var parts []string
		for _, u := range m.Units {
			parts = append(parts, fmt.Sprintf("%.6f × %.4f", u.Weight, u.Estimate.Mean))
		}
		title, scale := w.p.Rules.QuestionTitle(m.ID), w.scale(m.Question)
		d.Add(title+": the figure of the region", "sum of W × mean over the units, W "+weights,
			"Cochran 1977, section 5.3", meanText(scale, m.Estimate.Mean), "%s", strings.Join(parts, " + "))
		d.Add(title+": standard error", "sqrt(sum of W^2 (1 - n/N) s^2/n) over the units; with N estimated, that of the mean of a domain", "Cochran 1977, sections 5.3 and 5A.14", fmt.Sprintf("%.4f", m.Estimate.SE),
			"%d cases", m.Estimate.Of)
		if m.Low != nil {
			d.Add(title+": limits", "figure - t se to figure + t se, cut at the least and the most there can be",
				"Cochran 1977, section 5.4; approximate",
				meanText(scale, *m.Low)+" to "+meanText(scale, *m.High), "%d degrees of freedom", m.Estimate.DF)
		}
	}
	return d
}

// addFunnel shows what chance alone would give the first unit.
func (w poolWords) addFunnel(d *report.Derivation, q discretion.QuestionPooled) {
	yes, of := 0, 0
	for _, u := range q.Units {
		yes, of = yes+u.Yes, of+u.Of
	}
	var ranges []string
	for _, u := range q.Units {
		ranges = append(ranges, fmt.Sprintf("%s %s, has %d", u.Unit, funnelText(u, 0), u.Yes))
	}
	d.Add(w.p.Rules.QuestionTitle(q.ID)+": yes cases of each unit by chance alone, at 95%",
		"counts x with P(X <= x) and P(X >= x) above (1 - 0.95)/2, X hypergeometric: n cases of all read, of which as many are yes as were found",
		"Spiegelhalter 2005, with the law of Freeman and Halton 1951 for one unit", strings.Join(ranges, "; "),
		"%d yes of %d read in all", yes, of)
}

func (w poolWords) addLimits(d *report.Derivation, q discretion.QuestionPooled) {
	var units []string
	for _, u := range q.Units {
		cases := eligibleText(stats.DrawnShare{Least: int(u.Eligible), Most: int(u.Eligible)})
		if u.Estimated && u.Eligible != 0 {
			cases = fmt.Sprintf("N about %.1f", u.Eligible)
		}
		units = append(units, fmt.Sprintf("%s %d of %d, %s", u.Unit, u.Yes, u.Of, cases))
	}
	formula, source := q.Interval.Method.Formula()
	formula += ", every unit a stratum"
	if m := q.Interval.Method; m == stats.Combined || m == stats.Weighted {
		formula = "least and greatest sum of W M/N, over every split of yes cases M among the units, for which such samples are not among the unlikeliest " +
			Percent((1-q.Interval.Confidence)/2)
		source = "Wendell and Schmee 1996; Buehler 1957"
	}
	d.Add(fmt.Sprintf("%s: limits at %s confidence", w.p.Rules.QuestionTitle(q.ID), Percent(q.Interval.Confidence)), formula, source,
		shareTenths(w.scale(q.Question), q.Interval.Low)+" to "+shareTenths(w.scale(q.Question), q.Interval.High), "%s", strings.Join(units, "; "))
}
