package caselist

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"onecase/sample"
	"onecase/sample/sheet"
	"onecase/stats"
	"onecase/stats/phrase"
)

// rounded matches a long number as spreadsheets show it once they have rounded
// it: 1.23457E+16.
var rounded = regexp.MustCompile(`^[+-]?[0-9]+([.,][0-9]+)?[eE][+-][0-9]+$`)

// skipRow is the remedy that sets a row aside; [sheet.ItsRows] stands for its number.
var skipRow = stats.Advise("if it is no case, set it aside with %v", stats.Option{Name: "skip-rows", Value: sheet.ItsRows})

// badID says what is wrong with the text of a case id.
func badID(text string) fault {
	if len(text) <= maxLabel && isLettersAndDigits(text) {
		return fault{} // nearly every id
	}
	if sample.NormalizeID(text) == "" {
		return faultf("fill it in; "+skipRow, "the case id is blank")
	}
	if strings.ContainsAny(text, "+-") && rounded.MatchString(text) {
		return faultf("format the column as text and enter the ids again",
			"case id %s is a number that the spreadsheet rounded", phrase.Quote(text))
	}
	if bad := badText("case id", text); bad.message != "" {
		return bad
	}
	s := squash(text)
	switch {
	case s == "", (len(s) > 2 || len(s) < len(text)) && (slices.Contains(unknownTexts, s) || slices.Contains(notNames, s)):
		return faultf("fill it in; "+skipRow, "case id %s is a placeholder for a missing one", phrase.Quote(text))
	case strings.ContainsFunc(sample.NormalizeID(text), unicode.IsControl):
		return faultf("type it again, on one line", "case id %s has a line break or another control character", phrase.Quote(text))
	}
	return fault{}
}

// isLettersAndDigits says whether a text is made of both, or of digits.
func isLettersAndDigits(text string) bool {
	digits := false
	for i := range len(text) {
		switch c := text[i]; {
		case '0' <= c && c <= '9':
			digits = true
		case 'A' <= c && c <= 'Z', 'a' <= c && c <= 'z':
		default:
			return false
		}
	}
	return digits
}

// checkRepeatedIDs deals with case ids that several rows have. Rows that are equal are
// one case, which is kept once. Of unlike rows nobody can know which is right: each is a
// problem, unless the options say which one is kept. Where the id is a person's number,
// a repeat is a repeated person instead.
func (c *cleaner) checkRepeatedIDs() {
	column, isPerson, ok := c.columns.caseID()
	if !ok || isPerson {
		c.refuseKeptRows(nil)
		return
	}
	same := map[int][]int{} // by the first of them, rows of one id
	var order []int
	for i, j := range firstRows(len(c.rows), func(i int) (string, bool) {
		return c.rows[i].id, c.rows[i].id != "" && c.rows[i].reason != Barred
	}) {
		if first := int(j); j >= 0 && first != i {
			if same[first] == nil {
				order, same[first] = append(order, first), []int{first}
			}
			same[first] = append(same[first], i)
		}
	}
	chosen := map[int]bool{} // rows of the file that settle a repeat
	var twice []int
	for _, first := range order {
		rows := same[first]
		slices.SortFunc(rows, func(i, j int) int { return cmp.Compare(c.sheet.Rows[i].Number, c.sheet.Rows[j].Number) })
		kept, decided := c.keptOf(rows)
		equal := !slices.ContainsFunc(rows, func(i int) bool { return !slices.Equal(c.sheet.Rows[i].Cells(), c.sheet.Rows[kept].Cells()) })
		if !equal && !decided {
			c.refuseRepeats(column, rows)
			continue
		}
		chosen[c.sheet.Rows[kept].Number] = decided
		for _, i := range rows {
			if i == kept || c.rows[i].reason != "" && !decided {
				continue
			}
			c.rows[i].reason = RepeatedRow
			c.rows[i].detail = fmt.Sprintf("case %s is kept as row %d has it", phrase.Quote(c.rows[i].id), c.sheet.Rows[kept].Number)
			if decided {
				c.problems = slices.DeleteFunc(c.problems, func(p sheet.Problem) bool { return p.Row == c.sheet.Rows[i].Number })
			} else {
				twice = append(twice, c.sheet.Rows[i].Number)
			}
		}
	}
	c.refuseKeptRows(chosen)
	if len(twice) > 0 {
		slices.Sort(twice)
		c.warnings.Add("row-twice", "", "%d %s another row of the same case in every cell and %s not counted again (%s)",
			len(twice), phrase.Plural(len(twice), "row repeats", "rows repeat"), phrase.Plural(len(twice), "is", "are"), rowsText(twice))
	}
}

