package discretion

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"

	"onecase/discretion/rules"
	"onecase/sample"
	"onecase/stats"
)

// ErrOtherSample is the error of a table of judgements none of whose cases is in the sample of the record.
var ErrOtherSample = errors.New("has no case of the sample")

// ProgressOptions are the choices of ProgressOf.
type ProgressOptions struct {
	Rounding rules.Rounding // "": the rule set's
	Day      int            // of the fieldwork, from 1: cases of up to this day should have been read; 0: not stated
}

// Progress is an inspection whose table of judgements is being filled: what is settled,
// what is open and what does not fit.
type Progress struct {
	Inspection *Inspection
	Rounding   rules.Rounding
	Read, Of   int            // cases read in full, and cases of the sample
	Cases      []CaseProgress // in the order of reading; by id where there is none
	Ordered    bool           // the record has an order of reading, drawn from a seed
	Day        int            // as in the options

	applying map[string]applying // by group

	Short map[string]int // by group: cases that rules of fixed size ask for beyond the sample

	Questions []QuestionProgress
	Standards []StandardProgress
	Overall   OverallProgress
	Readers   []ReaderProgress
	Findings  []Finding
	Warnings  stats.Warnings
}

// A CaseProgress is one case of the sample.
type CaseProgress struct {
	ID, Group string
	Waiting   []int  // places of the questions, of those that the table has, whose answer is not in yet
	Begun     bool   // some answer was entered, na too, but not all, or a date
	Noted     bool   // it was not begun, and has a note
	Failed    bool   // the record counts it as failed, so that nothing is awaited
	Reader    string // as the table has it; "" for none
	Row       int    // of the table; 0 where it has none
	Assigned  sample.Assigned
	entered   bool  // some answer was
	answered  bool  // the table has answers of it, and not only the record that it failed
	row       *Case // of the table; nil where it has none
}

// Read reports whether no answer is awaited.
func (c CaseProgress) Read() bool { return len(c.Waiting) == 0 }

// An Outcome is what answers still to come can make of a rating. Nothing is supposed of
// them: each may be yes, no or na.
type Outcome struct {
	Settled  bool     // no answer to come can change it
	Possible []string // the ratings that there can be, worst first
	Unrated  bool     // there can be no rating
}

// outcome is settled where one thing alone can be.
func outcome(possible []string, unrated bool) Outcome {
	return Outcome{len(possible) == 1 && !unrated || len(possible) == 0 && unrated, possible, unrated}
}

// A QuestionProgress is one question.
type QuestionProgress struct {
	rules.Question
	Outcome
	Yes, Of int      // so far
	Reached []int    // of answers with points, the cases at each level so far, worst first; else nil
	SoFar   string   // the band by the answers that are in; "" for none
	Open    []string // ids of the cases whose answer is not in yet, in the order of reading
	Absent  bool     // nobody has answered it, and the table does not name it
	Fixed   bool     // its result is not from the table
	Known   bool     // the rules and the record say to which cases it applies
	Derived bool     // its answers are made of those to its items
	ends    []ends
	spans   []countSpan
	short   int // cases beyond the sample
}

// A StandardProgress is one standard, before discretion.
type StandardProgress struct {
	rules.Standard
	Outcome
	SoFar string // the rating by the answers that are in; "" for none
	Open  int    // cases with an answer to come to one of its questions
	// Awaits: it is judged directly, and no rating was given yet.
	Awaits bool
}

// OverallProgress is the overall rating, before discretion.
type OverallProgress struct {
	Outcome
	SoFar     string
	Low, High *int // the scores that there can be; nil without any
}

// ProgressOf says how far an inspection has come that was opened as
// [OpenOptions.Underway]. What is possible is exact: every rating named can come about,
// and no other can, by the rules and their rounding, for the sample as the record has it. Where
// an item serves two questions that are rated, or a standard counts beside one that it is part of,
// these are taken as apart, and where a mean has too many values all ratings from the worst to the
// best are named: more may be named then than can come about, and what is called settled is so.
func ProgressOf(ins *Inspection, o ProgressOptions) (*Progress, error) {
	switch {
	case ins.Record == nil:
		return nil, errors.New("how far an inspection has come is told by the record of its draw, which was not given")
	case ins.Results.Grid == nil:
		return nil, errors.New("how far an inspection has come is told by answers case by case, and " + ins.Name() +
			" has totals alone")
	}
	a, err := NewAssessor(ins, Options{Rounding: o.Rounding})
	if err != nil {
		return nil, err
	}
	p := &Progress{Inspection: ins, Rounding: a.Scale.Rounding, Day: o.Day, applying: map[string]applying{}}
	if err := p.takeCases(); err != nil {
		return nil, err
	}
	if p.isForeign() {
		return nil, fmt.Errorf("%s %w: it is not the grid of this record", ins.Results.Grid.File, ErrOtherSample)
	}
	for _, q := range a.Rules.Questions() {
		if s := a.Scales[q.Place]; s.HasPoints() {
			if _, ok := s.Sums(p.Of); !ok {
				return nil, fmt.Errorf("%s: the points of %s have more sums than are gone through", ins.Rules.ID, q.ID)
			}
		}
	}
	p.questions(a)
	p.standards(a)
	p.overall(a)
	p.readers()
	p.find()
	p.warn()
	return p, nil
}

