package report

import (
	"fmt"
	"slices"
)

// A ColumnOf declares a column of a table whose rows are values of type T: its head, and the cell
// that each value has in it. [Col], [Num], [Under] and [Several] make one; its methods say
// when it is there and what explains it.
type ColumnOf[T any] struct {
	heads  []Column
	cells  func(T) []string
	under  func(T) string // the heading that a row stands below; "" for none
	absent bool
	ifAny  bool // absent where every cell says nothing
	notes  []string
	marks  []mark[T]
}

// A mark stands behind the cell of some rows and, where there is one, is explained below the table.
type mark[T any] struct {
	text, note string
	on         func(T) bool
}

// Col declares a column of texts.
func Col[T, V any](head string, of func(T) V) ColumnOf[T] {
	return ColumnOf[T]{heads: []Column{{Name: head}}, cells: func(row T) []string { return []string{fmt.Sprint(of(row))} }}
}

// Num declares a column of numbers, which stand to the right.
func Num[T, V any](head string, of func(T) V) ColumnOf[T] {
	c := Col(head, of)
	c.heads[0].Right = true
	return c
}

// Under declares a column of names that stand below headings: a heading goes across the table
// above the first of the rows in turn that have it. A row whose heading is "" stands by itself.
func Under[T any](head string, of func(T) (heading, name string)) ColumnOf[T] {
	c := Col(head, func(row T) string {
		heading, name := of(row)
		if heading != "" {
			return "· " + name
		}
		return name
	})
	c.under = func(row T) string { heading, _ := of(row); return heading }
	return c
}

// Below puts rows below headings without a sign of it in their names.
func (c ColumnOf[T]) Below(heading func(T) string) ColumnOf[T] {
	c.under = heading
	return c
}

// Several declares columns whose cells come together, such as one for each rating of a scale.
func Several[T any](heads []Column, of func(T) []string) ColumnOf[T] {
	return ColumnOf[T]{heads: heads, cells: of}
}

// If leaves the column out unless it is so.
func (c ColumnOf[T]) If(there bool) ColumnOf[T] {
	c.absent = c.absent || !there
	return c
}

// IfAny leaves the column out where each of its cells is empty or a dash.
func (c ColumnOf[T]) IfAny() ColumnOf[T] {
	c.ifAny = true
	return c
}

// Note explains the column below the table; "" explains nothing.
func (c ColumnOf[T]) Note(note string) ColumnOf[T] {
	if note != "" {
		c.notes = append(slices.Clip(c.notes), note)
	}
	return c
}

// Mark puts a mark behind the cells of some rows, and below the table what it means if any row
// has it and note is not "".
func (c ColumnOf[T]) Mark(text, note string, on func(T) bool) ColumnOf[T] {
	c.marks = append(slices.Clip(c.marks), mark[T]{text, note, on})
	return c
}

// there says whether the column has a place in the table of these rows.
func (c ColumnOf[T]) there(rows []T) bool {
	says := func(cell string) bool { return cell != "" && cell != "-" }
	return !c.absent && (!c.ifAny || slices.ContainsFunc(rows, func(row T) bool { return slices.ContainsFunc(c.cells(row), says) }))
}

// Fill is a table with a row for each of the values, by the columns that are declared for them,
// and the notes of these columns below its own.
func Fill[T any](t Table, rows []T, columns ...ColumnOf[T]) Table {
	columns = slices.DeleteFunc(columns, func(c ColumnOf[T]) bool { return !c.there(rows) })
	marked := map[string]bool{} // the notes of marks that a row has
	for _, c := range columns {
		t.Columns = append(t.Columns, c.heads...)
	}
	heading := ""
	for _, row := range rows {
		var all []string
		for _, c := range columns {
			if c.under != nil {
				if h := c.under(row); h != heading {
					if heading = h; h != "" {
						t.AddHeading(h)
					}
				}
			}
			cells := slices.Clone(c.cells(row))
			for _, m := range c.marks {
				if m.on(row) {
					cells[0] += m.text
					marked[m.note] = true
				}
			}
			all = append(all, cells...)
		}
		t.Rows = append(t.Rows, all)
	}
	for _, c := range columns {
		t.Notes = append(t.Notes, c.notes...)
		for _, m := range c.marks {
			t.NoteIf(m.note != "" && marked[m.note], m.note)
		}
	}
	return t
}
