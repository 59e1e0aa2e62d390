package main

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"onecase/cmd/onecase/internal/report"
	"onecase/cmd/onecase/internal/show"
	"onecase/cmd/onecase/internal/wholefile"
	"onecase/cmd/onecase/internal/workbook"
	"onecase/sample"
	"onecase/sample/sheet"
	"onecase/stats/phrase"
)

// A markedGrid is what a filled grid got with an assignment, in cases.
type markedGrid struct {
	changed int      // with another reader, day or order now
	added   []string // ids of those of the sample that it had no row for
}

// words say so of the grid in a file; "" for no grid.
func (m markedGrid) words(path string) string {
	order := "the reader, day and order of " + phrase.Count(m.changed, "case")
	switch {
	case path == "":
		return ""
	case len(m.added) > 0:
		order = fmt.Sprintf("the rows of %s and another reader, day or order of %s", phrase.Count(len(m.added), "new case"),
			phrase.Plural(m.changed, "1 other", fmt.Sprintf("%d others", m.changed)))
	}
	return ", " + order + " in " + path
}

// assigned gives the grid's file with who reads what by the latest assignment. A case that stayed has its
// place in the order alone: who read it may have been entered by hand. A case without a row gets one below
// the others, but in a table with a row for each answer.
func (g *filledGrid) assigned(now *drawn, a *sample.Assignment) (file wholefile.File, marked markedGrid, err error) {
	place := map[string]int{}
	for i, h := range g.table.Header {
		place[strings.ToLower(h)] = i
	}
	if _, ok := place[readerHeader]; !ok {
		return file, marked, fmt.Errorf("%s has no column %s to write in: without --grid the record alone is changed", g.path, readerHeader)
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
	marked.changed = len(changed)
	var rows []map[int]any
	if g.columns.Answer < 0 {
		marked.added, rows = g.lacking(now, a)
	}
	var out []byte
	if isWorkbook(g.path) {
		if out, err = workbook.Set(g.data, g.table.Name, edits); err == nil && len(rows) > 0 {
			out, err = workbook.Append(out, g.table.Name, g.table.Rows[len(g.table.Rows)-1].Number, rows)
		}
	} else {
		var comma rune
		out, comma, err = g.rewritten(func(old []string) (to []string, is bool) {
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
		if err == nil && len(rows) > 0 {
			out, err = appended(out, comma, len(g.table.Header), rows)
		}
	}
	if err == nil {
		err = g.checkAssigned(out, func(id string) map[int]string {
			if changed[id] {
				return texts(id)
			}
			return nil
		}, rows)
	}
	if err != nil {
		return file, marked, fmt.Errorf("%s cannot be changed in its place, so nothing was: %w", g.path, err)
	}
	return wholefile.File{Path: g.path, Force: true, Text: out}, marked, nil
}

// lacking are the cases of an assignment that the grid has no row for and the rows that they get, as the record
// has them.
func (g *filledGrid) lacking(now *drawn, a *sample.Assignment) (ids []string, rows []map[int]any) {
	has := map[string]bool{}
	for _, row := range g.table.Rows {
		has[g.id(row)] = true
	}
	for _, of := range now.Record.Groups {
		for _, k := range show.Status(now.Record, of.Group).Sample {
			if has[k.ID] || !slices.ContainsFunc(a.Cases, func(c sample.Assigned) bool { return c.Case == k.ID }) {
				continue
			}
			g.p = &sample.Replacement{Group: of.Group, By: k.ID}
			g.beforehand(now)
			cells := map[int]any{}
			for column := range g.table.Header {
				if v, stays := g.cell(column, sheet.Row{}); !stays && v != nil {
					cells[column] = v
				}
			}
			ids, rows = append(ids, k.ID), append(rows, cells)
		}
	}
	return ids, rows
}

// appended gives separated text with rows below it.
func appended(text []byte, comma rune, width int, rows []map[int]any) ([]byte, error) {
	crlf := bytes.Contains(text, []byte("\r\n"))
	text = append(slices.Clone(bytes.TrimRight(text, "\r\n")), phrase.Either(crlf, "\r\n", "\n")...)
	records := each(rows, func(row map[int]any) []string {
		record := make([]string, width)
		for column, v := range row {
			record[column] = report.Inert(cellTexts([]any{v})[0])
		}
		return record
	})
	more, err := separated(comma, crlf, records...)
	return append(text, more...), err
}

// checkAssigned compares the grid as it would be written with what it was: the same but for the cells
// that are written, and these rows below.
func (g *filledGrid) checkAssigned(out []byte, written func(id string) map[int]string, added []map[int]any) error {
	after, err := g.read(out, g.table.Name)
	if err != nil {
		return err
	}
	if !slices.Equal(after.Header, g.table.Header) || len(after.Rows) != len(g.table.Rows)+len(added) {
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
	for i, cells := range added {
		row := after.Rows[len(g.table.Rows)+i]
		for column := range g.table.Header {
			if text := cellTexts([]any{cells[column]})[0]; row.Cell(column) != text {
				return fmt.Errorf("the new row of %s would have %q and not %q", g.id(row), row.Cell(column), text)
			}
		}
	}
	return nil
}
