package main

import (
	"math"

	"onecase/discretion"
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
