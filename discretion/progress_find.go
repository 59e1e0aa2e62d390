package discretion

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"onecase/sample"
	"onecase/stats"
	"onecase/stats/phrase"
)

// A Finding is something in a table that is being filled which is missing, or contradicts
// the record.
type Finding struct {
	Kind    FindingKind
	Cases   []string
	Row     int // of the table; 0 where it is about none or several
	Message string
	Fix     stats.Remedy
}

// FindingKind says what a finding is about.
type FindingKind string

const (
	HalfFilled  FindingKind = "half-filled"  // some answers of a case are in, or its date alone
	NoteAlone   FindingKind = "note-alone"   // a case has a note, and nothing else
	NotInTable  FindingKind = "not-in-grid"  // cases of the sample that have no row
	LeftSample  FindingKind = "left-sample"  // a case that was replaced or left out is still there
	NotInSample FindingKind = "not-sampled"  // a case that is not of the sample
	StrayAnswer FindingKind = "stray-answer" // an answer to a question that is not asked of the case
	OtherReader FindingKind = "other-reader" // the reader is not the assigned one
	NoReader    FindingKind = "no-reader"    // cases that nobody was assigned to
	OutOfOrder  FindingKind = "out-of-order" // cases were read before others that come first
	NoColumn    FindingKind = "no-question"  // a question that the table does not name
)

// A ReaderProgress is what one reader, or a pair, has read.
type ReaderProgress struct {
	Reader, Second string // Second reads every case with Reader; "" for nobody
	Assigned       int    // cases of the pile; without an assignment, cases that the table has for the reader
	Read, Begun    int
	Behind         int // cases up to the day asked about that are not read; 0 where none was
	Days           []DayProgress
	Open           []string // ids, in the order of reading
}

// A DayProgress is one day of a reader's pile.
type DayProgress struct {
	Day, Assigned, Read int
}

// inReadingOrder compares cases by day, order and reader, and else by id.
func inReadingOrder(a, b CaseProgress) int {
	return cmp.Or(a.Assigned.Day-b.Assigned.Day, a.Assigned.Order-b.Assigned.Order,
		strings.Compare(a.Assigned.Reader, b.Assigned.Reader), strings.Compare(a.ID, b.ID))
}

// readers counts what each has read: of the record's assignment or, without one, by the
// table's column.
func (p *Progress) readers() {
	for _, c := range p.Cases {
		reader, second := c.Assigned.Reader, c.Assigned.Second
		if !p.Ordered {
			reader = c.Reader
		}
		if reader == "" {
			continue
		}
		at := slices.IndexFunc(p.Readers, func(r ReaderProgress) bool {
			return r.Reader == reader && r.Second == second
		})
		if at < 0 {
			at = len(p.Readers)
			p.Readers = append(p.Readers, ReaderProgress{Reader: reader, Second: second})
		}
		p.Readers[at].take(c, p.Day)
	}
	slices.SortFunc(p.Readers, func(a, b ReaderProgress) int {
		return cmp.Or(strings.Compare(a.Reader, b.Reader), strings.Compare(a.Second, b.Second))
	})
}

// take counts one case of a reader, of whom an earlier day came before.
func (r *ReaderProgress) take(c CaseProgress, today int) {
	day := c.Assigned.Day
	if day > 0 && (len(r.Days) == 0 || r.Days[len(r.Days)-1].Day != day) {
		r.Days = append(r.Days, DayProgress{Day: day})
	}
	r.Assigned++
	if day > 0 {
		r.Days[len(r.Days)-1].Assigned++
	}
	switch {
	case c.Read():
		r.Read++
		if day > 0 {
			r.Days[len(r.Days)-1].Read++
		}
		return
	case c.Begun:
		r.Begun++
	}
	r.Open = append(r.Open, c.ID)
	if day > 0 && day <= today {
		r.Behind++
	}
}

