package report

import (
	"slices"
	"strings"
)

// grids sets a table into a width. A table that is too wide breaks words, or is split
// into parts, one below the other, if it still does not fit or takes far more lines.
func grids(t Table, width int) (string, error) {
	if fit := fitted(t, width, foldings); fit.over == 0 {
		return grid(t, fit)
	}
	whole := fitted(t, width, breaking)
	inOne, err := grid(t, whole)
	if err != nil {
		return "", err
	}
	var inParts strings.Builder
	for _, part := range parted(t, width) {
		text, err := grid(part, fitted(part, width, slices.Concat(foldings, breaking)))
		if err != nil {
			return "", err
		}
		inParts.WriteString(text)
	}
	if whole.over == 0 && 3*strings.Count(inOne, "\n") <= 4*strings.Count(inParts.String(), "\n") {
		return inOne, nil
	}
	return inParts.String(), nil
}

// parted splits a table into as few parts as fit a width without a broken word. Each
// part has the columns that name the rows and about as many of the others.
func parted(t Table, width int) []Table {
	keys := keyColumns(t)
	others := len(t.Columns) - keys
	if others < 2 {
		return []Table{t}
	}
	for n := 2; ; n++ {
		var parts []Table
		for i := range n {
			from, to := keys+i*others/n, keys+(i+1)*others/n
			parts = append(parts, t.only(func(column int) bool { return column < keys || from <= column && column < to }))
		}
		tooWide := func(part Table) bool { return fitted(part, width, foldings).over > 0 }
		if n == others || !slices.ContainsFunc(parts, tooWide) {
			return parts
		}
	}
}

// keyColumns is how many of the first columns name a row: the second too where
// several rows have the same text in the first.
func keyColumns(t Table) int {
	seen := map[string]bool{}
	for _, row := range t.Rows {
		if len(row) > 0 && seen[row[0]] {
			return 2
		}
		if len(row) > 0 {
			seen[row[0]] = true
		}
	}
	return 1
}
