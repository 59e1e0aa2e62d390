package main

import (
	"onecase/discretion"
	"onecase/discretion/rules"
	"onecase/stats"
)

// A rateResult is what rate prints as JSON.
type rateResult struct {
	Rules           string            `json:"rules"`
	Service         *string           `json:"service"`
	Date            *string           `json:"date"`
	Rounding        rules.Rounding    `json:"percent_rounding"`
	Confidence      float64           `json:"confidence"`
	Groups          []groupCases      `json:"groups"`
	Changes         []change          `json:"changes"`
	Before          *rateBefore       `json:"before"`
	Standards       []rateStandard    `json:"standards"`
	Score           *int              `json:"score"`
	ScoreComputed   *int              `json:"score_computed"`
	Maximum         *int              `json:"maximum"`
	Overall         *string           `json:"overall"`
	OverallComputed *string           `json:"overall_computed"`
	WhyNoOverall    *string           `json:"why_no_overall"`
	OverallSwing    *rateOverallSwing `json:"overall_swing"`
	Published       *ratePublished    `json:"published"`
	Warnings        []stats.Warning   `json:"warnings"`
}

// rateBefore is the result before a what-if.
type rateBefore struct {
	Standards []rateBeforeStandard `json:"standards"`
	Score     *int                 `json:"score"`
	Overall   *string              `json:"overall"`
}

type rateBeforeStandard struct {
	ID       string  `json:"id"`
	Rating   *string `json:"rating"`
	Computed *string `json:"computed"`
}

type rateStandard struct {
	ID             string          `json:"id"`
	Name           string          `json:"name"`
	Group          *string         `json:"group"`
	Judged         bool            `json:"judged"`
	Counted        bool            `json:"counted"`
	Rating         *string         `json:"rating"`
	Why            *string         `json:"why"`
	Computed       *string         `json:"computed"`
	Driver         *string         `json:"driver"`
	Drivers        []string        `json:"drivers"`
	Discretion     *rateDecision   `json:"discretion"`
	Questions      []rateQuestion  `json:"questions"`
	Missing        []string        `json:"missing"`
	Swing          rateSwings      `json:"swing"`
	Flags          []rateCriterion `json:"flags"`
	DiscretionOpen bool            `json:"discretion_open"`
	Weigh          *rateWeigh      `json:"weigh"`
}

type rateDecision struct {
	To     string `json:"to"`
	Reason string `json:"reason"`
}

type rateQuestion struct {
	ID               string                      `json:"id"`
	Yes              *int                        `json:"yes"`
	Of               *int                        `json:"of"`
	CountSource      string                      `json:"count_source"`
	AssumedYes       *int                        `json:"assumed_yes"`
	Proportion       *float64                    `json:"proportion"`
	Percent          *float64                    `json:"percent"`
	Band             *string                     `json:"band"`
	Population       *int                        `json:"population"`
	PopulationSource discretion.PopulationSource `json:"population_source"`
	Margin           *float64                    `json:"margin"`
	Low              *float64                    `json:"low"`
	High             *float64                    `json:"high"`
	Up               *int                        `json:"up"`
	Down             *int                        `json:"down"`
	Unreachable      []string                    `json:"unreachable"`
}

type rateSwings struct {
	Up   *rateSwingUp   `json:"up"`
	Down *rateSwingDown `json:"down"`
}

type rateSwingUp struct {
	To        string   `json:"to"`
	Fewest    *int     `json:"fewest"`
	Most      *int     `json:"most"`
	BlockedBy []string `json:"blocked_by"`
	Cases     []string `json:"cases" null:"zero"` // null from totals
}

type rateSwingDown struct {
	To      string   `json:"to"`
	Fewest  *int     `json:"fewest"`
	Most    *int     `json:"most"`
	Through []string `json:"through"`
	Cases   []string `json:"cases" null:"zero"`
}

type rateCriterion struct {
	Criterion rules.CriterionID     `json:"criterion"`
	Question  string                `json:"question"`
	Fires     *bool                 `json:"fires"` // null where what is known does not tell
	Direction *discretion.Direction `json:"direction"`
	IfShared  *discretion.Direction `json:"if_shared"`
	Points    *float64              `json:"points"`
	Detail    string                `json:"detail"`
	Readings  []rateReading         `json:"readings"`
	ImpliedBy *rules.CriterionID    `json:"implied_by"`
}

type rateReading struct {
	Name  string `json:"name"`
	Fires *bool  `json:"fires"`
}

type rateWeigh struct {
	SmallestSample *int     `json:"smallest_sample"`
	Points         float64  `json:"points"`
	Bands          []string `json:"bands"`
}

type rateOverallSwing struct {
	Up   *rateOverall `json:"up"`
	Down *rateOverall `json:"down"`
}

type rateOverall struct {
	To        string       `json:"to"`
	Points    int          `json:"points"`
	Fewest    *int         `json:"fewest"`
	Most      *int         `json:"most"`
	Reachable bool         `json:"reachable"`
	Route     []rateStep   `json:"route"`
	Routes    [][]rateStep `json:"routes"`
	Cases     []string     `json:"cases" null:"zero"`
}

type rateStep struct {
	Standard string `json:"standard"`
	To       string `json:"to"`
	Cases    int    `json:"cases"`
	Most     int    `json:"most"`
}

type ratePublished struct {
	Agrees      bool             `json:"agrees"`
	Differences []rateDifference `json:"differences"`
}

