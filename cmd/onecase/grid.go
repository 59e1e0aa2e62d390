package main

import (
	"fmt"

	"onecase/cmd/onecase/internal/workbook"
	"onecase/discretion"
	"onecase/discretion/rules"
	"onecase/sample"
)

// judgementSheets is an empty grid: a row for each selected case, a column for
// each question. Questions of other groups are answered na.
func judgementSheets(d *drawn) []workbook.Sheet {
	sheets := emptyGrid(d.questions)
	for i := range d.record.Groups {
		g := &d.record.Groups[i]
		for _, k := range status(d.record, g.Group).Sample {
			sheets[0].Rows = append(sheets[0].Rows, emptyRow(d.questions, g.Group, k.ID))
		}
	}
	return sheets
}

// gridQuestions are the questions of a grid: those in a file, or else of the rules, nil
// for none.
func gridQuestions(file string, set *rules.Set) ([]rules.Question, error) {
	switch {
	case file != "":
		return discretion.ReadQuestions(file)
	case set == nil:
		return nil, fmt.Errorf("--judgements needs the questions of a rule set or of your own: name one with --rules, or their file with --questions")
	}
	return set.Questions(), nil
}

// replacedSheets is an empty grid for the case that took another's place, to
// add to the grid of the sample.
func (o *replaceOptions) replacedSheets(record *sample.Record, p *sample.Replacement) ([]workbook.Sheet, error) {
	var set *rules.Set
	name := o.list.rules
	if name == "" {
		name = record.Rules
		for _, o := range record.List.Reading {
			if o.Name == "rules" {
				name = o.Value // their file, where they have one
			}
		}
		if err := recordedRules("the record", name); err != nil && o.questions == "" {
			return nil, err
		}
	}
	if name != rules.NoRules && o.questions == "" {
		var err error
		if set, err = rules.Load(name); err != nil {
			return nil, err
		}
	}
	questions, err := gridQuestions(o.questions, set)
	if err != nil {
		return nil, err
	}
	sheets := emptyGrid(questions)
	sheets[0].Rows = append(sheets[0].Rows, emptyRow(questions, p.Group, p.By))
	return sheets, nil
}

// emptyGrid is a grid without rows, with a sheet of the texts of questions that are not
// of the rules.
func emptyGrid(questions []rules.Question) []workbook.Sheet {
	grid := workbook.Sheet{Name: "Judgements", Header: []string{"case_id"}, Choice: &workbook.Choice{First: 1, Words: []string{"yes", "no", "na"}}}
	texts := workbook.Sheet{Name: "Questions", Header: []string{"question", "text"}}
	for _, q := range questions {
		grid.Header = append(grid.Header, q.ID)
		if q.Standard == "" && q.Text != "" {
			texts.Rows = append(texts.Rows, []any{q.ID, q.Text})
		}
	}
	if len(texts.Rows) == 0 {
		return []workbook.Sheet{grid}
	}
	return []workbook.Sheet{grid, texts}
}

// emptyRow is the row of a case, to be filled in. Questions of other groups are answered
// na; a question of no group is asked of every case.
func emptyRow(questions []rules.Question, group, id string) []any {
	row := []any{id}
	for _, q := range questions {
		if q.Group == "" || q.Group == group {
			row = append(row, nil)
		} else {
			row = append(row, discretion.NA.String())
		}
	}
	return row
}
