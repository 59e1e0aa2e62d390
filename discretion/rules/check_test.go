package rules

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"onecase/discretion/tomlfile"
)

// Each contradiction that can be written into good rules is found, where it is.
func TestCheckFindsContradictions(t *testing.T) {
	findsIn(t, "hmip-youth-2018", []mistake{
		{"no id", `id = "hmip-youth-2018"`, ``, "id", "is missing"},
		{"a gap between bands", "from = 50\nto = 64", "from = 52\nto = 64", "bands.requires-improvement",
			"a gap: inadequate ends at 49 and requires-improvement begins at 52; it should begin at 50"},
		{"an overlap of bands", "from = 65\nto = 79", "from = 60\nto = 79", "bands.good",
			"an overlap: requires-improvement ends at 64 and good begins at 60; it should begin at 65"},
		{"bands that stop short", "from = 80\nto = 100", "from = 80\nto = 99", "bands.outstanding",
			"the best band ends at 99%, not at 100"},
		{"bands that start late", "from = 0\nto = 49", "from = 1\nto = 49", "bands.inadequate", "the worst band begins at 1%, not at 0"},
		{"a band the wrong way round", "from = 50\nto = 64", "from = 50\nto = 40", "bands.requires-improvement", "runs from 50 down to 40"},
		{"whole bands of exact percentages", `rounding = "half-up"`, `rounding = "none"`, "bands.good",
			"a gap: requires-improvement ends at 64 and good begins at 65; it should begin at 64"},
		{"a boundary that belongs below", "inclusive = true\n\n[[ratings]]", "inclusive = false\n\n[[ratings]]", "bands.good", "a gap"},
		{"an unknown rounding", `rounding = "half-up"`, `rounding = "up"`, "percent.rounding",
			`"up" is none of half-up, half-even, down, none`},
		{"a band of no rating", "rating = \"good\"\nlabel", "rating = \"god\"\nlabel", "bands.god",
			`there is no rating "god"; did you mean "good"?`},
		{"bands in disorder", "rating = \"inadequate\"\nlabel", "rating = \"good\"\nlabel",
			"bands.requires-improvement", "stands after a band for a better rating"},
		{"too fine a boundary", "from = 65\nto = 79", "from = 64.125\nto = 79", "bands.good", "64.125 has more than two decimals"},
		{"a scale that does not rise", "name = \"Good\"\nscore = 2", "name = \"Good\"\nscore = 1", "ratings.good",
			"scores 1, not more than requires-improvement before it"},
		{"a rating twice", `id = "outstanding"`, `id = "good"`, "ratings.good", "the id occurs twice"},
		{"no number of standards", "standards = 12\n", "", "scoring.standards",
			"is not stated: where scores are summed it says how many standards count, here 12"},
		{"no maximum", "maximum = 36\n", "", "scoring.maximum", "is not stated: where scores are summed it says the highest sum, here 36"},
		{"the number of standards", "standards = 12", "standards = 10", "scoring.standards",
			"says that 10 standards count, but 12 of those listed do"},
		{"the maximum", "maximum = 36", "maximum = 30", "scoring.maximum", "says 30, but 12 standards of at most 3 make 36"},
		{"a gap between scores", "from = 19, to = 30", "from = 20, to = 30", "scoring.bands.good",
			"a gap: requires-improvement ends at 18 and good begins at 20"},
		{"an overlap of scores", "from = 7, to = 18", "from = 6, to = 18", "scoring.bands.requires-improvement",
			"an overlap: inadequate ends at 6"},
		{"scores that start late", "from = 0, to = 6", "from = 1, to = 6", "scoring.bands.inadequate",
			"begins at 1, but the lowest score is 0"},
		{"scores that stop short", "from = 31, to = 36", "from = 31, to = 35", "scoring.bands.outstanding",
			"ends at 35, but the maximum is 36"},
		{"a score of no rating", `rating = "good", from = 19`, `rating = "fine", from = 19`, "scoring.bands.fine",
			`there is no rating "fine"`},
		{"a standard in no group", "name = \"Reviewing\"\ngroup = \"court\"", "name = \"Reviewing\"\ngroup = \"cort\"",
			"standards.court.reviewing", `there is no group "cort"; did you mean "court"?`},
		{"a standard twice", `id = "court.reviewing"`, `id = "court.planning"`, "standards.court.planning", "the id occurs twice"},
		{"a standard without questions", "name = \"Staff\"\njudged = true", "name = \"Staff\"\ngroup = \"court\"",
			"standards.org.staff", "has no question and is not judged directly"},
		{"a judged standard with questions", "name = \"Reviewing\"\ngroup = \"court\"",
			"name = \"Reviewing\"\njudged = true", "standards.court.reviewing", "is judged directly and has questions as well"},
		{"an unknown condition", "name = \"Staff\"\n", "name = \"Staff\"\nnot_rated_when = \"rain\"\n",
			"standards.org.staff", `not_rated_when "rain" is not known`},
		{"a window that ends first", "min_months = 6, max_months = 9", "min_months = 9, max_months = 6",
			"groups.court.window", "runs from 9 to 6 months back"},
		{"a disposal in two groups", `"youth-caution", `, `"custody", `, "groups.ooc", `disposal "custody" belongs to court as well`},
		{"shares that do not add up", "court = 0.6", "court = 0.5", "target.split", "the shares of the groups make 0.9, not 1"},
		{"a share of no group", "court = 0.6", "cort = 0.6", "target.split", `there is no group "cort"`},
		{"confidence as a percentage", "confidence = 0.8", "confidence = 80", "target.confidence",
			"80 is not a proportion below 1 (0.8 is 80%)"},
		{"margin as a percentage", "margin = 0.05", "margin = 5", "target.margin", "5 is not a proportion below 1"},
		{"an unknown reading", `reading = "each-group"`, `reading = "both"`, "target.reading", `"both" is neither each-group nor whole`},
		{"a criterion nobody knows", `criterion = "small-sample"`, `criterion = "bad-luck"`, "discretion.bad-luck",
			"is none of near-boundary"},
		{"a criterion twice", `criterion = "small-sample"`, `criterion = "one-case-swing"`, "discretion.one-case-swing", "occurs twice"},
		{"a criterion that never fires", "cases = 5", "cases = 0", "discretion.small-sample", "can never fire"},
		{"a criterion that always fires", "points = 5", "points = 60", "discretion.near-boundary",
			"always fires: no percentage is more than 50 points from a boundary"},
		{"a distance below nothing", "points = 5", "points = -1", "discretion.near-boundary", "can never fire"},
		{"a swing of two cases", "cases = 1", "cases = 2", "discretion.one-case-swing", "cases is 2; a one-case swing has 1"},
		{"a swing of an unknown kind", `change = "case"`, `change = "mind"`, "discretion.one-case-swing",
			`change "mind" is neither case nor answer`},
		{"a least of no group", "[percent]", "[target.least]\ncort = 5\n[percent]", "target.least",
			`there is no group "cort"; did you mean "court"?`},
		{"a least above the most", "[percent]", "[target.least]\ncourt = 5\n[target.most]\ncourt = 4\n[percent]",
			"target.least", "5 cases of court are more than the most, 4"},
		{"a most of none", "[percent]", "[target.most]\ncourt = 0\n[percent]", "target.most", "0 cases of court are none"},
		{"a source of nothing", `of = ["reserves"]`, `of = ["reserve"]`, "sources",
			`there is no value "reserve"; did you mean "reserves"?`},
		{"a source of no standing", `status = "unverified"`, `status = "hearsay"`, "sources",
			`status "hearsay" is none of read, inferred, own, unverified`},
		{"reserves in percent", "reserves = 0.2", "reserves = 20", "reserves",
			"20 is more reserves than cases; as a share of the sample 0.2 is 20%"},
		{"an unknown variable", `match = ["gender"`, `match = ["gendr"`, "match",
			`"gendr" is not a variable that is known; there are gender, disposal, rosh, safety, manager, team, and the headers of lists`},
		{"a variable twice", `match = ["gender"`, `match = ["safety", "gender"`, "match", `"safety" occurs twice`},
		{"a cap on nobody", "[target]", "[caps]\nmanger = 6\n[target]", "caps.manger", "is none of manager, team"},
		{"a precision of nothing in particular", "reading = \"each-group\"\n", "", "target.reading",
			"is missing: does the precision hold for each-group, or for the whole?"},
		{"a reading of no precision", "confidence = 0.8\nmargin = 0.05\n", "", "target.reading",
			"says what a precision holds for, and none is stated"},
		{"a size and a precision", "[target]", "[target]\nsize = 65", "target",
			"fixes the number of cases and asks for a precision as well"},
		{"a share of nothing", "ooc = 0.4", "ooc = 0", "target.split", "leaves no case for ooc"},
		{"a disposal twice in a group", `"community", "custody"`, `"community", "custody", "custody"`, "groups.court",
			`disposal "custody" occurs twice`},
		{"a group nobody asks about", "[percent]", "[[groups]]\nid = \"prison\"\ndisposals = [\"x\"]\n[percent]",
			"groups.prison", "no standard asks anything of its cases"},
		{"a boundary of whole figures that belongs below", "inclusive = true\n\n[[ratings]]",
			"inclusive = false\n\n[[ratings]]", "bands.requires-improvement",
			"inadequate ends at 49 and requires-improvement begins at 50; it should begin at 49; or inclusive should be true"},
		{"a band beyond 100", "from = 80\nto = 100", "from = 80\nto = 120", "bands.outstanding",
			"runs from 80% to 120%; percentages are from 0 to 100"},
		{"a band that no figure falls in", "from = 65\nto = 79", "from = 64.2\nto = 64.8", "bands.good", "no figure falls in it"},
		{"a rating that no band gives", "[[ratings]]",
			"[[ratings]]\nid = \"dire\"\nname = \"Dire\"\nscore = -1\n[[ratings]]", "ratings.dire", "no band gives it"},
		{"a standard that counts and may be unrated", "name = \"Staff\"\n",
			"name = \"Staff\"\nnot_rated_when = \"no-cases\"\n", "standards.org.staff", "may be left without a rating and counts"},
		{"a standard without an id", "id = \"court.reviewing\"\n", "", "standards", "standard 8 has no id"},
		{"a standard called overall", `id = "court.reviewing"`, `id = "overall"`, "standards.overall", "give the standard another id"},
		{"a judged standard in no group", "name = \"Staff\"\n", "name = \"Staff\"\ngroup = \"cort\"\n",
			"standards.org.staff", `there is no group "cort"`},
		{"a swing of less than a case", "cases = 1\ninclusive = true", "cases = 1\ninclusive = false",
			"discretion.one-case-swing", "can never fire: with inclusive = false fewer than one case"},
		{"a distance from what is not rounded", `rounding = "half-up"`, `rounding = "none"`, "discretion.near-boundary",
			"is measured from the rounded percentage, and percentages are not rounded"},
		{"a distance in cases", "points = 5\n", "points = 5\ncases = 2\n", "discretion.near-boundary",
			"takes points, inclusive and percent only"},
		{"a swing in points", "cases = 1\n", "cases = 1\npoints = 2\n", "discretion.one-case-swing",
			"takes cases, inclusive and change only"},
		{"a source of no text", "[[sources]]\nof", "[[sources]]\nof = [\"match\"]\nstatus = \"read\"\n[[sources]]\nof",
			"sources", "a source needs of"},
		{"an unknown key", "reserves = 0.2", "reserve = 0.2", "reserve",
			`unknown key "reserve"; did you mean "reserves"? (the keys here are id, name,`},
		{"an unknown key of a criterion", "points = 5\n", "points = 5\nquestions = [\"x\"]\n", "discretion.questions",
			`unknown key "discretion.questions" (the keys here are criterion, points, mean, cases, inclusive, percent, change)`},
		{"text for a number", "score = 2", "score = \"two\"", "ratings.score", `this is a text, and the key takes a whole number`},
	})
	findsIn(t, "us-cfsr-2001", []mistake{
		{"a figure on a cut between two bands", "inclusive = true",
			"inclusive = true\n[[bands]]\nrating = \"not-met\"\nfrom = 0\nto = 0", "bands.not-met",
			"stands after a band for a better rating"},
		{"a threshold beyond reach", "from = 95\nto = 100", "from = 100\nto = 100", "bands.met", "a gap"},
		{"nothing above 100", "inclusive = true\n\n[[ratings]]\nid = \"not-met\"",
			"inclusive = false\n\n[[ratings]]\nid = \"not-met\"", "", ""},
		{"a count of standards without a score", "id = \"safety-1\"", "id = \"safety-1\"\ncounted = true",
			"standards.safety-1", "counts towards a score, and there is no scoring"},
		{"a sample of everything", "[[sources]]",
			"[[discretion]]\ncriterion = \"small-sample\"\ncases = 65\ninclusive = true\n[[sources]]",
			"discretion.small-sample", "always fires: the sample is 65 cases"},
	})
	findsIn(t, "us-title-iv-e", []mistake{
		{"a worst band short of the sample", "to = 80", "to = 75", "bands.not-in-compliance",
			"the worst band ends at 75 no answers, and the sample is 80 cases"},
		{"parts of an error", "from = 0\nto = 8", "from = 0\nto = 8.5", "bands.in-compliance",
			"no answers are whole, and it runs from 0 to 8.5"},
		{"rounded counts", `measure = "count-no"`, "measure = \"count-no\"\nrounding = \"half-up\"", "percent.rounding",
			"has no meaning: the bands count no answers"},
		{"a size and a least", "[percent]", "[target.least]\nall = 5\n[percent]", "target",
			"fixes the number of cases, so least and most have no meaning"},
		{"a size without a split", "[percent]", "[[groups]]\nid = \"other\"\ndisposals = [\"x\"]\n[percent]",
			"target.size", "fixes 80 cases for 2 groups, and there is no target.split of them"},
	})
	findsIn(t, "hmip-sqs-2012", []mistake{
		{"a rating withheld where none is given", "[[standards]]", "[[standards]]\nnot_rated_when = \"no-cases\"",
			"standards.reoffending", "not_rated_when can never apply: there are no ratings"},
		{"a question that nothing can name", "questions = [\n  { id = \"",
			"questions = [\n  { id = \"a=b\" },\n  { id = \"", "standards.reoffending",
			`has a '=', but no id has =, :, a comma or a blank`},
	})
}

