package show

import (
	"cmp"
	"fmt"
	"strings"

	"onecase/cmd/onecase/internal/report"
	"onecase/discretion"
	"onecase/discretion/rules"
	"onecase/stats/phrase"
)

// truly is what the ratings would be with the errors of reading taken out.
func (w rateWords) truly() []report.Block {
	a := w.a
	if a.Rates == nil {
		return nil
	}
	type row = discretion.QuestionAssessment
	asked := only(w.results(), func(q row) bool { return q.Corrected != nil })
	limited := func(q row) bool { return q.Corrected.Why == "" }
	guaranteed, why, banded := true, "", len(w.rules().Bands) > 0
	for _, q := range asked {
		guaranteed = guaranteed && (q.Corrected.Guaranteed || !limited(q))
		why = cmp.Or(q.Corrected.Why, why)
	}
	var t report.Table
	t.NoteIf(banded, "Up, down: the fewest answers of the question, as they were read, that would have to be otherwise for another band.")
	t = report.Fill(t, asked,
		underQuestion(w.rules(), "Question", func(q row) rules.Question { return q.Question }),
		report.Num("Answers", rateCount),
		report.Num("Corrected", func(q row) string { return w.shareText(q.Question, q.Corrected.Share) }),
		report.Num(Percent(a.Confidence)+" limits", func(q row) string {
			return phrase.Either(limited(q), fmt.Sprintf("%.0f-%.0f%%", 100*q.Corrected.Low, 100*q.Corrected.High), "none")
		}).Mark("", "Limits: for the true share among all eligible cases, where each answer is wrong by itself at the rates; "+phrase.Either(guaranteed,
			"guaranteed if the rates are true.",
			"without a guarantee for a sample that was matched, changed or not read in full: they are those of a simple random sample, and can be narrower than the limits of the answers as read."), limited).
			Mark(" *", "* no limits: "+why+".", func(q row) bool { return !limited(q) }),
		report.Col("Its band", func(q row) string { return ratingName(w.rules(), q.Corrected.Band, "") }).If(banded),
		report.Num("Up", func(q row) string { return UnknownAs(q.Corrected.Up, "-") }).If(banded),
		report.Num("Down", func(q row) string { return UnknownAs(q.Corrected.Down, "-") }).If(banded))
	return append([]report.Block{w.trulySaid(), t}, w.trulyRated()...)
}

// trulyRated are the ratings that the corrected shares would make: what answers, judged
// differently, would do to them, and the criteria for discretion on corrected percentages.
func (w rateWords) trulyRated() (blocks []report.Block) {
	c := rateWords{a: wordsOf(w.a.Corrected).a, corrected: true}
	t := headedTable{Table: report.Table{Columns: report.Columns("Standard", "Judgements", "Corrected",
		"Lowest question", ">Up", ">Down", "Open")}}
	for i, st := range c.a.Standards {
		if st.Computed != "" {
			lowest := ""
			if len(st.Drivers) > 0 {
				lowest = Capital(c.drivers(st))
			} else if st.Working != nil {
				lowest = c.madeOf(st.Working, len(st.Parts) > 0)
			}
			t.addStandard(w.rules(), st.ID, w.name(w.a.Standards[i].Computed), w.name(st.Computed), lowest,
				swingText(st.Up), swingText(st.Down), YesNo(st.Open))
		}
	}
	if len(t.Rows) == 0 {
		return nil
	}
	t.Notes = []string{"Lowest question: by corrected shares. Up and down: the fewest cases that, judged differently, would give a better or a worse corrected rating. Open: a criterion for discretion would be met on the corrected percentages."}
	blocks = append(blocks, t.Table)
	if open := c.open(); len(open) > 0 {
		blocks = append(blocks, report.Paragraph("On the corrected percentages these criteria would be met:"), open)
	} else if len(w.rules().Criteria) > 0 {
		blocks = append(blocks, report.Paragraph("On the corrected percentages none of the published criteria would be met."))
	}
	if c.a.Overall != "" {
		blocks = append(blocks, report.Paragraph("From the corrected score:"), c.overall())
	}
	return blocks
}

// trulyByOne says which corrected ratings one case, judged differently, would change.
func (w rateWords) trulyByOne() string {
	var to []string
	for _, st := range w.a.Corrected.Standards {
		for _, s := range []*discretion.Swing{st.Up, st.Down} {
			if s != nil && s.Most != nil && *s.Most == 1 {
				to = append(to, w.name(s.To)+" for "+w.rules().StandardTitle(st.ID))
			}
		}
	}
	if len(to) == 0 {
		return "No single case, judged differently, would change a corrected rating; nobody knows which answers are wrong."
	}
	return fmt.Sprintf("If one case had been judged differently, the corrected rating would be %s; nobody knows which answers are wrong.", strings.Join(to, ", or "))
}

