package rules

import (
	"fmt"
	"strings"
	"testing"
)

// The parts of a small sound rule set, which each wrong file below changes or adds to.
const (
	soundHead = `id = "x"
groups = [{ id = "all", name = "Cases" }]
percent = { measure = "percent-yes", rounding = "half-up", inclusive = true }
ratings = [{ id = "red", name = "Red", score = 0 }, { id = "amber", name = "Amber", score = 1 }, { id = "green", name = "Green", score = 2 }]
`
	soundBands = `bands = [{ rating = "red", from = 0, to = 49 }, { rating = "amber", from = 50, to = 79 }, { rating = "green", from = 80, to = 100 }]
`
	soundCare = `[[standards]]
id = "care"
name = "Care"
group = "all"
`
	soundTwo   = "questions = [{ id = \"plan\" }, { id = \"review\" }]\n"
	soundCount = `id = "x"
groups = [{ id = "all", name = "Cases" }]
percent = { measure = "count-no" }
ratings = [{ id = "red", name = "Red", score = 0 }, { id = "amber", name = "Amber", score = 1 }, { id = "green", name = "Green", score = 2 }]
`
	soundParts = `[[standards]]
id = "led"
name = "Led"
judged = true
[[standards]]
id = "safe"
name = "Safe"
judged = true
[[standards]]
id = "both"
name = "Both"
parts = ["led", "safe"]
`
	soundSum = "combine = \"sum\"\nbands = [{ rating = \"red\", from = 0, to = 1 }, { rating = \"amber\", from = 2, to = 3 }, { rating = \"green\", from = 4, to = 4 }]\n"
)

