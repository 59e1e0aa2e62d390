package caselist

import (
	"fmt"
	"strings"
	"testing"

	"onecase/sample/sheet"
)

// An id that looks like a line of totals is a case where the list's ids do, or where
// its row has what a case has.
func TestLinesOfTotals(t *testing.T) {
	for _, test := range []struct {
		rows  []string
		aside string // ids
	}{
		{[]string{"K1,F,low,2020-12-01", "K2,M,high,2020-12-01", "Total: 2,,,"}, "Total: 2"},
		{[]string{"K1,F,low,2020-12-01", "K2,M,high,2020-12-01", "Total,-,-,-"}, "Total"},
		{[]string{"K1,F,low,2020-12-01", "K2,M,high,2020-12-01", "Total,2,1,2020-12-01"}, "Total"},
		{[]string{"K1,F,low,2020-12-01", "K2,M,high,2020-12-01", "Total 2,F,low,"}, "Total 2"},
		{[]string{"K1,F,low,2020-12-01", "K2,M,high,2020-12-01", "Count,F,low,2020-12-01", "Total-1,M,unknown,2020-12-01"}, ""},
		{[]string{"COUNT 5,F,low,2020-12-01", "COUNT 6,M,,2020-12-01", "COUNT 7,,,"}, ""},
		{[]string{"Case 1,F,low,2020-12-01", "Case 2,M,low,2020-12-01", "Total 2,,,"}, "Total 2"},
		{[]string{"K1,F,low,2020-12-01", "Total 1,,,", "K2,F,low,2020-12-01", "Total 2,,,"}, "Total 1 Total 2"},
	} {
		sheet, err := sheet.Read(strings.NewReader("case_id,gender,rosh,start_date\n"+strings.Join(test.rows, "\n")),
			"list.csv", sheet.ReadOptions{Headers: Headers})
		check(t, err)
		r, err := Clean(sheet, CleanOptions{SkipProblems: true})
		check(t, err)
		var aside []string
		for _, e := range r.Exclusions {
			if e.Reason == SetAside {
				aside = append(aside, strings.Split(e.Detail, `"`)[1])
			}
		}
		if got := strings.Join(aside, " "); got != test.aside || len(r.Frame.Cases) != len(test.rows)-len(aside) {
			t.Errorf("%q: set aside %q, want %q; %d cases", test.rows, got, test.aside, len(r.Frame.Cases))
		}
	}
}

// A list of two columns may have headings too.
func TestHeadingsOfTwoColumns(t *testing.T) {
	table, err := sheet.Read(strings.NewReader("case_id,gender\nTeam North and others,\nK1,F\nK2,M\nK3,F\n"),
		"list.csv", sheet.ReadOptions{Headers: Headers})
	check(t, err)
	r, err := Clean(table, CleanOptions{SkipProblems: true})
	check(t, err)
	if len(r.Frame.Cases) != 3 {
		t.Errorf("%d cases", len(r.Frame.Cases))
	}
}

// Beside a text like Total a number is an id if it is too large to count the rows, or the
// row has most of its cells.
func TestCountsBesideTotal(t *testing.T) {
	for last, cases := range map[string]int{"Total,5,,,,": 4, "Total,6,,,,": 5, "Total,5,x,,,": 4, "Total,5,x,F,low,": 5} {
		text := "name,case_id,team,gender,rosh,start_date\na,1,x,F,low,\nb,2,x,F,low,\nc,3,x,F,low,\nd,4,x,F,low,\n" + last
		table, err := sheet.Read(strings.NewReader(text), "list.csv", sheet.ReadOptions{Headers: Headers})
		check(t, err)
		r, err := Clean(table, CleanOptions{SkipProblems: true})
		check(t, err)
		if len(r.Frame.Cases) != cases {
			t.Errorf("%s: %d cases, want %d", last, len(r.Frame.Cases), cases)
		}
	}
}

