package rules

import (
	"cmp"
	"slices"
	"strings"

	"onecase/sample"
	"onecase/sample/sheet"
	"onecase/stats"
	"onecase/stats/phrase"
)

// A Set is one vintage of one inspectorate's published rules: who is sampled, what is
// asked of each case, and how the answers become ratings. What the rules do not have is
// empty: a set without Bands counts answers and rates nothing.
type Set struct {
	About

	Match    []string       `toml:"match" json:"match"`       // variables the sample is matched on: of [Variables], or headers of columns
	Target   Target         `toml:"target" json:"target"`     // the precision or size asked for
	Reserves float64        `toml:"reserves" json:"reserves"` // reserves drawn, as a share of the sample
	Caps     map[string]int `toml:"caps" json:"caps"`         // most cases for one holder of a role, such as a manager

	Percent   PercentRule  `toml:"percent" json:"percent"`     // how a count becomes a percentage
	Ratings   []Rating     `toml:"ratings" json:"ratings"`     // worst first
	Bands     []Band       `toml:"bands" json:"bands"`         // worst first; one for each rating a question can have
	Answers   []Answers    `toml:"answers" json:"-"`           // of more than two levels
	Decide    []Decided    `toml:"decide" json:"decide"`       // in place of Bands: by number of cases
	Scales    []NamedScale `toml:"scales" json:"scales"`       // beside Ratings
	Standards []Standard   `toml:"standards" json:"standards"` // in the order reports print them
	Scoring   *Scoring     `toml:"scoring" json:"scoring"`     // nil: there is no overall rating
	Criteria  []Criterion  `toml:"discretion" json:"discretion"`
	Sources   []Source     `toml:"sources" json:"sources"` // where each of the values above comes from

	Groups []sample.Group `toml:"groups" json:"groups"` // the parts of an inspection, sampled apart

	Letter string `toml:"letter" json:"letter,omitempty"` // that asks a service for the files; see [Set.LetterParagraphs]

	questions []Question     // of all standards, in order
	index     map[string]int // question id to its place in questions
	short     map[string]int // its id without the standard's, in lower case; -1 for one that two have
	misread   Findings       // what of the file could not be read
	namesake  bool           // a file's set has the id of one that comes with the program, and decides otherwise
	rows      map[string]int // of the file's keys, as tomlfile.Rows gives them; nil for none
}

// About says what rules a set holds.
type About struct {
	ID           string `toml:"id" json:"id"`                     // the name it is asked for by
	Name         string `toml:"name" json:"name"`                 // for people
	Inspectorate string `toml:"inspectorate" json:"inspectorate"` // whose rules they are
	Years        string `toml:"years" json:"years"`               // when they were in use
	Note         string `toml:"note" json:"note"`                 // what a reader should know first
}

// Target is what the rules say about the size of the sample.
type Target struct {
	Confidence float64            `toml:"confidence" json:"confidence"` // two-sided level, 0.80 for 80%; 0 when not stated
	Margin     float64            `toml:"margin" json:"margin"`         // half-width of the estimate, as a proportion; 0 when not stated
	Reading    Reading            `toml:"reading" json:"reading"`       // what the precision is promised for
	Split      map[string]float64 `toml:"split" json:"split"`           // share of the cases for each group
	Size       int                `toml:"size" json:"size"`             // cases to read, where the rules fix the number; else 0
	Least      map[string]int     `toml:"least" json:"least"`           // of a group, the fewest cases to read
	Most       map[string]int     `toml:"most" json:"most"`             // of a group, the most cases to read
}

// DefaultConfidence is the level of limits under rules that state none.
const DefaultConfidence = 0.80

// Level is the confidence of limits: as asked, as ruled, or [DefaultConfidence]; 0: not
// stated.
func (t Target) Level(asked float64) float64 { return cmp.Or(asked, t.Confidence, DefaultConfidence) }

// Reading says what a stated precision holds for, which rules often leave open.
type Reading string

const (
	EachGroup Reading = "each-group" // every group's estimates
	Whole     Reading = "whole"      // the inspection's cases taken together
)

// A Rating is one step of the scale.
type Rating struct {
	ID    string `toml:"id" json:"id"`
	Name  string `toml:"name" json:"name"`
	Score int    `toml:"score" json:"score"` // what it adds to the overall score
}

