package discretion

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"sort"
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
	HasCounts           bool // LowCount and HighCount are cases of the population, known or, where it applied to every case read, at most
	LowCount, HighCount int
	Guaranteed          bool // if the rates are true, or found as [stats.MisreadShare] asks
	Why                 string
}

// CorrectedShare is the share of yes cases that the answers to a question with a count are most like,
// where they are wrong at some rates. Cases that the record counts as failed are not misread.
func (a *Assessor) CorrectedShare(at int, rates stats.ErrorRates) float64 {
	return a.correctedShare(at, a.Results[at].Yes, rates)
}

// correctedShare is CorrectedShare for another number of yes answers.
func (a *Assessor) correctedShare(at, yes int, rates stats.ErrorRates) float64 {
	of := a.Results[at].Of
	read := float64(of - a.HeldNo(at))
	return rates.Misreading().Correct(float64(yes)/read) * (read / float64(of))
}

// correctedSwing finds the fewest answers that would have to be otherwise for the band of a
// corrected share to change. A corrected share never falls where the count of yes rises.
func (a *Assessor) correctedSwing(c *Correction, at int) {
	scale, yes, most := a.Scales[at], a.Results[at].Yes, a.Results[at].Of-a.HeldNo(at)
	band := func(yes int) int { return scale.BandOfShare(a.correctedShare(at, yes, c.Rates)) }
	now := band(yes)
	if now == rules.Unbanded {
		return
	}
	if more := 1 + sort.Search(most-yes, func(more int) bool { return band(yes+more+1) > now }); more <= most-yes {
		c.Up = &more
	}
	if fewer := 1 + sort.Search(yes, func(fewer int) bool { return band(yes-fewer-1) < now }); fewer <= yes {
		c.Down = &fewer
	}
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
	a.correctedSwing(c, at)
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
