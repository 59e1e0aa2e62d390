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

// Rows that the options name are out, with whatever is wrong in them.
func TestSkipRows(t *testing.T) {
	text := strings.Split("case_id,gender | A,M | B,F,x | TBC,zz | C,F", " | ")
	sheet, err := sheet.Read(strings.NewReader(strings.Join(text, "\n")), "list.csv", sheet.ReadOptions{Headers: Headers})
	check(t, err)
	r, err := Clean(sheet, CleanOptions{SkipRows: []RowRange{{3, 4}}})
	check(t, err)
	if got := fate(r); got != "A all,  set-aside,  set-aside, C all" || len(r.Warnings) > 0 || r.Rows != 4 {
		t.Errorf("%s of %d rows; %v", got, r.Rows, r.Warnings)
	}
	if _, err := Clean(sheet, CleanOptions{SkipProblems: true, SkipRows: []RowRange{{6, 9}}}); err == nil ||
		!strings.Contains(err.Error(), "rows 6 to 9 are to be set aside") {
		t.Errorf("rows that are not there: %v", err)
	}
	last, err := Clean(list(t, "case_id,gender", "A,M", "B,F", "C,F"), CleanOptions{SkipRows: []RowRange{{3, 4}}})
	if err != nil || fate(last) != "A all,  set-aside,  set-aside" {
		t.Errorf("rows up to the last: %v", err)
	}
}
