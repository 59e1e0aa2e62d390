package sheet

import (
	"encoding/csv"
	"errors"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"onecase/stats"
)

// readCSV reads separated text.
func readCSV(b *builder, data string, opts ReadOptions) error {
	text, err := b.decode(data, opts.Encoding)
	if err != nil {
		return err
	}
	if at := strings.IndexAny(text, "\r\n"); at >= 0 && text[at] == '\r' &&
		(at+1 == len(text) || text[at+1] != '\n' && text[at+1] != '\r') {
		// The first line ends as those of old Macintosh files do, if not all of them.
		text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	}
	line := 1 // of the first row, counted in the file
	comma, rest, said := separatorLine(text)
	if said {
		text, line = rest, 2
	} else {
		comma = sniff(text)
	}
	b.exact = true
	b.packed.rows = slices.Grow(b.packed.rows, min(strings.Count(text, "\n"), maxRows))
	return b.records(text, comma, line, opts)
}

func newReader(text string, comma rune) *csv.Reader {
	r := csv.NewReader(strings.NewReader(text))
	r.Comma = comma
	r.FieldsPerRecord = -1
	r.ReuseRecord = true
	r.TrimLeadingSpace = comma != '\t' // a blank before a quotation mark is no text
	return r
}

// records adds every record. Rows are numbered as Excel numbers them: a blank
// line counts, and a record whose cells hold line breaks is one row.
func (b *builder) records(text string, comma rune, line int, opts ReadOptions) error {
	size := len(text)
	folded := 0 // line breaks inside cells so far
	var cells []string
	for ; text != ""; line++ {
		opts.told(line, size-len(text), size)
		row, rest := cutLine(text)
		if row == "" {
			text = rest
			continue
		}
		if strings.Contains(row, "\r") && hasLoneReturn(row) {
			return b.loneReturn(line - folded)
		}
		var ok bool
		if cells, ok = splitLine(cells[:0], row, comma); ok {
			text = rest
			unmark(cells)
			if err := b.add(line-folded, cells); err != nil {
				return err
			}
			continue
		}
		r := newReader(text, comma)
		record, err := r.Read()
		used := text[:r.InputOffset()]
		text = text[len(used):]
		breaks := strings.Count(strings.TrimSuffix(used, "\n"), "\n") // inside the record
		if hasLoneReturn(used) {
			return b.loneReturn(line - folded)
		}
		if err != nil {
			parse, ok := errors.AsType[*csv.ParseError](err)
			if !ok || !errors.Is(err, csv.ErrBareQuote) {
				return b.quoteError(parse, err, line-1)
			}
			b.rowProblem(line-folded, "put the whole text in quotation marks and double those inside it, or save the list as .xlsx",
				"a quotation mark stands in the middle of a text that is not in quotation marks")
		} else {
			for i, c := range record {
				record[i] = CellText(c)
			}
			if err := b.add(line-folded, record); err != nil {
				return err
			}
		}
		folded += breaks
		line += breaks
	}
	return nil
}

// hasLoneReturn tells whether a record has a carriage return that is in no quotation marks
// and at no line's end.
func hasLoneReturn(record string) bool {
	quoted := false
	for i := range len(record) {
		switch record[i] {
		case '"':
			quoted = !quoted
		case '\r':
			if rest := strings.TrimLeft(record[i:], "\r \t"); !quoted && rest != "" && rest[0] != '\n' {
				return true
			}
		}
	}
	return false
}

// loneReturn is the error of a line that may be two rows.
func (b *builder) loneReturn(row int) error {
	return b.problem(row, "open it in a spreadsheet, check that row, and save the list as .xlsx",
		"a carriage return without a line feed stands in the line, which may be two rows put together")
}

// cutLine takes the first line off a text, without its end.
func cutLine(text string) (line, rest string) {
	line, rest, _ = strings.Cut(text, "\n")
	return strings.TrimSuffix(line, "\r"), rest
}

// splitLine takes a line apart into cells, which it appends. False sends the few lines
// that are not whole records, or malformed, to encoding/csv.
func splitLine(cells []string, line string, comma rune) ([]string, bool) {
	if comma == ' ' {
		return cells, false // blanks surround cells too
	}
	quotes := strings.Contains(line, `"`)
	for {
		start := line
		if quotes && comma != '\t' {
			start = strings.TrimLeftFunc(line, unicode.IsSpace)
		}
		if strings.HasPrefix(start, `"`) {
			cell, rest, closed := cutQuoted(start)
			switch {
			case !closed || rest != "" && rune(rest[0]) != comma:
				return cells, false // it goes on in the next line, or is malformed
			case rest == "":
				return append(cells, unformula(cell)), true
			}
			cells, line = append(cells, unformula(cell)), rest[1:]
			continue
		}
		at := strings.IndexByte(line, byte(comma))
		cell := line
		if at >= 0 {
			cell = line[:at]
		}
		if quotes {
			if cell = unformula(cell); strings.Contains(cell, `"`) {
				return cells, false
			}
		}
		cells = append(cells, cell)
		if at < 0 {
			return cells, true
		}
		line = line[at+1:]
	}
}

