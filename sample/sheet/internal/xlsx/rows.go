package xlsx

import (
	"fmt"
	"iter"
)

// Rows are the rows of a sheet.
type Rows struct {
	LastRow int    // the last row that the sheet says it has; 0 where it says nothing
	Merged  []Area // the merged cells, known after the last row

	WithValues bool // to be set where rows need their Values

	book   *Workbook
	sheet  Sheet
	row    Row
	column int    // of the cell, from 0
	filled int    // cells of the row with text
	struck int    // of those, struck through
	kind   []byte // of its value
	value  []byte
	memory arena
}

// A Row is a row that the workbook has, with the text of its cells.
type Row struct {
	Number  int // from 1
	Hidden  bool
	Struck  bool     // most of its cells with text are struck through
	Cells   []string // from column A to the last that is not empty, to be copied
	NoValue []int    // the columns, from 0, whose formula was saved without a result
	Values  []Value  // of the numbers that have a format, where Rows says so
	Numbers []int    // the columns, from 0, whose cells are numbers and no texts
}

// A Value is the number in a cell, whatever its format shows.
type Value struct {
	Column int // from 0
	Text   string
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
		case len(r.Merged) == maxRow:
			s.fail("more merged cells than rows")
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
	r.row = Row{Number: number, Hidden: isTrue(s.attr("hidden")), Cells: r.row.Cells[:0], Values: r.row.Values[:0],
		Numbers: r.row.Numbers[:0]}
	r.column = -1
	r.filled, r.struck = 0, 0
	for s.child(3) {
		switch string(s.name) {
		case "c":
			r.readCell(s)
		case "extLst":
		default:
			s.fail(fmt.Sprintf("a misplaced <%s>", s.name))
		}
	}
	r.row.Struck = 2*r.struck > r.filled
	return s.err == nil
}