// takeCases finds the cases of the sample and what each waits for.
func (p *Progress) takeCases() error {
	grid := p.Inspection.Results.Grid
	rows := map[string]*Case{}
	for _, cases := range [][]Case{grid.unread, grid.Cases} {
		for i := range cases {
			rows[sample.NormalizeID(cases[i].ID)] = &cases[i]
			if p.Inspection.alikeIDs {
				rows[look+sample.LookOfID(cases[i].ID)] = &cases[i]
			}
		}
	}
	reading := map[string]sample.Assigned{}
	for _, r := range p.Inspection.Record.Reading() {
		reading[r.Case], p.Ordered = r, true
	}
	for _, g := range p.Inspection.Record.Groups {
		if _, ruled := p.Inspection.Rules.Group(g.Group); !ruled {
			continue
		}
		status, err := p.Inspection.Record.Status(g.Group)
		if err != nil {
			return err
		}
		p.applying[g.Group] = p.Inspection.applying(p.Inspection.Record, g.Group, status)
		for _, chosen := range status.Sample {
			c := CaseProgress{ID: chosen.ID, Group: g.Group, Failed: slices.Contains(status.Failed, chosen.ID),
				Assigned: reading[chosen.ID]}
			row := cmp.Or(rows[chosen.ID], rows[look+sample.LookOfID(chosen.ID)])
			if c.row = row; row != nil {
				c.Reader, c.Row, c.answered = row.Kept, row.Row, row.Row > 0 && row.Answers != nil
			}
			if !c.Failed {
				c.Waiting = p.waitingOf(c, row)
				c.entered = row != nil && p.Inspection.hasEntry(p.applying[c.Group], row)
				c.Begun = len(c.Waiting) > 0 && row != nil && (c.entered || row.dated)
				c.Noted = len(c.Waiting) > 0 && !c.Begun && row != nil && row.noted
			}
			p.Cases = append(p.Cases, c)
			if p.Of++; c.Read() {
				p.Read++
			}
		}
	}
	slices.SortStableFunc(p.Cases, inReadingOrder)
	return nil
}

// waitingOf gives the questions that a case has no answer to yet; row is nil for a case
// that the table does not have.
func (p *Progress) waitingOf(c CaseProgress, row *Case) (waiting []int) {
	for _, q := range p.Inspection.Rules.Questions() {
		asked := q.Group == c.Group && p.Inspection.Results.Grid.has(q.Place) && !p.fixed(q.Place) &&
			!p.derived(q.Place) && !p.applying[c.Group].never(q, c.ID)
		if asked && (row == nil || slices.Contains(row.Waiting, q.Place)) {
			waiting = append(waiting, q.Place)
		}
	}
	return waiting
}

// has reports whether the table names a question.
func (g *Grid) has(question int) bool { return g.named == nil || g.named[question] }

// fixed reports whether a question has a result that is not from the table.
func (p *Progress) fixed(question int) bool {
	r := p.Inspection.Results.Questions[question]
	return r.Known != NoResult && r.Known != NoCase && r.Known != Answered || r.Place.File != ""
}

