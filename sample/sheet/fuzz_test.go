package sheet

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// checkSheet holds what every sheet promises, whatever the file.
func checkSheet(t *testing.T, s *Sheet) {
	t.Helper()
	if s.HeaderRow < 1 || len(s.Rows)+len(s.Problems) == 0 {
		t.Fatalf("header in row %d, %d rows", s.HeaderRow, len(s.Rows))
	}
	last := s.HeaderRow
	for _, row := range s.Rows {
		if len(row.Cells()) != len(s.Header) || row.Number <= last {
			t.Fatalf("row %d after %d has %d cells of %d", row.Number, last, len(row.Cells()), len(s.Header))
		}
		last = row.Number
		for _, c := range row.Cells() {
			if !utf8.ValidString(c) {
				t.Fatalf("row %d: %q is not UTF-8", row.Number, c)
			}
		}
	}
}

func FuzzCSV(f *testing.F) {
	for _, seed := range []string{
		"id,sex\n1,M\n", "sep=;\nid;sex\n1;M\n", "\xff\xfei\x00d\x00", "id\n\"a", "id,a\n1,\"x\ny\"\n\n2,b\n",
		"case id\tgender\nK\tJos\xe9\n",
		"case_id,disposal,gender,rosh,safety,start_date\nA,RO,M,Low,Med,31/12/2020\n", "CRN,a\nX1,b,c\n", "id,a\n1,5\" b\n", "a\rb\rc",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := Read(bytes.NewReader(data), "list.csv", ReadOptions{Headers: testHeaders})
		if err != nil {
			if s != nil || err.Error() == "" {
				t.Fatalf("got %v and error %q", s, err)
			}
			return
		}
		checkSheet(t, s)
	})
}

// withXML is a workbook whose sheet has that XML, and five texts for its cells.
func withXML(t testing.TB, xml []byte) []byte {
	const part = "xl/worksheets/sheet1.xml"
	return book(t, func(f *excelize.File) {
		setRow(t, f, "Sheet1", "A1", "case id", "gender", "start", "K1", "M")
		f.Sheet.Delete(part)
		f.Pkg.Store(part, xml)
	})
}

// FuzzXLSX changes the XML of a sheet, which random bytes of a zip archive
// would never reach.
func FuzzXLSX(f *testing.F) {
	for _, file := range []string{"openpyxl.xlsx", "libreoffice.xlsx"} {
		whole, err := os.ReadFile(filepath.Join("testdata", file))
		check(f, err)
		f.Add(whole)
	}
	for _, seed := range []string{
		`<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>x</t></is></c></row><row r="9"><c r="B9" s="1"><f>A1</f></c></row></sheetData></worksheet>`,
		`<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>2</v></c></row><row r="2"><c r="A2" t="s"><v>3</v></c><c r="B2"><v>44196</v></c></row></sheetData><mergeCells><mergeCell ref="A2:B3"/></mergeCells></worksheet>`,
		`<worksheet><sheetData><row><c><v>1</v></c></row><row r="3"><c r="XFD3"><v>1</v></c></row></sheetData></worksheet>`,
		`<worksheet><sheetData><row r="5"/><row r="2"><c r="A2" t="e"><v>#N/A</v></c></row></sheetData></worksheet>`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if !bytes.HasPrefix(data, []byte("PK")) {
			data = withXML(t, data)
		}
		s, err := Read(bytes.NewReader(data), "list.xlsx", ReadOptions{Headers: testHeaders})
		if err != nil {
			return
		}
		checkSheet(t, s)
	})
}
