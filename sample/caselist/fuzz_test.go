package caselist

import (
	"archive/zip"
	"bytes"
	"onecase/sample/sheet"
	"os"
	"path/filepath"
	"testing"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// checkSheet holds what every sheet promises, whatever the file.
func checkSheet(t *testing.T, s *sheet.Sheet) {
	t.Helper()
	if s.HeaderRow < 1 || len(s.Rows)+len(s.Problems) == 0 {
		t.Fatalf("header in row %d, %d rows", s.HeaderRow, len(s.Rows))
	}
	last := s.HeaderRow
	for _, row := range s.Rows {
		if len(row.Cells) != len(s.Header) || row.Number <= last {
			t.Fatalf("row %d after %d has %d cells of %d", row.Number, last, len(row.Cells), len(s.Header))
		}
		last = row.Number
		for _, c := range row.Cells {
			if !utf8.ValidString(c) {
				t.Fatalf("row %d: %q is not UTF-8", row.Number, c)
			}
		}
	}
	r, _ := Clean(s, CleanOptions{Groups: kentGroups, AsOf: date("2021-06-21"), SkipProblems: true})
	if r.Rows != len(r.Frame.Cases)+len(r.Exclusions) {
		t.Fatalf("%d rows, %d cases, %d exclusions", r.Rows, len(r.Frame.Cases), len(r.Exclusions))
	}
}

func FuzzCSV(f *testing.F) {
	for _, seed := range []string{
		"id,sex\n1,M\n", "sep=;\nid;sex\n1;M\n", "\xff\xfei\x00d\x00", "id\n\"a", "id,a\n1,\"x\ny\"\n\n2,b\n", "case id\tgender\nK\tJos\xe9\n",
		"case_id,disposal,gender,rosh,safety,start_date\nA,RO,M,Low,Med,31/12/2020\n", "CRN,a\nX1,b,c\n", "id,a\n1,5\" b\n", "a\rb\rc",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := Read(bytes.NewReader(data), "list.csv", ReadOptions{Headers: Headers})
		if err != nil {
			if s != nil || err.Error() == "" {
				t.Fatalf("got %v and error %q", s, err)
			}
			return
		}
		checkSheet(t, s)
	})
}

// FuzzXLSX changes the XML of a sheet, which random bytes of a zip archive
// would never reach.
func FuzzXLSX(f *testing.F) {
	base := book(f, func(b *excelize.File) {
		setRow(f, b, "Sheet1", "A1", "case id", "gender", "start")
		setRow(f, b, "Sheet1", "A2", "K1", "M", 44196)
	})
	const part = "xl/worksheets/sheet1.xml"
	archive, err := zip.NewReader(bytes.NewReader(base), int64(len(base)))
	check(f, err)
	for _, file := range []string{"openpyxl.xlsx", "libreoffice.xlsx"} {
		whole, err := os.ReadFile(filepath.Join("testdata", file))
		check(f, err)
		f.Add(whole)
	}
	f.Add([]byte(`<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>x</t></is></c></row><row r="9"><c r="B9" s="1"><f>A1</f></c></row></sheetData></worksheet>`))
	f.Add([]byte(`<worksheet><sheetData><row><c><v>1</v></c></row><row r="3"><c r="XFD3"><v>1</v></c></row></sheetData></worksheet>`))
	f.Add([]byte(`<worksheet><sheetData><row r="5"/><row r="2"><c r="A2" t="e"><v>#N/A</v></c></row></sheetData></worksheet>`))
	f.Fuzz(func(t *testing.T, content []byte) {
		data := content
		if !bytes.HasPrefix(content, []byte("PK")) {
			var out bytes.Buffer
			w := zip.NewWriter(&out)
			for _, p := range archive.File {
				if p.Name == part {
					one, err := w.Create(part)
					check(t, err)
					_, err = one.Write(content)
					check(t, err)
					continue
				}
				check(t, w.Copy(p))
			}
			check(t, w.Close())
			data = out.Bytes()
		}
		s, err := Read(bytes.NewReader(data), "list.xlsx", ReadOptions{Headers: Headers})
		if err != nil {
			return
		}
		checkSheet(t, s)
	})
}
