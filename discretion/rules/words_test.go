package rules

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func parsed(t *testing.T, text string) *Set {
	t.Helper()
	set, err := Parse("x.toml", []byte(text))
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return set
}

// A limit in words says how many of what it looks at, and leaves out "or worse" of the worst rating and "or better"
// of the best.
func TestLimitsInWords(t *testing.T) {
	set := parsed(t, soundHead+soundBands+soundCare+soundTwo+soundParts)
	care, both := 0, 3
	two := []string{"plan", "review"}
	for _, c := range []struct {
		standard int
		limit    Limit
		want     string
	}{
		{care, Limit{AtOrBelow: "red", AtMost: "red"}, "where any of the questions is Red, at most Red"},
		{care, Limit{AtOrBelow: "amber", AtMost: "red"}, "where any of the questions is Amber or worse, at most Red"},
		{care, Limit{AtOrBelow: "amber", Count: 2, AtMost: "red"}, "where 2 or more of the questions are Amber or worse, at most Red"},
		{care, Limit{Among: two[:1], AtOrBelow: "red", AtMost: "amber"}, "where plan is Red, at most Amber"},
		{care, Limit{Among: two, AtOrBelow: "red", AtMost: "amber"}, "where any of plan, review is Red, at most Amber"},
		{care, Limit{AtOrAbove: "green", FewerThan: 1, AtMost: "amber"}, "where none of the questions is Green, at most Amber"},
		{care, Limit{AtOrAbove: "amber", FewerThan: 2, AtMost: "red"}, "where fewer than 2 of the questions are Amber or better, at most Red"},
		{both, Limit{AtOrBelow: "red", AtMost: "red"}, "where any of its parts is Red, at most Red"},
		{both, Limit{Among: []string{"led"}, AtOrBelow: "red", AtMost: "red"}, "where led is Red, at most Red"},
		{Overall, Limit{AtOrBelow: "red", AtMost: "dire"}, "where any of the standards that count is Red, at most dire"},
	} {
		if got := set.LimitWords(c.standard, c.limit); got != c.want {
			t.Errorf("%+v: %q, want %q", c.limit, got, c.want)
		}
	}
}

// What a condition leaves out is written as what it asks for is, however many values there are.
func TestConditionsInWords(t *testing.T) {
	var values []string
	for n := range 12 {
		values = append(values, fmt.Sprint("v", n))
		is, not := Condition{Column: "c", Is: values}.Words(), Condition{Column: "c", Not: values}.Words()
		if strings.Replace(is, "c is ", "c is not ", 1) != not || strings.Contains(is, "v9") || (n < 9) != strings.Contains(is, fmt.Sprint("v", n)) {
			t.Errorf("%q and %q", is, not)
		}
	}
}

