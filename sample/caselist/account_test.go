package caselist

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Exclusions are counted by reason, and the categories' shares are compared
// before and after.
func TestAccount(t *testing.T) {
	sheet := list(t, "case_id,CRN,disposal,gender,start",
		"A,X1,RO,M,2020-11-01",
		"B,X1,RO,M,2020-12-01",
		"C,X2,RO,F,2020-12-01",
		"D,X3,RO,,2019-01-01",
		"E,X4,RO,F,2020-10-01",
		"F,X5,YC,M,2021-03-01",
		"G,X6,YC,#N/A,2021-03-01",
		"H,X7,YC,F,2022-03-01")
	got, err := Clean(sheet, CleanOptions{Groups: kentGroups, AsOf: date("2021-06-21"), Match: []string{"gender"},
		Exclude: []Choice{{"E", "sealed"}}, SkipProblems: true})
	if err != nil {
		t.Fatal(err)
	}
	wantCounts := []ReasonCount{{OutsideWindow, 1, 0.125}, {DuplicatePerson, 1, 0.125}, {Barred, 1, 0.125},
		{NotStarted, 1, 0.125}, {RowProblem, 1, 0.125}}
	if diff := cmp.Diff(wantCounts, got.Counts); diff != "" {
		t.Error(diff)
	}
	wantShares := []ShareChange{
		{"court", "gender", "male", 2, 0.4, 1, 0.5},
		{"court", "gender", "female", 2, 0.4, 1, 0.5},
		{"court", "gender", "unknown", 1, 0.2, 0, 0},
		{"ooc", "gender", "male", 1, 0.5, 1, 1},
		{"ooc", "gender", "female", 1, 0.5, 0, 0},
	}
	if diff := cmp.Diff(wantShares, got.Shares); diff != "" {
		t.Error(diff)
	}
	if got.Coverage != 3.0/5 { // A, C and F of those and E and G
		t.Errorf("coverage %v, want 0.6", got.Coverage)
	}
}
