package main

import (
	"onecase/cmd/onecase/internal/show"
	"onecase/discretion/predict"
	"onecase/discretion/rules"
	"onecase/sample"
	"onecase/stats"
)

// outlookResult is the result of outlook as programs read it.
type outlookResult struct {
	Rules           string            `json:"rules"`
	Rounding        rules.Rounding    `json:"percent_rounding"` // as in `rate`
	Groups          []groupCases      `json:"groups"`
	Agreement       float64           `json:"agreement" null:"zero"`       // of `--agreement`
	ErrorModel      string            `json:"agreement_model" null:"zero"` // `one-coin`: a wrong answer is each of the other levels with the same chance; null without such answers
	Wanted          float64           `json:"wanted" null:"zero"`          // of `--wanted`
	Cases           bool              `json:"from_cases"`                  // samples are drawn from an earlier inspection's cases
	Seed            *string           `json:"seed"`                        // null where it was not given and nothing was simulated
	Replicates      int               `json:"replicates" null:"zero"`      // null where nothing was simulated
	MonteCarloError *float64          `json:"monte_carlo_error"`           // standard error that no simulated chance exceeds
	Questions       []outlookQuestion `json:"questions"`
	Standards       []outlookStandard `json:"standards"`
	Overall         outlookOverall    `json:"overall"`
	Withheld        []withheld        `json:"withheld,omitempty"` // only with `--publish`: of the earlier inspection
	Warnings        []stats.Warning   `json:"warnings"`
}

type outlookQuestion struct {
	ID           string              `json:"id"`
	Rate         float64             `json:"rate"`               // assumed: share of yes, or of the best level
	Applies      float64             `json:"applies"`            // assumed: share of the cases that it applies to
	Population   *int                `json:"population"`         // eligible cases that it applies to
	Yes          *int                `json:"yes"`                // those of them that are truly yes, or at the best level
	Levels       []outlookLevel      `json:"levels" null:"zero"` // of answers with points, worst first; else null
	ExpectedOf   float64             `json:"expected_of"`        // cases of the sample it may be expected to apply to
	True         string              `json:"true_band" null:"zero"`
	Bands        chances             `json:"bands" null:"zero"`
	None         float64             `json:"no_case"`        // chance that it applies to no case read
	Right        *float64            `json:"right_band"`     // chance of `true_band`
	OneCaseSwing float64             `json:"one_case_swing"` // chance that one judgement would move it to another band
	Unreachable  []string            `json:"unreachable"`    // bands that no count has
	Wanted       *predict.WantedSize `json:"wanted"`         // with `--wanted`: the sizes with that chance of the right band
}

type outlookLevel struct {
	Level string  `json:"level"`
	Share float64 `json:"share"` // assumed: of the cases that the question applies to
	Cases *int    `json:"cases"` // eligible cases truly at it
}

type outlookStandard struct {
	ID        string                    `json:"id"`
	True      string                    `json:"true_rating" null:"zero"`
	Basis     predict.Basis             `json:"basis" null:"zero"`
	Bands     chances                   `json:"bands" null:"zero"`
	None      float64                   `json:"no_case"`    // chance that it cannot be rated
	Right     *float64                  `json:"right_band"` // chance of `true_rating`
	Flagged   *float64                  `json:"flagged"`    // chance that a criterion opens it to discretion
	Criteria  []predict.CriterionChance `json:"criteria"`
	Bias      *float64                  `json:"bias"`       // expected less true, of the lowest share or the mean that is rated; of points, of the highest
	ScoreBias *float64                  `json:"score_bias"` // expected less true, of the score that the rating has in the rules, whether or not scores are added there; 0: it is right on average
	Wanted    *predict.WantedSize       `json:"wanted"`     // as of questions
}

type outlookOverall struct {
	Why       string        `json:"why_no_chances" null:"zero"`
	True      string        `json:"true_rating" null:"zero"`
	TrueScore *int          `json:"true_score"`
	Basis     predict.Basis `json:"basis" null:"zero"`
	Bands     chances       `json:"bands" null:"zero"`
	Right     *float64      `json:"right_band"` // chance of `true_rating`
	Score     scores        `json:"score" null:"zero"`
}

// outlookResultOf makes the JSON of an outlook.
func outlookResultOf(o *predict.Outlook, seed string, given bool) outlookResult {
	set := o.Plan.Rules
	out := outlookResult{
		Rules: set.ID, Rounding: o.Rounding, Agreement: o.Agreement, ErrorModel: o.ErrorModel(), Wanted: o.Wanted,
		Cases: o.Plan.Cases != nil, Replicates: o.Replicates, Warnings: worded(o.Warnings),
		Groups: each(set.Groups, func(g sample.Group) groupCases {
			return groupCases{g.ID, o.Plan.Groups[g.ID].Population, o.Plan.Groups[g.ID].Sample}
		}),
		Standards: each(o.Standards, func(st predict.StandardOutlook) outlookStandard {
			return outlookStandard{st.ID, st.True, st.Basis, chancesOf(show.RatingsOf(set, st.ID), st.Chances), st.None,
				st.Right, st.Flagged, st.Criteria, st.Bias, st.ScoreBias, st.Wanted}
		}),
	}
	if given || o.Replicates > 0 {
		out.Seed = &seed
	}
	if o.Replicates > 0 {
		out.MonteCarloError = &o.MonteCarloError
	}
	for _, q := range o.Questions {
		row := outlookQuestion{
			ID: q.ID, Rate: q.Rate, Applies: q.Applies, ExpectedOf: q.ExpectedOf, True: q.True,
			Bands: chancesOf(show.RatingsOf(set, q.Standard), q.Chances),
			None:  q.None, Right: q.Right, OneCaseSwing: q.OneCaseSwing, Unreachable: q.Unreachable, Wanted: q.Wanted,
		}
		known := o.Plan.Groups[q.Group].Population > 0
		if known {
			row.Population, row.Yes = &q.Population, &q.Yes
		}
		for i, share := range q.Assumption.Levels {
			row.Levels = append(row.Levels, outlookLevel{Level: q.Question.Levels[i], Share: share})
			if known && q.Levels != nil {
				row.Levels[i].Cases = &q.Levels[i]
			}
		}
		out.Questions = append(out.Questions, row)
	}
	all := o.Overall
	out.Overall = outlookOverall{Why: all.Why, True: all.True, Basis: all.Basis,
		Bands: chancesOf(set.OverallRatings(), all.Chances), Right: all.Right, Score: scoresOf(all.Scores)}
	if all.Chances != nil && all.True != "" {
		out.Overall.TrueScore = &all.Score
	}
	return out
}
