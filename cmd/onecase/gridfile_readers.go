package main

import (
	"fmt"
	"slices"
	"strings"

	"onecase/cmd/onecase/internal/report"
	"onecase/cmd/onecase/internal/wholefile"
	"onecase/cmd/onecase/internal/workbook"
	"onecase/sample"
	"onecase/sample/sheet"
)

// assigned gives the grid's file with who reads what by the latest assignment, and how many cases have
// another reader, day or order now. A case that stayed has its place in the order alone: who read it may
// have been entered by hand.
func (g *filledGrid) assigned(now *drawn, a *sample.Assignment) (file wholefile.File, cases int, err error) {
	place := map[string]int{}
	for i, h := range g.table.Header {
		place[strings.ToLower(h)] = i
	}
	if _, ok := place[readerHeader]; !ok {
		return file, 0, fmt.Errorf("%s has no column %s to write in: without --grid the record alone is changed", g.path, readerHeader)
	}
	layout := gridOf(now, nil, isWorkbook(g.path))
	cells := func(id string) map[int]any {
		plan := layout.reading(id)
		values := map[string]any{orderHeader: filled(plan.order)}
		if !slices.Contains(a.Kept, id) {
			values[readerHeader], values[dayHeader] = filled(plan.reader), plan.day
		}
		out := map[int]any{}
		for header, v := range values {
			if column, ok := place[header]; ok {
				out[column] = v
			}
		}
		return out
	}
	in := map[string]bool{}
	for _, c := range a.Cases {
		in[c.Case] = true
	}
	texts := func(id string) map[int]string {
		out := map[int]string{}
		for column, v := range cells(id) {
			out[column] = cellTexts([]any{v})[0]
		}
		return out
	}
	differs := func(row sheet.Row, want map[int]string) bool {
		for column, text := range want {
			if row.Cell(column) != text {
				return true
			}
		}
		return false
	}
	changed := map[string]bool{}
	var edits []workbook.RowEdit
	for _, row := range g.table.Rows {
		if id := g.id(row); in[id] && differs(row, texts(id)) {
			changed[id] = true
			edits = append(edits, workbook.RowEdit{Row: row.Number, Cells: cells(id)})
		}
	}
	var out []byte
	if isWorkbook(g.path) {
		out, err = workbook.Set(g.data, g.table.Name, edits)
	} else {
		out, _, err = g.rewritten(func(old []string) (to []string, is bool) {
			id := g.idOf(old)
			if !changed[id] {
				return nil, false
			}
			to = make([]string, max(len(old), len(g.table.Header)))
			copy(to, old)
			for column, text := range texts(id) {
				to[column] = report.Inert(text)
			}
			return to, true
		})
	}
	if err == nil {
		err = g.checkAssigned(out, func(id string) map[int]string {
			if changed[id] {
				return texts(id)
			}
			return nil
		})
	}
	if err != nil {
		return file, 0, fmt.Errorf("%s cannot be changed in its place, so nothing was: %w", g.path, err)
	}
	return wholefile.File{Path: g.path, Force: true, Text: out}, len(changed), nil
}

// checkAssigned compares the grid as it would be written with what it was: the same but for the cells
// that are written.
func (g *filledGrid) checkAssigned(out []byte, written func(id string) map[int]string) error {
	after, err := g.read(out, g.table.Name)
	if err != nil {
		return err
	}
	if !slices.Equal(after.Header, g.table.Header) || len(after.Rows) != len(g.table.Rows) {
		return fmt.Errorf("it would have another header or other rows")
	}
	for i, row := range g.table.Rows {
		want := written(g.id(row))
		for column := range g.table.Header {
			text, is := want[column]
			if !is {
				text = row.Cell(column)
			}
			if after.Rows[i].Cell(column) != text {
				return fmt.Errorf("row %d, %s would be %q and not %q", row.Number, g.table.Header[column], after.Rows[i].Cell(column), text)
			}
		}
	}
	return nil
}