// Values are what a file says and no more, each in words.
func TestValuesInWords(t *testing.T) {
	set := parsed(t, `id = "x"
groups = [{ id = "all", name = "Cases" }, { id = "old", name = "Closed", disposals = ["a", "b"], window = { min_months = 2, max_months = 9 } }]
match = ["gender", "rosh"]
target = { confidence = 0.8, margin = 0.05, reading = "whole", split = { all = 0.25, old = 0.75 }, least = { all = 1 }, most = { old = 30 } }
reserves = 0.2
caps = { manager = 4 }
percent = { measure = "percent-yes", rounding = "half-up", inclusive = false }
`+soundBands+`ratings = [{ id = "red", name = "Red", score = 0 }, { id = "green", name = "Green", score = 2 }]
answers = [{ id = "grade", levels = ["no", "partly", "1"], points = [0, 0.5, 1] }]
scales = [{ id = "two", ratings = [{ id = "off", name = "Off", score = 0 }, { id = "on", name = "On", score = 1 }] }]
[[standards]]
id = "care"
name = "Care"
group = "all"
counted = true
not_rated_when = "no-cases"
questions = [
  { id = "a", information = true }, { id = "b", information = true },
  { id = "least", items = ["a", "b"], least = 2, critical = ["a"] }, { id = "one", items = ["a", "b"], least = 1 },
  { id = "most", items = ["a", "b"], most_no = 1 }, { id = "every", items = ["a", "b"] },
  { id = "points", answers = "grade", measure = "percent", decimals = 1, applies = [{ column = "rosh", is = ["low"] }] },
  { id = "mean", answers = "grade", measure = "mean", bands = [{ rating = "red", from = 0, to = 0.5 }, { rating = "green", from = 0.5, to = 1 }] },
  { id = "level", answers = "grade", at_least = "partly" },
]
[[standards]]
id = "sum"
name = "Sum"
parts = ["care"]
combine = "percent"
scale = "two"
weight = 2
bands = [{ rating = "off", from = 0, to = 49 }, { rating = "on", from = 50, to = 100 }]
limits = [{ at_or_below = "red", at_most = "off" }]
[[standards]]
id = "average"
name = "Average"
group = "all"
combine = "mean"
bands = [{ rating = "red", from = 0, to = 49 }, { rating = "green", from = 50, to = 100 }]
questions = [{ id = "a", weight = 3 }]
[[standards]]
id = "led"
name = "Led"
judged = true
[[standards]]
id = "tabled"
name = "Tabled"
group = "all"
decide = [{ cases = 2, yes = [1] }]
questions = [{ id = "a" }]
[scoring]
standards = 1
maximum = 2
bands = [{ rating = "red", from = 0, to = 1 }, { rating = "green", from = 2, to = 2 }]
[[discretion]]
criterion = "near-boundary"
points = 5
mean = 0.25
percent = "rounded"
[[discretion]]
criterion = "one-case-swing"
cases = 1
inclusive = true
change = "case"
`)
	want := `groups.all.disposals: Cases: those that a column of the list names so
groups.old.disposals: Closed: a, b
groups.old.window: started 2 to 9 months before
match: gender, rosh
target.confidence: 80%
target.margin: 5 points
target.reading: whole
target.split: all 25%, old 75%
target.least.all: at least 1 case
target.most.old: at most 30 cases
reserves: 20% of the sample
caps.manager: at most 4 cases
percent.measure: percent-yes
percent.rounding: half-up
percent.inclusive: a figure on a boundary belongs to the band below
ratings.red: Red, scores 0
ratings.green: Green, scores 2
bands.red: 0 to 49%
bands.amber: 50 to 79%
bands.green: 80 to 100%
scales.two.off: Off, scores 0
scales.two.on: On, scores 1
standards.care: Care, 9 questions, not rated without cases
standards.care.a.information: for information: rated by nobody
standards.care.b.information: for information: rated by nobody
standards.care.least.items: yes where at least 2 of a, b are yes (or, where fewer than 2 apply, all that do) and none of a is no
standards.care.one.items: yes where at least 1 of a, b are yes
standards.care.most.items: yes where at most 1 of a, b is no and any is yes
standards.care.every.items: yes where all that apply of a, b are yes
standards.care.points.applies: where risk of serious harm is low
standards.care.points.measure: the points of the answers in percent of the highest there can be (no 0, partly 0.5, 1), rounded half up to 1 decimal
standards.care.mean.bands.red: 0 to 0.5
standards.care.mean.bands.green: 0.5 to 1
standards.care.mean.measure: the mean of the points of the answers (no 0, partly 0.5, 1), not rounded
standards.care.level.at_least: partly, of no, partly, 1
standards.sum: Sum: the scores of care, in percent of the highest, on the scale two, counts 2 times, not counted
standards.sum.bands.off: 0% to 49%
standards.sum.bands.on: 50% to 100%
standards.sum.limits.1: where any of its parts is Red, at most Off
standards.average: Average, 1 question: the mean of their percentages, not counted
standards.average.bands.red: 0 to 49%
standards.average.bands.green: 50 to 100%
standards.average.a.weight: counts 3 times
standards.led: Led, judged directly, not counted
standards.tabled: Tabled, 1 question, not counted
standards.tabled.decide.2: of 2 cases, 1 yes for Green
scoring.standards: 1 standard counts
scoring.maximum: 2
scoring.bands.red: 0 to 1
scoring.bands.green: 2 to 2
discretion.near-boundary.points: 5 points
discretion.near-boundary.mean: 0.25 from a boundary of a mean of points
discretion.near-boundary.inclusive: false
discretion.near-boundary.percent: rounded percentage
discretion.one-case-swing.cases: 1 case
discretion.one-case-swing.inclusive: true
discretion.one-case-swing.change: one case
`
	var got strings.Builder
	for _, v := range set.Values() {
		got.WriteString(v.Name + ": " + v.Text + "\n")
	}
	if got.String() != want {
		for i, line := range strings.Split(got.String(), "\n") {
			if lines := strings.Split(want, "\n"); i >= len(lines) || lines[i] != line {
				t.Fatalf("line %d: %s\nall:\n%s", i+1, line, got.String())
			}
		}
	}
}

// An id in words begins with a capital, whatever its letters.
func TestIDsInWords(t *testing.T) {
	for id, want := range map[string]string{"in-time": "In time", "a": "A", "": "", "écrit_vite": "Écrit vite", "plan.in-time": "Plan: in time"} {
		if got := starterName(id); got != want {
			t.Errorf("%q: %q, want %q", id, got, want)
		}
	}
}

