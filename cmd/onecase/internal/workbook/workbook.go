// Package workbook writes small Excel workbooks for people to work in: headers
// that stay in sight, filters, columns wide enough, ids as text and dates as
// dates. No cell is ever a formula.
package workbook

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"
)

// A Sheet is one worksheet: a row of headers and rows of cells. A cell is a
// string, an int, a [Decimal], a time.Time (shown as a date) or nil (empty).
type Sheet struct {
	Name   string   // at most 31 characters, none of : \ / ? * [ ]
	Foot   string   // goes on behind the sheet's name below a printed page
	Above  []string // texts in a row above the headers, at most one a column; nil for no such row
	Header []string
	Rows   [][]any
	Choice *Choice
	Blanks []Blank // further columns to fill in
	Tall   bool    // the rows are high enough to write in them by hand
	Stay   int     // the columns that stay in sight and are printed on every page
	Paper  Paper
	Hidden bool // and so not printed with the others
}

// Paper is what stands at the head of every printed page, "" for what does not.
type Paper struct{ Service, Marking, Date string }

// A Decimal is a number that is rounded to, and shown with, so many decimals: 0 to 2. One that
// is exact is only shown so.
type Decimal struct {
	Value  float64
	Places int
	Exact  bool
}

// A Choice offers a list of words in some columns, as a drop-down. Their headers
// stand upright, so that many of them fit a page.
type Choice struct {
	First, Last int // the columns with it, from 0
	Words       []string
	Own         map[int][]string // of some of the columns, their own words
}

// words are those of a column.
func (c *Choice) words(column int) []string {
	if own, ok := c.Own[column]; ok {
		return own
	}
	return c.Words
}

// A Blank is a column to fill in by hand.
type Blank struct {
	Column int      // from 0
	Words  []string // as a drop-down, beside which anything may be written; nil for none
	Date   bool     // dates are shown as 2021-06-21
	Width  float64  // in characters; 0: as wide as its cells
}

// chosen says whether a column has the choice.
func (s Sheet) chosen(column int) bool {
	return s.Choice != nil && column >= s.Choice.First && column <= s.Choice.Last
}

// blank is the column as one to fill in, nil where it is none.
func (s Sheet) blank(column int) *Blank {
	if at := slices.IndexFunc(s.Blanks, func(b Blank) bool { return b.Column == column }); at >= 0 {
		return &s.Blanks[at]
	}
	return nil
}

// headerRow is the row of the headers, from 1.
func (s Sheet) headerRow() int {
	if s.Above != nil {
		return 2
	}
	return 1
}

// end is the name of the last cell.
func (s Sheet) end() (string, error) {
	return excelize.CoordinatesToCellName(max(len(s.Header), 1), len(s.Rows)+s.headerRow())
}

