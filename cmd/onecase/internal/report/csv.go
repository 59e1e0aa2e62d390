package report

import (
	"encoding/csv"
	"io"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"onecase/stats/phrase"
)

// CSV writes a table that a spreadsheet opens with no cell taken for a formula.
func CSV(w io.Writer, t Table) error {
	out := csv.NewWriter(w)
	head := phrase.Each(t.Columns, func(c Column) string { return c.Name })
	for _, row := range slices.Insert(slices.Clone(t.Rows), 0, head) {
		if err := out.Write(phrase.Each(row, Inert)); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// plainNumber is text that a spreadsheet reads as the number it says.
var plainNumber = regexp.MustCompile(`^-?[0-9]+(\.[0-9]+)?%?$`)

// formulaWithin is what would begin a cell for a spreadsheet that takes semicolons or tabs for what separates cells, or a
// line end inside a cell for the end of a row.
var formulaWithin = regexp.MustCompile(`([;\t\r\n]"*)(['\p{Cf}]*[=+\-@＝＋－＠﹦﹢﹣﹫])`)

// Inert is a cell for a CSV file that a spreadsheet will show and not work out:
// text that begins as a formula does, with = + - or @, full-width or not (or a tab or
// line end that would be skipped), gets an apostrophe in front, and so does one that has
// apostrophes, or signs that are not seen, before that already. Signs that turn the direction of text are left
// out. So is a formula behind a semicolon, tab or line end within a text, which other spreadsheets take for the end of a
// cell. Numbers stay as they are. Package sheet takes the apostrophes off.
func Inert(cell string) string {
	cell = phrase.Straight(cell)
	if cell == "" || plainNumber.MatchString(cell) {
		return cell
	}
	cell = formulaWithin.ReplaceAllString(cell, "$1'$2")
	before := func(r rune) bool { return r == '\'' || unicode.Is(unicode.Cf, r) }
	if first, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(cell, before)); strings.ContainsRune("=+-@＝＋－＠﹦﹢﹣﹫\t\r\n", first) {
		return "'" + cell
	}
	return cell
}
