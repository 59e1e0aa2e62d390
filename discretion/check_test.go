package discretion

import (
	"os"
	"strings"
	"testing"
)

// Each contradiction that can be written into good rules is found, where it is.
func TestCheckFindsContradictions(t *testing.T) {
	text, err := os.ReadFile("rulesets/hmip-youth-2018.toml")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, from, to, where, message string }{
		{"no id", `id = "hmip-youth-2018"`, ``, "id", "is missing"},
		{"a gap between bands", "from = 50\nto = 64", "from = 52\nto = 64", "bands.requires-improvement", "a gap: inadequate ends at 49 and requires-improvement begins at 52; it should begin at 50"},
		{"an overlap of bands", "from = 65\nto = 79", "from = 60\nto = 79", "bands.good", "an overlap: requires-improvement ends at 64 and good begins at 60; it should begin at 65"},
		{"bands that stop short", "from = 80\nto = 100", "from = 80\nto = 99", "bands.outstanding", "the best band ends at 99%, not at 100"},
		{"bands that start late", "from = 0\nto = 49", "from = 1\nto = 49", "bands.inadequate", "the worst band begins at 1%, not at 0"},
		{"a band the wrong way round", "from = 50\nto = 64", "from = 50\nto = 40", "bands.requires-improvement", "runs from 50 down to 40"},
		{"whole bands of exact percentages", `rounding = "half-up"`, `rounding = "none"`, "bands.good", "a gap: requires-improvement ends at 64 and good begins at 65; it should begin at 64"},
		{"a boundary that belongs below", "inclusive = true\n\n[[ratings]]", "inclusive = false\n\n[[ratings]]", "bands.good", "a gap"},
		{"an unknown rounding", `rounding = "half-up"`, `rounding = "up"`, "percent.rounding", `"up" is none of half-up, half-even, down, none`},
		{"a band of no rating", "rating = \"good\"\nlabel", "rating = \"god\"\nlabel", "bands.god", `there is no rating "god"; did you mean "good"?`},
		{"bands in disorder", "rating = \"inadequate\"\nlabel", "rating = \"good\"\nlabel", "bands.requires-improvement", "stands after a band for a better rating"},
		{"too fine a boundary", "from = 65\nto = 79", "from = 64.125\nto = 79", "bands.good", "64.125 has more than two decimals"},
		{"a scale that does not rise", "name = \"Good\"\nscore = 2", "name = \"Good\"\nscore = 1", "ratings.good", "scores 1, not more than requires-improvement before it"},
		{"a rating twice", `id = "outstanding"`, `id = "good"`, "ratings.good", "the id occurs twice"},
		{"the number of standards", "standards = 12", "standards = 10", "scoring.standards", "says that 10 standards count, but 12 of those listed do"},
		{"the maximum", "maximum = 36", "maximum = 30", "scoring.maximum", "says 30, but 12 standards of at most 3 make 36"},
		{"a gap between scores", "from = 19, to = 30", "from = 20, to = 30", "scoring.bands.good", "a gap: requires-improvement ends at 18 and good begins at 20"},
		{"an overlap of scores", "from = 7, to = 18", "from = 6, to = 18", "scoring.bands.requires-improvement", "an overlap: inadequate ends at 6"},
		{"scores that start late", "from = 0, to = 6", "from = 1, to = 6", "scoring.bands.inadequate", "begins at 1, but the lowest score is 0"},
		{"scores that stop short", "from = 31, to = 36", "from = 31, to = 35", "scoring.bands.outstanding", "ends at 35, but the maximum is said to be 36"},
		{"a score of no rating", `rating = "good", from = 19`, `rating = "fine", from = 19`, "scoring.bands.fine", `there is no rating "fine"`},
		{"a standard in no group", "name = \"Reviewing\"\ngroup = \"court\"", "name = \"Reviewing\"\ngroup = \"cort\"", "standards.court.reviewing", `there is no group "cort"; did you mean "court"?`},
		{"a standard twice", `id = "court.reviewing"`, `id = "court.planning"`, "standards.court.planning", "the id occurs twice"},
		{"a standard without questions", "name = \"Staff\"\njudged = true", "name = \"Staff\"\ngroup = \"court\"", "standards.org.staff", "has no question and is not judged directly"},
		{"a judged standard with questions", "name = \"Reviewing\"\ngroup = \"court\"", "name = \"Reviewing\"\njudged = true", "standards.court.reviewing", "is judged directly and has questions as well"},
		{"an unknown condition", "name = \"Staff\"\n", "name = \"Staff\"\nnot_rated_when = \"rain\"\n", "standards.org.staff", `not_rated_when "rain" is not known`},
		{"a window that ends first", "min_months = 6, max_months = 9", "min_months = 9, max_months = 6", "groups.court.window", "runs from 9 to 6 months back"},
		{"a disposal in two groups", `"youth-caution", `, `"custody", `, "groups.ooc", `disposal "custody" belongs to court as well`},
		{"shares that do not add up", "court = 0.6", "court = 0.5", "target.split", "the shares of the groups make 0.9, not 1"},
		{"a share of no group", "court = 0.6", "cort = 0.6", "target.split", `there is no group "cort"`},
		{"confidence as a percentage", "confidence = 0.8", "confidence = 80", "target.confidence", "80 is not a proportion below 1 (0.8 is 80%)"},
		{"margin as a percentage", "margin = 0.05", "margin = 5", "target.margin", "5 is not a proportion below 1"},
		{"an unknown reading", `reading = "each-group"`, `reading = "both"`, "target.reading", `"both" is neither each-group nor whole`},
		{"a criterion nobody knows", `criterion = "small-sample"`, `criterion = "bad-luck"`, "discretion.bad-luck", "is none of near-boundary"},
		{"a criterion twice", `criterion = "small-sample"`, `criterion = "one-case-swing"`, "discretion.one-case-swing", "occurs twice"},
		{"a criterion that never fires", "cases = 5", "cases = 0", "discretion.small-sample", "can never fire"},
		{"a criterion that always fires", "points = 5", "points = 60", "discretion.near-boundary", "always fires: no percentage is more than 50 points from a boundary"},
		{"a distance below nothing", "points = 5", "points = -1", "discretion.near-boundary", "can never fire"},
		{"a swing of two cases", "cases = 1", "cases = 2", "discretion.one-case-swing", "cases is 2; a one-case swing has 1"},
		{"a swing of an unknown kind", `change = "case"`, `change = "mind"`, "discretion.one-case-swing", `change "mind" is neither case nor answer`},
		{"a source of nothing", `of = ["reserves"]`, `of = ["reserve"]`, "sources", `there is no value "reserve"; did you mean "reserves"?`},
		{"a source of no standing", `status = "unverified"`, `status = "hearsay"`, "sources", `status "hearsay" is none of read, inferred, unverified`},
	} {
		if strings.Count(string(text), c.from) == 0 {
			t.Errorf("%s: %q is not in the rules", c.name, c.from)
			continue
		}
		r, err := ParseRules("changed.toml", []byte(strings.Replace(string(text), c.from, c.to, 1)))
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		found := false
		for _, f := range r.Check() {
			found = found || f.Where == c.where && strings.Contains(f.Message, c.message)
		}
		if !found {
			t.Errorf("%s: %v, want %s: %s", c.name, r.Check(), c.where, c.message)
		}
	}
}

func TestCheckCriteriaWithoutBands(t *testing.T) {
	r, err := ParseRules("x.toml", []byte("id = \"x\"\n[[groups]]\nid = \"all\"\n[[standards]]\nid = \"s\"\ngroup = \"all\"\nquestions = [{ id = \"q\", text = \"\" }]\n[[discretion]]\ncriterion = \"small-sample\"\ncases = 5\n"))
	if err != nil {
		t.Fatal(err)
	}
	if fs := r.Check(); len(fs) != 1 || fs[0].Message != "cannot fire: there are no bands" {
		t.Error(fs)
	}
}