// Headings, notes and lines of sums around a list are no cases; a row that may be one is.
func TestNotesAndHeadings(t *testing.T) {
	for _, test := range []struct{ list, want string }{
		{"Case no,Team,Sex,RoSH,Start | K1,N,F,low,2020-12-01 | K2,N,M,high,2020-12-01 | Source: Childview,,,, | ,,,2 of 2,", "K1 K2; 4 a heading or a note, 5 a heading or a note"},
		{"Case no,Team,Sex,RoSH,Start | Team North,,,, | 1,N,F,low,2020-12-01 | Team South,,,, | 2,S,M,high,2020-12-01 | 3,,,,", "1 2 3; 2 a heading or a note, 4 a heading or a note"},
		{"Team,Case no,Sex,RoSH,Start | N,K1,F,low,2020-12-01 | S,K2,M,high,2020-12-01 | Total,2,,, | Printed 1 June,,,,", "K1 K2; 4 a line of totals, 5 a heading or a note"},
		{"Surname,Case no,Sex,RoSH,Start | Lee,K1,F,low,2020-12-01 | Total,K2,M,,2020-12-02 | Count,K3,,, | Total,2,,, | Ray,K4,F,low,2020-12-01", "K1 K2 K3 K4; 5 a line of totals"},
		{"Surname,Case no,Sex,RoSH,Start | Lee,101,F,low,2020-12-01 | Total,102,M,,2020-12-02 | Count,103,,, | Sum,3,,, | Mean,Total,3,,", "101 102 103; 5 a line of totals, 6 a line of totals"},
		{"Case no,Team,Sex,RoSH,Start | K1,N,F,low,2020-12-01 | K2,S,M,high,2020-12-01 | ,,2,2, | Prepared by,J Smith,,,", "K1 K2; 4 a note, 5 a note"},
		{"Case no,Team,Sex,RoSH,Start | K1,N,F,low,2020-12-01 | ,S,M,, | K2,S,M,high,2020-12-01", "K1 K2; 3 problem"},
		{"Case no,Team,Sex,RoSH,Start | K1,N,F,low,2020-12-01 | K2,S,M,high,2020-12-01 | ,S,M,,", "K1 K2; 4 problem"},
		{"Case no,Team,Sex,RoSH,Start | Ann,N,F,low,2020-12-01 | Bob,S,M,high,2020-12-01 | North,,,,", "Ann Bob North; "},
		{"Case no,Sex | K1,F | K2,M | ,F", "K1 K2; 4 problem"},
		{"Case no,Team,Sex,RoSH,Start | K1,N,F,low,2020-12-01 | K2,S,M,high,2020-12-01 | ,,,,2020-12-03", "K1 K2; 4 problem"},
		{"Case no,Team,Sex,RoSH,Start | K1,N,F,low,2020-12-01 | K2,S,M,high,2020-12-01 | ,,,,in June", "K1 K2; 4 a heading or a note"},
		// With two cells a text that is unlike the ids is a note, with three and one that is known a case.
		{"Case no,Team,Sex,RoSH,Start,Note | K1,N,F,low,2020-12-01,x | K2,S,M,high,2020-12-01,x | Made by,,F,,,", "K1 K2; 4 a note"},
		{"Case no,Team,Sex,RoSH,Start,Note | K1,N,F,low,2020-12-01,x | K2,S,M,high,2020-12-01,x | Made by,me,F,,,", "K1 K2 Made by; "},
		{"Case no,Team,Sex,RoSH,Start,Note | K1,N,F,low,2020-12-01,x | K2,S,M,high,2020-12-01,x | Made by,me,,in June,,", "K1 K2; 4 a note"},
		// Ids look alike if nine in ten do.
		{"Case no,Sex,RoSH | K1,F,low | K2,F,low | K3,F,low | K4,F,low | K5,F,low | K6,F,low | K7,F,low | K8,F,low | K9,F,low | K-10,F,low | N-1,,",
			"K1 K2 K3 K4 K5 K6 K7 K8 K9 K-10; 12 a heading or a note"},
		{"Case no,Sex,RoSH | K2,F,low | K3,F,low | K4,F,low | K5,F,low | K6,F,low | K7,F,low | K8,F,low | K9,F,low | K-10,F,low | N-1,,",
			"K2 K3 K4 K5 K6 K7 K8 K9 K-10 N-1; "},
		{"Case no,Sex,RoSH | K1,F,low | N-1,,", "K1; 3 a heading or a note"},
		{"Case no,Sex,RoSH | 1 a,F,low | 2 b,F,low | 3 b c,,", "1 a 2 b; 4 a heading or a note"},
		{"Case no,Sex,RoSH | 1 a,F,low | 2 b c,F,low | 3 b c,,", "1 a 2 b c 3 b c; "},
		// Where no id has a blank two words are none, whatever signs ids have.
		{"Case no,Sex,RoSH | K/1,F,low | K/2,F,low | K/3 b,,", "K/1 K/2; 4 a heading or a note"},
		{"Case no,Sex,RoSH | K/1,F,low | K/2 b,F,low | K/3 b,,", "K/1 K/2 b K/3 b; "},
		{"Case no | Ann Lee | K2", "Ann Lee K2; "},
	} {
		list := list(t, strings.Split(test.list, " | ")...)
		r, err := Clean(list, CleanOptions{SkipProblems: true})
		check(t, err)
		var ids, out []string
		for _, c := range r.Frame.Cases {
			ids = append(ids, c.ID)
		}
		for _, e := range r.Exclusions {
			why := string(e.Reason)
			if e.Reason == SetAside {
				why, _, _ = strings.Cut(e.Detail, " (")
			}
			out = append(out, fmt.Sprint(e.Row, " ", why))
		}
		if got := strings.Join(ids, " ") + "; " + strings.Join(out, ", "); got != test.want {
			t.Errorf("%s: %s, want %s", test.list, got, test.want)
		}
	}
}