type rateDifference struct {
	Standard  string `json:"standard"`
	Published string `json:"published"`
	Rating    string `json:"rating"`
}

// rateResultOf puts an assessment in the words of its JSON.
func rateResultOf(a, before *discretion.Assessment, changes []change) rateResult {
	ins := a.Inspection
	r := rateResult{
		Rules: ins.Rules.ID, Service: unlessEmpty(ins.Service), Date: unlessEmpty(ins.Date),
		Rounding: a.Rounding, Confidence: a.Confidence, Groups: groupCasesOf(ins), Changes: notNull(changes),
		Standards: []rateStandard{}, Score: a.Score, ScoreComputed: a.ScoreComputed, Maximum: a.Maximum,
		Overall: unlessEmpty(a.Overall), OverallComputed: unlessEmpty(a.OverallComputed), WhyNoOverall: unlessEmpty(a.WhyNoOverall),
		Warnings: worded(a.Warnings),
	}
	for _, st := range a.Standards {
		r.Standards = append(r.Standards, rateStandardOf(st))
	}
	if a.Overall != "" {
		r.OverallSwing = &rateOverallSwing{Up: rateOverallOf(a.Up), Down: rateOverallOf(a.Down)}
	}
	if p := a.Published; p != nil {
		r.Published = &ratePublished{Agrees: p.Agrees, Differences: []rateDifference{}}
		for _, d := range p.Differences {
			r.Published.Differences = append(r.Published.Differences, rateDifference{d.Of, d.Published, d.Here})
		}
	}
	if before != nil {
		b := &rateBefore{Score: before.Score, Overall: unlessEmpty(before.Overall)}
		for _, st := range before.Standards {
			b.Standards = append(b.Standards, rateBeforeStandard{st.ID, unlessEmpty(st.Rating), unlessEmpty(st.Computed)})
		}
		r.Before = b
	}
	return r
}

func rateStandardOf(st discretion.StandardAssessment) rateStandard {
	out := rateStandard{
		ID: st.ID, Name: st.Name, Group: unlessEmpty(st.Group), Judged: st.Judged, Counted: st.Counted,
		Rating: unlessEmpty(st.Rating), Why: unlessEmpty(st.Why), Computed: unlessEmpty(st.Computed),
		Drivers: notNull(st.Drivers), Questions: []rateQuestion{}, Missing: notNull(st.Missing),
		Flags: []rateCriterion{}, DiscretionOpen: st.Open,
	}
	if len(st.Drivers) > 0 {
		out.Driver = &st.Drivers[0]
	}
	if d := st.Decision; d != nil {
		out.Discretion = &rateDecision{d.To, d.Reason}
	}
	for _, q := range st.Results {
		out.Questions = append(out.Questions, rateQuestionOf(q))
	}
	if s := st.Up; s != nil {
		out.Swing.Up = &rateSwingUp{s.To, s.Fewest, s.Most, notNull(s.BlockedBy), s.Cases}
	}
	if s := st.Down; s != nil {
		out.Swing.Down = &rateSwingDown{s.To, s.Fewest, s.Most, notNull(s.Through), s.Cases}
	}
	for _, f := range st.Flags {
		flag := rateCriterion{
			Criterion: f.Criterion, Question: f.Question, Fires: f.Fires, Direction: unlessEmpty(f.Direction), IfShared: unlessEmpty(f.IfShared),
			Points: f.Points, Detail: f.Detail, Readings: []rateReading{}, ImpliedBy: unlessEmpty(f.ImpliedBy),
		}
		for _, reading := range f.Readings {
			flag.Readings = append(flag.Readings, rateReading(reading))
		}
		out.Flags = append(out.Flags, flag)
	}
	if w := st.Weigh; w != nil {
		out.Weigh = &rateWeigh{w.SmallestSample, w.Points, notNull(w.Bands)}
	}
	return out
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
}

func rateQuestionOf(q discretion.QuestionAssessment) rateQuestion {
	out := rateQuestion{
		ID: q.Question.ID, CountSource: countSources[q.Known], Proportion: q.Proportion, Percent: q.Figure, Band: unlessEmpty(q.Band),
		PopulationSource: q.PopulationSource, Margin: q.Margin, Low: q.Low, High: q.High, Up: q.Up, Down: q.Down, Unreachable: notNull(q.Unreachable),
	}
	yes, of := q.Yes, q.Of
	switch q.Known {
	case discretion.Counted, discretion.Answered, discretion.Recovered, discretion.NoCase:
		out.Yes, out.Of = &yes, &of
	case discretion.Nearest:
		out.AssumedYes, out.Of = &yes, &of
	}
	if q.PopulationSource != discretion.PopulationUnknown {
		out.Population = unlessZero(q.Result.Population)
	}
	return out
}

func rateOverallOf(s *discretion.OverallSwing) *rateOverall {
	if s == nil {
		return nil
	}
	out := &rateOverall{To: s.To, Points: s.Points, Fewest: s.Fewest, Most: s.Most, Reachable: s.Reachable, Route: []rateStep{}, Routes: [][]rateStep{}, Cases: s.Cases}
	for _, route := range s.Routes {
		steps := []rateStep{}
		for _, step := range route {
			steps = append(steps, rateStep(step))
		}
		out.Routes = append(out.Routes, steps)
	}
	if len(out.Routes) > 0 {
		out.Route = out.Routes[0]
	}
	return out
}
