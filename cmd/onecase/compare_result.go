package main

import (
	"onecase/discretion"
	"onecase/discretion/predict"
	"onecase/discretion/rules"
	"onecase/stats"
)

// compareResult is the result of compare as programs read it.
type compareResult struct {
	Before          compareInspection `json:"before"`
	After           compareInspection `json:"after"`
	Method          stats.Method      `json:"method"`
	Confidence      float64           `json:"confidence"`
	Prior           *string           `json:"prior"` // null where there are no chances
	Seed            *string           `json:"seed"`
	Replicates      *int              `json:"replicates"` // null where nothing was simulated
	MonteCarloError *float64          `json:"monte_carlo_error"`
	Questions       []compareQuestion `json:"questions"`
	Standards       []compareRating   `json:"standards"`
	Overall         *compareRating    `json:"overall"`
	LeftOut         []leftOutResult   `json:"left_out"`
	Warnings        []stats.Warning   `json:"warnings"`
}

type compareInspection struct {
	File     *string        `json:"file"`
	Record   *string        `json:"record"` // of the draw; null where none was given
	Service  *string        `json:"service"`
	Date     *string        `json:"date"`
	Rules    string         `json:"rules"`
	Rounding rules.Rounding `json:"percent_rounding"`
	Groups   []groupCases   `json:"groups"`
}

type compareQuestion struct {
	ID         string       `json:"id"`
	Before     compareShare `json:"before"`
	After      compareShare `json:"after"`
	Difference float64      `json:"difference"` // after less before, as proportions
	Low        float64      `json:"low"`
	High       float64      `json:"high"`
	HoldsZero  bool         `json:"holds_zero"`
	Method     stats.Method `json:"method"`
	Guaranteed bool         `json:"guaranteed"`
}

type compareShare struct {
	Yes              *int                        `json:"yes"`
	Of               *int                        `json:"of"`
	AssumedYes       *int                        `json:"assumed_yes"`
	Proportion       float64                     `json:"proportion"`
	Band             *string                     `json:"band"`
	Population       *int                        `json:"population"`
	PopulationSource discretion.PopulationSource `json:"population_source"`
}

type compareRating struct {
	ID             string         `json:"id"`
	Before         *string        `json:"before"`
	After          *string        `json:"after"`
	ComputedBefore *string        `json:"computed_before"`
	ComputedAfter  *string        `json:"computed_after"`
	Basis          predict.Basis  `json:"basis"`
	Better         *float64       `json:"better"`
	Same           *float64       `json:"same"`
	Worse          *float64       `json:"worse"`
	BandsBefore    chances        `json:"bands_before"`
	BandsAfter     chances        `json:"bands_after"`
	Bounds         *compareBounds `json:"bounds"`
}

type compareBounds struct {
	Better compareBound `json:"better"`
	Worse  compareBound `json:"worse"`
}

type compareBound struct {
	Low  float64 `json:"low"`
	High float64 `json:"high"`
}

// compareResultOf puts a comparison in the words of its JSON.
func compareResultOf(c *predict.Compared) compareResult {
	r := compareResult{
		Before: compareInspectionOf(c.Before), After: compareInspectionOf(c.After),
		Method: c.Method, Confidence: c.Confidence, Seed: unlessEmpty(c.Seed), Replicates: unlessZero(c.Replicates),
		Questions: []compareQuestion{}, Standards: []compareRating{}, LeftOut: []leftOutResult{}, Warnings: worded(c.Warnings),
	}
	if c.Prior != (predict.Prior{}) {
		prior := c.Prior.String()
		r.Prior = &prior
	}
	if c.Replicates > 0 {
		r.MonteCarloError = &c.MonteCarloError
	}
	for _, q := range c.Questions {
		r.Questions = append(r.Questions, compareQuestion{
			ID: q.Before.Question.ID, Before: compareShareOf(q.Before, q.Difference.First), After: compareShareOf(q.After, q.Difference.Second),
			Difference: q.Difference.Estimate, Low: q.Difference.Low, High: q.Difference.High, HoldsZero: q.HoldsZero(),
			Method: q.Difference.Method, Guaranteed: q.Difference.Guaranteed,
		})
	}
	rules := c.Before.Inspection.Rules
	for _, st := range c.Standards {
		r.Standards = append(r.Standards, compareRatingOf(rules, st))
	}
	if c.Overall != nil {
		overall := compareRatingOf(rules, *c.Overall)
		r.Overall = &overall
	}
	for _, l := range c.Left {
		r.LeftOut = append(r.LeftOut, leftOutResult(l))
	}
	return r
}

func compareInspectionOf(a *discretion.Assessment) compareInspection {
	ins := a.Inspection
	out := compareInspection{
		File: unlessEmpty(ins.File), Service: unlessEmpty(ins.Service), Date: unlessEmpty(ins.Date),
		Rules: ins.Rules.ID, Rounding: a.Rounding, Groups: groupCasesOf(ins),
	}
	return out
}

func compareShareOf(q discretion.QuestionAssessment, drawn stats.DrawnShare) compareShare {
	as := rateQuestionOf(q)
	return compareShare{
		Yes: as.Yes, Of: as.Of, AssumedYes: as.AssumedYes, Proportion: float64(drawn.Yes) / float64(drawn.Of),
		Band: as.Band, Population: as.Population, PopulationSource: as.PopulationSource,
	}
}

func compareRatingOf(rules *rules.Set, r predict.RatingCompared) compareRating {
	out := compareRating{
		ID: r.ID, Before: unlessEmpty(r.Before), After: unlessEmpty(r.After),
		ComputedBefore: unlessEmpty(r.ComputedBefore), ComputedAfter: unlessEmpty(r.ComputedAfter), Basis: r.Basis,
		BandsBefore: chancesOf(rules, r.BandsBefore), BandsAfter: chancesOf(rules, r.BandsAfter),
	}
	if w := r.Chances; w != nil {
		out.Better, out.Same, out.Worse = &w.Better, &w.Same, &w.Worse
	}
	if b := r.Bounds; b != nil {
		out.Bounds = &compareBounds{compareBound(b.Better), compareBound(b.Worse)}
	}
	return out
}
