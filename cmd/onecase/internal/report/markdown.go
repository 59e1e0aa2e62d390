package report

import (
	"fmt"
	"io"
	"strings"

	"onecase/stats/phrase"
)

// Markdown writes the document as GitHub-flavoured Markdown.
func Markdown(w io.Writer, d Document) error {
	out := &strings.Builder{}
	if d.Title != "" {
		fmt.Fprintf(out, "# %s\n", escapeMarkdown(d.Title))
	}
	if len(d.Facts) > 0 {
		fmt.Fprintln(out)
		for _, f := range d.Facts {
			fmt.Fprintf(out, "- %s: %s\n", escapeMarkdown(f.Name), escapeMarkdown(f.Value))
		}
	}
	if len(d.Warnings) > 0 {
		fmt.Fprint(out, "\n> **Please note**\n>\n")
		for _, warning := range d.Warnings {
			fmt.Fprintf(out, "> - %s\n", escapeMarkdown(WarningText(warning)))
		}
	}
	for _, block := range d.Blocks {
		fmt.Fprintln(out)
		switch b := block.(type) {
		case Part:
			fmt.Fprintf(out, "# %s\n", escapeMarkdown(string(b)))
		case Heading:
			fmt.Fprintf(out, "## %s\n", escapeMarkdown(string(b)))
		case Paragraph:
			fmt.Fprintln(out, escapeMarkdown(string(b)))
		case lister:
			for _, item := range b.items() {
				fmt.Fprintf(out, "- %s\n", escapeMarkdown(item))
			}
		case Commands:
			for _, line := range b {
				fmt.Fprintf(out, "    %s\n", Printable(line))
			}
		case Table:
			markdownTable(out, b)
		case Derivation:
			for i, step := range b {
				fmt.Fprintf(out, "%d. %s\n", i+1, escapeMarkdown(step.Title))
				for _, line := range step.lines() {
					fmt.Fprintf(out, "   - %s\n", escapeMarkdown(line))
				}
			}
		case Figure:
			fmt.Fprintf(out, "*%s.* %s\n", escapeMarkdown(b.Title), escapeMarkdown(b.Description))
		}
	}
	_, err := io.WriteString(w, phrase.Straight(out.String()))
	return err
}

func markdownTable(out io.Writer, t Table) {
	if t.Caption != "" {
		fmt.Fprintf(out, "**%s**\n\n", escapeMarkdown(t.Caption))
	}
	head, rule := "|", "|"
	for _, c := range t.Columns {
		head += " " + escapeMarkdown(c.Name) + " |"
		if c.Right {
			rule += " ---: |"
		} else {
			rule += " --- |"
		}
	}
	fmt.Fprintln(out, head)
	fmt.Fprintln(out, rule)
	for _, row := range t.Rows {
		var line strings.Builder
		line.WriteString("|")
		if t.isHeading(row) {
			fmt.Fprintln(out, "| **"+escapeMarkdown(row[0])+"** |"+strings.Repeat(" |", len(t.Columns)-1))
			continue
		}
		for _, cell := range row {
			line.WriteString(" " + escapeMarkdown(cell) + " |")
		}
		fmt.Fprintln(out, line.String())
	}
	for _, note := range t.Notes {
		fmt.Fprintf(out, "\n%s\n", escapeMarkdown(note))
	}
}

// escapeMarkdown makes text stand as it is: no markup, no HTML, one line.
var escapeMarkdown = strings.NewReplacer(
	"\\", `\\`, "|", `\|`, "<", "&lt;", ">", "&gt;", "*", `\*`, "_", `\_`, "`", "\\`", "[", `\[`, "]", `\]`, "\n", " ", "\r", " ",
).Replace
