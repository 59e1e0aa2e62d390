package discretion

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"onecase/discretion/rules"
	"onecase/stats"
)

// inspectionFrom reads an inspection file given as text.
func inspectionFrom(t testing.TB, text string) *Inspection {
	t.Helper()
	ins, err := ParseInspection("test.toml", []byte(text), "")
	if err != nil {
		t.Fatal(err)
	}
	return ins
}

func TestProblemsOfInspectionFiles(t *testing.T) {
	_, err := ParseInspection("bad.toml", []byte(`service = "X"
rules = "hmip-youth-2018"
[groups.cort]
population = 50
[groups.ooc]
population = 20
sample = 26
[judged]
"org.governance" = "god"
"org.stuff" = "good"
"court.reviewing" = "good"
[results."court.assessment.safty"]
yes = 1
of = 2
[results."court.assessment.safety"]
yes = 40
of = 39
[results."court.assessment.public"]
percent = 140
of = 39
[results."court.planning.public"]
percent = 40
yes = 3
[results."court.planning.safety"]
yes = 3
[results."court.reviewing.safety"]
yes = 3
of = 4
[[discretion]]
standard = "ooc.joint-working"
to = "good"
[[discretion]]
standard = "org.governance"
to = "good"
reason = "x"
[published]
"court.assessment" = "bad"
score = "x"
`), "")
	if err == nil {
		t.Fatal("no problem")
	}
	want := []string{
		`bad.toml, row 3: groups.cort: the rule set has no group "cort"; did you mean "court"? (its groups are court, ooc)`,
		`bad.toml, row 5: groups.ooc: a sample of 26 is more than the population of 20 (population counts every eligible case, sampled or not)`,
		`bad.toml, row 9: judged.org.governance: "god" is not a rating; did you mean "good"? (ratings are inadequate, requires-improvement, good, outstanding)`,
		`bad.toml, row 10: judged.org.stuff: there is no standard "org.stuff" in hmip-youth-2018; did you mean "org.staff"? (the rule set lists the standards)`,
		`bad.toml, row 12: results.court.assessment.safty: there is no question "court.assessment.safty" in hmip-youth-2018; did you mean "court.assessment.safety"? (the rule set lists the questions)`,
		`bad.toml, row 15: results.court.assessment.safety: 40 yes answers is more than the 39 cases (yes counts the cases judged yes, of all the cases the question applied to)`,
		`bad.toml, row 18: results.court.assessment.public: "140" is more than 100% (a percentage is from 0 to 100)`,
		`bad.toml, row 21: results.court.planning.public: has both yes and percent (give the count; the percentage follows from it)`,
		`bad.toml, row 24: results.court.planning.safety: has yes without of (add of, the number of cases the question applied to)`,
		`bad.toml, row 26: results.court.reviewing.safety: court.reviewing is given in [judged] as well (leave out its results, or its judged rating)`,
		`bad.toml, row 29: discretion.1: the decision on ooc.joint-working has no reason (add reason = "...": what the panel weighed)`,
		`bad.toml, row 37: published.court.assessment: "bad" is not a rating (ratings are inadequate, requires-improvement, good, outstanding)`,
		`bad.toml, row 38: published.score: is not a score (write a whole number: score = 18)`,
	}
	if d := cmp.Diff(want, strings.Split(err.Error(), "\n")); d != "" {
		t.Error(d)
	}
}

