package report_test

import (
	"fmt"
	"os"
	"slices"
	"testing"

	"onecase/cmd/onecase/internal/report"
)

type asked struct {
	standard, question string
	yes, of, waiting   int
	few                bool
}

var answers = []asked{
	{"Assessment", "desistance", 24, 39, 0, false}, {"Assessment", "safety", 18, 39, 0, false},
	{"Joint working", "police", 2, 4, 0, true},
}

func ExampleFill() {
	t := report.Fill(report.Table{Caption: "Key questions", Notes: []string{"Of the cases read."}}, answers,
		report.Under("question", func(a asked) (heading, name string) { return a.standard, a.question }).
			Mark(" *", "*: fewer than 5 cases.", func(a asked) bool { return a.few }),
		report.Num("yes", func(a asked) int { return a.yes }),
		report.Num("of", func(a asked) int { return a.of }).Note("of: the cases that the question applies to."),
		report.Col("not in yet", func(a asked) string { return fmt.Sprint(a.waiting) }).If(false))
	report.Text(os.Stdout, report.Screen{Width: 100}, report.Document{Blocks: []report.Block{t}})
	// Output:
	// Key questions
	// ┌──────────────┬─────┬────┐
	// │ question     │ yes │ of │
	// ├──────────────┼─────┼────┤
	// │ Assessment              │
	// │ · desistance │  24 │ 39 │
	// │ · safety     │  18 │ 39 │
	// │ Joint working           │
	// │ · police *   │   2 │  4 │
	// └──────────────┴─────┴────┘
	// Of the cases read.
	// *: fewer than 5 cases.
	// of: the cases that the question applies to.
}

// What a column needs to be there it is asked of all rows; what explains it goes with it.
func TestFillLeavesOutWhatSaysNothing(t *testing.T) {
	dash := func(asked) string { return "-" }
	table := report.Fill(report.Table{}, answers,
		report.Col("question", func(a asked) string { return a.question }),
		report.Num("kappa", dash).Note("kappa: agreement beyond chance.").IfAny(),
		report.Several(report.Columns(">low", ">high"), func(asked) []string { return []string{"-", "1"} }).IfAny(),
		report.Col("never", dash).Mark("*", "*: never.", func(asked) bool { return true }).If(true).If(false))
	heads := []string{}
	for _, c := range table.Columns {
		heads = append(heads, c.Name)
	}
	if !slices.Equal(heads, []string{"question", "low", "high"}) || table.Notes != nil || !table.Columns[1].Right {
		t.Errorf("%v, %v", table.Columns, table.Notes)
	}
	if !slices.Equal(table.Rows[2], []string{"police", "-", "1"}) {
		t.Errorf("%q", table.Rows[2])
	}
}

// A row whose heading is none stands by itself, and a heading that comes again is said again.
func TestFillSaysEachHeadingAboveItsRows(t *testing.T) {
	table := report.Fill(report.Table{}, []asked{answers[0], answers[2], {question: "all"}, answers[2]},
		report.Under("question", func(a asked) (heading, name string) { return a.standard, a.question }),
		report.Num("of", func(a asked) int { return a.of }))
	want := [][]string{{"Assessment"}, {"· desistance", "39"}, {"Joint working"}, {"· police", "4"}, {"all", "0"},
		{"Joint working"}, {"· police", "4"}}
	if !slices.EqualFunc(table.Rows, want, slices.Equal[[]string]) {
		t.Errorf("%q", table.Rows)
	}
}
