package show

import (
	"fmt"
	"math"

	"onecase/cmd/onecase/internal/report"
	"onecase/discretion"
	"onecase/stats"
)

const gwet = "Gwet 2014, chapter 5; irrCAC"

// working is the working of each question, then of all answers and of the cases needed.
func (w agreeWords) working() (d report.Derivation) {
	for _, q := range w.Questions {
		if q.Answers == 0 {
			continue
		}
		title := w.rules().QuestionTitle(q.ID)
		w.addPart(&d, title, q.AgreedPart)
		w.addWeighted(&d, title, q.Weighted)
		w.addShareLimits(&d, title, q)
		w.addCorrected(&d, title, q)
	}
	w.addEqual(&d)
	w.addPart(&d, "All answers", w.Overall)
	onQuestion, overall := w.CasesFor(w.within)
	z := stats.Z(w.Confidence)
	if c := w.Typical.Kappa; onQuestion > 0 {
		d.Add("Cases needed for one question", "n0 = (z s / d)², rounded up; s the standard error that one case "+
			"would have, from all answers as if each were a case's",
			"Cochran 1977, section 4.4; Gwet 2014, chapter 6", fmt.Sprint(onQuestion),
			"z = %.6g, s = %.6g, d = %.6g: n0 = %.6g", z, c.Unit, w.within, math.Pow(z*c.Unit/w.within, 2))
	}
	if c := w.Planned(); overall > 0 {
		n0 := math.Pow(z*c.Unit/w.within, 2)
		formula, numbers := "n0 = (z s / d)², rounded up", fmt.Sprintf("z = %.6g, s = %.6g, d = %.6g: n0 = %.6g", z,
			c.Unit, w.within, n0)
		if w.Population != stats.Infinite {
			formula, numbers = "n = n0 / (1 + n0/N), rounded up, n0 = (z s / d)²", fmt.Sprintf("%s; N = %d: n = %.6g",
				numbers, w.Population, n0/(1+n0/float64(w.Population)))
		}
		d.Add("Cases needed over all questions", formula+"; s the standard error that one case would have, not below "+
			"that of answers which go together by chance alone", "Cochran 1977, section 4.4",
			fmt.Sprint(overall), "%s", numbers)
	}
	return d
}

// addPart adds the working of the coefficients of some answers.
func (w agreeWords) addPart(d *report.Derivation, title string, p discretion.AgreedPart) {
	if p.Answers == 0 {
		return
	}
	d.Add(title+": alike", "answers alike / answers that either reading gave", "the definition",
		fmt.Sprintf("%.6f", p.Share.Value), "%d / %d", p.Same, p.Answers)
	for _, c := range []struct {
		name, chance, source string
		stats.Coefficient
	}{
		{"kappa", "the sum over the answers of the first reading's share times the second's", "Cohen 1960", p.Kappa},
		{"Scott's pi", "the sum over the answers of the square of the mean share of both readings", "Scott 1955",
			p.Scott},
		{"AC1", "the sum over the q answers of p (1 - p) / (q - 1), p the mean share of both readings", "Gwet 2008",
			p.AC1},
	} {
		if math.IsNaN(c.Value) {
			d.Add(title+": "+c.name, "(alike - chance) / (1 - chance); chance: "+c.chance, c.source, "not defined",
				"chance = %.6f: %s", c.Chance, c.Why)
			continue
		}
		d.Add(title+": "+c.name, "(alike - chance) / (1 - chance); chance: "+c.chance, c.source,
			fmt.Sprintf("%.4f", c.Value),
			"(%.8f - %.8f) / (1 - %.8f)", p.Share.Value, c.Chance, c.Chance)
		w.addLimits(d, title+": "+c.name, p, c.Coefficient)
	}
	if !math.IsNaN(p.Alpha.Value) {
		d.Add(title+": alpha", "pi + (1 - pi) / (2 answers)", "Krippendorff 1970; "+gwet,
			fmt.Sprintf("%.4f", p.Alpha.Value),
			"%.8f + (1 - %.8f) / (2 × %d)", p.Scott.Value, p.Scott.Value, p.Answers)
	}
}

// addWeighted adds the working of kappa by the points between levels.
func (w agreeWords) addWeighted(d *report.Derivation, title string, a *stats.Agreement) {
	if a == nil || math.IsNaN(a.Kappa.Value) {
		return
	}
	d.Add(title+": kappa by points", "(alike - chance) / (1 - chance); each answer and each product of two shares by the weight of its levels, 1 - (points between them / the most there can be)²",
		"Cohen 1968; "+gwet, fmt.Sprintf("%.4f", a.Kappa.Value), "(%.8f - %.8f) / (1 - %.8f)", a.Share.Value,
		a.Kappa.Chance, a.Kappa.Chance)
}

// addLimits adds the working of the limits of one coefficient.
func (w agreeWords) addLimits(d *report.Derivation, title string, p discretion.AgreedPart, c stats.Coefficient) {
	if c.Why != "" {
		return
	}
	left := "1"
	if p.Population != stats.Infinite {
		left = fmt.Sprintf("(1 - %d / %d)", p.Cases, p.Population)
	}
	d.Add(title+", squared standard error", "s² (1 - n/N) / n; s the standard error that one case of very many would "+
		"have, of the linearised coefficient with the answers of a case added up; N the cases of the sample that "+
		"could have been read twice",
		gwet, fmt.Sprintf("%.6g", c.SE*c.SE), "%.10f² × %s / %d", c.Unit, left, p.Cases)
	d.Add(title+", limits", "value -+ t standard errors, with n - 1 degrees of freedom, cut to what there can be; "+
		"where all N were read twice, the value itself", gwet, point(c.Low)+" to "+point(c.High),
		"%.4f -+ t × %.4f, n = %d, %s confidence", c.Value, c.SE, p.Cases, Percent(w.Confidence))
}

// addShareLimits adds the working of the exact limits of a question's share.
func (w agreeWords) addShareLimits(d *report.Derivation, title string, q discretion.AgreedQuestion) {
	i := q.Limits
	limits := PercentTenths(i.Low) + " to " + PercentTenths(i.High)
	formula, source := "least and greatest share for which so many alike, or so few, have a "+
		"chance above "+Percent((1-w.Confidence)/2), "Katz 1953; Buonaccorsi 1987"
	switch {
	case i.Method == stats.ExactCells:
		formula, source = "least and greatest share, over every split of the cases alike among the strata that the "+
			"second reading was drawn by, for which such a result is not among the unlikeliest "+
			Percent((1-w.Confidence)/2), "Wendell and Schmee 1996; Buehler 1957"
	case w.Population == stats.Infinite:
		formula, source = "least and greatest share for which so many alike, or so few, have a "+
			"chance above "+Percent((1-w.Confidence)/2)+" among very many cases", "Clopper and Pearson 1934"
	case !i.HasCounts:
		formula += ", for every number of cases of the sample that the question can apply to"
	}
	numbers := fmt.Sprintf("%d alike of %d", q.Same, q.Answers)
	if i.HasCounts {
		numbers += fmt.Sprintf("; %d to %d of %d", i.LowCount, i.HighCount, i.Population)
	}
	d.Add(title+": limits of the share", formula, source, limits, "%s", numbers)
}
