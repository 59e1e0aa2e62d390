package report

import (
	"bufio"
	"fmt"
	"io"
	"regexp"
	"strings"

	"github.com/olekukonko/tablewriter"
	"github.com/olekukonko/tablewriter/pkg/twwidth"
	"github.com/olekukonko/tablewriter/renderer"
	"github.com/olekukonko/tablewriter/tw"
)

// Text writes the document for a terminal of the given width.
func Text(w io.Writer, width int, d Document) error {
	out := bufio.NewWriter(w)
	if d.Title != "" {
		fmt.Fprintln(out, d.Title)
	}
	for i, block := range d.Blocks {
		if i > 0 || d.Title != "" {
			fmt.Fprintln(out)
		}
		switch b := block.(type) {
		case Part:
			fmt.Fprintf(out, "%s\n%s\n", b, strings.Repeat("=", len([]rune(string(b)))))
		case Heading:
			fmt.Fprintf(out, "%s\n%s\n", b, strings.Repeat("-", len([]rune(string(b)))))
		case Paragraph:
			fold(out, string(b), width, "", "")
		case List:
			for _, item := range b {
				fold(out, item, width, "- ", "  ")
			}
		case Findings:
			for _, item := range b {
				fold(out, item, width, "- ", "  ")
			}
		case Commands:
			for _, line := range b {
				fmt.Fprintln(out, "  "+printable(line))
			}
		case Table:
			if err := textTable(out, b, width); err != nil {
				return err
			}
		case Derivation:
			for j, step := range b {
				fold(out, step.Title, width, fmt.Sprintf("%2d. ", j+1), "    ")
				for _, line := range step.lines() {
					fold(out, line, width, "    ", "      ")
				}
			}
		case Figure:
			fold(out, b.Title+": "+b.Description, width, "", "")
		}
	}
	if len(d.Warnings) > 0 {
		fmt.Fprintln(out)
		for _, warning := range d.Warnings {
			fold(out, WarningText(warning), width, "! ", "  ")
		}
	}
	return out.Flush()
}

// lines are the parts of a step below its title. Numbers put into a formula go
// on as an equation; facts in words do not.
func (s Step) lines() []string {
	before, after := "= ", "= "
	if !sum.MatchString(s.Substitution) {
		before, after = "here: ", "so: "
	}
	var lines []string
	for _, l := range []struct{ lead, text string }{{"", s.Formula}, {before, s.Substitution}, {after, s.Result}, {"source: ", s.Source}} {
		if l.text != "" {
			lines = append(lines, l.lead+l.text)
		}
	}
	return lines
}

// sum is a substitution that is nothing but numbers and what joins them.
var sum = regexp.MustCompile(`^([0-9.,;\s×/+*()²%-]|sqrt|min|max|to)*[0-9]([0-9.,;\s×/+*()²%-]|sqrt|min|max|to)*$`)

func textTable(out *bufio.Writer, t Table, width int) error {
	if t.Caption != "" {
		fold(out, t.Caption, width, "", "")
	}
	align := make([]tw.Align, len(t.Columns))
	head := make([]any, len(t.Columns))
	for i, c := range t.Columns {
		align[i], head[i] = tw.AlignLeft, printable(c.Name)
		if c.Right {
			align[i] = tw.AlignRight
		}
	}
	alignment := tw.CellAlignment{Global: tw.AlignLeft, PerColumn: align}
	table := tablewriter.NewTable(out,
		tablewriter.WithRenderer(renderer.NewBlueprint(tw.Rendition{Symbols: tw.NewSymbols(tw.StyleLight)})),
		tablewriter.WithHeaderAutoFormat(tw.Off),
		tablewriter.WithEastAsian(tw.Off),
		tablewriter.WithHeaderAlignmentConfig(alignment),
		tablewriter.WithRowAlignmentConfig(alignment),
		tablewriter.WithHeaderAutoWrap(tw.WrapNormal),
		tablewriter.WithRowAutoWrap(tw.WrapNormal),
		tablewriter.WithColumnWidths(columnWidths(t, width)),
	)
	table.Header(head...)
	for _, row := range t.Rows {
		cells := make([]any, len(row))
		for i, cell := range row {
			cells[i] = printable(cell)
		}
		if err := table.Append(cells...); err != nil {
			return err
		}
	}
	if err := table.Render(); err != nil {
		return err
	}
	for _, note := range t.Notes {
		fold(out, note, width, "", "")
	}
	return nil
}

// columnWidths fits the table into a width: columns are as wide as their cells,
// and where that is too much the widest give way and their cells fold, but never
// within a word: a table of long words stands out to the right. The widths
// include a blank on each side.
func columnWidths(t Table, width int) tw.Mapper[int, int] {
	widths := make([]int, len(t.Columns))
	floors := make([]int, len(t.Columns)) // the longest word of each column
	total := len(t.Columns) + 1           // the rules between columns
	for i, c := range t.Columns {
		measure := func(cell string) {
			widths[i] = max(widths[i], twwidth.Width(cell)+2)
			for word := range strings.FieldsSeq(cell) {
				floors[i] = max(floors[i], twwidth.Width(word)+2)
			}
		}
		measure(c.Name)
		for _, row := range t.Rows {
			if i < len(row) {
				measure(row[i])
			}
		}
		total += widths[i]
	}
	for ; total > width; total-- {
		widest := -1
		for i, w := range widths {
			if w > floors[i] && (widest < 0 || w > widths[widest]) {
				widest = i
			}
		}
		if widest < 0 {
			break
		}
		widths[widest]--
	}
	mapper := tw.NewMapper[int, int]()
	for i, w := range widths {
		mapper.Set(i, w)
	}
	return mapper
}

// fold writes text in lines no wider than width, the first after one prefix,
// the others after another.
func fold(out io.Writer, text string, width int, first, rest string) {
	line, prefix := "", first
	for word := range strings.FieldsSeq(printable(text)) {
		switch {
		case line == "":
			line = prefix + word
		case len([]rune(line))+1+len([]rune(word)) > width:
			fmt.Fprintln(out, line)
			prefix = rest
			line = prefix + word
		default:
			line += " " + word
		}
	}
	fmt.Fprintln(out, line)
}

// printable replaces control characters, which could move a terminal's cursor
// or change its colours.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' || r >= 0x7f && r < 0xa0 {
			return '\uFFFD'
		}
		return r
	}, text)
}
