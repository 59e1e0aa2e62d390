package main

import (
	"fmt"

	"onecase/cmd/onecase/internal/figure"
)

// sheetRows is how many rows of a figure fit on a sheet of paper.
const sheetRows = 40

// sheets splits what a figure shows into parts that fit on a sheet; rows is how many
// rows each item takes.
func sheets[T any](all []T, rows func(T) int) [][]T {
	var parts [][]T
	taken := sheetRows + 1
	for _, one := range all {
		if taken += rows(one); taken > sheetRows {
			parts = append(parts, nil)
			taken = rows(one)
		}
		last := len(parts) - 1
		parts[last] = append(parts[last], one)
	}
	return parts
}

// groupsOnSheets draws groups on as many sheets as they need. Each row and each
// heading takes so many lines.
func groupsOnSheets[T any](title string, groups []figure.Group[T], lines int,
	draw func(title string, part []figure.Group[T]) figure.Drawing) []figure.Drawing {
	return onSheets(title, groups, func(g figure.Group[T]) int { return lines * (len(g.Rows) + 1) }, draw)
}

// onSheets draws a figure on as many sheets as it needs, and numbers their titles.
func onSheets[T any](title string, all []T, rows func(T) int, draw func(title string, part []T) figure.Drawing) []figure.Drawing {
	var figures []figure.Drawing
	parts := sheets(all, rows)
	for i, part := range parts {
		numbered := title
		if len(parts) > 1 {
			numbered += fmt.Sprintf(" (%d of %d)", i+1, len(parts))
		}
		figures = append(figures, draw(numbered, part))
	}
	return figures
}
