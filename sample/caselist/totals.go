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

// totalsLine says what is wrong with a row whose case id is that of a line of
// totals. Ids may look like that: the row is a case where most ids of the list begin
// so, or where it has what a case has.
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

// mostBegin says whether more than half of the list's ids begin with the letters.
func (c *cleaner) mostBegin(column int, front string) bool {
	most, ok := c.stems[front]
	if !ok {
		n := 0
		for _, row := range c.sheet.Rows {
			if stem(row.Cells[column]) == front {
				n++
			}
		}
		most = n > 1 && 2*n > len(c.sheet.Rows)
		c.stems[front] = most
	}
	return most
}

// hasCase says whether a row has all that is read of a case: every category, of
// which one at least has a meaning that is known, and the date of the start.
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
			known = known || read.message == "" && read.category != Unknown
		}
	}
	return known
}
