package discretion

import (
	"onecase/discretion/rules"
	"onecase/stats"
)

// An Assessment is an inspection under its rules: ratings, what drives and would change
// them, and whether they are open to discretion. Ratings are ids; "" is not known.
type Assessment struct {
	Inspection *Inspection
	Rounding   rules.Rounding // how percentages were rounded before banding
	Confidence float64        // of margins and intervals, two-sided
	Rates      *Rates         // of wrong answers; nil: not asked for

	Standards []StandardAssessment

	Score           *int      // with the decided ratings; nil when a rating is missing
	ScoreComputed   *int      // before discretion
	Maximum         *int      // nil when the rules have no score
	Overall         string    // with the decided ratings
	OverallComputed string    // before discretion
	WhyNoOverall    string    // "" when there is an overall rating
	Possible        *Possible // where there is none, what is known of it; nil: nothing

	// Corrected are the ratings that the corrected shares make, before discretion, with their own
	// swings and flags: what answers, judged differently, would do to them. Nil without Rates.
	Corrected *Assessment
	Working   *Working // of the overall rating; nil where there is none

	Up, Down  *OverallSwing // nil when there is no overall rating, none above or below, or it is withheld
	Published *Comparison   // nil when nothing was published

	Warnings stats.Warnings

	cells  map[string]*recordCells // of groups, made when they are asked for
	tables map[string]*tableLimits // of groups and confidences, in the same way
}

// Doubts are the warnings that bear on derived results, each with its inspection's
// name.
func (a *Assessment) Doubts(whose string) []stats.Warning {
	var list []stats.Warning
	var doubts stats.Warnings
	for _, w := range a.Warnings {
		if w.Code == "question-missing" || w.Code == "population-too-large" {
			doubts = append(doubts, w)
		}
	}
	a.warnMatched(&doubts, stats.Exact, stats.ExactTable)
	for _, w := range doubts {
		list = append(list, w.In(whose))
	}
	return list
}

// A StandardAssessment is one standard.
type StandardAssessment struct {
	rules.Standard
	Rating   string // decided: after discretion
	Computed string // from the questions; "" for a judged standard
	Why      string // why there is no rating; "" when there is one
	// NotEnough: the rules fix the number of cases, and those still to be read decide.
	NotEnough bool
	Drivers   []string
	Working   *Working // how parts, or a mean, made the rating; nil for the lowest question
	Decision  *Decision

	Results []QuestionAssessment
	Missing []string // questions whose number of cases, or whole result, is not known

	Up, Down *Swing // nil when there is no better or worse rating
	Flags    []Flag
	Open     bool // at least one criterion opens the rating to discretion
	// Withheld: all but the ratings and the counts of some questions is; see Inspection.Publish.
	Withheld bool
	Weigh    *Weigh
}

// Looks counts the limits of the questions.
func (a *Assessment) Looks() stats.Looks {
	l := stats.NewLooks(a.Confidence)
	for _, st := range a.Standards {
		for _, q := range st.Results {
			if q.Low != nil {
				l.Add(*q.Low, *q.High, q.Guaranteed)
			}
		}
	}
	return l
}

// A QuestionAssessment is one question.
type QuestionAssessment struct {
	rules.Question
	Result
	Proportion *float64        // exact; nil when there is no result, or answers have points
	Figure     *float64        // the percentage that is banded, or the mean of points; as printed where the rules band none
	FigureText string          // Figure as people read it: see [FigureText]
	Points     *rules.PointsOf // of answers with points; else nil, and Proportion is nil where it is not
	Band       string          // "" when there is no result, the rules have no bands, or NotEnough
	NotEnough  bool            // cases still to be read decide the band; see StandardAssessment

	PopulationSource PopulationSource
	TakenForAll      bool     // see [Assessor.TakenForAll]
	Margin           *float64 // at a proportion of one half, as samples are planned
	Low, High        *float64 // limits at the confidence: see [Assessment.ShareLimits]
	LimitsBy         stats.Method
	Guaranteed       bool // the limits hold with the confidence whatever the cases answer

	Corrected *Correction // with the errors of reading taken out; nil: not asked, or no count

	Up, Down    *int        // judgements that must differ to leave the band; nil: cannot, or not known
	UpMoves     []LevelMove // of answers with points: from which levels to which
	DownMoves   []LevelMove
	Unreachable []string // bands that no count out of this many cases falls in
}

// A LevelMove is some answers with points that come from one level to another.
type LevelMove struct {
	From  string `json:"from"`
	To    string `json:"to"`
	Cases int    `json:"cases"`
}

// Drawn is the count with the sizes that the question's population may have.
func (q QuestionAssessment) Drawn() stats.DrawnShare {
	s := stats.DrawnShare{Yes: q.Yes, Of: q.Of, Least: q.Result.Population, Most: q.Result.Population}
	if q.PopulationSource == PopulationAtMost && !q.TakenForAll {
		s.Least = q.Of
	}
	return s
}

// PopulationSource says how the eligible cases of a question are known.
type PopulationSource string