// Whether near-boundary always fires, or never can, goes by the bands that questions have.
func TestCheckNearBoundaryOfOwnBands(t *testing.T) {
	text := `id = "near"
groups = [{ id = "all" }]
percent = { measure = "percent-yes", rounding = "none", inclusive = true }
ratings = [{ id = "red", name = "Red", score = 0 }, { id = "green", name = "Green", score = 1 }]
discretion = [{ criterion = "near-boundary", points = %d, inclusive = true, percent = "exact" }]
[[standards]]
id = "care"
group = "all"
questions = [{ id = "plan", %s }]
`
	bands := `bands = [{ rating = "red", from = 0, to = 70 }, { rating = "green", from = 70, to = 100 }]`
	for _, c := range []struct {
		points    int
		own, want string
	}{
		{69, bands, ""},
		{70, bands, "always fires: no percentage is more than 70 points from a boundary"},
		{68, "decide = [{ cases = 19, yes = [13] }]", ""},
		{69, "decide = [{ cases = 19, yes = [13] }]", "always fires: no percentage is more than 68.42 points from a boundary"},
		{5, "decide = [{ cases = 19, yes = [20] }]", "cannot fire: one band has no boundary"},
		{5, `bands = [{ rating = "red", from = 0, to = 100 }]`, "cannot fire: one band has no boundary"},
	} {
		set, err := Parse("near.toml", fmt.Appendf(nil, text, c.points, c.own))
		if err != nil {
			t.Fatal(err)
		}
		got := set.Check().Error()
		if c.want == "" && got != "" || !strings.Contains(got, c.want) {
			t.Errorf("%d points, %s: %q, want %q", c.points, c.own, got, c.want)
		}
	}
}

