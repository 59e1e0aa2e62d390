package main

import (
	"onecase/cmd/onecase/internal/show"
	"onecase/discretion"
	"onecase/discretion/predict"
	"onecase/discretion/rules"
	"onecase/stats"
)

// robustResult is the result of robust as programs read it.
type robustResult struct {
	Rules           string           `json:"rules"`
	Service         string           `json:"service" null:"zero"`
	Rounding        rules.Rounding   `json:"percent_rounding"` // as in `rate`
	Groups          []groupCases     `json:"groups"`
	Changes         []change         `json:"changes"`                     // of `--set`
	HoldDecisions   bool             `json:"hold_decisions"`              // what a panel decided is held; else ratings are before discretion
	Model           predict.Model    `json:"model" null:"zero"`           // `tied` or `separate`; null for a second reading
	Prior           string           `json:"prior" null:"zero"`           // null for a second reading
	Agreement       float64          `json:"agreement" null:"zero"`       // of a second reading; null where the unread cases are predicted
	ErrorModel      string           `json:"agreement_model" null:"zero"` // `one-coin`: an answer that is not the same is each of the other levels with the same chance; null without such answers
	Truth           bool             `json:"truth,omitempty"`             // only with `--wrong-yes`, `--wrong-no`: true; the chances are those of the truth behind the answers
	More            int              `json:"more" null:"zero"`            // of `--more`
	Method          predict.Basis    `json:"method"`                      // `exact`, `simulated`, `independence` or `second-reading`
	Seed            *string          `json:"seed"`                        // null where it was not given and nothing was simulated
	Replicates      int              `json:"replicates" null:"zero"`      // null where nothing was simulated
	MonteCarloError *float64         `json:"monte_carlo_error"`           // standard error that no simulated chance exceeds
	Questions       []robustQuestion `json:"questions"`
	Standards       []robustStandard `json:"standards"`
	Overall         robustOverall    `json:"overall"`
	Withheld        []withheld       `json:"withheld,omitempty"` // only with `--publish`
	Warnings        []stats.Warning  `json:"warnings"`
}

type robustQuestion struct {
	ID               string                      `json:"id"`
	Yes              *int                        `json:"yes"`
	Of               *int                        `json:"of"`
	Levels           []rateLevel                 `json:"levels,omitempty"` // only of answers with points, which have no yes; worst first
	Band             string                      `json:"band" null:"zero"`
	Population       int                         `json:"population" null:"zero"`
	PopulationSource discretion.PopulationSource `json:"population_source"`
	TakenForAll      bool                        `json:"taken_for_all"`       // it applied to every case read, so it is taken to apply to every eligible case
	Bands            chances                     `json:"bands" null:"zero"`   // of its own answers, whatever the model
	Same             *float64                    `json:"same"`                // chance of `band`
	More             *predict.MoreCases          `json:"more"`                // with `--more`
	Corrected        *robustCorrected            `json:"corrected,omitempty"` // only with `--wrong-yes`, `--wrong-no`
}

// robustCorrected is a question with the errors of reading taken out.
type robustCorrected struct {
	WrongYes   float64     `json:"wrong_yes"`             // the share of true no cases that are read as yes
	WrongNo    float64     `json:"wrong_no"`              // the share of true yes cases that are read as no
	Found      *ratesFound `json:"rates_found,omitempty"` // only where a rate was found: its cases
	Proportion float64     `json:"proportion"`            // the share of yes cases that the answers are most like
	Band       string      `json:"band" null:"zero"`      // of the proportion
}

