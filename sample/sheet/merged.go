package sheet

import (
	"sort"

	"onecase/stats/phrase"
)

// placeMerged deals with the merged cells below the header. A workbook keeps their
// text in the first cell alone. Whoever merged the officer's name over three rows
// meant all three, so each gets it. Which column a cell over several columns is
// about nobody can tell: the sheet says where those are, and those that leave
// cells of other rows blank are pointed out.
func (b *builder) placeMerged() {
	rows := b.packed.close(b.width)
	texts := fills{rows: rows, of: map[int][]uint32{}}
	bare := b.bareRows()
	var filled, stopped, wide tally
	visited := 0
	for _, m := range b.merged {
		if m.Left >= b.width || m.Top <= b.sheet.HeaderRow {
			continue
		}
		first := sort.Search(len(rows), func(i int) bool { return rows[i].Number >= m.Top })
		end := first
		for end < len(rows) && rows[end].Number <= m.Bottom {
			if end++; visited > len(rows)*b.width {
				return // they overlap, which no program writes
			}
			visited++
		}
		switch text := first < end && rows[first].Number == m.Top && texts.cell(first, m.Left) != ""; {
		case m.Right > m.Left:
			for _, row := range rows[first:end] {
				b.sheet.Across = append(b.sheet.Across, Span{Row: row.Number, First: m.Left, Last: m.Right})
			}
			if text && end-first > 1 {
				wide.add(m.Top)
			}
		case text:
			if texts.fillDown(first, end, m.Left, bare, &stopped) {
				filled.add(m.Top)
			}
		}
	}
	if filled.count > 0 {
		b.packed.rewrite(func(i int, cells []string) {
			for column := range texts.of {
				cells[column] = texts.cell(i, column)
			}
		})
		b.sheet.Warnings.Add("merged-cells", "",
			"the text of %d merged %s was taken for every row it covers (the first is in row %d)",
			filled.count, phrase.Plural(filled.count, "cell", "cells"), filled.first)
	}
	if stopped.count > 0 {
		b.sheet.Warnings.Add("merged-end", "if that row is a case, unmerge its cells and fill them in",
			"%d merged %s over a row with one text and nothing else, as a note has, and %s taken for that row and those below it (the first such row is %d)",
			stopped.count, phrase.Plural(stopped.count, "cell goes", "cells go"),
			phrase.Plural(stopped.count, "was not", "were not"), stopped.first)
	}
	if wide.count > 0 {
		b.sheet.Warnings.Add("merged-wide", "unmerge them and fill in every cell",
			"%d %s merged over several rows and columns, and only the first row and column of %s was taken to have the text (the first is in row %d)",
			wide.count, phrase.Plural(wide.count, "cell is", "cells are"), phrase.Plural(wide.count, "it", "each"), wide.first)
	}
}

// bareRows has the rows with one text and nothing else, as a heading or a note has.
// Where there are only two columns a case may look like that too.
func (b *builder) bareRows() map[int]bool {
	bare := map[int]bool{}
	headers := 0
	for _, h := range b.sheet.Header {
		if h != "" {
			headers++
		}
	}
	if headers < 3 {
		return bare
	}
	for _, row := range b.packed.rows {
		if i := row.Filled(0); i >= 0 && row.Filled(i+1) < 0 {
			bare[row.Number] = true
		}
	}
	return bare
}

// fills has the texts of merged cells for the blank cells that they cover.
type fills struct {
	rows  []Row
	texts []string
	of    map[int][]uint32 // by column, for each row the number of its text, from 1; 0 for none
}

// cell is the text of a cell, with what fills it. Rows go by their place.
func (f *fills) cell(row, column int) string {
	if of := f.of[column]; of != nil && of[row] > 0 {
		return f.texts[of[row]-1]
	}
	return f.rows[row].Cell(column)
}

// fillDown copies the text of the first row of a column to the blank cells below
// it, as far as the first bare row, and says whether there was any.
func (f *fills) fillDown(first, end, column int, bare map[int]bool, stopped *tally) (found bool) {
	for i := first + 1; i < end; i++ {
		if number := f.rows[i].Number; bare[number] {
			stopped.add(number)
			return found
		}
		if f.cell(i, column) != "" {
			continue
		}
		if !found {
			f.texts, found = append(f.texts, f.cell(first, column)), true
		}
		if f.of[column] == nil {
			f.of[column] = make([]uint32, len(f.rows))
		}
		f.of[column][i] = uint32(len(f.texts))
	}
	return found
}