// How near a mean of points may be to a boundary is stated where there are means, from 0 to 100 in hundredths.
func TestCheckNearBoundaryOfMeans(t *testing.T) {
	text := `id = "near"
groups = [{ id = "all" }]
percent = { measure = "count-no" }
ratings = [{ id = "red", name = "Red", score = 0 }, { id = "green", name = "Green", score = 1 }]
answers = [{ id = "grade", levels = ["no", "partly", "yes"] }]
discretion = [{ criterion = "near-boundary", points = 1, inclusive = true, percent = "exact"%s }]
[[standards]]
id = "care"
group = "all"
questions = [{ id = "plan", answers = "grade", measure = %q, bands = [
  { rating = "red", from = 0, to = 1 }, { rating = "green", from = 1, to = %d }] }]
`
	for _, c := range []struct {
		measure Measure
		most    int
		mean    string
		want    string
	}{
		{MeanPoints, 2, "", "is missing"}, {MeanPoints, 2, ", mean = -0.5", "is missing"},
		{MeanPoints, 2, ", mean = 0.01", ""}, {MeanPoints, 2, ", mean = 100", ""},
		{MeanPoints, 2, ", mean = 100.01", "is not from 0 to 100"}, {MeanPoints, 2, ", mean = 0.125", "at most two decimals"},
		{PercentPoints, 100, "", ""}, {PercentPoints, 100, ", mean = 0.5", "no question is rated by a mean of points"},
	} {
		set, err := Parse("near.toml", fmt.Appendf(nil, text, c.mean, c.measure, c.most))
		if err != nil {
			t.Fatal(err)
		}
		if got := set.Check().Error(); c.want == "" && got != "" || !strings.Contains(got, c.want) {
			t.Errorf("%s%s: %q, want %q", c.measure, c.mean, got, c.want)
		}
	}
}

