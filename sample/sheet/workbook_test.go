package sheet

import (
	"archive/zip"
	"bytes"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

// book writes a workbook with what fill puts in it.
func book(t testing.TB, fill func(f *excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	fill(f)
	var out bytes.Buffer
	check(t, f.Write(&out))
	return out.Bytes()
}

func setRow(t testing.TB, f *excelize.File, sheet, cell string, values ...any) {
	t.Helper()
	check(t, f.SetSheetRow(sheet, cell, &values))
}

func setFormat(t testing.TB, f *excelize.File, cell, format string) {
	t.Helper()
	style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &format})
	check(t, err)
	check(t, f.SetCellStyle("Sheet1", cell, cell, style))
}

func readBook(t testing.TB, data []byte, opts ReadOptions) *Sheet {
	t.Helper()
	sheet, err := Read(bytes.NewReader(data), "list.xlsx", opts)
	check(t, err)
	return sheet
}

// What other programs write reads the same as what it was made from. The
// workbook of openpyxl has formulas without results; LibreOffice calculated them.
func TestOtherProgramsWorkbooks(t *testing.T) {
	want := []Row{
		NewRow(5, "00123", "X1", "Alder", "Ann", "2005-04-03", "F", "RO", "RLRH", "2020-12-31", "1"),
		NewRow(6, "00124", "X2", "Birch", "Ben", "2004-03-04", "M", "YRO", "RMRH", "2020-04-03", "2"),
		NewRow(7, "00125", "X3", "Cedar", "Cy", "2004-03-05", "M", "DTO", "RHRH", "2020-03-04", "3"),
		NewRow(8, "00126", "X4", "Dogwood", "Di", "2004-03-06", "F", "YC", "RVRH", "2020-10-01 09:30:00", "4"),
		NewRow(9, "00127", "X5", "Elm", "Ed", "2004-03-07", "M", "YCC", "RLRH", "31/12/2020", "5"),
		NewRow(11, "00128", "X6", "Fir", "Flo", "2004-03-08", "F", "CR", "RLRH", "44196", "7"),
		NewRow(12, "00129", "X7", "Gum", "Guy", "2004-03-09", "M", "CR", "RLRH", "2020-11-30", "8"),
		NewRow(13, "00130", "X8", "Holly", "Hal", "2004-03-10", "M", "RO", "RMRH", "2020-11-29", ""),
	}
	for _, file := range []string{"openpyxl.xlsx", "libreoffice.xlsx"} {
		sheet, err := ReadFile(filepath.Join("testdata", file), ReadOptions{Headers: testHeaders, Sheet: "long list"})
		if err != nil {
			t.Fatal(err)
		}
		if sheet.HeaderRow != 4 || sheet.Name != "Long list" || codes(sheet.Warnings) != "blank-rows" {
			t.Errorf("%s: header in row %d of sheet %q, warnings %v", file, sheet.HeaderRow, sheet.Name, sheet.Warnings)
		}
		rows := sheet.Rows
		if file == "openpyxl.xlsx" {
			if len(sheet.NoValue) != 7 {
				t.Errorf("%s: %d formulas without a result, want 7", file, len(sheet.NoValue))
			}
			for i, row := range rows {
				cells := row.Cells()
				if cells[9] != "" {
					t.Errorf("%s: row %d has a count", file, row.Number)
				}
				cells[9] = want[i].Cell(9)
				rows[i] = NewRow(row.Number, cells...)
			}
		} else if len(sheet.NoValue) != 0 {
			t.Errorf("%s: formulas without a result: %v", file, sheet.NoValue)
		}
		if diff := cmp.Diff(want, rows); diff != "" {
			t.Errorf("%s: %s", file, diff)
		}
	}
}

