package report

import (
	"regexp"
	"strings"
)

// A Screen is what text is written for.
type Screen struct {
	Width int // columns a line may have
	// Styled: headings are bold and the rules of tables dim. Nothing is told by
	// that alone.
	Styled bool
}

// bold is text in bold letters, where the screen has them.
func (s Screen) bold(text string) string {
	if !s.Styled {
		return text
	}
	return "\x1b[1m" + text + "\x1b[22m"
}

// rules are the lines of a table.
var rules = regexp.MustCompile(`[┌┬┐├┼┤└┴┘─│]+`)

// dimRules is a table with dim lines, where the screen has them.
func (s Screen) dimRules(table string) string {
	if !s.Styled {
		return table
	}
	return rules.ReplaceAllString(table, "\x1b[2m$0\x1b[22m")
}

// underlined is a heading with a line below it. The line stays where letters can be bold,
// because people copy from screens.
func (s Screen) underlined(text, line string) string {
	return s.bold(text) + "\n" + s.dimRules(strings.Repeat(line, len([]rune(text)))) + "\n"
}
