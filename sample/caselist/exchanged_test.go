package caselist

import (
	"slices"
	"strings"
	"testing"

	"onecase/sample/sheet"
	"onecase/stats"
)

func TestExchangedDates(t *testing.T) {
	exchanged := func(r *Result) bool {
		return slices.ContainsFunc(r.Warnings, func(w stats.Warning) bool { return w.Code == "dates-exchanged" })
	}
	for dates, want := range map[string]bool{
		"2021-05-03 2021-04-12 25/03/2021 31/03/2021": true,
		"44319 2021-04-12 25-03-2021 31.3.21":         true,
		"2021-05-03 2021-04-12 25/03/2021 11/03/2021": false, // a text of day 11
		"2021-05-03 2021-04-13 25/03/2021 31/03/2021": false, // a real date of day 13
		"2021-05-05 2021-04-04 25/03/2021 31/03/2021": false, // the same either way
		"2021-05-03 2021-04-12 25-Mar-2021 31-Mar-21": false,
		"2021-05-03 2021-04-12":                       false,
		"25/03/2021 31/03/2021":                       false,
	} {
		var text strings.Builder
		text.WriteString("case_id,start date\n")
		for i, day := range strings.Fields(dates) {
			text.WriteString("K" + strings.Repeat("1", i+1) + "," + day + "\n")
		}
		list, err := sheet.Read(strings.NewReader(text.String()), "list.csv", sheet.ReadOptions{Headers: Headers})
		if err != nil {
			t.Fatal(err)
		}
		got, err := Clean(list, CleanOptions{})
		if err != nil || exchanged(got) != want {
			t.Errorf("%s: %v, %v", dates, err, got.Warnings)
		}
		births := strings.Replace(text.String(), "start date", "date of birth,first name,family name", 1)
		list, err = sheet.Read(strings.NewReader(births), "list.csv", sheet.ReadOptions{Headers: Headers})
		if err != nil {
			t.Fatal(err)
		}
		if got, err = Clean(list, CleanOptions{}); err != nil || exchanged(got) != want {
			t.Errorf("dates of birth %s: %v, %v", dates, err, got.Warnings)
		}
	}
	got, err := cleanFile(t, "xlsx-dates-swapped-by-us-excel.xlsx", CleanOptions{})
	if err != nil || !exchanged(got) {
		t.Errorf("%v, %v", err, got.Warnings)
	}
}