// A Band is the range of results that gives a question its rating, with its ends as
// printed. From decides; To is checked against the next band.
type Band struct {
	Rating string  `toml:"rating" json:"rating"`
	Label  string  `toml:"label" json:"label"` // the rules' own words, such as "too few"
	From   float64 `toml:"from" json:"from"`   // percent, or no answers where the rules count those
	To     float64 `toml:"to" json:"to"`       // percent, or no answers where the rules count those
}

// PercentRule says how a count is compared with the bands.
type PercentRule struct {
	Measure  Measure  `toml:"measure" json:"measure"`
	Rounding Rounding `toml:"rounding" json:"rounding"`
	// Inclusive says that a result on a boundary belongs to the band above it.
	Inclusive bool `toml:"inclusive" json:"inclusive"`
}

// Measure is the figure that the bands divide.
type Measure string

const (
	PercentYes Measure = "percent-yes" // yes answers out of every hundred; more is better
	CountNo    Measure = "count-no"    // the number of no answers; fewer is better

	// Of one question, whose answers have points.
	MeanPoints    Measure = "mean"    // the mean of the points
	PercentPoints Measure = "percent" // the points in percent of the highest there can be
)

// A Standard is one part of the framework that is rated.
type Standard struct {
	ID        string     `toml:"id" json:"id"`
	Name      string     `toml:"name" json:"name"`
	Group     string     `toml:"group" json:"group"`     // whose cases it is about; "" for a judged standard
	Judged    bool       `toml:"judged" json:"judged"`   // rated directly, with no questions answered case by case
	Counted   bool       `toml:"counted" json:"counted"` // its score is part of the overall score
	NotRated  string     `toml:"not_rated_when" json:"not_rated_when"`
	Questions []Question `toml:"questions" json:"questions"`

	Scale   string    `toml:"scale" json:"scale"`     // its ratings; "": Set.Ratings
	Parts   []string  `toml:"parts" json:"parts"`     // the standards that it is made of, in place of questions
	Combine Combine   `toml:"combine" json:"combine"` // how these, or its questions, make its rating; "": Lowest
	Weight  int       `toml:"weight" json:"weight"`   // how often its score counts; 0: once
	Bands   []Band    `toml:"bands" json:"bands"`     // of its figure, and of its questions
	Decide  []Decided `toml:"decide" json:"decide"`   // in place of bands
	Limits  []Limit   `toml:"limits" json:"limits"`
}

// NoCases is the value of Standard.NotRated for one that has no rating where no case
// applies to it. The result of any other is missing then.
const NoCases = "no-cases"

// A Question is asked of every case of a group that it applies to: yes, no or na.
type Question struct {
	ID       string `toml:"id" json:"id"`      // with its standard's id before it, which files leave out
	Standard string `toml:"-" json:"standard"` // the id of its standard
	Group    string `toml:"-" json:"group"`    // the group of its standard
	Name     string `toml:"name" json:"name"`  // a few words for tables and figures; may be ""
	Text     string `toml:"text" json:"text"`  // our paraphrase of the rules' wording
	Place    int    `toml:"-"`                 // in Set.Questions

	Bands       []Band    `toml:"bands"`       // its own
	Decide      []Decided `toml:"decide"`      // its own
	Weight      int       `toml:"weight"`      // in a mean; 0: once
	Information bool      `toml:"information"` // listed, and rated by nobody

	Conditions []Condition `toml:"applies"`  // to whom it applies: where all hold; empty: any case of the group
	Items      []string    `toml:"items"`    // the questions that make its answer, by the ids in its standard or whole ones
	Least      int         `toml:"least"`    // of the items, how many have to be yes, or all that apply where these are fewer; 0: all that apply
	MostNo     int         `toml:"most_no"`  // of the items that apply, how many may be no where one or more is yes; 0: Least decides
	Critical   []string    `toml:"critical"` // items of which none may be no
	Answers    string      `toml:"answers"`  // its levels, of Set.Answers; "": yes and no
	AtLeast    string      `toml:"at_least"` // the level from which an answer counts as yes
	Measure    Measure     `toml:"measure"`  // of answers with points: MeanPoints, PercentPoints; "": the share of yes
	Rounding   Rounding    `toml:"rounding"` // of the figure of answers with points
	Decimals   int         `toml:"decimals"` // that it is rounded to

	Levels []string `toml:"-" json:"levels,omitempty"` // of its answers, worst first; none where they are yes and no
}

