package show

import (
	"cmp"
	"strings"

	"onecase/cmd/onecase/internal/report"
	"onecase/discretion/predict"
	"onecase/discretion/rules"
)

// Probability writes a chance as a percentage. Only 0 and 1 are shown as 0% and 100%.
func Probability(p float64) string {
	switch {
	case p <= 0:
		return "0"
	case p < 0.0005:
		return "<0.1%"
	case p > 0.9995 && p < 1-1e-12:
		return ">99.9%"
	}
	return PercentTenths(p)
}

// chanceOr writes a chance, or another text where it is not known.
func chanceOr(p *float64, otherwise string) string {
	if p == nil {
		return otherwise
	}
	return Probability(*p)
}

// ratingColumns puts a column for each rating of a scale between other columns.
func ratingColumns(scale []rules.Rating, before []string, after ...string) []report.Column {
	names := before
	for _, rating := range scale {
		names = append(names, ">"+rating.Name)
	}
	return report.Columns(append(names, after...)...)
}

// chanceColumns does so for the ratings of standards, where they have one scale; else all are
// in one column.
func chanceColumns(set *rules.Set, before []string, after ...string) []report.Column {
	if len(set.Scales) > 0 {
		return report.Columns(append(append(before, "Ratings"), after...)...)
	}
	return ratingColumns(set.Ratings, before, after...)
}

// ratingCells fills the columns of a scale with chances, and marks one rating.
func ratingCells(scale []rules.Rating, chances []float64, marked string) []string {
	var cells []string
	for i, rating := range scale {
		switch {
		case chances == nil:
			cells = append(cells, "-")
		case rating.ID == marked:
			cells = append(cells, "*"+Probability(chances[i]))
		default:
			cells = append(cells, Probability(chances[i]))
		}
	}
	return cells
}

// chanceCells fills the columns of [chanceColumns] for a standard or one of its questions.
func chanceCells(set *rules.Set, standard string, chances []float64, marked string) []string {
	scale := RatingsOf(set, standard)
	return inColumns(set, scale, ratingCells(scale, chances, marked))
}

// ratingChances declares a column of chances for each rating of a scale, and marks one rating.
func ratingChances[T any](scale []rules.Rating, of func(T) (chances []float64, marked string)) report.ColumnOf[T] {
	return report.Several(ratingColumns(scale, nil), func(row T) []string {
		chances, marked := of(row)
		return ratingCells(scale, chances, marked)
	})
}

// overallChances is the table, of one row, of the chances of an overall rating.
func overallChances(set *rules.Set, note string, chances []float64, marked string, basis predict.Basis) report.Table {
	return report.Fill(report.Table{Notes: []string{note}}, []predict.Basis{basis},
		ratingChances(set.OverallRatings(), func(predict.Basis) ([]float64, string) { return chances, marked }),
		report.Col("Found by", basisText))
}

// standardChances declares these columns for a standard, or for one of its questions.
func standardChances[T any](set *rules.Set, of func(T) (standard string, chances []float64, marked string)) report.ColumnOf[T] {
	return report.Several(chanceColumns(set, nil), func(row T) []string {
		standard, chances, marked := of(row)
		return chanceCells(set, standard, chances, marked)
	})
}

// inColumns puts what is said of each rating in one cell where standards have several scales.
func inColumns(set *rules.Set, scale []rules.Rating, cells []string) []string {
	if len(set.Scales) == 0 {
		return cells
	}
	var parts []string
	for i, cell := range cells {
		if cell != "0" && cell != "-" && cell != "no" {
			parts = append(parts, scale[i].Name+" "+cell)
		}
	}
	return []string{cmp.Or(strings.Join(parts, ", "), "-")}
}

// RatingsOf is the scale of a standard, or of the overall rating for "".
func RatingsOf(set *rules.Set, standard string) []rules.Rating {
	if at, ok := set.StandardIndex(standard); ok {
		return set.RatingsOf(at)
	}
	return set.OverallRatings()
}
