package discretion

import "onecase/stats"

// precision adds the margin and the exact limits to a question with a count.
func (a *Assessor) precision(q *QuestionAssessment) {
	yes, of, population := q.Yes, q.Of, q.Result.Population
	confidence := a.out.Confidence
	if m, err := stats.Margin(stats.MarginSpec{Sample: of, Population: population, Confidence: confidence}); err == nil {
		q.Margin = &m.Margin
	}
	smallest := population
	if q.PopulationSource == PopulationAtMost {
		smallest = of
	}
	if i, err := stats.SubsampleInterval(stats.DrawnShare{Yes: yes, Of: of, Least: smallest, Most: population}, confidence); err == nil {
		q.Low, q.High = &i.Low, &i.High
	}
}
