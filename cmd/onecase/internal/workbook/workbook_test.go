package workbook

import (
	"bytes"
	"slices"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

var example = []Sheet{
	{Name: "Cases", Header: []string{"id", "start", "share"}, Rows: [][]any{
		{"0012", time.Date(2021, 4, 5, 0, 0, 0, 0, time.UTC), 0.5},
		{"=1+1", nil, 3},
	}},
	{Name: "Empty", Header: []string{"nothing"}},
	{Name: "Answers", Header: []string{"id", "a", "b"}, Rows: [][]any{{"K1", nil, nil}}, Choice: &Choice{First: 1, Words: []string{"yes", "no", "na"}}},
}

func TestWorkbookHoldsWhatWasWritten(t *testing.T) {
	var b bytes.Buffer
	if err := Write(&b, example); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if got := f.GetSheetList(); !slices.Equal(got, []string{"Cases", "Empty", "Answers"}) {
		t.Errorf("sheets %v", got)
	}
	rows, err := f.GetRows("Cases")
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(rows[1], []string{"0012", "2021-04-05", "0.5"}) || !slices.Equal(rows[2], []string{"=1+1", "", "3"}) {
		t.Errorf("rows %q", rows[1:])
	}
	for cell, want := range map[string]excelize.CellType{"A2": excelize.CellTypeSharedString, "A3": excelize.CellTypeSharedString} {
		if got, err := f.GetCellType("Cases", cell); err != nil || got != want {
			t.Errorf("%s is of type %v (%v), not %v", cell, got, err, want)
		}
		if formula, err := f.GetCellFormula("Cases", cell); err != nil || formula != "" {
			t.Errorf("%s holds the formula %q (%v)", cell, formula, err)
		}
	}
	panes, err := f.GetPanes("Cases")
	if err != nil || !panes.Freeze || panes.YSplit != 1 {
		t.Errorf("panes %+v (%v)", panes, err)
	}
	panes, err = f.GetPanes("Answers")
	if err != nil || !panes.Freeze || panes.YSplit != 1 || panes.XSplit != 1 || panes.TopLeftCell != "B2" {
		t.Errorf("the ids of the answers scroll away: panes %+v (%v)", panes, err)
	}
	lists, err := f.GetDataValidations("Answers")
	if err != nil || len(lists) != 1 || lists[0].Sqref != "B2:C2" || lists[0].Formula1 != `"yes,no,na"` {
		t.Errorf("drop-downs %+v (%v)", lists, err)
	}
}

func TestWorkbookNamesItsProgram(t *testing.T) {
	var b bytes.Buffer
	if err := Write(&b, example); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	p, err := f.GetDocProps()
	if err != nil || p.Creator != "onecase" || p.Created != "" || p.Modified != "" || p.LastModifiedBy != "" {
		t.Errorf("%+v, %v", p, err)
	}
}

func TestTheSameSheetsGiveTheSameBytes(t *testing.T) {
	var a, b bytes.Buffer
	if err := Write(&a, example); err != nil {
		t.Fatal(err)
	}
	time.Sleep(2100 * time.Millisecond) // zip files count time in steps of two seconds
	if err := Write(&b, example); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("two workbooks of the same sheets differ")
	}
}
