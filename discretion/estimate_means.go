package discretion

import (
	"fmt"

	"onecase/discretion/rules"
	"onecase/sample/sheet"
	"onecase/stats"
)

// A QuestionMean is the figure of a question whose answers have points, among the cases of a
// population: their mean, or their percent of the highest there can be.
type QuestionMean struct {
	Question string
	Group    string
	Measure  rules.Measure
	Waiting  int // cases whose answer is not in yet
	Estimate stats.MeanEstimate
	// Low and High are approximate limits, cut at the least and the most there can be; nil where
	// there are none.
	Low, High *float64
	Design    string
}

// mean estimates a question whose answers have points, of all cases of its group.
func (e *estimator) mean(g *boundGroup, q int) error {
	question, r, scale := e.ins.Rules.Questions()[q], e.results[q], e.ins.Rules.ScaleOf(q, "")
	values, inside, err := g.values(e.ins, q, r, scale)
	if err != nil {
		return err
	}
	m := QuestionMean{Question: question.ID, Group: g.draw.Group, Measure: question.Measure, Waiting: r.Waiting, Design: g.sentence}
	if m.Estimate, err = g.design.Mean(values, inside); err != nil {
		return fmt.Errorf("%s: %w", question.ID, err)
	}
	if m.Low, m.High = meanLimits(m.Estimate, scale, e.options.Confidence); m.Low == nil && m.Estimate.Of > 0 {
		e.notes.Add(stats.ID(question.ID).Place(),
			stats.NewWarning("no-mean-limits", "",
				"there are no limits: the answers do not vary, or there are too few of them to show how much they vary"))
	}
	e.out.Means = append(e.out.Means, m)
	return nil
}

// values are what the answers of the judged cases are worth, in the figure of the question, and
// whether it applies to each.
func (g *boundGroup) values(ins *Inspection, q int, r Result, scale *rules.Scale) (values []float64, inside []bool, err error) {
	values, inside = make([]float64, len(g.cells)), make([]bool, len(g.cells))
	if g.rows != nil {
		for i, row := range g.rows {
			if level, ok := ins.Results.Grid.Cases[row].LevelOf(q, r.levels); ok {
				values[i], inside[i] = worth(scale, level), true
			}
		}
		return values, inside, nil
	}
	switch {
	case r.Of > len(values):
		return nil, nil, sheet.Problems{{Column: r.Question,
			Message: fmt.Sprintf("%s has %d cases and the sample of %s has %d", r.Question, r.Of, g.draw.Group, len(values)),
			Fix:     "give the record that the sample was drawn with"}}
	case len(g.strata) > 1 || g.weighted:
		return nil, nil, fmt.Errorf("the cases of %s do not weigh the same, so totals are not enough: give the judgements case by case (case_id, question, answer)", g.draw.Group)
	}
	i := 0
	for level, cases := range r.AtLevels() {
		for range cases {
			values[i], inside[i] = worth(scale, level), true
			i++
		}
	}
	return values, inside, nil
}
