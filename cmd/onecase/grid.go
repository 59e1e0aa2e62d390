package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"onecase/cmd/onecase/internal/show"
	"onecase/cmd/onecase/internal/wholefile"
	"onecase/cmd/onecase/internal/workbook"
	"onecase/discretion"
	"onecase/discretion/rules"
	"onecase/sample"
	"onecase/sample/sheet"
	"onecase/stats/phrase"
)

// gridOf is the grid of a draw: the columns that it keeps of the list help to find a file, where
// the list is there.
func gridOf(d *drawn, questions []rules.Question, dates bool) *grid {
	g := &grid{questions: questions}
	if n := len(d.Record.Assignments); n > 0 {
		latest := &d.Record.Assignments[n-1]
		g.readers, g.days = each(latest.Readers, func(r sample.Reader) string { return r.Name }), latest.Days > 0
		plans := map[string]gridPlan{}
		for _, a := range d.Record.Reading() {
			plans[a.Case] = gridPlan{a.Reader, dayCell(latest, a.Day, dates), a.Order}
		}
		g.reading = func(id string) gridPlan { return plans[id] }
	}
	if d.List != nil {
		for _, column := range keptColumns(d, dates) {
			g.listed = append(g.listed, caseColumn{column.header + discretion.ListMark, column.cell})
		}
	}
	return g
}

// gridQuestions are the questions of a grid: those in a file, or else of the rules, nil
// for none.
func gridQuestions(file string, set *rules.Set) ([]rules.Question, error) {
	switch {
	case file != "":
		return discretion.ReadQuestions(file)
	case set == nil:
		return nil, errors.New("a grid needs the questions of a rule set or of your own: name one with --rules, or their file with --questions")
	}
	// A question that is made of items follows from them.
	return slices.DeleteFunc(slices.Clone(set.Questions()), func(q rules.Question) bool { return len(q.Items) > 0 }), nil
}

// rulesOf are the rules that a record was drawn under, or those that a flag names; nil for
// none. A file is opened only if the flag names it.
func rulesOf(record *sample.Record, given string) (*rules.Set, error) {
	name := given
	if name == "" {
		name = record.Rules
		for _, o := range record.List.Reading {
			if o.Name == "rules" {
				name = o.Value // their file, where they have one
			}
		}
		if err := recordedRules("the record", name); err != nil {
			return nil, err
		}
	}
	if name == rules.NoRules {
		return nil, nil
	}
	return rules.Load(name)
}

// gridQuestions are the questions of the grid of the case that took another's place.
func (o *replaceOptions) gridQuestions(record *sample.Record) ([]rules.Question, error) {
	var set *rules.Set
	if o.questions == "" {
		var err error
		if set, err = rulesOf(record, o.list.rules); err != nil {
			return nil, err
		}
	}
	return gridQuestions(o.questions, set)
}

// A grid is the layout of a table for judgements: a row for each case, a column for each
// question, and columns that help to find the file and to say who read it and when.
type grid struct {
	questions []rules.Question
	listed    []caseColumn             // of the list, with the mark of those
	reading   func(id string) gridPlan // who reads a case, and when
	readers   []string                 // of a drop-down; nil where they are not known
	days      bool                     // the reading is shared out over days
}

// A gridPlan is what a grid has of a case beforehand.
type gridPlan struct {
	reader string // "" where it is not known
	day    any    // a date, or its number; nil where it is not
	order  int    // 0 where it is not
}

// Headers of a grid beside the questions.
const (
	readerHeader = "reader"
	dayHeader    = "day"
	orderHeader  = "order"
	dateHeader   = discretion.DateColumn
	noteHeader   = discretion.NoteColumn
)

// answersSaid is what a printed grid says of its answers: above the ids, or below the page where no text stands above.
const answersSaid = "yes, no or na (does not apply)"

// gridFile is the file of an empty grid. It never takes the place of one in which something was entered.
func gridFile(path string, force bool, sheets []workbook.Sheet) (wholefile.File, error) {
	if n := enteredCases(path, sheets[0]); force && n > 0 {
		return wholefile.File{}, fmt.Errorf("%s has what was entered of %s, which --force does not write over: give another name", path, phrase.Count(n, "case"))
	}
	return tableFile(path, force, sheets)
}

// enteredCases is how many rows of a grid that may stand in a file have a date, a note or an answer other than na
// to a question of the empty grid; 0 where the file is no such table.
func enteredCases(path string, empty workbook.Sheet) (n int) {
	entered := append([]string{dateHeader, noteHeader}, empty.Header[empty.Choice.First:empty.Choice.Last+1]...)
	known := func(text string) bool { return slices.Contains(empty.Header, text) }
	table, err := sheet.ReadFile(path, sheet.ReadOptions{Headers: sheet.Headers{Known: known, Aside: []string{discretion.QuestionsSheet}}})
	if err != nil {
		return 0
	}
	for _, row := range table.Rows {
		for column, header := range table.Header {
			if answer := row.Cell(column); slices.Contains(entered, header) && answer != "" && !strings.EqualFold(answer, "na") {
				n++
				break
			}
		}
	}
	return n
}

