package caselist

import (
	"strings"
	"testing"
)

func TestBirthDates(t *testing.T) {
	for _, test := range []struct {
		name   string
		opts   CleanOptions
		births []string // of rows with the same names
		left   int
		warns  string
	}{
		{"a short year lies in the past", CleanOptions{}, []string{"12/05/1968", "12/05/68"}, 1, ""},
		{"before the inspection", CleanOptions{AsOf: date("2021-06-21")}, []string{"12/05/1930", "12/05/30", "1/2/2005"}, 2, ""},
		{"in this century", CleanOptions{AsOf: date("2021-06-21")}, []string{"12/05/2005", "12/05/05", "12-May-05"}, 1, ""},
		{"month first as the others", CleanOptions{}, []string{"12/31/2004", "2/1/2004", "2004-02-01"}, 2, ""},
		{"day first as the others", CleanOptions{}, []string{"31/12/2004", "2/1/2004", "2004-01-02"}, 2, ""},
		{"both", CleanOptions{}, []string{"31/12/2004", "12/30/2004", "2004-12-30"}, 2, "row 3"},
		{"no date, twice", CleanOptions{}, []string{"2006-19-07-19", "2006-19-07-19", "2005-01-01"}, 2, "rows 2, 3"},
		{"not known, twice", CleanOptions{}, []string{"N/A", "N/A", "TBC", "TBC", "", ""}, 6, ""},
		{"words, twice", CleanOptions{}, []string{"ask her mother", "ask her mother"}, 2, "rows 2, 3"},
	} {
		rows := []string{"case_id,first name,surname,dob,start"}
		for i, text := range test.births {
			rows = append(rows, string(rune('A'+i))+"1,Ann,Lee,"+text+",2021-01-01")
		}
		got, err := Clean(list(t, rows...), test.opts)
		if err != nil {
			t.Fatal(err)
		}
		if n := len(got.Frame.Cases); n != test.left {
			t.Errorf("%s: %d cases are left, want %d: %s", test.name, n, test.left, merges(got))
		}
		var warned strings.Builder
		for _, w := range got.Warnings {
			if strings.HasPrefix(w.Code, "dob-") {
				warned.WriteString(w.Message)
			}
			for _, text := range test.births {
				if text != "" && strings.Contains(w.Message, text) {
					t.Errorf("%s: a warning quotes a date of birth: %s", test.name, w.Message)
				}
			}
		}
		if (warned.String() != "") != (test.warns != "") || !strings.Contains(warned.String(), test.warns+":") && test.warns != "" {
			t.Errorf("%s: warned %q, want %q", test.name, warned.String(), test.warns)
		}
	}
}