// keptOf is the row to keep among those of one case; the options may name it.
func (c *cleaner) keptOf(rows []int) (kept int, decided bool) {
	for _, i := range rows {
		if slices.Contains(c.opts.KeepRows, c.sheet.Rows[i].Number) {
			return i, true
		}
	}
	return rows[0], false
}

// refuseKeptRows refuses rows to keep that settle nothing.
func (c *cleaner) refuseKeptRows(settled map[int]bool) {
	for _, number := range c.opts.KeepRows {
		if !settled[number] {
			c.refuse(stats.Advise("check the number of the row, or take that %v out", stats.Option{Name: "keep-row"}),
				"row %d is to be kept, and it is not one of several rows of a case, or another of them is kept", number)
		}
	}
}

// refuseRepeats makes a problem of unlike rows of one case.
func (c *cleaner) refuseRepeats(column int, rows []int) {
	first := rows[0]
	fix := stats.Advise("say which row is right with %v, or give each case its own id",
		stats.Option{Name: "keep-row", Value: strconv.Itoa(c.sheet.Rows[first].Number)})
	_, hasPerson := c.columns.has(Person)
	_, hasNumber := c.columns.has(Number)
	if !hasPerson && !hasNumber {
		fix += stats.Advise("; if it is the number of a person, of whom one case is to be kept, add %v",
			stats.Option{Name: "column", Value: "person=" + c.sheet.Header[column]})
	}
	for _, i := range rows[1:] {
		message := fmt.Sprintf("case id %s is already in row %d", phrase.Quote(c.rows[i].id), c.sheet.Rows[first].Number)
		if differ := c.differIn(first, i); differ != "" {
			message += ", where " + differ + " differs"
		}
		c.problems = append(c.problems, sheet.Problem{
			File: c.sheet.File, Sheet: c.sheet.Name, Row: c.sheet.Rows[i].Number,
			Column: c.sheet.Header[column], Value: c.sheet.Rows[i].Cell(column),
			Message: message, Fix: fix,
		})
		c.rows[i].addProblem(message)
	}
	c.rows[first].addProblem(fmt.Sprintf("case id %s is also in row %d", phrase.Quote(c.rows[first].id),
		c.sheet.Rows[rows[len(rows)-1]].Number))
}

// differIn names the first column in which two rows differ; "" for one without a header.
func (c *cleaner) differIn(i, j int) string {
	for k, header := range c.sheet.Header {
		if header != "" && c.sheet.Rows[i].Cell(k) != c.sheet.Rows[j].Cell(k) {
			return phrase.Quote(header)
		}
	}
	return ""
}

// checkSharedIDs makes a problem of a person's number that identifies cases and is that
// of several people. Rows whose texts are still to be explained are looked at too.
func (c *cleaner) checkSharedIDs() {
	column, isPerson, ok := c.columns.caseID()
	if !ok || !isPerson {
		return
	}
	first := firstRows(len(c.rows), func(i int) (string, bool) { return c.rows[i].id, c.rows[i].reason == "" || c.rows[i].asked })
	for i, j := range first {
		if j < 0 || int(j) == i || c.people != nil && c.people.root(i) == c.people.root(int(j)) {
			continue
		}
		message := fmt.Sprintf("%s is the number of different people in rows %d and %d, and cases are told apart by it",
			phrase.Quote(c.rows[i].id), c.sheet.Rows[j].Number, c.sheet.Rows[i].Number)
		for _, k := range []int{int(j), i} {
			r := &c.rows[k]
			if r.reason == "" {
				r.reason, r.detail = RowProblem, message
			}
		}
		c.problems = append(c.problems, sheet.Problem{
			File: c.sheet.File, Sheet: c.sheet.Name, Row: c.sheet.Rows[i].Number,
			Column: c.sheet.Header[column], Value: c.sheet.Rows[i].Cell(column), Message: message,
			Fix: stats.Advise("mend the numbers, or name a column with a case id of its own with %v",
				stats.Option{Name: "column", Value: "id=HEADER"}),
		})
	}
}