// Scoring says how ratings of standards make an overall rating.
type Scoring struct {
	Standards int         `toml:"standards" json:"standards"` // how many standards count, as stated
	Maximum   int         `toml:"maximum" json:"maximum"`     // the highest score, as stated
	Bands     []ScoreBand `toml:"bands" json:"bands"`         // worst first
	Scale     string      `toml:"scale" json:"scale"`         // of the overall rating; "": Set.Ratings
	Combine   Combine     `toml:"combine" json:"combine"`     // "": Sum
	Limits    []Limit     `toml:"limits" json:"limits"`
	Own       bool        `toml:"own" json:"own"` // the scores are a way to put the source's words into numbers, and published nowhere
}

// A ScoreBand is the range of scores, both ends included, with one overall rating.
type ScoreBand struct {
	Rating string `toml:"rating" json:"rating"`
	From   int    `toml:"from" json:"from"`
	To     int    `toml:"to" json:"to"`
}

// A Criterion opens a standard's rating to professional discretion.
type Criterion struct {
	ID CriterionID `toml:"criterion" json:"criterion"`
	// Points is the distance to a boundary, in percentage points, of near-boundary.
	Points float64 `toml:"points" json:"points"`
	// Mean is that distance for a mean of points, in points of the answers.
	Mean float64 `toml:"mean" json:"mean"`
	// Cases is at least how many must change (one-case-swing) or at most how many a
	// question has (small-sample).
	Cases int `toml:"cases" json:"cases"`
	// Inclusive says that exactly Points or exactly Cases fires.
	Inclusive bool `toml:"inclusive" json:"inclusive"`
	// Percent says which percentage near-boundary is measured from.
	Percent PercentReading `toml:"percent" json:"percent"`
	// Change says what one-case-swing changes.
	Change ChangeReading `toml:"change" json:"change"`
}

// CriterionID names one of the ways a rating is opened to discretion.
type CriterionID string

const (
	NearBoundary CriterionID = "near-boundary"
	OneCaseSwing CriterionID = "one-case-swing"
	SmallSample  CriterionID = "small-sample"
)

// PercentReading says which percentage a criterion is measured from.
type PercentReading string

const (
	Rounded PercentReading = "rounded"
	Exact   PercentReading = "exact"
)

// ChangeReading says what is changed by "a differing judgement in one case".
type ChangeReading string

const (
	OneCase   ChangeReading = "case"   // any of the answers of one case
	OneAnswer ChangeReading = "answer" // one answer of one case
)

// A Source says where values of a rule set come from and how far to trust them.
type Source struct {
	Of     []string `toml:"of" json:"of"` // the values it is for: "bands", "target.margin", "standards.court.planning"
	Status Status   `toml:"status" json:"status"`
	Text   string   `toml:"text" json:"text"` // the document, or the reasoning
}

// Status is how a value of a rule set is known.
type Status string

const (
	Read       Status = "read"       // stated in the source
	Inferred   Status = "inferred"   // worked out from the source
	Own        Status = "own"        // decided by those who rate by the rules
	Unverified Status = "unverified" // assumed, for want of a source
)

// Questions gives the questions of all standards, in the rule set's order.
func (r *Set) Questions() []Question { return r.questions }

// QuestionIndex gives a question's place in Questions.
func (r *Set) QuestionIndex(id string) (int, bool) {
	i, ok := r.index[id]
	return i, ok
}

// StandardIndex gives a standard's place in Standards.
func (r *Set) StandardIndex(id string) (int, bool) { return place(r.StandardIDs(), id) }

// RatingIndex gives a rating's place in Ratings.
func (r *Set) RatingIndex(id string) (int, bool) { return place(r.RatingIDs(), id) }

// place is where an id is in a list, and whether it is there.
func place(ids []string, id string) (int, bool) {
	i := slices.Index(ids, id)
	return max(i, 0), i >= 0
}

// Group gives a group by its id.
func (r *Set) Group(id string) (sample.Group, bool) {
	return first(r.Groups, func(g sample.Group) bool { return g.ID == id })
}

// Criterion gives a criterion by its id.
func (r *Set) Criterion(id CriterionID) (Criterion, bool) {
	return first(r.Criteria, func(c Criterion) bool { return c.ID == id })
}

// first is the first part of a rule set that is so.
func first[T any](parts []T, so func(T) bool) (part T, ok bool) {
	i := slices.IndexFunc(parts, so)
	if i >= 0 {
		part = parts[i]
	}
	return part, i >= 0
}

