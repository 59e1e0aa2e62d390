package discretion

import (
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
