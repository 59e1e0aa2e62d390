package caselist

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"onecase/sample"
	"onecase/sample/sheet"
)

// A row with an id and nothing else is pointed out, unless every row is one or there is nothing else.
func TestIDsAlone(t *testing.T) {
	for _, test := range []struct{ list, want string }{
		{"case_id,gender,rosh | K1,F,low | K2,, | K3,M,low", `1 row has a case id and nothing else (the first is row 3, "K2")`},
		{"case_id,gender,rosh | K1,F,low | K2,, | K3,M,low | K4,,", `2 rows have a case id and nothing else (the first is row 3, "K2")`},
		{"gender,case_id,rosh | F,K1,low | ,K2, | M,,low | ,,low", `1 row has a case id and nothing else (the first is row 3, "K2")`},
		{"case_id,gender | K1, | K2,", ""},
		{"case_id | K1 | K2", ""},
		{"case_id,gender | K1,F | K2,M", ""},
		{"case_id,gender,rosh | K1,F,low | K99,, | K3,M,low", ""},
	} {
		r, err := Clean(list(t, strings.Split(test.list, " | ")...), CleanOptions{SkipProblems: true, Exclude: barred(test.list)})
		check(t, err)
		got := ""
		for _, w := range r.Warnings {
			if w.Code == "id-alone" {
				got = w.Message
			}
		}
		if got != test.want {
			t.Errorf("%s: %q, want %q", test.list, got, test.want)
		}
	}
}

// A date in figures has its day first if it can have nothing else there, and may be either
// where both are months.
func TestDayAndMonth(t *testing.T) {
	for text, want := range map[string][2]bool{"13/1/2021": {true, false}, "12/1/2021": {false, true}, "1/12/2021": {false, true},
		"12/12/2021": {false, false}, "1/13/2021": {false, true}, "31/0/2021": {false, false}, "0/3/2021": {false, false},
		"1/3": {false, false}, "013/1/2021": {false, false}, "13/001/2021": {false, false},
		"3 Mar 2021": {false, false}, "2021-03-04": {false, false}} {
		if first, either := dayAndMonth(text); first != want[0] || either != want[1] {
			t.Errorf("%s: day first %t, either %t, want %v", text, first, either, want)
		}
	}
}

// barred excludes the case K99 of a list that has it.
func barred(list string) []Choice {
	if strings.Contains(list, "K99") {
		return []Choice{{"K99", "sealed"}}
	}
	return nil
}

// Texts that stand for a missing id are none, unless they are two letters alone, which may be initials.
func TestBadID(t *testing.T) {
	for text, want := range map[string]string{"na": "", "NK": "", "n/a": "placeholder", "nil": "placeholder",
		"TBC": "placeholder", "-": "placeholder", "N K": "placeholder",
		"": "blank", "A\tB": "control", "A\x07": "control character", "1.2E+10": "rounded", "#N/A": "error",
		strings.Repeat("1", 200): "", strings.Repeat("1", 201): "longer",
		strings.Repeat("a", 200): "", "K-1": ""} {
		if got := badID(text); (got.message == "") != (want == "") || !strings.Contains(got.message, want) {
			t.Errorf("%q: %s, want %s", text, got.message, want)
		}
	}
}

// The row that is kept settles what is wrong in the others of its case, and in no other case.
func TestKeptRowSettlesItsCase(t *testing.T) {
	r, err := Clean(list(t, "case_id,gender", "A,M", "A,#REF!", "B,#REF!", "A,F"), CleanOptions{KeepRows: []int{2}, SkipProblems: true})
	check(t, err)
	var rows []int
	for _, p := range r.Problems {
		rows = append(rows, p.Row)
	}
	if got := fate(r); got != "A all, A repeated-row, B problem, A repeated-row" || !slices.Equal(rows, []int{4}) {
		t.Errorf("%s; problems in %v", got, rows)
	}
	r, _ = Clean(list(t, "case_id,gender", "A,M", "A,F", "B,F", "A,"), CleanOptions{SkipProblems: true})
	if got := r.Exclusions[0].Detail; got != `case id "A" is also in row 5` {
		t.Error(got)
	}
}