func TestReadWorkbookCells(t *testing.T) {
	day := time.Date(2021, 4, 3, 0, 0, 0, 0, time.UTC)
	for _, test := range []struct {
		name   string
		value  any
		format string
		want   string
	}{
		{"text", "Low", "", "Low"},
		{"text with leading zeros", "00123", "", "00123"},
		{"number", 7, "", "7"},
		{"number with leading zeros", 7, "00000", "00007"},
		{"long number", int64(12345678901234567), "", "1.23456789012346E+16"},
		{"decimal", 2.5, "", "2.5"},
		{"truth", true, "", "TRUE"},
		{"date", day, "dd/mm/yyyy", "2021-04-03"},
		{"American date", day, "mm/dd/yyyy", "2021-04-03"},
		{"date without a day", day, "mmm-yy", "2021-04-03"},
		{"date of a locale", day, `[$-809]d\ mmmm\ yyyy;@`, "2021-04-03"},
		{"date and time", day.Add(9*time.Hour + 30*time.Minute), "dd/mm/yyyy hh:mm", "2021-04-03 09:30:00"},
		{"time of day", 0.5, "hh:mm", "12:00"},
		{"day number in no format", 44289, "", "44289"},
		{"text in a date's format", "31/12/2020", "dd/mm/yyyy", "31/12/2020"},
		{"word in a date's format", "not yet", "dd/mm/yyyy", "not yet"},
		{"money", 3, `"£"#,##0.00`, "£3.00"},
		{"money in red", 3, `[Red]0.00`, "3.00"},
		{"no date in any calendar", -5, "dd/mm/yyyy", "-5"},
	} {
		sheet := readBook(t, book(t, func(f *excelize.File) {
			setRow(t, f, "Sheet1", "A1", "case id", "x")
			setRow(t, f, "Sheet1", "A2", "K1", test.value)
			if test.format != "" {
				setFormat(t, f, "B2", test.format)
			}
		}), ReadOptions{Headers: testHeaders})
		if got := sheet.Rows[0].Cell(1); got != test.want {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
}

// Built-in formats are dates by their number alone.
func TestBuiltInDateFormats(t *testing.T) {
	for id, want := range map[int]string{14: "2021-04-03", 15: "2021-04-03", 17: "2021-04-03", 22: "2021-04-03",
		0: "44289", 1: "44289", 2: "44289.00"} {
		sheet := readBook(t, book(t, func(f *excelize.File) {
			setRow(t, f, "Sheet1", "A1", "case id", "x")
			setRow(t, f, "Sheet1", "A2", "K1", 44289)
			style, err := f.NewStyle(&excelize.Style{NumFmt: id})
			check(t, err)
			check(t, f.SetCellStyle("Sheet1", "B2", "B2", style))
		}), ReadOptions{Headers: testHeaders})
		if got := sheet.Rows[0].Cell(1); got != want {
			t.Errorf("format %d: got %q, want %q", id, got, want)
		}
	}
}

// The days of a spreadsheet, from Excel's own documentation: day 1 is 1 January
// 1900, day 39448 is 1 January 2008 (Microsoft, DATEVALUE and DATE functions).
func TestSpreadsheetDay(t *testing.T) {
	for n, want := range map[int]string{1: "1900-01-01", 59: "1900-02-28", 61: "1900-03-01", 39448: "2008-01-01",
		44196: "2020-12-31", 2958465: "9999-12-31"} {
		if got, ok := SpreadsheetDay(n, false); !ok || got.Format(time.DateOnly) != want {
			t.Errorf("day %d: got %v, %v, want %s", n, got, ok, want)
		}
	}
	if got, ok := SpreadsheetDay(39448-1462, true); !ok || got.Format(time.DateOnly) != "2008-01-01" {
		t.Errorf("1904: got %v, %v", got, ok)
	}
	if got, ok := SpreadsheetDay(2958465, true); ok {
		t.Errorf("1904, after the year 9999: got %v", got)
	}
	for _, n := range []int{0, -1, 2958466} {
		if got, ok := SpreadsheetDay(n, false); ok {
			t.Errorf("day %d: got %v", n, got)
		}
	}
}

// The 1904 calendar is four years and a day later: dates come out as shown, and
// the sheet says which calendar a bare number that stands for a date is of.
func TestDate1904(t *testing.T) {
	yes := true
	data := book(t, func(f *excelize.File) {
		check(t, f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &yes}))
		setRow(t, f, "Sheet1", "A1", "case id", "start date")
		setRow(t, f, "Sheet1", "A2", "K1", 42827)
		setFormat(t, f, "B2", "dd/mm/yyyy")
		setRow(t, f, "Sheet1", "A3", "K2", 42827)
	})
	sheet := readBook(t, data, ReadOptions{Headers: testHeaders})
	if got := shape(sheet); got != "1:case id|start date 2:K1|2021-04-03 3:K2|42827" || !sheet.Date1904 {
		t.Errorf("got %q, 1904 %v", got, sheet.Date1904)
	}
}