// What would be rated wrongly, by nobody, or for minutes is found.
func TestCheckFindsWhatTheLanguageDoesNotBear(t *testing.T) {
	const head = `id = "x"
groups = [{ id = "all", name = "Cases" }]
percent = { measure = "percent-yes", rounding = "half-up", inclusive = true }
ratings = [{ id = "red", name = "Red", score = 0 }, { id = "amber", name = "Amber", score = 1 }, { id = "green", name = "Green", score = 2 }]
bands = [{ rating = "red", from = 0, to = 49 }, { rating = "amber", from = 50, to = 79 }, { rating = "green", from = 80, to = 100 }]
`
	const care = head + "[[standards]]\nid = \"care\"\nname = \"Care\"\ngroup = \"all\"\n"
	const two = "questions = [{ id = \"plan\" }, { id = \"review\" }]\n"
	const mean = "combine = \"mean\"\nbands = [{ rating = \"red\", from = 0, to = 79 }, { rating = \"green\", from = 80, to = 100 }]\n"
	var deep strings.Builder
	deep.WriteString(care + two)
	for i := range 51 {
		parts := fmt.Sprintf("t%d", i-1)
		if i == 0 {
			parts = "care"
		}
		deep.WriteString(fmt.Sprintf("[[standards]]\nid = \"t%d\"\nname = \"T\"\nparts = [%q]\n", i, parts))
	}
	var wide strings.Builder
	wide.WriteString(head)
	for i := range 401 {
		if i == 400 {
			if r := parsed(t, wide.String()); strings.Contains(r.Check().Error(), "no rule set has more") {
				t.Errorf("%d standards are too many", i)
			}
		}
		wide.WriteString(fmt.Sprintf("[[standards]]\nid = \"t%d\"\nname = \"T\"\ngroup = \"all\"\n%s", i, two))
	}
	for _, c := range []struct{ text, where, message string }{
		{care + mean + "questions = [{ id = \"plan\", weight = -1 }]\n", "standards.care.plan", "a weight of -1 is not from 1 to 10000"},
		{care + "weight = 2147483647\n" + two, "standards.care", "a weight of 2147483647 is not from 1 to 10000"},
		{strings.Replace(care, "score = 2", "score = 2147483647", 1) + two, "ratings.green",
			"scores 2147483647, and no score is beyond 1000000"},
		{care + "limits = [{ at_or_below = \"amber\", at_most = \"red\" }]\n" + two, "standards.care.limits.1",
			"a limit leaves no way to amber: it takes the lowest"},
		{care + "limits = [{ at_or_below = \"amber\", at_most = \"amber\" }]\n" + two, "standards.care.limits.1",
			"limits nothing: it takes the lowest"},
		{care + "limits = [{ among = [\"plan\"], at_or_below = \"amber\", count = 1, at_most = \"red\" }]\nquestions = [{ id = \"plan\", information = true }, { id = \"review\" }]\n",
			"standards.care.limits.1", "a limit is about \"plan\", which is no part here"},
		{deep.String(), "standards.t50", "is made of standards over more than 50 levels"},
		{wide.String(), "standards", "there are 401, and no rule set has more than 400"},
	} {
		r, err := Parse("x.toml", []byte(c.text))
		if err != nil {
			t.Fatal(err)
		}
		has := func(f Finding) bool { return f.Where == c.where && strings.Contains(f.Message, c.message) }
		if !slices.ContainsFunc(r.Check(), has) {
			t.Errorf("%v, want %s: %s", r.Check(), c.where, c.message)
		}
	}
	// Two at red are held below one at red; that is no contradiction.
	r, _ := Parse("x.toml", []byte(care+"limits = [{ at_or_below = \"amber\", count = 2, at_most = \"red\" }]\n"+two))
	if fs := r.Check(); len(fs) > 0 {
		t.Error(fs)
	}
}