// What stands at the ends of what is allowed is sound, and one further is found.
func TestEndsOfRules(t *testing.T) {
	care := soundHead + soundBands + soundCare
	exact := strings.NewReplacer("half-up", "none", "inclusive = true", "inclusive = false", "to = 49", "to = 0", "from = 50", "from = 0", "to = 79", "to = 80")
	full := strings.NewReplacer("half-up", "none", "to = 49", "to = 50", "to = 79", "to = 100", "from = 80", "from = 100")
	info := "questions = [{ id = \"plan\", information = true }]\n"
	unrated, _, _ := strings.Cut(soundHead, "ratings")
	const mean = "combine = \"mean\"\nbands = [{ rating = \"red\", from = 0, to = 1 }, { rating = \"green\", from = 1, to = 2 }]\n"
	for _, c := range []struct{ text, want string }{
		{"target = { least = { all = 1 } }\n" + care + soundTwo, ""},
		{"target = { least = { all = 0 } }\n" + care + soundTwo, "0 cases of all are none"},
		{"target = { least = { all = 3 }, most = { all = 3 } }\n" + care + soundTwo, ""},
		{"target = { least = { all = 3 }, most = { all = 2 } }\n" + care + soundTwo, "3 cases of all are more than the most, 2"},
		{"reserves = 1.0\n" + care + soundTwo, ""},
		{"reserves = 1.01\n" + care + soundTwo, "1.01 is more reserves than cases"},
		{"caps = { manager = 1 }\n" + care + soundTwo, ""},
		{"caps = { manager = -1 }\n" + care + soundTwo, "at most -1 cases leaves none"},
		{"target = { confidence = 1.0, margin = 0.05 }\n" + care + soundTwo, "1 is not a proportion below 1"},
		{exact.Replace(care) + soundTwo, ""}, // no case at all is red
		{full.Replace(care) + soundTwo, ""},  // all cases are green
		{strings.Replace(full.Replace(care), "inclusive = true", "inclusive = false", 1) + soundTwo, "no figure falls in it"},
		{strings.Replace(care, `name = "Cases"`, `name = "Cases", window = { min_months = 0, max_months = 0 }`, 1) + soundTwo, ""},
		{strings.Replace(care, `name = "Cases"`, `name = "Cases", window = { min_months = 3, max_months = 2 }`, 1) + soundTwo, "window"},
		{soundHead + soundBands + "answers = [{ levels = [\"a\", \"b\"] }]\n" + soundCare + soundTwo, "answers 1 have no id"},
		{care + info, "all its questions are for information"},
		{care + "questions = [{ id = \"plan\", critical = [\"plan\"] }]\n", "critical have no meaning without items"},
		{care + "questions = [{ id = \"a\", information = true }, { id = \"done\", items = [\"a\"], most_no = 1 }]\n", "most_no is 1 of 1 items"},
		{strings.Replace(care, "group = \"all\"\n", "", 1) + soundTwo, "there is no group"},
		{strings.Replace(soundHead+soundBands+soundParts+mean, "[\"led\", \"safe\"]", "[\"led\"]", 1), ""},
		{soundHead + soundBands + soundParts + mean, ""},
		{soundHead + soundBands + soundParts + strings.Replace(mean, "to = 2", "to = 1.9", 1), "the best band ends at 1.9, and the highest mean is 2"},
		{unrated + soundCare + info, ""},
		{unrated + soundCare + "limits = [{ at_or_below = \"red\", at_most = \"red\" }]\n" + soundTwo, "and they have no bands"},
		{soundHead + soundBands + strings.Replace(soundParts, "judged = true\n", "judged = true\nweight = 1\n", 1), ""},
		{soundHead + soundBands + strings.Replace(soundParts, "judged = true\n", "judged = true\nweight = 2\n", 1), "weights have no meaning"},
		{care + "combine = \"mean\"\n" + soundBands + "questions = [{ id = \"plan\", weight = 10000 }]\n", ""},
		{care + "combine = \"mean\"\n" + soundBands + "questions = [{ id = \"plan\", weight = 10001 }]\n", "a weight of 10001 is not"},
	} {
		if got := parsed(t, c.text).Check().Error(); !strings.Contains(got, c.want) || (c.want == "") != (got == "") {
			t.Errorf("want %q, found\n%s\nin\n%s", c.want, got, numbered(c.text))
		}
	}
}

