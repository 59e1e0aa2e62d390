package report

import (
	"fmt"
	"slices"
	"strings"
)

// A Table has a row of column names and rows of cells.
type Table struct {
	Caption string
	Columns []Column
	Rows    [][]string // of a cell for each column, or of one, which is a heading
	Notes   []string   // below the table
	Form    bool       // empty cells are to be filled in by hand: on paper they have room
}

// A Column is the head of a table's column.
type Column struct {
	Name  string
	Right bool // numbers stand to the right
}

// Columns makes columns from names; a name that begins with ">" is a column
// of numbers.
func Columns(names ...string) []Column {
	columns := make([]Column, len(names))
	for i, name := range names {
		text, right := strings.CutPrefix(name, ">")
		columns[i] = Column{text, right}
	}
	return columns
}

// Add puts a row at the end. A cell is a text, a number, or a []string for several
// cells; those that are not given are empty.
func (t *Table) Add(cells ...any) {
	row := make([]string, 0, len(t.Columns))
	for _, c := range cells {
		if several, ok := c.([]string); ok {
			row = append(row, several...)
		} else {
			row = append(row, fmt.Sprint(c))
		}
	}
	for len(row) < len(t.Columns) {
		row = append(row, "")
	}
	t.Rows = append(t.Rows, row)
}

// AddHeading puts a row at the end that names those below it, across all columns.
func (t *Table) AddHeading(text string) { t.Rows = append(t.Rows, []string{text}) }

// isHeading reports whether a row is one of AddHeading.
func (t Table) isHeading(row []string) bool { return len(row) == 1 && len(t.Columns) > 1 }

// NoteIf puts a note below the table if it is to be there.
func (t *Table) NoteIf(there bool, note string) {
	if there {
		t.Notes = append(t.Notes, note)
	}
}

// Without is the table without the columns of some names.
func (t Table) Without(names ...string) Table {
	return t.only(func(column int) bool { return !slices.Contains(names, t.Columns[column].Name) })
}

// only is the table with some of its columns, by their numbers from 0.
func (t Table) only(wanted func(column int) bool) Table {
	part := Table{Caption: t.Caption, Notes: t.Notes}
	for i, c := range t.Columns {
		if wanted(i) {
			part.Columns = append(part.Columns, c)
		}
	}
	for _, row := range t.Rows {
		if t.isHeading(row) {
			part.AddHeading(row[0])
			continue
		}
		var cells []string
		for i, cell := range row { // a row may be shorter
			if wanted(i) {
				cells = append(cells, cell)
			}
		}
		part.Rows = append(part.Rows, cells)
	}
	return part
}
