package main

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"onecase/discretion"
)

// zipped are the texts of all parts of a workbook, by name.
func zipped(t *testing.T, name string) map[string]string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	for _, part := range archive.File {
		r, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		texts[part.Name] = string(text)
	}
	return texts
}

// One workbook holds both readings. The planner's has the first answers as they were and a blind
// sheet for the second; what the second readers get has no trace of the first in any of its parts.
func TestRereadIntoWorkbook(t *testing.T) {
	t.Chdir(t.TempDir())
	smallDraw(t, "grid.xlsx")
	before := readGrid(t, "grid.xlsx")
	// The answers and the note are written so that nothing else of a workbook is like them.
	for i, row := range before.rows[1:] {
		for len(row) < len(before.rows[0]) {
			row = append(row, "")
		}
		for c, header := range before.rows[0] {
			switch header {
			case "reader":
				row[c] = []string{"Qa", "Qb"}[i%2]
			case "note":
				row[c] = "Found At Once"
			case "Seen in time", "Plan shared, and with whom?", "Child heard":
				row[c] = []string{"yEs", "nO"}[(i+c)%2]
			}
		}
		before.rows[i+1] = row
	}
	writeGrid(t, "grid.xlsx", before.rows)
	secret := []string{"yEs", "nO", "Found At Once"}
	before = readGrid(t, "grid.xlsx")
	record, err := os.ReadFile("r.json")
	if err != nil {
		t.Fatal(err)
	}
	args := []string{"reread", "r.json", "list.csv", "--cases", "4", "--seed", "s", "--first", "grid.xlsx",
		"--questions", "q.txt", "--into", "grid.xlsx", "--judgements", "second.xlsx"}
	stdout, stderr, code := try(args...)
	if code != 0 || !strings.Contains(stdout, "onecase agree grid.xlsx second.xlsx --record r.json") {
		t.Fatal(stdout, stderr)
	}
	after := readGrid(t, "grid.xlsx")
	if fmt.Sprint(after.rows) != fmt.Sprint(before.rows) {
		t.Errorf("the first reading is\n%v\nand was\n%v", after.rows, before.rows)
	}
	for part, text := range zipped(t, "second.xlsx") {
		for _, s := range secret {
			if strings.Contains(text, s) {
				t.Errorf("%s of the second readers' workbook has %q", part, s)
			}
		}
	}
	if texts := zipped(t, "grid.xlsx"); !strings.Contains(texts["xl/sharedStrings.xml"], secret[2]) {
		t.Error("the test looks for a text that the first answers do not have")
	}
	sheetOf := func(file, sheet string) [][]string {
		f, err := excelize.OpenFile(file)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		rows, err := f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		return rows
	}
	own, kept := sheetOf("second.xlsx", "Judgements"), sheetOf("grid.xlsx", discretion.SecondSheet)
	if fmt.Sprint(own) != fmt.Sprint(kept) || len(own) != 5 ||
		!slices.Equal(own[0], []string{"case_id", "team (list)", "order", "reader", "Seen in time",
			"Plan shared, and with whom?", "Child heard", "date", "note"}) {
		t.Errorf("the second readers' grid is\n%v\nand the sheet\n%v", own, kept)
	}
	for _, row := range own[1:] {
		if len(row) != 4 || row[1][0] != 'T' {
			t.Errorf("the row %q", row)
		}
	}
	for _, name := range []string{"grid.xlsx", "second.xlsx"} {
		if info, err := os.Stat(name); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", name, info.Mode(), err)
		}
	}

	// Filled in, the workbook alone is read as both readings; the other verbs read the first.
	f, err := excelize.OpenFile("grid.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	for i := range own[1:] {
		for _, column := range "EFG" {
			if err := f.SetCellStr(discretion.SecondSheet, fmt.Sprintf("%c%d", column, i+2), "no"); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := f.Save(); err != nil {
		t.Fatal(err)
	}
	f.Close()
	if stdout, stderr, code := try("agree", "grid.xlsx", "--record", "r.json", "--format", "json"); code != 0 ||
		!strings.Contains(stdout, `"cases": 4`) {
		t.Error(stdout, stderr)
	}
	if stdout, stderr, code := try("estimate", "grid.xlsx", "--record", "r.json", "--format", "json"); code != 0 ||
		!strings.Contains(stdout, `"of": 3`) || strings.Contains(stderr, "Second") {
		t.Error(stdout, stderr)
	}

	// What cannot be done leaves the record and the workbook as they are.
	whole, err := os.ReadFile("grid.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("r.json", record, 0o600); err != nil {
		t.Fatal(err)
	}
	write(t, "other.csv", "case_id,q\nX,yes\n")
	if err := os.WriteFile("text.xlsx", []byte("none"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ into, want string }{
		{"grid.xlsx", "grid.xlsx has a sheet Second reading already: give that one another name, or take it out"},
		{"other.csv", "only a workbook (.xlsx) has sheets"},
		{"text.xlsx", "text.xlsx"},
		{"none.xlsx", "none.xlsx: there is no such file"},
		{"s.csv", "only a workbook"},
	} {
		_, stderr, code := try("reread", "r.json", "--cases", "3", "--questions", "q.txt", "--into", c.into)
		if code == 0 || !strings.Contains(stderr, c.want) {
			t.Errorf("into %s: %s", c.into, stderr)
		}
	}
	if now, err := os.ReadFile("grid.xlsx"); err != nil || !bytes.Equal(now, whole) {
		t.Error("a workbook that cannot be changed was changed", err)
	}
	if now, err := os.ReadFile("r.json"); err != nil || !bytes.Equal(now, record) {
		t.Error("the record was changed without its workbook", err)
	}
	one, err := excelize.OpenFile("grid.xlsx")
	if err == nil {
		err = one.DeleteSheet(discretion.SecondSheet)
	}
	if err != nil {
		t.Fatal(err)
	}
	if err := one.SaveAs("one.xlsx"); err != nil {
		t.Fatal(err)
	}
	one.Close()
	if _, stderr, code := try("agree", "one.xlsx", "--record", "r.json"); code == 0 || !strings.Contains(stderr, "Second reading") {
		t.Error("a workbook of one reading: ", stderr)
	}
}
