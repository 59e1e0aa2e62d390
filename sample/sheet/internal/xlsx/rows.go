package xlsx

import (
	"bytes"
	"fmt"
	"iter"
	"strconv"
	"strings"
	"time"
)

// Rows are the rows of a sheet.
type Rows struct {
	LastRow int    // the last row that the sheet says it has; 0 where it says nothing
	Merged  []Area // the merged cells, known after the last row

	book   *Workbook
	sheet  Sheet
	row    Row
	column int    // of the cell, from 0
	kind   []byte // of its value
	value  []byte
	memory arena
}

// A Row is a row that the workbook has, with the text of its cells.
type Row struct {
	Number  int // from 1
	Hidden  bool
	Cells   []string // from column A to the last that is not empty, to be copied
	NoValue []int    // the columns, from 0, whose formula was saved without a result
}

// An Area is some neighbouring cells, as an index of columns and numbers of rows.
type Area struct{ Left, Right, Top, Bottom int }

// Rows returns the rows of a sheet. A sheet that is no table has none.
func (w *Workbook) Rows(sheet Sheet) *Rows { return &Rows{book: w, sheet: sheet} }

// All goes through the rows in their order and then to the end of the sheet. An
// error comes last.
func (r *Rows) All() iter.Seq2[*Row, error] {
	return func(yield func(*Row, error) bool) {
		left := false
		found, err := r.book.read(r.sheet.part, func(s *scanner) {
			r.row = Row{}
			left = !r.readSheet(s, func() bool { return yield(&r.row, nil) })
			if left {
				s.fail("")
			}
		})
		switch {
		case left:
		case !found:
			yield(nil, &Error{Part: r.sheet.part, What: fmt.Sprintf("nothing for the sheet %q", r.sheet.Name)})
		case err != nil:
			if damage := err.(*Error); partName("", damage.Part) == r.sheet.part {
				damage.Row = r.row.Number
			}
			yield(nil, err)
		}
	}
}

// readSheet reads the part of a sheet, row by row. False where each row says so.
func (r *Rows) readSheet(s *scanner, each func() bool) bool {
	switch string(s.name) {
	case "chartsheet", "dialogsheet", "macrosheet":
		return true
	case "worksheet":
	default:
		s.fail(fmt.Sprintf("<%s> in place of a sheet", s.name))
	}
	tables := 0
	for s.child(1) {
		switch string(s.name) {
		case "dimension":
			if area, ok := parseArea(s.attr("ref")); ok {
				r.LastRow = area.Bottom
			}
		case "sheetData":
			tables++
			for s.child(2) {
				if s.named("autoFilter") { // some programs put it here
					continue
				}
				if r.readRow(s) && !each() {
					return false
				}
			}
			if s.err == nil {
				r.row.Number = 0
			}
		case "mergeCells":
			r.readMerged(s)
		}
	}
	if tables != 1 {
		s.fail("no table of cells, or two,")
	}
	return true
}

// readMerged reads what is merged over several rows, columns or both.
func (r *Rows) readMerged(s *scanner) {
	for s.child(2) {
		area, ok := parseArea(s.attr("ref"))
		switch {
		case !s.named("mergeCell") || !ok:
			s.fail("merged cells without a place")
		case area.Left < area.Right || area.Top < area.Bottom:
			r.Merged = append(r.Merged, area)
		}
	}
}

// readRow reads a row.
func (r *Rows) readRow(s *scanner) bool {
	number := r.row.Number + 1
	if at := s.attr("r"); at != nil {
		number = parseCount(at, maxRow)
	}
	switch {
	case !s.named("row"):
		return s.fail(fmt.Sprintf("a misplaced <%s>", s.name))
	case number < 1 || number > maxRow:
		return s.fail(fmt.Sprintf("a row numbered %.20q", s.attr("r")))
	case number <= r.row.Number:
		return s.fail(fmt.Sprintf("row %d below row %d", number, r.row.Number))
	}
	r.row = Row{Number: number, Hidden: isTrue(s.attr("hidden")), Cells: r.row.Cells[:0]}
	r.column = -1
	for s.child(3) {
		switch string(s.name) {
		case "c":
			r.readCell(s)
		case "extLst":
		default:
			s.fail(fmt.Sprintf("a misplaced <%s>", s.name))
		}
	}
	return s.err == nil
}

