package workbook

import (
	"archive/zip"
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
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

// threadRemark is the cell of a remark of a thread.
var threadRemark = regexp.MustCompile(`<threadedComment [^>]*ref="[A-Z]+([0-9]+)"`)

// refuse refuses rows whose contents cannot be moved whole.
func (e *Edit) refuse(f *excelize.File, data []byte) error {
	for _, row := range e.Rows {
		if err := cmp.Or(refuseMerged(f, e.Sheet, row.Row, func(int) bool { return true }), e.refuseFormulas(f, row)); err != nil {
			return err
		}
		for _, text := range parts(data, "xl/threadedComments/") {
			for _, m := range threadRemark.FindAllStringSubmatch(text, -1) {
				if m[1] == strconv.Itoa(row.Row) {
					return fmt.Errorf("row %d has a remark with answers to it, which would be lost: copy it into a cell and delete it", row.Row)
				}
			}
		}
	}
	return nil
}

// refuseMerged refuses a row with merged cells in some of its columns.
func refuseMerged(f *excelize.File, sheet string, row int, within func(column int) bool) error {
	merged, err := f.GetMergeCells(sheet)
	for _, m := range merged {
		left, top, err1 := excelize.CellNameToCoordinates(m.GetStartAxis())
		right, bottom, err2 := excelize.CellNameToCoordinates(m.GetEndAxis())
		if err = cmp.Or(err, err1, err2); err != nil || top > row || bottom < row {
			continue
		}
		for column := left; column <= right; column++ {
			if within(column - 1) {
				return fmt.Errorf("row %d has merged cells, %s:%s: part them, and write what they say in each", row,
					m.GetStartAxis(), m.GetEndAxis())
			}
		}
	}
	return err
}

// refuseFormulas refuses a row whose formulas an edit would take away.
func (e *Edit) refuseFormulas(f *excelize.File, row RowEdit) error {
	texts, err := f.GetRows(e.Sheet)
	if err != nil {
		return err
	}
	wide := 0
	for _, cells := range texts {
		wide = max(wide, len(cells))
	}
	var cells []string
	for column := range wide {
		if _, written := row.Cells[column]; !written && !e.Remove {
			continue
		}
		cell, formula, err := e.formula(f, column, row.Row)
		if err != nil {
			return err
		}
		if formula != "" {
			cells = append(cells, cell)
		}
	}
	if len(cells) > 0 {
		return fmt.Errorf("row %d has formulas in %s, which would be lost: put their values in their place", row.Row,
			strings.Join(cells, ", "))
	}
	return nil
}

func (e *Edit) formula(f *excelize.File, column, row int) (cell, formula string, err error) {
	if cell, err = excelize.CoordinatesToCellName(column+1, row); err == nil {
		formula, err = f.GetCellFormula(e.Sheet, cell)
	}
	return cell, formula, err
}

// takeRemarks takes the remarks out of the rows, for each row a text.
func (e *Edit) takeRemarks(f *excelize.File) (map[int]string, error) {
	all, err := f.GetComments(e.Sheet)
	if err != nil {
		return nil, err
	}
	texts := map[int]string{}
	for _, c := range all {
		_, row, err := excelize.CellNameToCoordinates(c.Cell)
		if err != nil {
			return nil, err
		}
		if !slices.ContainsFunc(e.Rows, func(r RowEdit) bool { return r.Row == row }) {
			continue
		}
		text := c.Text
		if text == "" {
			for _, run := range c.Paragraph {
				text += run.Text
			}
		}
		texts[row] += c.Cell + ": " + text + "\n"
		if err := f.DeleteComment(e.Sheet, c.Cell); err != nil {
			return nil, err
		}
	}
	return texts, nil
}

// keepLeft adds the rows of Left, with the remarks of each below its last column.
func (e *Edit) keepLeft(f *excelize.File, remarks map[int]string) error {
	st, err := newStyles(f)
	if err != nil {
		return err
	}
	at, err := f.GetSheetIndex(e.Left.Name)
	if err != nil {
		return err
	}
	s := e.Left.wrapped()
	next := s.headerRow() + 1
	if at < 0 {
		_, err = f.NewSheet(s.Name)
		panes, failed := s.panes()
		if err := errors.Join(err, failed, s.fill(f, st), f.SetPanes(s.Name, panes), layOut(f, s)); err != nil {
			return err
		}
	} else {
		before, err := f.GetRows(s.Name)
		if err != nil {
			return err
		}
		next = len(before) + 1
		if len(before) == 0 || !sameHeader(before[0], s.Header) { // the grid has other columns now
			for i, h := range s.Header {
				err = errors.Join(err, put(f, s.Name, i, next, h, st.header))
			}
			next++
		}
		if err := errors.Join(err, s.widen(f), s.putRows(f, st, next)); err != nil {
			return err
		}
	}
	for i, r := range e.Rows {
		if text := strings.TrimSpace(remarks[r.Row]); text != "" {
			if err := put(f, s.Name, len(s.Header), next+i, "remarks: "+text, st.long); err != nil {
				return err
			}
		}
	}
	return nil
}

// wrapped is a sheet of texts whose columns are narrow enough for a page: what is longer goes on in
// the next line of its cell.
func (s Sheet) wrapped() Sheet {
	const most = 24
	for i, width := range widths(s) {
		if !s.chosen(i) {
			s.Blanks = append(s.Blanks, Blank{Column: i, Width: min(width, most)})
		}
	}
	return s
}

// widen makes the columns that a worksheet has as wide as those of the sheet need.
func (s Sheet) widen(f *excelize.File) error {
	for i, width := range widths(s) {
		column, err := excelize.ColumnNumberToName(i + 1)
		had, err2 := f.GetColWidth(s.Name, column)
		if err := errors.Join(err, err2); err != nil {
			return err
		}
		if width > had {
			if err := f.SetColWidth(s.Name, column, column, width); err != nil {
				return err
			}
		}
	}
	return nil
}

// sameHeader tells whether a row begins as a header does, but for blank cells at its end.
func sameHeader(row, header []string) bool {
	for len(header) > 0 && header[len(header)-1] == "" {
		header = header[:len(header)-1]
	}
	return len(row) >= len(header) && slices.Equal(row[:len(header)], header)
}

// parts are the texts of the parts of a workbook below a folder.
func parts(data []byte, folder string) (texts []string) {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil
	}
	for _, part := range archive.File {
		if !strings.HasPrefix(part.Name, folder) {
			continue
		}
		if r, err := part.Open(); err == nil {
			var text bytes.Buffer
			if _, err := text.ReadFrom(r); err == nil {
				texts = append(texts, text.String())
			}
			r.Close()
		}
	}
	return texts
}