func TestStruckRows(t *testing.T) {
	f := func(f *excelize.File) {
		struck, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Strike: true}})
		check(t, err)
		for i, row := range [][]any{{"case id", "gender", "team"}, {"K1", "M", "A"}, {"K2", "F", "A"}, {"K3", "F", "B"}, {"K4", "M", "B"}} {
			setRow(t, f, "Sheet1", fmt.Sprintf("A%d", i+1), row...)
		}
		for _, cells := range [][2]string{{"A1", "C1"}, {"B2", "B2"}, {"A3", "C3"}, {"A5", "B5"}, {"A7", "C7"}} {
			check(t, f.SetCellStyle("Sheet1", cells[0], cells[1], struck))
		}
	}
	sheet := readBook(t, book(t, f), ReadOptions{Headers: testHeaders})
	if diff := cmp.Diff([]int{3, 5}, sheet.Struck); diff != "" {
		t.Error(diff)
	}
	if got := fmt.Sprint(sheet.Warnings); !strings.Contains(got,
		"2 rows are struck through and were read like the others (the first is row 3)") {
		t.Error(got)
	}
}

func TestReadWorkbookSheets(t *testing.T) {
	fill := func(f *excelize.File) {
		for _, name := range []string{"Empty", "Hidden", "Cases", "Other"} {
			_, err := f.NewSheet(name)
			check(t, err)
		}
		check(t, f.DeleteSheet("Sheet1"))
		setRow(t, f, "Hidden", "A1", "case id", "gender")
		setRow(t, f, "Hidden", "A2", "H1", "M")
		check(t, f.SetSheetVisible("Hidden", false))
		check(t, f.MergeCell("Cases", "A1", "C1"))
		setRow(t, f, "Cases", "A1", "Cases of Kent")
		setRow(t, f, "Cases", "A3", "case id", "gender")
		setRow(t, f, "Cases", "A4", "K1", "M")
		setRow(t, f, "Cases", "A6", "K2", "F")
		setRow(t, f, "Cases", "A7", " ", "")
		check(t, f.SetRowVisible("Cases", 6, false))
		setRow(t, f, "Other", "A1", "case id", "gender")
		setRow(t, f, "Other", "A2", "O1", "M")
	}
	data := book(t, fill)
	sheet := readBook(t, data, ReadOptions{Headers: testHeaders})
	if got, want := sheet.Name+" "+shape(sheet), "Cases 3:case id|gender 4:K1|M 6:K2|F"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	var messages []string
	for _, w := range sheet.Warnings {
		messages = append(messages, w.Message+" / "+w.Fix.String())
	}
	want := []string{
		`the sheet "Cases" was read, the first of 2 with text / to read another, name it with the option sheet: "Other"; ` +
			`cases in "Other" were not read: if they belong to this list, copy them below those of "Cases"`,
		"1 hidden row was read like the others (the first is row 6) / if a filter hides cases that are not meant, copy the visible rows to a new sheet",
		"1 blank row was passed over (the first is row 5) / ",
	}
	if diff := cmp.Diff(want, messages); diff != "" {
		t.Error(diff)
	}
	for _, name := range []string{"Other", " other "} {
		if got := shape(readBook(t, data, ReadOptions{Headers: testHeaders, Sheet: name})); got != "1:case id|gender 2:O1|M" {
			t.Errorf("sheet %q: got %q", name, got)
		}
	}
	if got := shape(readBook(t, data, ReadOptions{Headers: testHeaders, Sheet: "Hidden"})); got != "1:case id|gender 2:H1|M" {
		t.Errorf("a hidden sheet that was asked for: got %q", got)
	}
	for name, want := range map[string]string{
		"None":  `list.xlsx: there is no sheet "None" (the sheets are "Empty", "Hidden", "Cases", "Other")`,
		"Empty": `list.xlsx, sheet "Empty": there is no row with any text (check that this is the right file and sheet)`,
	} {
		_, err := Read(bytes.NewReader(data), "list.xlsx", ReadOptions{Headers: testHeaders, Sheet: name})
		if err == nil || err.Error() != want {
			t.Errorf("sheet %q: got %v, want %q", name, err, want)
		}
	}
}

