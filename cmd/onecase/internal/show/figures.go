package show

import (
	"fmt"
	"slices"

	"onecase/cmd/onecase/internal/figure"
	"onecase/cmd/onecase/internal/report"
	"onecase/discretion"
	"onecase/discretion/predict"
	"onecase/discretion/rules"
	"onecase/sample"
	"onecase/sample/caselist"
	"onecase/stats/phrase"
)

// RateFigures are the figures of an assessment: how far each standard is from
// other ratings, and where its questions lie.
func RateFigures(a *discretion.Assessment) []figure.Drawing {
	return append(distanceFigures(a), questionFigures(a)...)
}

// distanceFigures show how many cases away other ratings are. There is none
// where nothing is rated.
func distanceFigures(a *discretion.Assessment) []figure.Drawing {
	words := rateWords{a: a}
	if words.noCases() {
		return nil
	}
	var distances []figure.Distance
	for _, st := range a.Standards {
		if !st.Judged && !st.Withheld && st.Computed != "" {
			distances = append(distances, figure.Distance{
				Name: words.rules().StandardTitle(st.ID), Rating: words.name(st.Computed),
				Down: words.reach(st.Down, "lowest rating"), Up: words.reach(st.Up, "highest rating"),
			})
		}
	}
	if distances == nil {
		return nil
	}
	return []figure.Drawing{figure.Distances("How many cases away another rating is", distances)}
}

// questionFigures show where each question lies, and the share of those for information. There is none without bands,
// nor where these count answers of no.
func questionFigures(a *discretion.Assessment) []figure.Drawing {
	words := rateWords{a: a}
	bands := each(a.Inspection.Rules.Bands, func(b rules.Band) figure.Band { return figure.Band{Name: words.name(b.Rating), From: b.From} })
	var standards []figure.Group[figure.Question]
	for _, st := range a.Standards {
		if st.Judged || !hasResult(st) {
			continue
		}
		shown := figure.Group[figure.Question]{Name: standardHeading(words.rules(), st.ID), Result: words.rating(st)}
		for _, q := range st.Results {
			row := figure.Question{Name: q.Question.Title(), Percent: PercentFigure(q), Figure: q.FigureText,
				Low: q.Low, High: q.High, Result: countText(q), Driver: slices.Contains(st.Drivers, q.Question.ID)}
			if q.Information && q.Proportion != nil {
				row.Percent, row.Figure, row.Information = new(100**q.Proportion), phrase.Share(*q.Proportion), true
			}
			shown.Rows = append(shown.Rows, row)
		}
		standards = append(standards, shown)
	}
	if set := a.Inspection.Rules; bands == nil || set.OwnBands() || set.Percent.Measure == rules.CountNo {
		return nil
	}
	return groupsOnSheets("Key questions against the bands", standards, 1,
		func(title string, part []figure.Group[figure.Question]) figure.Drawing {
			return figure.Questions(title, bands, part, a.Confidence)
		})
}

// PercentFigure is a question's figure where it is a percentage.
func PercentFigure(q discretion.QuestionAssessment) *float64 {
	if q.Points != nil && q.Points.Of == rules.MeanPoints {
		return nil
	}
	return q.Figure
}

// reach is a swing as a figure shows it; none says why there may be no swing.
func (w rateWords) reach(s *discretion.Swing, none string) figure.Reach {
	switch {
	case s == nil:
		return figure.Reach{None: none}
	case s.Fewest == nil:
		return figure.Reach{None: "not known"}
	case s.Most == nil:
		return figure.Reach{None: fmt.Sprintf("%d or more to %s", *s.Fewest, w.name(s.To))}
	}
	return figure.Reach{To: w.name(s.To), Fewest: *s.Fewest, Most: *s.Most}
}

// countText is the cases behind a percentage, "" where they are not known.
func countText(q discretion.QuestionAssessment) string {
	switch q.Known {
	case discretion.Counted, discretion.Answered, discretion.Recovered:
		if q.Points != nil {
			return yesOf(q)
		}
		return fmt.Sprintf("%d of %d", q.Yes, q.Of)
	case discretion.Nearest:
		return fmt.Sprintf("? of %d", q.Of)
	}
	return ""
}

// PlanFigures show what a sample of each group may hold.
func PlanFigures(list *List, plan *sample.Plan) []figure.Drawing {
	var figures []figure.Drawing
	for _, g := range plan.Groups {
		figures = append(figures, groupPlanFigures(Group(list.Rules, g.Group), g)...)
	}
	return figures
}

// groupPlanFigures has no figure where nothing is matched.
func groupPlanFigures(name string, g sample.GroupPlan) []figure.Drawing {
	var categories []figure.Category
	for _, m := range g.Match {
		categories = append(categories, figure.Category{Variable: caselist.VariableTitle(m.Variable),
			Name: caselist.CategoryTitle(m.Variable, m.Category), Population: m.Population,
			Share: m.Share, Fewest: m.Fewest, Most: m.Most})
	}
	return BalanceFigures(name+": what a matched sample holds", categories, g.Population, g.Sample, false)
}

// DrawFigures set each group's sample against its population.
func DrawFigures(d *Drawn) []figure.Drawing {
	var figures []figure.Drawing
	for i := range d.Record.Groups {
		figures = append(figures, groupDrawFigures(d, &d.Record.Groups[i])...)
	}
	return figures
}

// groupDrawFigures has no figure where nothing was matched.
func groupDrawFigures(d *Drawn, g *sample.GroupDraw) []figure.Drawing {
	s := Status(d.Record, g.Group)
	var categories []figure.Category
	for _, b := range Balance(d.List, g, s) {
		categories = append(categories, figure.Category{Variable: caselist.VariableTitle(b.Variable),
			Name: caselist.CategoryTitle(b.Variable, b.Category), Population: b.Population,
			Share: b.Target, Selected: b.Selected})
	}
	return BalanceFigures(d.groupName(g.Group)+": the sample against the eligible cases", categories, g.Population, len(s.Sample), true)
}

// BalanceFigures set each category of a population against a sample: one that may be drawn, or
// one that was.
func BalanceFigures(title string, categories []figure.Category, population, sampled int, drawn bool) []figure.Drawing {
	return onSheets(title, categories,
		func(figure.Category) int { return 1 },
		func(title string, part []figure.Category) figure.Drawing {
			return figure.Balance(title, part, population, sampled, drawn)
		})
}

// RobustFigures show how likely each overall score is.
func RobustFigures(r *predict.Robustness) []figure.Drawing {
	scoring := r.Inspection.Rules.Scoring
	if scoring == nil || len(r.Overall.Scores) == 0 || r.Overall.Computed == "" {
		return nil
	}
	bands := each(scoring.Bands, func(b rules.ScoreBand) figure.Band {
		return figure.Band{Name: robustWords{r: r}.name(b.Rating), From: float64(b.From)}
	})
	chances := each(r.Overall.Scores, func(s predict.ScoreChance) figure.ScoreChance { return figure.ScoreChance(s) })
	return []figure.Drawing{figure.Scores("How likely each overall score is", bands, chances, r.Overall.Score, scoring.Maximum)}
}

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

// Figures are the figures in a document, which only a page shows. Other formats
// have the numbers in tables.
func Figures(format string, figures []figure.Drawing) []report.Block {
	if format != "html" {
		return nil
	}
	return each(figures, func(f figure.Drawing) report.Block { return f.Figure() })
}
