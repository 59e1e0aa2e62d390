package workbook

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

// filled is a grid as people leave it: with formulas, remarks and a sheet of their own.
func filled(t *testing.T, more func(*excelize.File) error) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	for i, row := range [][]any{{"id", "q", "note", "yes answers"}, {"K1", "yes", "a"}, {"K2", "no", "b"}, {"K3", "yes", "c"}} {
		cell, err := excelize.CoordinatesToCellName(1, i+1)
		if err == nil {
			err = f.SetSheetRow("Sheet1", cell, &row)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	_, err := f.NewSheet("Own")
	for _, step := range []error{
		err, f.SetCellFormula("Sheet1", "D3", `COUNTIF(B3,"yes")`),
		f.SetCellFormula("Own", "A1", "COUNTA(Sheet1!B2:B4)"), f.SetCellStr("Own", "B2", "ours"),
		f.AddComment("Sheet1", excelize.Comment{Cell: "B3", Author: "A", Text: "see the letter"}),
		f.AddComment("Sheet1", excelize.Comment{Cell: "B4", Author: "A", Text: "stays"}), more(f),
	} {
		if step != nil {
			t.Fatal(step)
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func nothing(*excelize.File) error { return nil }

// edited opens a filled workbook after edits, one on the other.
func edited(t *testing.T, edits ...Edit) *excelize.File {
	t.Helper()
	data := filled(t, nothing)
	for _, edit := range edits {
		var err error
		if data, err = edit.Apply(data); err != nil {
			t.Fatal(err)
		}
	}
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

// An edit changes its rows, and all else is as it was: formulas, other sheets, remarks of other
// rows. What stood in the rows is kept, remarks too.
func TestEdit(t *testing.T) {
	edit := Edit{Sheet: "Sheet1", Left: leftSheet([]string{"id", "q", "note"}, []string{"K2", "no", "=b"}),
		Rows: []RowEdit{{Row: 3, Cells: map[int]any{0: "K\u202e9", 1: nil}, Empty: []int{2, 3}}}}
	data := filled(t, nothing)
	for _, want := range []string{"id|q|note;K2|no|=b|remarks: B3: see the letter",
		"id|q|note;K2|no|=b|remarks: B3: see the letter;K2|no|=b"} {
		out, err := edit.Apply(data)
		if err != nil {
			t.Fatal(err)
		}
		f, err := excelize.OpenReader(bytes.NewReader(out))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		for cell, want := range map[string]string{"Sheet1!A3": "K9", "Sheet1!B3": "", "Sheet1!C3": "",
			"Sheet1!B2": "yes", "Sheet1!C4": "c", "Own!B2": "ours"} {
			sheet, cell, _ := strings.Cut(cell, "!")
			if got, err := f.GetCellValue(sheet, cell); err != nil || got != want {
				t.Errorf("%s %s is %q (%v), not %q", sheet, cell, got, err, want)
			}
		}
		for cell, want := range map[string]string{"Sheet1!D3": `COUNTIF(B3,"yes")`, "Own!A1": "COUNTA(Sheet1!B2:B4)", "Left!C2": ""} {
			sheet, cell, _ := strings.Cut(cell, "!")
			if got, err := f.GetCellFormula(sheet, cell); err != nil || got != want {
				t.Errorf("%s %s has the formula %q (%v), not %q", sheet, cell, got, err, want)
			}
		}
		remarks, err := f.GetComments("Sheet1")
		if err != nil || len(remarks) != 1 || remarks[0].Cell != "B4" {
			t.Errorf("remarks %+v, %v", remarks, err)
		}
		var left []string
		rows, err := f.GetRows("Left")
		for _, row := range rows {
			left = append(left, strings.Join(row, "|"))
		}
		if got := strings.Join(left, ";"); got != want || err != nil {
			t.Errorf("kept %q (%v), not %q", got, err, want)
		}
		for _, column := range []string{"A", "B", "C"} { // narrow enough for a page, with texts that go on below
			if w, err := f.GetColWidth("Left", column); err != nil || w > 24 {
				t.Errorf("column %s of what is kept is %v wide (%v)", column, w, err)
			}
		}
		data = out
	}
}

// Columns of what is kept grow with the texts of a later row.
func TestEditWidens(t *testing.T) {
	var edits []Edit
	for _, note := range []string{"", "2026-12-08 and so on"} {
		edits = append(edits, Edit{Sheet: "Sheet1", Left: leftSheet([]string{"id", "q", "note"}, []string{"K2", "no", note}),
			Rows: []RowEdit{{Row: 3, Cells: map[int]any{0: "K9"}}}})
	}
	f := edited(t, edits...)
	if w, err := f.GetColWidth("Left", "C"); err != nil || w < float64(len("2026-12-08 and so on")) {
		t.Errorf("the column is %v wide (%v)", w, err)
	}
}

// A row that is taken out leaves the others in their order.
func TestEditRemoves(t *testing.T) {
	edit := Edit{Sheet: "Sheet1", Left: leftSheet([]string{"id"}, []string{"K1"}, []string{"K3"}),
		Remove: true, Rows: []RowEdit{{Row: 2}, {Row: 4}}}
	out, err := edit.Apply(filled(t, nothing))
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(out))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows("Sheet1")
	if err != nil || len(rows) != 2 || !slices.Equal(rows[1][:3], []string{"K2", "no", "b"}) {
		t.Errorf("rows %q, %v", rows, err)
	}
}

// What would be lost is said, and nothing is changed.
func TestEditRefuses(t *testing.T) {
	for _, c := range []struct {
		name, want string
		more       func(*excelize.File) error
		edit       Edit
	}{
		{"a formula that is an answer", "row 3 has formulas in B3, which would be lost",
			func(f *excelize.File) error { return f.SetCellFormula("Sheet1", "B3", `"yes"`) }, Edit{}},
		{"merged cells", "row 3 has merged cells, C3:C4",
			func(f *excelize.File) error { return f.MergeCell("Sheet1", "C3", "C4") }, Edit{}},
		{"a row with a formula that is taken out", "row 3 has formulas in D3", nothing, Edit{Remove: true}},
		{"a remark with answers", "row 3 has a remark with answers to it", func(f *excelize.File) error {
			f.Pkg.Store("xl/threadedComments/threadedComment1.xml",
				[]byte(`<ThreadedComments><threadedComment id="1" ref="B3"/></ThreadedComments>`))
			return nil
		}, Edit{}},
	} {
		c.edit.Sheet, c.edit.Left, c.edit.Rows = "Sheet1", leftSheet([]string{"id"}, []string{"K2"}),
			[]RowEdit{{Row: 3, Cells: map[int]any{0: "K9", 1: nil}}}
		out, err := c.edit.Apply(filled(t, c.more))
		if err == nil || !strings.Contains(err.Error(), c.want) || out != nil {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	merged := filled(t, func(f *excelize.File) error { return f.MergeCell("Sheet1", "C3", "C4") })
	row := func(column int) []RowEdit { return []RowEdit{{Row: 3, Cells: map[int]any{column: "x"}}} }
	for name, is := range map[string]struct {
		of   func() ([]byte, error)
		want string
	}{
		"written into merged cells": {func() ([]byte, error) { return Set(merged, "Sheet1", row(2)) }, "row 3 has merged cells, C3:C4: part them"},
		"a formula written over":    {func() ([]byte, error) { return Set(merged, "Sheet1", row(3)) }, "row 3 has formulas in D3"},
		"below merged cells": {func() ([]byte, error) { return Append(merged, "Sheet1", 4, []map[int]any{{0: "K5"}}) },
			"row 4 has merged cells, C3:C4: part them"},
	} {
		if out, err := is.of(); err == nil || !strings.Contains(err.Error(), is.want) || out != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Set(merged, "Sheet1", row(0)); err != nil {
		t.Errorf("beside merged cells: %v", err)
	}
	if _, err := (&Edit{}).Apply([]byte("no workbook")); err == nil {
		t.Error("what is no workbook is edited")
	}
}

// leftSheet keeps rows of texts.
func leftSheet(header []string, rows ...[]string) Sheet {
	s := Sheet{Name: "Left", Header: header, Stay: 1}
	for _, row := range rows {
		var cells []any
		for _, text := range row {
			cells = append(cells, text)
		}
		s.Rows = append(s.Rows, cells)
	}
	return s
}

// A date that is written into a cell is shown as one, whatever the cell looked like.
func TestEditWritesDates(t *testing.T) {
	edit := Edit{Sheet: "Sheet1", Left: leftSheet([]string{"id"}, []string{"K2"}),
		Rows: []RowEdit{{Row: 3, Cells: map[int]any{1: time.Date(2026, 12, 7, 0, 0, 0, 0, time.UTC)}}}}
	out, err := edit.Apply(filled(t, nothing))
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(out))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if got, err := f.GetCellValue("Sheet1", "B3"); err != nil || got != "2026-12-07" {
		t.Errorf("the date shows as %q (%v)", got, err)
	}
}

// A day is shown as one in a cell of any format, as the format has it where it is one of days, and takes the place of a text
// that stands within the cell.
func TestDaysAreShownAsDays(t *testing.T) {
	border := []excelize.Border{{Type: "left", Color: "7F7F7F", Style: 1}}
	custom := func(code string) *excelize.Style { return &excelize.Style{CustomNumFmt: &code, Border: border} }
	for _, c := range []struct {
		style *excelize.Style
		want  string
	}{
		{&excelize.Style{NumFmt: 1, Border: border}, "2026-12-07"}, {&excelize.Style{NumFmt: 49, Border: border}, "2026-12-07"},
		{&excelize.Style{Border: border}, "2026-12-07"}, {&excelize.Style{NumFmt: 18, Border: border}, "2026-12-07"},
		{&excelize.Style{NumFmt: 14, Border: border}, "12-07-26"}, {custom("dd/mm/yyyy"), "07/12/2026"}, {custom("yyyy"), "2026"},
		{custom(`0 "day"`), "2026-12-07"}, {custom(`[Yellow]0`), "2026-12-07"}, {custom("hh:mm"), "2026-12-07"},
	} {
		data := filled(t, func(f *excelize.File) error {
			style, err := f.NewStyle(c.style)
			f.Styles.Fills.Fill[0].PatternFill.PatternType = "" // as other programs write that there is none
			return errors.Join(err, f.SetCellStyle("Sheet1", "B3", "B3", style), f.SetCellDefault("Sheet1", "B3", "tomorrow"))
		})
		if texts := parts(data, "xl/worksheets/"); !strings.Contains(strings.Join(texts, ""), "<is>") {
			t.Fatal("no text stands within a cell")
		}
		out, err := Set(data, "Sheet1", []RowEdit{{Row: 3, Cells: map[int]any{1: time.Date(2026, 12, 7, 0, 0, 0, 0, time.UTC)}}})
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(strings.Join(parts(out, "xl/worksheets/"), ""), "<is>") {
			t.Errorf("%+v: the text is there still", c.style)
		}
		f, err := excelize.OpenReader(bytes.NewReader(out))
		if err != nil {
			t.Fatal(err)
		}
		got, err := f.GetCellValue("Sheet1", "B3")
		style, err2 := f.GetCellStyle("Sheet1", "B3")
		like, err3 := f.GetStyle(style)
		if err := errors.Join(err, err2, err3, f.Close()); err != nil || got != c.want || len(like.Border) != 1 {
			t.Errorf("%+v: the day shows as %q, want %q (%v)", c.style, got, c.want, err)
		}
	}
}

// Cells of new rows have the words to choose from that those above have, and no others.
func TestNewRowsHaveTheListsOfThoseAbove(t *testing.T) {
	words := []string{"yes", "no & why", "na"}
	data := filled(t, func(f *excelize.File) error {
		for _, cells := range []string{"B2:B4", "C2:C3", "B4:B4"} {
			list := excelize.NewDataValidation(true)
			list.SetSqref(cells)
			if err := errors.Join(list.SetDropList(words), f.AddDataValidation("Sheet1", list)); err != nil {
				return err
			}
		}
		return nil
	})
	out, err := Append(data, "Sheet1", 4, []map[int]any{{0: "K4"}, {0: "K5"}})
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(out))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lists, err := f.GetDataValidations("Sheet1")
	if err != nil {
		t.Fatal(err)
	}
	var cells []string
	for _, list := range lists {
		cells = append(cells, list.Sqref)
		if want := `"` + strings.Join(words, ",") + `"`; list.Formula1 != want {
			t.Errorf("%s: %s, to be %s", list.Sqref, list.Formula1, want)
		}
	}
	if !slices.Contains(cells, "B5:B6") || slices.ContainsFunc(cells, func(c string) bool { return strings.HasPrefix(c, "C5") }) {
		t.Errorf("lists of %v", cells)
	}
	if id, err := f.GetCellValue("Sheet1", "A6"); err != nil || id != "K5" {
		t.Errorf("%q, %v", id, err)
	}
}
