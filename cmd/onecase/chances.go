package main

import (
	"onecase/cmd/onecase/internal/report"
	"onecase/discretion/rules"
)

// probability writes a chance as a percentage. Only 0 and 1 are shown as 0% and 100%.
func probability(p float64) string {
	switch {
	case p <= 0:
		return "0"
	case p < 0.0005:
		return "<0.1%"
	case p > 0.9995 && p < 1-1e-12:
		return ">99.9%"
	}
	return percentOf(p)
}

// chanceOr writes a chance, or another text where it is not known.
func chanceOr(p *float64, otherwise string) string {
	if p == nil {
		return otherwise
	}
	return probability(*p)
}

// chanceColumns puts a column for the chance of each rating between other columns.
func chanceColumns(set *rules.Set, before []string, after ...string) []report.Column {
	names := before
	for _, rating := range set.Ratings {
		names = append(names, ">"+rating.Name)
	}
	return report.Columns(append(names, after...)...)
}

// chanceCells fills those columns, and marks one rating.
func chanceCells(set *rules.Set, chances []float64, marked string) []string {
	var cells []string
	for i, rating := range set.Ratings {
		switch {
		case chances == nil:
			cells = append(cells, "-")
		case rating.ID == marked:
			cells = append(cells, "*"+probability(chances[i]))
		default:
			cells = append(cells, probability(chances[i]))
		}
	}
	return cells
}
