package show

import (
	"fmt"
	"slices"
	"strings"

	"onecase/cmd/onecase/internal/report"
	"onecase/discretion"
	"onecase/discretion/predict"
	"onecase/discretion/rules"
	"onecase/sample"
	"onecase/stats/phrase"
)

// Progress says how far an inspection has come: what is settled, what is missing
// or contradictory, who reads, and what is open.
func Progress(p *discretion.Progress, f *predict.Finished, test *discretion.ReaderTest, format string,
	explain bool) report.Document {
	w := progressWords{p, f, test}
	return accountDocument(w, format, explain, p.Warnings, func(d *report.Document) {
		d.Add(w.summary())
		d.Section(Capital(w.amiss()), report.List(w.amissEach()))
		if w.rules().RatesQuestions() {
			d.Add(report.Heading("What the ratings can still become"))
			if p.Read < p.Of {
				d.Add(w.settled())
			}
			d.Add(report.Paragraph("Ratings are by the judgements alone, without what a panel may decide."), w.ratings())
		}
		d.Section("Who reads", w.readers())
		if w.test != nil {
			d.Add(report.Heading("Is one reader different?"), w.different())
		}
		d.Section("Still to read", w.open())
		d.Add(report.Heading("Key questions"), w.questions())
	})
}

// progressWords puts progress in words.
type progressWords struct {
	p    *discretion.Progress
	f    *predict.Finished
	test *discretion.ReaderTest // nil where it was not asked for
}

func (w progressWords) rules() *rules.Set { return w.p.Inspection.Rules }

// facts have the cases that are read in full: others of the grid have entries too, such as the na
// that an empty grid has.
func (w progressWords) facts() []report.Fact {
	read := each(w.rules().Groups, func(g sample.Group) string {
		of, n, failed := w.p.CountIn(g.ID)
		return fmt.Sprintf("%d of %d%s%s", n, of, InGroup(w.rules(), g.ID), notMet(failed))
	})
	return factsWith(w.p.Inspection, read, 0)
}

func (w progressWords) title() string {
	return fmt.Sprintf("%s: %s read%s", w.p.Inspection.Name(), PartOf(w.read(), w.p.Of, "case"), notMet(w.failed()))
}

// read is how many cases are read in full, without those that the record counts as failed.
func (w progressWords) read() int { return w.p.Read - w.failed() }

// failed is how many cases count as not met by the record, so that none of their answers is awaited.
func (w progressWords) failed() int {
	return len(only(w.p.Cases, func(c discretion.CaseProgress) bool { return c.Failed }))
}

// amiss is what the findings have in common.
func (w progressWords) amiss() string {
	late := len(only(w.p.Findings, func(f discretion.Finding) bool { return f.Kind == discretion.OutOfOrder }))
	switch {
	case late == 0:
		return "missing or contradictory"
	case late == len(w.p.Findings):
		return "read out of order"
	}
	return "missing, contradictory or read out of order"
}

// findings are what somebody looks for first on a Wednesday.
func (w progressWords) findings() (l Sentences) {
	settled, open := 0, 0
	for _, st := range w.p.Standards {
		switch {
		case st.Standard.Judged:
		case st.Settled:
			settled++
		default:
			open++
		}
	}
	if w.rules().RatesQuestions() {
		if settled > 0 {
			l.Say("The ratings of %s are settled: no answer still to come can change them.",
				PartOf(settled, settled+open, "standard")+phrase.Either(settled+open < len(w.p.Standards), " that have questions", ""))
		} else {
			l.Say("The rating of no standard is settled yet.")
		}
		if o := w.p.Overall; w.rules().Scoring != nil && len(o.Possible) > 0 {
			l.Say("The overall rating %s %s.", phrase.Either(o.Settled, "is settled:", "can still be"),
				w.names("", o.Outcome))
		}
	}
	l.sayIf(len(w.p.Findings) > 0, "%s %s.", phrase.Plural(len(w.p.Findings), "1 thing is",
		fmt.Sprintf("%d things are", len(w.p.Findings))), w.amiss())
	return l
}

