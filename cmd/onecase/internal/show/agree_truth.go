package show

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"onecase/cmd/onecase/internal/report"
	"onecase/discretion"
	"onecase/stats/phrase"
)

// truth says what is behind the answers: with the errors of the first reading taken out, and if
// neither reading is the truth.
func (w agreeWords) truth() []report.Block {
	type row = discretion.AgreedQuestion
	why, corrected, guaranteed, sample, byRates := map[string]int{}, false, true, true, false
	none := ""
	var reasons []string
	for _, q := range w.Questions {
		if c := q.Corrected; c != nil {
			corrected, byRates = true, byRates || c.By == discretion.ByRates
			guaranteed, none = guaranteed && c.Guaranteed, cmp.Or(none, c.Why)
			sample = sample && (c.Sample == nil || c.Sample.Guaranteed)
			continue
		}
		if why[q.WhyNotCorrected] == 0 {
			reasons = append(reasons, q.WhyNotCorrected)
		}
		why[q.WhyNotCorrected]++
	}
	for i, reason := range reasons {
		if n := why[reason]; n < len(w.Questions) {
			reasons[i] = fmt.Sprintf("%s (%s)", reason, phrase.Count(n, "question"))
		}
	}
	blocks := append([]report.Block{w.truthSaid(reasons, byRates, corrected)}, w.half()...)
	shares := only(w.Questions, func(q row) bool { return q.Weighted == nil }) // the others have no share of yes
	equal := slices.ContainsFunc(shares, func(q row) bool { return q.Equal != nil })
	if !corrected && !equal {
		return blocks
	}
	byReading := corrected && !byRates
	of := func(cell func(c *discretion.AgreedCorrection) string, or string) func(row) string {
		return func(q row) string {
			if q.Corrected == nil {
				return or
			}
			return cell(q.Corrected)
		}
	}
	type correction = discretion.AgreedCorrection
	t := report.Fill(report.Table{}, shares,
		underAsked(w.rules(), "question", func(q row) string { return q.ID }),
		report.Num("first", func(q row) string {
			yes, of := w.firstCount(q.ID)
			return fmt.Sprintf("%d/%d", yes, of)
		}),
		report.Num("corrected", of(func(c *correction) string { return PercentTenths(c.Share) }, "-")).If(corrected),
		report.Num(Percent(w.Confidence)+" limits", of(func(c *correction) string { return agreeLimitsText(c.Limits) }, "")).If(corrected),
		report.Num("approximate", of(func(c *correction) string {
			if c.Approximate == nil {
				return ""
			}
			return percentRange(c.Approximate.Low, c.Approximate.High)
		}, "")).If(byReading),
		report.Num("of the sample", of(func(c *correction) string {
			if c.Sample == nil {
				return ""
			}
			return fmt.Sprintf("%d-%d/%d", c.Sample.LowCount, c.Sample.HighCount, c.Sample.Population)
		}, "")).If(byReading),
		report.Num("if equal readers", func(q row) string {
			if e := q.Equal; e != nil {
				return percentRange(e.Least, e.Most) + phrase.Either(math.IsNaN(e.Alike), "", fmt.Sprintf(" (%s)", PercentTenths(e.Alike)))
			}
			return "-"
		}).If(equal))
	t.NoteIf(corrected && byRates, "limits: for the true share among all eligible cases, and where their number is "+
		"known how many cases that is; "+phrase.Either(guaranteed, "guaranteed if the rates are true.",
		"without a guarantee for a sample that was matched, changed or not read in full."))
	t.NoteIf(corrected && !byRates, "limits: for the share among all eligible cases that a second reading would "+
		"find, and where their number is known how many cases that is; of the sample: its cases with a yes, had all "+
		"been read again. "+
		phrase.Either(guaranteed, "Both are guaranteed however first readers err, if the second reading is the truth.",
			phrase.Either(sample, "Those of the sample are guaranteed if the second reading is the truth; the others "+
				"are not, as the sample was matched, changed or not read in full.",
				"They are not guaranteed: that is proved only where the second reading was drawn, read in full and "+
					"its draw is followed whole."))+
		" approximate: from a standard error (R survey's twophase), where the second reads show one; too short where "+
		"they happened to find no error. corrected: none where all cases read again had the same answer at first.")
	t.NoteIf(none != "", "none: "+none+".")
	outside := each(only(shares, func(q row) bool { return q.Corrected != nil && q.Corrected.OutsideSample() }),
		func(q row) string { return w.rules().QuestionTitle(q.ID) })
	t.NoteIf(len(outside) > 0, "The corrected share is outside its limits of the sample for: "+phrase.First(3, outside, "; ", "; and")+
		". The share uses the first answers too. The limits use the second answers alone, by the groups of cases that they were drawn "+
		"from. What is said to be guaranteed is said of the limits, and nothing is promised of the share.")
	if e := w.Equal; e != nil {
		s := fmt.Sprintf("if equal readers: where the share of the sample lies if neither reading is the truth and "+
			"both readers err equally often, each independently of the other and in all questions alike: up to %s of "+
			"true no as yes, or up to %s of true yes as no", PercentTenths(e.WrongYes), PercentTenths(e.WrongNo))
		if !math.IsNaN(e.Rate) {
			s += fmt.Sprintf("; in brackets if they take %s of either", PercentTenths(e.Rate))
		}
		t.NoteIf(equal, s+". These rates fit all the answers that were given twice; how little so few can say of the "+
			"rates is not counted in.")
	}
	return append(blocks, t)
}

