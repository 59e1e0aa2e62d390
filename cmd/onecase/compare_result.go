package main

import (
	"math"

	"onecase/cmd/onecase/internal/show"
	"onecase/discretion"
	"onecase/discretion/predict"
	"onecase/discretion/rules"
	"onecase/stats"
)

// compareResult is the result of compare as programs read it.
type compareResult struct {
	Before          inspectionResult  `json:"before"`
	After           inspectionResult  `json:"after"`
	Method          stats.Method      `json:"method"` // of the limits
	Confidence      float64           `json:"confidence"`
	Model           predict.Model     `json:"model" null:"zero"`      // as in `robust`; null where there are no chances
	Prior           string            `json:"prior" null:"zero"`      // null where there are no chances
	Seed            string            `json:"seed" null:"zero"`       // null where nothing was simulated
	Replicates      int               `json:"replicates" null:"zero"` // null where nothing was simulated
	MonteCarloError *float64          `json:"monte_carlo_error"`      // standard error that no simulated chance exceeds
	Questions       []compareQuestion `json:"questions"`              // with a count in both
	Means           []compareMean     `json:"means,omitempty"`        // only of answers with points: each such question with cases in both, which is not among the others
	Clearest        []string          `json:"clearest"`               // their ids in the order of `p_value`, the smallest first
	looks
	Standards []compareRating      `json:"standards"` // with a rating in both
	Overall   *compareRating       `json:"overall"`   // null where there is none in both
	LeftOut   []discretion.LeftOut `json:"left_out"`
	Withheld  []withheld           `json:"withheld,omitempty"` // only with `--publish`, of each of the two
	Warnings  []stats.Warning      `json:"warnings"`
}

// inspectionResult is one of the two inspections compared.
type inspectionResult struct {
	File     string         `json:"file" null:"zero"`
	Record   string         `json:"record" null:"zero"` // of the draw; null where none was given
	Service  string         `json:"service" null:"zero"`
	Date     string         `json:"date" null:"zero"`
	Rules    string         `json:"rules"`
	Rounding rules.Rounding `json:"percent_rounding"`
	Groups   []groupCases   `json:"groups"`
}

type compareQuestion struct {
	ID         string       `json:"id"`
	Before     compareShare `json:"before"`
	After      compareShare `json:"after"`
	Difference float64      `json:"difference"`         // after less before
	Low        float64      `json:"low"`                // least of the difference
	High       float64      `json:"high"`               // greatest of the difference
	HoldsZero  bool         `json:"holds_zero"`         // 0 is within the limits
	Method     stats.Method `json:"method"`             // of these limits
	Guaranteed bool         `json:"guaranteed"`         // they cover with the confidence whatever the true shares
	P          float64      `json:"p_value" null:"nan"` // of no difference, exact for two simple random samples of finite populations; null where there are too many sizes to try
	Proved     bool         `json:"p_value_proved"`     // both samples are such, so that it holds whatever the populations are
}

type compareShare struct {
	Yes              *int                        `json:"yes"`         // as in `rate`
	Of               *int                        `json:"of"`          // as in `rate`
	AssumedYes       *int                        `json:"assumed_yes"` // as in `rate`
	Proportion       float64                     `json:"proportion"`
	Band             string                      `json:"band" null:"zero"`
	Population       int                         `json:"population" null:"zero"` // as in `rate`
	PopulationSource discretion.PopulationSource `json:"population_source"`
}

// compareMean is a question whose answers have points.
type compareMean struct {
	ID            string          `json:"id"`
	Measure       rules.Measure   `json:"measure"` // what is compared: the `mean` of points, or their `percent` of the highest
	Before        compareMeanSide `json:"before"`
	After         compareMeanSide `json:"after"`
	Difference    float64         `json:"difference"` // after less before
	Low           *float64        `json:"low"`        // an approximate limit; null where there is none
	High          *float64        `json:"high"`
	StandardError float64         `json:"standard_error"`
	Degrees       float64         `json:"degrees_of_freedom" null:"zero"` // of the limits; null where there are none, and where every eligible case was read in both
}

type compareMeanSide struct {
	Of               int                         `json:"of"`
	Estimate         float64                     `json:"estimate"`
	StandardError    float64                     `json:"standard_error"`
	Band             string                      `json:"band" null:"zero"`
	Population       int                         `json:"population" null:"zero"` // as in `rate`
	PopulationSource discretion.PopulationSource `json:"population_source"`
}

