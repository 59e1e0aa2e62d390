package main

import (
	"bytes"
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"onecase/discretion"
	"onecase/discretion/rules"
	"onecase/examples/kent"
	"onecase/sample"
	"onecase/sample/caselist"
	"onecase/sample/sheet"
)

// otherRules are rules of no inspectorate: other groups, windows, matching
// variables and reserves than those that come with the program.
const otherRules = `id = "other"
match = ["gender", "rosh"]
reserves = 0.35
%s

[[groups]]
id = "caution"
disposals = ["youth-caution", "youth-conditional-caution"]
window = { min_months = 1, max_months = 11 }

[[groups]]
id = "rest"
disposals = ["community", "custody", "licence", "community-resolution"]
window = { min_months = 3, max_months = 8 }

[[standards]]
id = "caution"
group = "caution"
questions = [{ id = "asked" }]

[[standards]]
id = "rest"
group = "rest"
questions = [{ id = "asked" }]
`

// Whatever the rules say of the sample, the packages draw what the command draws:
// the records are the same, byte for byte.
func TestTheCommandDrawsAsThePackagesDo(t *testing.T) {
	text, err := kent.Files.ReadFile("cases.csv")
	if err != nil {
		t.Fatal(err)
	}
	for name, target := range map[string]string{
		"each group": "caps = { manager = 4 }\ntarget = { confidence = 0.90, margin = 0.08, reading = \"each-group\", split = { caution = 0.3, rest = 0.7 } }",
		"whole":      "target = { confidence = 0.90, margin = 0.08, reading = \"whole\", split = { caution = 0.3, rest = 0.7 } }",
		"size":       "caps = { manager = 5, team = 14 }\ntarget = { size = 40, split = { caution = 0.25, rest = 0.75 } }",
		"shipped":    "",
	} {
		t.Run(name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			file, list, written := "hmip-youth-2018", "cases.csv", "cases.record.json"
			if target != "" {
				file = "other.toml"
				if err := os.WriteFile(file, fmt.Appendf(nil, otherRules, target), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			if err := os.WriteFile(list, text, 0o600); err != nil {
				t.Fatal(err)
			}
			mustRun(t, "draw", list, "--rules", file, "--as-of", kent.AsOf, "--seed", "dice 3 1 4", "--record", written)
			want, err := os.ReadFile(written)
			if err != nil {
				t.Fatal(err)
			}
			record, err := discretion.ReadRecord(written)
			if err != nil {
				t.Fatal(err)
			}
			var got bytes.Buffer
			if err := drawnByPackages(t, file, list, record).Write(&got); err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(string(want), got.String()); d != "" {
				t.Errorf("command and packages (-, +):\n%s", d)
			}
			if design := record.Design; target != "" && design.Reserve != 0.35 ||
				name == "whole" && design.Confidence != 0.90 || name == "size" && len(design.Caps) != 2 {
				t.Errorf("the design is not that of the rules: %+v", design)
			}
		})
	}
}

// drawnByPackages draws as a Go program does. It takes the time and the columns of the
// sample file, which no draw depends on, from the command's record.
func drawnByPackages(t *testing.T, file, list string, command *sample.Record) *sample.Record {
	t.Helper()
	set, err := rules.Load(file)
	if err != nil {
		t.Fatal(err)
	}
	read, err := sheet.ReadFile(list, sheet.ReadOptions{Headers: caselist.Headers})
	if err != nil {
		t.Fatal(err)
	}
	asOf, err := caselist.ParseDate(kent.AsOf)
	if err != nil {
		t.Fatal(err)
	}
	cases, err := caselist.Clean(read, set.Cleaning(caselist.CleanOptions{AsOf: asOf}))
	if err != nil {
		t.Fatal(err)
	}
	plan, err := sample.NewPlan(&cases.Frame, set.Groups, set.Design())
	if err != nil {
		t.Fatal(err)
	}
	draw, err := plan.Draw("dice 3 1 4")
	if err != nil {
		t.Fatal(err)
	}
	at, err := time.Parse(time.RFC3339, command.Times.Drawn)
	if err != nil {
		t.Fatal(err)
	}
	source := sample.ListSource{Name: "cases.csv", SHA256: read.SHA256, Rows: cases.Rows, Keep: command.List.Keep,
		Reading: []sample.Option{{Name: "as-of", Value: kent.AsOf}, {Name: "rules", Value: file}}}
	record := sample.NewRecord(draw, source, set.ID, at)
	record.Salt, record.Seal = command.Salt, command.Seal // each record has its own
	return record
}