// columns are the headers of the grid, the place of its first question and that of the reader:
// before the questions where readers are known, else after them.
func (g *grid) columns() (header []string, first, reader int) {
	header = append([]string{"case_id"}, each(g.listed, func(c caseColumn) string { return c.header })...)
	if g.readers != nil {
		header = append(header, orderHeader)
		if g.days {
			header = append(header, dayHeader)
		}
		header = append(header, readerHeader)
	}
	first = len(header)
	header = append(header, each(g.questions, func(q rules.Question) string { return q.ID })...)
	if g.readers == nil {
		header = append(header, readerHeader)
	}
	return append(header, dateHeader, noteHeader), first, slices.Index(header, readerHeader)
}

// row is the row of a case, to be filled in. Questions of other groups, and those that do not
// apply to it by the rules, are answered na; a question of no group is asked of every case.
func (g *grid) row(c listedCase) []any {
	var plan gridPlan
	if g.reading != nil {
		plan = g.reading(c.ID)
	}
	row := []any{c.ID}
	for _, column := range g.listed {
		row = append(row, column.cell(c))
	}
	if g.readers != nil {
		row = append(row, filled(plan.order))
		if g.days {
			row = append(row, plan.day)
		}
		row = append(row, filled(plan.reader))
	}
	for _, q := range g.questions {
		if asked := q.Group == "" || q.Group == c.group.Group; asked && appliesTo(q, c.group, c.Cell) {
			row = append(row, nil)
		} else {
			row = append(row, discretion.NA.String())
		}
	}
	if g.readers == nil {
		row = append(row, filled(plan.reader))
	}
	return append(row, nil, nil)
}

// appliesTo tells whether a question applies to the cases of a cell, or may.
func appliesTo(q rules.Question, group *sample.GroupDraw, cell int) bool {
	applies, _ := discretion.Applies(q, group, cell)
	return applies
}

// dayCell is the cell of a day of reading: its date where the assignment has one, else its number;
// nil for no day.
func dayCell(a *sample.Assignment, day int, dates bool) any {
	date := a.DateOf(day)
	if on, err := time.Parse(time.DateOnly, date); err == nil && dates {
		return on
	}
	if date != "" {
		return date
	}
	return filled(day)
}

// filled is a cell with a value, empty for that of nothing.
func filled[T comparable](value T) any {
	var none T
	if value == none {
		return nil
	}
	return value
}

// sheets are the grid with some cases of the sample as it stands, but for those that count as
// failed, which nobody reads. A workbook has the texts of
// the questions above their columns and on a sheet of their own; a CSV file has neither.
func (g *grid) sheets(record *sample.Record, wanted func(id string) bool) []workbook.Sheet {
	header, first, reader := g.columns()
	s := workbook.Sheet{
		Name: "Judgements", Header: header, Above: make([]string, len(header)), Stay: 1,
		Choice: &workbook.Choice{First: first,
			Last: first + len(g.questions) - 1, Words: []string{"yes", "no", "na"}, Own: map[int][]string{}},
		Blanks: []workbook.Blank{{Column: reader, Words: g.readers, Width: 10},
			{Column: len(header) - 2, Date: true, Width: 11}, {Column: len(header) - 1, Width: 30}},
	}
	texts := workbook.Sheet{Name: discretion.QuestionsSheet, Header: []string{"question", "text"}}
	for i, q := range g.questions {
		text := q.Text
		if q.Levels != nil {
			words := append(slices.Clone(q.Levels), "na")
			s.Choice.Own[first+i] = words
			text = show.Join(" ", text, "("+strings.Join(words, ", ")+")")
		}
		if text != "" {
			s.Above[first+i] = text
			texts.Rows = append(texts.Rows, []any{q.ID, text})
		}
	}
	for i := range record.Groups {
		of := &record.Groups[i]
		now := show.Status(record, of.Group)
		for n, k := range now.Sample {
			if (wanted == nil || wanted(k.ID)) && !slices.Contains(now.Failed, k.ID) {
				s.Rows = append(s.Rows, g.row(listedCase{k, of, n + 1}))
			}
		}
	}
	if len(texts.Rows) == 0 {
		s.Above, s.Foot = nil, ": "+answersSaid
		return onPaper(record, []workbook.Sheet{s})
	}
	s.Above[0] = answersSaid
	return onPaper(record, []workbook.Sheet{s, texts})
}
