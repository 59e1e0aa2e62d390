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
	for _, step := range []string{"design effect", "response"} {
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
	code := run(strings.NewReader(""), failingWriter{}, &talk, []string{"draw", "onecase-demo/cases.csv", "--as-of", "2021-06-21", "--seed", "1"})
	want := "onecase: the sample is drawn and its files are written (record cases.record.json, sample cases.sample.xlsx), but the result cannot be shown: no space left on device\n"
	if code != 1 || talk.String() != want {
		t.Errorf("exit %d, %q", code, talk.String())
	}
}
