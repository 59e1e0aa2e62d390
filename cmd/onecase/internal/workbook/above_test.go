package workbook

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A sheet with texts above its headers keeps both in sight and on every page, and offers
// words where they are to be chosen.
func TestTextsAboveTheHeaders(t *testing.T) {
	f := reopened(t, []Sheet{{
		Name: "Grid", Above: []string{"yes or no", "", "Was it seen?", "", ""}, Header: []string{"id", "reader", "seen", "date", "note"},
		Rows: [][]any{{"K1", "A", nil, nil, nil}, {"K2", nil, "na", nil, "=1+1"}}, Stay: 1,
		Choice: &Choice{First: 2, Last: 2, Words: []string{"yes", "no", "na"}},
		Blanks: []Blank{{Column: 1, Words: []string{"A", "B"}, Width: 9}, {Column: 3, Date: true}, {Column: 4, Width: 30}},
	}})
	panes, err := f.GetPanes("Grid")
	if err != nil || panes.YSplit != 2 || panes.XSplit != 1 || panes.TopLeftCell != "B3" {
		t.Errorf("panes %+v, %v", panes, err)
	}
	for _, name := range f.GetDefinedName() {
		if want := map[string]string{"_xlnm.Print_Titles": "'Grid'!$A:$A,'Grid'!$1:$2",
			"_xlnm._FilterDatabase": "'Grid'!$A$2:$E$4"}[name.Name]; name.RefersTo != want {
			t.Errorf("%s is %s, not %s", name.Name, name.RefersTo, want)
		}
	}
	lists, err := f.GetDataValidations("Grid")
	if err != nil || len(lists) != 2 || lists[0].Sqref != "C3:C4" || !lists[0].ShowErrorMessage ||
		lists[1].Sqref != "B3:B4" || lists[1].ShowErrorMessage {
		t.Errorf("drop-downs %+v, %v", lists, err)
	}
	rows, err := f.GetRows("Grid")
	if d := cmp.Diff([][]string{{"yes or no", "", "Was it seen?"},
		{"id", "reader", "seen", "date", "note"}, {"K1", "A"}, {"K2", "", "na", "", "=1+1"}}, rows); d != "" || err != nil {
		t.Error(d, err)
	}
	if height, err := f.GetRowHeight("Grid", 1); err != nil || height < 60 {
		t.Errorf("the texts have %v points (%v)", height, err)
	}
}

// A file may hold no drop-down of more than 255 characters, nor of words with commas.
func TestWordsThatAreNoDropDown(t *testing.T) {
	for _, words := range [][]string{{strings.Repeat("a", 256)}, {"a,b", "c"}} {
		f := reopened(t, []Sheet{{Name: "Grid", Header: []string{"id", "reader"}, Rows: [][]any{{"K1", nil}},
			Blanks: []Blank{{Column: 1, Words: words}}}})
		if lists, err := f.GetDataValidations("Grid"); err != nil || len(lists) != 0 {
			t.Errorf("drop-downs %+v, %v", lists, err)
		}
	}
}
