package caselist

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/xuri/excelize/v2"

	"onecase/sample/sheet"
)

// withXML is a workbook whose sheet has that XML, and five texts for its cells.
func withXML(t testing.TB, xml []byte) []byte {
	const part = "xl/worksheets/sheet1.xml"
	return book(t, func(f *excelize.File) {
		setRow(t, f, "Sheet1", "A1", "case id", "gender", "start", "K1", "M")
		f.Sheet.Delete(part)
		f.Pkg.Store(part, xml)
	})
}

// FuzzClean cleans what can be read, of CSV files and workbooks: every row of it is
// a case or an exclusion. What begins as XML is the sheet of a workbook, which random
// bytes of a zip archive would never reach.
func FuzzClean(f *testing.F) {
	for _, seed := range []string{
		"id,sex\n1,M\n", "sep=;\nid;sex\n1;M\n", "id,a\n1,\"x\ny\"\n\n2,b\n", "case id\tgender\nK\tJos\xe9\n",
		"case_id,disposal,gender,rosh,safety,start_date\nA,RO,M,Low,Med,31/12/2020\n", "CRN,a\nX1,b,c\n", "id,a\n1,5\" b\n", "a\rb\rc",
		`<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>x</t></is></c></row><row r="9"><c r="B9" s="1"><f>A1</f></c></row></sheetData></worksheet>`,
		`<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>2</v></c></row><row r="2"><c r="A2" t="s"><v>3</v></c><c r="B2"><v>44196</v></c></row></sheetData><mergeCells><mergeCell ref="A2:B3"/></mergeCells></worksheet>`,
		`<worksheet><sheetData><row><c><v>1</v></c></row><row r="3"><c r="XFD3"><v>1</v></c></row></sheetData></worksheet>`,
		`<worksheet><sheetData><row r="5"/><row r="2"><c r="A2" t="e"><v>#N/A</v></c></row></sheetData></worksheet>`,
	} {
		f.Add([]byte(seed))
	}
	for _, file := range []string{"openpyxl.xlsx", "libreoffice.xlsx"} {
		whole, err := os.ReadFile(filepath.Join("../sheet/testdata", file))
		check(f, err)
		f.Add(whole)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if bytes.HasPrefix(data, []byte("<")) {
			data = withXML(t, data)
		}
		list, err := sheet.Read(bytes.NewReader(data), "list", sheet.ReadOptions{Headers: Headers})
		if err != nil {
			return
		}
		r, _ := Clean(list, CleanOptions{Groups: kentGroups, AsOf: date("2021-06-21"), SkipProblems: true})
		if r.Rows != len(r.Frame.Cases)+len(r.Exclusions) {
			t.Fatalf("%d rows, %d cases, %d exclusions", r.Rows, len(r.Frame.Cases), len(r.Exclusions))
		}
	})
}