// properties are what a workbook says of itself: the program that made it, and no
// date, so that the same sheets give the same bytes.
const properties = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>onecase</dc:creator></cp:coreProperties>`

// Write writes the sheets as an .xlsx file. The same sheets always give the
// same bytes.
func Write(w io.Writer, sheets []Sheet) (err error) {
	f := excelize.NewFile()
	defer func() {
		if closing := f.Close(); err == nil {
			err = closing
		}
	}()
	f.Pkg.Store("docProps/core.xml", []byte(properties))
	styles, err := newStyles(f)
	if err != nil {
		return err
	}
	for i, s := range sheets {
		if i == 0 {
			err = f.SetSheetName("Sheet1", s.Name)
		} else {
			_, err = f.NewSheet(s.Name)
		}
		if err != nil {
			return err
		}
		if err := writeSheet(f, s, styles); err != nil {
			return fmt.Errorf("sheet %s: %w", s.Name, err)
		}
	}
	return f.Write(w)
}

func writeSheet(f *excelize.File, s Sheet, st *styles) error {
	panes, err := s.panes()
	return errors.Join(err, s.fill(f, st), f.SetPanes(s.Name, panes), addFilterAndChoices(f, s), layOut(f, s),
		f.SetSheetVisible(s.Name, !s.Hidden))
}

// fill writes the sheet's headers and cells.
func (s Sheet) fill(f *excelize.File, st *styles) error {
	widths := widths(s)
	for i, width := range widths {
		column, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		if err := f.SetColWidth(s.Name, column, column, width); err != nil {
			return err
		}
	}
	header := s.headerRow()
	for i, text := range s.Above {
		var v any
		if text != "" {
			v = text
		}
		if err := put(f, s.Name, i, 1, v, st.ofAbove(s, i)); err != nil {
			return err
		}
	}
	for i, h := range s.Header {
		if err := put(f, s.Name, i, header, h, st.ofHeader(s, i)); err != nil {
			return err
		}
	}
	if err := s.setHeights(f, header); err != nil {
		return err
	}
	return s.putRows(f, st, header+1)
}

// putRows writes the sheet's rows, the first in a row of the worksheet.
func (s Sheet) putRows(f *excelize.File, st *styles, first int) error {
	widths := widths(s)
	tall := s.tallHeight(widths)
	for r, row := range s.Rows {
		lines := 1
		if s.Tall {
			lines = 2
		}
		for i := range s.Header {
			var v any
			if i < len(row) {
				v = row[i]
			}
			style, b := st.of(v), s.blank(i)
			_, date := v.(time.Time)
			switch {
			case s.chosen(i) && v == nil:
				style = st.answer
			case s.chosen(i):
				style = st.given
			case b != nil && (b.Date || date): // else it is shown as a number
				style = st.dated
			case b != nil:
				style = st.written
			case style == st.text && s.folds(v, widths[i]) > 1:
				style = st.long
			}
			if err := put(f, s.Name, i, r+first, v, style); err != nil {
				return err
			}
			if style == st.written || style == st.long {
				lines = max(lines, s.folds(v, widths[i]))
			}
		}
		if lines > 1 { // not every spreadsheet makes room by itself
			height := min(lineHeight*float64(lines), 400)
			if s.Tall && lines == 2 {
				height = tall
			}
			if err := f.SetRowHeight(s.Name, r+first, height); err != nil {
				return err
			}
		}
	}
	return nil
}

// setHeights makes room for upright headers, and for the texts above them; or for headers of several lines.
func (s Sheet) setHeights(f *excelize.File, header int) error {
	if s.Choice == nil {
		lines, widths := 1, widths(s)
		for i, h := range s.Header {
			lines = max(lines, min(folded(1.2*textWidth(h), widths[i]), len(strings.Fields(h))))
		}
		if lines == 1 {
			return nil
		}
		return f.SetRowHeight(s.Name, header, 15*float64(lines))
	}
	if s.Above == nil {
		return f.SetRowHeight(s.Name, header, s.headerHeight())
	}
	above, below := s.heights()
	return errors.Join(f.SetRowHeight(s.Name, 1, above), f.SetRowHeight(s.Name, header, max(below, s.foldedHeight())))
}

// panes keep the header in sight, and the columns that say what each row is about.
func (s Sheet) panes() (*excelize.Panes, error) {
	p := &excelize.Panes{Freeze: true, YSplit: s.headerRow(), ActivePane: "bottomLeft"}
	if s.Stay > 0 {
		p.XSplit, p.ActivePane = s.Stay, "bottomRight"
	}
	var err error
	p.TopLeftCell, err = excelize.CoordinatesToCellName(p.XSplit+1, s.headerRow()+1)
	return p, err
}

// addFilterAndChoices puts filters on the header and drop-downs in the cells.
func addFilterAndChoices(f *excelize.File, s Sheet) error {
	if len(s.Rows) == 0 || len(s.Header) == 0 {
		return nil
	}
	end, err := s.end()
	if err != nil {
		return err
	}
	if err := f.AutoFilter(s.Name, fmt.Sprintf("A%d:%s", s.headerRow(), end), nil); err != nil {
		return err
	}
	if c := s.Choice; c != nil && c.First < len(s.Header) {
		for first := c.First; first <= c.Last; {
			last := first
			for last < c.Last && slices.Equal(c.words(last+1), c.words(first)) {
				last++
			}
			err = errors.Join(err, s.dropDown(f, first, last, c.words(first), true))
			first = last + 1
		}
	}
	for _, b := range s.Blanks {
		if b.Words != nil {
			err = errors.Join(err, s.dropDown(f, b.Column, b.Column, b.Words, false))
		}
	}
	return err
}

// longestList is the most characters that a drop-down's words may have together.
const longestList = 255

// dropDown offers words in the rows of some columns; only they may be written, or others too.
func (s Sheet) dropDown(f *excelize.File, first, last int, words []string, only bool) error {
	if text := strings.Join(words, ","); len(utf16.Encode([]rune(text))) > longestList || len(words) != strings.Count(text, ",")+1 {
		return nil // a file may not have such a list
	}
	start, err := excelize.CoordinatesToCellName(first+1, s.headerRow()+1)
	end, err2 := excelize.CoordinatesToCellName(last+1, s.headerRow()+len(s.Rows))
	list := excelize.NewDataValidation(true)
	list.SetSqref(start + ":" + end)
	if only {
		list.SetError(excelize.DataValidationErrorStyleStop, "Not one of the words", "Choose from: "+strings.Join(words, ", "))
	}
	return errors.Join(err, err2, list.SetDropList(words), f.AddDataValidation(s.Name, list))
}