// A page of notes in front of the list is passed over, and the list is read.
func TestSheetsBeforeTheList(t *testing.T) {
	for _, test := range []struct {
		name  string
		notes [][]any
	}{
		{"one cell", [][]any{{"Prepared for the inspection"}}},
		{"cells side by side", [][]any{{"Prepared by", "A. Person"}, {"Date", "2021-06-01"}, {"Version", 3}}},
		{"headers alone", [][]any{{"case id", "gender"}}},
		{"one known header", [][]any{{"case id", "remarks"}, {"K9", "see below"}}},
		{"a title over each row", slices.Repeat([][]any{{"Prepared for the inspection"}}, 2*headRows)},
	} {
		data := book(t, func(f *excelize.File) {
			check(t, f.SetSheetName("Sheet1", "Notes"))
			for i, row := range test.notes {
				setRow(t, f, "Notes", fmt.Sprintf("A%d", i+1), row...)
			}
			_, err := f.NewSheet("List")
			check(t, err)
			setRow(t, f, "List", "A1", "case id", "gender")
			setRow(t, f, "List", "A2", "K1", "M")
		})
		sheet := readBook(t, data, ReadOptions{Headers: testHeaders})
		if got, want := sheet.Name+" "+shape(sheet), "List 1:case id|gender 2:K1|M"; got != want {
			t.Errorf("%s: got %q, want %q", test.name, got, want)
		}
		want := `the sheet "List" was read, the first with headers and rows, of 2 with text; to read another, name it with the option sheet: "Notes"`
		if w := sheet.Warnings; len(w) != 1 || w[0].Message+"; "+w[0].Fix.String() != want {
			t.Errorf("%s: got %v", test.name, w)
		}
	}
}

// A table of headers that nobody knows is one from two columns on, and down to the last row
// that is looked at for its header.
func TestSheetsWithATable(t *testing.T) {
	for lines, want := range map[int]string{0: "Table", headRows - 1: "Table", headRows: "Notes"} {
		data := book(t, func(f *excelize.File) {
			check(t, f.SetSheetName("Sheet1", "Notes"))
			setRow(t, f, "Notes", "A1", "Prepared for the inspection")
			setRow(t, f, "Notes", "A2", "of June")
			_, err := f.NewSheet("Table")
			check(t, err)
			for i := range lines {
				setRow(t, f, "Table", fmt.Sprintf("A%d", i+1), "a title")
			}
			setRow(t, f, "Table", fmt.Sprintf("A%d", lines+1), "alpha", "beta")
			setRow(t, f, "Table", fmt.Sprintf("A%d", lines+2), "1", "2")
		})
		sheet, err := Read(bytes.NewReader(data), "list.xlsx", ReadOptions{Headers: testHeaders})
		name := "Notes"
		if err == nil {
			name = sheet.Name
		}
		if name != want {
			t.Errorf("with %d lines above: read %s, not %s (%v)", lines, name, want, err)
		}
	}
}

// A sheet that goes with the table and is none is passed over without a word, read if it is
// asked for, and read if there is no other.
func TestSheetsAside(t *testing.T) {
	headers := testHeaders
	headers.Aside = []string{"Left"}
	fill := func(f *excelize.File) {
		check(t, f.SetSheetName("Sheet1", "Left"))
		setRow(t, f, "Left", "A1", "case id", "gender", "rosh")
		setRow(t, f, "Left", "A2", "L1", "M", "Low")
	}
	alone := readBook(t, book(t, fill), ReadOptions{Headers: headers})
	both := book(t, func(f *excelize.File) {
		fill(f)
		_, err := f.NewSheet("List")
		check(t, err)
		setRow(t, f, "List", "A1", "case id", "gender")
		setRow(t, f, "List", "A2", "K1", "M")
	})
	list := readBook(t, both, ReadOptions{Headers: headers})
	left := readBook(t, both, ReadOptions{Headers: headers, Sheet: "Left"})
	for _, c := range []struct {
		sheet *Sheet
		want  string
	}{{alone, "L1"}, {list, "K1"}, {left, "L1"}} {
		if got := c.sheet.Rows[0].Cell(0); got != c.want || len(c.sheet.Warnings) > 0 {
			t.Errorf("read %s and not %s, with %v", got, c.want, c.sheet.Warnings)
		}
	}
}

