package discretion

import (
	"slices"

	"onecase/discretion/rules"
	"onecase/stats"
)

// meanOfUnits estimates the figure of a question whose answers have points over units as strata:
// the mean of theirs by their weights. Source: Cochran 1977, section 5.3, and for cases that it
// does not apply to 5A.14; see [stats.Design.Mean].
func meanOfUnits(units []UnitShare, scale *rules.Scale, byCases bool) (stats.MeanEstimate, error) {
	design, cases, err := design(units, byCases)
	if err != nil {
		return stats.MeanEstimate{}, err
	}
	values, inside := make([]float64, len(cases)), make([]bool, len(cases))
	for i, c := range cases {
		if u := units[c.unit]; c.at < u.Of {
			values[i], inside[i] = worth(scale, u.levelAt(c.at)), true
		}
	}
	return design.Mean(values, inside)
}

// worth is what an answer at a level is worth, in the figure of its question.
func worth(scale *rules.Scale, level int) float64 {
	return figureOf(scale.FigureAt(scale.Above(level), 1)).float()
}

// levelAt is the level of the case at a place, the worst levels first.
func (r Result) levelAt(place int) int {
	levels := r.AtLevels()
	level := 0
	for level+1 < len(levels) && place >= levels[level] {
		place -= levels[level]
		level++
	}
	return level
}

// Mean estimates the figure of a question whose answers have points among all eligible cases: by
// the design of the draw, as [Estimate] does, where its record and the answers case by case are known,
// else as a simple random sample.
func (a *Assessment) Mean(q QuestionAssessment) (stats.MeanEstimate, error) {
	m, _, err := a.mean(q)
	return m, err
}

// mean is Mean; simple tells whether the cases were drawn alike.
func (a *Assessment) mean(q QuestionAssessment) (m stats.MeanEstimate, simple bool, err error) {
	scale := a.Inspection.Rules.ScaleOf(q.Question.Place, "")
	g, err := a.drawnMean(q)
	if err != nil {
		return m, false, err
	}
	if g == nil {
		u := UnitShare{QuestionAssessment: q, Weight: 1, group: a.groupSize(q.Group)}
		u.Eligible, u.Estimated = u.eligible()
		m, err = meanOfUnits([]UnitShare{u}, scale, u.Eligible > 0)
		return m, true, err
	}
	values, inside, err := g.values(a.Inspection, q.Question.Place, a.Inspection.Results.Questions[q.Question.Place], scale)
	if err != nil {
		return m, false, err
	}
	m, err = g.design.Mean(values, inside)
	return m, false, err
}

// drawnMean is the draw behind the answers to a question, where its cases were not drawn alike and
// all that was read is known; else nil.
func (a *Assessment) drawnMean(q QuestionAssessment) (*boundGroup, error) {
	ins := a.Inspection
	if ins.Record == nil || ins.Results.Grid == nil || ins.Record.Group(q.Group) == nil || q.Known != Answered {
		return nil, nil
	}
	at := -1
	if q.Waiting > 0 {
		at = q.Question.Place
	}
	// Of the design alone; limits of shares are not made.
	g, err := ins.bindGroup(ins.Record, q.Group, at, EstimateOptions{Method: stats.DesignBeta, Confidence: a.Confidence})
	if err != nil || g == nil || len(g.strata) == 1 && !g.weighted && !matched(g.draw) {
		return nil, err
	}
	return g, nil
}

// meanLimits are approximate limits, cut at the least and the most there can be; nil where there
// are none.
func meanLimits(m stats.MeanEstimate, scale *rules.Scale, confidence float64) (low, high *float64) {
	l, h, ok := m.Limits(confidence)
	if !ok {
		return nil, nil
	}
	l, h = max(l, figureOf(scale.FigureAt(0, 1)).float()), min(h, figureOf(scale.FigureAt(scale.Span(), 1)).float())
	return &l, &h
}

// MeanPooled is one question whose answers have points, over the units with cases: the weighted
// mean of their means, or of their percents of the highest.
type MeanPooled struct {
	rules.Question
	Units     []UnitMean
	Estimate  stats.MeanEstimate
	Low, High *float64 // approximate, each pair by itself; nil where there are none
	Without   []string // units without cases
}

// UnitMean is the figure of a question with points in one unit.
type UnitMean struct {
	UnitShare
	Estimate stats.MeanEstimate
}

// mean pools a question whose answers have points.
func (p *Pooled) mean(q *QuestionPooled) error {
	scale := p.Rules.ScaleOf(q.Place, "")
	pooled := MeanPooled{Question: q.Question, Without: q.Without}
	first, alike, estimated := q.Units[0].Points, true, false
	for _, u := range q.Units {
		if u.Points == nil || u.Points.Of != first.Of || !slices.Equal(u.Points.Levels, first.Levels) {
			p.Left = append(p.Left, LeftOut{q.ID, "its answers do not have the same points in " + q.Units[0].Unit + " and " + u.Unit})
			return nil
		}
		own, simple, err := p.unit(u.Unit).mean(u.QuestionAssessment)
		if err != nil {
			return err
		}
		alike, estimated = alike && simple, estimated || u.Estimated && p.Weighting == WeightCases
		pooled.Units = append(pooled.Units, UnitMean{u, own})
	}
	var err error
	switch {
	case alike:
		if pooled.Estimate, err = meanOfUnits(q.Units, scale, p.Weighting == WeightCases); err != nil {
			return err
		}
	case estimated:
		p.Left = append(p.Left, LeftOut{q.ID,
			"its cases were not drawn alike in every unit, and to how many it applies is estimated: weigh the units equally, or by numbers that are known"})
		return nil
	default:
		var means []stats.MeanEstimate
		var weights []float64
		for _, u := range pooled.Units {
			means, weights = append(means, u.Estimate), append(weights, u.Weight)
		}
		pooled.Estimate = stats.MeanOfMeans(means, weights)
	}
	pooled.Low, pooled.High = meanLimits(pooled.Estimate, scale, p.Confidence)
	p.Means = append(p.Means, pooled)
	return nil
}
