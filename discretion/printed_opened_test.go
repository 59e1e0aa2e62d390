package discretion

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"onecase/discretion/rules"
	"onecase/sample/sheet"
)

// printOpened prints what is taken from files, and refusals of them.
func printOpened(p *printer, t *testing.T) {
	p.folder = t.TempDir()
	defer func() { p.folder = "" }()
	in := func(name string) string { return filepath.Join(p.folder, name) }
	for name, text := range map[string]string{
		"wide.csv":    "case_id,Was it safe?,Was it quick?,note,Team\nA1,yes,no,x,N\na2,no,na,y,S\nA 3,yes,,z,N\n",
		"long.csv":    "case_id,question,answer\nA1,Safe,yes\nA2,Safe,no\nA2,Quick,maybe\nA1,Safe,yes\n",
		"ids.csv":     "File,Was it safe?\nA1,yes\nA2,no\n",
		"levels.csv":  "case_id,Plan,Care,Note\nA1,yes,3,text\nA2,partly,1,more\nA3,no,4,\nA4,na,2,x\n",
		"empty.csv":   "case_id\nA1\n",
		"shipped.csv": "case_id,court.planning.safety\nA,yes\nB,no\n",
		"percent.csv": "question,percent,of,population\ncourt.assessment.safety,47,35,40\ncourt.planning.safety,33.3,3,2\n",
		"totals.csv":  "question,yes,of\ncourt.planning.safety,2,3\ncourt.planning.public,4,3\nnone,1,1\n",
		"bad.toml":    "rules = \"hmip-youth-2018\"\nodd = 1\n[groups.court]\npopulation = 3\nsample = 4\n[results.\"court.planning.safety\"]\nyes = 5\nof = 4\n",
		"rated.toml":  "rules = \"hmip-youth-2018\"\n[judged]\n\"org.staff\" = \"fine\"\n[results.\"court.planning.safety\"]\npercent = \"47\"\nof = 35\n",
	} {
		if err := os.WriteFile(in(name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"wide.csv", "long.csv", "ids.csv", "levels.csv", "empty.csv", "shipped.csv", "percent.csv", "totals.csv",
		"bad.toml", "rated.toml", "none.csv", "none.toml"} {
		for _, o := range []OpenOptions{{}, {Plain: true}, {Plain: true, SoFar: true, Keep: "Team"}, {Rules: "hmip-youth-2018"},
			{Rules: rules.NoRules, Plain: true, Keep: "note"}} {
			ins, warnings, err := Open(in(name), o)
			p.add(fmt.Sprintf("open %s %+v", name, o), warnings, err)
			if ins != nil {
				for _, r := range ins.Results.Questions {
					if r.Known != NoResult {
						p.add(ins.Rules.ID, r)
					}
				}
				if ins.Results.Grid != nil {
					p.add("grid", *ins.Results.Grid)
				}
			}
		}
		if filepath.Ext(name) == ".csv" {
			text, questions, err := StarterRules(in(name), sheet.ReadOptions{}, rules.Start{})
			lines := slices.DeleteFunc(strings.Split(text, "\n"), func(l string) bool { return !strings.Contains(l, "{ id") })
			p.add("start "+name, lines, questions, err)
			of, err := ReadQuestions(in(name))
			p.add("questions", of, err)
		}
	}
	if err := os.WriteFile(in("points.toml"), []byte(`id = "points"
groups = [{ id = "all", name = "Cases" }]
percent = { measure = "percent-yes", rounding = "half-up", inclusive = true }
ratings = [{ id = "red", name = "Red", score = 0 }, { id = "green", name = "Green", score = 1 }]
bands = [{ rating = "red", from = 0, to = 49 }, { rating = "green", from = 50, to = 100 }]
answers = [{ id = "grade", levels = ["no", "partly", "yes"] }]
[[standards]]
id = "s"
name = "S"
group = "all"
questions = [{ id = "grade", answers = "grade", measure = "percent" }, { id = "plain" }]
`), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, question := range []string{"s.grade", "s.plain"} {
		for _, entry := range []string{"levels = { no = 1, partly = 3, yes = 2 }",
			"levels = { no = 1, yes = 0 }\nof = 1", "levels = { no = 1, partly = 2 }\nof = 4",
			"levels = { no = 1, partly = 2 }\nyes = 1", "levels = { no = -1, yes = 2 }", "levels = { none = 1 }",
			"levels = { yes = 2 }\npopulation = 1",
			"levels = { yes = 2 }\npopulation = 2", "yes = 1\nof = 2", "yes = 0\nof = 0", "percent = 50",
			"percent = 50\nof = 0", "percent = 50\nof = 3\npopulation = 0",
			"percent = 33.3\nof = 3\npopulation = 3", "percent = 101\nof = 3", "yes = 1\nof = 2\npercent = 50",
			"of = 2", "yes = 3\nof = 2", ""} {
			ins, err := ParseInspection("entry.toml", []byte("[results.\""+question+"\"]\n"+entry+"\n"), in("points.toml"))
			p.add(question+" "+strings.ReplaceAll(entry, "\n", ", "), err)
			if err == nil {
				a, err := Assess(ins, Options{})
				p.add("rated", a.Standards[0].Results, short(a), err)
				for _, set := range [][3]string{{question, "1", "2"}, {question, "3", "2"}, {"s.none", "1", "1"}} {
					q, yes, of, err := ParseSet(set[0] + "=" + set[1] + "/" + set[2])
					if err == nil {
						err = ins.Set(q, yes, of)
					}
					p.add("set", err)
				}
			}
		}
	}
	for _, text := range []string{"a=1/2", "a=2/1", "a=-1/2", "a=1", "=1/2", "a=x/y", "a = 1 / 2", "a:b", ":b", "a:", "a", "K1:q"} {
		question, yes, of, err := ParseSet(text)
		p.add("set "+text, question, yes, of, err)
		id, question, err := ParseFlip(text)
		p.add("flip "+text, id, question, err)
	}
}
