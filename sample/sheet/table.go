package sheet

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"onecase/sample/sheet/internal/xlsx"
	"onecase/stats"
	"onecase/stats/phrase"
)

// headRows is how many rows with content are looked at to find the header.
const headRows = 30

// A builder turns the rows of a file, as they come, into a sheet: it finds the
// header, drops what is above it and keeps the rows below.
type builder struct {
	sheet   *Sheet
	headers Headers
	// noHeader are rows that are not the header.
	noHeader []RowRange
	// exact says that a row with more cells than the header was misread, as in
	// separated text, where a separator inside a text makes two cells of one.
	exact bool

	merged []xlsx.Area // of the whole sheet
	// waits says that merged, which tells what the header is, comes after the rows.
	waits bool

	head   []rawRow // rows with content until the header is found, then nil
	packed packer   // rows below it
	width  int      // columns up to the last header
	fields int      // cells of the header row as the file has it

	text, cells int // how many bytes and cells there are so far

	beyond tally // cells with no header above them
	short  tally // rows with fewer cells than the header, where exact
	named  int   // rows with one cell more than the header, where exact
	again  []int // rows that repeat the header
}

// A rawRow is a row with its trailing blank cells cut off.
type rawRow struct {
	number int
	cells  []string
	fields int // how many cells it had in the file
}

// A tally counts something and remembers the first row it was seen in.
type tally struct{ count, first int }

func (t *tally) add(row int) {
	if t.count == 0 {
		t.first = row
	}
	t.count++
}

func newBuilder(file string, headers Headers) *builder {
	return &builder{sheet: &Sheet{File: file}, headers: headers}
}

// add takes the next row of the file with its number. It takes blanks off the
// cells and keeps copies.
func (b *builder) add(number int, cells []string) error {
	last := -1
	for i, c := range cells {
		if len(c) > maxCell && utf8.RuneCountInString(c) > maxCell {
			return b.problem(number, "look for a quotation mark that is never closed",
				"a cell holds more than %d characters, beginning %s", maxCell, phrase.Quote(c))
		}
		if c = strings.TrimSpace(c); c != "" {
			last = i
		}
		cells[i] = c
	}
	switch {
	case last < 0:
		return nil
	case last >= maxColumns:
		return b.problem(number, "save only the columns that are needed", "there are more than %d columns", maxColumns)
	case len(b.packed.rows)+len(b.head) > maxRows+headRows:
		return b.tooManyRows(number)
	}
	for _, c := range cells[:last+1] {
		b.text += len(c)
	}
	if b.cells += max(last+1, b.width); b.text > maxText || b.cells > maxCells {
		return b.problem(number, "save only the columns and rows that are needed",
			"the list has more than %d million cells, or more than %d MB of text", maxCells>>20, maxText>>20)
	}
	row := rawRow{number: number, cells: cells[:last+1], fields: len(cells)}
	if b.sheet.HeaderRow > 0 {
		b.body(row)
		return nil
	}
	row.cells = slices.Clone(row.cells)
	b.head = append(b.head, row)
	if len(b.head) == headRows && !b.waits {
		b.settle()
	}
	return nil
}

// body keeps a row below the header.
func (b *builder) body(row rawRow) {
	if b.exact && len(row.cells) > b.fields {
		if row.fields == b.fields+1 {
			b.named++
		}
		b.rowProblem(row.number, "put a text that holds the separator in quotation marks",
			"the row has %d cells and the header has %d", row.fields, b.fields)
		return
	}
	if b.repeatsHeader(row.cells) {
		b.again = append(b.again, row.number)
		return
	}
	if b.exact && row.fields < b.fields {
		b.short.add(row.number)
	}
	for i := b.width; i < len(row.cells); i++ {
		if row.cells[i] != "" {
			b.beyond.add(row.number)
		}
	}
	b.packed.add(row.number, row.cells, b.width)
}

func (b *builder) tooManyRows(number int) error {
	return b.problem(number, "save only the rows that are needed", "there are more than %d rows", maxRows)
}

// repeatsHeader says whether a row is the header once more, as where pages were put
// below each other: two cells or more, and more than half of those filled in, are the
// header of their column, in other letter case or other words perhaps, and no figure is in
// the others: K3 beside texts that happen to be the headers is the id of a case.
func (b *builder) repeatsHeader(cells []string) bool {
	if b.width < 2 || !b.mayBeHeader(cells) {
		return false
	}
	filled, same := 0, 0
	for i, c := range cells {
		if c == "" {
			continue
		}
		filled++
		if i < b.width && (sameText(c, b.sheet.Header[i]) || b.headers.Same != nil && b.headers.Same(b.sheet.Header[i], c)) {
			same++
		} else if hasFigure(c) {
			return false
		}
	}
	return same >= 2 && 2*same > filled
}

// mayBeHeader is a quick look: some cell is its header, or the first filled one is a
// header that is known and has no figures, as the ids of cases have.
func (b *builder) mayBeHeader(cells []string) bool {
	first := true
	for i, c := range cells[:min(len(cells), b.width)] {
		if c == "" {
			continue
		}
		if sameText(c, b.sheet.Header[i]) || first && !hasFigure(c) && b.headers.known(c) {
			return true
		}
		first = false
	}
	return false
}

