package main

import (
	"encoding/csv"
	"os"
	"strings"
	"testing"
)

// Whatever a verb has to say, its CSV is one table: a header, and rows as wide.
func TestCSVIsOneTable(t *testing.T) {
	folder := t.TempDir()
	if err := os.CopyFS(folder, os.DirFS("../../examples/region")); err != nil {
		t.Fatal(err)
	}
	t.Chdir(folder)
	if _, talk, code := try("demo", "kent"); code != 0 {
		t.Fatal(talk)
	}
	writeWeek(t, "kent")
	list := " kent/cases.csv --as-of 2021-06-21"
	for _, line := range []string{
		"demo again",
		"size --population 50", "size --sample 39", "size --table 10,20", "size --population 50 --explain",
		"margin --sample 31 --population 41", "interval 2/4 --method all", "coverage --population 20 --sample 10 --method all",
		"counts 47% --of 35", "counts 82,82 --max 39", "counts 82,86 --of 28",
		"plan" + list, "plan --match gender" + list,
		"draw --seed 1 --record r.json --output s.csv --judgements g.csv" + list,
		"draw --seed 1 --rules none --size all=2 --reserve 0% --record none.json --output none.csv kent/cases.csv",
		"verify r.json kent/cases.csv", "record r.json --public", "verify r.public.json", "replace r.json --case K015 --reason lost",
		"rate kent/kent.toml", "rate kent/kent.toml --set court.reviewing.public=15/22", "rate kent/kent.toml --explain",
		"progress kent/week.csv --record kent/assigned.json", "robust kent/kent.toml --more 2", "robust kent/kent.toml --agreement 90%",
		"compare kent/kent.toml kent/kent.toml --method mover", "pool north.toml middle.toml south.toml",
		"outlook --rules us-title-iv-e --rate 0.9 --seed 1", "outlook kent/kent.toml --seed 1 --wanted 60%",
		"rules list", "rules show hmip-youth-2018", "rules check hmip-youth-2018",
		"version",
	} {
		out, talk, code := try(append(strings.Fields(line), "--format", "csv")...)
		if code != 0 {
			t.Errorf("%s: exit %d: %s", line, code, talk)
			continue
		}
		rows, err := csv.NewReader(strings.NewReader(out)).ReadAll() // as many cells in every row
		if err != nil {
			t.Errorf("%s: %v", line, err)
		}
		if len(rows) == 0 || strings.Contains(out, "\n\n") {
			t.Errorf("%s: not one table:\n%s", line, out)
		}
		if strings.Contains(strings.Join(rows[0], " "), "=") {
			t.Errorf("%s: header %q", line, rows[0])
		}
	}
}