// A formula counts as its stored value. One without a stored value is no blank,
// and the sheet says where it is.
func TestFormulas(t *testing.T) {
	data := book(t, func(f *excelize.File) {
		setRow(t, f, "Sheet1", "A1", "Cases, of which there are", nil)
		setRow(t, f, "Sheet1", "A2", "case id", "gender", "rosh", "note")
		setRow(t, f, "Sheet1", "A3", "K1", "M", "Low", "x")
		setRow(t, f, "Sheet1", "A4", nil, "F", nil, nil)
		for _, cell := range []string{"B1", "A4", "C4", "D4"} {
			check(t, f.SetCellFormula("Sheet1", cell, "A3"))
		}
		setRow(t, f, "Sheet1", "A5", "K3", "M", "Low", 7)
		check(t, f.SetCellFormula("Sheet1", "D5", "3+4")) // keeps the stored value
	})
	list := readBook(t, data, ReadOptions{Headers: testHeaders})
	want := []Cell{{Row: 4, Column: 0}, {Row: 4, Column: 2}, {Row: 4, Column: 3}}
	if diff := cmp.Diff(want, list.NoValue); diff != "" {
		t.Error(diff)
	}
	if got, want := shape(list), "2:case id|gender|rosh|note 3:K1|M|Low|x 4:|F|| 5:K3|M|Low|7"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// archive is a zip file with parts of the given content.
func archive(t *testing.T, parts map[string][]byte) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for name, content := range parts {
		part, err := w.Create(name)
		check(t, err)
		_, err = part.Write(content)
		check(t, err)
	}
	check(t, w.Close())
	return out.Bytes()
}

func TestReadWorkbookRefuses(t *testing.T) {
	good := book(t, func(f *excelize.File) {
		setRow(t, f, "Sheet1", "A1", "case id", "gender")
		setRow(t, f, "Sheet1", "A2", "K1", "M")
	})
	bomb := bytes.Repeat([]byte("<si/>"), 8<<20)
	for _, test := range []struct {
		name string
		data []byte
		want string
	}{
		{"cut off", good[:len(good)/2], "the workbook is damaged"},
		{"a zip archive", archive(t, map[string][]byte{"a.txt": []byte("x")}), "this is a zip archive and no Excel workbook"},
		{"Word", archive(t, map[string][]byte{"[Content_Types].xml": nil, "word/document.xml": nil}), "this is a Word document"},
		{"OpenDocument", archive(t, map[string][]byte{"mimetype": nil, "content.xml": nil}), "this is an OpenDocument file (.ods)"},
		{"binary workbook", archive(t, map[string][]byte{"xl/workbook.bin": nil}), "this is a binary Excel workbook (.xlsb)"},
		{"bomb", archive(t, map[string][]byte{"[Content_Types].xml": nil, "xl/workbook.xml": nil, "xl/sharedStrings.xml": bomb}),
			"the workbook would unpack to far more than any list of cases (save only the sheet with the list, as .xlsx or as CSV)"},
		{"no sheets", archive(t, map[string][]byte{"[Content_Types].xml": []byte("<Types/>"), "xl/workbook.xml": []byte("<workbook/>")}),
			"the workbook is damaged"},
		{"empty workbook", book(t, func(*excelize.File) {}),
			"no visible sheet of the workbook has any text (the sheets are \"Sheet1\"; choose one with the option sheet)"},
		{"a stray &", withXML(t, []byte(`<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row><row r="2"><c r="A2" t="str"><v>R & D</v></c></row></sheetData></worksheet>`)),
			`list.xlsx, sheet "Sheet1", row 2: the workbook is damaged: a stray & in xl/worksheets/sheet1.xml (open it in Excel and save it again, as .xlsx or as CSV)`},
		{"a stray & far below", withXML(t, []byte(`<worksheet><sheetData>`+
			strings.Repeat(`<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row>`, 900)+
			`<row><c t="str"><v>R & D</v></c></row></sheetData></worksheet>`)),
			`list.xlsx, sheet "Sheet1", row 901: the workbook is damaged: a stray & in xl/worksheets/sheet1.xml (open it in Excel and save it again, as .xlsx or as CSV)`},
		{"formulas without results", withXML(t,
			[]byte(`<worksheet><sheetData><row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row>`+
				strings.Repeat("<row>"+strings.Repeat("<c><f/></c>", 800)+"</row>", 1251)+`</sheetData></worksheet>`)),
			`list.xlsx, sheet "Sheet1", row 1252: more than 1000000 formulas were saved without their results (open the workbook in Excel, let it calculate, and save it)`},
		{"a cell far to the right", book(t, func(f *excelize.File) { check(t, f.SetCellStr("Sheet1", "ALM1", "x")) }),
			`list.xlsx, sheet "Sheet1", row 1: there are more than 1000 columns`},
	} {
		_, err := Read(bytes.NewReader(test.data), "list.xlsx", ReadOptions{Headers: testHeaders})
		if err == nil || !strings.HasPrefix(err.Error(), test.want) && !strings.HasPrefix(err.Error(), "list.xlsx: "+test.want) {
			t.Errorf("%s: got %v, want %q", test.name, err, test.want)
		}
	}
}

