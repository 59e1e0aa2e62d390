package main

import (
	"onecase/discretion"
	"onecase/discretion/rules"
	"onecase/stats"
)

// poolResult is the result of pool as programs read it.
type poolResult struct {
	Rules      string               `json:"rules"`
	Weighting  discretion.Weighting `json:"weighting"`
	Confidence float64              `json:"confidence"`
	Rounding   rules.Rounding       `json:"percent_rounding"`
	Units      []poolUnit           `json:"units"`
	Questions  []poolQuestion       `json:"questions"`
	LeftOut    []leftOutResult      `json:"left_out"`
	Warnings   []stats.Warning      `json:"warnings"`
}

type poolUnit struct {
	Unit   string       `json:"unit"`
	File   *string      `json:"file"`
	Record *string      `json:"record"` // of the draw; null where none was given
	Date   *string      `json:"date"`
	Groups []groupCases `json:"groups"`
}

type poolQuestion struct {
	ID           string       `json:"id"`
	Share        float64      `json:"share"`
	Low          float64      `json:"low"`
	High         float64      `json:"high"`
	LowCount     *int         `json:"low_count"`
	HighCount    *int         `json:"high_count"`
	Method       stats.Method `json:"method"`
	Guaranteed   bool         `json:"guaranteed"`
	BandOfShare  *string      `json:"band_of_share"` // for information; not a rating
	Spread       float64      `json:"spread"`        // highest share of a unit less the lowest
	SpreadChance *float64     `json:"spread_chance"`
	Units        []poolShare  `json:"units"`
	Without      []string     `json:"without"`
}

type poolShare struct {
	Unit              string                      `json:"unit"`
	Yes               *int                        `json:"yes"`
	Of                *int                        `json:"of"`
	AssumedYes        *int                        `json:"assumed_yes"`
	Proportion        float64                     `json:"proportion"`
	Low               *float64                    `json:"low"`
	High              *float64                    `json:"high"`
	Band              *string                     `json:"band"`
	Population        *int                        `json:"population"`
	PopulationSource  discretion.PopulationSource `json:"population_source"`
	Eligible          *float64                    `json:"eligible"`
	EligibleEstimated bool                        `json:"eligible_estimated"`
	Weight            float64                     `json:"weight"`
}

// poolResultOf puts pooled units in the words of their JSON.
func poolResultOf(p *discretion.Pooled, records map[string]string) poolResult {
	r := poolResult{
		Rules: p.Rules.ID, Weighting: p.Weighting, Confidence: p.Confidence, Rounding: p.Rounding,
		Questions: []poolQuestion{}, LeftOut: []leftOutResult{}, Warnings: worded(p.Warnings),
	}
	for _, u := range p.Units {
		read := compareInspectionOf(u.Assessment)
		r.Units = append(r.Units, poolUnit{Unit: u.Name, File: read.File, Record: unlessEmpty(records[u.Name]), Date: read.Date, Groups: read.Groups})
	}
	for _, q := range p.Questions {
		out := poolQuestion{
			ID: q.ID, Share: q.Share, Low: q.Interval.Low, High: q.Interval.High, Method: q.Interval.Method, Guaranteed: q.Interval.Guaranteed,
			BandOfShare: unlessEmpty(q.Band), Spread: q.Spread, SpreadChance: q.SpreadChance, Without: notNull(q.Without),
		}
		if q.Interval.HasCounts {
			out.LowCount, out.HighCount = &q.Interval.LowCount, &q.Interval.HighCount
		}
		for _, u := range q.Units {
			as := rateQuestionOf(u.QuestionAssessment)
			share := poolShare{
				Unit: u.Unit, Yes: as.Yes, Of: as.Of, AssumedYes: as.AssumedYes, Proportion: float64(u.Yes) / float64(u.Of), Low: u.Low, High: u.High,
				Band: as.Band, Population: as.Population, PopulationSource: as.PopulationSource, EligibleEstimated: u.Estimated, Weight: u.Weight,
			}
			if u.Eligible > 0 {
				share.Eligible = &u.Eligible
			}
			out.Units = append(out.Units, share)
		}
		r.Questions = append(r.Questions, out)
	}
	for _, l := range p.Left {
		r.LeftOut = append(r.LeftOut, leftOutResult(l))
	}
	return r
}