// derived are beginnings of the parts that a spreadsheet makes again by itself, and of those of
// remarks, which go where the last one of a sheet does.
var derived = []string{"xl/calcchain.xml", "docprops/thumbnail.", "xl/sharedstrings.xml", "xl/comments", "xl/drawings/vmldrawing"}

var formulaPart = regexp.MustCompile(`<f[ >]`)

// kept fails where a part of a workbook or a formula is not there after the change.
func kept(before, after []byte) error {
	names := func(data []byte) (names []string, formulas int) {
		archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			return nil, 0
		}
		for _, part := range archive.File {
			names = append(names, strings.ToLower(strings.TrimPrefix(part.Name, "/")))
		}
		for _, text := range parts(data, "xl/worksheets/") {
			formulas += len(formulaPart.FindAllString(text, -1))
		}
		return names, formulas
	}
	had, formulas := names(before)
	has, still := names(after)
	if len(slices.Compact(slices.Sorted(slices.Values(has)))) < len(has) {
		return errors.New("it has parts under unusual names: open it in a spreadsheet and save it as .xlsx")
	}
	for _, name := range had {
		isDerived := slices.ContainsFunc(derived, func(d string) bool { return strings.HasPrefix(name, d) })
		if strings.HasSuffix(name, "/") || isDerived || slices.Contains(has, name) {
			continue
		}
		return fmt.Errorf("part of the workbook, %s, would be lost: copy the sheet of the answers into a workbook of its own", name)
	}
	if still < formulas {
		return fmt.Errorf("%d of the workbook's %d formulas would be lost: copy the sheet of the answers into a workbook of its own", formulas-still, formulas)
	}
	return nil
}
