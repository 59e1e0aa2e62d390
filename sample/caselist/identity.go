package caselist

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"

	"onecase/sample"
)

// rounded matches a long number as spreadsheets show it once they have rounded
// it: 1.23457E+16.
var rounded = regexp.MustCompile(`^[+-]?[0-9]+([.,][0-9]+)?[eE][+-][0-9]+$`)

// badID says what is wrong with the text of a case id.
func badID(text string) (message, fix string) {
	if text != "" && len(text) <= maxLabel && isLettersAndDigits(text) {
		return "", "" // nearly every id
	}
	if sample.NormalizeID(text) == "" {
		return "the case id is blank", "fill it in"
	}
	if strings.ContainsAny(text, "+-") && rounded.MatchString(text) {
		return fmt.Sprintf("case id %s is a number that the spreadsheet rounded", quote(text)),
			"format the column as text and enter the ids again"
	}
	if message, fix := badText(text); message != "" {
		return "case id " + message, fix
	}
	if strings.ContainsFunc(sample.NormalizeID(text), unicode.IsControl) {
		return fmt.Sprintf("case id %s has a line break or another control character", quote(text)), "type it again, on one line"
	}
	return "", ""
}

func isLettersAndDigits(text string) bool {
	for i := range len(text) {
		if c := text[i]; !('0' <= c && c <= '9' || 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z') {
			return false
		}
	}
	return true
}

// checkRepeatedIDs makes a problem of every case id that is there twice. Which
// row is right cannot be known, so none of them stays in the frame. Where the
// id is a person's number, a repeat is a repeated person instead.
func (c *cleaner) checkRepeatedIDs() {
	column, isPerson, ok := c.columns.caseID()
	if !ok || isPerson {
		return
	}
	first := firstRows(len(c.rows), func(i int) (string, bool) {
		return c.rows[i].id, c.rows[i].id != "" && c.rows[i].reason != Barred
	})
	for i := range c.rows {
		r, j := &c.rows[i], first[i]
		if j < 0 || int(j) == i {
			continue
		}
		message := fmt.Sprintf("case id %s is already in row %d", quote(r.id), c.sheet.Rows[j].Number)
		c.problems = append(c.problems, sample.Problem{
			File: c.sheet.File, Sheet: c.sheet.Name, Row: c.sheet.Rows[i].Number,
			Column: c.sheet.Header[column], Value: c.sheet.Rows[i].Cells[column],
			Message: message, Fix: "give each case its own id, or take out the row that is there twice",
		})
		if r.reason != RowProblem {
			r.reason, r.detail = RowProblem, message
		}
		if f := &c.rows[j]; f.reason != RowProblem {
			f.reason, f.detail = RowProblem, fmt.Sprintf("case id %s is also in row %d", quote(r.id), c.sheet.Rows[i].Number)
		}
	}
}

// checkChoices refuses decisions about cases that are not in the list, and
// cases that must be in the sample and are not eligible.
func (c *cleaner) checkChoices() {
	if len(c.opts.Include)+len(c.opts.Exclude) == 0 {
		return
	}
	refuse := func(message, fix string) {
		c.list = append(c.list, *c.columns.problem(message, fix))
	}
	at := make(map[string]int, len(c.rows)) // the row that stands for an id: an eligible one if there is one
	for i := range c.rows {
		if j, ok := at[c.rows[i].id]; !ok || c.rows[j].reason != "" {
			at[c.rows[i].id] = i
		}
	}
	for _, choice := range c.opts.Exclude {
		if _, ok := at[sample.NormalizeID(choice.ID)]; !ok {
			refuse(fmt.Sprintf("there is no case %s to exclude", quote(choice.ID)), "check the id, or take that --exclude out")
		}
	}
	for _, choice := range c.opts.Include {
		id := sample.NormalizeID(choice.ID)
		i, ok := at[id]
		if !ok {
			refuse(fmt.Sprintf("there is no case %s to include", quote(choice.ID)), "check the id, or take that --include out")
			continue
		}
		if r := c.rows[i]; r.reason != "" {
			refuse(fmt.Sprintf("case %s is to be included and is not eligible: %s (%s)", quote(choice.ID), r.reason, r.detail),
				"take that --include out, or deal with the reason")
		}
	}
}