func TestInspectionFilesThatDoNotRead(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"no rules", "service = \"X\"\n", "the file names no rule set"},
		{"unknown rules", "rules = \"hmip\"\n", `there is no rule set "hmip"`},
		{"no rules on purpose", "rules = \"none\"\n",
			"x.toml: an inspection file needs a rule set (without rules give the table of judgements itself, CSV or XLSX, with "},
		{"unknown key", "rulez = \"x\"\n", `x.toml, row 1: unknown key "rulez"; did you mean "rules"?`},
		{"not UTF-8", "rules = \"hmip-youth-2018\"\nservice = \"Gu\xe9\"\n", "x.toml, row 2: this is not plain text in UTF-8"},
		{"a workbook", "PK\x03\x04\x1b[2J",
			"x.toml, row 1: this is not plain text in UTF-8 (save the file as UTF-8; the name of a table ends in .csv or .xlsx)"},
		{"no quotes", "rules = \"hmip-youth-2018\"\n[results.court.assessment.safety]\nyes = 1\n",
			`an id with dots needs quotes: [results."court.assessment.safety"]`},
		{"not TOML", "service = \nx", "row 1"},
		{"text for a number", "rules = \"hmip-youth-2018\"\n[results.\"court.assessment.safety\"]\nyes = \"one\"\n",
			"row 3: results.court.assessment.safety.yes: this is a text, and the key takes a whole number"},
		{"fraction for a number", "rules = \"hmip-youth-2018\"\n[results.\"court.assessment.safety\"]\nyes = 3.5\n",
			"this is a number, and the key takes a whole number"},
		{"no population", "rules = \"hmip-youth-2018\"\n[groups.court]\npopulation = 0\n",
			"x.toml, row 3: groups.court.population: a population of 0 has no case to judge (leave the line out where the number is not known"},
		{"no population, in line", "rules = \"hmip-youth-2018\"\ngroups.ooc = { sample = 0 }\n",
			"x.toml, row 2: groups.ooc.sample: a sample of 0"},
		{"count of no population", "rules = \"hmip-youth-2018\"\n[results.\"court.assessment.safety\"]\nyes = 3\nof = 5\npopulation = 0\n",
			"x.toml, row 2: results.court.assessment.safety: a population of 0 cannot hold the 5 cases judged"},
		{"percentage of no population", "rules = \"hmip-youth-2018\"\n[results.\"court.assessment.safety\"]\npercent = 50\npopulation = 0\n",
			"x.toml, row 2: results.court.assessment.safety: has a percentage of a population of 0"},
		{"list for a table", "rules = \"hmip-youth-2018\"\ngroups = [1]\n", "this is a list, and the key takes a table"},
	} {
		_, err := ParseInspection("x.toml", []byte(c.text), "")
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q in it", c.name, err, c.want)
		} else if strings.ContainsAny(err.Error(), "\x03\x1b") || !utf8.ValidString(err.Error()) {
			t.Errorf("%s: %q has the file's raw bytes", c.name, err)
		} else if strings.Contains(err.Error(), "struct") || strings.Contains(err.Error(), "Go ") {
			t.Errorf("%s: %v speaks of the program", c.name, err)
		}
	}
}

// Any standard may be judged directly: a published table scores without cases.
func TestTableOfTwelveRatings(t *testing.T) {
	var text strings.Builder
	text.WriteString("rules = \"hmip-youth-2018\"\ndate = 2021-06-21\n[judged]\n")
	for _, line := range []string{"org.governance good", "org.staff requires-improvement",
		"org.partnerships outstanding", "org.information outstanding",
		"court.assessment inadequate", "court.planning inadequate", "court.delivery good", "court.reviewing requires-improvement",
		"ooc.assessment requires-improvement", "ooc.planning requires-improvement", "ooc.delivery good", "ooc.joint-working good"} {
		id, rating, _ := strings.Cut(line, " ")
		text.WriteString("\"" + id + "\" = \"" + rating + "\"\n")
	}
	ins, err := ParseInspection("x.toml", []byte(text.String()), "")
	if err != nil {
		t.Fatal(err)
	}
	a := assess(t, ins, Options{})
	if ins.Date != "2021-06-21" || *a.Score != 18 || a.Overall != "requires-improvement" || a.Up.Reachable {
		t.Errorf("%s: %d, %s, up %+v", ins.Date, *a.Score, a.Overall, a.Up)
	}
}

// Percentages keep the decimals they were written with.
func TestPercentagesAsWritten(t *testing.T) {
	for written, want := range map[string]string{"47": "47", "47.0": "47.0", "47.5": "47.5", `"50.00"`: "50.00", `"47%"`: "47"} {
		ins, err := ParseInspection("x.toml",
			[]byte("rules = \"hmip-youth-2018\"\n[results.\"court.assessment.safety\"]\npercent = "+written+"\n"), "")
		if err != nil {
			t.Errorf("%s: %v", written, err)
			continue
		}
		if got := ins.Results.Questions[1].Percent.String(); got != want {
			t.Errorf("%s was read as %s", written, got)
		}
	}
}

func TestSizesThatDoNotFit(t *testing.T) {
	for _, c := range []struct {
		groups map[string]GroupSize
		want   string
	}{
		{map[string]GroupSize{"court": {Population: 30}}, "group court: a population of 30 cannot hold the 39 cases that were read"},
		{map[string]GroupSize{"court": {Sample: 20}},
			"court.assessment.desistance was answered for 39 cases, but the sample of court is 20"},
	} {
		ins := kent(t)
		ins.Groups = c.groups
		if _, err := Assess(ins, Options{}); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v: %v", c.groups, err)
		}
	}
}

