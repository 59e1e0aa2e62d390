package main

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"onecase/discretion"
)

// A gridOfTest is a grid as a test fills it and reads it: rows of texts, and those kept of cases
// that left.
type gridOfTest struct{ rows, left [][]string }

// smallDraw draws 6 of 14 cases of two groups, with a grid.
func smallDraw(t *testing.T, grid string) {
	t.Helper()
	var list strings.Builder
	list.WriteString("case_id,group,team\n")
	for i := range 14 {
		fmt.Fprintf(&list, "C%02d,%s,T%d\n", i, []string{"a", "b"}[i%2], i%3)
	}
	for name, text := range map[string]string{"list.csv": list.String(),
		"q.txt": "Seen in time\nPlan shared, and with whom?\nChild heard\n"} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	args := []string{"draw", "list.csv", "--rules", "none", "--group-by", "group", "--size", "a=3,b=3", "--reserve",
		"3", "--keep", "team", "--seed", "1",
		"--record", "r.json", "--output", "s.csv", "--judgements", grid, "--questions", "q.txt", "--force"}
	if _, stderr, code := try(args...); code != 0 {
		t.Fatal(stderr)
	}
}

// readGrid reads a grid and what is kept beside it, the header first.
func readGrid(t *testing.T, name string) (g gridOfTest) {
	t.Helper()
	if filepath.Ext(name) == ".csv" {
		for path, to := range map[string]*[][]string{name: &g.rows, leftFile(name): &g.left} {
			text, err := os.ReadFile(path)
			if err != nil && path == name {
				t.Fatal(err)
			}
			r := csv.NewReader(strings.NewReader(string(text)))
			r.FieldsPerRecord = -1
			if *to, err = r.ReadAll(); err != nil {
				t.Fatal(err)
			}
		}
		return g
	}
	f, err := excelize.OpenFile(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if g.rows, err = f.GetRows("Judgements"); err != nil {
		t.Fatal(err)
	}
	if at, err := f.GetSheetIndex(discretion.LeftSheet); err == nil && at >= 0 {
		if g.left, err = f.GetRows(discretion.LeftSheet); err != nil {
			t.Fatal(err)
		}
	}
	return g
}

// writeGrid writes the rows of a grid over those of the file.
func writeGrid(t *testing.T, name string, rows [][]string) {
	t.Helper()
	if filepath.Ext(name) == ".csv" {
		var b strings.Builder
		if err := csv.NewWriter(&b).WriteAll(rows); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(b.String()), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	f, err := excelize.OpenFile(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for r, row := range rows {
		for c, text := range row {
			cell, err := excelize.CoordinatesToCellName(c+1, r+1)
			if err != nil {
				t.Fatal(err)
			}
			if text != "" {
				if err := f.SetCellStr("Judgements", cell, text); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	if err := f.Save(); err != nil {
		t.Fatal(err)
	}
}

// words are the texts of a row, sorted.
func words(row []string) []string {
	out := slices.DeleteFunc(slices.Clone(row), func(s string) bool { return strings.TrimSpace(s) == "" })
	for i := range out {
		out[i] = strings.TrimPrefix(out[i], "'")
	}
	slices.Sort(out)
	return out
}

// Whatever is entered in a grid, by hand and in columns of the readers' own, is there after any
// replacements: in its row, or kept with the case that left; and the reserve's row has none of it.
func TestReplaceInAGridLosesNoAnswer(t *testing.T) {
	t.Chdir(t.TempDir())
	fresh := map[string][]byte{}
	smallDraw(t, "grid.csv")
	smallDraw(t, "grid.xlsx")
	for _, name := range []string{"grid.csv", "grid.xlsx", "r.json"} {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		fresh[name] = text
	}
	rapid.Check(t, func(rt *rapid.T) {
		name := rapid.SampledFrom([]string{"grid.csv", "grid.xlsx"}).Draw(rt, "file")
		os.Remove(leftFile("grid.csv"))
		for name, text := range fresh {
			if err := os.WriteFile(name, text, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		g := readGrid(t, name)
		head := slices.IndexFunc(g.rows, func(row []string) bool { return len(row) > 0 && row[0] == "case_id" })
		if rapid.Bool().Draw(rt, "own column") {
			g.rows[head] = append(g.rows[head], "our remark")
		}
		header := g.rows[head]
		entry := rapid.SampledFrom([]string{"", "", "yes", "no", "na", "AB", "see file, p. 3", "=1+1", "-",
			"zwei\nZeilen", `"quoted"`, "0012", "é"})
		was := map[string][]string{}
		for i := head + 1; i < len(g.rows); i++ {
			row := make([]string, len(header))
			copy(row, g.rows[i])
			for c := 2; c < len(row); c++ {
				row[c] = entry.Draw(rt, "entry")
				if c < 5 && !slices.Contains([]string{"", "yes", "no", "na"}, row[c]) {
					row[c] = "yes" // a question
				}
			}
			g.rows[i] = row
			was[row[0]] = words(row)
		}
		writeGrid(t, name, g.rows)
		for range rapid.IntRange(1, 3).Draw(rt, "replacements") {
			ids := []string{}
			for _, row := range readGrid(t, name).rows[head+1:] {
				ids = append(ids, row[0])
			}
			id := rapid.SampledFrom(ids).Draw(rt, "case")
			policy := rapid.SampledFrom([]string{"replace", "replace", "not-assessable", "failed"}).Draw(rt, "policy")
			args := []string{"replace", "r.json", "list.csv", "--case", id, "--reason", "lost", "--policy", policy, "--grid", name}
			if _, stderr, code := try(args...); code != 0 {
				if strings.Contains(stderr, "counts as failed already") {
					continue
				}
				rt.Fatal(stderr)
			}
		}
		now := readGrid(t, name)
		if !slices.Equal(now.rows[head], header) {
			rt.Fatalf("the header is %q", now.rows[head])
		}
		seen := map[string]bool{}
		for _, row := range now.rows[head+1:] {
			id := row[0]
			if seen[id] {
				rt.Fatalf("%s is there twice", id)
			}
			seen[id] = true
			if before, ok := was[id]; ok {
				if !slices.Equal(words(row), before) {
					rt.Fatalf("%s had %q and has %q", id, before, words(row))
				}
			} else if got := words(row); len(got) > 3 { // its id and team, and the reader
				rt.Fatalf("the reserve has %q", got)
			}
		}
		for id, before := range was {
			if seen[id] {
				continue
			}
			kept := slices.IndexFunc(now.left, func(row []string) bool { return len(row) > 0 && row[0] == id })
			if kept < 0 {
				rt.Fatalf("%s is lost", id)
			}
			if got := words(now.left[kept][:len(header)]); !slices.Equal(got, before) {
				rt.Fatalf("%s had %q and is kept with %q", id, before, got)
			}
		}
	})
}

// A grid with cases whose ids begin as formulas do is read and changed as any other.
func TestReplaceWithIDsLikeFormulas(t *testing.T) {
	t.Chdir(t.TempDir())
	var list strings.Builder
	list.WriteString("case_id,team\n")
	for i := range 12 {
		fmt.Fprintf(&list, "'-C%02d,'=T%d\n", i, i%3)
	}
	for name, text := range map[string]string{"list.csv": list.String(), "q.txt": "Seen in time\nChild heard\n"} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, args := range [][]string{
		{"draw", "list.csv", "--rules", "none", "--size", "all=6", "--reserve", "3", "--keep", "team", "--seed", "1",
			"--record", "r.json", "--output", "s.csv", "--judgements", "g.csv", "--questions", "q.txt"},
		{"progress", "g.csv", "--record", "r.json"},
	} {
		if out, stderr, code := try(args...); code != 0 || strings.Contains(out, "not in the sample") {
			t.Fatal(out, stderr)
		}
	}
	gone := readGrid(t, "g.csv").rows[1][0]
	if !strings.HasPrefix(gone, "'-C") {
		t.Fatalf("%q is no text that was kept from being a formula", gone)
	}
	if _, stderr, code := try("replace", "r.json", "list.csv", "--case", gone[1:], "--reason", "=lost", "--grid", "g.csv"); code != 0 {
		t.Fatal(stderr)
	}
	after := readGrid(t, "g.csv")
	if got := after.rows[1]; !strings.HasPrefix(got[0], "'-C") || got[0] == gone || !strings.HasPrefix(got[1], "'=T") {
		t.Errorf("the reserve has %q", got)
	}
	if left := after.left[1]; left[0] != gone || left[len(left)-1] != "'=lost" {
		t.Errorf("kept %q", left)
	}
}

// A real date and a number under a format are kept as they are, and the case can be replaced. Once
// more, as after a run that broke off between the grid and the record, says what to do.
func TestReplaceKeepsDatesAndNumbers(t *testing.T) {
	t.Chdir(t.TempDir())
	smallDraw(t, "grid.xlsx")
	record, err := os.ReadFile("r.json")
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenFile("grid.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows("Judgements")
	if err != nil {
		t.Fatal(err)
	}
	head := slices.IndexFunc(rows, func(row []string) bool { return len(row) > 0 && row[0] == "case_id" })
	at := func(header string) string {
		cell, err := excelize.CoordinatesToCellName(slices.Index(rows[head], header)+1, head+2)
		if err != nil {
			t.Fatal(err)
		}
		return cell
	}
	tenths, err := f.NewStyle(&excelize.Style{NumFmt: 2})
	for _, err := range []error{
		err, f.SetCellValue("Judgements", at("date"), time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC)),
		f.SetCellValue("Judgements", at("note"), 12.345), f.SetCellStyle("Judgements", at("note"), at("note"), tenths), f.Save(),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	id := rows[head+1][0]
	args := []string{"replace", "r.json", "--case", id, "--reason", "lost", "--grid", "grid.xlsx"}
	if _, stderr, code := try(args...); code != 0 {
		t.Fatal(stderr)
	}
	after := readGrid(t, "grid.xlsx")
	if left := after.left[1]; !slices.Contains(left, "2026-01-05") || !slices.Contains(left, "12.345") {
		t.Errorf("kept %q", left)
	}
	if row := after.rows[head+1]; len(words(row)) > 3 {
		t.Errorf("the reserve has %q", row)
	}
	if err := os.WriteFile("r.json", record, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, stderr, _ := try(args...); !strings.Contains(stderr, "in the place of "+id+" already, row") ||
		!strings.Contains(stderr, "without --grid the record alone is changed") {
		t.Error(stderr)
	}
}

// A grid of questions that have no texts above them says on each page what an answer may be.
func TestAGridOfOwnQuestionsSaysItsAnswers(t *testing.T) {
	t.Chdir(t.TempDir())
	smallDraw(t, "grid.xlsx")
	f, err := excelize.OpenFile("grid.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if paper, err := f.GetHeaderFooter("Judgements"); err != nil || !strings.HasPrefix(paper.OddFooter, "&L&A: yes, no or na (does not apply)&C") {
		t.Errorf("below a page stands %q (%v)", paper.OddFooter, err)
	}
}

// What is kept of a row is printed with the marking of the other sheets.
func TestWhatIsKeptIsMarked(t *testing.T) {
	t.Chdir(t.TempDir())
	smallDraw(t, "grid.xlsx")
	rows := readGrid(t, "grid.xlsx").rows
	runLine(t, "replace r.json list.csv --case "+rows[len(rows)-1][0]+" --reason lost --grid grid.xlsx")
	f, err := excelize.OpenFile("grid.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for _, name := range []string{"Judgements", discretion.LeftSheet} {
		if paper, err := f.GetHeaderFooter(name); err != nil || !strings.Contains(paper.OddHeader, usualMarking) {
			t.Errorf("the pages of %s have the head %+v (%v)", name, paper, err)
		}
	}
}
