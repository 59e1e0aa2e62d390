package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A record that an earlier version drew, by the first rules, still verifies, takes
// replacements and is read with judgements.
func TestRecordsOfTheFirstRulesStillWork(t *testing.T) {
	record, err := os.ReadFile("testdata/records/draw-1.record.json")
	if err != nil {
		t.Fatal(err)
	}
	list, err := filepath.Abs("../../examples/kent/cases.csv")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	if err := os.WriteFile("old.json", record, 0o600); err != nil {
		t.Fatal(err)
	}
	verified := func() {
		t.Helper()
		if out := mustRun(t, "verify", "old.json", list, "--format", "json"); !strings.Contains(out,
			`"verified": true`) || !strings.Contains(out, `"algorithm": "onecase-draw-1"`) {
			t.Fatalf("verify says %s", out)
		}
	}
	verified()
	mustRun(t, "replace", "old.json", "--case", "K017", "--reason", "file restricted")
	verified()
	mustRun(t, "draw", list, "--as-of", "2021-06-21", "--extend", "old.json", "--size", "court=41", "--output", "more.csv")
	verified()
}
