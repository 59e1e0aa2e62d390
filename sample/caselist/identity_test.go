package caselist

import (
	"strings"
	"testing"
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
	} {
		r, err := Clean(list(t, strings.Split(test.list, " | ")...), CleanOptions{SkipProblems: true})
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
		"1/3": {false, false}, "3 Mar 2021": {false, false}, "2021-03-04": {false, false}} {
		if first, either := dayAndMonth(text); first != want[0] || either != want[1] {
			t.Errorf("%s: day first %t, either %t, want %v", text, first, either, want)
		}
	}
}