// What a rule makes of a text of the column makes a row without an id a case that lacks one.
func TestNotesOfKnownCategories(t *testing.T) {
	for of, want := range map[string]Reason{"gender": RowProblem, "rosh": SetAside} {
		r, err := Clean(list(t, "Case no,Team,Sex,RoSH", "K1,N,F,low", "K2,S,M,Z", "K3,S,Z,low", ",,Z,"),
			CleanOptions{SkipProblems: true, SkipUnknown: true, Categories: []CategoryRule{{of, "z", "unknown"}}})
		check(t, err)
		if e := r.Exclusions[len(r.Exclusions)-1]; e.Row != 5 || e.Reason != want {
			t.Errorf("Z is a category of %s: %+v, want %s", of, e, want)
		}
	}
}

// A cell that is empty only for want of a formula's result makes a case of its row, and of no other.
func TestFormulasAreNoNotes(t *testing.T) {
	table := list(t, "Case no,Team,Sex,RoSH", "K1,N,F,low", "Team South,,,", "K2,S,M,high", "Team North,,,")
	table.NoValue = []sheet.Cell{{Row: 5, Column: 2}}
	r, err := Clean(table, CleanOptions{SkipProblems: true})
	check(t, err)
	if got, want := fate(r), "K1 all,  set-aside, K2 all, Team North problem"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// Rows that the options name are out, with whatever is wrong in them.
func TestSkipRows(t *testing.T) {
	text := strings.Split("case_id,gender | A,M | B,F,x | TBC,zz | C,F", " | ")
	sheet, err := sheet.Read(strings.NewReader(strings.Join(text, "\n")), "list.csv", sheet.ReadOptions{Headers: Headers})
	check(t, err)
	r, err := Clean(sheet, CleanOptions{SkipRows: []RowRange{{First: 3, Last: 4}}})
	check(t, err)
	if got := fate(r); got != "A all,  set-aside,  set-aside, C all" || len(r.Warnings) > 0 || r.Rows != 4 {
		t.Errorf("%s of %d rows; %v", got, r.Rows, r.Warnings)
	}
	if _, err := Clean(sheet, CleanOptions{SkipProblems: true, SkipRows: []RowRange{{First: 6, Last: 9}}}); err == nil ||
		!strings.Contains(err.Error(), "rows 6 to 9 are to be set aside") {
		t.Errorf("rows that are not there: %v", err)
	}
	for _, test := range []struct {
		rows RowRange
		want string // the fate of each, or the error
	}{
		{RowRange{First: 3, Last: 3}, "A all,  set-aside, C all"}, {RowRange{First: 4, Last: 4}, "A all, B all,  set-aside"},
		{RowRange{First: 2, Last: 2}, " set-aside, B all, C all"},
		{RowRange{First: 1, Last: 1}, "row 1 is to be set aside, and the list has no such row below its header in row 1"},
		{RowRange{First: 5, Last: 5}, "row 5 is to be set aside, and the list has no such row below its header in row 1"},
		{RowRange{First: 4, Last: 5}, "rows 4 to 5 are to be set aside, and the list ends in row 4"},
		{RowRange{First: 3, Last: 9}, "rows 3 to 9 are to be set aside, and the list ends in row 4"},
		{RowRange{First: 5, Last: 9}, "rows 5 to 9 are to be set aside, and the list has no such row below its header in row 1"},
	} {
		r, err := Clean(list(t, "case_id,gender", "A,M", "B,F", "C,F"), CleanOptions{SkipRows: []RowRange{test.rows}})
		if err == nil && fate(r) != test.want || err != nil && !strings.Contains(err.Error(), "list.csv: "+test.want+" (") {
			t.Errorf("rows %v: %s, %v, want %s", test.rows, fate(r), err, test.want)
		}
	}
	last, err := Clean(list(t, "case_id,gender", "A,M", "B,F", "C,F"), CleanOptions{SkipRows: []RowRange{{First: 3, Last: 4}}})
	if err != nil || fate(last) != "A all,  set-aside,  set-aside" {
		t.Errorf("rows up to the last: %v", err)
	}
}

// A row that is struck through is spoken of as read until it is set aside.
func TestStruckRowSetAside(t *testing.T) {
	for skipped, want := range map[int]string{0: "2 rows are struck through", 3: "1 row is struck through"} {
		l := list(t, "case_id,gender", "A,M", "B,F", "C,F")
		l.Struck = []int{3, 4}
		l.Warnings = sheet.UnlikeOthers(nil, l.Struck)
		opts := CleanOptions{}
		if skipped > 0 {
			opts.SkipRows = []RowRange{{First: skipped, Last: skipped}}
		}
		if r, err := Clean(l, opts); err != nil || !strings.Contains(fmt.Sprint(r.Warnings), want) {
			t.Errorf("row %d set aside: %v, %v", skipped, r.Warnings, err)
		}
		opts.SkipRows = []RowRange{{First: 3, Last: 4}}
		if r, err := Clean(l, opts); err != nil || strings.Contains(fmt.Sprint(r.Warnings), "struck") {
			t.Errorf("both set aside: %v, %v", r.Warnings, err)
		}
	}
}