// questions finds what each question waits for and can become.
func (p *Progress) questions(a *Assessor) {
	sampled := map[string]int{}
	for _, c := range p.Cases {
		sampled[c.Group]++
	}
	p.Short = map[string]int{}
	for group, n := range sampled {
		p.Short[group] = a.short(group, n)
	}
	for at, question := range a.Rules.Questions() {
		r := a.Results[at]
		q := QuestionProgress{Question: question, Yes: r.Yes, Of: r.Of, Fixed: p.fixed(at), Derived: p.derived(at)}
		if question.HasPoints() && r.HasCount() {
			q.Reached = r.AtLevels()
		}
		q.Absent = !q.Derived && p.absent(at)
		var opened opened
		if !q.Fixed {
			opened, q.Open = p.opened(a, at, q.Derived)
		}
		if g, ok := p.applying[q.Group]; ok && len(q.Conditions) > 0 {
			_, q.Known = g.population(question)
		}
		failed := 0 // to which it can apply, and not in the table
		for _, c := range p.Cases {
			if c.Group == q.Group && c.Failed && !c.answered && !p.applying[c.Group].never(question, c.ID) {
				failed++
			}
		}
		q.Settled = len(q.Open) == 0
		if a.Scales[at].Bands() > 0 {
			worst, best := a.bounds(a.Scales[at], at)
			q.ends, q.SoFar = []ends{{worst, best}}, a.RatingOf(at, a.Bands[at])
			if !q.Fixed {
				q.short, q.spans = p.Short[q.Group], opened.spans(failed, len(question.Conditions) > 0)
				if s := a.Scales[at]; s.HasPoints() {
					q.spans = opened.sums(s, q.Reached, q.spans)
				}
				q.ends = a.finals(at, q.spans, q.short)
			}
			q.Outcome = outcomeOf(a.Rules.RatingIDsOf(q.Standard), [][]ends{q.ends})
		}
		p.Questions = append(p.Questions, q)
	}
}

// standards finds what each standard can become.
func (p *Progress) standards(a *Assessor) {
	now := make([]int, len(a.Rules.Standards))
	if _, overall, ok := a.RateAll(now); ok {
		p.Overall.SoFar = a.Rules.OverallRatings()[overall].ID
	}
	open := make([]map[string]bool, len(now))
	for i, standard := range a.Rules.Standards {
		st := StandardProgress{Standard: standard}
		given, judged := p.Inspection.Judged[standard.ID]
		st.SoFar = ratingID(a.Rules.RatingsOf(i), now[i])
		var all [][]ends
		open[i] = map[string]bool{}
		banded := false
		for _, q := range standard.Questions {
			if !q.Information {
				all, banded = append(all, p.Questions[q.Place].ends), banded || a.Scales[q.Place].Bands() > 0
			}
			for _, id := range p.Questions[q.Place].Open {
				open[i][id] = true
			}
			if p.Questions[q.Place].Of > 0 {
				a.Rater.Require(i)
			}
		}
		st.Open = len(open[i])
		switch {
		case judged:
			st.Standard.Judged = true
			st.Outcome = outcome([]string{given}, false)
		case standard.Judged:
			st.Awaits = true
			st.Outcome = outcome(a.Rules.RatingIDsOf(standard.ID), standard.NotRated == rules.NoCases)
		case a.Rater.MadeOf(i):
		case !banded:
			st.Settled = st.Open == 0
		case !a.Rater.Plain(i):
			st.Outcome = p.leafOutcome(a, i)
		default:
			st.Outcome = outcomeOf(a.Rules.RatingIDsOf(standard.ID), all)
		}
		p.Standards = append(p.Standards, st)
	}
	for _, i := range a.Rater.Made() {
		st := &p.Standards[i]
		for _, part := range a.Rater.Parts(i) {
			maps.Copy(open[i], open[part])
		}
		if st.Open = len(open[i]); a.Rater.Given(i) == rules.Unrated {
			st.Outcome = p.partsOutcome(a, i)
		}
	}
}

// ratingID is the id of a rating in a scale, "" for rules.Unrated.
func ratingID(scale []rules.Rating, rating int) string {
	if rating == rules.Unrated {
		return ""
	}
	return scale[rating].ID
}

// overall finds what the overall rating can become: no answer is to questions of two standards,
// so each can have any of its ratings with any of the others'.
func (p *Progress) overall(a *Assessor) {
	if a.Rules.Scoring == nil {
		p.Overall.Settled = !slices.ContainsFunc(p.Standards, func(st StandardProgress) bool { return !st.Settled })
		return
	}
	p.Overall.Outcome = p.partsOutcome(a, rules.Overall)
}

// CountIn gives the cases of the sample in a group, those of them read in full, and those that
// count as failed and so are not awaited.
func (p *Progress) CountIn(group string) (of, read, failed int) {
	for _, c := range p.Cases {
		if c.Group != group {
			continue
		}
		of++
		switch {
		case c.Failed:
			failed++
		case c.Read():
			read++
		}
	}
	return of, read, failed
}
