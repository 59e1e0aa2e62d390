package main

import (
	"onecase/cmd/onecase/internal/show"
	"onecase/discretion"
	"onecase/discretion/rules"
	"onecase/stats"
)

// A rateResult is what rate prints as JSON.
type rateResult struct {
	Rules           string                 `json:"rules"`
	Service         string                 `json:"service" null:"zero"` // of the inspection file
	Date            string                 `json:"date" null:"zero"`    // of the inspection file
	Rounding        rules.Rounding         `json:"percent_rounding"`    // `half-up`, `half-even`, `down` or `none`
	Confidence      float64                `json:"confidence"`          // of the limits: as asked, else the rules' own, else that of the record's plan, else 0.8
	Groups          []groupCases           `json:"groups"`
	Changes         []change               `json:"changes"` // with `--set` and `--flip`
	Before          *rateBefore            `json:"before"`  // the ratings without the changes; null where there are none
	Standards       []rateStandard         `json:"standards"`
	Score           *int                   `json:"score"`          // with the decided ratings
	ScoreComputed   *int                   `json:"score_computed"` // before discretion
	Maximum         *int                   `json:"maximum"`        // the highest score there can be
	Overall         string                 `json:"overall" null:"zero"`
	OverallComputed string                 `json:"overall_computed" null:"zero"`
	WhyNoOverall    string                 `json:"why_no_overall" null:"zero"`
	OverallSwing    *rateOverallSwing      `json:"overall_swing"`                     // from the decided ratings; null without an overall rating, or where it is withheld
	CorrectedScore  *int                   `json:"corrected_score,omitempty"`         // only with `--wrong-yes`, `--wrong-no`: that of the corrected shares, before discretion
	Corrected       string                 `json:"corrected_overall,omitempty"`       // only with those: their overall rating
	CorrectedSwing  *rateOverallSwing      `json:"corrected_overall_swing,omitempty"` // only with those: cases that, judged differently, would change it
	Possible        *ratePossible          `json:"possible"`                          // what is known of an overall rating that there is not; null where there is one, or nothing is known
	Without         []rateWithout          `json:"leave_out,omitempty"`               // only with `--leave-out`: the ratings without each
	Unread          *rateUnread            `json:"unread,omitempty"`                  // only with `--unread`: the ratings if the cases not read were so
	Published       *discretion.Comparison `json:"published"`                         // null where the file has nothing published
	MadeOf          *discretion.Working    `json:"made_of,omitempty"`                 // how the overall rating came of those of the standards, where it is no plain sum
	Withheld        []withheld             `json:"withheld,omitempty"`                // only with `--publish`
	Warnings        []stats.Warning        `json:"warnings"`
}

// A ratePossible is what ratings that are known and what was published say of the others.
type ratePossible struct {
	Low       int                           `json:"low"`       // the least score
	High      int                           `json:"high"`      // the greatest score
	Overall   []string                      `json:"overall"`   // the overall ratings that there can be, worst first
	Published bool                          `json:"published"` // a published score or overall rating is part of what is known
	Standards []discretion.PossibleStandard `json:"standards"` // those without a rating
	Up        *discretion.PossibleStep      `json:"up"`        // from a score that is known
	Down      *discretion.PossibleStep      `json:"down"`      // from a score that is known
}

type rateBefore struct {
	Standards []rateBeforeStandard `json:"standards"`
	Score     *int                 `json:"score"`
	Overall   string               `json:"overall" null:"zero"`
}

type rateBeforeStandard struct {
	ID       string `json:"id"`
	Rating   string `json:"rating" null:"zero"`
	Computed string `json:"computed" null:"zero"`
}

