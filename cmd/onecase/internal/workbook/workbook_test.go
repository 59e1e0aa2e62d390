package workbook

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

var example = []Sheet{
	{Name: "Cases", Header: []string{"id", "start", "share"}, Rows: [][]any{
		{"0012", time.Date(2021, 4, 5, 0, 0, 0, 0, time.UTC), Decimal{Value: 0.5, Places: 2}},
		{"=1+1", nil, 3},
	}},
	{Name: "Empty", Header: []string{"nothing"}},
	{Name: "Answers", Header: []string{"id", "a", "b"}, Rows: [][]any{{"K1", nil, nil}},
		Choice: &Choice{First: 1, Last: 2, Words: []string{"yes", "no", "na"}}, Stay: 1},
}

// reopened writes sheets as a workbook and reads it again.
func reopened(t *testing.T, sheets []Sheet) *excelize.File {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, sheets); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func TestWorkbookHoldsWhatWasWritten(t *testing.T) {
	f := reopened(t, example)
	if got := f.GetSheetList(); !slices.Equal(got, []string{"Cases", "Empty", "Answers"}) {
		t.Errorf("sheets %v", got)
	}
	rows, err := f.GetRows("Cases")
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(rows[1], []string{"0012", "2021-04-05", "0.50"}) || !slices.Equal(rows[2], []string{"=1+1", "", "3"}) {
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
	f := reopened(t, example)
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

// What Excel is known to refuse, or to mend with a complaint, is not there.
func TestNothingExcelComplainsOf(t *testing.T) {
	long := strings.Repeat("x", 40_000)
	sheets := append(slices.Clone(example), Sheet{Name: "Texts", Header: []string{"a", "b"}, Rows: [][]any{
		{"=1+1", "+44"}, {"-x", "@y"}, {"a\x01b\x0b", long}, {"<b>&\"", " _x0041_ "}, {"", nil},
	}})
	sheets[len(sheets)-1].Rows[4][1] = Decimal{Value: -0.001, Places: 2}
	var b bytes.Buffer
	if err := Write(&b, sheets); err != nil {
		t.Fatal(err)
	}
	archive, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range archive.File {
		r, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		for d := xml.NewDecoder(bytes.NewReader(text)); ; {
			if _, err := d.RawToken(); err == io.EOF {
				break
			} else if err != nil {
				t.Fatalf("%s is no XML: %v", part.Name, err)
			}
		}
		if bytes.Contains(text, []byte("<f>")) || bytes.Contains(text, []byte("<f ")) {
			t.Errorf("%s holds a formula", part.Name)
		}
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for name, want := range map[string]string{"Cases": "A1:C3", "Empty": "A1:A1", "Answers": "A1:C2", "Texts": "A1:B6"} {
		if got, err := f.GetSheetDimension(name); err != nil || got != want {
			t.Errorf("%s goes to %s (%v), not %s", name, got, err, want)
		}
		if n := utf8.RuneCountInString(name); n > 31 {
			t.Errorf("the name %s has %d characters", name, n)
		}
	}
	for cell, want := range map[string]string{"A2": "=1+1", "B2": "+44", "A3": "-x", "B3": "@y", "A5": "<b>&\"", "B6": "0.00"} {
		if got, err := f.GetCellValue("Texts", cell); err != nil || got != want {
			t.Errorf("%s reads %q (%v), not %q", cell, got, err, want)
		}
	}
	if got, err := f.GetCellValue("Texts", "B4"); err != nil || len(got) != excelize.TotalCellChars {
		t.Errorf("a long text has %d characters (%v)", len(got), err)
	}
	for _, column := range []string{"A", "B", "C"} {
		if w, err := f.GetColWidth("Texts", column); err != nil || w > 255 {
			t.Errorf("column %s is %v wide (%v)", column, w, err)
		}
	}
}

// Each sheet prints on pages as wide as it is, with its header on all of them.
func TestSheetsArePrintable(t *testing.T) {
	f := reopened(t, example)
	page, err := f.GetPageLayout("Answers")
	if err != nil || *page.Orientation != "landscape" || *page.FitToWidth != 1 || *page.FitToHeight != 0 || *page.Size != 9 {
		t.Errorf("page %+v (%v)", page, err)
	}
	titles := map[string]string{}
	for _, name := range f.GetDefinedName() {
		if name.Name == "_xlnm.Print_Titles" {
			titles[name.Scope] = name.RefersTo
		}
	}
	if titles["Cases"] != "'Cases'!$1:$1" || titles["Answers"] != "'Answers'!$A:$A,'Answers'!$1:$1" {
		t.Errorf("titles %v", titles)
	}
}

// A sheet of many answers goes over pages side by side, each with what its rows are about, so that
// its letters have 8 points, or 7 where that makes fewer pages: were all of it on one page, they would be smaller. The widths are
// those of the columns that are written.
func TestWideAnswersStayLegible(t *testing.T) {
	for _, c := range []struct {
		name      string
		questions int
		above     bool
		wide      int
	}{
		{"few", 5, true, 1},                           // 8 + 5 × 4.25 = 29.25 characters of 93
		{"small letters", 50, true, 3},                // 50 × 4.25 = 212.5 over pages of 93 - 8
		{"letters that may be smaller", 60, false, 2}, // 11 points: 255 over pages of 146 - 8
	} {
		s := Sheet{Name: "Answers", Header: []string{"id"}, Rows: [][]any{{"K1"}}, Stay: 1,
			Choice: &Choice{First: 1, Last: c.questions, Words: []string{"yes", "no"}}}
		for range c.questions {
			s.Header = append(s.Header, "a question")
		}
		if c.above {
			s.Above = make([]string, len(s.Header))
		}
		f := reopened(t, []Sheet{s})
		page, err := f.GetPageLayout("Answers")
		if err != nil || *page.FitToWidth != c.wide || *page.FitToHeight != 0 {
			t.Fatalf("%s: %d pages wide (%v), not %d", c.name, *page.FitToWidth, err, c.wide)
		}
		stay, all := 0.0, 0.0
		for i := range s.Header {
			column, err := excelize.ColumnNumberToName(i + 1)
			if err != nil {
				t.Fatal(err)
			}
			w, err := f.GetColWidth("Answers", column)
			if err != nil {
				t.Fatal(err)
			}
			if all += w; i < s.Stay {
				stay += w
			}
		}
		letters := 11.0
		if c.above {
			letters = smallLetters
		}
		pages := float64(c.wide)
		if size := letters * min(1, pages*pageWidth/(all+(pages-1)*stay)); size < leastRead {
			t.Errorf("%s: letters of %.1f points", c.name, size)
		}
		if *page.PageOrder != "overThenDown" {
			t.Errorf("%s: pages in the order %s", c.name, *page.PageOrder)
		}
	}
}
