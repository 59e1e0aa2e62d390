// Package workbook writes small Excel workbooks for people to work in: headers
// that stay in sight, filters, columns wide enough, ids as text and dates as
// dates. No cell is ever a formula.
package workbook

import (
	"errors"
	"fmt"
	"io"

	"github.com/xuri/excelize/v2"
)

// A Sheet is one worksheet: a row of headers and rows of cells. A cell is a
// string, an int, a [Decimal], a time.Time (shown as a date) or nil (empty).
type Sheet struct {
	Name   string // at most 31 characters, none of : \ / ? * [ ]
	Header []string
	Rows   [][]any
	Choice *Choice
}

// A Decimal is a number that is rounded to, and shown with, so many decimals: 0 to 2.
type Decimal struct {
	Value  float64
	Places int
}

// A Choice offers a list of words in some columns, as a drop-down. Their headers
// stand upright, so that many of them fit a page.
type Choice struct {
	First int // the first column with it, from 0; it goes on to the last
	Words []string
}

// chosen says whether a column has the choice.
func (s Sheet) chosen(column int) bool { return s.Choice != nil && column >= s.Choice.First }

// end is the name of the last cell.
func (s Sheet) end() (string, error) {
	return excelize.CoordinatesToCellName(max(len(s.Header), 1), len(s.Rows)+1)
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
	for i, h := range s.Header {
		if err := put(f, s.Name, i, 1, h, st.ofHeader(s, i)); err != nil {
			return err
		}
	}
	if s.Choice != nil {
		if err := f.SetRowHeight(s.Name, 1, uprightHeight(s.Header)); err != nil {
			return err
		}
	}
	for r, row := range s.Rows {
		for i, v := range row {
			style := st.of(v)
			switch {
			case s.chosen(i) && v == nil:
				style = st.answer
			case s.chosen(i):
				style = st.given
			case style == st.text && i < len(widths) && widths[i] == widest:
				style = st.long
			}
			if err := put(f, s.Name, i, r+2, v, style); err != nil {
				return err
			}
		}
	}
	panes, err := s.panes()
	return errors.Join(err, f.SetPanes(s.Name, panes), addFilterAndChoice(f, s), layOut(f, s))
}

// panes keep the header in sight, and the columns before those with a choice,
// which say what each row is about.
func (s Sheet) panes() (*excelize.Panes, error) {
	p := &excelize.Panes{Freeze: true, YSplit: 1, ActivePane: "bottomLeft"}
	if s.Choice != nil && s.Choice.First > 0 {
		p.XSplit, p.ActivePane = s.Choice.First, "bottomRight"
	}
	var err error
	p.TopLeftCell, err = excelize.CoordinatesToCellName(p.XSplit+1, 2)
	return p, err
}

// addFilterAndChoice puts filters on the header and drop-downs in the cells.
func addFilterAndChoice(f *excelize.File, s Sheet) error {
	if len(s.Rows) == 0 || len(s.Header) == 0 {
		return nil
	}
	end, err := s.end()
	if err != nil {
		return err
	}
	if err := f.AutoFilter(s.Name, "A1:"+end, nil); err != nil {
		return err
	}
	if s.Choice == nil || s.Choice.First >= len(s.Header) {
		return nil
	}
	start, err := excelize.CoordinatesToCellName(s.Choice.First+1, 2)
	list := excelize.NewDataValidation(true)
	list.SetSqref(start + ":" + end)
	return errors.Join(err, list.SetDropList(s.Choice.Words), f.AddDataValidation(s.Name, list))
}
