package report

import (
	"bufio"
	"regexp"
	"strings"

	"github.com/olekukonko/tablewriter"
	"github.com/olekukonko/tablewriter/pkg/twwidth"
	"github.com/olekukonko/tablewriter/renderer"
	"github.com/olekukonko/tablewriter/tw"
)

func textTable(out *bufio.Writer, t Table, screen Screen) error {
	if t.Caption != "" {
		Fold(out, t.Caption, screen.Width, "", "")
	}
	text, err := grids(t, screen.Width)
	if err != nil {
		return err
	}
	out.WriteString(screen.dimRules(text))
	for _, note := range t.Notes {
		Fold(out, note, screen.Width, "", "")
	}
	return nil
}

// grid is the rows and columns of a table.
func grid(t Table, fit fit) (string, error) {
	align := make([]tw.Align, len(t.Columns))
	head := make([]any, len(t.Columns))
	widths := tw.NewMapper[int, int]()
	for i, c := range t.Columns {
		align[i], head[i] = tw.AlignLeft, fit.cell(i, c.Name)
		if c.Right {
			align[i] = tw.AlignRight
		}
		widths.Set(i, fit.widths[i]+fit.padding)
	}
	padding := tw.Padding{Left: " ", Right: strings.Repeat(" ", fit.padding-1), Overwrite: true}
	alignment := tw.CellAlignment{Global: tw.AlignLeft, PerColumn: align}
	var text strings.Builder
	table := tablewriter.NewTable(&text,
		tablewriter.WithRenderer(renderer.NewBlueprint(tw.Rendition{Symbols: tw.NewSymbols(tw.StyleLight)})),
		tablewriter.WithHeaderAutoFormat(tw.Off),
		tablewriter.WithEastAsian(tw.Off),
		tablewriter.WithPadding(padding),
		tablewriter.WithHeaderAlignmentConfig(alignment),
		tablewriter.WithRowAlignmentConfig(alignment),
		tablewriter.WithHeaderAutoWrap(tw.WrapNormal),
		tablewriter.WithRowAutoWrap(tw.WrapNormal),
		tablewriter.WithColumnWidths(widths),
	)
	table.Header(head...)
	if len(t.Rows) > 0 {
		if err := table.Append(rowMark); err != nil {
			return "", err
		}
	}
	err := table.Render()
	frame := text.String()
	before, _, ok := strings.Cut(frame, rowMark)
	if err != nil || !ok {
		return frame, err
	}
	at := strings.LastIndexByte(before, '\n') + 1
	below := at + strings.IndexByte(frame[at:], '\n') + 1
	width := twwidth.Width(strings.TrimSpace(frame[at:below])) - 4
	var out strings.Builder
	out.WriteString(frame[:at])
	for _, row := range t.Rows {
		if t.isHeading(row) {
			heading(&out, row[0], width)
		} else {
			fit.row(&out, t, row)
		}
	}
	out.WriteString(frame[below:])
	return out.String(), nil
}

// rowMark stands for the rows of a table whose frame is laid out.
const rowMark = "\uE000"

// heading puts a heading across all columns; one that is too long goes on in the next
// line.
func heading(out *strings.Builder, text string, width int) {
	var folded strings.Builder
	Fold(&folded, text, width, "", "")
	for line := range strings.Lines(folded.String()) {
		line = strings.TrimSuffix(line, "\n")
		out.WriteString("│ " + line + strings.Repeat(" ", max(0, width-twwidth.Width(line))) + " │\n")
	}
}

// row writes a row of the table, in as many lines as its longest cell has.
func (f fit) row(out *strings.Builder, t Table, row []string) {
	lines, most := make([][]string, len(t.Columns)), 1
	for i, cell := range row {
		lines[i] = strings.Split(f.cell(i, cell), "\n")
		most = max(most, len(lines[i]))
	}
	for at := range most {
		for i, c := range t.Columns {
			text := ""
			if at < len(lines[i]) {
				text = lines[i][at]
			}
			blanks := strings.Repeat(" ", max(0, f.widths[i]-twwidth.Width(text)))
			if c.Right {
				text = blanks + text
			} else {
				text += blanks
			}
			out.WriteString("│ " + text + strings.Repeat(" ", f.padding-1))
		}
		out.WriteString("│\n")
	}
}

