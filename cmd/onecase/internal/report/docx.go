package report

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"onecase/stats/phrase"
)

// Parts of a .docx file that are the same for every letter (ECMA-376, Office Open XML).
const (
	xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

	docxTypes = xmlHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Default Extension="xml" ContentType="application/xml"/>` +
		`<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>` +
		`<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>` +
		`<Override PartName="/word/footer.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/></Types>`

	relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	wordSpace = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`

	// docxFooter numbers the pages.
	docxFooter = xmlHead + `<w:ftr ` + wordSpace +
		`><w:p><w:pPr><w:pStyle w:val="Cell"/><w:jc w:val="right"/></w:pPr><w:r><w:t xml:space="preserve">Page </w:t></w:r>` +
		`<w:fldSimple w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple><w:r><w:t xml:space="preserve"> of </w:t></w:r>` +
		`<w:fldSimple w:instr="NUMPAGES"><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p></w:ftr>`
	docxStyles = xmlHead + `<w:styles ` + wordSpace +
		`><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="Calibri" w:cs="Calibri"/>` +
		`<w:sz w:val="22"/><w:lang w:val="en-GB"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="160" w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>` +
		`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>` +
		`<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/><w:pPr><w:spacing w:after="320"/></w:pPr><w:rPr><w:b/><w:sz w:val="30"/></w:rPr></w:style>` +
		`<w:style w:type="paragraph" w:styleId="Cell"><w:name w:val="Cell"/><w:basedOn w:val="Normal"/><w:pPr><w:spacing w:before="30" w:after="30" w:line="240" w:lineRule="auto"/></w:pPr></w:style></w:styles>`
	// docxPage is A4 with margins of 2.5 cm, in twentieths of a point, after what refers to a header.
	docxPage = `<w:footerReference w:type="default" r:id="rId2"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1417" w:right="1417" w:bottom="1417" w:left="1417" w:header="709" w:footer="709" w:gutter="0"/></w:sectPr>`
	pageWide = 11906 - 2*1417
)

// DOCX writes a letter for a word processor: a document of a title, paragraphs and tables.
// The same document always gives the same bytes.
func DOCX(w io.Writer, d Document) error {
	var body strings.Builder
	body.WriteString(xmlHead + `<w:document ` + wordSpace + ` xmlns:r="` + relations + `"><w:body>`)
	wordParagraph(&body, "Title", d.Title)
	for _, block := range d.Blocks {
		switch b := block.(type) {
		case Paragraph:
			wordParagraph(&body, "Normal", string(b))
		case Table:
			wordTable(&body, b)
		default:
			return fmt.Errorf("a letter has no %s", block.kind())
		}
	}
	parts := []string{"styles", "styles.xml", "footer", "footer.xml"}
	types, header := docxTypes, ""
	body.WriteString(`<w:sectPr>`)
	if d.Marking != "" {
		parts = append(parts, "header", "header.xml")
		types = strings.Replace(types, `</Types>`, `<Override PartName="/word/header.xml" `+
			`ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/></Types>`, 1)
		header = xmlHead + `<w:hdr ` + wordSpace + `><w:p><w:pPr><w:pStyle w:val="Cell"/><w:jc w:val="center"/></w:pPr>` +
			`<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">` + wordText(d.Marking) + `</w:t></w:r></w:p></w:hdr>`
		body.WriteString(`<w:headerReference w:type="default" r:id="rId3"/>`)
	}
	body.WriteString(docxPage + `</w:body></w:document>`)
	archive := zip.NewWriter(w)
	var failed error
	for _, part := range []struct{ name, text string }{
		{"[Content_Types].xml", types},
		{"_rels/.rels", relationships("officeDocument", "word/document.xml")},
		{"word/_rels/document.xml.rels", relationships(parts...)},
		{"word/styles.xml", docxStyles},
		{"word/footer.xml", docxFooter},
		{"word/header.xml", header},
		{"word/document.xml", body.String()},
	} {
		if part.text == "" {
			continue
		}
		out, err := archive.Create(part.name)
		if err == nil {
			_, err = io.WriteString(out, part.text)
		}
		failed = errors.Join(failed, err)
	}
	return errors.Join(failed, archive.Close())
}

// relationships are the parts that a part refers to, by kind and name.
func relationships(parts ...string) string {
	var b strings.Builder
	b.WriteString(xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`)
	for i := 0; i < len(parts); i += 2 {
		fmt.Fprintf(&b, `<Relationship Id="rId%d" Type="%s/%s" Target="%s"/>`, i/2+1, relations, parts[i], parts[i+1])
	}
	b.WriteString(`</Relationships>`)
	return b.String()
}

// wordText is text as XML has it, without what XML cannot hold.
func wordText(text string) string {
	var b bytes.Buffer
	xml.EscapeText(&b, []byte(phrase.Straight(text))) // into memory: it gives no error
	return b.String()
}

func wordParagraph(b *strings.Builder, style, text string) {
	fmt.Fprintf(b, `<w:p><w:pPr><w:pStyle w:val="%s"/></w:pPr><w:r><w:t xml:space="preserve">%s</w:t></w:r></w:p>`, style, wordText(text))
}

// wordTable writes a table as wide as the page, its columns by their longest texts and words of the header, whose
// header is repeated on every page and whose rows are not split. Where it has many letters they are
// smaller, so that dates and words are not split.
func wordTable(b *strings.Builder, t Table) {
	widths, all := make([]int, len(t.Columns)), 0
	for i, column := range t.Columns {
		for word := range strings.FieldsSeq(column.Name) {
			widths[i] = max(widths[i], 4+utf8.RuneCountInString(word))
		}
		for _, row := range t.Rows {
			widths[i] = max(widths[i], 2+min(utf8.RuneCountInString(row[i]), 40))
		}
		all += widths[i]
	}
	b.WriteString(`<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>`)
	for _, side := range []string{"top", "left", "bottom", "right", "insideH", "insideV"} {
		fmt.Fprintf(b, `<w:%s w:val="single" w:sz="4" w:space="0" w:color="A6A6A6"/>`, side)
	}
	b.WriteString(`</w:tblBorders></w:tblPr><w:tblGrid>`)
	for i := range widths {
		widths[i] = widths[i] * pageWide / max(all, 1)
		fmt.Fprintf(b, `<w:gridCol w:w="%d"/>`, widths[i])
	}
	b.WriteString(`</w:tblGrid>`)
	size := ""
	if all > 60 {
		size = `<w:sz w:val="18"/><w:szCs w:val="18"/>`
	}
	row := func(properties, letters string, cells []string) {
		fmt.Fprintf(b, `<w:tr><w:trPr><w:cantSplit/>%s</w:trPr>`, properties)
		for i, text := range cells {
			align := ""
			if t.Columns[i].Right {
				align = `<w:jc w:val="right"/>`
			}
			fmt.Fprintf(b, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="Cell"/>%s</w:pPr><w:r><w:rPr>%s</w:rPr><w:t xml:space="preserve">%s</w:t></w:r></w:p></w:tc>`,
				widths[i], align, letters+size, wordText(text))
		}
		b.WriteString(`</w:tr>`)
	}
	names := make([]string, len(t.Columns))
	for i, column := range t.Columns {
		names[i] = column.Name
	}
	row(`<w:tblHeader/>`, `<w:b/>`, names)
	for _, cells := range t.Rows {
		row("", "", cells)
	}
	b.WriteString(`</w:tbl>`)
	wordParagraph(b, "Normal", "")
}
