package caselist

import (
	"fmt"
	"slices"

	"onecase/sample"
	"onecase/sample/sheet"
	"onecase/stats"
	"onecase/stats/phrase"
)

// readRows reads ids, groups, start dates and categories and notes what cannot
// be read. A barred row is not looked at closely: barring it is one way to deal
// with what is wrong in it.
func (c *cleaner) readRows() {
	c.rows = make([]row, len(c.sheet.Rows))
	var wrong faults
	for i, sheetRow := range c.sheet.Rows {
		wrong.cleaner, wrong.row, wrong.list = c, sheetRow, wrong.list[:0]
		r := &c.rows[i]
		c.readRow(r, &wrong)
		reason, barred := c.barred[r.id]
		switch {
		case barred && r.id != "":
			r.reason, r.detail = Barred, reason
		case len(wrong.list) > 0:
			r.asked = !slices.ContainsFunc(wrong.list, func(p sheet.Problem) bool { return p.Known == nil })
			for _, p := range wrong.list {
				r.addProblem(p.Message)
			}
			c.problems = append(c.problems, wrong.list...)
		case r.id == "" || r.group < 0:
			r.reason, r.detail = RowProblem, "the list as a whole has a problem"
		}
	}
	c.checkMonthFirst()
	if column, ok := c.columns.has(Start); ok {
		c.warnExchanged(column, c.readStarts)
	}
	c.warnUnreadStarts()
}

// addProblem makes the row one with a problem, or with one more.
func (r *row) addProblem(message string) {
	if r.reason == RowProblem {
		message = r.detail + "; " + message
	}
	r.reason, r.detail = RowProblem, message
}

// readRow reads one row of the sheet.
func (c *cleaner) readRow(r *row, wrong *faults) {
	if column, _, ok := c.columns.caseID(); ok {
		if c.headings[wrong.row.Number] {
			r.group = -1
			wrong.add(column, faultf(skipRow+"; if it is a case, unmerge its cells and fill them in",
				"the cell with the case id is merged with others of the row, as that of a heading or a note is"))
			return
		}
		if bad := badID(wrong.row.Cell(column)); bad.message != "" {
			wrong.add(column, bad)
		} else {
			r.id = sample.NormalizeID(wrong.row.Cell(column))
		}
	}
	place := c.placer.place(wrong.row)
	if r.group = place.group; place.message != "" {
		wrong.add(place.column, place.fault)
	}
	if column, ok := c.columns.has(Start); ok {
		c.readStart(r, column, wrong)
	}
	for _, v := range c.variables {
		read := v.read(wrong.row.Cell(v.column))
		if read.message != "" || c.empty(wrong.row.Number, v.column) {
			wrong.add(v.column, read.fault)
		}
		r.values = c.values.with(r.values, read)
	}
}

// A fault is what is wrong with a text; with the zero fault nothing is.
type fault struct {
	message string
	fix     stats.Remedy
	known   *sheet.Categories // where the text is no category of its column
}

// faultf is a fault whose message is formatted as [fmt.Sprintf] does.
func faultf(fix stats.Remedy, format string, args ...any) fault {
	return fault{message: fmt.Sprintf(format, args...), fix: fix}
}

// faults are what is wrong with one row.
type faults struct {
	cleaner *cleaner
	row     sheet.Row
	list    []sheet.Problem
}

// add notes a fault of a cell, or of the row where column is below 0.
func (f *faults) add(column int, wrong fault) {
	list := f.cleaner.sheet
	p := sheet.Problem{File: list.File, Sheet: list.Name, Row: f.row.Number, Message: wrong.message, Fix: wrong.fix, Known: wrong.known}
	if column >= 0 {
		p.Column, p.Value = list.Header[column], f.row.Cell(column)
	}
	if f.cleaner.empty(f.row.Number, column) {
		p.Message = fmt.Sprintf("%s: the formula in this cell was saved without its result", phrase.Quote(p.Column))
		p.Fix, p.Known = "open the workbook in Excel, let it calculate, and save it", nil
	}
	if !slices.Contains(f.list, p) {
		f.list = append(f.list, p)
	}
}

// empty says whether a cell is empty only because its formula has no result.
func (c *cleaner) empty(row, column int) bool {
	return c.noValue[sheet.Cell{Row: row, Column: column}]
}

// findHeadings finds the rows where the case id's cell is merged with one of another
// column. A column of ids that is two cells wide has one header.
func (c *cleaner) findHeadings() map[int]bool {
	headings := map[int]bool{}
	id, _, ok := c.columns.caseID()
	if !ok {
		return headings
	}
	for _, s := range c.sheet.Across {
		for i := s.First; i <= s.Last && i < len(c.sheet.Header) && s.First <= id && id <= s.Last; i++ {
			if i != id && c.sheet.Header[i] != "" {
				headings[s.Row] = true
			}
		}
	}
	return headings
}
