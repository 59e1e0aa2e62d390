package main

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"onecase/discretion"
	"onecase/examples/kent"
)

// write writes a file into the current folder.
func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// refused runs the command, which has to fail and to say so in one line with some
// words.
func refused(t *testing.T, args []string, words ...string) {
	t.Helper()
	stdout, stderr, code := try(args...)
	if code == 0 || stdout != "" || strings.Count(strings.TrimSpace(stderr), "\n") > 0 {
		t.Errorf("%q: exit %d, %q on standard output, and in more than one line: %q", args, code, stdout, stderr)
	}
	for _, w := range words {
		if !strings.Contains(stderr, w) {
			t.Errorf("%q: %q lacks %q", args, stderr, w)
		}
	}
}

func TestFilesWithoutEnd(t *testing.T) {
	t.Chdir(t.TempDir())
	write(t, "cases.csv", "case_id,gender\nK1,male\nK2,female\n")
	write(t, "zero.toml", "rules = \"/dev/zero\"\n")
	write(t, "large.toml", "rules = \"none\"\n#"+strings.Repeat("x", 1<<20))
	if err := os.Mkdir("folder.toml", 0o700); err != nil {
		t.Fatal(err)
	}
	devices := []string{"folder.toml"}
	if _, err := os.Stat("/dev/zero"); err == nil {
		if err := os.Symlink("/dev/zero", "device.toml"); err != nil {
			t.Fatal(err)
		}
		devices = append(devices, "device.toml", "/dev/zero")
		refused(t, []string{"rate", "zero.toml"}, "device or a pipe")
	}
	for _, name := range devices {
		why := "device or a pipe"
		if name == "folder.toml" {
			why = "folder"
		}
		for _, line := range []string{"rules check FILE", "plan cases.csv --rules FILE", "verify FILE cases.csv",
			"replace FILE --case K1 --reason ill",
			"draw cases.csv --extend FILE --size all=2"} {
			refused(t, strings.Fields(strings.ReplaceAll(line, "FILE", name)), name, why)
		}
		if filepath.Ext(name) == ".toml" {
			refused(t, []string{"rate", name}, name, why)
		}
	}
	mustRun(t, "demo", "kent")
	record, judged := filepath.Join("kent", "kent.record.json"), filepath.Join("kent", "judgements.csv")
	write(t, "readers.csv", "reader\nA\nB\n")
	mustRun(t, "assign", record, "--readers", "readers.csv", "--seed", "s")
	ends := []struct{ name, why string }{{"folder", "a folder"}, {"large", "larger than 64 MB"}, {"zero", "device or a pipe"}}
	for _, ext := range []string{".csv", ".xlsx"} {
		if err := cmp.Or(os.Mkdir("folder"+ext, 0o700), os.WriteFile("large"+ext, nil, 0o600), os.Truncate("large"+ext, 64<<20+1)); err != nil {
			t.Fatal(err)
		}
		for _, end := range ends {
			if end.name == "zero" && (len(devices) == 1 || os.Symlink("/dev/zero", end.name+ext) != nil) {
				continue
			}
			for _, line := range []string{"verify RECORD FILE", "replace RECORD --case K015 --reason ill --grid FILE",
				"assign RECORD --readers readers.csv --so-far JUDGED --grid FILE", "reread RECORD --cases 5 --first JUDGED --into FILE"} {
				if ext == ".csv" && strings.Contains(line, "--into") {
					continue
				}
				refused(t, strings.Fields(strings.NewReplacer("RECORD", record, "JUDGED", judged, "FILE", end.name+ext).Replace(line)),
					end.name+ext, end.why)
			}
		}
	}
	refused(t, []string{"rate", "large.toml"}, "larger than 1 MB")
	refused(t, []string{"rules", "check", "large.toml"}, "larger than 1 MB")
}

