package main

import (
	"fmt"

	"onecase/cmd/onecase/internal/report"
	"onecase/stats"
	"onecase/stats/phrase"
)

// A sizeToDecideResult is the JSON of size --decide.
type sizeToDecideResult struct {
	Criterion  string          `json:"criterion"`
	Low        float64         `json:"low"`   // the low share
	High       float64         `json:"high"`  // the high share
	Risks      [2]float64      `json:"risks"` // of calling the low one high and the high one low, allowed
	Population int             `json:"population" null:"zero"`
	Sample     int             `json:"sample"`
	Limit      int             `json:"limit"`          // the most yes answers at which the share is called low
	Achieved   [2]float64      `json:"achieved_risks"` // the same counted out
	Steps      []stats.Step    `json:"steps"`          // the derivation
	Warnings   []stats.Warning `json:"warnings"`
}

// toDecide finds the sample and the limit that call a population low or high.
func (o *sizeOptions) toDecide(*call) (a sizeAnswer, err error) {
	low, high := o.decide[0], o.decide[1]
	rule, err := stats.DecisionSize(stats.DecisionSpec{Population: o.Population, Low: low, High: high, RiskLow: o.risks[0], RiskHigh: o.risks[1]})
	if err != nil {
		return a, err
	}
	result := sizeToDecideResult{
		Criterion: "decide", Low: low, High: high, Risks: o.risks,
		Population: rule.Population, Sample: rule.Sample, Limit: rule.Limit,
		Achieved: [2]float64{rule.ActualRiskLow, rule.ActualRiskHigh}, Steps: rule.Steps,
		Warnings: worded(rule.Warnings),
	}
	title := fmt.Sprintf("Read %s; call the population high if more than %d are yes", phrase.Count(rule.Sample, "case"), rule.Limit)
	d := report.Document{Title: title, Warnings: result.Warnings}
	d.Add(report.Table{
		Columns: report.Columns("population is", ">share of yes", "called wrongly", ">chance", ">allowed"),
		Rows: [][]string{
			{"low", "up to " + percentText(low), "high", percentOf(rule.ActualRiskLow), percentText(o.risks[0])},
			{"high", "from " + percentText(high), "low", percentOf(rule.ActualRiskHigh), percentText(o.risks[1])},
		},
		Notes: []string{"Between the two shares either call is accepted."},
	})
	return sizeAnswer{result, d, decisionFigures(rule), []report.Block{derivation(result.Steps)}}, nil
}
