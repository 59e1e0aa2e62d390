package report

import (
	_ "embed"
	"html/template"
	"io"
	"strings"
)

//go:embed page.html
var pageText string

//go:embed page.css
var pageStyle string

// page is the frame of every HTML result. The template escapes all text; only
// figures, which the program draws itself, go in as they are.
var page = template.Must(template.New("page").Funcs(template.FuncMap{
	"kind":    Block.kind,
	"short":   func(t Table) bool { return len(t.Rows) <= shortTable },
	"svg":     func(f Figure) template.HTML { return template.HTML(f.SVG) },
	"style":   func() template.CSS { return template.CSS(pageStyle) },
	"warning": WarningText,
	"lines":   Step.lines,
	"cell":    cell,
	"heading": func(columns []Column, row []string) bool { return Table{Columns: columns}.isHeading(row) },
}).Parse(pageText))

// shortTable is the most rows of a table that is never split over pages.
const shortTable = 10

// HTML writes the document as one page that needs nothing else: no script, no
// file beside it, no connection. It is made to be printed on A4 too.
func HTML(w io.Writer, d Document) error {
	return page.Execute(w, d)
}

// cell is the text of a cell. A mark before a name, as below a heading, stays with it.
func cell(text string) string {
	if name, ok := strings.CutPrefix(text, "· "); ok {
		return "·\u00a0" + name
	}
	return text
}