// GroupIDs lists the ids of the groups.
func (r *Set) GroupIDs() []string {
	return phrase.Each(r.Groups, func(g sample.Group) string { return g.ID })
}

// RatingIDs lists the ids of the ratings, worst first.
func (r *Set) RatingIDs() []string {
	return phrase.Each(r.Ratings, func(rt Rating) string { return rt.ID })
}

// StandardIDs lists the ids of the standards.
func (r *Set) StandardIDs() []string {
	return phrase.Each(r.Standards, func(st Standard) string { return st.ID })
}

// SourceOf gives the source of a value: the one with the longest name that holds it.
func (r *Set) SourceOf(value string) (Source, bool) {
	var best Source
	longest := -1
	for _, s := range r.Sources {
		for _, of := range s.Of {
			if len(of) > longest && (of == value || strings.HasPrefix(value, of+".")) {
				best, longest = s, len(of)
			}
		}
	}
	return best, longest >= 0
}

// UnverifiedBands names the bands, and the tables in place of bands, that are assumed for want
// of a source: ratings by them may not be those of the published rules.
func (r *Set) UnverifiedBands() (names []string) {
	for _, value := range r.valueNames() {
		parts := strings.Split(value, ".")
		at := slices.IndexFunc(parts, func(part string) bool { return part == "bands" || part == "decide" })
		if at < 0 {
			continue
		}
		source, ok := r.SourceOf(value)
		if name := strings.Join(parts[:at+1], "."); ok && source.Status == Unverified && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// bandsTitle is what some bands are of, in words: a question, a standard, the overall rating.
func (r *Set) bandsTitle(value string) string {
	of, _ := strings.CutPrefix(value[:max(strings.LastIndex(value, "."), 0)], "standards.")
	switch of {
	case "":
		return "every key question"
	case "scoring":
		return "the overall rating"
	}
	return r.Title(of)
}

// Named is the set's name, its id where it has none.
func (r *Set) Named() string { return cmp.Or(r.Name, r.ID) }

// NameOf is the name of the rule set of an id that comes with the program; the id of any other.
func NameOf(id string) string {
	if slices.Contains(IDs(), id) {
		if set, err := Load(id); err == nil {
			return set.Named()
		}
	}
	return id
}

// WarnUnverified warns of ratings by bands that are not verified.
func (r *Set) WarnUnverified() (warnings stats.Warnings) {
	if names := r.UnverifiedBands(); len(names) > 0 {
		warnings.Add("unverified-bands",
			"compare them with the rules that you rate by; a rule file of your own can say where they were read, or that you decided them",
			"the boundaries between ratings of %s are assumed in the rule set “%s”, and not read in a published text: a rating by them may be another than the rules in force give",
			phrase.First(5, phrase.Each(names, r.bandsTitle), "; ", "; and"), r.Named())
	}
	return warnings
}

// finish completes a set that was read: whole ids and their index. Of an id that occurs
// twice the first is taken; Check reports it.
func (r *Set) finish() {
	r.questions, r.index, r.short = nil, map[string]int{}, map[string]int{}
	for i := range r.Standards {
		st := &r.Standards[i]
		for j := range st.Questions {
			q := &st.Questions[j]
			short := strings.ToLower(q.ID)
			if _, twice := r.short[short]; twice {
				r.short[short] = -1
			} else {
				r.short[short] = len(r.questions)
			}
			if a, ok := r.answersOf(*q); ok {
				q.Levels = a.Levels
			}
			q.ID, q.Standard, q.Group, q.Place = st.ID+"."+q.ID, st.ID, st.Group, len(r.questions)
			if _, twice := r.index[q.ID]; !twice {
				r.index[q.ID] = q.Place
			}
			r.questions = append(r.questions, *q)
		}
	}
}

// QuestionHint suggests the question meant by an unknown id; see [sheet.DidYouMean].
func (r *Set) QuestionHint(id string) string {
	return sheet.DidYouMean(id, phrase.Each(r.questions, func(q Question) string { return q.ID }))
}

// QuestionNamed is QuestionIndex without regard to case, and without the id of the standard
// where no other question has the rest.
func (r *Set) QuestionNamed(text string) (int, bool) {
	at, ok := r.index[text]
	if !ok {
		at, ok = r.index[strings.ToLower(strings.TrimSpace(text))]
	}
	if !ok {
		at, ok = r.short[strings.ToLower(strings.TrimSpace(text))]
		ok = ok && at >= 0
	}
	return at, ok
}