// A person's number alone is case id and number, and is named as both.
func TestNumberAsID(t *testing.T) {
	r, err := Clean(list(t, "CRN,x", "X1,a", "X2,b"), CleanOptions{})
	check(t, err)
	if got := fmt.Sprint(r.Recognised); got != "[{id CRN} {person CRN}]" {
		t.Error(got)
	}
}

// A start date is needed where the group of the row has a window, whatever the others have.
func TestWindowOfOneGroup(t *testing.T) {
	groups := []sample.Group{kentGroups[0], {ID: "ooc", Disposals: []string{"youth-caution"}}}
	r, err := Clean(list(t, "case_id,disposal,start", "A,RO,", "B,YC,", "C,RO,2020-12-01"),
		CleanOptions{Groups: groups, AsOf: date("2021-06-21"), SkipProblems: true})
	check(t, err)
	if got := fate(r); got != "A problem, B ooc, C court" {
		t.Error(got)
	}
}

// Rows that a workbook hides can be set aside by their numbers; a row with several problems is set aside once.
func TestHiddenRows(t *testing.T) {
	table := list(t, "case_id,gender", "A,M", "B,F", "C,F")
	table.Hidden = []int{3, 4}
	table.Warnings = sheet.UnlikeOthers(table.Hidden, nil)
	r, err := Clean(table, CleanOptions{})
	check(t, err)
	if got := r.Warnings[0].Fix.String(); !strings.HasSuffix(got, " to a new sheet, or set them aside with the option skip-rows 3,4") {
		t.Error(got)
	}
	table.Problems = sheet.Problems{{Row: 5, Message: "x"}, {Row: 5, Message: "y"}, {Row: 6, Message: "x"}}
	r, err = Clean(table, CleanOptions{SkipRows: []RowRange{{First: 5, Last: 5}}, SkipProblems: true})
	if check(t, err); fate(r) != "A all, B all, C all,  set-aside,  problem" || r.Rows != 5 {
		t.Errorf("%s of %d", fate(r), r.Rows)
	}
}

// A cell merged over the id and another column with a header makes a heading of its row.
func TestMergedIDs(t *testing.T) {
	for _, test := range []struct {
		first, last int
		heading     bool
	}{{0, 1, true}, {0, 0, false}, {1, 2, true}, {1, 1, false}, {2, 3, false}, {1, 3, true}, {1, 9, true}, {3, 4, false}, {4, 5, false}} {
		table := list(t, "gender,case_id,rosh,,", "M,A,low,,", "F,B,low,x,y")
		table.Across = []sheet.Span{{Row: 2, First: test.first, Last: test.last}}
		r, _ := Clean(table, CleanOptions{SkipProblems: true})
		if got := len(r.Frame.Cases); (got == 1) != test.heading {
			t.Errorf("%+v: %d cases, %s", test, got, fate(r))
		}
	}
	table := list(t, "case_id,,gender", "A,x,M", "B,y,F") // the ids are two cells wide
	table.Across = []sheet.Span{{Row: 2, First: 0, Last: 1}, {Row: 3, First: 0, Last: 1}}
	if r, err := Clean(table, CleanOptions{}); err != nil || len(r.Frame.Cases) != 2 {
		t.Errorf("%s, %v", fate(r), err)
	}
}

// Of own categories the first twenty are named, and three remedies.
func TestManyOwnCategories(t *testing.T) {
	lines := []string{"case_id,rosh", "A,Low one", "B,Low two", "C,Low three", "D,Low four"}
	for i := range 18 {
		lines = append(lines, fmt.Sprintf("K%d,Zone %02d", i, i))
	}
	r, err := Clean(list(t, lines...), CleanOptions{})
	check(t, err)
	w := r.Warnings[0]
	if fix := w.Fix.String(); !strings.Contains(w.Message, `"Zone 15" and 2 more are not among`) || strings.Count(fix, "=low") != 3 {
		t.Errorf("%s (%s)", w.Message, fix)
	}
}

// Where ids are all that a list has, no row is pointed out for having its id alone, whatever became of others.
func TestListsOfIDsAlone(t *testing.T) {
	r, err := Clean(list(t, "Case no", "K1", "K2", "K3"), CleanOptions{Exclude: []Choice{{ID: "K2", Reason: "seen"}}})
	check(t, err)
	for _, w := range r.Warnings {
		if w.Code == "id-alone" {
			t.Error(w.Message)
		}
	}
}
