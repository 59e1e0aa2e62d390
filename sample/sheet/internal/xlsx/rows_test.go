package xlsx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/unicode"
)

// parts are those of a small workbook but for its sheet.
func parts() map[string]string {
	return map[string]string{
		"_rels/.rels":                `<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml":            `<workbook xmlns:r="r"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="r1" Type=".../worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type=".../styles" Target="/xl/styles.xml"/></Relationships>`,
		"xl/styles.xml":              `<styleSheet><fonts><font><sz val="11"/></font><font><b/><strike/></font><font><strike val="0"/></font></fonts><numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/><numFmt numFmtId="165" formatCode="00000"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164" fontId="1"/><xf numFmtId="165" fontId="1"/><xf fontId="2"/><xf fontId="9"/></cellXfs></styleSheet>`,
		"xl/sharedStrings.xml":       `<sst><si><t>case id</t></si><si><r><t>gen</t></r><rPh><t>x</t></rPh><r><t>der</t></r></si><si><t xml:space="preserve"> K1 </t></si></sst>`,
	}
}

// pack writes the parts of a workbook, with that sheet where there is one.
func pack(tb testing.TB, parts map[string]string, sheet string) []byte {
	tb.Helper()
	if sheet != "" {
		parts["xl/worksheets/sheet1.xml"] = sheet
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for name, content := range parts {
		part, err := w.CreateHeader(&zip.FileHeader{Name: name}) // stored, which is quicker
		check(tb, err)
		_, err = io.WriteString(part, content)
		check(tb, err)
	}
	check(tb, w.Close())
	return out.Bytes()
}

// readAll reads the first sheet of a workbook.
func readAll(data []byte) (list []Row, merged []Area, err error) {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, nil, err
	}
	book, err := Open(archive)
	if err != nil {
		return nil, nil, err
	}
	rows := book.Rows(book.Sheets[0])
	for row, err := range rows.All() {
		if err != nil {
			return nil, nil, err
		}
		kept := *row
		kept.Cells, kept.Numbers = append([]string{}, row.Cells...), append([]int(nil), row.Numbers...)
		list = append(list, kept)
	}
	return list, rows.Merged, nil
}

