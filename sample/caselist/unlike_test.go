package caselist

import (
	"strings"
	"testing"
)

func TestUnlikePeople(t *testing.T) {
	const header = "CRN,first name,surname,dob"
	for _, test := range []struct {
		name, header string
		rows         []string
		left         int
		warns        string
	}{
		{"unlike in both", header, []string{"X1,Ann,Lee,1/2/2005", "X1,Bo,Ray,3/4/2006"}, 2, "person-unlike"},
		{"another name alone", header, []string{"X1,Ann,Lee,1/2/2005", "X1,Ann,Ray,1/2/2005"}, 1, ""},
		{"another date of birth alone", header, []string{"X1,Ann,Lee,1/2/2005", "X1,Ann,Lee,2/1/2005"}, 1, ""},
		{"a date that cannot be read", header, []string{"X1,Ann,Lee,1/2/2005", "X1,Anne,Leigh,2005-19-19"}, 1, "dob-unread"},
		{"no date of birth", header, []string{"X1,Ann,Lee,", "X1,Bo,Ray,3/4/2006"}, 1, ""},
		{"one of three", header, []string{"X1,Ann,Lee,1/2/2005", "X1,Bo,Ray,3/4/2006", "X1,Ann,Lee,2/1/2005"}, 2, "person-unlike"},
		{"one of whom nothing is known", header, []string{"X1,Ann,Lee,1/2/2005", "X1,,,", "X1,Bo,Ray,3/4/2006"}, 3, "person-unlike"},
		{"the second name and the third date", header, []string{"X1,Ann,Lee,1/2/2005", "X1,Ann,Lee,3/4/2006",
			"X1,Bo,Ray,1/2/2005"}, 1, "person-unlike"},
		{"names in one column", "CRN,surname,dob", []string{"X1,Lee,1/2/2005", "X1,Ray,3/4/2006"}, 2, "person-unlike"},
		{"no names", "CRN", []string{"X1", "X1"}, 1, ""},
		{"a placeholder", "CRN", []string{"99999999", "99999999"}, 2, "number-placeholder"},
		{"a note", "CRN", []string{"see notes 1", "See notes 1"}, 2, "number-placeholder"},
		{"a PNC number of nines", "PNC", []string{"99/9999999Z", "99/9999999Z"}, 2, "number-placeholder"},
		{"figures that only look odd", "CRN", []string{"1111", "1111", "12345", "12345"}, 2, ""},
		{"five alike", "CRN", []string{"11111", "11111", "1-1-1-1-1"}, 3, "number-placeholder"},
		{"two figures by turns", "CRN", []string{"12121", "12121"}, 1, ""},
		{"a placeholder once", "CRN", []string{"99999999", "X1"}, 2, ""},
	} {
		rows := []string{"case_id," + test.header}
		for i, text := range test.rows {
			rows = append(rows, string(rune('A'+i))+"1,"+text)
		}
		got, err := Clean(list(t, rows...), CleanOptions{})
		if err != nil {
			t.Fatal(err)
		}
		if n := len(got.Frame.Cases); n != test.left {
			t.Errorf("%s: %d cases are left, want %d: %s", test.name, n, test.left, merges(got))
		}
		if all := strings.ReplaceAll(codes(got.Warnings), "no-match", ""); strings.TrimSpace(all) != test.warns {
			t.Errorf("%s: warned %q, want %q", test.name, all, test.warns)
		}
	}
}

// Where a person's number tells cases apart, that of two people is a problem.
func TestUnlikePeopleWithOneID(t *testing.T) {
	r, err := Clean(list(t, "CRN,first name,surname,dob", "X1,Ann,Lee,1/2/2005", "X1,Bo,Ray,3/4/2006",
		"X2,Cy,Dee,1/1/2004"), CleanOptions{})
	if got := fate(r); got != "X1 problem, X1 problem, X2 all" {
		t.Error(got)
	}
	if err == nil || !strings.Contains(err.Error(), `"X1" is the number of different people in rows 2 and 3`) {
		t.Errorf("the error is %v", err)
	}
}