// words are those of a cell; a mark before a name, as below a heading, stays with it.
func words(cell string) []string {
	all := strings.Fields(cell)
	if len(all) > 1 && all[0] == "·" {
		all = append([]string{"· " + all[1]}, all[2:]...)
	}
	return all
}

// A fit is how a table is set into a width.
type fit struct {
	folding
	widths []int // of the columns' text
	over   int   // columns by which the table is still too wide
}

// A folding is a way to make columns narrower.
type folding struct {
	padding int // blanks beside a column's text
	cut     func(word string) []string
}

// foldings are tried one after the other: cells fold between words, then behind the
// points and hyphens of names, then with less room between columns. breaking is the
// last way: it breaks words.
var (
	foldings = []folding{{2, func(word string) []string { return []string{word} }}, {2, pieces}, {1, pieces}}
	breaking = []folding{{1, broken}}
)

// fitted makes columns as wide as their cells, or narrower by the first of some ways
// that fits the width, else by the last.
func fitted(t Table, width int, ways []folding) fit {
	var f fit
	for _, way := range ways {
		if f = way.fit(t, width); f.over == 0 {
			break
		}
	}
	return f
}

// fit narrows the widest columns until the table is within the width or every column
// is as narrow as its longest part.
func (way folding) fit(t Table, width int) fit {
	f := fit{folding: way, widths: make([]int, len(t.Columns))}
	least := make([]int, len(t.Columns))
	total := len(t.Columns)*(1+way.padding) + 1 // the rules and blanks between columns
	for i, c := range t.Columns {
		measure := func(cell string) {
			f.widths[i] = max(f.widths[i], twwidth.Width(cell))
			for _, word := range words(cell) {
				for _, part := range way.cut(word) {
					least[i] = max(least[i], shownWidth(part))
				}
			}
		}
		measure(c.Name)
		for _, row := range t.Rows {
			if i < len(row) && !t.isHeading(row) {
				measure(row[i])
			}
		}
		total += f.widths[i]
	}
	for ; total > width; total-- {
		widest := -1
		for i, w := range f.widths {
			if w > least[i] && (widest < 0 || w > f.widths[widest]) {
				widest = i
			}
		}
		if widest < 0 {
			break
		}
		f.widths[widest]--
	}
	f.over = max(0, total-width)
	return f
}

// cell is a cell of a column, printable and folded where a word in it is too wide
// for the column.
func (f fit) cell(column int, text string) string {
	width := f.widths[column]
	var lines []string
	for _, word := range words(Printable(text)) {
		parts := []string{word}
		if twwidth.Width(word) > width {
			parts = f.cut(word)
		}
		for i, part := range parts {
			last, joined := len(lines)-1, part
			switch {
			case last >= 0 && i == 0:
				joined = lines[last] + " " + part
			case last >= 0:
				joined = strings.TrimSuffix(lines[last], softHyphen) + part
			}
			if last >= 0 && shownWidth(joined) <= width {
				lines[last] = joined
			} else {
				lines = append(lines, part)
			}
		}
	}
	return strings.ReplaceAll(strings.Join(lines, "\n"), softHyphen, "-")
}

// shownWidth is how many columns a text takes, with a hyphen where it is broken.
func shownWidth(text string) int {
	return twwidth.Width(strings.ReplaceAll(text, softHyphen, "-"))
}

// piece is a part of a name after which a line may end.
var piece = regexp.MustCompile(`[^.\-_/]*[.\-_/]+|[^.\-_/]+`)

// pieces splits a name such as court.assessment or youth-caution behind its
// points and hyphens. Numbers stay whole.
func pieces(word string) []string {
	if strings.ContainsAny(word, "0123456789") {
		return []string{word}
	}
	return piece.FindAllString(word, -1)
}

// softHyphen marks where a word may be broken with a hyphen.
const softHyphen = "\u00ad"

// together is how many letters of a broken word stay together.
const together = 7

// broken breaks long words with hyphens.
func broken(word string) []string {
	var parts []string
	for _, p := range pieces(word) {
		if letters.MatchString(p) {
			for ; len(p) >= together+2; p = p[together:] {
				parts = append(parts, p[:together]+softHyphen)
			}
		}
		parts = append(parts, p)
	}
	return parts
}

var letters = regexp.MustCompile(`^[A-Za-z]+[.\-_/]*$`)
