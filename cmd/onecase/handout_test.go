package main

import (
	"archive/zip"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"onecase/discretion"
)

// writeBook writes a workbook of one sheet.
func writeBook(t *testing.T, name string, rows ...[]any) {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	for i, row := range rows {
		cell, err := excelize.CoordinatesToCellName(1, i+1)
		if err != nil {
			t.Fatal(err)
		}
		if err := f.SetSheetRow("Sheet1", cell, &row); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.SaveAs(name); err != nil {
		t.Fatal(err)
	}
}

// The workbook of a sample has the list's columns as they were, ids as numbers or texts as they stood,
// workers and persons only where they are asked for, and the reserves out of sight.
func TestSampleWorkbookIsAsTheListWas(t *testing.T) {
	folder := t.TempDir()
	list, out := filepath.Join(folder, "list.xlsx"), filepath.Join(folder, "sample.xlsx")
	rows := [][]any{{"Case no", "Sex", "Case manager", "Surname", "Area", "Age", "Start date"}}
	for i := range 30 {
		var id any = 4000 + i
		if i%3 == 0 {
			id = []any{"A/" + string(rune('a'+i%26)), "0" + string(rune('0'+i/3))}[i%2]
		}
		rows = append(rows, []any{id, []string{"M", "f"}[i%2], "Ms Tell", "Not" + string(rune('a'+i%26)), "East",
			20 + i, time.Date(2026, 3, 1+i%28, 0, 0, 0, 0, time.UTC)})
	}
	writeBook(t, list, rows...)
	draw := func(more ...string) *excelize.File {
		mustRun(t, append([]string{"draw", list, "--rules", "none", "--size", "all=12", "--match", "gender", "--seed", "1", "--force",
			"--record", filepath.Join(folder, "r.json"), "--output", out}, more...)...)
		f, err := excelize.OpenFile(out)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { f.Close() })
		return f
	}
	f := draw("--service", "Kent & Medway", "--as-of", "2026-06-21")
	got, err := f.GetRows("Selected")
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"Case no", "group", "Sex", "Start date", "row in the list", "weight", "population"}; !slices.Equal(got[0], want) {
		t.Errorf("the columns are %q, not %q", got[0], want)
	}
	source, err := excelize.OpenFile(list)
	if err != nil {
		t.Fatal(err)
	}
	defer source.Close()
	kinds := map[excelize.CellType]int{}
	for i, row := range got[1:] {
		place := func(column string, row int) string { return column + strconv.Itoa(row) }
		from := 0
		for r := range rows {
			if v, _ := source.GetCellValue("Sheet1", place("A", r+1)); r > 0 && v == row[0] {
				from = r + 1
			}
		}
		was, err := source.GetCellType("Sheet1", place("A", from))
		is, err2 := f.GetCellType("Selected", place("A", i+2))
		if kinds[is]++; err != nil || err2 != nil || was != is || row[4] != strconv.Itoa(from) {
			t.Errorf("%s of row %d is of the kind %d, in the list %d (%v, %v); its row is %s", row[0], from, is, was, err, err2, row[4])
		}
		if sex, _ := source.GetCellValue("Sheet1", place("B", from)); sex != row[2] {
			t.Errorf("%s is %s, in the list %s", row[0], row[2], sex)
		}
		if weight, _ := f.GetCellValue("Selected", place("F", i+2),
			excelize.Options{RawCellValue: true}); weight != "2.5" || row[5] != "2.50" {
			t.Errorf("the weight %s is shown as %s", weight, row[5])
		}
	}
	if len(kinds) != 2 {
		t.Errorf("ids of the kinds %v: the list has numbers and texts", kinds)
	}
	for _, sheet := range f.GetSheetList() {
		head, err := f.GetHeaderFooter(sheet)
		if want := `&LKent && Medway&C&"-,Bold"Confidential&Rinspection on 21 June 2026`; err != nil || head.OddHeader != want {
			t.Errorf("%s has the head %q (%v), not %q", sheet, head.OddHeader, err, want)
		}
		if seen, err := f.GetSheetVisible(sheet); err != nil || seen == (sheet == "Reserves") {
			t.Errorf("%s is to be seen: %v (%v)", sheet, seen, err)
		}
	}
	f = draw("--keep", "all", "--marking", "none")
	if got, err = f.GetRows("Selected"); err != nil ||
		strings.Join(got[0], ",") != "Case no,group,Sex,Start date,Area,Age,row in the list,weight,population" {
		t.Errorf("with all columns they are %q (%v)", got[0], err)
	}
	if head, err := f.GetHeaderFooter("Selected"); err != nil || head.OddHeader != "" {
		t.Errorf("with no marking the head is %q (%v)", head.OddHeader, err)
	}
	f = draw("--keep", "Case manager", "--keep", "Surname")
	if got, err = f.GetRows("Selected"); err != nil || got[0][4] != "Case manager" || got[1][5] == "" {
		t.Errorf("with two columns that were asked for they are %q (%v)", got[0], err)
	}
}