type compareRating struct {
	ID             string        `json:"id"`
	Before         string        `json:"before" null:"zero"`          // the decided rating
	After          string        `json:"after" null:"zero"`           // the decided rating
	ComputedBefore string        `json:"computed_before" null:"zero"` // before discretion
	ComputedAfter  string        `json:"computed_after" null:"zero"`  // before discretion
	Basis          predict.Basis `json:"basis"`
	predict.Ways
	BandsBefore chances             `json:"bands_before" null:"zero"`
	BandsAfter  chances             `json:"bands_after" null:"zero"`
	Bounds      *predict.WaysBounds `json:"bounds"` // of the chances, for any dependence between the questions; `overall` has none
}

// compareResultOf makes the JSON of a comparison.
func compareResultOf(c *predict.Compared) compareResult {
	r := compareResult{
		Before: inspectionResultOf(c.Before), After: inspectionResultOf(c.After), Method: c.Method, Confidence: c.Confidence,
		looks: looksOf(c.Looks), Seed: c.Seed, Replicates: c.Replicates, LeftOut: c.Left, Warnings: worded(c.Warnings),
	}
	if c.Prior != (predict.Prior{}) {
		r.Model, r.Prior = c.Model, c.Prior.String()
	}
	if c.Replicates > 0 {
		r.MonteCarloError = &c.MonteCarloError
	}
	for _, q := range c.Questions {
		d := q.Difference
		r.Questions = append(r.Questions, compareQuestion{
			q.Before.Question.ID, compareShareOf(q.Before, d.First), compareShareOf(q.After, d.Second),
			d.Estimate, d.Low, d.High, q.HoldsZero(), d.Method, d.Guaranteed, q.P, q.Proved,
		})
	}
	for _, q := range c.Means {
		d := q.Difference
		m := compareMean{ID: q.Before.Question.ID, Measure: q.After.Points.Of,
			Before: compareMeanSideOf(q.Before, d.First), After: compareMeanSideOf(q.After, d.Second),
			Difference: d.Estimate, StandardError: d.SE, Degrees: d.DF}
		if d.Limited {
			m.Low, m.High = &d.Low, &d.High
		}
		r.Means = append(r.Means, m)
	}
	r.Clearest = each(c.Clearest(), func(q predict.QuestionCompared) string { return q.Before.Question.ID })
	rating := func(r predict.RatingCompared) compareRating { return compareRatingOf(c.Before.Inspection.Rules, r) }
	r.Standards = each(c.Standards, rating)
	if c.Overall != nil {
		r.Overall = new(rating(*c.Overall))
	}
	return r
}

func inspectionResultOf(a *discretion.Assessment) inspectionResult {
	ins := a.Inspection
	return inspectionResult{
		File: ins.File, Service: ins.Service, Date: ins.Date, Rules: ins.Rules.ID, Rounding: a.Rounding, Groups: groupCasesOf(ins),
	}
}

func compareShareOf(q discretion.QuestionAssessment, drawn stats.DrawnShare) compareShare {
	as := rateQuestionOf(q)
	return compareShare{as.Yes, as.Of, as.AssumedYes, float64(drawn.Yes) / float64(drawn.Of), as.Band, as.Population, as.PopulationSource}
}

func compareMeanSideOf(q discretion.QuestionAssessment, m stats.MeanEstimate) compareMeanSide {
	as := rateQuestionOf(q)
	return compareMeanSide{m.Of, m.Mean, m.SE, as.Band, as.Population, as.PopulationSource}
}

func compareRatingOf(set *rules.Set, r predict.RatingCompared) compareRating {
	out := compareRating{
		ID: r.ID, Before: r.Before, After: r.After, ComputedBefore: r.ComputedBefore, ComputedAfter: r.ComputedAfter, Basis: r.Basis,
		Ways:        predict.Ways{Better: math.NaN(), Same: math.NaN(), Worse: math.NaN()},
		BandsBefore: chancesOf(show.RatingsOf(set, r.ID), r.BandsBefore),
		BandsAfter:  chancesOf(show.RatingsOf(set, r.ID), r.BandsAfter), Bounds: r.Bounds,
	}
	if r.Chances != nil {
		out.Ways = *r.Chances
	}
	return out
}