// warnIDsAlone points out rows with a case id and nothing else, such as a note below
// the list.
func (c *cleaner) warnIDsAlone() {
	column, _, ok := c.columns.caseID()
	if !ok || len(c.columns.named()) < 2 {
		return
	}
	var alone []int
	example := ""
	for i, r := range c.sheet.Rows {
		if c.rows[i].reason != "" || r.Filled(0) != column || r.Filled(column+1) >= 0 {
			continue
		}
		if alone = append(alone, r.Number); len(alone) == 1 {
			example = r.Cell(column)
		}
	}
	if len(alone) == 0 || len(alone) == len(c.rows) {
		return
	}
	c.warnings.Add("id-alone", stats.Advise("if that is no case, set it aside with %v",
		stats.Option{Name: "skip-rows", Value: strconv.Itoa(alone[0])}),
		"%d %s a case id and nothing else (the first is row %d, %s)", len(alone),
		phrase.Plural(len(alone), "row has", "rows have"), alone[0], phrase.Quote(example))
}

// warnSimilarIDs points out similar ids: two cases here, most likely one to whoever
// typed them.
func (c *cleaner) warnSimilarIDs() {
	pairs := sample.SimilarIDs(len(c.rows), func(i int) string { return c.rows[i].id })
	if len(pairs) == 0 {
		return
	}
	c.warnings.Add("similar-ids", stats.Advise("if they are one case, leave one of them out with %v", stats.Option{Name: "exclude"}),
		"%d %s from another only in letter case, blanks, leading zeros or signs that look alike, and both are cases here (%s)",
		len(pairs), phrase.Plural(len(pairs), "case id differs", "case ids differ"),
		sample.PairsText(pairs, func(i int) (string, int) { return c.rows[i].id, c.sheet.Rows[i].Number }))
}

// withColons divides id and reason again where ids of the list have colons: the id is
// the longest of the list that is followed by a reason.
func (c *cleaner) withColons(choices []Choice) []Choice {
	column, _, ok := c.columns.caseID()
	if !ok || !slices.ContainsFunc(choices, func(choice Choice) bool { return strings.Contains(choice.Reason, ":") }) {
		return choices
	}
	ids := make(map[string]bool, len(c.sheet.Rows))
	for _, r := range c.sheet.Rows {
		ids[sample.NormalizeID(r.Cell(column))] = true
	}
	choices = slices.Clone(choices)
	for i, choice := range choices {
		text := choice.ID + ":" + choice.Reason
		for at := strings.LastIndex(text, ":"); at > len(choice.ID); at = strings.LastIndex(text[:at], ":") {
			if reason := strings.TrimSpace(text[at+1:]); reason != "" && ids[sample.NormalizeID(text[:at])] {
				choices[i] = Choice{text[:at], reason}
				break
			}
		}
	}
	return choices
}

// checkChoices refuses decisions about cases that are not in the list, and
// cases that must be in the sample and are not eligible.
func (c *cleaner) checkChoices() {
	if len(c.opts.Include)+len(c.opts.Exclude) == 0 {
		return
	}
	at := make(map[string]int, len(c.rows)) // the row that stands for an id: an eligible one if there is one
	for i := range c.rows {
		if j, ok := at[c.rows[i].id]; !ok || c.rows[j].reason != "" {
			at[c.rows[i].id] = i
		}
	}
	for _, choice := range c.opts.Exclude {
		if _, ok := at[sample.NormalizeID(choice.ID)]; !ok {
			c.refuse(stats.Advise("check the id, or take that %v out", stats.Option{Name: "exclude"}),
				"there is no case %s to exclude", phrase.Quote(choice.ID))
		}
	}
	for _, choice := range c.opts.Include {
		id := sample.NormalizeID(choice.ID)
		i, ok := at[id]
		if !ok {
			c.refuse(stats.Advise("check the id, or take that %v out", stats.Option{Name: "include"}),
				"there is no case %s to include", phrase.Quote(choice.ID))
			continue
		}
		if r := c.rows[i]; r.reason != "" {
			c.refuse(stats.Advise("take that %v out, or deal with the reason", stats.Option{Name: "include"}),
				"case %s is to be included and is not eligible: %s", phrase.Quote(choice.ID), r.detail)
		}
	}
}
