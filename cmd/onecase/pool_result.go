package main

import (
	"onecase/discretion"
	"onecase/discretion/rules"
	"onecase/stats"
)

// poolResult is the result of pool as programs read it.
type poolResult struct {
	Rules      string               `json:"rules"`
	Weighting  discretion.Weighting `json:"weighting"` // `cases`, `equal` or `given`
	Confidence float64              `json:"confidence"`
	Rounding   rules.Rounding       `json:"percent_rounding"`
	Units      []poolUnit           `json:"units"`
	Questions  []poolQuestion       `json:"questions"`       // with a count in two units or more
	Means      []poolMean           `json:"means,omitempty"` // only of answers with points: each such question, which is not among the others
	looks
	UnitLimits looks                `json:"unit_limits"` // of the units' own limits
	LeftOut    []discretion.LeftOut `json:"left_out"`
	Withheld   []withheld           `json:"withheld,omitempty"` // only with `--publish`, of each unit
	Warnings   []stats.Warning      `json:"warnings"`
}

type poolUnit struct {
	Unit   string       `json:"unit"`
	File   string       `json:"file" null:"zero"`
	Record string       `json:"record" null:"zero"` // of the draw; null where none was given
	Date   string       `json:"date" null:"zero"`
	Groups []groupCases `json:"groups"`
}

type poolQuestion struct {
	ID    string  `json:"id"`
	Share float64 `json:"share"` // of all units together
	methodLimits
	BandOfShare  string      `json:"band_of_share" null:"zero"` // for information; not a rating
	Spread       float64     `json:"spread"`                    // the highest share of a unit less the lowest
	SpreadChance *float64    `json:"spread_chance"`             // of a spread as large if the cases read were dealt out to the units at random; null at a census, and where there are too many cases
	Census       bool        `json:"census"`                    // every eligible case of every unit was read
	Units        []poolShare `json:"units"`
	Without      []string    `json:"without"` // units without a count
}

// poolMean is a question whose answers have points.
type poolMean struct {
	ID            string         `json:"id"`
	Measure       rules.Measure  `json:"measure"` // what is pooled: the `mean` of points, or their `percent` of the highest
	Of            int            `json:"of"`
	Estimate      float64        `json:"estimate"` // of all units together
	Low           *float64       `json:"low"`      // an approximate limit; null where there is none
	High          *float64       `json:"high"`
	StandardError float64        `json:"standard_error"`
	Degrees       int            `json:"degrees_of_freedom"`
	Units         []poolUnitMean `json:"units"`
	Without       []string       `json:"without"` // units without cases
}

type poolUnitMean struct {
	Unit              string  `json:"unit"`
	Of                int     `json:"of"`
	Estimate          float64 `json:"estimate"`
	StandardError     float64 `json:"standard_error"`
	Band              string  `json:"band" null:"zero"`
	Eligible          float64 `json:"eligible" null:"zero"` // the cases that it stands for
	EligibleEstimated bool    `json:"eligible_estimated"`
	Weight            float64 `json:"weight"`
}

type poolShare struct {
	Unit              string                      `json:"unit"`
	Yes               *int                        `json:"yes"`         // as in `rate`
	Of                *int                        `json:"of"`          // as in `rate`
	AssumedYes        *int                        `json:"assumed_yes"` // as in `rate`
	Proportion        float64                     `json:"proportion"`
	Low               *float64                    `json:"low"`
	High              *float64                    `json:"high"`
	Band              string                      `json:"band" null:"zero"`
	Population        int                         `json:"population" null:"zero"` // as in `rate`
	PopulationSource  discretion.PopulationSource `json:"population_source"`
	Eligible          float64                     `json:"eligible" null:"zero"` // the cases that it stands for
	EligibleEstimated bool                        `json:"eligible_estimated"`
	Weight            float64                     `json:"weight"`
	Funnel            []discretion.FunnelRange    `json:"funnel"` // the yes cases that chance alone would give, at each level; none at a census
}

// poolResultOf makes the JSON of pooled units.
func poolResultOf(p *discretion.Pooled, records map[string]string) poolResult {
	r := poolResult{
		Rules: p.Rules.ID, Weighting: p.Weighting, Confidence: p.Confidence, Rounding: p.Rounding,
		looks: looksOf(p.Looks), UnitLimits: looksOf(p.UnitLooks), LeftOut: p.Left, Warnings: worded(p.Warnings),
	}
	for _, u := range p.Units {
		ins := u.Assessment.Inspection
		r.Units = append(r.Units, poolUnit{u.Name, ins.File, records[u.Name], ins.Date, groupCasesOf(ins)})
	}
	for _, q := range p.Questions {
		out := poolQuestion{
			ID: q.ID, Share: q.Share, methodLimits: methodLimitsOf(q.Interval),
			BandOfShare: q.Band, Spread: q.Spread, SpreadChance: q.SpreadChance, Census: q.Census, Without: q.Without,
		}
		for _, u := range q.Units {
			as := rateQuestionOf(u.QuestionAssessment)
			out.Units = append(out.Units, poolShare{u.Unit, as.Yes, as.Of, as.AssumedYes, float64(u.Yes) / float64(u.Of), u.Low, u.High,
				as.Band, as.Population, as.PopulationSource, u.Eligible, u.Estimated, u.Weight, u.Funnel})
		}
		r.Questions = append(r.Questions, out)
	}
	for _, m := range p.Means {
		out := poolMean{ID: m.ID, Measure: m.Units[0].Points.Of, Of: m.Estimate.Of, Estimate: m.Estimate.Mean, Low: m.Low, High: m.High,
			StandardError: m.Estimate.SE, Degrees: m.Estimate.DF, Without: m.Without}
		for _, u := range m.Units {
			out.Units = append(out.Units,
				poolUnitMean{u.Unit, u.Of, u.Estimate.Mean, u.Estimate.SE, u.Band, u.Eligible, u.Estimated, u.Weight})
		}
		r.Means = append(r.Means, out)
	}
	return r
}