// find looks for what is missing or contradictory.
func (p *Progress) find() {
	grid := p.Inspection.Results.Grid
	add := func(kind FindingKind, cases []string, row int, fix stats.Remedy, format string, args ...any) {
		p.Findings = append(p.Findings, Finding{kind, cases, row, fmt.Sprintf(format, args...), fix})
	}
	for _, a := range grid.aside {
		p.findAside(a)
	}
	var lacking, nobody []string
	for _, c := range p.Cases {
		switch {
		case c.Failed:
		case c.Row == 0 && !c.Read():
			lacking = append(lacking, c.ID)
		case c.Noted:
			add(NoteAlone, []string{c.ID}, c.Row, "see what the note says; a case that cannot be read is replaced "+
				"by one in reserve",
				"case %s has a note and no answer: it counts as not read", c.ID)
		case c.Begun && !c.entered:
			add(HalfFilled, []string{c.ID}, c.Row, "read it, or take the date out if nobody has begun",
				"case %s has a date and no answer: it counts as half filled", c.ID)
		case c.Begun:
			all := 0
			for _, q := range p.Questions {
				if q.Group == c.Group && !q.Absent && !q.Fixed && !q.Derived {
					all++
				}
			}
			names := phrase.Each(c.Waiting, func(q int) string { return p.Inspection.Rules.QuestionTitle(p.Questions[q].Question.ID) })
			add(HalfFilled, []string{c.ID}, c.Row, "finish it; a question that does not apply is na",
				"case %s is half filled: %s not in yet (%s)", c.ID, phrase.Plural(len(c.Waiting),
					fmt.Sprintf("1 of %d answers is", all), fmt.Sprintf("%d of %d answers are", len(c.Waiting), all)),
				phrase.First(3, names, "; ", "; and"))
		}
		assigned := []string{c.Assigned.Reader, c.Assigned.Second}
		switch {
		case p.Ordered && c.Assigned.Reader == "" && !c.Read():
			nobody = append(nobody, c.ID)
		case p.Ordered && c.Reader != "" && c.Assigned.Reader != "" &&
			!slices.ContainsFunc(assigned, func(r string) bool { return sameReader(r, c.Reader) }):
			add(OtherReader, []string{c.ID}, c.Row, "correct the reader, unless the case was handed over",
				"case %s was assigned to %s, and the grid has %s", c.ID, phrase.Quote(c.Assigned.Reader), phrase.Quote(c.Reader))
		}
	}
	if len(lacking) > 0 {
		add(NotInTable, lacking, 0, "add a row for each, or make the grid again for what is missing",
			"%s of the sample %s no row in the grid: %s",
			phrase.Count(len(lacking), "case"), phrase.Plural(len(lacking), "has", "have"), phrase.First(10, lacking, ", ", " and"))
	}
	if len(nobody) > 0 {
		add(NoReader, nobody, 0, "share the cases out again",
			"%s joined the sample after it was shared out, and nobody reads %s: %s",
			phrase.Count(len(nobody), "case"), phrase.Plural(len(nobody), "it", "them"), phrase.First(10, nobody, ", ", " and"))
	}
	p.findOrder(add)
	for _, q := range p.Questions {
		if q.Absent && p.Of > 0 {
			add(NoColumn, nil, 0, "add it; what is in can be rated without it",
				"the grid does not name %s: it is open in every case", p.Inspection.Rules.QuestionTitle(q.Question.ID))
		}
	}
	slices.SortStableFunc(p.Findings, func(a, b Finding) int { // those of no row last
		return cmp.Or(cmp.Compare(min(b.Row, 1), min(a.Row, 1)), cmp.Compare(a.Row, b.Row))
	})
}

// sameReader compares readers as tables have them.
func sameReader(a, b string) bool {
	return a != "" && strings.EqualFold(sample.NormalizeID(a), sample.NormalizeID(b))
}

// findAside says what was put aside.
func (p *Progress) findAside(a Aside) {
	counts := ""
	if a.Answers > 0 {
		counts = phrase.Plural(a.Answers, "; its answer counts for nothing",
			fmt.Sprintf("; its %d answers count for nothing", a.Answers))
	}
	f := Finding{Kind: NotInSample, Cases: []string{a.Case}, Row: a.Row,
		Fix:     "leave it out, or record as a replacement why it was read",
		Message: fmt.Sprintf("case %s is not in the sample and is in the grid%s", a.Case, counts)}
	if a.Question != "" {
		f.Kind, f.Fix = StrayAnswer, "answer na, or leave it blank"
		f.Message = fmt.Sprintf("case %s has an answer to %s, which is not asked of its group; it counts for nothing",
			a.Case, p.Inspection.Rules.QuestionTitle(a.Question))
	} else if how := leftSample(p.Inspection.Record, a.Case); how != "" {
		f.Kind, f.Fix = LeftSample, takeOut
		f.Message = fmt.Sprintf("case %s %s and is still in the grid%s", a.Case, how, counts)
	}
	if like := p.looksLike(a.Case); like != "" && f.Kind == NotInSample {
		f.Fix = stats.Remedy(fmt.Sprintf("if it is the case %s, write its id so", phrase.Quote(like))) +
			p.Inspection.alikeFix()
	}
	p.Findings = append(p.Findings, f)
}