// A record comes from anyone: it does not say which files are opened.
func TestRecordNamesRulesFile(t *testing.T) {
	t.Chdir(t.TempDir())
	mustRun(t, "demo", "kent")
	write(t, "own.toml", fmt.Sprintf(otherRules, ""))
	list := filepath.Join("kent", "cases.csv")
	lines := []string{
		"verify r.json LIST", "draw LIST --extend r.json --size caution=23 --record r2.json --output s2.csv",
		"replace r.json LIST --case CASE --reason ill", "replace r.json --case CASE --reason ill --judgements g.csv --force",
	}
	for _, named := range []string{"own.toml", "gone.toml", filepath.Join(t.TempDir(), "endless.toml")} {
		write(t, named, fmt.Sprintf(otherRules, ""))
		mustRun(t, "draw", list, "--rules", named, "--as-of", kent.AsOf, "--seed", "s", "--record", "r.json", "--output", "s.csv", "--force")
		if named != "own.toml" { // whoever opened what the record names now would find nothing, or no end
			if err := os.Remove(named); err != nil {
				t.Fatal(err)
			}
		}
		if filepath.IsAbs(named) && os.Symlink("/dev/zero", named) != nil {
			t.Log("there are no links here")
		}
		record, err := os.ReadFile("r.json")
		if err != nil {
			t.Fatal(err)
		}
		first, err := discretion.ReadRecord("r.json")
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range lines {
			args := strings.Fields(strings.NewReplacer("LIST", list, "CASE", first.Groups[0].Selected[0].ID).Replace(line))
			refused(t, args, "the record names the rules", "--rules "+named)
			write(t, "again.json", string(record))
			mustRun(t, strings.Fields(strings.ReplaceAll(strings.Join(args, " "), "r.json", "again.json")+" --rules own.toml")...)
		}
		for _, name := range []string{"r2.json", "s2.csv", "g.csv"} {
			if err := os.Remove(name); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// Editors on Windows begin a text with a byte order mark.
func TestByteOrderMark(t *testing.T) {
	t.Chdir(t.TempDir())
	const text = "service=\"X\"\nrules=\"own.toml\"\n[results.asked]\nyes=1\nof=2\n"
	for _, mark := range []string{"", "\uFEFF"} {
		write(t, "own.toml", mark+fmt.Sprintf(otherRules, ""))
		write(t, "x.toml", mark+strings.Replace(text, "results.asked", `results."rest.asked"`, 1))
		write(t, "cases.csv", "case_id,gender\nK1,male\nK2,female\n")
		mustRun(t, "rate", "x.toml")
		mustRun(t, "draw", "cases.csv", "--rules", "none", "--size", "all=1", "--reserve", "0%", "--seed", "s",
			"--record", "r.json", "--output", "s.csv", "--force")
		record, err := os.ReadFile("r.json")
		if err != nil {
			t.Fatal(err)
		}
		write(t, "r.json", mark+string(record))
		mustRun(t, "verify", "r.json", "cases.csv")
		write(t, "x.toml", mark+text+"of=3\n")
		if _, stderr, code := try("rate", "x.toml"); code != 1 || !strings.Contains(stderr, "row 6") {
			t.Errorf("a wrong file that begins with %q: %d, %s", mark, code, stderr)
		}
	}
}

// Counts in a workbook count by their value; see the manual of rate.
func TestCountsByTheirValue(t *testing.T) {
	t.Chdir(t.TempDir())
	fill := func(yes any) {
		f := excelize.NewFile()
		defer f.Close()
		rows := [][]any{{"question", "yes", "of"}, {"court.assessment.safety", 13, 20},
			{"court.assessment.public", 1217, 2000}, {"court.assessment.desistance", yes, 20}}
		for i, row := range rows {
			if err := f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &row); err != nil {
				t.Fatal(err)
			}
		}
		for cell, format := range map[string]int{"B2": 2, "C3": 3, "B3": 3, "B4": 1} {
			style, err := f.NewStyle(&excelize.Style{NumFmt: format})
			if err != nil {
				t.Fatal(err)
			}
			if err := f.SetCellStyle("Sheet1", cell, cell, style); err != nil {
				t.Fatal(err)
			}
		}
		if err := f.SaveAs("counts.xlsx"); err != nil {
			t.Fatal(err)
		}
	}
	fill(12)
	result := mustRun(t, "rate", "counts.xlsx", "--rules", "hmip-youth-2018", "--format", "json")
	for _, want := range []string{`"yes": 13,`, `"yes": 1217,`, `"of": 2000,`, `"yes": 12,`} {
		if !strings.Contains(result, want) {
			t.Errorf("no %s in %s", want, result)
		}
	}
	fill(12.6)
	refused(t, []string{"rate", "counts.xlsx", "--rules", "hmip-youth-2018"}, `row 4: yes "12.6" is not a whole number of cases`)
}

// Ids have colons and groups have commas, as the flags that name them do.
func TestColonsAndCommas(t *testing.T) {
	t.Chdir(t.TempDir())
	write(t, "cases.csv", "Case ID,Team\nYJ:001,\"N, E=1\"\nYJ:002,W\nYJ=003,W\nYJ-004,W\nYJ,W\n")
	args := func(more ...string) []string {
		return append(strings.Fields("plan cases.csv --rules none --match Team --group-by Team --reserve 0% --format json"), more...)
	}
	for _, size := range []string{"N, E=1", "N, E=1=1", "W=2,N, E=1=1", "N, E=1=1 , W=2"} {
		for _, exclude := range []string{"YJ:002:closed", "YJ:002: closed: see note", "YJ:on remand: sealed"} {
			result := mustRun(t, args("--size", size, "--exclude", exclude)...)
			if !strings.Contains(result, `"group": "N, E=1"`) || !strings.Contains(result, `"population": 3`) {
				t.Errorf("--size %q --exclude %q: %s", size, exclude, result)
			}
		}
	}
	mustRun(t, args("--split", "W=60,N, E=1=40")...)
	refused(t, args("--exclude", "XX:002:closed"), `there is no case "XX" to exclude`)
	line := strings.Fields("draw cases.csv --rules none --match Team --group-by Team --reserve 0% --seed s --record r.json --output s.csv")
	mustRun(t, append(line, "--size", "N, E=1=1,W=1", "--include", "YJ:002:asked for", "--exclude", "YJ:closed")...)
	mustRun(t, "verify", "r.json", "cases.csv")
	mustRun(t, "draw", "cases.csv", "--extend", "r.json", "--size", "W=2", "--record", "r2.json", "--output", "s2.csv")
}

// Hidden rows are told of before the sizes, and not again at the end.
func TestHiddenRowsComeFirst(t *testing.T) {
	t.Chdir(t.TempDir())
	f := excelize.NewFile()
	defer f.Close()
	for i, row := range [][]any{{"Case ID", "Gender"}, {"A1", "Male"}, {"A2", "Female"}, {"A3", "Male"}, {"A4", "Female"}} {
		if err := f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &row); err != nil {
			t.Fatal(err)
		}
	}
	for _, row := range []int{3, 5} {
		if err := f.SetRowVisible("Sheet1", row, false); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.SaveAs("hidden.xlsx"); err != nil {
		t.Fatal(err)
	}
	for _, verb := range []string{"plan", "draw"} {
		result := mustRun(t, verb, "hidden.xlsx", "--rules", "none")
		before, _, _ := strings.Cut(result, "margin")
		if verb == "draw" {
			before, _, _ = strings.Cut(result, "Selected")
		}
		before = strings.Join(strings.Fields(before), " ")
		if said := `2 hidden rows were read like the others (the first is row 3): `; !strings.Contains(before, said) ||
			!strings.Contains(before, `--skip-rows "3,5"`) ||
			strings.Count(result, "hidden rows") != 1 {
			t.Errorf("%s: got\n%s\nwant %q before the sizes alone", verb, result, said)
		}
	}
}
