package main

import (
	"fmt"
	"strings"

	"onecase/cmd/onecase/internal/report"
	"onecase/discretion/predict"
	"onecase/stats"
)

// working is the working behind the differences and the chances.
func (w compareWords) working() report.Derivation {
	var d report.Derivation
	for _, q := range w.c.Questions {
		d = append(d, w.differenceStep(q), w.limitsStep(q))
	}
	for _, st := range w.c.Standards {
		if st.Chances != nil {
			d = append(d, w.ratingStep(st))
		}
	}
	if o := w.c.Overall; o != nil && o.Chances != nil {
		d = append(d, w.ratingStep(*o))
	}
	return d
}

func (w compareWords) differenceStep(q predict.QuestionCompared) report.Step {
	d := q.Difference
	return report.Step{
		Title: q.Before.Question.ID + ": the difference", Formula: "x2/n2 - x1/n1, the share after less the share before",
		Substitution: fmt.Sprintf("%d/%d - %d/%d", d.Second.Yes, d.Second.Of, d.First.Yes, d.First.Of),
		Result:       fmt.Sprintf("%.4f", d.Estimate), Source: "the definition",
	}
}

// limitsStep is the working of the limits of one difference.
func (w compareWords) limitsStep(q predict.QuestionCompared) report.Step {
	d := q.Difference
	s := report.Step{
		Title:        fmt.Sprintf("%s: limits at %s confidence, in points", q.Before.Question.ID, percentText(d.Confidence)),
		Substitution: fmt.Sprintf("%s before, %s after", eligibleText(d.First), eligibleText(d.Second)),
		Result:       fmt.Sprintf("%s to %s", signedPoints(d.Low), signedPoints(d.High)),
	}
	switch d.Method {
	case stats.Exact:
		s.Formula = fmt.Sprintf("the least and the greatest M2/N2 - M1/N1 of populations that give counts ranking as high, or as low, as those seen with a chance above %s; "+
			"counts rank by the lower limit of method mover", percentText((1-d.Confidence)/2))
		s.Substitution += fmt.Sprintf("; low from %s, high from %s", pointOf(d.LowAt), pointOf(d.HighAt))
		s.Source = "Santner and Snell 1980, Chan and Zhang 1999, for every pair of finite populations; Buehler 1957"
	case stats.Mover:
		s.Formula = "d - sqrt((p2-l2)² + (u1-p1)²) to d + sqrt((u2-p2)² + (p1-l1)²), with the exact limits l to u of each share"
		s.Substitution = fmt.Sprintf("d = %.4f; %s; before %s, after %s", d.Estimate, s.Substitution, ownLimits(d.First, d.Confidence), ownLimits(d.Second, d.Confidence))
		s.Source = "Newcombe 1998, method 10, with exact limits in place of Wilson's; Zou and Donner 2008"
	case stats.Apart:
		s.Formula = "l2 - u1 to u2 - l1, each share's own exact limits at a level at which both hold together"
		s.Source = "Sidak 1967"
	}
	return s
}

// ownLimits are the exact limits of one share.
func ownLimits(s stats.DrawnShare, confidence float64) string {
	i, err := stats.SubsampleInterval(stats.DrawnShare{Yes: s.Yes, Of: s.Of, Least: s.Least, Most: s.Most}, confidence)
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
			return percentOf(share)
		}
		return fmt.Sprintf("%.0f/%d", share*float64(size), size)
	}
	return fmt.Sprintf("%s before and %s after (chance %s)", one(p.FirstShare, p.FirstSize), one(p.SecondShare, p.SecondSize), percentOf(p.Tail))
}

// ratingStep is the working of the chances of one rating.
func (w compareWords) ratingStep(r predict.RatingCompared) report.Step {
	set := w.c.Before.Inspection.Rules
	var parts, names []string
	for i := range r.BandsBefore {
		above := 0.0
		for _, chance := range r.BandsAfter[i+1:] {
			above += chance
		}
		if r.BandsBefore[i] > 0 && i+1 < len(r.BandsBefore) {
			parts = append(parts, fmt.Sprintf("%.6f × %.6f", r.BandsBefore[i], above))
			names = append(names, set.Ratings[i].Name)
		}
	}
	if parts == nil {
		parts, names = []string{"0"}, []string{"none: there is no better rating"}
	}
	return report.Step{
		Title:        r.ID + ": the chance of a better rating, had every eligible case been read both times",
		Formula:      fmt.Sprintf("sum of P(before is it) × P(after is above it) over %s", inWords(names)),
		Substitution: strings.Join(parts, " + "),
		Result:       fmt.Sprintf("%.4f", r.Chances.Better),
		Source:       "the inspections are independent; each one's chances are those of onecase robust",
	}
}
