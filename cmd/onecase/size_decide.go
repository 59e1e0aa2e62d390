package main

import (
	"fmt"

	"onecase/cmd/onecase/internal/report"
	"onecase/cmd/onecase/internal/show"
	"onecase/stats"
	"onecase/stats/phrase"
)

// A sizeToDecideResult is the JSON of size --decide.
type sizeToDecideResult struct {
	Criterion string `json:"criterion"`
	stats.DecisionRule
}

// toDecide finds the sample and the limit that call a population low or high.
func (o *sizeOptions) toDecide(*call) (a sizeAnswer, err error) {
	low, high := o.decide[0], o.decide[1]
	rule, err := stats.DecisionSize(stats.DecisionSpec{Population: o.Population, Low: low, High: high, Risks: o.risks})
	if err != nil {
		return a, err
	}
	said := rule.Warnings
	rule.Warnings = worded(said)
	title := fmt.Sprintf("Read %s; call the population high if more than %d are yes", phrase.Count(rule.Sample, "case"), rule.Limit)
	d := report.Document{Title: title, Warnings: said}
	d.Add(report.Table{
		Columns: report.Columns("population is", ">share of yes", "called wrongly", ">chance", ">allowed"),
		Rows: [][]string{
			{"low", "up to " + show.Percent(low), "high", show.PercentTenths(rule.ActualRisks[0]), show.Percent(o.risks[0])},
			{"high", "from " + show.Percent(high), "low", show.PercentTenths(rule.ActualRisks[1]), show.Percent(o.risks[1])},
		},
		Notes: []string{"Between the two shares either call is accepted."},
	})
	return sizeAnswer{sizeToDecideResult{"decide", rule}, d, show.DecisionFigures(rule), []report.Block{show.Steps(rule.Steps)}}, nil
}
