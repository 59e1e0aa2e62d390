package workbook

import (
	"bytes"
	"cmp"
	"errors"
	"regexp"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"onecase/stats/phrase"
)

// An Edit changes some rows of a workbook that people work in, and keeps all else of it.
type Edit struct {
	Sheet  string
	Rows   []RowEdit
	Remove bool // the rows are taken out in place of being written anew

	Left Sheet // keeps what stood in the rows, a row for each; it is added as the last one where there is none
}

// A RowEdit is a row, by its number from 1, and what is written in its cells, by column from
// 0. A cell that is not named stays as it is; nil empties one. Empty are cells to empty unless
// they have formulas.
type RowEdit struct {
	Row   int
	Cells map[int]any
	Empty []int
}

// ErrHasSheet says that a workbook has a sheet of a name already.
var ErrHasSheet = errors.New("the workbook has such a sheet")

// Add gives a workbook that people work in with one more sheet, as its last, and all else of it.
func Add(data []byte, s Sheet) ([]byte, error) {
	return changed(data, func(f *excelize.File) error {
		if at, err := f.GetSheetIndex(s.Name); err != nil || at >= 0 {
			return cmp.Or(err, ErrHasSheet)
		}
		st, err := newStyles(f)
		if err != nil {
			return err
		}
		if _, err := f.NewSheet(s.Name); err != nil {
			return err
		}
		return writeSheet(f, s, st)
	})
}