// A mistake is a change of good rules and what it has to be found by; a finding
// of no place is that there is none.
type mistake struct{ name, from, to, where, message string }

func findsIn(t *testing.T, id string, mistakes []mistake) {
	t.Helper()
	text, err := os.ReadFile("sets/" + id + ".toml")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range mistakes {
		if strings.Count(string(text), c.from) == 0 {
			t.Errorf("%s: %q is not in the rules", c.name, c.from)
			continue
		}
		r, err := Parse("changed.toml", []byte(strings.Replace(string(text), c.from, c.to, 1)))
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		found := c.where == "" && len(r.Check()) == 0
		for _, f := range r.Check() {
			found = found || f.Where == c.where && strings.Contains(f.Message, c.message)
		}
		if !found {
			t.Errorf("%s: %v, want %s: %s", c.name, r.Check(), c.where, c.message)
		}
	}
}

// One thing that cannot be read hides nothing else, of whatever kind.
func TestCheckFindsAllThatCannotBeRead(t *testing.T) {
	r, err := Parse("x.toml", []byte("id = 7\nmatch = \"gender\"\ncolour = \"red\"\n[target]\nconfidence = \"80%\"\nmargin = 5\n[[groups]]\nid = \"all\"\nwindow = { min_months = 1.5, max_months = 9 }\n[[standards]]\nid = \"s\"\ngroup = \"al\"\nquestions = [{ id = \"q\", text = true }]\n"))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"id: row 1: this is a whole number, and the key takes a text",
		"match: row 2: this is a text, and the key takes a list",
		`colour: row 3: unknown key "colour" (the keys here are`,
		"target.confidence: row 5: this is a text, and the key takes a number",
		"groups.window.min_months: row 9: this is a number, and the key takes a whole number",
		"standards.questions.text: row 13: this is true or false, and the key takes a text",
		"id: row 1: is missing",
		"target.margin: row 6: 5 is not a proportion below 1",
		`standards.s: row 10: there is no group "al"; did you mean "all"?`,
	}
	got := r.Check().Error()
	for _, w := range want {
		if !strings.Contains(got, w) {
			t.Errorf("%q is not in\n%s", w, got)
		}
	}
}