// agreeLimitsText writes limits in cases where they are known.
func agreeLimitsText(l discretion.Limits) string {
	switch {
	case l.Why != "":
		return "none"
	case l.HasCounts:
		return fmt.Sprintf("%s, %d-%d", percentRange(l.Low, l.High), l.LowCount, l.HighCount)
	}
	return percentRange(l.Low, l.High)
}

// truthSaid says what the errors were taken out by.
func (w agreeWords) truthSaid(reasons []string, byRates, corrected bool) report.Paragraph {
	var s Sentences
	switch {
	case byRates:
		s.Say("The errors are taken out of the first answers at the rates that were given. The second reading is not " +
			"used for it.")
	case corrected:
		s.Say("If the second reading is the truth, the first answers are corrected by it: in each group " +
			"that its cases were drawn from, by the share of second answers of yes among cases with a yes at first and with a no.")
		s.sayIf(w.rules().RatesQuestions(), "No ratings are worked out from these shares, nor how many cases would change one: "+
			"whether one first answer, judged differently, moves such a share up or down depends on how the cases like it "+
			"were read again. Rates of error, stated or found, give both.")
	}
	for _, why := range reasons {
		s.Say("Not corrected: %s.", why)
	}
	return s.paragraph()
}

// half is what is known where the no answers alone were read again.
func (w agreeWords) half() []report.Block {
	type row = discretion.AgreedQuestion
	questions := only(w.Questions, func(q row) bool { return q.Half != nil })
	if len(questions) == 0 {
		return nil
	}
	return []report.Block{report.Fill(report.Table{Caption: "What is known: of the cases with a no, those that a second reading finds yes",
		Notes: []string{"How many of the cases with a yes are truly no is not known, so that no share follows."}}, questions,
		underAsked(w.rules(), "question", func(q row) string { return q.ID }),
		report.Num("no at first", func(q row) int { return q.Half.No }),
		report.Num("read again", func(q row) int { return q.Half.Again }),
		report.Num("yes then", func(q row) int { return q.Half.Yes }),
		report.Num(Percent(w.Confidence)+" limits, cases", func(q row) string {
			return fmt.Sprintf("%d-%d", q.Half.Limits.LowCount, q.Half.Limits.HighCount)
		}))}
}

