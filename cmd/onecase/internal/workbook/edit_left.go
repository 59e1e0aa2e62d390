package workbook

import (
	"errors"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"
)

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