// readCell reads a cell.
func (r *Rows) readCell(s *scanner) {
	r.column++
	if place := s.attr("r"); place != nil {
		column, row, ok := parsePlace(place)
		if !ok || row != r.row.Number || column < r.column {
			s.fail(fmt.Sprintf("a cell at %.20q", place))
			return
		}
		r.column = column
	}
	r.kind = append(r.kind[:0], s.attr("t")...)
	style := parseCount(s.attr("s"), 1<<20)
	if r.column >= maxColumn || style < 0 {
		s.fail(fmt.Sprintf("a cell at %.20q in style %.20q", s.attr("r"), s.attr("s")))
		return
	}
	var formula, value, rich bool
	r.value = r.value[:0]
	for s.child(4) {
		switch {
		case s.named("f"):
			formula = true
		case s.named("v") && !value && !rich:
			value = true
			r.value = s.content(r.value)
		case s.named("is") && !rich && string(r.kind) == "inlineStr": // in place of any other value
			rich = true
			r.value = richText(s, 5, r.value[:0])
		case !s.named("extLst"):
			s.fail(fmt.Sprintf("a misplaced <%s>", s.name))
		}
	}
	switch {
	case formula && isBlank(r.value):
		if !value || string(r.kind) != "str" {
			r.row.NoValue = append(r.row.NoValue, r.column)
		}
	case len(r.value) > 0 && s.err == nil:
		for len(r.row.Cells) < r.column {
			r.row.Cells = append(r.row.Cells, "")
		}
		r.row.Cells = append(r.row.Cells, r.shown(s, style))
	}
}

// shown is the text that the cell's value has in its format.
func (r *Rows) shown(s *scanner, style int) string {
	var f *format
	if style < len(r.book.formats) {
		f = r.book.formats[style]
	}
	switch string(r.kind) {
	case "s":
		text, err := r.book.sharedText(r.value)
		if err != nil && s.err == nil {
			s.err = err
		}
		return f.text(text)
	case "str": // the text that a formula makes
		return r.memory.keep(r.value)
	case "b":
		switch string(r.value) {
		case "1":
			return "TRUE"
		case "0":
			return "FALSE"
		}
	case "", "n":
		if x, ok := parseNumber(r.value); ok {
			return r.memory.keep(f.number(r.value[:0], x, r.book.Date1904))
		}
	case "d":
		for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05", time.DateOnly} {
			if t, err := time.Parse(layout, string(r.value)); err == nil {
				return isoDate(t.Round(time.Second))
			}
		}
	case "inlineStr", "e":
	default:
		s.fail(fmt.Sprintf("a cell of the kind %.20q", r.kind))
	}
	return f.text(r.memory.keep(r.value))
}

// parseNumber reads a number. Other texts that Go takes for one are none.
func parseNumber(value []byte) (x float64, ok bool) {
	value = bytes.TrimSpace(value)
	if len(value) == 0 || len(value) > 400 || bytes.ContainsFunc(value, func(r rune) bool { return !strings.ContainsRune("0123456789+-.eE", r) }) {
		return 0, false
	}
	x, err := strconv.ParseFloat(string(value), 64)
	return x, err == nil
}

// parseCount reads a whole number from 0 to a bound: 0 where there is nothing,
// -1 where there is something else.
func parseCount(digits []byte, most int) int {
	n := 0
	for _, c := range digits {
		if n = n*10 + int(c-'0'); c < '0' || c > '9' || n > most {
			return -1
		}
	}
	return n
}

// parsePlace reads the place of a cell, such as AB12.
func parsePlace(place []byte) (column, row int, ok bool) {
	n := 0
	for ; n < len(place) && place[n]|0x20 >= 'a' && place[n]|0x20 <= 'z' && column <= maxColumn; n++ {
		column = column*26 + int(place[n]|0x20-'a') + 1
	}
	row = parseCount(place[n:], maxRow)
	return column - 1, row, column > 0 && column <= maxColumn && row > 0
}

// parseArea reads an area, such as A1:B2, or a single cell.
func parseArea(ref []byte) (area Area, ok bool) {
	first, last, two := bytes.Cut(ref, []byte(":"))
	if !two {
		last = first
	}
	var ok2 bool
	area.Left, area.Top, ok = parsePlace(first)
	area.Right, area.Bottom, ok2 = parsePlace(last)
	return area, ok && ok2 && area.Left <= area.Right && area.Top <= area.Bottom
}
