// Package report shows a verb's result: as JSON for programs, or as a document
// for people in a terminal, a spreadsheet, a Markdown file or a browser.
//
// A verb builds one [Document] and the format decides how it looks. Numbers come as text,
// already formatted: the verb knows how many digits a figure deserves.
//
// A table is declared as columns: each has its head, the cell of a row in it, what it means and
// when it is there, in one place. [Fill] makes the table of them. A table of a row or two that are
// written out, or whose rows are of several kinds, is a [Table] with [Table.Add].
package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"onecase/stats"
)

// A Document is what a verb has to say to a person.
type Document struct {
	Title    string
	Facts    []Fact // below the title of a report, and not on a screen
	Blocks   []Block
	Warnings []stats.Warning // what to note: ahead of the tables in a report, last on a screen
	Marking  string          // at the head of every printed page; "" for none
	Sheet    bool            // a sheet to be filled in: printed across, in small letters
}

// A Fact is a line of the block below a report's title, such as the rules: their name.
type Fact struct{ Name, Value string }

// A Block is one part of a document: a [Part], [Heading], [Findings], [Paragraph],
// [List], [Commands], [Table], [Derivation] or [Figure]. Its kind is a word for the page.
type Block interface{ kind() string }

// A Part starts one of several reports in one document; headings are below it.
type Part string

// Findings say in sentences what was found, before the tables.
type Findings []string

// A Heading starts a section.
type Heading string

// A Paragraph is running text.
type Paragraph string

// A List is a few points, one a line.
type List []string

// Commands are lines to type as they stand: no format folds or changes them.
type Commands []string

// A Derivation is the working behind a result, in numbered steps.
type Derivation []Step

// A Step of a derivation says what is worked out, by which formula, with which
// numbers, to which result, and who says so.
type Step struct {
	Title        string
	Formula      string
	Substitution string // the formula with the numbers in it
	Result       string
	Source       string // author, year, equation or section
}

// Add puts a step at the end: what is worked out, by which formula, who says so,
// the result, and the formula with the numbers in it, as fmt.Sprintf makes it.
func (d *Derivation) Add(title, formula, source, result, substitution string, args ...any) {
	*d = append(*d, Step{title, formula, fmt.Sprintf(substitution, args...), result, source})
}

// A Figure is a drawing. Formats without pictures show its description.
type Figure struct {
	Title       string
	Description string // what it shows, in words
	SVG         string // made by the program itself, never from user text unescaped
}

// A lister is a block that is a list of points.
type lister interface{ items() []string }

func (f Findings) items() []string { return f }
func (l List) items() []string     { return l }

func (Part) kind() string       { return "part" }
func (Findings) kind() string   { return "findings" }
func (Heading) kind() string    { return "heading" }
func (Paragraph) kind() string  { return "paragraph" }
func (List) kind() string       { return "list" }
func (Commands) kind() string   { return "commands" }
func (Table) kind() string      { return "table" }
func (Derivation) kind() string { return "derivation" }
func (Figure) kind() string     { return "figure" }

// Fact adds a line to the block below the title; nothing where the value is empty.
func (d *Document) Fact(name, value string) {
	if value != "" {
		d.Facts = append(d.Facts, Fact{name, value})
	}
}

// lead are the findings that open the document, and the blocks that follow.
func (d Document) lead() (findings, rest []Block) {
	n := slices.IndexFunc(d.Blocks, func(b Block) bool { _, ok := b.(Findings); return !ok })
	if n < 0 {
		n = len(d.Blocks)
	}
	return d.Blocks[:n], d.Blocks[n:]
}

// Add puts blocks at the end of the document.
func (d *Document) Add(blocks ...Block) { d.Blocks = append(d.Blocks, blocks...) }

// Section puts a block at the end below a heading; nothing where it is an empty list or
// table, or nil.
func (d *Document) Section(heading string, b Block) {
	switch b := b.(type) {
	case nil:
		return
	case List:
		if len(b) == 0 {
			return
		}
	case Table:
		if len(b.Rows) == 0 {
			return
		}
	}
	d.Add(Heading(heading), b)
}

// Formats are the names that --format takes, JSON among them.
var Formats = []string{"table", "json", "csv", "markdown", "html"}

// CheckFormat is nil for a name in Formats.
func CheckFormat(name string) error {
	if slices.Contains(Formats, name) {
		return nil
	}
	return fmt.Errorf("--format %q: it has to be one of %s", name, strings.Join(Formats, ", "))
}

// Write shows the document in a format for people, text for a screen.
func Write(w io.Writer, format string, screen Screen, d Document) error {
	switch format {
	case "table":
		return Text(w, screen, d)
	case "markdown":
		return Markdown(w, d)
	case "html":
		return HTML(w, d)
	}
	return CheckFormat(format)
}

// Tables are the document's tables.
func (d Document) Tables() []Table {
	var tables []Table
	for _, block := range d.Blocks {
		if t, ok := block.(Table); ok {
			tables = append(tables, t)
		}
	}
	return tables
}

// WarningText is a warning on one line: what is the matter, then what would fix it.
func WarningText(w stats.Warning) string {
	if w.Fix == "" {
		return w.Message
	}
	return w.Message + " (" + w.Fix.String() + ")"
}