// A set says of its standards what they are made of, on how many scales, and which bands are its own.
func TestWhatStandardsAreMadeOf(t *testing.T) {
	plain := parsed(t, soundHead+soundBands+soundCare+"counted = true\n"+soundTwo)
	own := parsed(t, soundHead+soundBands+soundCare+"questions = [{ id = \"plan\", bands = [{ rating = \"red\", from = 0, to = 49 }, { rating = \"amber\", from = 50, to = 79 }, { rating = \"green\", from = 80, to = 100 }] }]\n")
	info := parsed(t, soundHead+soundBands+soundCare+"questions = [{ id = \"plan\" }, { id = \"note\", information = true }]\n")
	bare := parsed(t, soundCare+soundTwo)
	parts := parsed(t, soundHead+soundBands+soundParts+soundSum+soundCare+soundTwo+"[[standards]]\nid = \"top\"\nparts = [\"both\"]\ncounted = true\nweight = 2\n")
	for i, c := range []struct {
		set             *Set
		own, one, rates bool
	}{{plain, false, true, true}, {own, true, true, true}, {info, false, true, true}, {bare, false, true, false}, {parts, false, false, true}} {
		if c.set.OwnBands() != c.own || c.set.OneScale() != c.one || c.set.RatesQuestions() != c.rates {
			t.Errorf("%d: own bands %v, one scale %v, rates %v", i, c.set.OwnBands(), c.set.OneScale(), c.set.RatesQuestions())
		}
		plainScale, scales := c.set.Scale(""), c.set.QuestionScales("")
		for at := range scales {
			for yes := range 8 {
				if got, want := scales[at].Band(yes, 7), c.set.ScaleOf(at, "").Band(yes, 7); got != want || !c.own && !c.set.questions[at].Information && got != plainScale.Band(yes, 7) {
					t.Errorf("%d: question %d: %d of 7 is in band %d, want %d", i, at, yes, got, want)
				}
			}
		}
	}
	for of, want := range map[int][]bool{Overall: {true, true, true, false, true}, 2: {true, true, true, false, false}, 3: {false, false, false, true, false}} {
		if got := parts.Below(of); !slices.Equal(got, want) {
			t.Errorf("below %d: %v", of, got)
		}
	}
	for st, want := range map[string]bool{
		"": true, "combine = \"lowest\"\n": true, "combine = \"mean\"\n": false, "limits = [{ at_or_below = \"amber\", count = 2, at_most = \"red\" }]\n": false,
	} {
		set := parsed(t, soundHead+soundBands+soundCare+st+soundTwo)
		if set.Rater(nil).Standard(0, []int{1, 2}) != map[bool]int{true: 1, false: Unrated}[want || strings.Contains(st, "limits")] {
			t.Errorf("%q: without figures %d", st, set.Rater(nil).Standard(0, []int{1, 2}))
		}
		if set.Standards[0].TakesLowest() != want || set.Rater(nil).TakesLowest(0) != want {
			t.Errorf("%q: takes the lowest: %v", st, set.Standards[0].TakesLowest())
		}
	}
	if parts.Standards[2].TakesLowest() || !parts.Standards[0].TakesLowest() {
		t.Error("a standard made of others takes its lowest question, or a judged one does not")
	}
}

// A part that no case applies to is left out where the rules say so, and what has no other has no rating.
func TestPartsLeftOut(t *testing.T) {
	set := parsed(t, soundHead+soundBands+strings.ReplaceAll(soundParts, "judged = true\n", "judged = true\nnot_rated_when = \"no-cases\"\n"))
	rater := set.Rater(nil)
	for _, c := range []struct{ led, safe, want int }{{0, 1, 0}, {1, Unrated, 1}, {Unrated, 2, 2}, {Unrated, Unrated, Unrated}} {
		ratings := []int{c.led, c.safe, Unrated}
		if rater.Fill(ratings, nil); ratings[2] != c.want {
			t.Errorf("of %d and %d: %d, want %d", c.led, c.safe, ratings[2], c.want)
		}
	}
	if rater.Needs(2, 0) || rater.Needs(2, 1) {
		t.Error("what may be left out is needed")
	}
	rater.Require(0)
	ratings := []int{Unrated, 2, Unrated}
	if rater.Fill(ratings, nil); ratings[2] != Unrated || !rater.Needs(2, 0) || rater.Needs(2, 1) || rater.Needs(2, 2) {
		t.Errorf("without what is required: %v", ratings)
	}
}

// Where rules name no most, no sample has too many.
func TestNoMostIsNoLimit(t *testing.T) {
	set := parsed(t, "target = { least = { all = 3 } }\n"+soundHead+soundBands+soundCare+soundTwo)
	for n, want := range []int{0, 1, 1, 0, 0} {
		if got := len(set.WarnSizes(map[string]int{"all": n}, nil)); got != want {
			t.Errorf("%d cases: %d warnings", n, got)
		}
	}
}