type robustStandard struct {
	ID       string        `json:"id"`
	Computed string        `json:"computed" null:"zero"`
	Basis    predict.Basis `json:"basis" null:"zero"`
	Bands    chances       `json:"bands" null:"zero"`   // of its questions tied to each other, or separate
	Same     *float64      `json:"same"`                // chance of `computed`
	Bounds   bounds        `json:"bounds" null:"zero"`  // for any dependence between the questions
	Decided  string        `json:"decided" null:"zero"` // the panel's rating, where it is held
	Level    float64       `json:"level" null:"zero"`   // the common level of the questions' rates, mean; of the tied model
	Spread   float64       `json:"spread" null:"zero"`  // their standard deviation about it, mean; of the tied model
	Missing  []string      `json:"missing"`             // questions left out
	Changes  *float64      `json:"more_changes"`        // chance that the cases of `--more` change the rating
}

type robustOverall struct {
	Computed string        `json:"computed" null:"zero"`
	Why      string        `json:"why_no_chances" null:"zero"`
	Basis    predict.Basis `json:"basis" null:"zero"`
	Bands    chances       `json:"bands" null:"zero"`
	Same     *float64      `json:"same"` // chance of `computed`
	Score    scores        `json:"score" null:"zero"`
	Found    *int          `json:"found_score"`                 // as computed; null without a rating
	Before   string        `json:"before_discretion,omitempty"` // only with a decision that is held and other than the judgements make: the rating that these make alone
	Expected float64       `json:"expected_score" null:"zero"`  // the mean of `score`
	Changes  *float64      `json:"more_changes"`
}

// robustResultOf makes the JSON of a calculation. A seed that was given is shown even
// where nothing was simulated.
func robustResultOf(r *predict.Robustness, changes []show.Change, seed string, given bool) robustResult {
	set := r.Inspection.Rules
	out := robustResult{
		Rules: set.ID, Service: r.Inspection.Service, Rounding: r.Rounding, Groups: groupCasesOf(r.Inspection),
		Agreement: r.Agreement, ErrorModel: r.ErrorModel(),
		Truth: r.Rates != nil, More: r.More, Changes: changesOf(changes), HoldDecisions: r.HoldDecisions, Method: r.Method(),
		Replicates: r.Replicates, Warnings: worded(r.Warnings),
	}
	if r.Agreement == 0 {
		out.Model, out.Prior = r.Model, r.Prior.String()
	}
	if given || r.Replicates > 0 {
		out.Seed = &seed
	}
	if r.Replicates > 0 {
		out.MonteCarloError = &r.MonteCarloError
	}
	for _, q := range r.Questions {
		row := robustQuestion{
			ID: q.Question.ID, Band: q.Band, PopulationSource: q.PopulationSource, TakenForAll: q.TakenForAll,
			Bands: chancesOf(show.RatingsOf(set, q.Standard), q.Chances), Same: q.Same, More: q.More,
		}
		if q.Corrected != nil {
			rates := r.Rates.Question(q.Question.ID)
			m := rates.Misreading()
			row.Corrected = &robustCorrected{m.WrongYes, m.WrongNo, ratesFoundOf(rates), *q.Corrected, q.CorrectedBand}
		}
		if q.Points != nil {
			for i, level := range q.Question.Levels {
				row.Levels = append(row.Levels, rateLevel{level, q.Points.Levels[i], q.Points.Cases[i]})
			}
			row.Of, row.Population = &q.Of, q.Result.Population
		} else if q.HasCount() {
			row.Yes, row.Of, row.Population = &q.Yes, &q.Of, q.Result.Population
		}
		out.Questions = append(out.Questions, row)
	}
	for _, st := range r.Standards {
		out.Standards = append(out.Standards,
			robustStandard{st.ID, st.Computed, st.Basis, chancesOf(show.RatingsOf(set, st.ID), st.Chances), st.Same,
				boundsOf(show.RatingsOf(set, st.ID), st.Bounds), st.Decided, st.Level, st.Spread, st.Missing, st.Changes})
	}
	o := r.Overall
	out.Overall = robustOverall{o.Computed, o.Why, o.Basis, chancesOf(set.OverallRatings(), o.Chances), o.Same,
		scoresOf(o.Scores), nil, o.Before, o.Expected(), o.Changes}
	if o.Computed != "" {
		out.Overall.Found = &o.Score
	}
	return out
}
