package caselist

import (
	"slices"
	"strings"

	"onecase/sample/sheet"
	"onecase/stats/phrase"
)

// totals are the squashed texts at the front of a line of totals, without the
// number that may follow: "Total: 120".
var totals = []string{"total", "totals", "grandtotal", "subtotal", "totalcases", "totalrecords", "totalnumber", "totalnumberofcases",
	"numberofcases", "numberofrecords", "casecount", "count"}

// stem is the letters that a case id begins with.
func stem(id string) string { return strings.TrimRight(squash(id), "0123456789") }

// totalsLine refuses a row that is a line of totals by its case id. The row is a case
// after all where most ids of the list begin like that, or where its other cells are
// those of a case.
func (c *cleaner) totalsLine(column int, row sheet.Row) fault {
	text := row.Cells[column]
	if isLettersAndDigits(text) {
		return fault{} // nearly every id
	}
	front := stem(text)
	if !slices.Contains(totals, front) || c.mostBegin(column, front) || c.hasCase(row.Cells) {
		return fault{}
	}
	return faultf("take out the row; if it is a case, fill in its other cells", "case id %s seems to be that of a line of totals", phrase.Quote(text))
}

// mostBegin reports whether more than half of the list's ids begin with the letters.
func (c *cleaner) mostBegin(column int, front string) bool {
	if c.stems == nil {
		c.stems = map[string]int{}
		for _, row := range c.sheet.Rows {
			c.stems[stem(row.Cells[column])]++
		}
	}
	return c.stems[front] > 1 && 2*c.stems[front] > len(c.sheet.Rows)
}

// hasCase reports whether a row is filled in as a case: its start date and every
// category, at least one of them known.
func (c *cleaner) hasCase(cells []string) bool {
	column, ok := c.columns.has(Start)
	if ok && cells[column] == "" {
		return false
	}
	known := false
	for _, v := range c.variables {
		if cells[v.column] == "" {
			return false
		}
		if len(v.table.codes) > 0 {
			read := v.read(cells[v.column])
			known = known || read.message == "" && !read.own && read.category != Unknown
		}
	}
	return known
}
