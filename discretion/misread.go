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
	Limits
}

// Limits are limits of a true share at the confidence of the assessment; Why says why there
// are none.
type Limits struct {
	Low, High           float64
	HasCounts           bool // LowCount and HighCount are cases of the population, known or, where it applied to every case read, at most
	LowCount, HighCount int
	Guaranteed          bool // if the rates are true, or found as [stats.MisreadShare] asks
	Why                 string
}

// CorrectedShare is the share of yes cases that the answers to a question with a count are most like,
// where they are wrong at some rates. Cases that the record counts as failed are not misread.
func (a *Assessor) CorrectedShare(at int, rates stats.ErrorRates) float64 {
	r := a.Results[at]
	read := float64(r.Of - a.HeldNo(at))
	return rates.Misreading().Correct(float64(r.Yes)/read) * (read / float64(r.Of))
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
	if read := q.Drawn(); !l.HasCounts && read.Most != stats.Infinite && q.Of == a.Sampled(q.Group) {
		// It applied to every case read, and is taken to apply to every other for the counts.
		read.Least = read.Most
		all, err := stats.MisreadShare(read, a.out.Confidence, rates)
		l.HasCounts, l.LowCount, l.HighCount = err == nil, all.LowCount, all.HighCount
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
// judged standards and before discretion.
func (a *Assessor) corrected() {
	for i := range a.Rules.Standards {
		if !a.Rater.Plain(i) {
			return // corrected shares are not put together in other ways
		}
	}
	standards := a.out.Standards
	bands := slices.Repeat([]int{rules.Unbanded}, len(a.Results))
	for _, st := range standards {
		for _, q := range st.Results {
			if q.Corrected != nil && q.Corrected.Band != "" {
				bands[q.Question.Place] = a.Scales[q.Question.Place].BandOfShare(q.Corrected.Share)
			}
		}
	}
	ratings := make([]int, len(standards))
	if score, overall, ok := a.Rater.Rate(bands, ratings); ok {
		a.out.CorrectedScore, a.out.CorrectedOverall = &score, a.Rules.OverallRatings()[overall].ID
	}
	for i, r := range ratings {
		if r != rules.Unrated && !standards[i].Judged {
			standards[i].Corrected = a.Rules.RatingsOf(i)[r].ID
		}
	}
}
