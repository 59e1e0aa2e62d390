package main

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// Other draws from a record's commitment are counted under whatever name their records stand beside it, among however
// many other files, and beside the file that a link leads to. What may be one and cannot be read is named.
func TestOtherDrawsBesideARecord(t *testing.T) {
	t.Chdir(t.TempDir())
	write := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("list.csv", "ref,gender\n1,f\n2,m\n3,f\n4,m\n5,f\n6,m\n7,f\n8,m\n")
	design := []string{"list.csv", "--rules", "none", "--match", "gender", "--size", "all=4"}
	mustRun(t, append([]string{"commit", "--output", "line.txt"}, design...)...)
	if err := os.MkdirAll("two", 0o700); err != nil {
		t.Fatal(err)
	}
	draw := func(record, seed string) string {
		return mustRun(t, append([]string{"draw", "--commitment", "line.txt", "--seed", seed, "--record", record, "--output", record + ".csv"}, design...)...)
	}
	draw("two/a.json", "31415265353141526535")
	said := func(record string) string { t.Helper(); return mustRun(t, "verify", record, "list.csv") }
	if out := said("two/a.json"); strings.Contains(out, "other draw") || strings.Contains(out, "cannot be read") {
		t.Error(out)
	}
	for i := range 250 {
		write(fmt.Sprintf("two/a%03d.json", i), "{}")
	}
	draw("two/b.kept", "26535314152653531415")
	for _, name := range []string{"two/a.json", "two/b.kept"} {
		if out := said(name); !strings.Contains(out, "there is at least 1 other draw") {
			t.Errorf("%s: %s", name, out)
		}
	}
	if err := os.Symlink("two/a.json", "link.json"); err == nil {
		if out := said("link.json"); !strings.Contains(out, "there is at least 1 other draw") {
			t.Errorf("beside what a link leads to: %s", out)
		}
	}
	text, err := os.ReadFile("two/b.kept")
	if err != nil {
		t.Fatal(err)
	}
	for what, edited := range map[string]string{
		"text behind it":     string(text) + "x",
		"another key":        strings.Replace(string(text), `"version"`, `"Version"`, 1),
		"a newer version":    strings.Replace(string(text), `"version": `, `"version": 9`, 1),
		"another line":       strings.Replace(string(text), `\"dice\"`, `\"lottery\"`, 1),
		"it breaks off":      string(text[:len(text)-9]),
		"white space before": "\n \t" + string(text) + "x",
	} {
		if edited == string(text) {
			t.Fatalf("%s: nothing was edited", what)
		}
		write("two/b.kept", edited)
		if out := said("two/a.json"); !strings.Contains(out, "beside this record is one of the same cases, and cannot be read: b.kept") {
			t.Errorf("%s: %s", what, out)
		}
	}
}
