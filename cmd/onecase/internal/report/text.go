package report

import (
	"bufio"
	"fmt"
	"io"
	"regexp"
	"strings"
	"unicode/utf8"

	"onecase/stats/phrase"
)

// Text writes the document for a screen.
func Text(w io.Writer, screen Screen, d Document) error {
	out, width := bufio.NewWriter(w), screen.Width
	if d.Title != "" {
		var title strings.Builder
		Fold(&title, d.Title, width, "", "")
		fmt.Fprintln(out, screen.bold(strings.TrimSuffix(title.String(), "\n")))
	}
	for i, block := range d.Blocks {
		if i > 0 || d.Title != "" {
			fmt.Fprintln(out)
		}
		switch b := block.(type) {
		case Part:
			out.WriteString(screen.underlined(Printable(string(b)), "="))
		case Heading:
			out.WriteString(screen.underlined(Printable(string(b)), "-"))
		case Paragraph:
			Fold(out, string(b), width, "", "")
		case lister:
			for _, item := range b.items() {
				Fold(out, item, width, "- ", "  ")
			}
		case Commands:
			for _, line := range b {
				fmt.Fprintln(out, "  "+Printable(line))
			}
		case Table:
			if err := textTable(out, b, screen); err != nil {
				return err
			}
		case Derivation:
			for j, step := range b {
				Fold(out, step.Title, width, fmt.Sprintf("%2d. ", j+1), "    ")
				for _, line := range step.lines() {
					Fold(out, line, width, "    ", "      ")
				}
			}
		case Figure:
			Fold(out, b.Title+": "+b.Description, width, "", "")
		}
	}
	if len(d.Warnings) > 0 {
		fmt.Fprintln(out)
		for _, warning := range d.Warnings {
			Fold(out, WarningText(warning), width, "! ", "  ")
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

// Fold writes text in lines no wider than width, the first after one prefix,
// the others after another.
func Fold(out io.Writer, text string, width int, first, rest string) {
	line, prefix := "", first
	for word := range strings.FieldsSeq(Printable(text)) {
		switch {
		case line == "":
			line = prefix + word
		case utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > width:
			fmt.Fprintln(out, line)
			prefix = rest
			line = prefix + word
		default:
			line += " " + word
		}
	}
	fmt.Fprintln(out, line)
}

// Printable replaces control characters, which could move a terminal's cursor,
// change its colours, or turn the direction of the text.
func Printable(text string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' || r >= 0x7f && r < 0xa0 || phrase.Misleading(r) {
			return '\uFFFD'
		}
		return r
	}, text)
}