// A question cannot apply to more eligible cases than its group has.
func TestPopulationOfAQuestionFitsItsGroup(t *testing.T) {
	for population, want := range map[int]string{
		50: "", 51: "court.planning.public is said to apply to 51 eligible cases, but court has 50",
	} {
		ins := kent(t)
		at, _ := ins.Rules.QuestionIndex("court.planning.public")
		ins.Results.Questions[at].Population = population
		switch _, err := Assess(ins, Options{}); {
		case want == "" && err != nil, want != "" && (err == nil || !strings.Contains(err.Error(), want)):
			t.Errorf("%d: %v", population, err)
		}
	}
}

// Nor to more than were read and unread: 31 of the 39 read and the 11 unread make 42.
func TestPopulationOfAQuestionFitsWhatWasRead(t *testing.T) {
	for population, warned := range map[int]bool{42: false, 43: true} {
		ins := kent(t)
		at, _ := ins.Rules.QuestionIndex("court.planning.public")
		ins.Results.Questions[at].Population = population
		a, err := Assess(ins, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if got := slices.ContainsFunc(a.Warnings, func(w stats.Warning) bool {
			return w.Code == "population-too-large" && strings.Contains(w.Message, "31 of them were read, and only 11 of the group were not")
		}); got != warned {
			t.Errorf("%d: warned %v", population, got)
		}
	}
}

// A key that is not known hides nothing else that is wrong with the file.
func TestUnknownKeysAndOtherProblems(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{`rules = "hmip-youth-2018"
colour = "red"
[groups.cort]
population = 50
[groups.ooc]
populaton = 20
[results."court.assessment.safety"]
yes = 40
of = 39
[[discretion]]
standard = "ooc.joint-working"
too = "good"
to = "god"
[publishd]
"court.assessment" = "good"
`, []string{
			`b.toml, row 2: unknown key "colour" (the keys here are service, date, rules, groups, judged, results, judgements, discretion, published)`,
			`b.toml, row 3: groups.cort: the rule set has no group "cort"; did you mean "court"? (its groups are court, ooc)`,
			`b.toml, row 6: unknown key "groups.ooc.populaton"; did you mean "population"? (the keys here are population, sample)`,
			`b.toml, row 7: results.court.assessment.safety: 40 yes answers is more than the 39 cases (yes counts the cases judged yes, of all the cases the question applied to)`,
			`b.toml, row 10: discretion.1: "god" is not a rating; did you mean "good"? (ratings are inadequate, requires-improvement, good, outstanding)`,
			`b.toml, row 12: unknown key "discretion.too"; did you mean "to"? (the keys here are standard, to, reason)`,
			`b.toml, row 14: unknown key "publishd"; did you mean "published"? (the keys here are service, date, rules, groups, judged, results, judgements, discretion, published)`,
		}},
		{"rulez = \"hmip-youth-2018\"\n", []string{
			`b.toml, row 1: unknown key "rulez"; did you mean "rules"? (the keys here are service, date, rules, groups, judged, results, judgements, discretion, published)`,
			`b.toml: the file names no rule set (add a line such as rules = "hmip-youth-2018")`,
		}},
		{"colour = 1\nrules = \"hmip-youth-2081\"\n", []string{
			`b.toml, row 1: unknown key "colour" (the keys here are service, date, rules, groups, judged, results, judgements, discretion, published)`,
			`b.toml: there is no rule set "hmip-youth-2081"; there are ` + strings.Join(rules.IDs(), ", ") +
				`, or give the name of a TOML file; did you mean "hmip-youth-2018"?`,
		}},
	} {
		_, err := ParseInspection("b.toml", []byte(c.text), "")
		if err == nil {
			t.Fatal("no problem")
		}
		if d := cmp.Diff(c.want, strings.Split(err.Error(), "\n")); d != "" {
			t.Error(d)
		}
	}
}