// Set gives a workbook that people work in with some cells of a sheet written, and all else of it. It
// fails where one of them has a formula.
func Set(data []byte, sheet string, rows []RowEdit) ([]byte, error) {
	e := Edit{Sheet: sheet, Rows: rows}
	return changed(data, func(f *excelize.File) error {
		for _, row := range rows {
			written := func(column int) bool { _, is := row.Cells[column]; return is }
			if err := cmp.Or(refuseMerged(f, sheet, row.Row, written), e.refuseFormulas(f, row)); err != nil {
				return err
			}
			for column, v := range row.Cells {
				if err := e.set(f, column, row.Row, v); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// Append gives a workbook that people work in with new rows below the row of a sheet, as that is laid
// out, and all else of it. A row is what its cells have, by column from 0; the others are empty.
func Append(data []byte, sheet string, below int, rows []map[int]any) ([]byte, error) {
	e := Edit{Sheet: sheet}
	return changed(data, func(f *excelize.File) error {
		texts, err := f.GetRows(sheet)
		if err := cmp.Or(err, refuseMerged(f, sheet, below, func(int) bool { return true })); err != nil {
			return err
		}
		wide := 0
		for _, cells := range texts {
			wide = max(wide, len(cells))
		}
		for i, row := range rows {
			at := below + 1 + i
			if err := errors.Join(f.DuplicateRowTo(sheet, below, at), f.SetRowVisible(sheet, at, true)); err != nil {
				return err
			}
			for column := range wide {
				if err := e.set(f, column, at, row[column]); err != nil {
					return err
				}
			}
		}
		return listsBelow(f, sheet, below, len(rows))
	})
}

// escaped is text within XML, which is how a list's words are taken.
var escaped = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// listsBelow gives new rows below a row the words to choose from that cells down to that row have.
func listsBelow(f *excelize.File, sheet string, below, rows int) error {
	lists, err := f.GetDataValidations(sheet)
	for _, list := range lists {
		for cells := range strings.FieldsSeq(list.Sqref) {
			first, last, several := strings.Cut(cells, ":")
			left, from, err1 := excelize.CellNameToCoordinates(first)
			right, to, err2 := excelize.CellNameToCoordinates(last)
			if !several || err1 != nil || err2 != nil || to != below || from == below { // of one row alone they came with it
				continue
			}
			top, err1 := excelize.CoordinatesToCellName(left, below+1)
			bottom, err2 := excelize.CoordinatesToCellName(right, below+rows)
			more := *list
			more.Sqref = top + ":" + bottom
			more.Formula1, more.Formula2 = escaped.Replace(list.Formula1), escaped.Replace(list.Formula2)
			err = errors.Join(err, err1, err2, f.AddDataValidation(sheet, &more))
		}
	}
	return err
}

// changed gives a workbook after a change. It fails where parts of the file would be lost.
func changed(data []byte, change func(*excelize.File) error) ([]byte, error) {
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		return nil, errors.New("it cannot be opened to be changed: open it in a spreadsheet and save it as .xlsx")
	}
	defer f.Close()
	if err := change(f); err != nil {
		return nil, err
	}
	again := true
	if err := f.SetCalcProps(&excelize.CalcPropsOptions{FullCalcOnLoad: &again}); err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		return nil, err
	}
	return b.Bytes(), kept(data, b.Bytes())
}

// Apply gives the workbook with the edit. It fails where anything would be lost: formulas,
// merged cells or remarks of threads in the rows, or parts of the file.
func (e *Edit) Apply(data []byte) (out []byte, err error) {
	return changed(data, func(f *excelize.File) error { return e.apply(f, data) })
}

func (e *Edit) apply(f *excelize.File, data []byte) error {
	if err := e.refuse(f, data); err != nil {
		return err
	}
	remarks, err := e.takeRemarks(f)
	if err != nil {
		return err
	}
	for i, row := range e.Rows {
		if e.Remove {
			err = errors.Join(err, f.RemoveRow(e.Sheet, row.Row-i)) // those before it are gone
			continue
		}
		for column, v := range row.Cells {
			err = errors.Join(err, e.set(f, column, row.Row, v))
		}
		for _, column := range row.Empty {
			if cell, formula, failed := e.formula(f, column, row.Row); failed != nil || formula == "" {
				err = errors.Join(err, failed, f.SetCellValue(e.Sheet, cell, nil))
			}
		}
	}
	return errors.Join(err, e.keepLeft(f, remarks))
}

func (e *Edit) set(f *excelize.File, column, row int, v any) error {
	cell, err := excelize.CoordinatesToCellName(column+1, row)
	if err != nil {
		return err
	}
	if text, ok := v.(string); ok {
		return f.SetCellStr(e.Sheet, cell, phrase.Straight(text))
	}
	style, failed := f.GetCellStyle(e.Sheet, cell)
	if err := errors.Join(failed, f.SetCellValue(e.Sheet, cell, nil), f.SetCellValue(e.Sheet, cell, v)); err != nil { // a text within the cell goes first
		return err
	}
	if _, date := v.(time.Time); date {
		style, err = asDate(f, style)
		return errors.Join(err, f.SetCellStyle(e.Sheet, cell, cell, style))
	}
	return nil
}

// asDate is a style in which a day is shown as one and not as a number: the style itself, or one like it.
func asDate(f *excelize.File, style int) (int, error) {
	like, err := f.GetStyle(style)
	if err != nil || showsDays(like) {
		return style, err
	}
	day := formatted("yyyy-mm-dd")
	if style != 0 {
		day.Alignment = like.Alignment
	}
	like.NumFmt, like.CustomNumFmt, like.Alignment = 0, day.CustomNumFmt, day.Alignment
	if like.Fill.Pattern < 0 { // what other programs write for none
		like.Fill = excelize.Fill{}
	}
	return f.NewStyle(like)
}

// notShown is what a number format has in quotes, in brackets or behind a stroke.
var notShown = regexp.MustCompile(`"[^"]*"|\[[^]]*\]|\\.`)

// showsDays tells whether a style's format has a day or a year in it (ECMA-376, part 1, 18.8.30).
func showsDays(s *excelize.Style) bool {
	if s.CustomNumFmt != nil {
		return strings.ContainsAny(strings.ToLower(notShown.ReplaceAllString(*s.CustomNumFmt, "")), "dy")
	}
	n := s.NumFmt
	return 14 <= n && n <= 17 || n == 22 || 27 <= n && n <= 31 || n == 36 || 50 <= n && n <= 54 || n == 57 || n == 58
}