const (
	PopulationGiven PopulationSource = "given"
	// PopulationAtMost is the cases judged and all unread ones of the group.
	PopulationAtMost  PopulationSource = "at-most"
	PopulationUnknown PopulationSource = "unknown" // treated as not finite
)

// A Swing is what it takes for a standard to leave its computed rating one way.
type Swing struct {
	To string `json:"to"` // the rating reached
	// Fewest and Most bound the cases that would have to be judged differently; nil
	// where questions without a number of cases leave it open.
	Fewest *int `json:"fewest"` // cases judged differently; equal to `most` where it is known
	Most   *int `json:"most"`
	// Exact: from answers case by case.
	Exact     bool
	BlockedBy []string // upwards: questions beside the driver that must rise too
	Through   []string // downwards: questions of which one is enough
	Cases     []string // cases that would do it; nil from totals
	// Moves are those of their answers with points; nil from totals.
	Moves []CaseMove
}

// A CaseMove is an answer with points of one case that comes to another level.
type CaseMove struct {
	Case     string `json:"case"`
	Question string `json:"question"`
	From     string `json:"from"`
	To       string `json:"to"`
}

// A Flag is one criterion for discretion, applied to one standard.
type Flag struct {
	Criterion rules.CriterionID `json:"criterion"`
	Question  string            `json:"question"`               // the question it is about
	Fires     *bool             `json:"fires"`                  // null where what is known does not tell
	Direction Direction         `json:"direction" null:"zero"`  // where the rating would go: `up`, `down` or `both`; null where the criterion does not fire
	IfShared  Direction         `json:"if_shared" null:"zero"`  // of `one-case-swing`: where it would go if one case changes several questions
	Points    *float64          `json:"points"`                 // of `near-boundary`: the distance
	Detail    string            `json:"detail"`                 // the reason in words
	Readings  []FlagReading     `json:"readings"`               // the criterion in other readings of its words
	ImpliedBy rules.CriterionID `json:"implied_by" null:"zero"` // a criterion that fires, and at this number of cases does whenever this one does
}

// Direction is the way a rating would change.
type Direction string

const (
	Upwards   Direction = "up"
	Downwards Direction = "down"
	EitherWay Direction = "both"
)

// A FlagReading is a criterion in another reading of its words.
type FlagReading struct {
	Name  string `json:"name"`
	Fires *bool  `json:"fires"` // null where what is known does not tell
}

// Weigh is what a panel is told to weigh when a rating is open to discretion.
type Weigh struct {
	SmallestSample *int     `json:"smallest_sample"` // of the standard's questions
	Points         float64  `json:"points"`          // from its lowest percentage to the highest
	Bands          []string `json:"bands"`           // those its questions fall in, worst first
}

// An OverallSwing is what it takes for the overall rating to change one way. Judged
// standards and those decided by discretion are held.
type OverallSwing struct {
	To        string `json:"to"`        // the rating reached
	Points    int    `json:"points"`    // how far the score has to move
	Fewest    *int   `json:"fewest"`    // cases; null where no number is enough, or it is not known
	Most      *int   `json:"most"`      // equal to `fewest` where it is exact; else a number that is always enough
	Reachable bool   `json:"reachable"` // some number of cases can do it
	Exact     bool
	Routes    []Route // every cheapest one, in the rule set's order
	// Sure is one that takes no more cases than Most, however the answers lie over the cases;
	// nil where every one of Routes does.
	Sure  Route
	Cases []string   // cases that take the first route; nil from totals
	Moves []CaseMove // of their answers with points
	// Judged are the ways by judged standards, with the fewest steps; empty: none of three.
	Judged []JudgedWay `json:"judged"` // by one step of judged standards, or the fewest up to three, of which one standard may take several: every way, the first 40 of more; empty where none does it
	// JudgedTo has the overall rating that each of Judged comes to: To, or one beyond it.
	JudgedTo []string `json:"judged_to"` // the overall rating that each of `judged` comes to: `to`, or one beyond it
	// JudgedMore is how many more ways there are than are listed.
	JudgedMore int `json:"judged_more"` // how many more ways than are listed take as few steps
}

// A Route is a set of standards that together change the overall rating.
type Route []RouteStep

// A RouteStep is one standard's part in a route.
type RouteStep struct {
	Standard string `json:"standard"`
	To       string `json:"to"`
	Cases    int    `json:"cases"` // the fewest for this standard alone
	Most     int    `json:"most"`  // a number that is always enough for it alone; `cases` where that is exact
}

// A Comparison sets the assessment beside what was published.
type Comparison struct {
	Agrees      *bool        `json:"agrees"` // false where a rating differs; null where none does but one published here has none
	Differences []Difference `json:"differences"`
}

// A Difference is a rating, or the score, that was published and differs or is unknown.
type Difference struct {
	Of        string `json:"standard"` // a standard's id, `overall` or `score`
	Published string `json:"published"`
	Here      string `json:"rating" null:"zero"` // null where it is not known
}
