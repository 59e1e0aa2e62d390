package discretion

import (
	"strings"
	"testing"

	"onecase/discretion/rules"
)

const noRowRules = `id = "x"
groups = [{ id = "all", name = "Cases" }]
percent = { measure = "percent-yes", rounding = "half-up", inclusive = true }
ratings = [{ id = "below", name = "Below", score = 0 }, { id = "reached", name = "Reached", score = 1 }]
bands = [{ rating = "below", from = 0, to = 79 }, { rating = "reached", from = 80, to = 100 }]
[[standards]]
id = "care"
name = "Care"
group = "all"
questions = [{ id = "table", decide = [{ cases = 5, yes = [3] }] }, { id = "plan" }, { id = "review" }]
[[standards]]
id = "other"
name = "Other"
group = "all"
not_rated_when = "no-cases"
decide = [{ cases = 5, yes = [3] }]
questions = [{ id = "seen" }]
[[standards]]
id = "top"
name = "Top"
parts = ["care", "other"]
counted = true
combine = "percent"
bands = [{ rating = "below", from = 0, to = 79 }, { rating = "reached", from = 80, to = 100 }]
[scoring]
combine = "lowest"
`

// A table without a row for a question leaves the question without a band: the standard is
// rated by the others, which is said, and a swing of what is made of it is not lost.
func TestNoRowInTheTable(t *testing.T) {
	set, err := rules.Parse("x.toml", []byte(noRowRules))
	if err != nil || len(set.Check()) > 0 {
		t.Fatal(err, set.Check())
	}
	inspection := func(answers ...[]Answer) *Inspection {
		ins := NewInspection(set)
		grid := &Grid{}
		for i, row := range answers {
			grid.Cases = append(grid.Cases, Case{ID: string(rune('A' + i)), Group: "all", Answers: row})
		}
		ins.Results.Grid = grid
		ins.Results.CountAnswers(set.Questions())
		return ins
	}
	// Nobody is asked about the other standard: it is left out, and one case raises the whole.
	a := assess(t, inspection([]Answer{Yes, No, No, NA}, []Answer{No, Yes, Yes, NA}), Options{})
	if a.Overall != "below" || a.Up == nil || !a.Up.Reachable || *a.Up.Fewest != 1 {
		t.Errorf("%s, %+v", a.Overall, a.Up)
	}
	warned := false
	for _, w := range a.Warnings {
		warned = warned || w.Code == "no-row" && strings.Contains(w.Message, "no row for 2 cases")
	}
	if !warned {
		t.Error(a.Warnings)
	}
	// It is asked of one case, which has no row: it is not left out, and nothing is rated.
	a = assess(t, inspection([]Answer{Yes, Yes, Yes, No}, []Answer{No, Yes, Yes, NA}), Options{})
	if a.Standards[1].Rating != "" || a.Standards[2].Rating != "" || a.Overall != "" {
		t.Errorf("%q, %q, %q", a.Standards[1].Rating, a.Standards[2].Rating, a.Overall)
	}
}
