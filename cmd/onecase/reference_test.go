package main

import (
	"encoding/json"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

// shown are uses that show every key of every verb's JSON. They run one after the
// other in the folder that referenceFolder makes.
var shown = []string{
	"size --population 50 --explain", "size --sample 39 --population 51", "size --table 10,20",
	"size --population 50 --detect 50%,65%", "size --population 600 --decide 70%,90%", "size --population 600 --at-most 4%",
	"plan kent/cases.csv --as-of 2021-06-21", "plan plan_leftout/across.csv --as-of 2021-06-21",
	"plan plan/problems.csv --rules hmip-youth-2018 --skip-problems",
	"draw plan_leftout/list.csv --as-of 2021-06-21 --size court=1 --seed s --record left.json --output left.xlsx",
	"draw apart.csv --rules none --match a,b,c --size all=2 --reserve 0% --seed s --record apart.json --output apart.xlsx",
	"commit kent/cases.csv --as-of 2021-06-21", "draw kent/cases.csv --as-of 2021-06-21 --seed 1 --record r.json --output r.csv",
	"draw kent/cases.csv --as-of 2021-06-21 --extend r.json --size court=44 --record more.json --output more.csv",
	"verify r.json kent/cases.csv", "verify left.json plan_leftout/across.csv", "record r.json --public", "verify r.public.json",
	"replace r.json --case K015 --reason lost --grid gone.csv", "verify r.json kent/cases.csv", "verify more.json kent/cases.csv",
	"assign r.json --readers readers.csv --days 5 --seed s", "verify r.json kent/cases.csv", "replace r.json --case K017 --reason lost",
	"reread kent/kent.record.json --cases 12 --seed s --first first.csv --judgements blind.xlsx",
	"agree first.csv second.csv --record kent/kent.record.json",
	"agree kent/judgements.csv second.csv --rules hmip-youth-2018",
	"agree first.csv second.csv --record kent/kent.record.json --wrong-yes 10%",
	"reread no.json --cases 53 --seed s --first first.csv --only no", "agree first.csv noagain.csv --record no.json",
	"agree points.csv points-other.csv --rules points.toml",
	"rate kent/kent.toml --wrong-yes 10% --wrong-no 10%", "rate follow-up.toml --wrong-yes 1%",
	"robust kent/kent.toml --wrong-yes 3/60 --wrong-no 2/80",
	"interval 25/39 --population 50 --wrong-yes 3/60 --wrong-no 2/80",
	"verify kent/kent.record.json kent/cases.csv",
	"rate kent/kent.toml --set court.reviewing.public=15/22",
	"rate kent/kent.toml --judged org.governance=inadequate --judged org.staff=inadequate --judged org.partnerships=requires-improvement",
	"rate kent/judgements.csv --rules hmip-youth-2018 --record kent/kent.record.json --flip K015:court.reviewing.public",
	"rate rate_panel_items/grid.csv --rules rate_panel_items/own.toml",
	"rate rate_panel_items/grid.csv --rules rate_panel_items/own.toml --flip B:s.b",
	"estimate few.csv --record kent/kent.record.json --cluster manager",
	"rate score.toml", "rate rate_levels/care-inspection.toml", "rate rate_levels/statements.toml",
	"rate points.csv --rules points.toml", "robust points.csv --rules points.toml --population all=20",
	"draw points.csv --rules points.toml --size all=7 --seed s --record p.json --output p.csv",
	"progress points.csv --record p.json --rules points.toml",
	"estimate points.csv --record p.json --rules points.toml", "compare points.csv points.csv --rules points.toml",
	"pool points.csv points-again.csv --rules points.toml --weights equal", "rules show points.toml",
	"rate few.csv --record kent/kent.record.json --unread all --leave-out manager",
	"progress kent/week.csv --record kent/assigned.json --day 3 --judged org.governance=good,org.staff=good,org.partnerships=good,org.information=good", "progress kent/week.csv --record kent/kent.record.json --rules none --readers",
	"progress kent/judgements.csv --record kent/assigned.json --readers",
	"robust kent/kent.toml --more 2 --seed 1", "robust kent/kent.toml --set court.reviewing.public=15/22 --hold-decisions",
	"outlook kent/kent.toml --seed 1 --wanted 60% --replicates 500",
	"outlook points.csv --rules points.toml --population all=20 --seed 1 --replicates 100",
	"estimate kent/judgements.csv --record kent/kent.record.json --by gender",
	"compare kent/kent.toml follow-up.toml", "compare 38% 34%",
	"pool north.toml middle.toml south.toml", "pool north.toml kent/kent.toml",
	"rate kent/kent.toml --publish", "robust kent/kent.toml --publish --seed 1",
	"estimate kent/judgements.csv --record kent/kent.record.json --by gender --publish 3",
	"compare kent/kent.toml follow-up.toml --publish --seed 1", "pool north.toml middle.toml south.toml --publish",
	"plan kent/cases.csv --as-of 2021-06-21 --publish", "outlook kent/kent.toml --seed 1 --publish --replicates 100",
	"commit kent/cases.csv --as-of 2021-06-21 --key k.txt",
	"draw kent/cases.csv --as-of 2021-06-21 --seed 1 --publish 3 --record public.json --output public.csv",
	"verify public.json kent/cases.csv --publish", "rules list", "rules show hmip-youth-2018",
	"rules check rules_own/misspelt.toml", "rules new",
	"margin --sample 39 --population 50 --earlier 31/41",
	"interval 13/22 --population 29 --method all", "interval 2/4",
	"interval 25/39 --population 50 --wrong-yes 10% --wrong-no 10%", "interval 82% --of 310",
	"coverage --population 20 --sample 10 --method all",
	"counts 47% --of 35", "counts 82,86 --of 28",
	"demo again", "completion bash", "notices", "version",
}

// referenceFolder makes a folder with the examples and the files of some scripts,
// and goes there.
func referenceFolder(t *testing.T) {
	t.Helper()
	folder := t.TempDir()
	for _, script := range []string{"plan", "plan_leftout", "rules_own", "rate_levels", "rate_panel_items"} {
		archive, err := txtar.ParseFile(filepath.Join("testdata", "script", script+".txtar"))
		if err != nil {
			t.Fatal(err)
		}
		if err := txtar.Write(archive, filepath.Join(folder, script)); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.CopyFS(folder, os.DirFS("../../examples/region")); err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(folder, os.DirFS("testdata/levels")); err != nil {
		t.Fatal(err)
	}
	again, err := os.ReadFile("testdata/levels/points.csv")
	if err != nil {
		t.Fatal(err)
	}
	followUp, err := os.ReadFile("../../examples/kent/follow-up.toml")
	if err != nil {
		t.Fatal(err)
	}
	// Two of these four cases cannot match a, b and c with even chances.
	apart := "ref,a,b,c\n1,x,x,x\n2,x,y,y\n3,y,x,y\n4,y,y,x\n"
	score := "rules = \"hmip-youth-2018\"\n[published]\nscore = 17\n"
	for name, text := range map[string]string{"follow-up.toml": string(followUp), "points-again.csv": string(again),
		"points-other.csv": strings.ReplaceAll(string(again), "partly", "no"), "apart.csv": apart, "score.toml": score,
		"gone.csv":    "case_id,court.assessment.safety\nK015,yes\n",
		"readers.csv": "reader,pair,capacity\nA,,\nB,,40\nC,D,\nD,,\n",
		"few.csv":     "case_id,question,answer,manager\nK015,court.assessment.safety,yes,Ann\n"} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	twiceRead(t, folder)
	t.Chdir(folder)
	mustRun(t, "demo", "kent")
	writeWeek(t, "kent")
	noReadAgain(t)
}

// noReadAgain puts a record into the folder and a second reading, by the next reader and with the
// same answers, of every case that has an answer of no in first.csv.
func noReadAgain(t *testing.T) {
	t.Helper()
	record, err := os.ReadFile("kent/kent.record.json")
	if err != nil {
		t.Fatal(err)
	}
	first, err := os.ReadFile("first.csv")
	if err != nil {
		t.Fatal(err)
	}
	var again []string
	for i, line := range strings.SplitAfter(string(first), "\n") {
		if i == 0 || strings.Contains(line, ",no") {
			again = append(again, strings.NewReplacer(",A,", ",B,", ",B,", ",C,", ",C,", ",A,").Replace(line))
		}
	}
	for name, text := range map[string]string{"no.json": string(record), "noagain.csv": strings.Join(again, "")} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// The manual has every key of every verb's JSON, with its type and whether it can
// be null, and no key that no use shows; and the verb among those that give a
// warning that it gives.
func TestTheManualHasEveryKey(t *testing.T) {
	manual := readReference(t)
	referenceFolder(t)
	used := map[string]map[string]bool{}
	for _, line := range shown {
		verb, _, _ := strings.Cut(line, " ")
		if used[verb] == nil {
			used[verb] = map[string]bool{}
		}
		stdout, stderr, _ := try(append(splitWords(line), "--format", "json")...)
		var result map[string]any
		if err := json.Unmarshal([]byte(stdout), &result); err != nil {
			t.Fatalf("onecase %s: %v\n%s", line, err, stderr)
		}
		k := keyCheck{t, line, manual.keysOf(verb), used[verb]}
		for key, value := range result {
			k.value(key, value)
		}
		for _, code := range codesIn(result) {
			if verbs := manual.codes[code]; verbs != nil && !slices.Contains(verbs, verb) {
				t.Errorf("onecase %s warns of %s, which the manual does not say of this verb", line, code)
			}
		}
	}
	for _, v := range verbs() {
		if manual.keys[v.name] == nil {
			t.Errorf("the manual has no keys of %s", v.name)
		}
		own := manual.keysOf(v.name)
		maps.DeleteFunc(own, func(path string, _ keyType) bool {
			_, shared := manual.keysOf("")[path]
			// The overall rating of compare has the type of a standard's, without bounds.
			none := v.name == "compare" && strings.HasPrefix(path, "overall.bounds.")
			// No row is left out for an unknown text, so the problems of a plan name no categories.
			none = none || v.name == "plan" && strings.HasPrefix(path, "problems[].categories.")
			// Answers with points are not corrected.
			none = none || strings.Contains(path, "corrected_") && strings.Contains(path, ".moves[]")
			return shared || used[v.name][path] || none
		})
		for _, path := range slices.Sorted(maps.Keys(own)) {
			t.Errorf("no use of %s shows the key %s of the manual", v.name, path)
		}
	}
}

// A keyCheck holds the keys of one use against what the manual says.
type keyCheck struct {
	t    *testing.T
	line string
	said map[string]keyType
	used map[string]bool
}

// value checks a value at a path, and what it holds. A list that is null or empty
// is known by the key of its entries.
func (k keyCheck) value(path string, v any) {
	known, ok := find(k.said, path)
	if list, isList := v.([]any); !ok && (v == nil || isList && len(list) == 0) {
		if known, ok = find(k.said, path+"[]"); !ok {
			known, ok = find(k.said, path+"[][]")
		}
	}
	k.used[known] = true
	switch v := v.(type) {
	case []any:
		for _, entry := range v {
			k.value(path+"[]", entry)
		}
		if len(v) > 0 || ok {
			return
		}
	case nil:
		if ok && !k.said[known].null {
			k.t.Errorf("onecase %s: %s is null, which the manual does not say", k.line, path)
		}
		if ok {
			return
		}
	case map[string]any:
		for key, value := range v {
			k.value(path+"."+key, value)
		}
	}
	if !ok {
		k.t.Errorf("onecase %s: the manual does not have the key %s", k.line, path)
		return
	}
	if want := k.said[known].name; !isOfType(v, want) {
		k.t.Errorf("onecase %s: %s is %v, and the manual has the type %s", k.line, path, v, want)
	}
}

// isOfType tells whether a value of JSON has a type of the manual.
func isOfType(v any, name string) bool {
	switch v := v.(type) {
	case string:
		return name == "text"
	case bool:
		return name == "bool"
	case float64:
		return name == "number" || name == "whole" && v == math.Trunc(v)
	}
	return name == "object"
}

// codesIn are the codes of a result's warnings.
func codesIn(result map[string]any) []string {
	var codes []string
	warnings, _ := result["warnings"].([]any)
	for _, w := range warnings {
		if w, ok := w.(map[string]any); ok {
			code, _ := w["code"].(string)
			codes = append(codes, code)
		}
	}
	return codes
}

// The manual's CSV columns are those of its uses.
func TestTheManualHasTheColumnsOfCSV(t *testing.T) {
	manual := readReference(t)
	referenceFolder(t)
	for _, line := range slices.Sorted(maps.Keys(manual.csv)) {
		stdout, _, _ := try(append(splitWords(line), "--format", "csv")...)
		if got, _, _ := strings.Cut(stdout, "\n"); got != manual.csv[line] {
			t.Errorf("onecase %s has the columns %s, and the manual %s", line, got, manual.csv[line])
		}
	}
}
