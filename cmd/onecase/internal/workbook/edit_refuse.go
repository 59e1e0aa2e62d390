package workbook

import (
	"cmp"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

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
