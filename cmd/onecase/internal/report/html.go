package report

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"strings"
	"sync"
	"unicode"

	"onecase/stats/phrase"
)

//go:embed page.html
var pageText string

//go:embed page.css
var pageStyle string

// page is the frame of every HTML result. The template escapes all text; only
// figures, which the program draws itself, go in as they are. It is read when the first result
// is written: what begins with the program is what people wait for.
var page = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("page").Funcs(template.FuncMap{
		"kind":    Block.kind,
		"narrow":  func(t Table) bool { return len(t.Columns) <= narrowTable },
		"short":   func(t Table) bool { return len(t.Rows) <= shortTable },
		"svg":     func(f Figure) template.HTML { return template.HTML(f.SVG) },
		"style":   func(d Document) template.CSS { return template.CSS(pageStyle + d.margins()) },
		"lead":    func(d Document) []Block { lead, _ := d.lead(); return lead },
		"rest":    func(d Document) []Block { _, rest := d.lead(); return rest },
		"roomy":   func(d Document) bool { return d.Sheet && d.rows() <= roomyRows },
		"warning": WarningText,
		"lines":   Step.lines,
		"cell":    cell,
		"heading": func(columns []Column, row []string) bool { return Table{Columns: columns}.isHeading(row) },
	}).Parse(pageText))
})

// narrowTable is the most columns of a table that does not fill the width of a page.
const narrowTable = 3

// shortTable is the most rows of a table that is never split over pages.
const shortTable = 10

// roomyRows is the most rows of a sheet's tables that have room for large letters on one page.
const roomyRows = 9

// rows are those of all tables.
func (d Document) rows() (n int) {
	for _, t := range d.Tables() {
		n += len(t.Rows)
	}
	return n
}

// HTML writes the document as one page that needs nothing else: no script, no
// file beside it, no connection. It is made to be printed on A4 too.
func HTML(w io.Writer, d Document) error {
	var text strings.Builder
	if err := page().Execute(&text, d); err != nil {
		return err
	}
	_, err := io.WriteString(w, phrase.Straight(text.String()))
	return err
}

// margins are what every printed page has below, the title and the page's number, and the marking above.
func (d Document) margins() string {
	size := "A4"
	if d.Sheet {
		size = "A4 landscape; margin: 11mm 13mm 13mm"
	}
	head := ""
	if d.Marking != "" {
		head = "@top-center { content: " + cssText(phrase.Straight(d.Marking)) + "; font: bold 8pt Arial, sans-serif } "
	}
	return fmt.Sprintf("@page { size: %s; %s@bottom-left { content: %s; font: 8pt Arial, sans-serif } "+
		"@bottom-right { content: \"Page \" counter(page) \" of \" counter(pages); font: 8pt Arial, sans-serif } }\n",
		size, head, cssText(phrase.Straight(d.Title)))
}

// cssText is a text as a style sheet has it: each sign but letters, digits and blanks by its
// number, so that nothing ends the text.
func cssText(text string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range text {
		if r == ' ' || r < 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
			b.WriteRune(r)
		} else {
			fmt.Fprintf(&b, "\\%06x ", r) // a blank ends the number
		}
	}
	return b.String() + `"`
}

// cell is the text of a cell. A mark before a name, as below a heading, stays with it.
func cell(text string) string {
	if name, ok := strings.CutPrefix(text, "· "); ok {
		return "·\u00a0" + name
	}
	return text
}
