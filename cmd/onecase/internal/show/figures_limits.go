package show

import (
	"cmp"
	"fmt"
	"slices"

	"onecase/cmd/onecase/internal/figure"
	"onecase/discretion"
	"onecase/discretion/predict"
	"onecase/discretion/rules"
	"onecase/stats"
)

// EstimateFigures show each question's estimate with its limits, by standard;
// with categories, each question is a heading.
func EstimateFigures(e *discretion.Estimates, set *rules.Set) []figure.Drawing {
	var groups []figure.Group[figure.Limit]
	for _, q := range e.Questions {
		if q.Estimate.Of == 0 {
			continue
		}
		heading, name := set.QuestionTitle(q.Question), cmp.Or(q.Category, "all")
		if at, ok := set.QuestionIndex(q.Question); ok && e.By == "" {
			asked := set.Questions()[at]
			heading, name = standardHeading(set, asked.Standard), asked.Title()
		}
		groups = figure.Under(groups, heading, figure.Limit{Name: name, Result: fmt.Sprintf("%d of %d", q.Estimate.Yes, q.Estimate.Of),
			Share: q.Estimate.Proportion, Low: q.Interval.Low, High: q.Interval.High, Strong: e.By != "" && q.Category == ""})
	}
	return limitFigures("Estimates and their limits", groups, e.Confidence, "all cases of the question")
}

// PoolFigures show each question's share in every unit, and in all together.
func PoolFigures(p *discretion.Pooled) []figure.Drawing {
	var groups []figure.Group[figure.Limit]
	for _, q := range p.Questions {
		group := figure.Group[figure.Limit]{Name: p.Rules.QuestionTitle(q.ID)}
		for _, u := range q.Units {
			if u.Low != nil && u.High != nil {
				group.Rows = append(group.Rows, figure.Limit{Name: u.Unit, Result: fmt.Sprintf("%d of %d", u.Yes, u.Of),
					Share: float64(u.Yes) / float64(u.Of), Low: *u.Low, High: *u.High})
			}
		}
		group.Rows = append(group.Rows, figure.Limit{Name: "together",
			Share: q.Share, Low: q.Interval.Low, High: q.Interval.High, Strong: true})
		groups = append(groups, group)
	}
	return append(limitFigures("Each unit and all together", groups, p.Confidence, "all units together"), funnelFigures(p)...)
}

// funnelFigures show the units of each question beside what chance alone would give.
func funnelFigures(p *discretion.Pooled) (figures []figure.Drawing) {
	var funnels []figure.Funnel
	for _, q := range p.Questions {
		if !q.Census && len(q.Units) > 2 {
			funnels = append(funnels, funnelOf(p.Rules.QuestionTitle(q.ID), q))
		}
	}
	levels := each(stats.FunnelLevels, Percent)
	const onSheet = 8
	for part := range slices.Chunk(funnels, onSheet) {
		figures = append(figures, figure.Funnels("Units beside what chance alone would give", part, levels))
	}
	return figures
}

// funnelOf is a question's units with the limits at every size up to the largest.
func funnelOf(name string, q discretion.QuestionPooled) figure.Funnel {
	yes, of, most := 0, 0, 0
	f := figure.Funnel{Name: name}
	for _, u := range q.Units {
		f.Units = append(f.Units, figure.FunnelUnit{Name: u.Unit, Yes: u.Yes, Of: u.Of, Outside: !u.Funnel[0].Inside})
		yes, of, most = yes+u.Yes, of+u.Of, max(most, u.Of)
	}
	f.Share = float64(yes) / float64(of)
	for _, level := range stats.FunnelLevels {
		var sides [2][]figure.Point
		for n := 1; n <= most; n += max(1, most/120) {
			low, high, err := stats.DealtRange(n, yes, of, level)
			if err != nil {
				panic(err) // the units' own ranges were worked out
			}
			sides[0] = append(sides[0], figure.Point{X: float64(n), Y: float64(low) / float64(n)})
			sides[1] = append(sides[1], figure.Point{X: float64(n), Y: float64(high) / float64(n)})
		}
		f.Limits = append(f.Limits, sides)
	}
	return f
}

// limitFigures show groups of limits on as many sheets as they need.
func limitFigures(title string, groups []figure.Group[figure.Limit], confidence float64, strongMeans string) []figure.Drawing {
	return groupsOnSheets(title, groups, 1, func(title string, part []figure.Group[figure.Limit]) figure.Drawing {
		return figure.Limits(title, part, confidence, strongMeans)
	})
}

// CompareFigures show each question before and after, and the difference.
func CompareFigures(c *predict.Compared) []figure.Drawing {
	var groups []figure.Group[figure.Change]
	for _, q := range c.Questions {
		set, asked := c.After.Inspection.Rules, q.After.Question
		d := q.Difference
		groups = figure.Under(groups, standardHeading(set, asked.Standard), figure.Change{
			Name: asked.Title(), Before: shareLimit(d.First, q.Before), After: shareLimit(d.Second, q.After),
			Difference: figure.Limit{Share: d.Estimate, Low: d.Low, High: d.High},
			Limits:     signedPoints(d.Low) + " to " + signedPoints(d.High),
		})
	}
	return groupsOnSheets("What changed, and what the samples leave open", groups, 2,
		func(title string, part []figure.Group[figure.Change]) figure.Drawing {
			return figure.Changes(title, part, c.Confidence)
		})
}

// shareLimit is a share that is compared, with its own limits.
func shareLimit(drawn stats.DrawnShare, q discretion.QuestionAssessment) figure.Limit {
	share := float64(drawn.Yes) / float64(drawn.Of)
	l := figure.Limit{Result: countText(q), Share: share, Low: share, High: share}
	if q.Low != nil && q.High != nil {
		l.Low, l.High = *q.Low, *q.High
	}
	return l
}