// rateStandard is a standard of the rules, in their order.
type rateStandard struct {
	ID             string               `json:"id"`
	Name           string               `json:"name"`
	Group          string               `json:"group" null:"zero"`         // whose cases it is about; null where judged
	Judged         bool                 `json:"judged"`                    // rated directly, with no questions answered case by case
	Counted        bool                 `json:"counted"`                   // its score is part of the overall score
	Rating         string               `json:"rating" null:"zero"`        // the decided one
	Why            string               `json:"why" null:"zero"`           // why there is none
	Computed       string               `json:"computed" null:"zero"`      // before discretion; null where judged
	Corrected      string               `json:"corrected,omitempty"`       // only with `--wrong-yes`, `--wrong-no`: the rating that the corrected shares make
	CorrectedSwing *rateSwings          `json:"corrected_swing,omitempty"` // only with those: leaving that rating
	CorrectedFlags []discretion.Flag    `json:"corrected_flags,omitempty"` // only with those: the criteria on the corrected percentages
	CorrectedOpen  *bool                `json:"corrected_open,omitempty"`  // only with those: one of these is met
	Driver         string               `json:"driver" null:"zero"`        // the question with the lowest share, the first of `drivers[]`
	Drivers        []string             `json:"drivers"`                   // all questions that tie
	Discretion     *discretion.Decision `json:"discretion"`                // what the panel decided
	Questions      []rateQuestion       `json:"questions"`
	Missing        []string             `json:"missing"`           // questions that the swing leaves out
	Swing          rateSwings           `json:"swing"`             // leaving the computed band
	OneCase        rateOneCase          `json:"one_case"`          // every case that alone would change the rating
	Flags          []discretion.Flag    `json:"flags"`             // one for each criterion
	Open           *bool                `json:"discretion_open"`   // a criterion opens the rating to discretion; null where that is withheld
	Weigh          *discretion.Weigh    `json:"weigh"`             // what a panel may weigh
	Parts          []string             `json:"parts,omitempty"`   // the standards that it is made of
	MadeOf         *discretion.Working  `json:"made_of,omitempty"` // how its parts, or a mean of its questions, made the rating
}

type rateQuestion struct {
	ID               string                      `json:"id"`
	Yes              *int                        `json:"yes"`
	Of               *int                        `json:"of"`
	CountSource      string                      `json:"count_source"`             // `given`, `answers`, `recovered` from a percentage, `nearest`, `percent-only`, `no-case`, `withheld` or `none`
	AssumedYes       *int                        `json:"assumed_yes"`              // the count nearest to a percentage that none has
	Waiting          int                         `json:"not_in_yet"`               // cases whose answer is not in yet, with `--so-far`
	Proportion       *float64                    `json:"proportion"`               // exact
	Percent          *float64                    `json:"percent"`                  // as rounded or printed, 0 to 100: what is banded
	PercentText      string                      `json:"percent_text" null:"zero"` // percent as it is printed: with one decimal at most, or as many as keep it in its band
	Points           *ratePoints                 `json:"points,omitempty"`         // only of answers with points, which have no yes and no proportion
	Band             string                      `json:"band" null:"zero"`
	Population       int                         `json:"population" null:"zero"` // eligible cases that it applies to
	PopulationSource discretion.PopulationSource `json:"population_source"`
	TakenForAll      bool                        `json:"taken_for_all"` // it applied to every case read, so it is taken to apply to every eligible case
	Margin           *float64                    `json:"margin"`
	Low              *float64                    `json:"low"`
	High             *float64                    `json:"high"`
	LimitsText       string                      `json:"limits_text" null:"zero"`   // `low` and `high` as they are printed
	LimitsMethod     stats.Method                `json:"limits_method" null:"zero"` // `exact-cells` over the cells of a matched draw, with its record and answers case by case; `exact-table` by the law of a matched draw; else `exact`
	Guaranteed       bool                        `json:"guaranteed"`                // the limits cover with the confidence whatever the true share; without a record, if the sample is a simple random one
	Up               *int                        `json:"up"`                        // judgements that must differ to leave the band upwards; null where no number can
	Down             *int                        `json:"down"`                      // the same downwards
	Unreachable      []string                    `json:"unreachable"`               // bands that no count has
	Corrected        *correctedResult            `json:"corrected,omitempty"`       // only with `--wrong-yes`, `--wrong-no`
}

// ratePoints is what answers with points are worth together.
type ratePoints struct {
	Measure   rules.Measure          `json:"measure"` // what is banded: `mean` or `percent`
	Figure    float64                `json:"figure"`  // as it is banded
	Sum       float64                `json:"sum"`
	Mean      float64                `json:"mean"`
	Levels    []rateLevel            `json:"levels"`     // worst first
	UpMoves   []discretion.LevelMove `json:"up_moves"`   // answers that leave the band upwards, from which level to which
	DownMoves []discretion.LevelMove `json:"down_moves"` // the same downwards
}

