package main

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"fmt"
	"html"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// readCells reads a table.
func readCells(t *testing.T, text []byte) [][]string {
	t.Helper()
	r := csv.NewReader(bytes.NewReader(text))
	r.FieldsPerRecord = -1
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// writeCells writes a table.
func writeCells(rows [][]string) []byte {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.WriteAll(rows)
	return b.Bytes()
}

// A part is a file of a workbook.
type part struct{ name, text string }

const (
	sheetPart, stringsPart, stylesPart = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"
	bookPart, bookRels                 = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
	mainSpace                          = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`
	relsSpace                          = `http://schemas.openxmlformats.org/officeDocument/2006/relationships`
)

// bookParts are the parts of the least workbook with some rows. Texts stand in the cells.
func bookParts(rows [][]string) []part {
	var cells strings.Builder
	for i, row := range rows {
		fmt.Fprintf(&cells, `<row r="%d">`, i+1)
		for j, text := range row {
			name, _ := excelize.CoordinatesToCellName(j+1, i+1)
			fmt.Fprintf(&cells, `<c r="%s" t="inlineStr"><is><t>%s</t></is></c>`, name, html.EscapeString(text))
		}
		cells.WriteString("</row>\n")
	}
	const head = `<?xml version="1.0" encoding="UTF-8"?>` + "\n"
	return []part{
		{"[Content_Types].xml", head + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
			`<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>` +
			`<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`},
		{"_rels/.rels", head + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="` + relsSpace + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`},
		{bookPart, head + `<workbook ` + mainSpace + ` xmlns:r="` + relsSpace +
			`"><sheets><sheet name="Cases" sheetId="1" r:id="r1"/></sheets></workbook>`},
		{bookRels, head + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="` + relsSpace + `/worksheet" Target="worksheets/sheet1.xml"/>` +
			`<Relationship Id="r2" Type="` + relsSpace +
			`/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="r3" Type="` + relsSpace +
			`/styles" Target="styles.xml"/></Relationships>`},
		{stringsPart, head + `<sst ` + mainSpace + ` count="1" uniqueCount="1"><si><t>text</t></si></sst>`},
		{stylesPart, head + `<styleSheet ` + mainSpace +
			`><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/></numFmts><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders>` +
			`<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="164" applyNumberFormat="1"/></cellXfs></styleSheet>`},
		{sheetPart, head + `<worksheet ` + mainSpace + `><sheetData>` + cells.String() + `</sheetData></worksheet>`},
	}
}

// packed packs parts.
func packed(parts []part) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, p := range parts {
		w, err := z.Create(p.name)
		if err == nil {
			_, err = io.WriteString(w, p.text)
		}
		if err != nil {
			panic(err)
		}
	}
	z.Close()
	return b.Bytes()
}

// hostileWorkbooks are workbooks of a table that are damaged, or made to harm.
func hostileWorkbooks(t *testing.T, rows [][]string, large bool) (out []hostile) {
	t.Helper()
	random := rand.New(rand.NewPCG(uint64(len(rows)), 47))
	plain := bookParts(rows)
	add := func(what string, law law, parts []part) {
		out = append(out, hostile{what, func() []byte { return packed(parts) }, law})
	}
	change := func(what string, law law, name, old, new string) {
		at := slices.IndexFunc(plain, func(p part) bool { return p.name == name })
		if !strings.Contains(plain[at].text, old) {
			t.Fatalf("%s: %s has no %s", what, name, old)
		}
		out = append(out, hostile{what, func() []byte {
			parts := slices.Clone(plain)
			parts[at].text = strings.Replace(parts[at].text, old, new, 1)
			return packed(parts)
		}, law})
	}
	row := func(n int) string { return fmt.Sprintf(`<row r="%d">`, n) }
	add("as it was", unchanged, slices.Clone(plain))
	last, middle := len(rows), len(rows)/2+1
	if middle == last {
		middle = 2
	}
	for _, bad := range []string{"&", "<", "\x0b", "\x00", "\x1b", "\uFFFE", "&eacute;", "&#11;", "\xff",
		"&#x110000;", "]]>", "<!--", "</t>", "&a;"} {
		change(fmt.Sprintf("%q in a cell", bad), either,
			sheetPart, row(middle), row(middle)+`<c r="ZZ1" t="inlineStr"><is><t>`+bad+`</t></is></c>`)
		out[len(out)-1].law = turnedAway
		if bad == "]]>" {
			out[len(out)-1].law = bounded
		}
	}
	whole := packed(plain)
	sheet := plain[6].text
	for range 10 {
		at := random.IntN(len(whole))
		out = append(out, hostile{fmt.Sprintf("cut off after %d bytes", at), func() []byte { return whole[:at] }, turnedAway})
		cut := slices.Clone(plain)
		cut[6].text = sheet[:random.IntN(len(sheet)-20)]
		add(fmt.Sprintf("its sheet cut off after %d bytes", len(cut[6].text)), turnedAway, cut)
		flipped := bytes.Clone(whole)
		at = random.IntN(len(whole))
		flipped[at] ^= 1 << random.IntN(8)
		out = append(out, hostile{fmt.Sprintf("a bit turned in byte %d", at), func() []byte { return flipped }, either})
	}
	for _, r := range []string{"9000000000000000000", "100000000", "1048577", "0", "-1", "x", "", "1e3", "99999999999999999999999"} {
		change("row "+r, turnedAway, sheetPart, row(last), `<row r="`+r+`">`)
	}
	change("a row twice", turnedAway, sheetPart, row(last), row(last-1))
	for _, c := range []string{"XFE2", "A0", "ZZZZ2", "2A", "", "A99999999999999999999", "A1:B2", "$A$2", "é2"} {
		change("a cell "+c, bounded, sheetPart, row(last), row(last)+`<c r="`+c+`" t="inlineStr"><is><t>x</t></is></c>`)
	}
	first := fmt.Sprintf(`<c r="A%d" t="inlineStr"><is><t>%s</t></is></c>`, last, html.EscapeString(rows[last-1][0]))
	for what, cell := range map[string]string{
		"a text that is not there": `t="s"><v>1000000000</v>`, "a text before the first": `t="s"><v>-1</v>`,
		"a text of no number": `t="s"><v>x</v>`,
		"an unknown kind":     `t="zq"><v>1</v>`, "a fault": `t="e"><v>#REF!</v>`,
		"a style that is not there": `s="1000000000"><v>1</v>`, "a style before the first": `s="-1"><v>1</v>`,
		"a day without end": `s="1"><v>1e308</v>`, "a day before days": `s="1"><v>-1</v>`,
		"a day that is no number": `s="1"><v>NaN</v>`, "a day past the last": `s="1"><v>2958466</v>`, "a number past all": `><v>1e999</v>`,
		"a formula without a value": `><f>1+1</f>`,
		"a formula with a link":     `t="str"><f>HYPERLINK("http://x","y")</f><v>K999</v>`,
		"a shared formula of none":  `><f t="shared" si="99"/>`,
		"texts in parts":            `t="inlineStr"><is><r><t>K</t></r><r><t>9999</t></r></is>`,
		"many texts":                `t="inlineStr"><is>` + strings.Repeat("<r><t>x</t></r>", 20_000) + `</is>`,
	} {
		change(what, bounded, sheetPart, first, fmt.Sprintf(`<c r="A%d" %s</c>`, last, cell))
	}
	change("a text in the notation of data", unchanged, sheetPart, first,
		fmt.Sprintf(`<c r="A%d" t="inlineStr"><is><t><![CDATA[%s]]></t></is></c>`, last, rows[last-1][0]))
	change("notes between cells", unchanged, sheetPart, first, `<!-- a note --><?pi x?>`+first)
	end := `</sheetData>`
	merges := func(refs ...string) string {
		return end + `<mergeCells><mergeCell ref="` + strings.Join(refs, `"/><mergeCell ref="`) + `"/></mergeCells>`
	}
	var many []string
	for i := range 20_000 {
		many = append(many, fmt.Sprintf("A%d:B%d", i+500, i+500))
	}
	for what, refs := range map[string][]string{"all merged": {"A1:XFD1048576"},
		"merged to one side and the other": {"A2:B3", "B3:C4"}, "merged backwards": {"C5:A2"}, "merged nowhere": {"x", ":", "A0:Z0"},
		"merged with itself": {"A1:A1"}, "very much merged": many, "a column merged": {"A2:A1048576"}, "a row merged": {"A2:XFD2"}} {
		change(what, bounded, sheetPart, end, merges(refs...))
	}
	change("a wrong extent", unchanged, sheetPart, `<sheetData>`, `<dimension ref="A1:A1"/><sheetData>`)
	change("an extent without end", unchanged, sheetPart, `<sheetData>`, `<dimension ref="A1:XFD1048576"/><sheetData>`)
	change("no rows", turnedAway, sheetPart, sheet[strings.Index(sheet, `<row`):strings.Index(sheet, end)], "")
	change("many blank rows", unchanged, sheetPart, end, strings.Repeat("<row/>", 50_000)+end)
	change("deep elements", bounded, sheetPart, end, end+strings.Repeat("<a>", 100_000)+strings.Repeat("</a>", 100_000))
	change("a row too wide", bounded, sheetPart, row(last), row(last)+strings.Repeat(`<c><v>1</v></c>`, 100_000))
	change("long digits of days", bounded, stylesPart, `yyyy\-mm\-dd`, strings.Repeat("0", 100_000))
	change("a format of nothing", unchanged, stylesPart, `yyyy\-mm\-dd`, `[$-`)
	change("no styles", bounded, stylesPart, `<cellXfs`, `<zq`)
	var laughs strings.Builder
	laughs.WriteString(`<!DOCTYPE z [<!ENTITY a "aaaaaaaaaa">`)
	for c := 'b'; c < 'k'; c++ {
		laughs.WriteString(fmt.Sprintf(`<!ENTITY %c "%s">`, c, strings.Repeat(fmt.Sprintf("&%c;", c-1), 10)))
	}
	for _, name := range []string{sheetPart, stringsPart, bookPart, stylesPart, bookRels} {
		const head = `encoding="UTF-8"?>`
		change("entities of entities in "+name, either, name, head, head+laughs.String()+`]>`)
		change("an entity of a file in "+name, either, name, head, head+`<!DOCTYPE z [<!ENTITY a SYSTEM "file:///etc/passwd">]>`)
		change("another encoding of "+name, either, name, `encoding="UTF-8"`, `encoding="UTF-16"`)
		change("an unknown encoding of "+name, either, name, `encoding="UTF-8"`, `encoding="zq"`)
	}
	change("an entity used", turnedAway, sheetPart, first, strings.Replace(first, "<t>", "<t>&j;", 1))
	for i, p := range plain {
		parts := slices.Clone(plain)
		add("without "+p.name, bounded, append(parts[:i:i], parts[i+1:]...))
		parts[i].text = ""
		add("with nothing in "+p.name, bounded, parts)
		again := append(slices.Clone(plain), part{p.name, strings.Replace(p.text, row(last), `<row r="`+fmt.Sprint(last+5)+`">`, 1)})
		add(p.name+" twice", either, again)
	}
	for _, to := range []string{"workbook.xml", "../../../../etc/passwd", "http://127.0.0.1:1/x.xml", "/", "",
		"worksheets/sheet2.xml", "_rels/workbook.xml.rels"} {
		change("its sheet at "+to, turnedAway, bookRels, "worksheets/sheet1.xml", to)
	}
	change("no sheet", turnedAway, bookPart, `<sheet name="Cases" sheetId="1" r:id="r1"/>`, "")
	change("very many sheets", bounded, bookPart, `<sheet name="Cases" sheetId="1" r:id="r1"/>`,
		strings.Repeat(`<sheet name="Cases" sheetId="1" r:id="r1"/>`, 5000))
	change("a sheet of a hostile name", bounded, bookPart, `name="Cases"`, "name=\"\u202e=1+1&#9;&#27;\"")
	change("a hidden sheet", bounded, bookPart, `name="Cases"`, `name="Cases" state="veryHidden"`)
	change("an older calendar", bounded, bookPart, `<sheets>`, `<workbookPr date1904="zq"/><sheets>`)
	add("a path out of the workbook", either, append(slices.Clone(plain), part{"../../../../tmp/out.xml", "x"}))
	add("many parts", bounded, append(slices.Clone(plain), manyParts(5000)...))
	if large { // packed to a thousandth
		change("blanks packed", bounded, sheetPart, end, strings.Repeat(" ", 40<<20)+end)
		change("a packed text", bounded, sheetPart, first, strings.Replace(first, "</t>", strings.Repeat("x", 40<<20)+"</t>", 1))
		add("large parts beside it", either, append(slices.Clone(plain), part{"xl/media/1.png", strings.Repeat("\x00", 40<<20)}))
	}
	return out
}

// manyParts are small parts that belong to nothing.
func manyParts(n int) (parts []part) {
	for i := range n {
		parts = append(parts, part{fmt.Sprintf("xl/x%d.xml", i), "<x/>"})
	}
	return parts
}
