package main

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"
)

// The plan of the example fits 100 columns, and its working has no step that
// changes nothing.
func TestPlanOfTheExample(t *testing.T) {
	t.Chdir(t.TempDir())
	if _, stderr, code := try("demo"); code != 0 {
		t.Fatal(stderr)
	}
	list := []string{"plan", "onecase-demo/cases.csv", "--as-of"}
	stdout, stderr, code := try(append(list, "2021-06-21", "--explain")...)
	if code != 0 {
		t.Fatal(stderr)
	}
	for line := range strings.Lines(stdout) {
		if n := utf8.RuneCountInString(strings.TrimRight(line, "\n")); n > 100 {
			t.Errorf("%d columns: %s", n, line)
		}
	}
	for _, step := range []string{". design effect", ". response"} {
		if strings.Contains(stdout, step) {
			t.Errorf("the working has a step %q of no effect", step)
		}
	}
	if !strings.Contains(stdout, "203 outside the window of start dates.") {
		t.Error("the plan does not say why rows are left out")
	}
	stdout, stderr, code = try(append(list, "2025-06-21")...)
	want := "onecase: onecase-demo/cases.csv: no case is left to draw from: of 283 rows, 283 outside the window of start dates (check --as-of 2025-06-21)\n"
	if code != 1 || stdout != "" || stderr != want {
		t.Errorf("exit %d, %q, %q", code, stdout, stderr)
	}
}

// The reading that shares one size out is worked out to the numbers of its table.
func TestPlanWorkingOfTheSplit(t *testing.T) {
	t.Chdir(t.TempDir())
	if _, stderr, code := try("demo"); code != 0 {
		t.Fatal(stderr)
	}
	for flags, wants := range map[string][]string{
		"": {"│ · Court disposals        │     33 │            6.6 │", "= 54.0172", "= 55 × 0.6 / 1\n    = 33\n",
			"= 55 × 0.4 / 1\n    = 22\n", "so: Court disposals 33, Out-of-court disposals 22",
			"= 1.28155 × 0.0512672\n    = 0.0657015\n", "/ 80\n    = 0.049094\n"},
		"--total 41": {"here: 41 cases in all\n    so: 41\n", "= 41 × 0.6 / 1\n    = 24.6\n",
			"here: shares 24.6 and 16.4\n    so: Court disposals 25, Out-of-court disposals 16\n"},
		"--total 70 --split court=20,ooc=80": {"no group gives more than it has",
			"here: shares 14 and 56\n    so: Court disposals 40, Out-of-court disposals 30\n"},
		"--rules none --group-by gender": {"n × N_g / N"},
	} {
		stdout, stderr, code := try(append([]string{"plan", "onecase-demo/cases.csv", "--as-of",
			"2021-06-21", "--explain"}, strings.Fields(flags)...)...)
		if code != 0 {
			t.Fatalf("%s: %s", flags, stderr)
		}
		for _, want := range wants {
			if !strings.Contains(stdout, want) {
				t.Errorf("%s: the working lacks %q", flags, want)
			}
		}
	}
}

// A failingWriter is a full disk.
type failingWriter struct{}

func (failingWriter) Write([]byte) (int, error) { return 0, errors.New("no space left on device") }

// A draw whose result cannot be shown says that its files are there.
func TestDrawWithoutAPlaceForItsResult(t *testing.T) {
	t.Chdir(t.TempDir())
	if _, stderr, code := try("demo"); code != 0 {
		t.Fatal(stderr)
	}
	var talk strings.Builder
	code := run(strings.NewReader(""), failingWriter{}, &talk, []string{"draw", "onecase-demo/cases.csv", "--as-of",
		"2021-06-21", "--seed", "1"})
	want := "onecase: the sample is drawn and its files are written (record cases.record.json, sample cases.sample.xlsx), but the result cannot be shown: no space left on device\n"
	if code != 1 || talk.String() != want {
		t.Errorf("exit %d, %q", code, talk.String())
	}
}
