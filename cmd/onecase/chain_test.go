package main

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

// answerOf fills a cell of the grid: the same answers every time, of all kinds.
func answerOf(row, column int) string {
	return []string{"yes", "yes", "no", "yes", "na", "yes", "yes"}[(3*row+5*column)%7]
}

// entryOf is what a reader enters in a column of the grid, and answerOf where it is a question's.
func entryOf(header string, row, column int) string {
	switch header {
	case "reader":
		return []string{"AB", "7"}[row%2]
	case "date":
		return "2021-07-01"
	case "note":
		return []string{"", "yes", "no file of 2020; see the letter"}[row%3]
	}
	return answerOf(row, column)
}

// fillCSV answers the blank cells of a grid and leaves out some cases.
func fillCSV(t *testing.T, from, to string, without ...string) {
	t.Helper()
	text, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(text), "\ufeff"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	w := csv.NewWriter(&out)
	for r, row := range rows {
		left := false
		for _, id := range without {
			left = left || row[0] == id
		}
		if left {
			continue
		}
		for c := range row {
			if r > 0 && row[c] == "" {
				row[c] = entryOf(rows[0][c], r, c)
			}
		}
		if err := w.Write(row); err != nil {
			t.Fatal(err)
		}
	}
	w.Flush()
	if err := os.WriteFile(to, []byte(out.String()), 0o600); err != nil {
		t.Fatal(err)
	}
}

// fillXLSX answers the blank cells of the grid in a workbook, and puts a sheet of
// notes before it, as people do.
func fillXLSX(t *testing.T, name string) {
	t.Helper()
	f, err := excelize.OpenFile(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	sheet := "Judgements"
	fillSheet(t, f, sheet)
	if _, err := f.NewSheet("Notes"); err != nil {
		t.Fatal(err)
	}
	if err := f.SetCellValue("Notes", "A1", "filled in by two inspectors"); err != nil {
		t.Fatal(err)
	}
	if err := f.MoveSheet("Notes", sheet); err != nil {
		t.Fatal(err)
	}
	if err := f.Save(); err != nil {
		t.Fatal(err)
	}
}

// fillSheet answers the blank cells of a grid that is a sheet of a workbook.
func fillSheet(t *testing.T, f *excelize.File, name string) {
	t.Helper()
	rows, err := f.GetRows(name)
	if err != nil {
		t.Fatal(err)
	}
	top := slices.IndexFunc(rows, func(row []string) bool { return slices.Contains(row, "case_id") }) // below the texts of the questions
	for r := top + 1; r < len(rows); r++ {
		for c, header := range rows[top] {
			cell, err := excelize.CoordinatesToCellName(c+1, r+1)
			if err != nil {
				t.Fatal(err)
			}
			if c >= len(rows[r]) || rows[r][c] == "" {
				if err := f.SetCellValue(name, cell, entryOf(header, r-top, c)); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}

// The chain that an inspection goes through: draw with an empty grid, fill it in a
// workbook or as CSV, rate and robust with the record, estimates by gender; cases
// that were not drawn are refused, and every policy of replacement is applied.
func TestFromDrawToRating(t *testing.T) {
	t.Chdir(t.TempDir())
	runLine(t, "demo kent")
	runLine(t, "draw kent/cases.xlsx --as-of 2021-06-21 --seed 7 --record r.json --output s.xlsx --judgements grid.xlsx")
	runLine(t, "draw kent/cases.xlsx --as-of 2021-06-21 --seed 7 --record again.json --output s.csv --judgements grid.csv")
	if _, stderr, code := try("rate", "grid.csv", "--record", "r.json"); code != 1 ||
		!strings.Contains(stderr, "no case has an answer yet") {
		t.Errorf("an empty grid: exit %d, %s", code, stderr)
	}
	fillCSV(t, "grid.csv", "filled.csv")
	fillXLSX(t, "grid.xlsx")

	// Without a name the first sheet that holds judgements is read, and that is said.
	if text := runLine(t, "rate grid.xlsx --record r.json"); !strings.Contains(text, `! the sheet "Judgements" was read`) {
		t.Error(text)
	}
	for _, verb := range []string{"rate", "robust --seed 1 --replicates 300", "estimate --by gender"} {
		one, other := runLine(t, verb+" filled.csv --record r.json --format json"),
			runLine(t, verb+" grid.xlsx --sheet Judgements --record r.json --format json")
		if one != other {
			t.Errorf("%s: the grid as CSV and as a workbook differ: %s", verb, cmp.Diff(one, other))
		}
		if !strings.Contains(one, `"population": 50`) || !strings.Contains(one, `"population": 30`) {
			t.Errorf("%s: the populations of the record are not there", verb)
		}
		stranger, err := os.ReadFile("filled.csv")
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.SplitN(string(stranger), "\n", 3)
		_, answers, _ := strings.Cut(lines[1], ",")
		if err := os.WriteFile("stranger.csv", []byte(string(stranger)+"K999,"+answers+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		if stdout, stderr, code := try(append(strings.Fields(verb), "stranger.csv", "--record", "r.json")...); code != 1 || stdout != "" ||
			!strings.Contains(stderr, "stranger.csv, row 67: case K999 has judgements and is not in the sample of Court disposals") {
			t.Errorf("%s: exit %d, %s", verb, code, stderr)
		}
	}

	// One case of each policy: replaced by another, failed, and left out.
	ids := idsOf(t, "filled.csv")
	by := struct{ By *string }{}
	if err := json.Unmarshal([]byte(runLine(t, "replace r.json --case "+ids[0]+" --reason moved --format json")),
		&by); err != nil || by.By == nil {
		t.Fatal(err, by)
	}
	runLine(t, "replace r.json --case "+ids[1]+" --reason lost --policy failed")
	runLine(t, "replace r.json --case "+ids[2]+" --reason short --policy not-assessable")
	if _, stderr, code := try("rate", "filled.csv", "--record", "r.json"); code != 1 ||
		!strings.Contains(stderr, "row 2: case "+ids[0]+" was replaced by "+*by.By+" (moved) and still has judgements (") ||
		!strings.Contains(stderr, "case "+ids[2]+" left the sample (short) and still has judgements (") {
		t.Errorf("cases that left the sample: exit %d, %s", code, stderr)
	}
	fillCSV(t, "grid.csv", "left.csv", ids[0], ids[2])
	var rated struct {
		Groups []struct {
			Group      string
			Population int
			Sample     int
		}
		Warnings []struct{ Code, Message string }
	}
	if err := json.Unmarshal([]byte(runLine(t, "rate left.csv --record r.json --format json")), &rated); err != nil {
		t.Fatal(err)
	}
	if g := rated.Groups[0]; g.Group != "court" || g.Population != 50 || g.Sample != 37 { // 39, less one left out and one not yet judged
		t.Errorf("%+v", g)
	}
	said := map[string]string{}
	for _, w := range rated.Warnings {
		said[w.Code] = w.Message
	}
	if !strings.Contains(said["counted-failed"], ids[1]) || !strings.Contains(said["not-judged"], *by.By) {
		t.Errorf("%v", said)
	}
	runLine(t, "robust left.csv --record r.json --replicates 300")
}

// idsOf gives the cases of a grid, in its order.
func idsOf(t *testing.T, name string) []string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for line := range strings.Lines(string(text)) {
		id, _, _ := strings.Cut(line, ",")
		ids = append(ids, id)
	}
	return ids[1:]
}
