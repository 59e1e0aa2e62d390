package main

import (
	"bytes"
	"cmp"
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
	stayed  int      // of them, with the same reader
	what    []string // which of these
	added   []string // ids of those of the sample that it had no row for
}

// words say so of the grid in a file; "" for no grid.
func (m markedGrid) words(path string) string {
	order := "another " + cmp.Or(show.And(m.what), "reader") + " of " + phrase.Count(m.changed, "case")
	switch {
	case path == "":
		return ""
	case len(m.added) > 0 && m.changed == 0:
		order = "the rows of " + phrase.Count(len(m.added), "new case")
	case len(m.added) > 0:
		order = fmt.Sprintf("the rows of %s and another %s of %s", phrase.Count(len(m.added), "new case"), show.And(m.what),
			phrase.Plural(m.changed, "1 other", fmt.Sprintf("%d others", m.changed)))
	}
	if m.stayed > 0 && m.stayed < m.changed {
		order += fmt.Sprintf(" (%d of them %s with who had %s, and %s another day or place in the order)", m.stayed,
			phrase.Plural(m.stayed, "stays", "stay"), phrase.Plural(m.stayed, "it", "them"), phrase.Plural(m.stayed, "has", "have"))
	}
	return ", " + order + " in " + path
}

// assigned gives the grid's file with who reads what by the latest assignment. A case that stayed has its
// place in the order alone: who read it may have been entered by hand. One that counts as not met has no
// place nor day, and its note says so where there is none. A case without a row gets one below the others;
// in a table with a row for each answer, one for each question.
func (g *filledGrid) assigned(now *drawn, a *sample.Assignment) (file wholefile.File, marked markedGrid, err error) {
	place := map[string]int{}
	for i, h := range g.table.Header {
		place[strings.ToLower(h)] = i
	}
	if _, ok := place[readerHeader]; !ok {
		return file, marked, fmt.Errorf("%s has no column %s to write in: without --grid the record alone is changed", g.path, readerHeader)
	}
	layout := gridOf(now, nil, isWorkbook(g.path))
	failed, noted := map[string]bool{}, map[string]bool{}
	for _, of := range now.Record.Groups {
		for _, id := range show.Status(now.Record, of.Group).Failed {
			failed[id] = true
		}
	}
	if column, ok := place[noteHeader]; ok {
		for _, row := range g.table.Rows {
			noted[g.id(row)] = noted[g.id(row)] || row.Cell(column) != ""
		}
	}
	cells := func(id string) map[int]any {
		plan := layout.reading(id)
		values := map[string]any{orderHeader: filled(plan.order)}
		switch {
		case failed[id]:
			values[orderHeader], values[dayHeader] = nil, nil
			if !noted[id] {
				values[noteHeader] = notMet
			}
		case !slices.Contains(a.Kept, id):
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
	changed, other := map[string]bool{}, map[int]bool{}
	moved := map[string]bool{} // to another reader
	for _, row := range g.table.Rows {
		id := g.id(row)
		if !in[id] && !failed[id] {
			continue
		}
		for column, v := range cells(id) {
			if row.Cell(column) != cellTexts([]any{v})[0] {
				changed[id] = true
				moved[id] = moved[id] || column == place[readerHeader]
				other[column] = other[column] || in[id]
			}
		}
	}
	for _, header := range []string{readerHeader, dayHeader, orderHeader} {
		if column, ok := place[header]; ok && other[column] {
			marked.what = append(marked.what, header)
		}
	}
	for id := range changed {
		if in[id] {
			if marked.changed++; !moved[id] {
				marked.stayed++
			}
		}
	}
	added, rows := g.lacking(now, func(id string) bool { return in[id] })
	marked.added = added
	file, err = g.written(func(id string) map[int]any {
		if changed[id] {
			return cells(id)
		}
		return nil
	}, rows)
	return file, marked, err
}

// completed gives the grid's file with rows below for the cases of the sample that it has none for, and their ids.
func (g *filledGrid) completed(now *drawn) (file wholefile.File, added []string, err error) {
	added, rows := g.lacking(now, func(string) bool { return true })
	file, err = g.written(func(string) map[int]any { return nil }, rows)
	return file, added, err
}

// written gives the grid's file with these cells in the rows of each case, nil for none, and rows below.
func (g *filledGrid) written(cells func(id string) map[int]any, rows []map[int]any) (file wholefile.File, err error) {
	texts := func(id string) map[int]string {
		out := map[int]string{}
		for column, v := range cells(id) {
			out[column] = cellTexts([]any{v})[0]
		}
		return out
	}
	var out []byte
	if isWorkbook(g.path) {
		var edits []workbook.RowEdit
		for _, row := range g.table.Rows {
			if c := cells(g.id(row)); c != nil {
				edits = append(edits, workbook.RowEdit{Row: row.Number, Cells: c})
			}
		}
		if out, err = workbook.Set(g.data, g.table.Name, edits); err == nil && len(rows) > 0 {
			out, err = workbook.Append(out, g.table.Name, g.table.Rows[len(g.table.Rows)-1].Number, rows)
		}
	} else {
		var comma rune
		out, comma, err = g.rewritten(func(old []string) (to []string, is bool) {
			texts := texts(g.idOf(old))
			if len(texts) == 0 {
				return nil, false
			}
			to = make([]string, max(len(old), len(g.table.Header)))
			copy(to, old)
			for column, text := range texts {
				to[column] = report.Inert(text)
			}
			return to, true
		})
		if err == nil && len(rows) > 0 {
			out, err = appended(out, comma, len(g.table.Header), rows)
		}
	}
	if err == nil {
		err = g.checkWritten(out, texts, rows)
	}
	if err != nil {
		return file, fmt.Errorf("%s cannot be changed in its place, so no file was written: %w", g.path, err)
	}
	return wholefile.File{Path: g.path, Force: true, Text: out}, nil
}

// lacking are the cases of the sample, of those wanted, that the grid has no row for, and the rows that they
// get, as the record has them: in a table with a row for each answer, one for each question that it asks of
// their group.
func (g *filledGrid) lacking(now *drawn, wanted func(id string) bool) (ids []string, rows []map[int]any) {
	has, long := map[string]bool{}, g.columns.Answer >= 0
	question := func(row sheet.Row) string { return row.Cell(g.columns.Question) }
	asked := []sheet.Row{{}} // a row as each of the case's is
	if long {
		asked = nil
	}
	for _, row := range g.table.Rows {
		has[g.id(row)] = true
		if long && !slices.ContainsFunc(asked, func(like sheet.Row) bool { return strings.EqualFold(question(like), question(row)) }) {
			asked = append(asked, row)
		}
	}
	for _, of := range now.Record.Groups {
		s := show.Status(now.Record, of.Group)
		for _, k := range s.Sample {
			if has[k.ID] || !wanted(k.ID) || slices.Contains(s.Failed, k.ID) {
				continue
			}
			ids = append(ids, k.ID)
			g.beforehand(now, of.Group, k.ID)
			for _, like := range asked {
				if long && !g.columns.Asked(g.columns.Rules.QuestionsNamed(question(like)), of.Group) {
					continue
				}
				cells := map[int]any{}
				for column := range g.table.Header {
					v, stays := g.cell(column, like)
					if column == g.columns.Question {
						v, stays = question(like), false
					}
					if !stays && v != nil {
						cells[column] = v
					}
				}
				rows = append(rows, cells)
			}
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

// checkWritten compares the grid as it would be written with what it was: the same but for the cells
// that are written, and these rows below.
func (g *filledGrid) checkWritten(out []byte, written func(id string) map[int]string, added []map[int]any) error {
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
