package discretion

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"onecase/discretion/rules"
	"onecase/stats"
)

// twoLevels is 200 cases under rules of 40 standards with three questions each, made into so
// many key questions, and these in percent of the highest.
func twoLevels(tb testing.TB, keys int) *Inspection {
	tb.Helper()
	var text strings.Builder
	text.WriteString(`id = "two-levels"
groups = [{ id = "all" }]
percent = { measure = "percent-yes", rounding = "half-up", inclusive = true }
ratings = [{ id = "r0", name = "R0", score = 0 }, { id = "r1", name = "R1", score = 1 }, { id = "r2", name = "R2", score = 2 }, { id = "r3", name = "R3", score = 3 }]
bands = [{ rating = "r0", from = 0, to = 49 }, { rating = "r1", from = 50, to = 64 }, { rating = "r2", from = 65, to = 79 }, { rating = "r3", from = 80, to = 100 }]
[scoring]
combine = "percent"
limits = [{ at_or_below = "r0", at_most = "r1" }]
bands = [{ rating = "r0", from = 0, to = 24 }, { rating = "r1", from = 25, to = 49 }, { rating = "r2", from = 50, to = 79 }, { rating = "r3", from = 80, to = 100 }]
`)
	for s := range 40 {
		fmt.Fprintf(&text, "[[standards]]\nid = \"s%d\"\ngroup = \"all\"\nquestions = [{ id = \"a\" }, { id = \"b\" }, { id = \"c\" }]\n", s)
	}
	for k := range keys {
		var parts []string
		for s := range 40 / keys {
			parts = append(parts, fmt.Sprintf("%q", fmt.Sprint("s", 40/keys*k+s)))
		}
		fmt.Fprintf(&text, "[[standards]]\nid = \"k%d\"\ncounted = true\ncombine = \"percent\"\nparts = [%s]\n", k,
			strings.Join(parts, ", "))
		text.WriteString("bands = [{ rating = \"r0\", from = 0, to = 24 }, { rating = \"r1\", from = 25, to = 49 }, { rating = \"r2\", from = 50, to = 79 }, { rating = \"r3\", from = 80, to = 100 }]\n")
	}
	set, err := rules.Parse("two-levels.toml", []byte(text.String()))
	if err != nil {
		tb.Fatal(err)
	}
	if findings := set.Check(); len(findings) > 0 {
		tb.Fatal(findings)
	}
	rng, grid := rand.New(rand.NewPCG(7, 7)), &Grid{}
	for c := range 200 {
		row := make([]Answer, len(set.Questions()))
		for q := range row {
			row[q] = []Answer{NA, No, No, Yes, Yes, Yes, Yes, Yes}[rng.IntN(8)]
		}
		grid.Cases = append(grid.Cases, Case{ID: fmt.Sprintf("K%03d", c), Group: "all", Answers: row})
	}
	ins := NewInspection(set)
	ins.Results.Grid = grid
	ins.Results.CountAnswers(set.Questions())
	return ins
}

// Where answers are known case by case, a swing is a range only where a search was given up,
// and a warning says so of the standard or of the whole.
func TestASearchThatIsGivenUpIsSaid(t *testing.T) {
	a, err := Assess(twoLevels(t, 2), Options{})
	if err != nil {
		t.Fatal(err)
	}
	ranges := 0
	count := func(of string, fewest, most *int) {
		said := slices.ContainsFunc(a.Warnings, func(w stats.Warning) bool {
			return w.Code == "search-given-up" && strings.Contains(w.Message, fmt.Sprintf("change %s to", of)) &&
				strings.Contains(w.Message, fmt.Sprintf("between %d and %d", *fewest, *most))
		})
		if said != (*fewest < *most) {
			t.Errorf("%s: %d to %d, said: %v", of, *fewest, *most, said)
		}
		if said {
			ranges++
		}
	}
	for _, st := range a.Standards {
		for _, s := range []*Swing{st.Up, st.Down} {
			if s != nil {
				count(st.ID, s.Fewest, s.Most)
			}
		}
	}
	count("the overall rating", a.Up.Fewest, a.Up.Most)
	count("the overall rating", a.Down.Fewest, a.Down.Most)
	if ranges < 3 {
		t.Errorf("%d ranges", ranges)
	}
}

// Forty standards at two levels, with all swings and routes.
func BenchmarkAssessTwoLevels(b *testing.B) {
	ins := twoLevels(b, 5)
	for b.Loop() {
		if _, err := Assess(ins, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