// trulySaid says what is taken out, what follows for the ratings, and what does not.
func (w rateWords) trulySaid() report.Paragraph {
	a, s := w.a, Sentences(nil)
	s.Say("If %s true no cases are read as yes and %s true yes cases as no%s, the answers are most like these shares.",
		ErrorRateOf(a.Rates.All.Yes), ErrorRateOf(a.Rates.All.No),
		phrase.Either(len(a.Rates.By) > 0, ", but where a question has rates of its own", ""))
	var changed []string
	for i, st := range a.Standards {
		if c := a.Corrected.Standards[i].Computed; c != "" && st.Computed != "" && c != st.Computed {
			changed = append(changed, fmt.Sprintf("%s %s in place of %s", w.rules().StandardTitle(st.ID), w.name(c), w.name(st.Computed)))
		}
	}
	if len(a.Inspection.Rules.Bands) > 0 {
		if len(changed) > 0 {
			s.Say("They would make %s.", And(changed))
		} else {
			s.Say("They would make the same rating of every standard as the judgements.")
		}
		if c := a.Corrected; c.Score != nil && a.ScoreComputed != nil {
			s.Say("The score would be %d, %s, before discretion; the judgements make %d.", *c.Score, w.name(c.Overall), *a.ScoreComputed)
		}
		s.Say("That is an estimate and rates nothing. %s", w.trulyByOne())
	}
	return s.paragraph()
}

// addCorrected shows how the errors of reading are taken out of each question.
func (w rateWords) addCorrected(d *report.Derivation) {
	for _, st := range w.a.Standards {
		for _, q := range st.Results {
			c := q.Corrected
			if c == nil {
				continue
			}
			m := c.Rates.Misreading()
			result := w.shareText(q.Question, c.Share)
			if c.Why == "" {
				result += fmt.Sprintf("; limits %s to %s", shortPercent(c.Low), shortPercent(c.High))
			}
			d.Add("Errors of reading taken out of "+w.rules().QuestionTitle(q.Question.ID),
				"(x/n - a) / (1 - a - b), cut to 0..1; limits: every number K of true yes cases that leaves more than half of 1 - confidence to answers of yes as many, and as few, with Bin(T, 1 - b) + Bin(n - T, a) of them and T hypergeometric",
				"Rogan and Gladen 1978; Katz 1953", result, "x = %d, n = %d, a = %s, b = %s, %s, confidence %s", q.Yes,
				q.Of, Digits(m.WrongYes), Digits(m.WrongNo),
				eligibleText(q.Drawn()), Percent(w.a.Confidence))
		}
	}
	w.addCorrectedRatings(d)
}

// addCorrectedRatings shows the ratings that corrected shares make and what cases, judged
// differently, would do to them.
func (w rateWords) addCorrectedRatings(d *report.Derivation) {
	if w.a.Corrected == nil {
		return
	}
	c := rateWords{a: wordsOf(w.a.Corrected).a, corrected: true}
	const monotone = "a corrected share never falls where the answers of yes rise, so that each band is a least number of yes"
	for _, st := range c.a.Standards {
		if st.Computed == "" || st.Standard.Judged {
			continue
		}
		var shares, needs []string
		for _, q := range st.Results {
			if k := q.Corrected; k != nil && !q.Information {
				name := rules.Continued(q.Question.Title())
				shares = append(shares, fmt.Sprintf("%s %s: %s", name, w.shareText(q.Question, k.Share), w.name(k.Band)))
				needs = append(needs, fmt.Sprintf("%s %s up, %s down", name, UnknownAs(k.Up, "none"), UnknownAs(k.Down, "none")))
			}
		}
		title := w.rules().StandardTitle(st.ID)
		d.Add("Corrected rating of "+title,
			phrase.Either(len(st.Parts) > 0, "the rule of its own rating, on the corrected ratings of its parts",
				"the rule of its own rating, on the corrected shares"),
			w.source("bands"), w.name(st.Computed), "%s",
			cmp.Or(strings.Join(shares, "; "), strings.Join(questionNames(w.rules(), st.Parts), "; ")))
		for _, s := range []*discretion.Swing{st.Up, st.Down} {
			if s != nil {
				d.Add(fmt.Sprintf("Cases, judged differently, that would make the corrected rating of %s %s", title, w.name(s.To)),
					phrase.Either(s.Exact, "the fewest cases that are enough, found exactly",
						"the fewest cases that are enough: at least, and at most"), monotone,
					Join(": ", spanText(s.Fewest, s.Most), strings.Join(s.Cases, ", ")),
					"answers of each question that leave its band: %s", cmp.Or(strings.Join(needs, "; "), "those of its parts"))
			}
		}
		for _, f := range st.Flags {
			d.Add(fmt.Sprintf("Would %s be open to discretion by corrected percentages? %s", title,
				criterionName(f.Criterion)), "the criterion in the words of the rules, on the corrected percentages",
				w.source("discretion."+string(f.Criterion)), firesText(f.Fires), "%s", f.Detail)
		}
	}
	for _, s := range []*discretion.OverallSwing{c.a.Up, c.a.Down} {
		if s != nil {
			c.addRoutes(d, s)
		}
	}
}