const goodSheet = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="s" xmlns:r="r"><dimension ref="A1:D9"/><sheetData>
<row r="1" spans="1:4"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="inlineStr"><is><t>start &amp; end</t></is></c><c r="D1" t="str"><v>x&#233;</v></c></row>
<row r="2" hidden="1"><c r="A2" t="s"><v>2</v></c><c r="C2" s="1"><v>44289</v></c><c r="D2" s="2"><f>A1</f><v>7</v></c></row>
<row r="4"><c r="A4" s="4" t="b"><v>1</v></c><c t="e"><v>#N/A</v></c><c r="D4"><f>B1</f></c></row>
<row><c><v>1.50</v></c><c t="str"><f>""</f><v></v></c><c s="1"/><c t="str"><f>""</f></c><c t="inlineStr"><v>1</v><is><t>one</t></is></c></row>
<row r="9"><c r="B9" s="3" t="inlineStr"><is><r><t>a_x0041_</t></r><r><t><![CDATA[<b>]]></t></r></is></c></row>
</sheetData><mergeCells count="2"><mergeCell ref="A4:B5"/><mergeCell ref="A9:A9"/></mergeCells></worksheet>`

func TestRows(t *testing.T) {
	want := []Row{
		{Number: 1, Cells: []string{"case id", "gender", "start & end", "xé"}},
		{Number: 2, Hidden: true, Struck: true, Cells: []string{" K1 ", "", "2021-04-03", "00007"}, Numbers: []int{2, 3}},
		{Number: 4, Cells: []string{"TRUE", "#N/A"}, NoValue: []int{3}},
		{Number: 5, Cells: []string{"1.5", "", "", "", "one"}, NoValue: []int{3}, Numbers: []int{0}},
		{Number: 9, Cells: []string{"", "aA<b>"}},
	}
	prefixed := strings.NewReplacer("</", "</x:", "<?", "<?", "<!", "<!", "<", "<x:").Replace(goodSheet)
	for name, sheet := range map[string]string{
		"plain": goodSheet, "with prefixes": strings.Replace(prefixed, "<x:b>", "<b>", 1), "byte order mark": "\ufeff" + goodSheet,
		"UTF-16 LE":             wide(t, goodSheet, unicode.LittleEndian, unicode.UseBOM),
		"UTF-16 BE":             wide(t, goodSheet, unicode.BigEndian, unicode.UseBOM),
		"UTF-16 without a mark": wide(t, goodSheet, unicode.BigEndian, unicode.IgnoreBOM),
		"line ends":             strings.ReplaceAll(goodSheet, "\n", "\r\n"),
		"comments":              strings.ReplaceAll(goodSheet, "<v>", "<!-- <v> --><v><?p ?>"),
	} {
		got, merged, err := readAll(pack(t, parts(), sheet))
		check(t, err)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		if diff := cmp.Diff([]Area{{Left: 0, Right: 1, Top: 4, Bottom: 5}}, merged); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// wide is the XML in UTF-16.
func wide(tb testing.TB, xml string, order unicode.Endianness, mark unicode.BOMPolicy) string {
	text, err := unicode.UTF16(order, mark).NewEncoder().String(strings.Replace(xml, "UTF-8", "UTF-16", 1))
	check(tb, err)
	return text
}

// byLibrary reads the rows of a sheet with encoding/xml, and says whether all of
// it is well-formed.
func byLibrary(sheet string) (list []Row, ok bool) {
	book := &Workbook{formats: []*format{newFormat(""), newFormat("dd/mm/yyyy"),
		newFormat("00000")}, texts: []string{"case id", "gender", " K1 "}}
	r := &Rows{book: book}
	var path []string
	var row *Row
	var style, filled, struck int
	var formula, valued, rich bool
	d := xml.NewDecoder(strings.NewReader(sheet))
	for {
		token, err := d.Token()
		if err != nil {
			return list, err == io.EOF && len(path) == 0
		}
		switch token := token.(type) {
		case xml.StartElement:
			path = append(path, token.Name.Local)
			at := map[string]string{}
			for _, a := range token.Attr {
				if a.Name.Space == "" {
					at[a.Name.Local] = a.Value
				}
			}
			switch strings.Join(path, "/") {
			case "worksheet/sheetData/row":
				number := 1
				if len(list) > 0 {
					number = list[len(list)-1].Number + 1
				}
				if at["r"] != "" {
					fmt.Sscan(at["r"], &number)
				}
				list = append(list, Row{Number: number, Hidden: isTrue([]byte(at["hidden"])), Cells: []string{}})
				row, r.column = &list[len(list)-1], -1
				filled, struck = 0, 0
			case "worksheet/sheetData/row/c":
				if r.column++; at["r"] != "" {
					r.column, _, _ = parsePlace([]byte(at["r"]))
				}
				r.kind, r.value, style, formula, valued, rich = []byte(at["t"]), nil, 0, false, false, false
				fmt.Sscan(at["s"], &style)
			case "worksheet/sheetData/row/c/f":
				formula = true
			case "worksheet/sheetData/row/c/v":
				valued = true
			case "worksheet/sheetData/row/c/is":
				r.value, rich = nil, true
			}
		case xml.CharData:
			switch strings.TrimPrefix(strings.Join(path, "/"), "worksheet/sheetData/row/c/") {
			case "v":
				if !rich {
					r.value = append(r.value, token...)
				}
			case "is/t", "is/r/t":
				r.value = append(r.value, token...)
			}
		case xml.EndElement:
			if strings.Join(path, "/") == "worksheet/sheetData/row/c" {
				if string(r.kind) == "inlineStr" {
					r.value = unescape(r.value)
				}
				switch {
				case formula && isBlank(r.value):
					if !valued || string(r.kind) != "str" {
						row.NoValue = append(row.NoValue, r.column)
					}
				case len(r.value) > 0:
					if _, ok := parseNumber(r.value); ok && (len(r.kind) == 0 || string(r.kind) == "n") {
						row.Numbers = append(row.Numbers, r.column)
					}
					row.Cells = append(append(row.Cells, make([]string, max(0, r.column-len(row.Cells)))...), r.shown(&scanner{}, style))
					if filled++; style == 1 || style == 2 { // as parts has them
						struck++
					}
					row.Struck = struck > filled-struck
				}
			}
			path = path[:len(path)-1]
		}
	}
}

// scanned is what a scanner comes to, and its error. It reads usual tags that are all there
// in one go, and others step by step: all tags of a part that comes byte by byte.
func scanned(part io.Reader) (tokens []string) {
	s := newScanner(part)
	for s.next() {
		switch s.token {
		case startTag:
			var attrs strings.Builder
			for _, a := range s.attrs {
				fmt.Fprintf(&attrs, " %s=%q", a.name, a.value)
			}
			tokens = append(tokens, "<"+string(s.name)+attrs.String())
		case endTag:
			tokens = append(tokens, ">")
		case text:
			tokens = append(tokens, string(s.chars))
		}
	}
	return append(tokens, fmt.Sprint(s.err))
}

// sameOrRefused holds the law of every sheet: its rows are those that
// encoding/xml reads, or it is refused.
func sameOrRefused(t *testing.T, sheet string) (refused bool) {
	t.Helper()
	if whole, bytewise := scanned(strings.NewReader(sheet)),
		scanned(iotest.OneByteReader(strings.NewReader(sheet))); !slices.Equal(whole, bytewise) {
		t.Fatalf("%q\n%q as it comes byte by byte\n%s", whole, bytewise, sheet)
	}
	got, _, err := readAll(pack(t, parts(), sheet))
	if err != nil {
		if !strings.Contains(err.Error(), " in xl/") {
			t.Fatalf("the error %q does not say where", err)
		}
		return true
	}
	want, ok := byLibrary(sheet)
	if diff := cmp.Diff(want, got); !ok || diff != "" {
		t.Fatalf("well-formed %v: %s\n%s", ok, diff, sheet)
	}
	return false
}

// A sheet that is cut off, has a byte more or less, or has two rows exchanged.
func TestDamagedSheetsAreRefusedOrRead(t *testing.T) {
	if sameOrRefused(t, goodSheet) {
		t.Fatal("the sheet is refused")
	}
	for n := range len(goodSheet) - 1 {
		if _, _, err := readAll(pack(t, parts(), goodSheet[:n+1])); err == nil {
			t.Fatalf("cut off after %q and not refused", goodSheet[:n+1])
		}
	}
	lines := strings.SplitAfter(goodSheet, "\n")
	for i := 2; i < 7; i++ {
		for j := 2; j < 7; j++ {
			moved := append([]string{}, lines...)
			moved[i] = lines[j]
			if !strings.Contains(lines[i]+lines[j], "<row>") && i != j && !sameOrRefused(t, strings.Join(moved, "")) {
				t.Fatalf("row %d twice and not refused", j)
			}
		}
	}
	random := rand.New(rand.NewPCG(3, 4))
	pieces := []string{"<", ">", "&", "/", `"`, "'", "=", " ", "x", "1", "\x00", "\x0b", "\xff", "\ufffe", "<v>",
		"</c>", "<c/>", "<row/>", "<!--", "-->", "]]>", "&lt;", "&#1;", "&#65;", "<x:v>", "<?x?>", "<!DOCTYPE x>",
		` r="A1"`, "é", "_x0042_", "\r"}
	refused, tries := 0, sweep(2_000, 20_000)
	for range tries {
		at := random.IntN(len(goodSheet))
		piece, skip := pieces[random.IntN(len(pieces))], random.IntN(3)
		if sameOrRefused(t, goodSheet[:at]+piece+goodSheet[min(at+skip, len(goodSheet)):]) {
			refused++
		}
	}
	t.Logf("%d of %d changed sheets were refused", refused, tries)
}

