package main

import (
	"fmt"
	"strings"

	"onecase/cmd/onecase/internal/figure"
	"onecase/cmd/onecase/internal/report"
	"onecase/discretion"
	"onecase/stats"
)

// intervalFigures set the limits of the methods side by side.
func intervalFigures(r intervalResult) []figure.Drawing {
	group := figure.LimitGroup{}
	for _, i := range r.Intervals {
		group.Limits = append(group.Limits, figure.Limit{Name: string(i.Method), Share: float64(r.Yes) / float64(r.Of), Low: i.Low, High: i.High, Strong: i.Guaranteed})
	}
	return []figure.Drawing{figure.Limits(r.document().Title, []figure.LimitGroup{group}, r.Confidence, "limits that hold the truth as often as promised")}
}

// estimateFigures show each question's estimate with its limits, by standard;
// with categories, each question is a heading.
func estimateFigures(e *discretion.Estimates) []figure.Drawing {
	var groups []figure.LimitGroup
	for _, q := range e.Questions {
		if q.Estimate.Of == 0 {
			continue
		}
		heading, name := "", q.Question
		if at := strings.LastIndex(q.Question, "."); at >= 0 {
			heading, name = q.Question[:at], q.Question[at+1:]
		}
		if e.By != "" {
			heading, name = q.Question, q.Category
			if name == "" {
				name = "all"
			}
		}
		if len(groups) == 0 || groups[len(groups)-1].Name != heading {
			groups = append(groups, figure.LimitGroup{Name: heading})
		}
		last := &groups[len(groups)-1]
		last.Limits = append(last.Limits, figure.Limit{Name: name, Result: fmt.Sprintf("%d of %d", q.Estimate.Yes, q.Estimate.Of),
			Share: q.Estimate.Proportion, Low: q.Interval.Low, High: q.Interval.High, Strong: e.By != "" && q.Category == ""})
	}
	var figures []figure.Drawing
	parts := sheets(groups, func(g figure.LimitGroup) int { return len(g.Limits) + 1 })
	for i, part := range parts {
		figures = append(figures, figure.Limits("Estimates and their limits"+ofParts(i, len(parts)), part, e.Confidence, "all cases of the question"))
	}
	return figures
}

// poolFigures show each question's share in every unit, and in all together.
func poolFigures(p *discretion.Pooled) []figure.Drawing {
	var groups []figure.LimitGroup
	for _, q := range p.Questions {
		group := figure.LimitGroup{Name: q.ID}
		for _, u := range q.Units {
			if u.Low != nil && u.High != nil {
				group.Limits = append(group.Limits, figure.Limit{Name: u.Unit, Result: fmt.Sprintf("%d of %d", u.Yes, u.Of),
					Share: float64(u.Yes) / float64(u.Of), Low: *u.Low, High: *u.High})
			}
		}
		group.Limits = append(group.Limits, figure.Limit{Name: "together", Share: q.Share, Low: q.Interval.Low, High: q.Interval.High, Strong: true})
		groups = append(groups, group)
	}
	var figures []figure.Drawing
	parts := sheets(groups, func(g figure.LimitGroup) int { return len(g.Limits) + 1 })
	for i, part := range parts {
		figures = append(figures, figure.Limits("Each unit and all together"+ofParts(i, len(parts)), part, p.Confidence, "all units together"))
	}
	return figures
}

// compareFigures show each question before and after, and the difference.
func compareFigures(c *discretion.Compared) []figure.Drawing {
	var groups []figure.ChangeGroup
	for _, q := range c.Questions {
		standard := q.Before.Question.Standard
		if len(groups) == 0 || groups[len(groups)-1].Name != standard {
			groups = append(groups, figure.ChangeGroup{Name: standard})
		}
		last := &groups[len(groups)-1]
		d := q.Difference
		last.Changes = append(last.Changes, figure.Change{
			Name: short(q.Before.Question.ID, standard), Before: shareLimit(d.First, q.Before), After: shareLimit(d.Second, q.After),
			Difference: figure.Limit{Share: d.Estimate, Low: d.Low, High: d.High}, Limits: signedPoints(d.Low) + " to " + signedPoints(d.High),
		})
	}
	var figures []figure.Drawing
	parts := sheets(groups, func(g figure.ChangeGroup) int { return 2 * (len(g.Changes) + 1) })
	for i, part := range parts {
		figures = append(figures, figure.Changes("What changed, and what the samples leave open"+ofParts(i, len(parts)), part, c.Confidence))
	}
	return figures
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

// estimateFindings are how sure the estimates are, from the least to the surest.
func estimateFindings(e *discretion.Estimates, rules *discretion.RuleSet) report.Findings {
	var least, surest *discretion.QuestionEstimate
	questions := 0
	for i := range e.Questions {
		q := &e.Questions[i]
		if q.Estimate.Of == 0 || q.Category != "" {
			continue
		}
		questions++
		width := q.Interval.High - q.Interval.Low
		if least == nil || width > least.Interval.High-least.Interval.Low {
			least = q
		}
		if surest == nil || width < surest.Interval.High-surest.Interval.Low {
			surest = q
		}
	}
	if questions == 0 {
		return nil
	}
	between := func(q *discretion.QuestionEstimate) string {
		return fmt.Sprintf("%s, between %s and %s (%d of %d cases read)", namedQuestion(rules, q.Question), percentOf(q.Interval.Low), percentOf(q.Interval.High), q.Estimate.Yes, q.Estimate.Of)
	}
	l := report.Findings{fmt.Sprintf("The sample says of %s, at %s confidence, between which shares all eligible cases lie.", countOf(questions, "question"), percentText(e.Confidence)),
		"Least sure: " + between(least) + "."}
	if surest != least {
		l = append(l, "Surest: "+between(surest)+".")
	}
	return l
}

// findings say in a sentence what the first method's limits mean.
func (r intervalResult) findings() report.Findings {
	i := r.Intervals[0]
	text := fmt.Sprintf("Between %s and %s of all cases are yes, at %s confidence, by %s limits.", percentOf(i.Low), percentOf(i.High), percentText(r.Confidence), i.Method)
	if i.LowCount != nil && r.Population != nil {
		text = fmt.Sprintf("Between %d and %d of all %d cases are yes, at %s confidence, by %s limits.", *i.LowCount, *i.HighCount, *r.Population, percentText(r.Confidence), i.Method)
	}
	return report.Findings{text}
}
