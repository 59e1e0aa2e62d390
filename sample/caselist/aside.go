package caselist

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"onecase/sample/sheet"
	"onecase/stats"
	"onecase/stats/phrase"
)

// RowRange are rows of a file, First to Last.
type RowRange = sheet.RowRange

// An aside is a row of the list that is no case.
type aside struct {
	row   int    // its number in the file
	why   string // in words, with its text
	found bool   // nobody named it
}

// setAside takes out of the sheet the rows that are no cases: those that the options
// name, lines of totals, headings, and the notes around the list. No later step looks at
// them.
func (c *cleaner) setAside() {
	id, _, ok := c.columns.caseID()
	ids := &idLooks{cleaner: c, column: id, stems: map[int]map[string]int{}}
	whys := map[int]string{} // by the place of the row
	last := -1               // of the rows that are cases
	for i, row := range c.sheet.Rows {
		switch why := ""; {
		case c.isSkipped(row.Number):
			whys[i] = ""
		case !ok:
			last = i
		default:
			if why = ids.noCase(row); why != "" {
				whys[i] = why
			} else if !ids.mayBeFoot(row) {
				last = i
			}
		}
	}
	for i := last + 1; ok && i < len(c.sheet.Rows); i++ {
		if _, known := whys[i]; !known {
			whys[i] = "a note"
		}
	}
	c.checkSkipped()
	kept := *c.sheet
	kept.Problems = slices.DeleteFunc(slices.Clone(kept.Problems), func(p sheet.Problem) bool {
		skipped := c.isSkipped(p.Row)
		if skipped && !slices.ContainsFunc(c.aside, func(a aside) bool { return a.row == p.Row }) {
			c.aside = append(c.aside, aside{row: p.Row, why: byNumber})
		}
		return skipped
	})
	if len(whys) > 0 {
		kept.Rows = make([]sheet.Row, 0, len(c.sheet.Rows))
		for i, row := range c.sheet.Rows {
			switch why, out := whys[i]; {
			case !out:
				kept.Rows = append(kept.Rows, row)
			case why == "":
				c.aside = append(c.aside, aside{row: row.Number, why: byNumber})
			default:
				first := row.Cell(row.Filled(0))
				c.aside = append(c.aside, aside{row.Number, why + " (" + phrase.Quote(first) + ")", true})
			}
		}
	}
	c.sheet = &kept
	c.warnAside()
}

// byNumber says why a row that the options name is set aside.
const byNumber = "set aside by its number"

func (c *cleaner) isSkipped(row int) bool {
	return slices.ContainsFunc(c.opts.SkipRows, func(r RowRange) bool { return r.Has(row) })
}

// checkSkipped refuses numbers of rows that the list does not have.
func (c *cleaner) checkSkipped() {
	for _, r := range c.opts.SkipRows {
		if r.Last < c.sheet.HeaderRow {
			continue // above the header, no case anyway
		}
		if last := c.lastRow(); r.Last > last && r.First <= last {
			c.refuse(stats.Advise("name the rows one by one with %v, or as far as that", stats.Option{Name: "skip-rows"}),
				"rows %d to %d are to be set aside, and the list ends in row %d", r.First, r.Last, last)
			continue
		}
		if slices.ContainsFunc(c.sheet.Rows, func(row sheet.Row) bool { return r.Has(row.Number) }) ||
			slices.ContainsFunc(c.sheet.Problems, func(p sheet.Problem) bool { return r.Has(p.Row) }) {
			continue
		}
		said := fmt.Sprintf("row %d is", r.First)
		if r.Last > r.First {
			said = fmt.Sprintf("rows %d to %d are", r.First, r.Last)
		}
		c.refuse(stats.Advise("check the numbers of %v", stats.Option{Name: "skip-rows"}),
			"%s to be set aside, and the list has no such row below its header in row %d", said, c.sheet.HeaderRow)
	}
}

