package caselist

import (
	"strings"
	"testing"

	"onecase/sample/sheet"
)

// An id that looks like a line of totals is a case where the list's ids do, or where
// its row has what a case has.
func TestLinesOfTotals(t *testing.T) {
	for _, test := range []struct {
		rows    []string
		refused string // ids
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
		sheet, err := sheet.Read(strings.NewReader("case_id,gender,rosh,start_date\n"+strings.Join(test.rows, "\n")), "list.csv", sheet.ReadOptions{Headers: Headers})
		check(t, err)
		r, err := Clean(sheet, CleanOptions{SkipProblems: true})
		check(t, err)
		var refused []string
		for _, p := range r.Problems {
			if strings.Contains(p.Message, "line of totals") {
				refused = append(refused, p.Value)
			}
		}
		if got := strings.Join(refused, " "); got != test.refused || len(r.Frame.Cases) != len(test.rows)-len(refused) {
			t.Errorf("%q: refused %q, want %q; %d cases", test.rows, got, test.refused, len(r.Frame.Cases))
		}
	}
}