// A part that is large and packed no closer than Excel packs is no reason to refuse a
// workbook, and neither is a list of parts that is missing.
func TestReadWorkbookWithOtherParts(t *testing.T) {
	data := book(t, func(f *excelize.File) {
		setRow(t, f, "Sheet1", "A1", "case id", "gender")
		setRow(t, f, "Sheet1", "A2", "K1", "M")
	})
	from, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	check(t, err)
	var out bytes.Buffer
	to := zip.NewWriter(&out)
	for _, part := range from.File {
		if part.Name != "[Content_Types].xml" {
			check(t, to.Copy(part))
		}
	}
	picture, err := to.CreateHeader(&zip.FileHeader{Name: "xl/media/image1.bmp", Method: zip.Store})
	check(t, err)
	_, err = picture.Write(make([]byte, bombSize+1))
	check(t, err)
	check(t, to.Close())
	if got := shape(readBook(t, out.Bytes(), ReadOptions{Headers: testHeaders})); got != "1:case id|gender 2:K1|M" {
		t.Error(got)
	}
}

// A count is what it is, whatever its format shows; halves are shown as spreadsheets do.
func TestValuesOfNumbers(t *testing.T) {
	data := book(t, func(f *excelize.File) {
		setRow(t, f, "Sheet1", "A1", "question", "yes", "of", "percent")
		setRow(t, f, "Sheet1", "A2", "q", 12.6, 13, 0.575)
		setRow(t, f, "Sheet1", "A3", "q", 2000, 20, 0.285)
		for cell, format := range map[string]string{"B2": "0", "C2": "0.00", "D2": "0%", "B3": "#,##0", "D3": "0%"} {
			style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &format})
			check(t, err)
			check(t, f.SetCellStyle("Sheet1", cell, cell, style))
		}
	})
	for _, values := range []bool{false, true} {
		list := readBook(t, data, ReadOptions{Values: values})
		for i, want := range [][2][]string{
			{{"q", "13", "13.00", "58%"}, {"q", "12.6", "13", "0.575"}},
			{{"q", "2,000", "20", "29%"}, {"q", "2000", "20", "0.285"}},
		} {
			var got []string
			for column := range list.Header {
				got = append(got, list.Value(list.Rows[i], column))
			}
			if shown := want[0]; !slices.Equal(list.Rows[i].Cells(), shown) || !values && !slices.Equal(got, shown) ||
				values && !slices.Equal(got, want[1]) {
				t.Errorf("values %t, row %d: %q, of value %q", values, i, list.Rows[i].Cells(), got)
			}
		}
	}
}

// A number is told from a text that looks like one, cell by cell.
func TestNumbersAreToldFromTexts(t *testing.T) {
	s := readBook(t, book(t, func(f *excelize.File) {
		setRow(t, f, "Sheet1", "A1", "id", "gender")
		for i := range 200 {
			var id any = 1000 + i
			if i%3 == 0 {
				id = fmt.Sprint(1000 + i)
			}
			setRow(t, f, "Sheet1", fmt.Sprintf("A%d", i+2), id, "F")
		}
	}), ReadOptions{Headers: testHeaders})
	for i, row := range s.Rows {
		if row.Cell(0) != fmt.Sprint(1000+i) || s.IsNumber(row, 0) != (i%3 > 0) || s.IsNumber(row, 1) {
			t.Errorf("row %d, %q: a number: %v", row.Number, row.Cell(0), s.IsNumber(row, 0))
		}
	}
}

