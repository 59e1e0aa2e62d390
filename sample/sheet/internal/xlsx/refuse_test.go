package xlsx

import (
	"archive/zip"
	"bytes"
	"errors"
	"strings"
	"testing"
)

// What is wrong with a sheet is said with its row.
func TestDamagedRows(t *testing.T) {
	for _, test := range []struct {
		rows, want string
		row        int
	}{
		{`<row r="1"><c r="A1"><v>1 & 2</v></c></row>`, "a stray &", 1},
		{`<row r="3"><c r="A3"><v>&eacute;</v></c></row>`, "a stray &", 3},
		{`<row r="3"><c r="A3"><v>&#11;</v></c></row>`, "a stray &", 3},
		{"<row r=\"3\"><c r=\"A3\"><v>a\x0bb</v></c></row>", "a character that XML does not allow", 3},
		{"<row r=\"3\"><c r=\"A3\"><v>a\xffb</v></c></row>", "a character that XML does not allow", 3},
		{"<row r=\"3\"><c r=\"A3\"><v>a\ufffeb</v></c></row>", "a character that XML does not allow", 3},
		{`<row r="3"><c r="A3"><v>a < b</v></c></row>`, "a stray <", 3},
		{`<row r="3"><c r="A3"><v>a]]>b</v></c></row>`, "a stray ]]>", 3},
		{`<row r="3"><c r="A3"><v>1</c></v></row>`, "a </c> that ends nothing", 3},
		{`<row r="3"><c r="A3" r="B3"><v>1</v></c></row>`, "a repeated attribute", 3},
		{`<row r="3"><c r=A3><v>1</v></c></row>`, "an attribute that is not in quotation marks", 3},
		{`<row r="3"><c r="A3"t="n"><v>1</v></c></row>`, "a tag with a stray character", 3},
		{`<row r="3"><!-- a -- b --></row>`, "a stray -- in a comment", 3},
		{`<row r="3"/><!DOCTYPE x>`, "a document type", 3},
		{`<row r="3"/><?xml version="1.0"?>`, "a misplaced <?", 3},
		{`<row r="3"/>text`, "text between elements", 3},
		{`<row r="3"/><c/>`, "a misplaced <c>", 3},
		{`<row r="3"><v/></row>`, "a misplaced <v>", 3},
		{`<row r="3"><c><is/></c></row>`, "a misplaced <is>", 3},
		{`<row r="3"><c><v>1</v><v>2</v></c></row>`, "a misplaced <v>", 3},
		{`<row r="3"><c><v>1<b/></v></c></row>`, "a <b> inside a text", 3},
		{`<row r="3"/><row r="2"/>`, "row 2 below row 3", 3},
		{`<row r="3"/><row r="3"/>`, "row 3 below row 3", 3},
		{`<row r="3"/><row r="9000000000000000000"/>`, `a row numbered "9000000000000000000"`, 3},
		{`<row r="1048577"/>`, `a row numbered "1048577"`, 0},
		{`<row r="-1"/>`, `a row numbered "-1"`, 0},
		{`<row r="1048576"/><row/>`, `a row numbered`, 1048576},
		{`<row r="3"><c r="B3"/><c r="A3"/></row>`, `a cell at "A3"`, 3},
		{`<row r="3"><c r="B3"/><c r="B3"/></row>`, `a cell at "B3"`, 3},
		{`<row r="3"><c r="A4"/></row>`, `a cell at "A4"`, 3},
		{`<row r="3"><c r="XFE3"/></row>`, `a cell at "XFE3"`, 3},
		{`<row r="3"><c r="XFD3"/><c/></row>`, `a cell at ""`, 3},
		{`<row r="3"><c s="x"/></row>`, `a cell at "" in style "x"`, 3},
		{`<row r="3"><c t="q"><v>1</v></c></row>`, `a cell of the kind "q"`, 3},
		{`<row r="3"><c t="s"><v>3</v></c></row>`, `a cell with the shared text "3", which is not there,`, 3},
		{`<row r="3"><c t="s"><v>-1</v></c></row>`, `a cell with the shared text "-1", which is not there,`, 3},
		{`</sheetData><sheetData>`, "no table of cells, or two,", 0},
		{`</sheetData><mergeCells><mergeCell ref="A1:B"/></mergeCells><sheetData>`, "merged cells without a place", 0},
		{strings.Repeat("<row>", 300), "a misplaced <row>", 1},
		{`<row r="1"><extLst>` + strings.Repeat("<a>", 300), "a misplaced <a>", 1},
		{`<row r="1"><extLst>` + strings.Repeat("a", maxToken), "a tag or text of more than 1 MB", 1},
	} {
		_, _, err := readAll(pack(t, parts(), `<worksheet><sheetData>`+test.rows+`</sheetData></worksheet>`))
		damage, ok := errors.AsType[*Error](err)
		if want := test.want + " in xl/worksheets/sheet1.xml"; !ok ||
			damage.Error() != want && !strings.HasPrefix(damage.Error(), test.want) || damage.Row != test.row {
			t.Errorf("%.60s: got %v, want %q in row %d", test.rows, err, want, test.row)
		}
	}
}

