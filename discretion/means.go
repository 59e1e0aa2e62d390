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

// Mean estimates the figure of a question whose answers have points among all eligible cases, its
// cases being a simple random sample.
func (a *Assessment) Mean(q QuestionAssessment) (stats.MeanEstimate, error) {
	u := UnitShare{QuestionAssessment: q, Weight: 1, group: a.groupSize(q.Group)}
	u.Eligible, u.Estimated = u.eligible()
	return meanOfUnits([]UnitShare{u}, a.Inspection.Rules.ScaleOf(q.Question.Place, ""), u.Eligible > 0)
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
	first := q.Units[0].Points
	for _, u := range q.Units {
		if u.Points == nil || u.Points.Of != first.Of || !slices.Equal(u.Points.Levels, first.Levels) {
			p.Left = append(p.Left, LeftOut{q.ID, "its answers do not have the same points in " + q.Units[0].Unit + " and " + u.Unit})
			return nil
		}
		own, err := p.unit(u.Unit).Mean(u.QuestionAssessment)
		if err != nil {
			return err
		}
		pooled.Units = append(pooled.Units, UnitMean{u, own})
	}
	var err error
	if pooled.Estimate, err = meanOfUnits(q.Units, scale, p.Weighting == WeightCases); err != nil {
		return err
	}
	pooled.Low, pooled.High = meanLimits(pooled.Estimate, scale, p.Confidence)
	p.Means = append(p.Means, pooled)
	return nil
}