// What a record says of its draw holds in what comes after: the confidence of its plan where the rules state
// none, and the marking and the day on what is printed, but for what anyone may see.
func TestRecordGoesOn(t *testing.T) {
	t.Chdir(t.TempDir())
	rows := [][]any{{"Case no", "Sex"}}
	for i := range 30 {
		rows = append(rows, []any{"P" + strconv.Itoa(100+i), []string{"M", "F"}[i%2]})
	}
	writeBook(t, "list.xlsx", rows...)
	report := mustRun(t, "draw", "list.xlsx", "--rules", "clinical-audit", "--confidence", "95", "--size", "patients=12", "--seed", "1",
		"--as-of", "2026-06-21", "--marking", "OFFICIAL", "--record", "r.json", "--output", "s.csv", "--letter", "l.docx", "--format", "html")
	rows = [][]any{{"case_id", "Is it there?"}}
	record, err := discretion.ReadRecord("r.json")
	if err != nil {
		t.Fatal(err)
	}
	for i, c := range record.Groups[0].Selected {
		rows = append(rows, []any{c.ID, []string{"yes", "no"}[i%2]})
	}
	writeBook(t, "j.xlsx", rows...)
	for _, verb := range []string{"rate", "estimate"} {
		words := []string{verb, "j.xlsx", "--rules", "none", "--record", "r.json", "--format", "json"}
		if got := mustRun(t, words...); !strings.Contains(got, `"confidence": 0.95`) || strings.Contains(got, `"other-rules"`) {
			t.Errorf("%s is not at the confidence of the record's plan, or warns of no rules:\n%s", verb, got)
		}
		if got := mustRun(t, append(words, "--confidence", "90")...); !strings.Contains(got, `"confidence": 0.9,`) {
			t.Errorf("%s is not at the confidence that is asked for:\n%s", verb, got)
		}
	}
	page := mustRun(t, "rate", "j.xlsx", "--rules", "none", "--record", "r.json", "--format", "html")
	for of, text := range map[string]string{"draw": report, "rate": page} {
		if !strings.Contains(text, `@top-center { content: "OFFICIAL"`) {
			t.Errorf("the report of %s has no marking:\n%.1500s", of, text)
		}
	}
	if !strings.Contains(page, "21 June 2026") {
		t.Error("the report of rate has no day")
	}
	letter, err := zip.OpenReader("l.docx")
	if err != nil {
		t.Fatal(err)
	}
	defer letter.Close()
	if head, err := fs.ReadFile(letter, "word/header.xml"); err != nil || !strings.Contains(string(head), ">OFFICIAL<") {
		t.Errorf("the letter has the head %q (%v)", head, err)
	}
	if text := mustRun(t, "rate", "j.xlsx", "--rules", "none", "--record", "r.json", "--publish", "--format", "html"); strings.Contains(text, "OFFICIAL") {
		t.Error("what anyone may see is marked")
	}
}
