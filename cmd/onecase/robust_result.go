package main

import (
	"onecase/discretion"
	"onecase/discretion/predict"
	"onecase/discretion/rules"
	"onecase/stats"
)

// robustResult is the result of robust as programs read it.
type robustResult struct {
	Rules           string           `json:"rules"`
	Service         *string          `json:"service"`
	Rounding        rules.Rounding   `json:"percent_rounding"`
	Groups          []groupCases     `json:"groups"`
	Prior           *string          `json:"prior"`     // null for a second reading
	Agreement       *float64         `json:"agreement"` // null where the unread cases are predicted
	More            *int             `json:"more"`
	Method          string           `json:"method"`
	Seed            *string          `json:"seed"`
	Replicates      *int             `json:"replicates"`        // null where everything is exact
	MonteCarloError *float64         `json:"monte_carlo_error"` // standard error that no simulated chance exceeds
	Questions       []robustQuestion `json:"questions"`
	Standards       []robustStandard `json:"standards"`
	Overall         robustOverall    `json:"overall"`
	Warnings        []stats.Warning  `json:"warnings"`
}

type robustQuestion struct {
	ID               string                      `json:"id"`
	Yes              *int                        `json:"yes"`
	Of               *int                        `json:"of"`
	Band             *string                     `json:"band"`
	Population       *int                        `json:"population"`
	PopulationSource discretion.PopulationSource `json:"population_source"`
	TakenForAll      bool                        `json:"taken_for_all"` // it applied to every case read, and is taken to apply to every other
	Bands            chances                     `json:"bands"`
	Same             *float64                    `json:"same"`
	More             *robustMore                 `json:"more"`
}

type robustMore struct {
	Cases     int     `json:"cases"`
	Certainty float64 `json:"certainty"` // chance of the most probable band as things are
	Expected  float64 `json:"expected_certainty"`
	Changes   float64 `json:"changes"` // chance that the observed band is another then
}

type robustStandard struct {
	ID       string         `json:"id"`
	Computed *string        `json:"computed"`
	Basis    *predict.Basis `json:"basis"`
	Bands    chances        `json:"bands"`
	Same     *float64       `json:"same"`
	Bounds   bounds         `json:"bounds"`
	Missing  []string       `json:"missing"`
	Changes  *float64       `json:"more_changes"` // chance that the cases of more change the rating
}

type robustOverall struct {
	Computed *string        `json:"computed"`
	Why      *string        `json:"why_no_chances"`
	Basis    *predict.Basis `json:"basis"`
	Bands    chances        `json:"bands"`
	Same     *float64       `json:"same"`
	Score    scores         `json:"score"`
	Changes  *float64       `json:"more_changes"`
}

// robustResultOf puts a calculation in the words of its JSON. A seed that
// was given is shown even where nothing was simulated.
func robustResultOf(r *predict.Robustness, seed string, given bool) robustResult {
	ins := r.Inspection
	out := robustResult{Rules: ins.Rules.ID, Service: unlessEmpty(ins.Service),
		Rounding: r.Rounding, Groups: groupCasesOf(ins), More: unlessZero(r.More), Method: string(r.Method()),
		Replicates: unlessZero(r.Replicates), Questions: []robustQuestion{}, Standards: []robustStandard{}, Warnings: worded(r.Warnings)}
	if r.Agreement > 0 {
		out.Agreement = &r.Agreement
	} else {
		out.Prior = unlessEmpty(r.Prior.String())
	}
	if given || r.Replicates > 0 {
		out.Seed = &seed
	}
	if r.Replicates > 0 {
		out.MonteCarloError = &r.MonteCarloError
	}
	for _, q := range r.Questions {
		out.Questions = append(out.Questions, robustQuestionOf(ins.Rules, q))
	}
	for _, st := range r.Standards {
		row := robustStandard{ID: st.ID, Computed: unlessEmpty(st.Computed), Basis: unlessEmpty(st.Basis),
			Bands: chancesOf(ins.Rules, st.Chances), Same: st.Same, Bounds: boundsOf(ins.Rules, st.Bounds), Missing: notNull(st.Missing), Changes: st.Changes}
		out.Standards = append(out.Standards, row)
	}
	o := r.Overall
	out.Overall = robustOverall{Computed: unlessEmpty(o.Computed), Why: unlessEmpty(o.Why), Basis: unlessEmpty(o.Basis),
		Bands: chancesOf(ins.Rules, o.Chances), Same: o.Same, Changes: o.Changes}
	if o.Chances != nil {
		out.Overall.Score = scoresOf(o.Scores)
	}
	return out
}

func robustQuestionOf(rules *rules.Set, q predict.QuestionRobustness) robustQuestion {
	row := robustQuestion{ID: q.Question.ID, Band: unlessEmpty(q.Band), PopulationSource: q.PopulationSource, TakenForAll: q.TakenForAll,
		Bands: chancesOf(rules, q.Chances), Same: q.Same}
	if q.HasCount() {
		row.Yes, row.Of, row.Population = &q.Yes, &q.Of, unlessZero(q.Result.Population)
	}
	if q.More != nil {
		row.More = &robustMore{q.More.Cases, q.More.Certainty, q.More.Expected, q.More.Changes}
	}
	return row
}