func TestDamagedParts(t *testing.T) {
	for _, test := range []struct{ part, content, want string }{
		{"xl/workbook.xml", "", "a cut-off end in xl/workbook.xml"},
		{"xl/workbook.xml", "<workbook/>", "no list of sheets in xl/workbook.xml"},
		{"xl/workbook.xml", "<workbook>", "a cut-off end in xl/workbook.xml"},
		{"xl/workbook.xml", "<workbook/><workbook/>", "a misplaced <workbook> in xl/workbook.xml"},
		{"xl/workbook.xml", "<workbook/>x", "text outside of the outermost element in xl/workbook.xml"},
		{"xl/workbook.xml", "<workbook>x</workbook>", "text between elements in xl/workbook.xml"},
		{"xl/workbook.xml", "<workbook><!----></workbook>", "no list of sheets in xl/workbook.xml"},
		{"xl/workbook.xml", "<workbook><!-----></workbook>", "a stray -- in a comment in xl/workbook.xml"},
		{"xl/_rels/workbook.xml.rels", "<Relationships/>", `nothing for the sheet "S"`},
		{"xl/styles.xml", `<?xml version="1.0" encoding="UTF-16"?><styleSheet/>`, "another encoding than UTF-8 in xl/styles.xml"},
		{"xl/styles.xml", `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="` + strings.Repeat("0", 256) +
			`"/></numFmts></styleSheet>`,
			"a number format of 256 characters, more than Excel's 255, in xl/styles.xml"},
		{"xl/styles.xml", "\xff\xfe<\x00a\x00/\x00>\x00\x00\xd8<\x00", "a character that XML does not allow in xl/styles.xml"},
		{"xl/styles.xml", "\xff\xfe<\x00a\x00/\x00>\x00 ", "a character that XML does not allow in xl/styles.xml"},
		{"xl/styles.xml", "<styleSheet><fonts>" + strings.Repeat("<font/>", maxListed+1) + "</fonts></styleSheet>",
			"more than 65536 fonts in xl/styles.xml"},
		{"xl/styles.xml", "<styleSheet><cellXfs>" + strings.Repeat("<xf/>", maxListed+1) + "</cellXfs></styleSheet>",
			"more than 65536 styles of cells in xl/styles.xml"},
		{"xl/workbook.xml", "<workbook><sheets>" + strings.Repeat("<sheet/>", maxListed+1) + "</sheets></workbook>",
			"more than 65536 sheets in xl/workbook.xml"},
		{"xl/_rels/workbook.xml.rels", "<a>" + strings.Repeat("<Relationship/>", maxListed+1) + "</a>",
			"more than 65536 relations in xl/_rels/workbook.xml.rels"},
		{"xl/sharedStrings.xml", "<sst>" + strings.Repeat("<si><t>"+strings.Repeat("a", 1<<19)+"</t></si>", 113) +
			"</sst>", "more than 4194304 texts, or 56 MB of them, in xl/sharedStrings.xml"},
		{"xl/sharedStrings.xml", "<sst><si><t>a & b</t></si></sst>", "a stray & in xl/sharedStrings.xml"},
		{"xl/worksheets/sheet1.xml", "<sheet/>", "<sheet> in place of a sheet in xl/worksheets/sheet1.xml"},
		{"xl/worksheets/sheet1.xml", "<worksheet/>", "no table of cells, or two, in xl/worksheets/sheet1.xml"},
		{"XL/Worksheets\\Sheet1.xml", goodSheet, "two parts named xl/worksheets/sheet1.xml"},
	} {
		changed := parts()
		changed["xl/worksheets/sheet1.xml"] = goodSheet
		changed[test.part] = test.content
		if _, _, err := readAll(pack(t, changed, "")); err == nil || !strings.HasPrefix(err.Error(), test.want) {
			t.Errorf("%s %.40s: got %v, want %q", test.part, test.content, err, test.want)
		}
	}
}

// A part that unpacks to another length than the archive says is refused, or to
// other bytes, or not at all.
func TestDamagedArchive(t *testing.T) {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for name, content := range parts() {
		part, err := w.Create(name)
		check(t, err)
		_, err = part.Write([]byte(content))
		check(t, err)
	}
	part, err := w.Create("xl/worksheets/sheet1.xml")
	check(t, err)
	_, err = part.Write([]byte(goodSheet))
	check(t, err)
	check(t, w.Close())
	good := out.Bytes()
	if _, _, err := readAll(good); err != nil {
		t.Fatal(err)
	}
	entry := bytes.LastIndex(good, []byte("PK\x01\x02"))    // of the sheet in the central directory
	at := bytes.LastIndex(good, []byte("PK\x03\x04")) + 200 // in the packed sheet
	for name, change := range map[string]struct{ at, by int }{
		"checksum": {entry + 16, 1}, "packed size": {entry + 20, -1}, "larger": {entry + 24, -1},
		"smaller": {entry + 24, 1}, "content": {at, 1},
	} {
		bad := bytes.Clone(good)
		bad[change.at] += byte(change.by)
		if _, _, err := readAll(bad); err == nil || !strings.HasSuffix(err.Error(), " in xl/worksheets/sheet1.xml") {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

// A chart is no table, and a sheet may refer to any case of its part's name.
func TestSheetsThatAreNoTables(t *testing.T) {
	rows, _, err := readAll(pack(t, parts(), `<chartsheet><drawing/></chartsheet>`))
	if err != nil || len(rows) > 0 {
		t.Errorf("got %v, %v", rows, err)
	}
}
