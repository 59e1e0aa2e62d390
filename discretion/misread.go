package discretion

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"onecase/discretion/rules"
	"onecase/stats"
)

// Rates are how often answers are wrong: those of all questions, and of some their own.
type Rates struct {
	All stats.ErrorRates
	By  map[string]stats.ErrorRates // by question, both rates
}

// Question gives the rates of one question.
func (r *Rates) Question(id string) stats.ErrorRates {
	if own, ok := r.By[id]; ok {
		return own
	}
	return r.All
}

// Check finds rates of questions that the rules do not have, and rates by which an answer says
// nothing of its case.
func (r *Rates) Check(set *rules.Set) error {
	for _, id := range slices.Sorted(maps.Keys(r.By)) {
		if _, ok := set.QuestionIndex(id); !ok {
			return fmt.Errorf("%s has no question %q%s", set.ID, id, set.QuestionHint(id))
		}
	}
	plain := func(err error) string { return strings.TrimPrefix(err.Error(), "stats: ") }
	if err := r.All.Misreading().Check(); err != nil {
		return errors.New(plain(err))
	}
	for _, q := range set.Questions() {
		if q.HasPoints() {
			return fmt.Errorf("rates of wrong answers are those of yes and no, and the answers to %s have points: leave the rates out", q.ID)
		}
		if err := r.Question(q.ID).Misreading().Check(); err != nil {
			return fmt.Errorf("%s: %s", q.ID, plain(err))
		}
	}
	return nil
}

// A Correction is a question with the errors of reading taken out.
type Correction struct {
	Rates stats.ErrorRates
	// Share is the share of yes cases that the answers are most like; Band is its band, "" where
	// the rules have no bands for shares. Neither is a count of judgements.
	Share float64
	Band  string
	// Up and Down are the fewest answers to the question, as read, that would have to be
	// otherwise for that band to be a better or a worse one; nil where none can make it so, or
	// their number is not known.
	Up, Down *int
	Limits
}

// Limits are limits of a true share at the confidence of the assessment; Why says why there
// are none.
type Limits struct {
	Low, High           float64
	HasCounts           bool // LowCount and HighCount are cases of the population, known, or all where it is taken for all
	LowCount, HighCount int
	Guaranteed          bool // if the rates are true, or found as [stats.MisreadShare] asks
	Why                 string
}

// CorrectedShare is the share of yes cases that the answers to a question with a count are most like,
// where they are wrong at some rates. Cases that the record counts as failed are not misread.
func (a *Assessor) CorrectedShare(at int, rates stats.ErrorRates) float64 {
	r := a.Results[at]
	return correctedShare(rates.Misreading(), int64(r.Yes), int64(r.Of), int64(a.HeldNo(at)))
}

// correctedShare takes errors out of a count, of which so many no answers are of cases that
// were held and not misread.
func correctedShare(m stats.Misreading, yes, of, held int64) float64 {
	if of == held {
		return 0
	}
	read := float64(of - held)
	return m.Correct(float64(yes)/read) * (read / float64(of))
}

// correct takes the errors of reading out of a question with a count.
func (a *Assessor) correct(q *QuestionAssessment, rates stats.ErrorRates) {
	at := q.Question.Place
	held := a.HeldNo(at)
	if held == q.Of {
		return
	}
	c := &Correction{Rates: rates, Share: a.CorrectedShare(at, rates)}
	q.Corrected = c
	c.Band = a.RatingOf(at, a.Scales[at].BandOfShare(c.Share))
	switch {
	case held > 0:
		c.Why = "cases that count as failed are among them, and are not misread"
		return
	case a.Inspection.whyNotAlike(q.Group) != "":
		c.Why = a.Inspection.whyNotAlike(q.Group)
		return
	case q.Of > stats.MaxMisread:
		c.Why = fmt.Sprintf("they are worked out for up to %d cases", stats.MaxMisread)
		return
	}
	l, err := stats.MisreadShare(q.Drawn(), a.out.Confidence, rates)
	if err != nil {
		c.Why = err.Error()
		return
	}
	c.Limits = Limits{l.Low, l.High, l.HasCounts, l.LowCount, l.HighCount,
		l.Guaranteed && a.Inspection.simple(q.Group) && a.Inspection.unchanged(q.Group), ""}
	for _, w := range l.Warnings {
		a.out.Warnings = append(a.out.Warnings, w.In(stats.ID(q.Question.ID).Place()))
	}
}

// correctPercent takes the errors of reading out of a share whose number of cases is not known.
func (a *Assessor) correctPercent(q *QuestionAssessment, rates stats.ErrorRates) {
	share := rates.Misreading().Correct(*q.Proportion)
	q.Corrected = &Correction{Rates: rates, Share: share, Band: a.RatingOf(q.Question.Place, a.Scales[q.Question.Place].BandOfShare(share)),
		Limits: Limits{Why: "it is not stated how many cases the question applied to"}}
}

// corrected rates the standards and the whole by the corrected shares of the questions, with
// judged standards and before discretion. A corrected share never falls where a count of yes
// rises, so that the same searches find what answers, judged differently, would change.
func (a *Assessor) corrected() error {
	c, err := NewAssessor(a.Inspection, Options{Rounding: a.Scale.Rounding, Confidence: a.out.Confidence})
	if err != nil {
		return err
	}
	for i := range c.Results {
		if r := &c.Results[i]; r.Known == Nearest {
			r.Known = Recovered // the band is that of the count's share, not the printed one
		}
	}
	c.rates, c.beside, c.decisions, c.out.Warnings = a.rates, a.out, nil, nil
	c.Scales = c.scales(a.Scale.Rounding)
	c.Bands = c.bandsUnder(c.Scales)
	c.assess()
	for _, st := range a.out.Standards {
		for _, q := range st.Results {
			if at := q.Question.Place; q.Corrected != nil && q.HasCount() && c.Bands[at] != rules.Unbanded {
				q.Corrected.Up = c.judgementsUp(at, c.Bands[at]+1)
				if need, _, ok := c.fall(c.Scales[at], at, c.Bands[at]-1); ok {
					q.Corrected.Down = &need
				}
			}
		}
	}
	for _, w := range c.out.Warnings {
		if w.Code == "search-given-up" || w.Code == "routes-cut" {
			a.out.Warnings = append(a.out.Warnings, w.In("with the errors of reading taken out"))
		}
	}
	a.out.Corrected = c.out
	return nil
}

// scales are those of the questions with a rounding; where errors are taken out, those of the
// shares behind the counts.
func (a *Assessor) scales(rounding rules.Rounding) []*rules.Scale {
	scales := a.Rules.QuestionScales(rounding)
	if a.beside == nil {
		return scales
	}
	for at, q := range a.Rules.Questions() {
		m, held := a.rates.Question(q.ID).Misreading(), int64(a.HeldNo(at))
		scales[at] = scales[at].Behind(func(yes, of int64) float64 { return correctedShare(m, yes, of, held) })
	}
	return scales
}