// cutQuoted takes the text in quotation marks off the front of a line.
func cutQuoted(line string) (cell, rest string, closed bool) {
	doubled := false
	for at := 1; ; at += 2 {
		end := strings.IndexByte(line[at:], '"')
		if end < 0 {
			return "", "", false
		}
		at += end
		if strings.HasPrefix(line[at+1:], `"`) {
			doubled = true
			continue
		}
		cell = line[1:at]
		if doubled {
			cell = strings.ReplaceAll(cell, `""`, `"`)
		}
		return cell, line[at+1:], true
	}
}

// unformula is the text in a cell such as ="00123", which is how some programs
// keep Excel from changing 00123.
func unformula(cell string) string {
	if strings.HasPrefix(cell, `="`) && strings.HasSuffix(cell, `"`) && len(cell) > 2 {
		return cell[2 : len(cell)-1]
	}
	return cell
}

// formulaMarks begin texts that a spreadsheet takes for formulas.
const formulaMarks = "=+-@＝＋－＠﹦﹢﹣﹫"

// markedWithin is an apostrophe before a formula behind what another spreadsheet takes for the end of a cell.
var markedWithin = regexp.MustCompile(`([;\t\r\n]"*)'(['\p{Cf}]*[` + regexp.QuoteMeta(formulaMarks) + `])`)

// unmark takes the apostrophe off cells such as '=1+1: this program and others write it
// where a spreadsheet would take a text for a formula.
func unmark(cells []string) {
	for i, c := range cells {
		if strings.ContainsAny(c, ";\t\r\n") && strings.Contains(c, "'") {
			c = markedWithin.ReplaceAllString(c, "$1$2")
			cells[i] = c
		}
		if c == "" || c[0] != '\'' && c[0] > ' ' && c[0] < utf8.RuneSelf {
			continue
		}
		if c = strings.TrimLeftFunc(c, unicode.IsSpace); len(c) > 1 && c[0] == '\'' {
			if first, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(c, beforeFormula)); strings.ContainsRune(formulaMarks, first) {
				cells[i] = c[1:]
			}
		}
	}
}

// beforeFormula tells of what may stand before a formula: apostrophes and signs that are not seen.
func beforeFormula(r rune) bool { return r == '\'' || unicode.Is(unicode.Cf, r) }

// CellText is what a cell of separated text says: 00123 in one of ="00123", and =1+1 in one
// of '=1+1.
func CellText(cell string) string {
	cells := []string{unformula(cell)}
	unmark(cells)
	return cells[0]
}

// quoteError is the error of a quotation mark that leaves the rest of the file
// unclear. last is the number of the line before the first.
func (b *builder) quoteError(parse *csv.ParseError, err error, last int) error {
	if parse == nil {
		return b.problem(0, "", "reading stopped: %v", err)
	}
	fix := stats.Remedy("close it, double quotation marks inside a text, or save the list as .xlsx")
	if parse.StartLine+last == 1 {
		fix = "if blanks are between the cells, as in a file of R's write.table, write it with commas; else " + fix
	}
	return b.problem(0, fix,
		"the quotation marks do not match: the text that opens in line %d is not closed properly by line %d",
		parse.StartLine+last, parse.Line+last)
}

// separatorLine reads Excel's own first line, such as sep=; and returns the
// separator and the text after the line.
func separatorLine(text string) (comma rune, rest string, ok bool) {
	first, rest, _ := strings.Cut(text, "\n")
	first = strings.Trim(first, "\r\"")
	if len(first) != len("sep=;") || !strings.EqualFold(first[:4], "sep=") {
		return 0, text, false
	}
	comma = rune(first[4])
	if comma == '=' || comma < ' ' && comma != '\t' || comma > '~' {
		return 0, text, false
	}
	return comma, rest, true
}

// sniff finds the separator: the one of comma, semicolon, tab and bar that divides
// the most of the first lines into the same number of cells. Bars also
// stand inside texts, so they have to divide as many lines as the next best does.
func sniff(text string) rune {
	const lines = 50
	head := text[:min(len(text), 1<<20)]
	best, bestScore, bestDivided := ',', 0, 0
	for _, comma := range []rune{',', ';', '\t', '|'} {
		r := newReader(head, comma)
		r.LazyQuotes = true
		count := map[int]int{} // lines by number of cells
		for range lines {
			cells, err := r.Read()
			if err != nil {
				break
			}
			count[len(cells)]++
		}
		score, divided := 0, 0
		for cells, n := range count {
			if cells > 1 {
				score = max(score, n*lines+min(cells, lines-1))
				divided += n
			}
		}
		if score > bestScore && (comma != '|' || divided >= bestDivided) {
			best, bestScore, bestDivided = comma, score, divided
		}
	}
	return best
}