// names are the ratings that there can be: from one to another where all between can be.
func (w progressWords) names(standard string, o discretion.Outcome) string {
	ids := w.rules().RatingIDsOf(standard)
	names := each(o.Possible, func(id string) string { return ratingName(w.rules(), id, id) })
	if n := len(names); n > 2 {
		if slices.Index(ids, o.Possible[n-1])-slices.Index(ids, o.Possible[0]) == n-1 {
			names = []string{names[0] + " to " + names[n-1]}
		}
	}
	if o.Unrated {
		names = append(names, "not rated")
	}
	return strings.Join(names, " or ")
}

func (w progressWords) summary() report.Paragraph {
	var s Sentences
	begun, waiting := 0, 0
	for _, c := range w.p.Cases {
		waiting += len(c.Waiting)
		if c.Begun {
			begun++
		}
	}
	s.Say("%s of the sample %s read in full%s%s.", PartOf(w.read(), w.p.Of, "case"), phrase.Plural(w.read(), "is", "are"),
		phrase.Either(begun > 0, fmt.Sprintf(", and %d half filled", begun), ""), notMet(w.failed()))
	s.sayIf(waiting > 0, "%s still to come.", phrase.Plural(waiting, "1 answer is", fmt.Sprintf("%d answers are", waiting)))
	return s.paragraph()
}

// settled says what is, and where the chances of the others come from.
func (w progressWords) settled() report.Paragraph {
	var s Sentences
	s.Say("Settled is what no answer still to come can change, whether it is yes, no or na. Where a rating is open, " +
		"the chance of each rating that is still possible, once the whole sample is read, " +
		"is predicted from the answers that are in: each question's share of yes is taken to lie near those of the other " +
		"questions of its standard; " +
		"it supposes that the cases left are like those read.")
	s.sayIf(w.rules().PointsQuestion() != "", "Answers with points are predicted level by level, each "+
		"question by itself.")
	if w.f.Replicates > 0 {
		s.Say("Chances come from %d simulated samples where they are not exact, with a standard error of at most "+
			"%.2f points.", w.f.Replicates, 100*w.f.MonteCarloError)
	}
	return s.paragraph()
}

// outcomeCells say of each rating whether it is settled, how likely it is, or that it
// cannot be.
func outcomeCells(scale []rules.Rating, o discretion.Outcome, c predict.FinalChances) (cells []string) {
	for i, r := range scale {
		possible := false
		for _, id := range o.Possible {
			possible = possible || id == r.ID
		}
		switch {
		case !possible:
			cells = append(cells, "no")
		case o.Settled:
			cells = append(cells, "settled")
		case c.Chances == nil:
			cells = append(cells, "possible")
		default:
			cells = append(cells, Probability(min(max(c.Chances[i], 1e-9), 1-1e-9))) // neither is certain
		}
	}
	return cells
}

const outcomeNote = "no: no answers still to come can make this rating. A percentage: its chance. possible: answers " +
	"can make it, and there is nothing yet to predict it from."

// ratings is the table of standards and the overall rating.
func (w progressWords) ratings() report.Table {
	t := headedTable{Table: report.Table{Columns: chanceColumns(w.rules(), []string{"Standard"}, ">Open cases")}}
	unrated := false
	row := func(standard string, o discretion.Outcome, c predict.FinalChances, open string) []any {
		unrated = unrated || o.Unrated
		scale := RatingsOf(w.rules(), standard)
		return []any{inColumns(w.rules(), scale, outcomeCells(scale, o, c)), open + phrase.Either(o.Unrated, "*", "")}
	}
	for i, st := range w.p.Standards {
		open := fmt.Sprint(st.Open)
		if st.Awaits {
			open = "to be judged"
		} else if st.Standard.Judged {
			open = "judged"
		}
		t.addStandard(w.rules(), st.ID, row(st.ID, st.Outcome, w.f.Standards[i], open)...)
	}
	if o := w.p.Overall; w.rules().Scoring != nil {
		score := "no score"
		if w.rules().Scoring.Combine == rules.Lowest {
			score = ""
		} else if o.Low != nil {
			score = "score " + spanText(o.Low, o.High)
		}
		t.add("", "Overall", row("", o.Outcome, w.f.Overall, score)...)
	}
	t.NoteIf(true, outcomeNote)
	t.NoteIf(unrated, "*: there can be no rating, as where no case applies.")
	return t.Table
}