// Wrong files of each construct of the language. Each is found with its row.
func TestWrongFilesOfEachConstruct(t *testing.T) {
	head, care := soundHead+soundBands, soundHead+soundBands+soundCare
	counted := strings.Replace(soundParts, "judged = true\n", "judged = true\ncounted = true\n", 1)
	counted = strings.Replace(counted, "name = \"Safe\"\njudged = true\n", "name = \"Safe\"\njudged = true\ncounted = true\n", 1)
	counted, _, _ = strings.Cut(counted, "[[standards]]\nid = \"both\"")
	one, _, _ := strings.Cut(counted, "[[standards]]\nid = \"safe\"")
	unsure := strings.Replace(counted, "judged = true\n", "judged = true\nnot_rated_when = \"no-cases\"\n", 1)
	scored := "[scoring]\nstandards = 2\nmaximum = 4\nbands = [{ rating = \"red\", from = 0, to = 1 }, { rating = \"amber\", from = 2, to = 3 }, { rating = \"green\", from = 4, to = 4 }]\n"
	for _, sound := range []string{care + soundTwo, head + soundParts + soundSum, head + counted + scored,
		soundCount +
			"bands = [{ rating = \"red\", from = 5, to = 19 }, { rating = \"amber\", from = 3, to = 4 }, " +
			"{ rating = \"green\", from = 0, to = 2 }]\n" + soundCare + soundTwo} {
		if set, err := Parse("x.toml", []byte(sound)); err != nil || len(set.Check()) > 0 {
			t.Fatalf("%v %v\n%s", err, set.Check(), sound)
		}
	}
	plan := func(more string) string {
		return care + "questions = [{ id = \"plan\", " + more + " }, { id = \"review\" }]\n"
	}
	table := func(target, rows string) string {
		return "target = { size = " + target + " }\n" + soundHead + soundCare + "decide = [" + rows + "]\n" + soundTwo
	}
	two := func(limits string) string { return care + "limits = [" + limits + "]\n" + soundTwo }
	sum := func(more string) string { return head + soundParts + soundSum + more }
	items := func(more string) string {
		return care + "questions = [{ id = \"a\", information = true }, { id = \"b\", information = true }, { id = \"done\", " + more + " }]\n"
	}
	answers := func(levels, question string) string {
		return head + "answers = [{ id = \"grade\", levels = [" + levels + "] }]\n" + soundCare +
			"questions = [{ id = \"plan\", " + question + " }, { id = \"review\" }]\n"
	}
	for _, c := range []struct{ text, want string }{
		// measure, rounding, bands
		{strings.Replace(care, "percent-yes", "percent-no", 1) + soundTwo, "neither percent-yes nor count-no"},
		{strings.Replace(care, "half-up", "up", 1) + soundTwo, "none of half-up"},
		{strings.Replace(care, `rounding = "half-up", `, "", 1) + soundTwo, "percent.rounding: row 3: is missing"},
		{strings.Replace(strings.Replace(care, "to = 49", "to = 40.5", 1), "from = 50", "from = 41.5", 1) + soundTwo,
			"bands.red: row 5: 40.5 is not whole"},
		{strings.Replace(strings.Replace(strings.Replace(care, "to = 49", "to = 40.5", 1), "from = 50",
			"from = 40.5", 1), "inclusive = true", "inclusive = false", 1) + soundTwo, "40.5 is not whole"},
		{strings.Replace(care, "to = 79", "to = 78", 1) + soundTwo, "a gap"},
		{strings.Replace(care, "to = 79", "to = 85", 1) + soundTwo, "an overlap"},
		{strings.Replace(care, "from = 0", "from = 1", 1) + soundTwo, "begins at 1%, not at 0"},
		{strings.Replace(care, "score = 2", "score = 1", 1) + soundTwo, "scores 1, not more"},
		{strings.Replace(care, `{ rating = "amber", from = 50, to = 79 }, `, "", 1) + soundTwo, "ratings.amber: row 4: no band gives it"},
		// counts of no
		{soundCount + "bands = [{ rating = \"red\", from = 4, to = 19 }, { rating = \"amber\", from = 3, to = 4 }, { rating = \"green\", from = 0, to = 2 }]\n" + soundCare + soundTwo, "bands.amber: row 5: an overlap"},
		{soundCount + "bands = [{ rating = \"red\", from = 6, to = 19 }, { rating = \"amber\", from = 3, to = 4 }, { rating = \"green\", from = 0, to = 2 }]\n" + soundCare + soundTwo, "a gap"},
		{soundCount + "bands = [{ rating = \"green\", from = 0, to = 2 }, { rating = \"amber\", from = 3, to = 4 }, { rating = \"red\", from = 5, to = 19 }]\n" + soundCare + soundTwo, "the worst comes first"},
		{soundCount + "bands = [{ rating = \"red\", from = 4.5, to = 19 }, { rating = \"amber\", from = 3, to = 3.5 }, { rating = \"green\", from = 0, to = 2 }]\n" + soundCare + soundTwo, "no answers are whole"},
		{soundCount +
			"bands = [{ rating = \"red\", from = 5, to = 19 }, { rating = \"amber\", from = 3, to = 4 }, " +
			"{ rating = \"green\", from = 1, to = 2 }]\n" + soundCare + soundTwo, "begins at 1 no answers, not at 0"},
		{soundCount +
			"bands = [{ rating = \"red\", from = 5, to = 19 }, { rating = \"amber\", from = 3, to = 4 }, " +
			"{ rating = \"green\", from = -1, to = 2 }]\n" + soundCare + soundTwo, "begins at -1 no answers, not at 0"},
		// applies
		{plan(`applies = [{ column = "town", is = ["Ayr"] }]`),
			"standards.care.plan: row 10: applies by town, which the sample is not matched on"},
		{plan(`applies = [{ column = "rosh", not = ["lo"] }]`),
			`applies by the rosh "lo", which no list has: they are read as low, medium, high, very high; did you mean "low"?`},
		{plan(`applies = [{ column = "rosh", is = ["low"], not = ["high"] }]`), "has one of is and not"},
		{plan(`applies = [{ column = "rosh" }]`), "has one of is and not"},
		{plan(`applies = [{ is = ["low"] }]`), "a condition has no column"},
		{plan(`applies = [{ column = "rosh", is = ["low"] }, { column = "rosh", not = ["low"] }]`), "applies to no case"},
		{plan(`applies = [{ column = "rosh", is = ["low"] }, { column = "rosh", is = ["high"] }]`), "applies to no case"},
		{plan(`applies = []`), "applies is written with nothing in it"},
		{strings.Replace(plan(`applies = [{ column = "disposal", is = ["licence"] }]`), `id = "all"`,
			`id = "all", disposals = ["custody", "community"]`, 1), "applies to no case of all"},
		{strings.Replace(plan(`applies = [{ column = "disposal", is = ["licence"] }]`), `id = "all"`,
			`id = "all", disposals = ["custody"]`, 1), "applies to no case of all"},
		{strings.Replace(plan(`applies = [{ column = "disposal", is = ["custody"] }]`), `id = "all"`,
			`id = "all", disposals = ["custody"]`, 1), ""},
		// bands and tables of their own
		{plan(`bands = [{ rating = "red", from = 0, to = 60 }]`), "the best band ends at 60%, not at 100"},
		{plan(`bands = [{ rating = "good", from = 0, to = 100 }]`), `there is no rating "good"`},
		{plan(`bands = [{ rating = "red", from = 0, to = 70.5 }, { rating = "green", from = 71.5, to = 100 }]`),
			"standards.care.plan.bands.red: row 10: 70.5 is not whole"},
		{plan(`bands = [{ rating = "red", from = 0, to = 100 }], decide = [{ cases = 2, yes = [1, 2] }]`), "stands beside bands"},
		{plan(`information = true, bands = [{ rating = "red", from = 0, to = 100 }]`), "is for information"},
		{plan(`information = true, decide = [{ cases = 2, yes = [1, 2] }]`), "is for information"},
		{table("19", "{ cases = 18, yes = [9, 12] }"), "standards.care.decide: row 10: has no row for the 19 cases of target.size"},
		{table("19", "{ cases = 19, yes = [9, 13] }, { cases = 20, yes = [9, 14] }"), "the row for 20 cases is never used"},
		{table("19", "{ cases = 19, yes = [9, 21] }"), "there cannot be 21 yes answers (20 say that a rating is out of reach there)"},
		{table("19", "{ cases = 19, yes = [9, 20] }"), ""},
		{table("19", "{ cases = 19, yes = [9, 19] }"), ""},
		{table("1", "{ cases = 1, yes = [1, 2] }"), ""},
		{table("19", "{ cases = 19, yes = [20, 20] }"), "no row gives amber"},
		{"decide = [{ cases = 19, yes = [9, 20] }]\n" + soundHead + soundCare + soundTwo, "decide: row 1: no row gives green"},
		{"decide = [{ cases = 19, yes = [13, 13] }]\n" + soundHead + soundCare + soundTwo, "no row gives amber"},
		{table("19", "{ cases = 19, yes = [13, 9] }"), "the worst rating comes first"},
		{table("19", "{ cases = 19, yes = [9] }"), "yes has 1 numbers"},
		{table("19", "{ cases = 19, yes = [9, 13, 14] }"), "yes has 3 numbers"},
		{table("19", "{ cases = 19, yes = [0, 9] }"), "0 yes answers are always reached"},
		{table("19", "{ cases = 19, yes = [9, 13] }, { cases = 19, yes = [8, 13] }"), "19 cases occur twice"},
		{table("0", "{ cases = 19, yes = [9, 13] }"), "size is written with nothing in it"},
		// limits
		{two(`{ at_or_below = "red", count = 0, at_most = "red" }`),
			"standards.care.limits.1: row 10: count is written with nothing in it, which would mean 1"},
		{two(`{ among = [], at_or_below = "red", at_most = "red" }`), "among is written with nothing in it, which would mean all of them"},
		{two(`{ at_or_below = "amber", count = 3, at_most = "red" }`), "counts 3 of 2"},
		{two(`{ at_or_below = "amber", count = -1, at_most = "red" }`), "counts -1 of 2"},
		{two(`{ at_or_below = "amber", count = 2, at_most = "dire" }`), `no rating here`},
		{two(`{ at_or_below = "amber", at_or_above = "green", at_most = "red" }`), "has one of at_or_below and at_or_above"},
		{two(`{ at_or_above = "green", fewer_than = 0, at_most = "amber" }`), "never holds or always does"},
		{two(`{ at_or_below = "green", count = 2, at_most = "amber" }`), "always holds"},
		{sum(`limits = [{ at_or_below = "red", at_most = "amber" }, { at_or_below = "red", count = 1, at_most = "red" }]` + "\n"), "standards.both.limits.2: row 20: asks the same as limit 1, and allows at most red, not amber"},
		{sum(`limits = [{ at_or_below = "red", at_most = "amber" }, { at_or_below = "red", at_most = "amber" }]` +
			"\n"), "limits.2: row 20: stands there twice, as limit 1 does"},
		{sum(`limits = [{ at_or_above = "green", fewer_than = 2, at_most = "red" }]` + "\n"),
			"no ratings of its parts make amber: where they would, a limit allows less"},
		{sum(`limits = [{ among = ["let"], at_or_below = "red", at_most = "red" }]` + "\n"),
			`is about "let", which is no part here; did you mean "led"?`},
		{head + counted + scored + `limits = [{ at_or_below = "amber", at_most = "red" }]` + "\n",
			"no ratings of its parts make amber: where they would"},
		// levels
		{strings.Replace(sum(""), `["led", "safe"]`, `["led", "saf"]`, 1), `there is no standard "saf" to be a part`},
		{strings.Replace(sum(""), `["led", "safe"]`, `["led", "both"]`, 1), "is a part of itself"},
		{strings.Replace(sum(""), `["led", "safe"]`, `["led", "led"]`, 1), "occurs twice"},
		{sum("[[standards]]\nid = \"all\"\nname = \"All\"\nparts = [\"led\"]\n"), "the part led is one of both as well"},
		{sum("[[standards.limits]]\nat_or_below = \"red\"\nat_most = \"amber\"\n" +
			"[[standards.limits]]\nat_or_below = \"red\"\nat_most = \"amber\"\n"),
			"standards.both.limits.2: row 23: stands there twice"},
		{sum("[[standards]]\nid = \"one\"\nname = \"One\"\nparts = [\"both\"]\njudged = true\n"),
			"is made of standards, and has questions or is judged as well"},
		{sum("[[standards]]\nid = \"one\"\nname = \"One\"\nparts = [\"both\"]\nquestions = [{ id = \"q\" }]\n"),
			"is made of standards, and has questions or is judged as well"},
		{care + "combine = \"sum\"\n" + soundTwo, `combine "sum" is none of lowest, mean`},
		{strings.Replace(care, "score = 2", "score = 1000000", 1) + soundTwo, ""},
		{strings.Replace(care, "score = 0", "score = -1000000", 1) + soundTwo, ""},
		{strings.Replace(care, "score = 2", "score = 1000001", 1) + soundTwo, "no score is beyond 1000000"},
		{strings.Replace(care, "score = 0", "score = -1000001", 1) + soundTwo, "no score is beyond 1000000"},
		{care + "questions = [{ id = \"=plan\" }, { id = \"review\" }]\n", "has a '='"},
		{care + "combine = \"mean\"\n" + soundTwo, "has a mean and no bands of its own"},
		{strings.Replace(care, soundBands, "", 1) + "combine = \"mean\"\nbands = [{ rating = \"red\", from = 0, to = 100 }]\n" + soundTwo, ""},
		{strings.Replace(head, `id = "amber", `, "", 1) + soundCare + soundTwo, "ratings: row 4: rating 2 has no id"},
		{strings.Replace(soundCount, `"count-no"`, `"count-no", rounding = "half-up"`, 1) + soundParts + soundSum, ""},
		{strings.Replace(sum(""), `"sum"`, `"total"`, 1), `combine "total" is none of`},
		{strings.Replace(sum(""), "to = 3", "to = 2", 1), "begins at 4, and should at 3"},
		{strings.Replace(strings.Replace(sum(""), "to = 3", "to = 3.5", 1), "from = 4, to = 4",
			"from = 4.5, to = 5", 1), "3.5 is not whole"},
		{strings.Replace(sum(""), "from = 0, to = 1", "from = 1, to = 1", 1), "the worst band begins at 1"},
		{strings.Replace(sum(""), `"amber", from = 2`, `"ambr", from = 2`, 1),
			`standards.both.bands.ambr: row 19: there is no rating "ambr"; did you mean "amber"?`},
		{head + soundParts + "combine = \"sum\"\n", "has a sum and no bands"},
		{sum("weight = 0\n"), "standards.both: row 20: weight is written with nothing in it, which would mean 1"},
		{plan("weight = 0"), "weight is written with nothing in it"},
		{plan("weight = 2"), "weights of questions have no meaning"},
		{sum("scale = \"stars\"\n"), `there is no scale "stars"`},
		{strings.Replace(sum(""), "judged = true\n",
			"judged = true\nscale = \"one\"\n", 1) +
			"[[scales]]\nid = \"one\"\nratings = [{ id = \"only\", name = \"Only\", score = 1 }]\n", "has 1 rating"},
		// answers
		{answers(`"1", "2"`, `answers = "grade", at_least = "2"`), ""},
		{answers(`"1", "2"`, `answers = "grade"`), "nothing says how they count; write at_least"},
		{answers(`"1", "2"`, `answers = "grade", at_least = "3"`), `at_least "3" is no level`},
		{answers(`"1", "2"`, `answers = "grade", at_least = "1"`), "the worst level"},
		{answers(`"1"`, `answers = "grade", at_least = "1"`), "has 1 level"},
		{answers(`"1", "na"`, `answers = "grade", at_least = "na"`), "a level cannot be"},
		{answers(`"1", "1 "`, `answers = "grade", at_least = "1"`), "occurs twice"},
		{answers(`"1", "2"`, `answers = "grades", at_least = "2"`), `there are no answers "grades"; did you mean "grade"?`},
		{answers(`"1", "2"`, `text = "?"`), "no question has them"},
		// items
		{items(`items = ["a", "c"]`), `there is no question "c" to be an item`},
		{items(`items = ["a", "done"]`), "is made of items itself"},
		{items(`items = ["a", "b"], least = 3`), "least is 3 of 2 items"},
		{items(`items = ["a", "b"], least = 0`), "least is written with nothing in it, which would mean all that apply"},
		{items(`items = ["a", "b"], most_no = 2`), "most_no is 2 of 2 items, so that it says nothing"},
		{items(`items = ["a", "b"], most_no = 1, least = 1`), "only one of them can decide"},
		{items(`items = ["a", "b"], most_no = 0`), "most_no is written with nothing in it"},
		{items(`items = ["a"], critical = ["b"]`), "is critical, and no item"},
		{items(`items = []`), "items is written with nothing in it"},
		{items(`least = 1`), "have no meaning without items"},
		{items(`items = ["a", "a"]`), "occurs twice"},
		// sizes, scoring, criteria
		{"target = { least = { al = 3 } }\n" + care + soundTwo, `there is no group "al"`},
		{head + counted + strings.Replace(scored, "standards = 2", "standards = 3", 1), "says that 3 standards count"},
		{head + counted + strings.Replace(scored, "maximum = 4", "maximum = 6", 1), "says 6"},
		{head + counted + strings.Replace(strings.Replace(scored, "{ rating = \"amber\", from = 2, to = 3 }",
			"{ rating = \"amber\", from = 2, to = 2 }", 1), "from = 4", "from = 3", 1), ""},
		{strings.Replace(head, "score = 2", "score = 10", 1) + counted +
			strings.NewReplacer("maximum = 4", "maximum = 20", "from = 2, to = 3", "from = 3, to = 9", "to = 1 ",
				"to = 2 ", "from = 4, to = 4", "from = 10, to = 20").Replace(scored), "no ratings of its parts make amber"},
		{head + counted + strings.Replace(scored, "[scoring]", "[scoring]\ncombine = \"mean\"", 1), "none of sum, percent and lowest"},
		{strings.Replace(head, "score = 2", "score = 10", 1) + one + "[scoring]\nstandards = 1\nmaximum = 10\n" +
			"bands = [{ rating = \"red\", from = 0, to = 1 }, { rating = \"amber\", from = 2, to = 9 }, " +
			"{ rating = \"green\", from = 10, to = 10 }]\n",
			"no ratings of its parts make amber"},
		{head + unsure + scored, "may be left without a rating and counts"},
		{head + unsure + strings.Replace(scored, "[scoring]", "[scoring]\ncombine = \"sum\"", 1), "may be left without a rating and counts"},
		{head + unsure + "[scoring]\ncombine = \"lowest\"\n", ""},
		{head + unsure + "[scoring]\ncombine = \"lowest\"\nstandards = 2\n", ""},
		{head + unsure + "[scoring]\ncombine = \"lowest\"\nstandards = 3\n", "says that 3 standards count, but 2 of those listed do"},
		{care + soundTwo + "[[discretion]]\ncriterion = \"near-boundary\"\npoints = 0\npercent = \"rounded\"\n", "can never fire"},
		{care + soundTwo + "[[discretion]]\ncriterion = \"near-boundary\"\npoints = 0\ninclusive = true\npercent = \"rounded\"\n", ""},
		{"target = { confidence = 0.8, margin = 1.5 }\n" + care + soundTwo, "target.margin: row 1: 1.5 is not a proportion below 1"},
		{"target = { confidence = 1, margin = 1 }\n" + care + soundTwo, "target.margin: row 1: 1 is not a proportion below 1"},
		{"target = { confidence = 1, margin = 0.05 }\n" + care + soundTwo, "target.confidence: row 1: 1 is not a proportion below 1"},
		{"target = { confidence = 0.8, margin = -0.05 }\n" + care + soundTwo, "target.margin: row 1: -0.05 is not a proportion below 1"},
		{"target = { confidence = 0.8 }\n" + care + soundTwo, "confidence and margin belong together"},
		{"target = { size = 1 }\n" + care + soundTwo, ""},
		{strings.Replace(care, `groups = [{ id = "all", name = "Cases" }`,
			`groups = [{ id = "all", name = "Cases" }, { id = "old", name = "Old", disposals = ["custody"] }`, 1) +
			soundTwo + "[[standards]]\nid = \"past\"\nname = \"Past\"\ngroup = \"old\"\nquestions = [{ id = \"q\" }]\n",
			"groups.all: row 2: takes every disposal"},
		{"target = { size = 1 }\n" + strings.Replace(care, `groups = [`, `groups = [{ id = "other", name = "Other" }, `, 1) + soundTwo,
			"there is no target.split of them"},
		{"target = { size = 1 }\n" + soundCount +
			"bands = [{ rating = \"red\", from = 5, to = 19 }, { rating = \"amber\", from = 3, to = 4 }, " +
			"{ rating = \"green\", from = 0, to = 2 }]\n" + soundCare + soundTwo,
			"the worst band ends at 19 no answers, and the sample is 1 cases"},
		{strings.Replace(head+soundParts, "judged = true\n", "judged = true\nlimits = [{ at_or_below = \"red\", at_most = \"red\" }]\n", 1),
			"is judged directly, so nothing is combined or limited"},
		{"target = { size = 1, confidence = 0.8, margin = 0.05, reading = \"whole\" }\n" + care + soundTwo, "asks for a precision as well"},
		{"target = { split = { all = 0.5 } }\n" + care + soundTwo, "make 0.5, not 1"},
	} {
		set, err := Parse("x.toml", []byte(c.text))
		if err != nil {
			t.Errorf("%v\n%s", err, c.text)
			continue
		}
		got := set.Check().Error()
		if !strings.Contains(got, c.want) || (c.want == "") != (got == "") {
			t.Errorf("want %q, found\n%s\nin\n%s", c.want, got, numbered(c.text))
		}
		set.Values() // of wrong rules too
		for _, f := range set.Check() {
			if f.Row == 0 {
				t.Errorf("no row: %s: %s", f.Where, f.Message)
			}
		}
	}
}

func numbered(text string) string {
	var out strings.Builder
	for i, line := range strings.Split(text, "\n") {
		fmt.Fprintf(&out, "%3d %s\n", i+1, line)
	}
	return out.String()
}