// takeOut is what to do with a case that left the sample, in a table of judgements.
const takeOut = "take its row out of the table"

// leftSample says how a case left the sample of a record, and why; "" where it did not.
func leftSample(record *sample.Record, id string) string {
	at := slices.IndexFunc(record.Replacements, func(r sample.Replacement) bool {
		return r.Case == sample.NormalizeID(id) && r.Policy != sample.CountFailed
	})
	if at < 0 {
		return ""
	}
	r := record.Replacements[at]
	return phrase.Either(r.By != "", "was replaced by "+r.By, "left the sample") + " (" + r.Reason + ")"
}

// looksLike is the case of the sample whose id people take for another; "" where there is none.
func (p *Progress) looksLike(id string) string {
	at := slices.IndexFunc(p.Cases, func(c CaseProgress) bool {
		return c.ID != id && sample.LookOfID(c.ID) == sample.LookOfID(id)
	})
	if at < 0 {
		return ""
	}
	return p.Cases[at].ID
}

// isForeign tells a table that has cases, and none of the sample or that looks like one.
func (p *Progress) isForeign() bool {
	aside := p.Inspection.Results.Grid.aside
	return len(aside) > 0 && !slices.ContainsFunc(p.Cases, func(c CaseProgress) bool {
		return c.Row > 0 || c.Read()
	}) &&
		!slices.ContainsFunc(aside, func(a Aside) bool {
			return a.Question != "" || p.looksLike(a.Case) != "" || leftSample(p.Inspection.Record, a.Case) != ""
		})
}

// findOrder finds readers who read cases before others that come first.
func (p *Progress) findOrder(add func(FindingKind, []string, int, stats.Remedy, string, ...any)) {
	if !p.Ordered {
		return
	}
	came := map[string]bool{} // reserves: what was read before one was there is not out of turn
	for _, r := range p.Inspection.Record.Replacements {
		came[r.By] = true
	}
	for _, r := range p.Readers {
		first, early := "", []string(nil)
		for _, c := range p.Cases {
			if c.Assigned.Reader != r.Reader || c.Assigned.Second != r.Second || c.Failed {
				continue
			}
			if !c.Read() && !c.Begun && first == "" && !came[c.ID] {
				first = c.ID
			} else if first != "" && (c.Read() || c.Begun) {
				early = append(early, c.ID)
			}
		}
		if len(early) > 0 {
			add(OutOfOrder, early, 0, "read in the order of the record: if time runs out, chance then chose which cases are left",
				"%s has read %s before %s, which comes first in the order of reading: %s", phrase.Quote(r.Reader),
				phrase.Count(len(early), "case"), first, phrase.First(5, early, ", ", " and"))
		}
	}
}

// warn says what a planner should not conclude from a settled rating.
func (p *Progress) warn() {
	left := p.Of - p.Read
	if left == 0 {
		return
	}
	if !p.Ordered {
		p.Warnings.Add("order-chosen", "assign the cases to readers, which gives each reader an order drawn from a seed",
			"%sthe record has no order of reading, so who was read first was chosen, and to stop before the end would be a "+
				"choice of who is read", phrase.Either(p.Inspection.Rules.RatesQuestions(),
				"chances suppose that the cases left are like those read, which nothing ensures: ", ""))
	}
	if p.Overall.Settled || slices.ContainsFunc(p.Standards, func(st StandardProgress) bool {
		return st.Settled && st.Open > 0
	}) {
		p.Warnings.Add("reading-owed", "", "a settled rating is no reason to stop: %s of the sample %s still to be "+
			"read, the limits of every share are for the whole sample, and a service may be owed what was found "+
			"in each file",
			phrase.Count(left, "case"), phrase.Plural(left, "is", "are"))
	}
}
