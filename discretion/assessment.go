package discretion

import (
	"onecase/discretion/rules"
	"onecase/stats"
)

// An Assessment is an inspection under its rules: every rating with what drives
// it, what would change it, and whether it is open to discretion. Ratings are
// given by their ids; "" is a rating that is not known.
type Assessment struct {
	Inspection *Inspection
	Rounding   rules.Rounding // how percentages were rounded before banding
	Confidence float64        // of margins and intervals, two-sided

	Standards []StandardAssessment

	Score           *int   // with the decided ratings; nil when a rating is missing
	ScoreComputed   *int   // before discretion
	Maximum         *int   // nil when the rules have no score
	Overall         string // with the decided ratings
	OverallComputed string // before discretion
	WhyNoOverall    string // "" when there is an overall rating

	Up, Down  *OverallSwing // nil when there is no overall rating, or none above or below
	Published *Comparison   // nil when nothing was published

	Warnings stats.Warnings
}

// Doubts are the warnings of an assessment that also bear on results which are
// made of it, each after the name of what was assessed.
func (a *Assessment) Doubts(whose string) []stats.Warning {
	var list []stats.Warning
	for _, w := range a.Warnings {
		if w.Code == "question-missing" || w.Code == "population-too-large" {
			w.Message = whose + ": " + w.Message
			list = append(list, w)
		}
	}
	return list
}

// A StandardAssessment is one standard.
type StandardAssessment struct {
	rules.Standard
	Rating   string // decided: after discretion
	Computed string // from the questions; "" for a judged standard
	Why      string // why there is no rating; "" when there is one
	Drivers  []string
	Decision *Decision

	Results []QuestionAssessment
	Missing []string // questions whose number of cases, or whole result, is not known

	Up, Down *Swing // nil when there is no better or worse rating
	Flags    []Flag
	Open     bool // at least one criterion opens the rating to discretion
	Weigh    *Weigh
}

// A QuestionAssessment is one question.
type QuestionAssessment struct {
	rules.Question
	Result
	Proportion *float64 // exact; nil when there is no result
	Figure     *float64 // the percentage that is banded
	Band       string   // "" when there is no result or the rules have no bands

	PopulationSource PopulationSource
	Margin           *float64 // at a proportion of one half, as samples are planned
	Low, High        *float64 // exact limits at the confidence

	Up, Down    *int     // judgements that must differ to leave the band; nil: cannot, or not known
	Unreachable []string // bands that no count out of this many cases falls in
}

// Drawn is the count with the sizes that the question's population may have.
func (q QuestionAssessment) Drawn() stats.DrawnShare {
	s := stats.DrawnShare{Yes: q.Yes, Of: q.Of, Least: q.Result.Population, Most: q.Result.Population}
	if q.PopulationSource == PopulationAtMost {
		s.Least = q.Of
	}
	return s
}

// PopulationSource says where the number of eligible cases that a question
// applies to comes from.
type PopulationSource string

const (
	PopulationGiven PopulationSource = "given"
	// PopulationAtMost is the cases judged and every unread case of the group:
	// the question may apply to all of them or to none.
	PopulationAtMost  PopulationSource = "at-most"
	PopulationUnknown PopulationSource = "unknown" // treated as not finite
)

// A Swing is what it takes for a standard to leave its computed rating in one
// direction.
type Swing struct {
	To string // the rating reached
	// Fewest and Most bound the least number of cases that would have to be
	// judged differently. They are equal where it is known; nil where questions
	// without a number of cases leave it open.
	Fewest, Most *int
	// Exact: from answers case by case.
	Exact     bool
	BlockedBy []string // upwards: questions beside the driver that must rise too
	Through   []string // downwards: questions of which one is enough
	Cases     []string // cases that would do it; nil from totals
}

// A Flag is one criterion for discretion, applied to one standard.
type Flag struct {
	Criterion rules.CriterionID
	Question  string    // the question it is about
	Fires     *bool     // nil: cannot be told from what is known
	Direction Direction // where the rating would go; "" where the criterion does not fire
	IfShared  Direction // one-case-swing: where it would go if one case changes several questions
	Points    *float64  // near-boundary: the distance
	Detail    string    // the reason in words
	Readings  []FlagReading
	// ImpliedBy names a criterion that fires, at this number of cases, for every
	// count for which this one does; "" when there is none.
	ImpliedBy rules.CriterionID
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
	Name  string
	Fires *bool // nil: cannot be told
}

// Weigh is what a panel is told to weigh when a rating is open to discretion.
type Weigh struct {
	SmallestSample *int     // of the standard's questions
	Points         float64  // between its highest and lowest percentage
	Bands          []string // the bands its questions fall in, worst first
}

// An OverallSwing is what it takes for the overall rating to change in one
// direction, starting from the decided ratings. Judged standards and those
// decided by discretion are held.
type OverallSwing struct {
	To        string
	Points    int  // how far the score has to move
	Reachable bool // some number of cases can do it
	Fewest    *int // nil when not reachable
	Most      *int // equal to Fewest when exact; else a number that is always enough
	Exact     bool
	Routes    []Route  // every cheapest one, in the rule set's order
	Cases     []string // cases that take the first route; nil from totals
}

// A Route is a set of standards that together change the overall rating.
type Route []RouteStep

// A RouteStep is one standard's part in a route.
type RouteStep struct {
	Standard string
	To       string
	Cases    int // the fewest for this standard alone
	Most     int // a number that is always enough for it alone; Cases where that is exact
}

// A Comparison sets the assessment beside what was published.
type Comparison struct {
	Agrees      bool
	Differences []Difference
}

// A Difference is a rating, or the score, that was published otherwise. Of is a
// standard's id, "overall" or "score".
type Difference struct {
	Of, Published, Here string
}
