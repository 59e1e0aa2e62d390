// Package workbook writes small Excel workbooks for people to work in: headers
// that stay in sight, filters, columns wide enough, ids as text and dates as
// dates. No cell is ever a formula.
package workbook

import (
	"fmt"
	"io"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// A Sheet is one worksheet: a row of headers and rows of cells. A cell is a
// string, an int, a float64, a time.Time (shown as a date) or nil (empty).
type Sheet struct {
	Name   string
	Header []string
	Rows   [][]any
	Choice *Choice
}

// A Choice offers a list of words in some columns, as a drop-down.
type Choice struct {
	First int // the first column with it, from 0; it goes on to the last
	Words []string
}

const (
	narrowest = 8 // characters
	widest    = 60
)

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

// styles are the numbers of a workbook's cell styles.
type styles struct{ header, text, date int }

func newStyles(f *excelize.File) (s styles, err error) {
	const textFormat, isoDate = 49, "yyyy-mm-dd"
	if s.header, err = f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}, NumFmt: textFormat,
		Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E7E6E6"}}}); err != nil {
		return s, err
	}
	if s.text, err = f.NewStyle(&excelize.Style{NumFmt: textFormat}); err != nil {
		return s, err
	}
	format := isoDate
	s.date, err = f.NewStyle(&excelize.Style{CustomNumFmt: &format})
	return s, err
}

func writeSheet(f *excelize.File, s Sheet, st styles) error {
	for i, width := range widths(s) {
		column, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		if err := f.SetColWidth(s.Name, column, column, width); err != nil {
			return err
		}
	}
	header := make([]any, len(s.Header))
	for i, h := range s.Header {
		header[i] = h
	}
	if err := writeRow(f, s.Name, 1, header, st.header, st); err != nil {
		return err
	}
	for r, row := range s.Rows {
		if err := writeRow(f, s.Name, r+2, row, st.text, st); err != nil {
			return err
		}
	}
	panes, err := s.panes()
	if err != nil {
		return err
	}
	if err := f.SetPanes(s.Name, panes); err != nil {
		return err
	}
	return addFilterAndChoice(f, s)
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

// writeRow writes a row's cells, text in the given style.
func writeRow(f *excelize.File, sheet string, number int, row []any, textStyle int, st styles) error {
	for i, v := range row {
		cell, err := excelize.CoordinatesToCellName(i+1, number)
		if err != nil {
			return err
		}
		style := textStyle
		switch v := v.(type) {
		case nil:
			continue
		case string:
			err = f.SetCellStr(sheet, cell, v)
		case time.Time:
			style = st.date
			err = f.SetCellValue(sheet, cell, v)
		default:
			style = 0
			err = f.SetCellValue(sheet, cell, v)
		}
		if err == nil && style != 0 {
			err = f.SetCellStyle(sheet, cell, cell, style)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// addFilterAndChoice puts filters on the header and drop-downs in the cells.
func addFilterAndChoice(f *excelize.File, s Sheet) error {
	if len(s.Rows) == 0 || len(s.Header) == 0 {
		return nil
	}
	end, err := excelize.CoordinatesToCellName(len(s.Header), len(s.Rows)+1)
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
	if err != nil {
		return err
	}
	list := excelize.NewDataValidation(true)
	list.SetSqref(start + ":" + end)
	if err := list.SetDropList(s.Choice.Words); err != nil {
		return err
	}
	return f.AddDataValidation(s.Name, list)
}

// widths are the columns' widths in characters, from their longest cells.
func widths(s Sheet) []float64 {
	out := make([]float64, len(s.Header))
	longer := func(i, n int) {
		if i < len(out) {
			out[i] = max(out[i], float64(min(max(n+2, narrowest), widest)))
		}
	}
	for i, h := range s.Header {
		longer(i, utf8.RuneCountInString(h)+2) // room for the filter's button
	}
	for _, row := range s.Rows {
		for i, v := range row {
			if _, date := v.(time.Time); date {
				longer(i, len(time.DateOnly))
			} else if v != nil {
				longer(i, utf8.RuneCountInString(fmt.Sprint(v)))
			}
		}
	}
	return out
}