type rateLevel struct {
	Level  string  `json:"level"`
	Points float64 `json:"points"`
	Cases  int     `json:"cases"`
}

type rateSwings struct {
	Up   *rateSwingUp   `json:"up"`   // null where it cannot rise
	Down *rateSwingDown `json:"down"` // null where it cannot fall
}

// rateOneCase has no cases from totals, nor where a rating is more than that of the lowest
// question.
type rateOneCase struct {
	Up   []discretion.Turn `json:"up"`   // each of which alone, judged yes on all of its questions, would raise it
	Down []discretion.Turn `json:"down"` // each of which alone, judged no on one of its questions, would lower it
}

type rateSwingUp struct {
	discretion.Swing
	BlockedBy []string              `json:"blocked_by"`        // other questions that must rise too
	Cases     []string              `json:"cases" null:"zero"` // cases that would do it; null from totals
	Moves     []discretion.CaseMove `json:"moves,omitempty"`   // their answers with points, from which level to which; the best or the worst is enough
}

type rateSwingDown struct {
	discretion.Swing
	Through []string              `json:"through"`           // questions of which one is enough
	Cases   []string              `json:"cases" null:"zero"` // cases that would do it; null from totals
	Moves   []discretion.CaseMove `json:"moves,omitempty"`   // their answers with points, from which level to which
}

type rateOverallSwing struct {
	Up   *rateOverall `json:"up"`   // null where there is no better rating
	Down *rateOverall `json:"down"` // null where there is no worse rating
}

type rateOverall struct {
	discretion.OverallSwing
	Route  discretion.Route      `json:"route"`             // the first cheapest way
	Routes []discretion.Route    `json:"routes"`            // all of them
	Sure   discretion.Route      `json:"sure_route"`        // one for which `most` cases are always enough; empty where each of `routes` does
	Cases  []string              `json:"cases" null:"zero"` // cases that would do it; null from totals
	Moves  []discretion.CaseMove `json:"moves,omitempty"`   // their answers with points, from which level to which; the best or the worst is enough
}

// rateResultOf makes the JSON of an assessment.
func rateResultOf(a, before *discretion.Assessment, changes []show.Change) rateResult {
	ins := a.Inspection
	r := rateResult{
		Rules: ins.Rules.ID, Service: ins.Service, Date: ins.Date, Rounding: a.Rounding, Confidence: a.Confidence,
		Groups: groupCasesOf(ins), Changes: changesOf(changes), Score: a.Score, ScoreComputed: a.ScoreComputed, Maximum: a.Maximum,
		Overall: a.Overall, OverallComputed: a.OverallComputed, WhyNoOverall: a.WhyNoOverall, Published: a.Published,
		Warnings:  worded(a.Warnings),
		Standards: each(a.Standards, func(st discretion.StandardAssessment) rateStandard { return rateStandardOf(a, st) }),
	}
	if c := a.Corrected; c != nil {
		r.correct(c)
	}
	for i, st := range a.Standards {
		one := &r.Standards[i].OneCase
		one.Up, _ = a.Alone(st, true)
		one.Down, _ = a.Alone(st, false)
	}
	if a.Overall != "" && !a.SwingWithheld() {
		r.OverallSwing = &rateOverallSwing{rateOverallOf(a.Up), rateOverallOf(a.Down)}
	}
	if sc := ins.Rules.Scoring; sc != nil && (sc.Combine != "" || len(sc.Limits) > 0) {
		r.MadeOf = a.Working
	}
	if p := a.Possible; p != nil {
		r.Possible = new(ratePossible(*p))
	}
	if before != nil {
		r.Before = &rateBefore{each(before.Standards, beforeStandard), before.Score, before.Overall}
	}
	return r
}

