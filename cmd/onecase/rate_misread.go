package main

import (
	"fmt"
	"math"

	"onecase/cmd/onecase/internal/report"
	"onecase/discretion"
	"onecase/stats"
	"onecase/stats/phrase"
)

// correctedResult is a question with the errors of reading taken out.
type correctedResult struct {
	Method     string   `json:"method"`               // `stated-rates` or, where one was found in cases, `found-rates`
	WrongYes   float64  `json:"wrong_yes"`            // the share of true no cases that are read as yes
	WrongNo    float64  `json:"wrong_no"`             // the share of true yes cases that are read as no
	Proportion float64  `json:"proportion"`           // the share of yes cases that the answers are most like
	Yes        *int     `json:"yes"`                  // that share of the eligible cases, to a whole number; null where it is not known to how many the question applies
	Band       string   `json:"band" null:"zero"`     // of the proportion
	Up         *int     `json:"up"`                   // the fewest answers, as read, that would have to be otherwise for a better band; null where none can
	Down       *int     `json:"down"`                 // the same for a worse band
	Low        *float64 `json:"low"`                  // limits of the true share; null where there are none
	High       *float64 `json:"high"`                 // limits of the true share
	LowCount   *int     `json:"low_count"`            // the limits in eligible cases; of all where the question applied to every case read
	HighCount  *int     `json:"high_count"`           // the limits in eligible cases; of all where the question applied to every case read
	Guaranteed bool     `json:"guaranteed"`           // the limits hold the truth with the confidence, if the rates are true
	Why        string   `json:"why_none" null:"zero"` // why there are no limits
}

func correctedResultOf(q discretion.QuestionAssessment) *correctedResult {
	c := q.Corrected
	if c == nil {
		return nil
	}
	m := c.Rates.Misreading()
	r := &correctedResult{Method: phrase.Either(c.Rates.Found(), "found-rates", "stated-rates"), WrongYes: m.WrongYes, WrongNo: m.WrongNo,
		Proportion: c.Share, Band: c.Band, Up: c.Up, Down: c.Down, Guaranteed: c.Guaranteed, Why: c.Why}
	if c.Why == "" {
		r.Low, r.High = &c.Low, &c.High
	}
	if c.HasCounts {
		r.LowCount, r.HighCount = &c.LowCount, &c.HighCount
		r.Yes = new(int(math.Round(c.Share * float64(q.Result.Population))))
	}
	return r
}

// truly is what the ratings would be with the errors of reading taken out.
func (w rateWords) truly() []report.Block {
	a := w.a
	if a.Rates == nil {
		return nil
	}
	t := headedTable{Table: report.Table{Columns: report.Columns("Question", ">Answers", ">Corrected", ">"+percentText(a.Confidence)+" limits", "Its band", ">Up", ">Down")}}
	guaranteed, limits, why := true, false, ""
	for _, st := range a.Standards {
		if !hasResult(st) {
			continue
		}
		for _, q := range st.Results {
			if c := q.Corrected; c != nil {
				text := ""
				if c.Why == "" {
					text, limits, guaranteed = fmt.Sprintf("%.0f-%.0f%%", 100*c.Low, 100*c.High), true, guaranteed && c.Guaranteed
				} else {
					text, why = "none *", c.Why
				}
				t.addQuestion(w.rules(), q.Question, rateCount(q), shortPercent(c.Share), text, ratingName(w.rules(), c.Band, ""), unknownAs(c.Up, "-"), unknownAs(c.Down, "-"))
			}
		}
	}
	t.NoteIf(len(a.Inspection.Rules.Bands) > 0, "Up, down: the fewest answers of the question, as they were read, that would have to be otherwise for another band.")
	t.NoteIf(limits, "Limits: for the true share among all eligible cases, where each answer is wrong by itself at the rates; "+phrase.Either(guaranteed,
		"guaranteed if the rates are true.", "without a guarantee for a sample that was matched, changed or not read in full."))
	t.NoteIf(why != "", "* no limits: "+why+".")
	table := t.Table
	if len(a.Inspection.Rules.Bands) == 0 {
		table = t.Without("Its band", "Up", "Down")
	}
	return []report.Block{w.trulySaid(), table}
}

// trulySaid says what is taken out, what follows for the ratings, and what does not.
func (w rateWords) trulySaid() report.Paragraph {
	a, s := w.a, sentences(nil)
	s.say("If %s true no cases are read as yes and %s true yes cases as no%s, the answers are most like these shares.",
		rateOf(a.Rates.All.Yes), rateOf(a.Rates.All.No), phrase.Either(len(a.Rates.By) > 0, ", but where a question has rates of its own", ""))
	var changed []string
	for _, st := range a.Standards {
		if st.Corrected != "" && st.Computed != "" && st.Corrected != st.Computed {
			changed = append(changed, fmt.Sprintf("%s %s in place of %s", w.rules().StandardTitle(st.ID), w.name(st.Corrected), w.name(st.Computed)))
		}
	}
	if len(a.Inspection.Rules.Bands) > 0 {
		if len(changed) > 0 {
			s.say("They would make %s.", inWords(changed))
		} else {
			s.say("They would make the same rating of every standard as the judgements.")
		}
		if a.CorrectedScore != nil && a.ScoreComputed != nil {
			s.say("The score would be %d, %s, before discretion; the judgements make %d.", *a.CorrectedScore, w.name(a.CorrectedOverall), *a.ScoreComputed)
		}
		s.say("That is an estimate and rates nothing. Swings over cases and criteria for discretion are those of the judgements: it is not known in which cases a reader was wrong.")
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
			result := shortPercent(c.Share)
			if c.Why == "" {
				result += fmt.Sprintf("; limits %s to %s", shortPercent(c.Low), shortPercent(c.High))
			}
			d.Add("Errors of reading taken out of "+w.rules().QuestionTitle(q.Question.ID),
				"(x/n - a) / (1 - a - b), cut to 0..1; limits: every number K of true yes cases that leaves more than half of 1 - confidence to answers of yes as many, and as few, with Bin(T, 1 - b) + Bin(n - T, a) of them and T hypergeometric",
				"Rogan and Gladen 1978; Katz 1953", result, "x = %d, n = %d, a = %s, b = %s, %s, confidence %s", q.Yes, q.Of, digits(m.WrongYes), digits(m.WrongNo),
				phrase.Either(q.Drawn().Most == stats.Infinite, "no limit to N", fmt.Sprintf("N = %d to %d", q.Drawn().Least, q.Drawn().Most)), percentText(w.a.Confidence))
		}
	}
}
