package caselist

import (
	"fmt"
	"strings"
	"testing"

	"onecase/sample/sheet"
)

// cleanFile cleans a list of testdata.
func cleanFile(t *testing.T, name string, opts CleanOptions) (*Result, error) {
	t.Helper()
	list, err := sheet.ReadFile("testdata/"+name, sheet.ReadOptions{Headers: Headers})
	if err != nil {
		t.Fatal(err)
	}
	return Clean(list, opts)
}

// The lists of testdata, each with one fault, keep the cases that they have.
func TestFaultyLists(t *testing.T) {
	for _, test := range []struct {
		file     string
		eligible int
		warnings []string
	}{
		{"person-number-punctuation-collides.csv", 5, nil},
		{"person-number-float-suffix-collides.csv", 2, nil},
		{"repeated-header-reworded-is-a-case.csv", 4, []string{"header-again"}},
		{"person-placeholder-number-merges-people.csv", 9, []string{"number-placeholder", "person-unlike"}},
		{"dob-two-digit-year-or-month-first-missed.csv", 2, nil},
		{"dob-unreadable-same-person-missed.csv", 3, []string{"dob-unread"}},
	} {
		got, err := cleanFile(t, test.file, CleanOptions{})
		if err != nil {
			t.Errorf("%s: %v", test.file, err)
			continue
		}
		if n := len(got.Frame.Cases); n != test.eligible {
			t.Errorf("%s: %d eligible, want %d: %s", test.file, n, test.eligible, merges(got))
		}
		for _, code := range test.warnings {
			if !strings.Contains(codes(got.Warnings), code) {
				t.Errorf("%s: no warning %s among %v", test.file, code, got.Warnings)
			}
		}
	}
}

// A list takes no more room than its eligible cases have: of a million rows, what is kept in reserve is the most that it takes.
func TestTheFrameHasNoRoomToSpare(t *testing.T) {
	var text strings.Builder
	text.WriteString("case_id,sex\n")
	for i := range 3000 {
		fmt.Fprintf(&text, "C%d,%s\n", i, []string{"f", "m"}[i%2])
	}
	s, err := sheet.Read(strings.NewReader(text.String()), "l.csv", sheet.ReadOptions{Headers: Headers})
	if err != nil {
		t.Fatal(err)
	}
	r, err := Clean(s, CleanOptions{Exclude: []Choice{{ID: "C7", Reason: "seen"}, {ID: "C9", Reason: "seen"}}})
	if err != nil || len(r.Frame.Cases) != 2998 || cap(r.Frame.Cases) > 3100 {
		t.Errorf("%d cases in the room of %d: %v", len(r.Frame.Cases), cap(r.Frame.Cases), err)
	}
}