// finding is one finding as a point of a list.
func (w progressWords) finding(f discretion.Finding) string {
	return phrase.Either(f.Row > 0, fmt.Sprintf("Row %d: %s", f.Row, f.Message), Capital(f.Message))
}

// amissEach are the findings, each with what to do; where that is the same for several in turn, it is said after the last.
func (w progressWords) amissEach() (texts []string) {
	alike := 0
	for i, f := range w.p.Findings {
		text, fix := w.finding(f), f.Fix.Words(Setting)
		alike++
		if i+1 < len(w.p.Findings) && fix != "" && w.p.Findings[i+1].Fix.Words(Setting) == fix {
			texts = append(texts, text)
			continue
		}
		switch {
		case fix != "" && alike > 1:
			texts = append(texts, text, fmt.Sprintf("For these %d: %s.", alike, fix))
		default:
			texts = append(texts, text+phrase.Either(fix != "", " ("+fix+")", ""))
		}
		alike = 0
	}
	return texts
}

// readers is the table of who has read what.
func (w progressWords) readers() report.Table {
	if len(w.p.Readers) == 0 {
		return report.Table{}
	}
	type row = discretion.ReaderProgress
	t := report.Fill(report.Table{}, w.p.Readers,
		report.Col("Reader", func(r row) string { return Join(" and ", r.Reader, r.Second) }),
		report.Num("Read", func(r row) int { return r.Read }),
		report.Num("Half filled", func(r row) int { return r.Begun }),
		report.Num("Of", func(r row) int { return r.Assigned }),
		report.Num("Behind", func(r row) int { return r.Behind }).If(w.p.Day > 0).
			Note(fmt.Sprintf("Behind: cases up to day %d that are not read in full.", w.p.Day)),
		report.Col("By day", func(r row) string {
			return strings.Join(each(r.Days, func(d discretion.DayProgress) string {
				return fmt.Sprintf("%d: %d/%d", d.Day, d.Read, d.Assigned)
			}), ", ")
		}).IfAny().Note("By day: cases read, of those of the day"+phrase.Either(len(w.dates()) > 0, "; "+dayList(w.dates()), "")+"."))
	t.NoteIf(!w.p.Ordered, "Readers are those that the grid has.")
	return t
}

// dates are those of the days of reading; nil where they are not known.
func (w progressWords) dates() []string {
	if now := w.p.Inspection.Record.AssignedNow(); now != nil {
		return now.Dates
	}
	return nil
}

// dayList says which day has which date.
func dayList(dates []string) string {
	var list []string
	for i := range dates {
		list = append(list, fmt.Sprintf("day %d is %s", i+1, DayName(dates, i+1)))
	}
	return And(list)
}

// different says whether one reader judges unlike the others.
func (w progressWords) different() report.Paragraph {
	t := w.test
	if t.Why != "" {
		return report.Paragraph("There is no test: " + t.Why + ".")
	}
	var s Sentences
	s.sayIf(t.Stayed > 0, "Only the cases that were shared out anew are compared. The %d that stayed with their "+
		"readers were given to nobody then.", t.Stayed)
	r := t.Readers[t.Largest]
	name := Join(" and ", r.Reader, r.Second)
	points := w.rules().PointsQuestion() != ""
	if points {
		s.Say("The largest difference is that of %s: %s come to %s on average, the others' to %s (%s points).",
			name, phrase.Count(r.Of, "answer"), shortPercent(r.Share()), shortPercent(r.Others), signedPoints(r.Difference()))
		s.Say("A yes is 100%%, a no 0%%, and a level of answers with points as far from the worst to the best as its points are.")
	} else {
		s.Say("The largest difference is that of %s: yes in %s of %s, and in %s of the others' (%s points).",
			name, shortPercent(r.Share()), phrase.Count(r.Of, "answer"),
			shortPercent(r.Others), signedPoints(r.Difference()))
	}
	s.Say("Had the cases been shared out anew, and nobody read unlike the others, one reader would be as far off in "+
		"%s of all sharings (p). %s", Probability(t.P), readersHow(t))
	if t.Seen > 0 {
		s.Say("In so few cases a difference of %.1f points or more would have stood out (p at most 5%%); a smaller "+
			"one can be there and not be seen.", 100*t.Seen)
	} else {
		s.Say("In so few cases no difference would have stood out (p at most 5%%).")
	}
	s.sayIf(t.Elsewhere > 0, "Cases count for the reader they were assigned to, also the %d that the grid has "+
		"another for.", t.Elsewhere)
	s.Say("The measure was fixed beforehand: the %s all answers. It is for whoever answers for the "+
		"method, and no ranking: it does not say who is right.", phrase.Either(points, "mean of", "share of yes over"))
	return s.paragraph()
}

