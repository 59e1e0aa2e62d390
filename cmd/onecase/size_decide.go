package main

import (
	"fmt"

	"onecase/cmd/onecase/internal/report"
	"onecase/stats"
)

// A sizeToDecideResult is the JSON of size --decide.
type sizeToDecideResult struct {
	Criterion  string          `json:"criterion"`
	Low        float64         `json:"low"`
	High       float64         `json:"high"`
	Risks      [2]float64      `json:"risks"`
	Population *int            `json:"population"`
	Sample     int             `json:"sample"`
	Limit      int             `json:"limit"`
	Achieved   [2]float64      `json:"achieved_risks"`
	Steps      []stats.Step    `json:"steps"`
	Warnings   []stats.Warning `json:"warnings"`
}

// sizeToDecide finds the sample and the limit that call a population low or high.
func (c *call) sizeToDecide() error {
	low, high, err := c.sharePair("decide")
	if err != nil {
		return err
	}
	riskLow, riskHigh, err := c.sharePair("risks")
	if err != nil {
		return err
	}
	if err := c.checkPlot(); err != nil {
		return err
	}
	rule, err := stats.DecisionSize(stats.DecisionSpec{Population: c.count("population"), Low: low, High: high, RiskLow: riskLow, RiskHigh: riskHigh})
	if err != nil {
		return c.statsError(err)
	}
	result := sizeToDecideResult{
		Criterion: "decide", Low: low, High: high, Risks: [2]float64{riskLow, riskHigh},
		Population: populationOrNull(rule.Population), Sample: rule.Sample, Limit: rule.Limit,
		Achieved: [2]float64{rule.ActualRiskLow, rule.ActualRiskHigh}, Steps: rule.Steps,
		Warnings: worded(rule.Warnings),
	}
	title := fmt.Sprintf("Read %s; call the population high if more than %d are yes", countOf(rule.Sample, "case"), rule.Limit)
	if err := c.plot(title, decisionFigures(rule)); err != nil {
		return err
	}
	return c.show(result, func() report.Document {
		d := report.Document{Title: title, Warnings: result.Warnings}
		d.Add(report.Table{
			Columns: report.Columns("population is", ">share of yes", "called wrongly", ">chance", ">allowed"),
			Rows: [][]string{
				{"low", "up to " + percentText(low), "high", percentOf(rule.ActualRiskLow), percentText(riskLow)},
				{"high", "from " + percentText(high), "low", percentOf(rule.ActualRiskHigh), percentText(riskHigh)},
			},
			Notes: []string{"Between the two shares either call is accepted."},
		})
		d.Add(figureBlocks(c.String("format"), decisionFigures(rule))...)
		if c.explain() {
			d.Add(report.Heading("Working"), derivation(result.Steps))
		}
		return d
	})
}
