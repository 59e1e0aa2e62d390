package sheet

import (
	"slices"
	"strings"

	"onecase/sample/sheet/internal/xlsx"
)

// settle chooses the header among the rows held back: the row with the most
// known headers; among equals, and where none is known, the first that has at
// least two different texts, and among these one that has a text in half of the columns at least, as a
// line of bands above the headings has not; else the first. A row that cells of the header are
// merged with is part of it. It does nothing once that is done.
func (b *builder) settle() {
	if len(b.head) == 0 {
		return
	}
	best, bestKnown, bestTexts := 0, -1, 0
	candidates := b.head[:min(headRows, len(b.head))]
	widest := 0
	for _, row := range candidates {
		widest = max(widest, filled(row.cells))
	}
	for i, row := range candidates {
		if slices.ContainsFunc(b.noHeader, func(r RowRange) bool { return r.Has(row.number) }) {
			continue
		}
		known := b.known(row.cells)
		texts := map[string]bool{}
		for _, c := range row.cells {
			texts[c] = c != ""
		}
		delete(texts, "")
		distinct := min(len(texts), 2)
		if distinct == 2 && 2*filled(row.cells) >= widest {
			distinct = 3
		}
		if known > bestKnown || known == bestKnown && distinct > bestTexts {
			best, bestKnown, bestTexts = i, known, distinct
		}
	}
	header, rest := b.head[best], b.head[best+1:]
	b.sheet.Above = best
	if joined, top := b.twoRows(best); joined != nil {
		b.sheet.Warnings.Add("header-joined", "",
			"the header is in rows %d and %d, whose texts were put together", b.head[top].number, b.head[top+1].number)
		b.sheet.Above = top
		header, rest = rawRow{number: b.head[top+1].number, cells: joined, fields: len(joined)}, b.head[top+2:]
	}
	b.sheet.HeaderRow = header.number
	b.fields = header.fields
	b.width = len(header.cells)
	b.sheet.Header = make([]string, b.width)
	for i, c := range header.cells {
		b.sheet.Header[i] = strings.Clone(strings.Join(strings.Fields(c), " ")) // the file's text is not kept for it
	}
	b.head = nil
	for _, row := range rest {
		b.body(row)
	}
}

// filled counts the cells that have a text.
func filled(cells []string) (n int) {
	for _, c := range cells {
		if c != "" {
			n++
		}
	}
	return n
}

// known counts the headers that are known.
func (b *builder) known(cells []string) int {
	n := 0
	for _, c := range cells {
		if c != "" && b.headers.known(c) {
			n++
		}
	}
	return n
}

// twoRows joins the chosen row with the one below or above it where a cell is merged
// over both, and gives the place of the upper one. It gives nil where no row is part
// of the header, or the two together are less of one.
func (b *builder) twoRows(best int) (joined []string, top int) {
	for _, top := range []int{best, best - 1} {
		if top < 0 || top+1 >= len(b.head) {
			continue
		}
		upper, lower := b.head[top], b.head[top+1]
		over := slices.ContainsFunc(b.merged, func(m xlsx.Area) bool {
			return m.Top == upper.number && m.Bottom == lower.number && m.Left < len(upper.cells) && upper.cells[m.Left] != ""
		})
		if !over {
			continue
		}
		if joined = b.join(upper, lower); b.known(joined) >= b.known(b.head[best].cells) {
			return joined, top
		}
	}
	return nil, 0
}

// join puts the texts of two rows together, column by column: "Order" merged over
// "Type" and "Date" makes "Order Type" and "Order Date". What means something by
// itself stays: "Child" over "Date of birth" adds nothing, "Previous order" would.
func (b *builder) join(upper, lower rawRow) []string {
	cells := make([]string, max(len(upper.cells), len(lower.cells)))
	copy(cells, upper.cells)
	for _, m := range b.merged {
		if m.Top != upper.number || m.Bottom != m.Top || m.Left >= len(upper.cells) {
			continue
		}
		for i := m.Left + 1; i <= m.Right && i < len(lower.cells); i++ {
			if lower.cells[i] != "" && cells[i] == "" {
				cells[i] = upper.cells[m.Left]
			}
		}
	}
	times := map[string]int{}
	for _, c := range lower.cells {
		times[c]++
	}
	for i, c := range lower.cells {
		if times[c] == 1 && b.headers.Alone != nil && b.headers.Alone(cells[i], c) {
			cells[i] = c
		} else {
			cells[i] = strings.TrimSpace(cells[i] + " " + c)
		}
	}
	return cells
}
