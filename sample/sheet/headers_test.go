package sheet

import (
	"slices"
	"strings"
	"testing"
)

// testHeaders knows some headers of case lists, which mean by themselves what they
// mean but below what is previous.
var testHeaders = Headers{Known: isTestHeader, Alone: func(above, header string) bool {
	return isTestHeader(header) && !strings.HasPrefix(above, "Previous")
}}

func isTestHeader(text string) bool {
	return slices.Contains([]string{"caseid", "gender", "sex", "rosh", "roshlevel", "disposal", "startdate", "dob",
		"dateofbirth", "casemanager", "team",
		"id", "case", "crn", "orderstartdate", "safety"}, strings.ToLower(strings.NewReplacer(" ", "", "_", "").Replace(text)))
}

// A line of bands above the headings is not the header, however the file is made; nor is a row that is named as none. A
// header that is known stays one, though it leaves most columns blank.
func TestBandsAboveTheHeadings(t *testing.T) {
	for _, test := range []struct {
		text   string
		header int
		none   []RowRange
	}{
		{"Register 2026\n,,Service,,,Time\nRef,Came,Office,By,Who,Days\n1,2,3,4,5,6\n7,8,9,10,11,12", 3, nil},
		{",,Service,,,Time\nRef,Came,Office,By,Who,Days\n1,2,3,4,5,6", 2, nil},
		{"Ref,Came,,,,\n1,2,3,4,5,6\n7,8,9,10,11,12", 2, nil},
		{"Ref,Came,By,,,\n1,2,3,4,5,6", 1, nil},
		{"Case id,Sex,,,,\n1,2,3,4,5,6", 1, nil},
		{"Case,,Safety,,,\nRef,Came,Office,By,Who,Days\n1,2,3,4,5,6", 1, nil},
		{"Case,,Safety,,,\nRef,Came,Office,By,Who,Days\n1,2,3,4,5,6", 2, []RowRange{{1, 1}}},
		{"A,B\nC,D\nE,F\nG,H", 3, []RowRange{{1, 2}}},
		{"A,B\nC,D\nE,F", 2, []RowRange{{1, 1}, {3, 9}}},
		{"A,B\nC,D\nE,F", 1, []RowRange{{1, 3}}},
	} {
		got, err := Read(strings.NewReader(test.text), "list.csv", ReadOptions{Headers: testHeaders, NoHeader: test.none})
		if err != nil || got.HeaderRow != test.header {
			t.Errorf("%q without %v: %v, %v, want the header in row %d", test.text, test.none, got, err, test.header)
		}
	}
}
