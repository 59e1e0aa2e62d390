package main

import (
	"onecase/discretion/predict"
	"onecase/discretion/rules"
	"onecase/stats"
)

// outlookResult is the result of outlook as programs read it.
type outlookResult struct {
	Rules           string            `json:"rules"`
	Rounding        rules.Rounding    `json:"percent_rounding"`
	Groups          []groupCases      `json:"groups"`
	Agreement       *float64          `json:"agreement"`
	Wanted          *float64          `json:"wanted"`
	Cases           bool              `json:"from_cases"` // samples are drawn from an earlier inspection's cases
	Seed            *string           `json:"seed"`
	Replicates      *int              `json:"replicates"`
	MonteCarloError *float64          `json:"monte_carlo_error"`
	Questions       []outlookQuestion `json:"questions"`
	Standards       []outlookStandard `json:"standards"`
	Overall         outlookOverall    `json:"overall"`
	Warnings        []stats.Warning   `json:"warnings"`
}

type outlookQuestion struct {
	ID           string         `json:"id"`
	Rate         float64        `json:"rate"`
	Applies      float64        `json:"applies"`
	Population   *int           `json:"population"`
	Yes          *int           `json:"yes"` // truly, of the population
	ExpectedOf   float64        `json:"expected_of"`
	True         *string        `json:"true_band"`
	Bands        chances        `json:"bands"`
	None         float64        `json:"no_case"`
	Right        *float64       `json:"right_band"`
	OneCaseSwing float64        `json:"one_case_swing"`
	Unreachable  []string       `json:"unreachable"`
	Wanted       *outlookWanted `json:"wanted"`
}

type outlookWanted struct {
	First  *int `json:"sample"`
	Stable *int `json:"stable_from"`
}

type outlookStandard struct {
	ID        string             `json:"id"`
	True      *string            `json:"true_rating"`
	Basis     *predict.Basis     `json:"basis"`
	Bands     chances            `json:"bands"`
	None      float64            `json:"no_case"`
	Right     *float64           `json:"right_band"`
	Flagged   *float64           `json:"flagged"`
	Criteria  []outlookCriterion `json:"criteria"`
	Bias      *float64           `json:"bias"` // of the lowest proportion
	ScoreBias *float64           `json:"score_bias"`
	Wanted    *outlookWanted     `json:"wanted"`
}

type outlookCriterion struct {
	Criterion rules.CriterionID `json:"criterion"`
	Chance    float64           `json:"chance"`
}

type outlookOverall struct {
	Why       *string        `json:"why_no_chances"`
	True      *string        `json:"true_rating"`
	TrueScore *int           `json:"true_score"`
	Basis     *predict.Basis `json:"basis"`
	Bands     chances        `json:"bands"`
	Right     *float64       `json:"right_band"`
	Score     scores         `json:"score"`
}

// outlookResultOf puts an outlook in the words of its JSON.
func outlookResultOf(o *predict.Outlook, seed string, given bool) outlookResult {
	rules := o.Plan.Rules
	out := outlookResult{Rules: rules.ID, Rounding: o.Rounding, Groups: []groupCases{},
		Cases: o.Plan.Cases != nil, Replicates: unlessZero(o.Replicates),
		Questions: []outlookQuestion{}, Standards: []outlookStandard{}, Warnings: worded(o.Warnings)}
	for _, g := range rules.Groups {
		size := o.Plan.Groups[g.ID]
		out.Groups = append(out.Groups, groupCases{g.ID, unlessZero(size.Population), unlessZero(size.Sample)})
	}
	if o.Agreement > 0 {
		out.Agreement = &o.Agreement
	}
	if o.Wanted > 0 {
		out.Wanted = &o.Wanted
	}
	if given || o.Replicates > 0 {
		out.Seed = &seed
	}
	if o.Replicates > 0 {
		out.MonteCarloError = &o.MonteCarloError
	}
	for _, q := range o.Questions {
		row := outlookQuestion{ID: q.ID, Rate: q.Rate, Applies: q.Applies, ExpectedOf: q.ExpectedOf, True: unlessEmpty(q.True),
			Bands: chancesOf(rules, q.Chances), None: q.None, Right: q.Right, OneCaseSwing: q.OneCaseSwing,
			Unreachable: notNull(q.Unreachable), Wanted: outlookWantedOf(q.Wanted)}
		if o.Plan.Groups[q.Group].Population > 0 {
			row.Population, row.Yes = &q.Population, &q.Yes
		}
		out.Questions = append(out.Questions, row)
	}
	for _, st := range o.Standards {
		row := outlookStandard{ID: st.ID, True: unlessEmpty(st.True), Basis: unlessEmpty(st.Basis), Bands: chancesOf(rules, st.Chances), None: st.None,
			Right: st.Right, Flagged: st.Flagged, Criteria: []outlookCriterion{}, Bias: st.Bias, ScoreBias: st.ScoreBias, Wanted: outlookWantedOf(st.Wanted)}
		for _, c := range st.Criteria {
			row.Criteria = append(row.Criteria, outlookCriterion(c))
		}
		out.Standards = append(out.Standards, row)
	}
	all := o.Overall
	out.Overall = outlookOverall{Why: unlessEmpty(all.Why), True: unlessEmpty(all.True), Basis: unlessEmpty(all.Basis), Bands: chancesOf(rules, all.Chances), Right: all.Right}
	if all.Chances != nil {
		out.Overall.Score, out.Overall.TrueScore = scoresOf(all.Scores), &o.Overall.Score
		if all.True == "" {
			out.Overall.TrueScore = nil
		}
	}
	return out
}

func outlookWantedOf(w *predict.WantedSize) *outlookWanted {
	if w == nil {
		return nil
	}
	return &outlookWanted{w.First, w.Stable}
}
