package predict

import (
	"math"
	"slices"
	"testing"

	"onecase/discretion"
	"onecase/discretion/rules"
)

// The weaker of two bases is the one that claims less, in either order.
func TestTheWeakerBasis(t *testing.T) {
	claims := []Basis{"", ByEnumeration, BySimulation, ByIndependence}
	for i, a := range claims {
		for j, b := range claims {
			if got := weaker(a, b); got != claims[max(i, j)] {
				t.Errorf("of %q and %q: %q", a, b, got)
			}
		}
		if i > 0 && (weaker(a, ByJudgement) != a || weaker(ByJudgement, a) != a) {
			t.Errorf("%q claims less than a judgement", a)
		}
	}
}

// In a population without end the figure of a mean is the percentage assumed, and a population of one
// case is not without end.
func TestPopulationsWithoutEnd(t *testing.T) {
	set := oneStandard(t, 1, rules.HalfUp)
	for percent := range 101 {
		q := assume(set.ScaleOf(0, ""), Assumption{Rate: float64(percent) / 100, Applies: 1}, discretion.GroupSize{Sample: 5})
		if f := q.figure(); math.Abs(float64(f.Num)/float64(f.Den)-float64(percent)) > 1e-6 {
			t.Errorf("%d%%: %v", percent, f)
		}
	}
	for population := range 3 {
		groups := map[string]discretion.GroupSize{"all": {Population: population, Sample: 1}}
		w := (&outlooker{plan: &OutlookPlan{Groups: groups}}).newCaseSampler("all", nil, nil)
		if w.endless != (population == 0) {
			t.Errorf("a population of %d without end: %v", population, w.endless)
		}
	}
}

// A question with points in one of two rule sets alone is left out, and no chances are given where one
// of the two inspections has none.
func TestCompareOfOtherKindsOfAnswers(t *testing.T) {
	head := `id = "levels"
groups = [{ id = "all", name = "Cases" }]
ratings = [{ id = "low", name = "Low", score = 0 }, { id = "high", name = "High", score = 1 }]
`
	inspection := func(text string) *discretion.Inspection {
		set, err := rules.Parse("levels.toml", []byte(head+text))
		if err != nil {
			t.Fatal(err)
		}
		ins := discretion.NewInspection(set)
		if err := ins.Set("s.q", 3, 5); err != nil {
			t.Fatal(err)
		}
		ins.Groups["all"] = discretion.GroupSize{Population: 9, Sample: 5}
		return ins
	}
	const standard = "[[standards]]\nid = \"s\"\nname = \"S\"\ngroup = \"all\"\nquestions = [{ id = \"q\" }]\n"
	plain := inspection("percent = { measure = \"percent-yes\", rounding = \"half-up\", inclusive = true }\n" +
		"bands = [{ rating = \"low\", from = 0, to = 49 }, { rating = \"high\", from = 50, to = 100 }]\n" + standard)
	counted := inspection("percent = { measure = \"count-no\", inclusive = true }\n" +
		"bands = [{ rating = \"high\", from = 0, to = 2 }, { rating = \"low\", " +
		"from = 3, to = 5 }]\n" +
		"target = { size = 5 }\n" + standard)
	for _, pair := range [][2]*discretion.Inspection{{plain, withLevels(t, 3)}, {withLevels(t, 3), plain}} {
		got, err := Compare(pair[0], pair[1], CompareOptions{Seed: "1", Replicates: 50})
		if err != nil || len(got.Questions)+len(got.Means) > 0 ||
			!slices.ContainsFunc(got.Left, func(l discretion.LeftOut) bool { return l.ID == "s.q" }) {
			t.Errorf("%+v, %v", got, err)
		}
	}
	for _, pair := range [][2]*discretion.Inspection{{plain, counted}, {counted, plain}, {plain, plain}} {
		got, err := Compare(pair[0], pair[1], CompareOptions{Seed: "1", Replicates: 50})
		if err != nil || len(got.Questions) != 1 || len(got.Standards) != 1 ||
			(got.Standards[0].Chances != nil) != (pair[0] == pair[1]) {
			t.Errorf("%+v, %v", got, err)
		}
	}
}