// A date is a day, written as TOML's own or in quotes. Another text stands, with a
// warning: no result depends on it.
func TestDateOfAnInspection(t *testing.T) {
	const head = "rules = \"hmip-youth-2018\"\n"
	for text, want := range map[string]struct {
		date   string
		warned bool
	}{
		`date = 2021-06-21`:           {"2021-06-21", false},
		`date = "2021-06-21"`:         {"2021-06-21", false},
		`date = 2021-06-21T10:00:00Z`: {"2021-06-21", false},
		`date = 2021-06-21T10:00:00`:  {"2021-06-21", false},
		``:                            {"", false},
		`date = ""`:                   {"", false},
		`date = "summer 2021"`:        {"summer 2021", true},
		`date = "21.6.2021"`:          {"21.6.2021", true},
		`date = "2021-02-30"`:         {"2021-02-30", true},
		`date = 2021`:                 {"2021", true},
		`date = 10:00:00`:             {"10:00:00", true},
	} {
		ins, err := ParseInspection("b.toml", []byte(head+text), "")
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		warned := len(ins.Warnings) == 1 && ins.Warnings[0].Code == "not-a-day"
		if ins.Date != want.date || warned != want.warned {
			t.Errorf("%s: the date is %q, with %v", text, ins.Date, ins.Warnings)
		}
	}
}

// A proportion in place of a percentage is refused; less than one percent can be
// said with its sign.
func TestPercentBelowOneNeedsItsSign(t *testing.T) {
	for percent, want := range map[string]string{
		`0.47`:    `b.toml, row 2: results.court.planning.safety: percent = 0.47 is less than one percent (a percentage is from 0 to 100; if it is one, write percent = "0.47%")`,
		`"0.47"`:  `b.toml, row 2: results.court.planning.safety: percent = 0.47 is less than one percent (a percentage is from 0 to 100; if it is one, write percent = "0.47%")`,
		`"0.47%"`: "",
		`0`:       "",
		`1`:       "",
		`47.5`:    "",
	} {
		_, err := ParseInspection("b.toml",
			[]byte("rules = \"hmip-youth-2018\"\n[results.\"court.planning.safety\"]\npercent = "+percent+"\nof = 35\n"), "")
		if err != nil && err.Error() != want || err == nil && want != "" {
			t.Errorf("percent = %s: %v", percent, err)
		}
	}
}

// Just the distance from a boundary is where the two readings of "within" part.
func TestReadingJustTheDistanceFromABoundary(t *testing.T) {
	for yes, want := range map[int][2]bool{24: {true, false}, 23: {false, false}} { // 60% and 57.5% of 40: 5 and 7 points
		ins := NewInspection(kent(t).Rules)
		at, _ := ins.Rules.QuestionIndex("court.planning.public")
		ins.Results.Questions[at] = Result{Question: "court.planning.public", Known: Counted, Yes: yes, Of: 40}
		a, err := Assess(ins, Options{})
		if err != nil {
			t.Fatal(err)
		}
		st, _ := ins.Rules.StandardIndex("court.planning")
		f := a.Standards[st].Flags[0]
		for _, r := range f.Readings {
			if r.Name == "less-than-the-distance" && (*f.Fires != want[0] || *r.Fires != want[1]) {
				t.Errorf("%d of 40: fires %v, less than the distance %v", yes, *f.Fires, *r.Fires)
			}
		}
		if f.Criterion != rules.NearBoundary || len(f.Readings) != 2 {
			t.Errorf("the first flag is %s with %d readings", f.Criterion, len(f.Readings))
		}
	}
}

// An inspection is called by its service, or by its file without the folder; dates that are days compare.
func TestNamesAndDates(t *testing.T) {
	for file, want := range map[string]string{"a.toml": "a.toml", "x/y/a.toml": "a.toml", `x\a.toml`: "a.toml"} {
		if got := (&Inspection{File: file}).Name(); got != want {
			t.Errorf("%s: %s", file, got)
		}
	}
	if got := (&Inspection{File: "a.toml", Service: "S"}).Name(); got != "S" {
		t.Error(got)
	}
	for _, c := range []struct {
		a, b string
		want bool
	}{{"2021-06-22", "2021-06-21", true}, {"2021-06-21", "2021-06-21", false}, {"2021-06-20", "2021-06-21", false},
		{"2021-06-22", "June", false}, {"June", "2021-06-21", false}, {"", "", false}} {
		if got := (&Inspection{Date: c.a}).LaterThan(&Inspection{Date: c.b}); got != c.want {
			t.Errorf("%q later than %q: %v", c.a, c.b, got)
		}
	}
}
