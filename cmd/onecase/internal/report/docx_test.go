package report

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"strings"
	"testing"
)

// A letter is a .docx file whose parts are XML whatever the texts hold; no text is lost.
func TestDOCX(t *testing.T) {
	table := Table{Columns: Columns(">no.", "reference")}
	table.Add(1, "<K1> & \"x\" \x01 é")
	doc := Document{Title: "Files of <A & B>", Blocks: []Block{Paragraph("Please send 1 case  by 5 July."), table}}
	var out, again bytes.Buffer
	if err := DOCX(&out, doc); err != nil {
		t.Fatal(err)
	}
	if err := DOCX(&again, doc); err != nil || !bytes.Equal(out.Bytes(), again.Bytes()) {
		t.Errorf("the same letter has other bytes (%v)", err)
	}
	archive, err := zip.NewReader(bytes.NewReader(out.Bytes()), int64(out.Len()))
	if err != nil {
		t.Fatal(err)
	}
	names, texts := "", ""
	for _, part := range archive.File {
		names += part.Name + " "
		r, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		for d := xml.NewDecoder(r); ; {
			token, err := d.Token()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatalf("%s: %v", part.Name, err)
			}
			if text, ok := token.(xml.CharData); ok && part.Name == "word/document.xml" {
				texts += strings.TrimSpace(string(text)) + "|"
			}
		}
	}
	if want := "[Content_Types].xml _rels/.rels word/_rels/document.xml.rels word/styles.xml word/footer.xml word/document.xml "; names != want {
		t.Errorf("parts %s", names)
	}
	if want := "|Files of <A & B>|Please send 1 case  by 5 July.|no.|reference|1|<K1> & \"x\"  é||"; strings.ReplaceAll(texts, "||", "|") != strings.ReplaceAll(want, "||", "|") {
		t.Errorf("texts %q", texts)
	}
	if err := DOCX(io.Discard, Document{Blocks: []Block{Heading("x")}}); err == nil {
		t.Error("a heading is left out without a word")
	}
}