func rateStandardOf(a *discretion.Assessment, st discretion.StandardAssessment) rateStandard {
	out := rateStandard{
		ID: st.ID, Name: st.Name, Group: st.Group, Judged: st.Judged, Counted: st.Counted,
		Rating: st.Rating, Why: st.Why, Computed: st.Computed, Drivers: st.Drivers,
		Discretion: st.Decision, Missing: st.Missing, Flags: st.Flags, Weigh: st.Weigh,
		Questions: each(st.Results, rateQuestionOf),
	}
	for i, q := range st.Results {
		out.Questions[i].LimitsText = show.Limits(a, q)
	}
	out.Parts, out.MadeOf = st.Parts, st.Working
	if !st.Withheld {
		out.Open = &st.Open
	}
	if len(st.Drivers) > 0 {
		out.Driver = st.Drivers[0]
	}
	out.Swing = rateSwingsOf(st)
	return out
}

func rateSwingsOf(st discretion.StandardAssessment) (out rateSwings) {
	if s := st.Up; s != nil {
		out.Up = &rateSwingUp{*s, s.BlockedBy, s.Cases, s.Moves}
	}
	if s := st.Down; s != nil {
		out.Down = &rateSwingDown{*s, s.Through, s.Cases, s.Moves}
	}
	return out
}

// correct adds the ratings that the corrected shares make.
func (r *rateResult) correct(c *discretion.Assessment) {
	r.CorrectedScore, r.Corrected = c.Score, c.Overall
	if c.Overall != "" {
		r.CorrectedSwing = &rateOverallSwing{rateOverallOf(c.Up), rateOverallOf(c.Down)}
	}
	for i, st := range c.Standards {
		if out := &r.Standards[i]; st.Computed != "" {
			out.Corrected, out.CorrectedSwing, out.CorrectedFlags, out.CorrectedOpen = st.Computed,
				new(rateSwingsOf(st)), st.Flags, &st.Open
		}
	}
}

// countSources says in a word how a question's count is known.
var countSources = map[discretion.Known]string{
	discretion.NoResult:    "none",
	discretion.NoCase:      "no-case",
	discretion.Counted:     "given",
	discretion.Answered:    "answers",
	discretion.Recovered:   "recovered",
	discretion.Nearest:     "nearest",
	discretion.PercentOnly: "percent-only",
	discretion.Hidden:      "withheld",
}

func rateQuestionOf(q discretion.QuestionAssessment) rateQuestion {
	out := rateQuestion{
		ID: q.Question.ID, Waiting: q.Waiting, CountSource: countSources[q.Known], Proportion: q.Proportion,
		Percent: q.Figure, PercentText: q.FigureText, Band: q.Band,
		PopulationSource: q.PopulationSource, TakenForAll: q.TakenForAll, Margin: q.Margin, Low: q.Low, High: q.High, LimitsMethod: q.LimitsBy,
		Guaranteed: q.Guaranteed, Up: q.Up, Down: q.Down, Unreachable: q.Unreachable,
		Corrected: correctedResultOf(q),
	}
	switch q.Known {
	case discretion.Counted, discretion.Answered, discretion.Recovered, discretion.NoCase:
		out.Yes, out.Of = &q.Yes, &q.Of
	case discretion.Nearest:
		out.AssumedYes, out.Of = &q.Yes, &q.Of
	}
	if q.PopulationSource != discretion.PopulationUnknown {
		out.Population = q.Result.Population
	}
	if p := q.Points; p != nil {
		if out.Yes, out.Percent = nil, show.PercentFigure(q); out.Percent == nil {
			out.PercentText = ""
		}
		out.Points = &ratePoints{Measure: p.Of, Figure: *q.Figure, Sum: p.Sum, Mean: p.Mean, UpMoves: q.UpMoves, DownMoves: q.DownMoves}
		for i, level := range q.Question.Levels {
			out.Points.Levels = append(out.Points.Levels, rateLevel{level, p.Levels[i], p.Cases[i]})
		}
	}
	return out
}

func rateOverallOf(s *discretion.OverallSwing) *rateOverall {
	if s == nil {
		return nil
	}
	out := &rateOverall{OverallSwing: *s, Routes: s.Routes, Sure: s.Sure, Cases: s.Cases, Moves: s.Moves}
	if len(s.Routes) > 0 {
		out.Route = s.Routes[0]
	}
	return out
}