// firstCount is the first reading's count of a question.
func (w agreeWords) firstCount(id string) (yes, of int) {
	if at, ok := w.rules().QuestionIndex(id); ok {
		r := w.First.Results.Questions[at]
		return r.Yes, r.Of
	}
	return 0, 0
}

// addCorrected adds the working of a question's correction.
func (w agreeWords) addCorrected(d *report.Derivation, title string, q discretion.AgreedQuestion) {
	c := q.Corrected
	if c == nil {
		return
	}
	yes, of := w.firstCount(q.ID)
	if c.By == discretion.ByRates {
		m := c.Rates.Misreading()
		d.Add(title+": corrected", "(x/n - a) / (1 - a - b), cut to 0..1; a: wrong yes, b: wrong no; limits as of a share whose errors of reading are stated",
			"Rogan and Gladen 1978; Katz 1953",
			PercentTenths(c.Share)+"; "+agreeLimitsText(c.Limits),
			"x = %d, n = %d, a = %s, b = %s", yes, of, Digits(m.WrongYes), Digits(m.WrongNo))
		return
	}
	formula := "the sum over first answers of (cases / all) × (second answers of yes / second answers)"
	if c.Weighted {
		formula = "second answers of yes / second answers, each weighted by (cases / second answers, of its first " +
			"answer) / its chance of being in the sample"
	}
	d.Add(title+": corrected", formula, "Särndal, Swensson and Wretman 1992, chapter 9", PercentTenths(c.Share),
		"%d yes of %d at first; %d yes of %d read again", yes, of, c.AgainYes, c.Again)
	if c.Sample == nil {
		return
	}
	formula, source := "the exact limits for all eligible cases from the least and the most true yes cases of the "+
		"sample, each step with half of what the confidence leaves; those of the sample from the second reads as a "+
		"stratified sample of it", "Buehler 1957; Wendell and Schmee 1996; Katz 1953; Bonferroni"
	if c.Alone {
		formula, source = "the exact limits of the second reads by themselves, a simple random sample too: for these "+
			"numbers of cases they are the narrower ones", "Katz 1953; Buonaccorsi 1987"
	}
	d.Add(title+": limits of the corrected share", formula, source, agreeLimitsText(c.Limits),
		"%d to %d of the %d cases of the sample at %s confidence",
		c.Sample.LowCount, c.Sample.HighCount, c.Sample.Population, Percent(w.Confidence))
	if c.Approximate != nil {
		formula, method := "sum over pairs of second reads of (d1 + d2 - d1 d2) z z, d = 1 - p p / p(both) in each "+
			"phase, z = w (y - share) / sum w; limits of Korn and Graubard", "full"
		if c.Weighted {
			formula, method = "the variance within the sample, taken for drawn with replacement, and that within "+
				"first answers, of z = w (y - share) / sum w; limits of Korn and Graubard", "simple"
		}
		d.Add(title+": approximate limits", formula, "Särndal, Swensson and Wretman 1992; R survey, "+
			"twophase, method "+method+"; Korn and Graubard 1998",
			percentRange(c.Approximate.Low, c.Approximate.High), "standard error %s, %d degrees of freedom",
			Digits(c.Approximate.SE), c.Approximate.DF)
	}
}

// addEqual adds the working of what equal readers say.
func (w agreeWords) addEqual(d *report.Derivation) {
	if e := w.Equal; e != nil {
		d.Add("Errors of equal readers, if neither reading is the truth",
			"at most 1 - p00 / (1 - p) of true no read as yes, where no yes is read as no; or at most 1 - p11 / p of "+
				"true yes as no; p: the share of yes in both readings, p11: of answers with two, p00: with none; "+
				"if both rates are the same, (1 - sqrt(2 × alike - 1)) / 2", "Hui and Walter 1980",
			fmt.Sprintf("%s; %s; %s", PercentTenths(e.WrongYes), PercentTenths(e.WrongNo),
				PercentTenths(e.Rate)),
			"p = %s, alike = %s", Digits(e.Share), Digits(e.Agreement))
	}
}