// A file that is no TOML from some place on says where.
func TestRulesThatAreNotTOML(t *testing.T) {
	_, err := Parse("x.toml", []byte("id = \"x\"\nreserves = 0,2\n"))
	var syntax *tomlfile.SyntaxError
	if !errors.As(err, &syntax) || syntax.Row != 2 || syntax.Column != 13 || !strings.Contains(syntax.Excerpt, "0,2") {
		t.Errorf("%#v", err)
	}
}

func TestCheckCriteriaWithoutBands(t *testing.T) {
	r, err := Parse("x.toml", []byte("id = \"x\"\n[[groups]]\nid = \"all\"\n[[standards]]\nid = \"s\"\ngroup = \"all\"\nquestions = [{ id = \"q\", text = \"\" }]\n[[discretion]]\ncriterion = \"small-sample\"\ncases = 5\n"))
	if err != nil {
		t.Fatal(err)
	}
	if fs := r.Check(); len(fs) != 1 || !strings.HasSuffix(fs[0].Message, "cannot fire: there are no bands") {
		t.Error(fs)
	}
}

// Of a mean the bands of the standard count too, where its questions have their own, and of a lowest rating they do
// not.
func TestCheckNearBoundaryOfMeansOfPercentages(t *testing.T) {
	text := `id = "near"
groups = [{ id = "all" }]
percent = { measure = "percent-yes", rounding = "none", inclusive = true }
ratings = [{ id = "red", name = "Red", score = 0 }, { id = "green", name = "Green", score = 1 }]
discretion = [{ criterion = "near-boundary", points = 60, inclusive = true, percent = "exact" }]
[[standards]]
id = "care"
group = "all"
combine = %q
bands = [{ rating = "red", from = 0, to = 30 }, { rating = "green", from = 30, to = 100 }]
questions = [{ id = "plan", bands = [{ rating = "red", from = 0, to = 50 }, { rating = "green", from = 50, to = 100 }] }]
`
	for combine, want := range map[Combine]string{Mean: "", Lowest: "always fires: no percentage is more than 50 points"} {
		if got := parsed(t, fmt.Sprintf(text, combine)).Check().Error(); want == "" && got != "" || !strings.Contains(got, want) {
			t.Errorf("%s: %q, want %q", combine, got, want)
		}
	}
}
