package report

import (
	"encoding/csv"
	"io"
	"regexp"
)

// CSV writes a table that a spreadsheet opens with no cell taken for a formula.
func CSV(w io.Writer, t Table) error {
	out := csv.NewWriter(w)
	head := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		head[i] = Inert(c.Name)
	}
	if err := out.Write(head); err != nil {
		return err
	}
	for _, row := range t.Rows {
		cells := make([]string, len(row))
		for i, cell := range row {
			cells[i] = Inert(cell)
		}
		if err := out.Write(cells); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// plainNumber is text that a spreadsheet reads as the number it says.
var plainNumber = regexp.MustCompile(`^-?[0-9]+(\.[0-9]+)?%?$`)

// Inert is a cell for a CSV file that a spreadsheet will show and not work out:
// text that begins as a formula does, with = + - or @ (or a tab or line end
// that would be skipped), gets an apostrophe in front. Numbers stay as they are.
func Inert(cell string) string {
	if cell == "" || plainNumber.MatchString(cell) {
		return cell
	}
	switch cell[0] {
	case '=', '+', '-', '@', '\t', '\r', '\n':
		return "'" + cell
	}
	return cell
}
