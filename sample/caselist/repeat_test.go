package caselist

import (
	"strings"
	"testing"
)

func TestRepeatedRows(t *testing.T) {
	for _, test := range []struct {
		name, list string
		keep       []int
		fate       string
		warns      string
		err        string
	}{
		{"equal rows", "id,gender | A,M | B,F | A,M | A,M", nil, "A all, B all, A repeated-row, A repeated-row", "row-twice", ""},
		{"unlike rows", "id,gender | A,M | B,F | A,F", nil, "A problem, B all, A problem", "",
			`row 4: case id "A" is already in row 2, where "gender" differs`},
		{"one is kept", "id,gender | A,M | B,F | A,F", []int{4}, "A repeated-row, B all, A all", "", ""},
		{"one is kept of three", "id,gender,start | A,M,2021-01-01 | A,F,soon | A,F,2021-01-01", []int{2},
			"A all, A repeated-row, A repeated-row", "start-unread", ""},
		{"one that repeats nothing", "id,gender | A,M | B,F | A,M", []int{3}, "", "row-twice", "row 3 is to be kept"},
		{"two are kept", "id,gender | A,M | B,F | A,F", []int{2, 4}, "", "", "row 4 is to be kept"},
	} {
		got, err := Clean(list(t, strings.Split(test.list, " | ")...), CleanOptions{KeepRows: test.keep})
		if (err != nil) != (test.err != "") || err != nil && !strings.Contains(err.Error(), test.err) {
			t.Errorf("%s: the error is %v, want %q", test.name, err, test.err)
		}
		if f := fate(got); test.fate != "" && f != test.fate {
			t.Errorf("%s: %s, want %s", test.name, f, test.fate)
		}
		if w := codes(got.Warnings); w != test.warns {
			t.Errorf("%s: warned %q, want %q", test.name, w, test.warns)
		}
		total := len(got.Frame.Cases)
		for _, n := range got.Counts {
			total += n.Count
		}
		if total != got.Rows {
			t.Errorf("%s: %d rows are counted of %d", test.name, total, got.Rows)
		}
	}
}
