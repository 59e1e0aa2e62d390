package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Files of every version of the program, kept as it wrote them, are read for ever: records of
// both rules of the draw and of versions 1 and 2, a public copy, a commitment, an inspection
// and a rule set. What a newer program wrote is refused with words.
func TestOldFilesStillWork(t *testing.T) {
	folder := t.TempDir()
	if err := os.CopyFS(folder, os.DirFS("testdata/records")); err != nil {
		t.Fatal(err)
	}
	t.Chdir(folder)
	records, err := filepath.Glob("*.record.json")
	if err != nil || len(records) < 3 {
		t.Fatal(records, err)
	}
	for _, record := range records {
		if out := mustRun(t, "verify", record, "cases.csv", "--format", "json"); !strings.Contains(out, `"verified": true`) {
			t.Errorf("%s: %s", record, out)
		}
		public := strings.Replace(record, ".record.json", ".written.json", 1)
		mustRun(t, "record", record, "--public", "--output", public)
		if out := mustRun(t, "verify", public); !strings.Contains(out, "Verified") {
			t.Errorf("%s: %s", public, out)
		}
		newer(t, record, `"version": `, "use a newer one", "verify", "newer", "cases.csv")
	}
	if out := mustRun(t, "verify", "version-1.public.json", "--format", "json"); !strings.Contains(out, `"verified": true`) {
		t.Error(out)
	}
	newer(t, "version-1.public.json", `"version": `, "use a newer one", "verify", "newer")
	mustRun(t, "draw", "cases.csv", "--as-of", "2021-06-21", "--commitment", "version-1.commitment.txt", "--seed",
		"31415265353141526535", "--record", "again.json", "--output", "again.csv")
	mustRun(t, "draw", "cases.csv", "--as-of", "2021-06-21", "--commitment", "version-2.commitment.txt", "--key", "version-1.key", "--seed",
		"31415265353141526535", "--record", "keyed.json", "--output", "keyed.csv")
	mustRun(t, "verify", "keyed.json", "cases.csv")
	newer(t, "version-1.key", "onecase-key-", "use a newer one", "draw", "cases.csv", "--as-of", "2021-06-21",
		"--commitment", "version-2.commitment.txt", "--key", "newer", "--seed", "1", "--record", "n.json", "--output", "n.csv")
	newer(t, "version-1.commitment.txt", "onecase-commit-", "use a newer one", "draw", "cases.csv",
		"--as-of", "2021-06-21", "--commitment", "newer", "--seed", "1", "--record", "n.json", "--output", "n.csv")
	if out := mustRun(t, "rules", "check", "rules.toml", "--format", "json"); !strings.Contains(out, `"valid": true`) {
		t.Error(out)
	}
	if out := mustRun(t, "rate", "inspection.toml", "--rules", "rules.toml", "--format", "json"); !strings.Contains(out, `"score": 18,`) {
		t.Error("the inspection is not rated as before")
	}
	newer(t, "rules.toml", "key of tomorrow", "tomorrow", "rules", "check", "newer.toml")
	newer(t, "inspection.toml", "key of tomorrow", "tomorrow", "rate", "newer.toml")
}

// newer makes a file of a later version: with a greater number behind a text, or a key that is not
// known. It has to be refused with words.
func newer(t *testing.T, name, before, words string, args ...string) {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	changed, file := "tomorrow = 1\n"+string(text), "newer.toml"
	if at := strings.Index(string(text), before); at >= 0 {
		changed, file = string(text[:at+len(before)])+"9"+string(text[at+len(before):]), "newer"
	}
	if err := os.WriteFile(file, []byte(changed), 0o600); err != nil {
		t.Fatal(err)
	}
	stdout, stderr, code := try(args...)
	if code == 0 || !strings.Contains(stdout+stderr, words) {
		t.Errorf("a newer %s: exit %d, %s%s", name, code, stdout, stderr)
	}
}
