package sheet

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestProblemNamesItsColumn(t *testing.T) {
	for _, test := range []struct {
		p    Problem
		want string
	}{
		{Problem{File: "a.csv", Row: 2, Column: "Type of disposal", Message: `disposal "Banana" is not known`, Fix: "mend it"},
			`a.csv, row 2, column "Type of disposal": disposal "Banana" is not known (mend it)`},
		{Problem{File: "a.xlsx", Sheet: "List", Row: 2, Column: "Disposal", Message: `disposal "Banana" is not known`},
			`a.xlsx, sheet "List", row 2: disposal "Banana" is not known`},
		{Problem{File: "a.csv", Row: 2, Column: "start_date", Message: `start date "x" is no date`},
			`a.csv, row 2: start date "x" is no date`},
		{Problem{File: "a.csv", Message: "the file is empty"}, "a.csv: the file is empty"},
		{Problem{Message: "nothing"}, "nothing"},
	} {
		if got := test.p.String(); got != test.want {
			t.Errorf("got %s, want %s", got, test.want)
		}
	}
}

// Equal problems of many rows are one line, and no row is left out.
func TestRepeatedProblems(t *testing.T) {
	bad := func(row int, value string) Problem {
		return Problem{File: "a.csv", Row: row, Column: "disposal", Value: value, Message: "disposal " + value}
	}
	ps := Problems{{File: "a.csv", Message: "no id"}, bad(2, "x"), bad(3, "y"), bad(4, "x"), bad(5, "x"), bad(6, "x"),
		bad(9, "x"), bad(10, "x"), {File: "a.csv", Message: "no id"}}
	want := []string{"a.csv: no id", "a.csv, rows 2, 4-6, 9, 10: disposal x", "a.csv, row 3: disposal y", "a.csv: no id"}
	got := ps.Repeated()
	if len(got) != len(want) {
		t.Fatalf("got %v", got)
	}
	for i, p := range got {
		if p.String() != want[i] {
			t.Errorf("got %s, want %s", p, want[i])
		}
	}
}

// Of more than nine rows or ranges a line names the first seven.
func TestProblemOfManyRows(t *testing.T) {
	whole := []int{2, 4, 5, 6, 8, 10, 12, 14, 16, 18, 20}
	for _, test := range []struct {
		rows []int
		want string
	}{
		{whole, "a.csv, rows 2, 4-6, 8, 10, 12, 14, 16, 18, 20: x"},
		{append(slices.Clone(whole), 22, 23, 24), "a.csv (14 rows: 2, 4-6, 8, 10, 12, 14, 16, ...): x"},
		{[]int{0}, "a.csv: x"},
	} {
		p := RepeatedProblem{Problem{File: "a.csv", Message: "x"}, test.rows}
		if got := fmt.Sprint(p); got != test.want {
			t.Errorf("got %s, want %s", got, test.want)
		}
	}
}

// Problems come by their rows, those of one row as they were.
func TestProblemsInOrder(t *testing.T) {
	got := Problems{{Row: 3, Message: "a"}, {Row: 1, Message: "b"}, {Row: 3, Message: "c"}, {Message: "d"},
		{Row: 2, Message: "e"}}.InOrder()
	var all strings.Builder
	for _, p := range got {
		all.WriteString(p.Message)
	}
	if all.String() != "dbeac" {
		t.Error(all.String())
	}
}
