package report

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"
)

func chancesTable() Table {
	return Table{
		Caption: "Chances", Columns: Columns("Standard", ">Inadequate", ">Requires improvement", ">Good",
			">Outstanding", ">Same, any dependence", "Found by"),
		Rows: [][]string{
			{"court.assessment", "98.1%", "*1.9%", "0", "0", "98.0-99.9%", "independence"},
			{"court.delivery", "0", "22.2%", "*77.8%", "0", "77.7-78.4%", "independence"},
		},
		Notes: []string{"*: the rating as it is"},
	}
}

// Every cell is there at every width that a terminal has, and no line leaves it.
func TestTextTableOfManyColumnsKeepsWithinTheWidth(t *testing.T) {
	for width := 40; width <= 110; width++ {
		var out bytes.Buffer
		if err := Text(&out, Screen{Width: width}, Document{Blocks: []Block{chancesTable()}}); err != nil {
			t.Fatal(err)
		}
		for line := range strings.SplitSeq(out.String(), "\n") {
			if n := utf8.RuneCountInString(line); n > width {
				t.Errorf("%d columns of %d: %s", n, width, line)
			}
		}
		for _, cell := range []string{"98.1%", "*1.9%", "98.0-99.9%", "22.2%", "*77.8%", "77.7-78.4%"} {
			if strings.Count(out.String(), cell) != 1 {
				t.Errorf("at %d columns %q is not there once in\n%s", width, cell, out.String())
			}
		}
	}
}

// A part names its rows again; caption and notes stand once.
func TestTextTableInParts(t *testing.T) {
	var out bytes.Buffer
	table := Table{
		Caption: "Shares", Columns: Columns("variable", "category", ">eligible", ">share", ">fewest", ">most"),
		Rows:  [][]string{{"rosh", "low", "10", "7.80", "7", "8"}, {"rosh", "medium", "27", "21.06", "21"}},
		Notes: []string{"fewest: rounded down"},
	}
	if err := Text(&out, Screen{Width: 44}, Document{Blocks: []Block{table}}); err != nil {
		t.Fatal(err)
	}
	want := `
Shares
┌──────────┬──────────┬──────────┬───────┐
│ variable │ category │ eligible │ share │
├──────────┼──────────┼──────────┼───────┤
│ rosh     │ low      │       10 │  7.80 │
│ rosh     │ medium   │       27 │ 21.06 │
└──────────┴──────────┴──────────┴───────┘
┌──────────┬──────────┬────────┬──────┐
│ variable │ category │ fewest │ most │
├──────────┼──────────┼────────┼──────┤
│ rosh     │ low      │      7 │    8 │
│ rosh     │ medium   │     21 │      │
└──────────┴──────────┴────────┴──────┘
fewest: rounded down
`
	if got := "\n" + out.String(); got != want {
		t.Errorf("got%s", got)
	}
}
