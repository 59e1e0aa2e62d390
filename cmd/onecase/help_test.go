package main

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/testscript"

	"onecase/cmd/onecase/internal/workbook"
	"onecase/discretion"
)

// What a verb says of its flags fits a terminal of 80 columns, names what a flag
// takes and not its default, and has no default for what is on or off.
func TestHelpOfFlags(t *testing.T) {
	for _, v := range verbs() {
		stdout, stderr, code := try(v.name, "--help")
		if code != 0 || stderr != "" {
			t.Fatalf("%s --help: exit %d, %s", v.name, code, stderr)
		}
		if !strings.Contains(stdout, "\nFlags:\n") {
			t.Errorf("%s --help lists no flags", v.name)
		}
		for line := range strings.Lines(stdout) {
			if strings.HasPrefix(line, "  onecase ") || strings.HasPrefix(line, "Usage: ") {
				continue // commands are not folded
			}
			if n := utf8.RuneCountInString(strings.TrimSuffix(line, "\n")); n > helpWidth {
				t.Errorf("%s: %d columns: %s", v.name, n, line)
			}
			if strings.Contains(line, "(default false)") || strings.Contains(line, "(default: ") {
				t.Errorf("%s: %s", v.name, line)
			}
		}
	}
	stdout, _, _ := try("plan", "--help")
	for _, want := range []string{
		"\n  --criterion normal|estimate|interval\n      how sizes are found: normal (the published formula), estimate or interval\n      (guaranteed) (default normal)\n",
		"\n  --format table|json|csv|markdown|html\n      how to show the result (default table)\n",
		"\n  --size GROUP=N\n      the sample of a group, in place of the one worked out\n",
		"\n  --skip-problems\n      leave out rows that have problems, and list them\n",
		"\n  --confidence LEVEL\n      two-sided confidence LEVEL: 0.8, 80 and 80% are the same (default the\n      rules' own, else 80%)\n",
	} {
		if !strings.Contains(stdout, want) {
			t.Errorf("plan --help lacks %q", want)
		}
	}
}

// exampleLine is a command that a help text shows, up to a remark behind it.
var exampleLine = regexp.MustCompile(`(?m)^  onecase (.*?)(?:   .*| > .*)?$`)

// Every example of every help text can be typed as it stands, in a folder with
// the files of demo and of examples.
func TestExamplesOfHelpRun(t *testing.T) {
	base := filepath.Join(t.TempDir(), "base")
	if _, stderr, code := try("demo", base); code != 0 {
		t.Fatal(stderr)
	}
	for name, from := range map[string]string{
		"mine.toml":      "../../discretion/rules/sets/hmip-youth-2018.toml",
		"audit.csv":      "testdata/audit.csv",
		"questions.csv":  "testdata/questions.csv",
		"readers.csv":    "testdata/readers.csv",
		"left.csv":       "testdata/left.csv",
		"grid.csv":       "testdata/grid.csv",
		"follow-up.toml": "../../examples/kent/follow-up.toml",
		"north.toml":     "../../examples/region/north.toml",
		"middle.toml":    "../../examples/region/middle.toml",
		"south.toml":     "../../examples/region/south.toml",
		"first.csv":      "testdata/first.csv",
		"second.csv":     "testdata/second.csv",
	} {
		text, err := os.ReadFile(from)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(base, name), text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	bothReadings(t, filepath.Join(base, "both.xlsx"))
	scripts := t.TempDir()
	for _, v := range verbs() {
		examples := exampleLine.FindAllStringSubmatch(manualOf(v.name), -1)
		if len(examples) == 0 {
			t.Errorf("%s --help has no example", v.name)
		}
		for i, m := range examples {
			script := ""
			if strings.Contains(m[1], "cases.record.json") { // what draw's first example leaves
				script = "exec onecase draw cases.xlsx --as-of 2021-06-21 --seed 'dice 3 1 4 1 5'\n"
			}
			if strings.Contains(m[1], "--commitment dice.html") { // what commit's example leaves
				script = "exec onecase commit cases.xlsx --as-of 2021-06-21 --format html --output dice.html\n"
			}
			if strings.Contains(m[1], "--sheets") || strings.Contains(m[1], "--day ") { // of a sample that is shared out
				script = "exec onecase assign kent.record.json --readers readers.csv --days 5 --seed s\n"
			}
			if strings.Contains(m[1], "verify kent.public.json") { // what record's example leaves
				script = "exec onecase record kent.record.json --public\n"
			}
			if v.name == "agree" && strings.Contains(m[1], "--record") { // the second reading that was read
				script = "exec onecase reread kent.record.json --cases 12 --seed s --first first.csv\n"
			}
			if strings.Contains(m[1], "--into grid.xlsx") { // the grid of the first readers
				script = "exec onecase verify kent.record.json cases.xlsx --judgements grid.xlsx\n"
			}
			script += "exec onecase '" + strings.Join(splitWords(m[1]), "' '") + "'\n"
			if !strings.Contains(m[1], "--output") {
				script += "stdout .\n"
			}
			if err := os.WriteFile(filepath.Join(scripts, fmt.Sprintf("%s-%d.txt", v.name, i+1)), []byte(script), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	testscript.Run(t, testscript.Params{
		Dir:   scripts,
		Setup: func(e *testscript.Env) error { return os.CopyFS(e.WorkDir, os.DirFS(base)) },
	})
}

// bothReadings writes a workbook of two readings.
func bothReadings(t *testing.T, path string) {
	t.Helper()
	var sheets []workbook.Sheet
	for name, file := range map[string]string{"Judgements": "testdata/first.csv", discretion.SecondSheet: "testdata/second.csv"} {
		f, err := os.Open(file)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		rows, err := csv.NewReader(f).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		s := workbook.Sheet{Name: name, Header: rows[0]}
		for _, row := range rows[1:] {
			s.Rows = append(s.Rows, each(row, func(text string) any { return text }))
		}
		sheets = append(sheets, s)
	}
	var b bytes.Buffer
	if err := workbook.Write(&b, sheets); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}