func hasFigure(text string) bool {
	for i := range len(text) {
		if '0' <= text[i] && text[i] <= '9' {
			return true
		}
	}
	return false
}

// sameText says whether a cell is a header but for blanks and letter case.
func sameText(cell, header string) bool {
	if cell == "" || header == "" {
		return cell == header
	}
	if a, b := cell[0], header[0]; a > ' ' && a < utf8.RuneSelf && b < utf8.RuneSelf && a|0x20 != b|0x20 {
		return false // most cells: they begin with another letter
	}
	return strings.EqualFold(cell, header) ||
		strings.ContainsFunc(cell, unicode.IsSpace) && strings.EqualFold(strings.Join(strings.Fields(cell), " "), header)
}

// finish makes all rows equally wide and says what was passed over.
func (b *builder) finish() (*Sheet, error) {
	s := b.sheet
	b.settle()
	s.Rows = b.packed.close(b.width)
	if s.HeaderRow == 0 {
		if err := s.Problems.Err(); err != nil {
			return nil, err
		}
		return nil, b.problem(0, "check that this is the right file and sheet", "there is no row with any text")
	}
	if len(s.Rows) == 0 && len(s.Problems) == 0 && len(b.again) > 0 {
		return nil, b.problem(0, "check that this is the right file and sheet",
			"all rows below the header in row %d repeat it", s.HeaderRow)
	}
	if len(s.Rows) == 0 && len(s.Problems) == 0 {
		return nil, b.problem(0, "check that this is the right file and sheet", "there is nothing below the header in row %d", s.HeaderRow)
	}
	if len(s.Rows) == 0 && b.named == len(s.Problems) && b.named > 1 {
		return nil, b.problem(s.HeaderRow,
			"put a name for the first column in front of the header, or write the file with write.csv, or with col.names = NA",
			"every row has one cell more than the header, as in a file of R's write.table, which gives the names of the rows no header")
	}
	if len(s.Rows) > maxRows {
		return nil, b.tooManyRows(s.Rows[maxRows].Number)
	}
	for len(s.Header) < b.packed.width {
		s.Header = append(s.Header, "")
	}
	blank, behind := b.blankRows()
	s.Again = len(b.again)
	s.Blank = blank.count + behind
	if blank.count > 0 {
		b.sheet.Warnings.Add("blank-rows", "",
			"%d blank %s passed over (the first is row %d)",
			blank.count, phrase.Plural(blank.count, "row was", "rows were"), blank.first)
	}
	if n := len(b.again); n > 0 {
		b.sheet.Warnings.Add("header-again", "",
			"%d %s the header and %s passed over (the first is row %d)",
			n, phrase.Plural(n, "row repeats", "rows repeat"), phrase.Plural(n, "was", "were"), b.again[0])
	}
	if n := b.beyond.count; n > 0 {
		b.sheet.Warnings.Add("no-header", "give each column a header",
			"%d %s to the right of the last header and %s not used (the first is in row %d)",
			n, phrase.Plural(n, "cell stands", "cells stand"), phrase.Plural(n, "was", "were"), b.beyond.first)
	}
	if n := b.short.count; n > 0 {
		b.sheet.Warnings.Add("short-rows", "check that no cell is missing in the middle of the row",
			"%d %s fewer cells than the header, and the missing ones were taken to be blank (the first is row %d)",
			n, phrase.Plural(n, "row has", "rows have"), b.short.first)
	}
	return s, nil
}

// blankRows counts the rows without text between the header and the last row
// that was kept, and those behind it with rows below that were not.
func (b *builder) blankRows() (between tally, behind int) {
	unread := make(map[int]bool, len(b.sheet.Problems)+len(b.again))
	last := 0
	for _, p := range b.sheet.Problems {
		unread[p.Row] = true
		last = max(last, p.Row)
	}
	for _, row := range b.again {
		unread[row] = true
		last = max(last, row)
	}
	next := b.sheet.HeaderRow + 1
	for _, row := range b.sheet.Rows {
		for ; next < row.Number; next++ {
			if !unread[next] {
				between.add(next)
			}
		}
		next = row.Number + 1
	}
	for ; next < last; next++ {
		if !unread[next] {
			behind++
		}
	}
	return between, behind
}

// rowProblem notes a row that cannot be read.
func (b *builder) rowProblem(row int, fix stats.Remedy, format string, args ...any) {
	b.sheet.Problems = append(b.sheet.Problems, Problem{
		File: b.sheet.File, Sheet: b.sheet.Name, Row: row, Message: fmt.Sprintf(format, args...), Fix: fix})
}

// problem is an error about the whole file, at a row or at none.
func (b *builder) problem(row int, fix stats.Remedy, format string, args ...any) error {
	return Problems{{File: b.sheet.File, Sheet: b.sheet.Name, Row: row, Message: fmt.Sprintf(format, args...), Fix: fix}}
}

func allBlank(cells []string) bool {
	for _, c := range cells {
		if strings.TrimSpace(c) != "" {
			return false
		}
	}
	return true
}