// lastRow is the number of the last row of the list.
func (c *cleaner) lastRow() int {
	last := c.sheet.HeaderRow
	for _, row := range c.sheet.Rows {
		last = max(last, row.Number)
	}
	for _, p := range c.sheet.Problems {
		last = max(last, p.Row)
	}
	return last
}

// warnAside names the rows that were found to be no cases.
func (c *cleaner) warnAside() {
	const most = 20
	var said []string
	for _, a := range c.aside {
		if a.found {
			said = append(said, fmt.Sprintf("row %d, %s", a.row, a.why))
		}
	}
	n := len(said)
	if n == 0 {
		return
	}
	c.warnings.Add("set-aside", "if one is a case, give it an id like those of the list and fill in its other cells",
		"%d %s set aside: %s", n, phrase.Plural(n, "row is no case and was", "rows are no cases and were"),
		phrase.First(most, said, "; ", "; and"))
}

// idLooks knows what the ids of a list look like, to tell rows that are no cases.
type idLooks struct {
	*cleaner
	column int
	stems  map[int]map[string]int // of a column, how many texts begin with the letters; once asked for

	// Of the rows with an id that have most of their cells, once they are asked for:
	counted                              bool
	all, plain, digits, letters, unblank int
	words                                int // in the longest id
}

// noCase says what a row is, wherever it is in the list, "" for a case: a line of totals, or
// a heading or a note, which is a row with one text that is unlike the ids.
func (l *idLooks) noCase(row sheet.Row) string {
	text := row.Cell(l.column)
	first := row.Filled(0)
	before := first < l.column // another column has the first text
	if !before && isLettersAndDigits(text) && row.Filled(l.column+1) >= 0 {
		return "" // nearly every row
	}
	if l.hasFormula(row) {
		return ""
	}
	if front := totalsFront(row.Cell(first)); front != "" && !l.mostBegin(first, front) && !l.hasCase(row) && !(before && l.isID(row)) {
		return "a line of totals"
	}
	if row.Filled(first+1) >= 0 {
		return ""
	}
	switch named := len(l.columns.named()); {
	case named < 2:
		return ""
	case l.headings[row.Number], text != "" && l.unlike(text), text == "" && named > 2 && !l.knows(row):
		return "a heading or a note"
	}
	return ""
}

// isID reports whether the id of a row is one, beside a text such as Total, which may be a name:
// not blank, like the others, and no count of rows in a row that is mostly empty.
func (l *idLooks) isID(row sheet.Row) bool {
	text := row.Cell(l.column)
	if text == "" || totalsFront(text) != "" || l.unlike(text) {
		return false
	}
	n, err := strconv.Atoi(text)
	return err != nil || n > len(l.sheet.Rows) || 2*filledIn(row) > len(l.columns.named())
}

// mayBeFoot reports whether a row is a note or a line of sums if no case comes below it:
// half of its cells are empty, it has no id, or none like the others, and nothing
// that a case has.
func (l *idLooks) mayBeFoot(row sheet.Row) bool {
	text := row.Cell(l.column)
	if isLettersAndDigits(text) {
		return false
	}
	n := filledIn(row)
	named := len(l.columns.named())
	if 2*n > named || l.hasFormula(row) || l.hasCase(row) {
		return false
	}
	if text == "" {
		return named > 2 && !l.knows(row)
	}
	return l.unlike(text) && (n <= 2 || !l.knows(row))
}

// filledIn is how many cells of a row have a text.
func filledIn(row sheet.Row) int {
	n := 0
	for i := row.Filled(0); i >= 0; i = row.Filled(i + 1) {
		n++
	}
	return n
}

// hasFormula reports whether a cell of the row is empty only because its formula has no
// result.
func (l *idLooks) hasFormula(row sheet.Row) bool {
	return len(l.noValue) > 0 && slices.ContainsFunc(l.sheet.NoValue, func(cell sheet.Cell) bool { return cell.Row == row.Number })
}

