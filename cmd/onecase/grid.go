package main

import (
	"fmt"

	"onecase/cmd/onecase/internal/workbook"
	"onecase/discretion"
	"onecase/discretion/rules"
	"onecase/sample"
)

// judgementSheets is an empty grid: a row for each selected case, a column for
// each question of the rules. Questions of other groups are answered na.
func judgementSheets(d *drawn) []workbook.Sheet {
	s := emptyGrid(d.list.rules)
	for i := range d.record.Groups {
		g := &d.record.Groups[i]
		for _, k := range status(d.record, g.Group).Sample {
			s.Rows = append(s.Rows, emptyRow(d.list.rules, g.Group, k.ID))
		}
	}
	return []workbook.Sheet{s}
}

// replacedSheets is an empty grid for the case that took another's place, to
// add to the grid of the sample. The given rules are those of --rules, "" for none.
func replacedSheets(record *sample.Record, p *sample.Replacement, given string) ([]workbook.Sheet, error) {
	name := given
	if name == "" {
		name = record.Rules
		for _, o := range record.List.Reading {
			if o.Name == "rules" {
				name = o.Value // their file, where they are of a file
			}
		}
		if err := recordedRules(name); err != nil {
			return nil, err
		}
	}
	if name == rules.NoRules {
		return nil, fmt.Errorf("--judgements needs the questions of a rule set, and the sample was drawn without one")
	}
	rules, err := rules.Load(name)
	if err != nil {
		return nil, err
	}
	s := emptyGrid(rules)
	s.Rows = append(s.Rows, emptyRow(rules, p.Group, p.By))
	return []workbook.Sheet{s}, nil
}

// emptyGrid is a grid without rows.
func emptyGrid(set *rules.Set) workbook.Sheet {
	s := workbook.Sheet{Name: "Judgements", Header: []string{"case_id"}, Choice: &workbook.Choice{First: 1, Words: []string{"yes", "no", "na"}}}
	for _, q := range set.Questions() {
		s.Header = append(s.Header, q.ID)
	}
	return s
}

// emptyRow is the row of a case: to be filled in, but for the questions of other
// groups.
func emptyRow(set *rules.Set, group, id string) []any {
	row := []any{id}
	for _, q := range set.Questions() {
		row = append(row, emptyAnswer(q, group))
	}
	return row
}

func emptyAnswer(q rules.Question, group string) any {
	if q.Group != group {
		return discretion.NA.String()
	}
	return nil
}