func FuzzSheet(f *testing.F) {
	f.Add(goodSheet)
	f.Add(`<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row><row r="5"/><row r="2"><c r="A2" t="e"><v>#N/A</v></c></row></sheetData></worksheet>`)
	f.Add(`<worksheet><sheetData><row><c><v>1</v></c></row><row r="3"><c r="XFD3"><v>1</v></c></row></sheetData></worksheet>`)
	f.Fuzz(func(t *testing.T, sheet string) {
		if sheet != "" {
			sameOrRefused(t, sheet)
		}
	})
}

// Whole characters are counted eight bytes at a time where that can be done.
func TestValidChars(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	pieces := []string{"a", " ", "~", "\x7f", "\n", "é", "€", "😀", "\x1f", "\x80", "\xff", "\ufffe", "\xc3"}
	for range 20_000 {
		var text []byte
		for range random.IntN(30) {
			piece := pieces[random.IntN(1+random.IntN(len(pieces)))]
			text = append(text, piece...)
		}
		want, allowed := 0, true
		for want < len(text) && utf8.FullRune(text[want:]) {
			r, size := utf8.DecodeRune(text[want:])
			if allowed = isChar(r) && (r != utf8.RuneError || size > 1); !allowed {
				break
			}
			want += size
		}
		if n, ok := validChars(text); n != want || ok != allowed {
			t.Fatalf("%q: %d, %v, not %d, %v", text, n, ok, want, allowed)
		}
	}
}