// unlike reports whether a text is no id to whoever sees the others.
func (l *idLooks) unlike(text string) bool {
	if !l.counted {
		l.count()
	}
	most := func(n int) bool { return l.all > 0 && 10*n >= 9*l.all }
	words := len(strings.Fields(text))
	return most(l.plain) && !isLettersAndDigits(text) ||
		most(l.digits) && !strings.ContainsFunc(text, unicode.IsDigit) ||
		most(l.letters) && !strings.ContainsFunc(text, unicode.IsLetter) ||
		most(l.unblank) && words > 1 || l.all > 0 && words > 2 && words > l.words
}

func (l *idLooks) count() {
	l.counted = true
	named := len(l.columns.named())
	for _, row := range l.sheet.Rows {
		id := row.Cell(l.column)
		if id == "" || 2*filledIn(row) <= named {
			continue
		}
		l.all++
		for _, k := range []struct {
			n  *int
			is bool
		}{
			{&l.plain, isLettersAndDigits(id)}, {&l.digits, strings.ContainsFunc(id, unicode.IsDigit)},
			{&l.letters, strings.ContainsFunc(id, unicode.IsLetter)}, {&l.unblank, !strings.ContainsFunc(id, unicode.IsSpace)},
		} {
			if k.is {
				*k.n++
			}
		}
		l.words = max(l.words, len(strings.Fields(id)))
	}
}

// totals are the squashed texts at the front of a line of totals, without the
// number that may follow: "Total: 120".
var totals = []string{"total", "totals", "grandtotal", "subtotal", "totalcases", "totalrecords", "totalnumber", "totalnumberofcases",
	"numberofcases", "numberofrecords", "casecount", "count", "sum", "average", "mean"}

// totalsFront is the text of totals that a text begins with, "" for none.
func totalsFront(text string) string {
	if len(text) > 60 || !strings.ContainsRune("tgsncamTGSNCAM", rune(text[0])) {
		return "" // nearly every text
	}
	if front := stem(text); slices.Contains(totals, front) {
		return front
	}
	return ""
}

// stem is the letters that a text begins with.
func stem(text string) string { return strings.TrimRight(squash(text), "0123456789") }

// mostBegin reports whether more than half of a column's texts begin with the letters.
func (l *idLooks) mostBegin(column int, front string) bool {
	stems := l.stems[column]
	if stems == nil {
		stems = map[string]int{}
		for _, row := range l.sheet.Rows {
			stems[stem(row.Cell(column))]++
		}
		l.stems[column] = stems
	}
	return stems[front] > 1 && 2*stems[front] > len(l.sheet.Rows)
}

// hasCase reports whether a row is filled in as a case: its start date and the columns of every
// coded role, at least one of them with a text that is known.
func (l *idLooks) hasCase(row sheet.Row) bool {
	for role, column := range l.columns.index {
		if _, coded := tables[role]; (coded || role == Start) && row.Cell(column) == "" {
			return false
		}
	}
	return slices.ContainsFunc(Roles(), func(role Role) bool { return role != Start && l.knowsAs(role, row) })
}

// knows reports whether a row has a start date or a category that is known.
func (l *idLooks) knows(row sheet.Row) bool {
	return slices.ContainsFunc(Roles(), func(role Role) bool { return l.knowsAs(role, row) })
}

func (l *idLooks) knowsAs(role Role, row sheet.Row) bool {
	column, ok := l.columns.has(role)
	if !ok || row.Cell(column) == "" {
		return false
	}
	if role == Start {
		_, err := parseDate(row.Cell(column), l.sheet.Date1904)
		return err == nil
	}
	category, known := tables[role].read(row.Cell(column), nil)
	return known && category != Unknown || slices.ContainsFunc(l.rules, func(r *rule) bool {
		return isOf(r.Of, string(role)) && fold(r.Text) == fold(row.Cell(column))
	})
}
