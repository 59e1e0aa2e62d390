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
	for _, row := range t.Rows {
		cells := make([]any, len(row))
		for i, cell := range row {
			cells[i] = fit.cell(i, cell)
		}
		if err := table.Append(cells...); err != nil {
			return "", err
		}
	}
	err := table.Render()
	return text.String(), err
}

// A fit is how a table is set into a width.
type fit struct {
	widths  []int // of the columns' text
	padding int   // blanks beside it
	cut     func(word string) []string
	over    int // columns by which the table is still too wide
}

// cuts are the ways to make columns narrower, each tried where the one before it
// does not do: folding cells between words, then behind the points and hyphens
// of names, then with less room between columns; withinWords is the last.
var cuts = []fit{
	{padding: 2, cut: func(word string) []string { return []string{word} }},
	{padding: 2, cut: pieces},
	{padding: 1, cut: pieces},
}

var withinWords = []fit{{padding: 1, cut: syllables}}

// fitted makes columns as wide as their cells; where that is too much for the
// width, the widest give way, by the first way that does.
func fitted(t Table, width int, cuts []fit) fit {
	var found fit
	for _, found = range cuts {
		found.widths = make([]int, len(t.Columns))
		least := make([]int, len(t.Columns))
		total := len(t.Columns)*(1+found.padding) + 1 // the rules and blanks between columns
		for i, c := range t.Columns {
			measure := func(cell string) {
				found.widths[i] = max(found.widths[i], twwidth.Width(cell))
				for word := range strings.FieldsSeq(cell) {
					for _, part := range found.cut(word) {
						least[i] = max(least[i], shownWidth(part))
					}
				}
			}
			measure(c.Name)
			for _, row := range t.Rows {
				if i < len(row) {
					measure(row[i])
				}
			}
			total += found.widths[i]
		}
		for ; total > width; total-- {
			widest := -1
			for i, w := range found.widths {
				if w > least[i] && (widest < 0 || w > found.widths[widest]) {
					widest = i
				}
			}
			if widest < 0 {
				break
			}
			found.widths[widest]--
		}
		if found.over = max(0, total-width); found.over == 0 {
			break
		}
	}
	return found
}

// cell is a cell of a column, printable and folded where a word in it is too wide
// for the column.
func (f fit) cell(column int, text string) string {
	width := f.widths[column]
	var lines []string
	for word := range strings.FieldsSeq(printable(text)) {
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

// piece is a part of a name that a line may end behind.
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

// syllable is how many letters of a long word stay together.
const syllable = 7

// syllables splits long words within, as the last way to make a column narrow.
func syllables(word string) []string {
	var parts []string
	for _, p := range pieces(word) {
		if !letters.MatchString(p) || len(p) < syllable+2 {
			parts = append(parts, p)
			continue
		}
		for ; len(p) >= syllable+2; p = p[syllable:] {
			parts = append(parts, p[:syllable]+softHyphen)
		}
		parts = append(parts, p)
	}
	return parts
}

var letters = regexp.MustCompile(`^[A-Za-z]+[.\-_/]*$`)