// readersHow says which sharings the one that was made was held against.
func readersHow(t *discretion.ReaderTest) string {
	over, more := "every sharing in which", ""
	if t.Sharings > 0 {
		over = phrase.Count(t.Sharings, "sharing") + " drawn at random, in which"
		more = fmt.Sprintf(" The standard error of the drawing is %.1f points.", 100*t.MonteCarloError)
	}
	if t.Over == discretion.ByTheRules {
		return fmt.Sprintf("It is counted over %s drawn by the same rules from other seeds: too many cases are the "+
			"only ones of their kind to change readers with others alone.%s", phrase.Count(t.Sharings, "sharing"), more)
	}
	return fmt.Sprintf("It is counted over %s cases change readers only with others of their kind: alike in all that "+
		"piles were matched on and in who may read them.%s", over, more)
}

// open is the table of the cases with an answer to come.
func (w progressWords) open() report.Table {
	type row = discretion.CaseProgress
	return report.Fill(report.Table{}, only(w.p.Cases, func(c row) bool { return !c.Read() }),
		report.Col("Case", func(c row) string { return c.ID }),
		report.Col("Group", func(c row) string { return w.rules().GroupTitle(c.Group) }).If(len(w.rules().Groups) > 1),
		report.Col("Reader", func(c row) string { return ReaderOf(w.p, c) }).IfAny(),
		report.Num("Day", func(c row) string {
			if len(w.dates()) > 0 {
				return DayName(w.dates(), c.Assigned.Day)
			}
			return KnownOr(c.Assigned.Day, "")
		}).IfAny(),
		report.Num("Order", func(c row) string { return KnownOr(c.Assigned.Order, "") }).IfAny(),
		report.Num("Answers to come", func(c row) int { return len(c.Waiting) }))
}

// soFar is what the answers to a question come to that are in.
func (w progressWords) soFar(q discretion.QuestionProgress) string {
	if q.Reached != nil {
		return levelsFigure(w.rules(), w.p.Rounding, q.Question, q.Reached, q.Of)
	}
	return fmt.Sprintf("%d/%d", q.Yes, q.Of)
}

// questions is the table of questions.
func (w progressWords) questions() report.Table {
	type row = discretion.QuestionProgress
	points := slices.ContainsFunc(w.p.Questions, func(q row) bool { return q.HasPoints() })
	return report.Fill(report.Table{}, w.p.Questions,
		underQuestion(w.rules(), "Question", func(q row) rules.Question { return q.Question }),
		report.Num(phrase.Either(points, "So far", "Yes/of so far"), w.soFar),
		report.Num("Answers to come", func(q row) int { return len(q.Open) }),
		report.Col("Can be", func(q row) string {
			if q.Information {
				return "for information"
			}
			return phrase.Either(q.Settled, "settled: ", "") + w.names(q.Standard, q.Outcome)
		}).If(w.rules().RatesQuestions()))
}

// ReaderOf is who reads a case: as it was assigned or, where none was, as the grid has it.
func ReaderOf(p *discretion.Progress, c discretion.CaseProgress) string {
	switch {
	case !p.Ordered:
		return c.Reader
	case c.Assigned.Second != "":
		return c.Assigned.Reader + " and " + c.Assigned.Second
	}
	return c.Assigned.Reader
}
