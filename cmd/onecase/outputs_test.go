package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// No output takes the place of a file that the verb reads, under whatever name
// and whatever --force says.
func TestOutputsKeepTheInputs(t *testing.T) {
	t.Chdir(t.TempDir())
	list := "ref,gender\nR01,m\nR02,m\nR03,f\nR04,m\n"
	if err := os.WriteFile("cases.csv", []byte(list), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("cases.csv", "link.csv"); err != nil {
		t.Skip(err)
	}
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	if _, stderr, code := try(strings.Fields("draw cases.csv --rules none --size all=2 --seed 1")...); code != 0 {
		t.Fatal(stderr)
	}
	record, err := os.ReadFile("cases.record.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, words := range []string{
		"draw cases.csv --rules none --size all=2 --record cases.csv --output x.csv --force",
		"draw cases.csv --rules none --size all=2 --record x.json --output ./cases.csv --force",
		"draw cases.csv --rules none --size all=2 --record x.json --output x.csv --judgements link.csv --force",
		"draw cases.csv --rules none --size all=2 --record x.json --output " + filepath.Join(here, "cases.csv") + " --force",
		"draw cases.csv --extend cases.record.json --size all=3 --output x.csv --force", // the record's usual name
		"plan cases.csv --rules none --output cases.csv --force",
		"verify cases.record.json cases.csv --output cases.record.json --force",
		"verify cases.record.json cases.csv --output cases.csv --force",
		"replace cases.record.json --case R01 --reason x --output cases.record.json --force",
		"estimate cases.csv --record cases.record.json --output cases.record.json --force",
		"rate cases.csv --output cases.csv --force",
	} {
		stdout, stderr, code := try(strings.Fields(words)...)
		if code != 2 || stdout != "" || !strings.Contains(stderr, "is a file that ") {
			t.Errorf("%s: exit %d, stdout %q, stderr %q", words, code, stdout, stderr)
		}
	}
	for name, want := range map[string]string{"cases.csv": list, "cases.record.json": string(record)} {
		if got, err := os.ReadFile(name); err != nil || string(got) != want {
			t.Errorf("%s was changed: %v, %q", name, err, got)
		}
	}
	for _, name := range []string{"x.json", "x.csv"} {
		if _, err := os.Stat(name); err == nil {
			t.Errorf("%s was written", name)
		}
	}
}

// Files that an inspection file names are inputs too.
func TestOutputsKeepTheFilesOfAnInspection(t *testing.T) {
	rules, err := os.ReadFile(filepath.Join("..", "..", "discretion", "rules", "sets", "hmip-youth-2018.toml"))
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	files := map[string]string{
		"mine.toml":   string(rules),
		"kent.toml":   "rules = \"mine.toml\"\njudgements = \"answers.csv\"\n",
		"answers.csv": "question,yes,of\ncourt.assessment.safety,18,39\n",
	}
	for name, text := range files {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, words := range []string{
		"rate kent.toml --output answers.csv --force",
		"rate kent.toml --output mine.toml --force",
		"robust kent.toml --population court=50,ooc=30 --seed 1 --output answers.csv --force",
		"outlook kent.toml --population court=50,ooc=30 --seed 1 --output ./answers.csv --force",
	} {
		stdout, stderr, code := try(strings.Fields(words)...)
		if code != 2 || stdout != "" || !strings.Contains(stderr, "is a file that ") {
			t.Errorf("%s: exit %d, stdout %q, stderr %q", words, code, stdout, stderr)
		}
	}
	for name, want := range files {
		if got, err := os.ReadFile(name); err != nil || string(got) != want {
			t.Errorf("%s was changed: %v", name, err)
		}
	}
}