// Headers and titles may be hidden; a row below them is said to be, with the first of them.
func TestHiddenRows(t *testing.T) {
	for last, want := range map[int]string{2: "", 3: "1 hidden row was read like the others (the first is row 3)",
		5: "2 hidden rows were read like the others (the first is row 3)"} {
		sheet := readBook(t, book(t, func(f *excelize.File) {
			setRow(t, f, "Sheet1", "A1", "Cases of Kent")
			setRow(t, f, "Sheet1", "A2", "case id", "gender")
			for i, id := range []string{"K1", "", "K3", "K4"} { // row 4 has no text
				setRow(t, f, "Sheet1", fmt.Sprintf("A%d", 3+i), id, "")
			}
			for row := 1; row <= last; row++ {
				check(t, f.SetRowVisible("Sheet1", row, false))
			}
		}), ReadOptions{Headers: testHeaders})
		got := ""
		if len(sheet.Warnings) > 0 && sheet.Warnings[0].Code == "hidden-rows" {
			got = sheet.Warnings[0].Message
		}
		if got != want {
			t.Errorf("rows 1 to %d: %q, want %q", last, got, want)
		}
	}
}

// A workbook that would unpack to more than 512 MB, or more than 200 times what it is from 16 MB
// on, is refused, and up to there it is not.
func TestCheckArchiveBounds(t *testing.T) {
	const mb = 1 << 20
	for _, test := range []struct {
		sizes [][2]uint64 // unpacked and packed
		ok    bool
	}{
		{[][2]uint64{{512 * mb, 16 * mb}}, true},
		{[][2]uint64{{512*mb + 1, 16 * mb}}, false},
		{[][2]uint64{{256 * mb, 8 * mb}, {256 * mb, 8 * mb}}, true},
		{[][2]uint64{{256 * mb, 8 * mb}, {256*mb + 1, 8 * mb}}, false},
		{[][2]uint64{{16 * mb, 0}}, true},
		{[][2]uint64{{16*mb + 1, 1}}, false},
		{[][2]uint64{{201 * mb, mb}}, false},
		{[][2]uint64{{201*mb - 1, mb}}, true}, // the ratio is rounded down
	} {
		archive := &zip.Reader{File: []*zip.File{{FileHeader: zip.FileHeader{Name: "xl/workbook.xml"}}}}
		for _, size := range test.sizes {
			archive.File = append(archive.File,
				&zip.File{FileHeader: zip.FileHeader{UncompressedSize64: size[0], CompressedSize64: size[1]}})
		}
		if err := newBuilder("a.xlsx", Headers{}).checkArchive(archive); (err == nil) != test.ok {
			t.Errorf("%v: %v", test.sizes, err)
		}
	}
}

// Formulas without results are problems of the columns that are used, and none where no column is.
func TestUncalculated(t *testing.T) {
	s := &Sheet{File: "a.xlsx", Name: "List", Header: []string{"id", "sex"},
		NoValue: []Cell{{Row: 2, Column: 1}, {Row: 3, Column: 0}, {Row: 3, Column: 2}}}
	problem := Problem{File: "a.xlsx", Sheet: "List", Row: 2, Column: "sex",
		Message: "the formula in this cell was saved without its result",
		Fix:     "open the workbook in Excel, let it calculate, and save it"}
	if diff := cmp.Diff(Problems{problem}, s.Uncalculated(func(column int) bool { return column > 0 })); diff != "" {
		t.Error(diff)
	}
}

// A formula without a result is one of a row below the header.
func TestNoValueInTheHeader(t *testing.T) {
	sheet := readBook(t, withXML(t, []byte(`<worksheet><sheetData><row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c><f/></c></row>`+
		`<row><c t="s"><v>3</v></c><c><f/></c></row></sheetData></worksheet>`)), ReadOptions{Headers: testHeaders})
	if diff := cmp.Diff([]Cell{{Row: 2, Column: 1}}, sheet.NoValue); diff != "" {
		t.Error(diff)
	}
}
