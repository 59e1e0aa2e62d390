package show

import (
	"fmt"
	"strings"

	"onecase/cmd/onecase/internal/report"
	"onecase/discretion/predict"
	"onecase/discretion/rules"
	"onecase/stats"
	"onecase/stats/phrase"
)

// working is the working behind the differences and the chances.
func (w compareWords) working() (d report.Derivation) {
	for _, q := range w.c.Questions {
		x := q.Difference
		title := w.rules().QuestionTitle(q.Before.Question.ID)
		d.Add(title+": the difference", "x2/n2 - x1/n1, the share after less the share before", "the definition",
			fmt.Sprintf("%.4f", x.Estimate), "%d/%d - %d/%d", x.Second.Yes, x.Second.Of, x.First.Yes, x.First.Of)
		addLimits(&d, title, x)
		d.Add(title+": p", "twice the lesser of the greatest chances of a pair of counts that ranks as high as the one seen, where the share after is no greater, "+
			"and as low, where it is no smaller; at most 1",
			"Suissa and Shuster 1985, for every pair of finite populations; ranked as the limits are", pText(q.P),
			"%s before, %s after", eligibleText(x.First), eligibleText(x.Second))
	}
	for _, q := range w.c.Means {
		w.addMean(&d, q)
	}
	for _, st := range w.c.Standards {
		if st.Chances != nil {
			w.addRating(&d, st)
		}
	}
	if o := w.c.Overall; o != nil && o.Chances != nil {
		w.addRating(&d, *o)
	}
	return d
}

// addMean adds the working of a question whose answers have points.
func (w compareWords) addMean(d *report.Derivation, q predict.MeanCompared) {
	x, of := q.Difference, q.After.Points.Of
	title := w.rules().QuestionTitle(q.Before.Question.ID)
	d.Add(title+": the difference", phrase.Either(of == rules.MeanPoints, "the mean of points after less that before",
		"the percent of the highest points after less that before"), "the definition",
		meanChange(of, x.Estimate), "%.4f - %.4f", x.Second.Mean, x.First.Mean)
	d.Add(title+": standard error", "sqrt(se1^2 + se2^2); se^2 = (1 - n/N) s^2/n where the question applies to all cases, else that of the mean of a domain", "Cochran 1977, sections 2.5, 2.6 and 2.13",
		fmt.Sprintf("%.4f", x.SE), "%.4f of %d cases before, %.4f of %d after", x.First.SE, x.First.Of, x.Second.SE, x.Second.Of)
	if x.Limited {
		d.Add(fmt.Sprintf("%s: limits at %s confidence", title, Percent(w.c.Confidence)),
			"difference - t se to difference + t se, with se^4/(se1^4/(n1 - 1) + se2^4/(n2 - 1)) degrees of freedom",
			"Welch 1947; Satterthwaite 1946; approximate", meanChange(of, x.Low)+" to "+meanChange(of, x.High),
			"%.2f degrees of freedom", x.DF)
	}
}

// addLimits adds the working of the limits of one difference.
func addLimits(d *report.Derivation, question string, x stats.Difference) {
	formula, source := x.Method.Formula()
	numbers := fmt.Sprintf("%s before, %s after", eligibleText(x.First), eligibleText(x.Second))
	switch x.Method {
	case stats.Exact:
		formula = fmt.Sprintf("the least and the greatest M2/N2 - M1/N1 of populations that give counts ranking as high, or as low, as those seen "+
			"with a chance above %s; counts rank by the lower limit of method mover", Percent((1-x.Confidence)/2))
		numbers += fmt.Sprintf("; low from %s, high from %s", pointOf(x.LowAt), pointOf(x.HighAt))
		source = "Santner and Snell 1980, Chan and Zhang 1999, for every pair of finite populations; Buehler 1957"
	case stats.ExactCells:
		formula, source = "l2 - u1 to u2 - l1, each share's own limits at a level at which both hold together; those of a matched sample are over the cells of its draw", "Sidak 1967; Buehler 1957"
	case stats.Mover:
		numbers = fmt.Sprintf("d = %.4f; %s; before %s, after %s", x.Estimate, numbers,
			ownLimits(x.First, x.Confidence), ownLimits(x.Second, x.Confidence))
	}
	d.Add(fmt.Sprintf("%s: limits at %s confidence, in points", question, Percent(x.Confidence)), formula, source,
		signedPoints(x.Low)+" to "+signedPoints(x.High), "%s", numbers)
}

// ownLimits are the exact limits of one share.
func ownLimits(s stats.DrawnShare, confidence float64) string {
	i, err := stats.SubsampleInterval(s, confidence)
	if err != nil {
		return "none"
	}
	return fmt.Sprintf("%.4f to %.4f", i.Low, i.High)
}

// eligibleText says how many cases a question may apply to.
func eligibleText(s stats.DrawnShare) string {
	switch {
	case s.Most == stats.Infinite:
		return "N not known"
	case s.Least == s.Most:
		return fmt.Sprintf("N = %d", s.Most)
	}
	return fmt.Sprintf("N = %d to %d", s.Least, s.Most)
}

// pointOf is a pair of populations in words.
func pointOf(p stats.DifferencePoint) string {
	one := func(share float64, size int) string {
		if size == stats.Infinite {
			return PercentTenths(share)
		}
		return fmt.Sprintf("%.0f/%d", share*float64(size), size)
	}
	return fmt.Sprintf("%s before and %s after (chance %s)", one(p.FirstShare, p.FirstSize),
		one(p.SecondShare, p.SecondSize), PercentTenths(p.Tail))
}

// addRating adds the working of the chances of one rating.
func (w compareWords) addRating(d *report.Derivation, r predict.RatingCompared) {
	var parts, names []string
	for i := range r.BandsBefore {
		if r.BandsBefore[i] > 0 && i+1 < len(r.BandsBefore) {
			parts = append(parts, fmt.Sprintf("%.6f × %.6f", r.BandsBefore[i], sum(r.BandsAfter[i+1:])))
			names = append(names, RatingsOf(w.c.Before.Inspection.Rules, r.ID)[i].Name)
		}
	}
	if parts == nil {
		parts, names = []string{"0"}, []string{"none: there is no better rating"}
	}
	d.Add(Capital(w.rules().Title(r.ID))+": the chance of a better rating, had every eligible case been read both times",
		fmt.Sprintf("sum of P(before is it) × P(after is above it) over %s", And(names)),
		"the inspections are independent; each one's chances are those of robust", fmt.Sprintf("%.4f", r.Chances.Better),
		"%s", strings.Join(parts, " + "))
}
