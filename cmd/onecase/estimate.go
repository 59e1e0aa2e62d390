package main

import (
	"fmt"
	"slices"

	"onecase/cmd/onecase/internal/report"
	"onecase/discretion"
	"onecase/discretion/rules"
	"onecase/stats"
)

// estimateOptions are the flags of estimate.
type estimateOptions struct {
	discretion.EstimateOptions
	inspectionOptions
}

func (o *estimateOptions) bind(f *flagSet) {
	f.text(&o.record, "record", "the `RECORD` of the draw").input()
	f.text(&o.By, "by", "the `VARIABLE` of the record whose categories are estimated too")
	oneOfOr("auto", f, &o.Method, "method", "the `METHOD` of the limits: exact-cells, exact, logit, beta, xlogit, mean or asin; auto is exact-cells for a matched sample unless its cells are too many and small, else exact",
		"", stats.ExactCells, stats.Exact, stats.DesignLogit, stats.DesignBeta, stats.DesignXLogit, stats.DesignMean, stats.DesignAsin)
	f.level(&o.Confidence, "the limits")
	f.rules(&o.rules, "the rule set of the questions, `ID|FILE`; without it the record's")
	f.judgementSheet(&o.sheet)
	f.encoding(&o.encoding)
	o.bindPlain(f)
}

func (o *estimateOptions) run(c *call) error {
	words, err := c.arguments("a file of judgements")
	if err != nil {
		return err
	}
	if o.record == "" {
		return c.misuse("estimate needs --record, the record of the draw")
	}
	inspection, warnings, err := o.inspection(c, words[0])
	if err != nil {
		return err
	}
	estimates, err := inspection.Estimate(inspection.Record, o.EstimateOptions)
	if err != nil {
		return fmt.Errorf("%s and %s: %w", words[0], o.record, err)
	}
	estimates.Warnings = append(warnings, estimates.Warnings...)
	return c.showDrawn(estimateResult(estimates, inspection.Rules.ID, o.record), estimateFigures(estimates, inspection.Rules), func() report.Document {
		return estimateDocument(estimates, inspection.Rules, c.format, c.explain)
	})
}

// estimateJSON is the result as programs read it.
type estimateJSON struct {
	Rules      string                   `json:"rules"`
	Record     string                   `json:"record"`
	Confidence float64                  `json:"confidence"`
	Method     stats.Method             `json:"method"`
	By         string                   `json:"by" null:"zero"` // of `--by`
	Groups     []discretion.GroupDesign `json:"groups"`
	Estimates  []estimateRow            `json:"estimates"` // each question, and each category of it with `--by`
	Warnings   []stats.Warning          `json:"warnings"`
}

type estimateRow struct {
	Question         string                      `json:"question"`
	Group            string                      `json:"group"`
	By               string                      `json:"by" null:"zero"`       // null for the whole group
	Category         string                      `json:"category" null:"zero"` // null for the whole group
	Yes              int                         `json:"yes"`
	Of               int                         `json:"of"`
	Population       *int                        `json:"population"`
	PopulationSource discretion.PopulationSource `json:"population_source"`
	TakenForAll      bool                        `json:"taken_for_all"`       // it applied to every case read, so it is taken to apply to every eligible case
	Waiting          int                         `json:"not_in_yet"`          // cases whose answer is not in yet, with `--so-far`
	Estimate         float64                     `json:"estimate" null:"nan"` // null where `of` is 0
	methodLimits
	StandardError *float64 `json:"standard_error"`
	Balanced      bool     `json:"balanced"` // the standard error is that of a matched sample
	Degrees       int      `json:"degrees_of_freedom"`
	Design        string   `json:"design"` // in words
}

func estimateResult(e *discretion.Estimates, set, record string) estimateJSON {
	out := estimateJSON{Rules: set, Record: record, Confidence: e.Confidence,
		Method: e.Method, By: e.By, Groups: e.Groups, Warnings: worded(e.Warnings)}
	for _, q := range e.Questions {
		row := estimateRow{
			Question: q.Question, Group: q.Group, Category: q.Category,
			Yes: q.Estimate.Yes, Of: q.Estimate.Of, PopulationSource: q.PopulationSource, TakenForAll: q.TakenForAll,
			Waiting: q.Waiting, Estimate: q.Estimate.Proportion, methodLimits: methodLimitsOf(q.Interval),
			Degrees: q.Estimate.DF, Balanced: q.Estimate.Balance > 0, Design: q.Design,
		}
		if q.Category != "" {
			row.By = e.By
		}
		if q.PopulationSource != discretion.PopulationUnknown {
			row.Population = &q.Population
		}
		if q.Estimate.Of > 0 {
			row.StandardError = &q.Estimate.SE
		}
		out.Estimates = append(out.Estimates, row)
	}
	return out
}

func estimateDocument(e *discretion.Estimates, set *rules.Set, format string, explain bool) report.Document {
	d := report.Document{Title: fmt.Sprintf("Estimates at %s confidence", percentText(e.Confidence)), Warnings: inWordsOf(set, e.Warnings)}
	d.Add(inShort(format, estimateFindings(e, set))...)
	for _, g := range e.Groups {
		waiting := slices.ContainsFunc(e.Questions, func(q discretion.QuestionEstimate) bool { return q.Waiting > 0 })
		table := headedTable{Table: report.Table{Columns: report.Columns("question", e.By, ">not in yet", ">yes/of", ">cases", ">estimate", ">low", ">high", "method")}}
		atMost, taken, cells := false, false, ""
		for _, q := range e.Questions {
			if q.Group != g.Group {
				continue
			}
			taken = taken || q.TakenForAll
			if q.Interval.Method == stats.ExactCells {
				cells = cellsNote(q.Interval.Guaranteed)
			}
			atMost = atMost || q.PopulationSource == discretion.PopulationAtMost && (q.Interval.Method == stats.Exact || q.Interval.Method == stats.ExactCells)
			table.addAsked(set, q.Question, q.Category, q.Waiting, fmt.Sprintf("%d/%d", q.Estimate.Yes, q.Estimate.Of), estimatePopulation(q),
				percentOf(q.Estimate.Proportion), percentOf(q.Interval.Low), percentOf(q.Interval.High), q.Interval.Method)
		}
		if e.By == "" {
			table.Table = table.Without("")
		}
		if !waiting {
			table.Table = table.Without("not in yet")
		}
		table.NoteIf(taken, "cases: the eligible ones that the question applies to; all of them where it applied to every case read, which is taken to hold of the others.")
		table.NoteIf(atMost, "up to N: the question applies to part of the cases; how many of those not read is not known, and the limits hold for every number there can be.")
		table.NoteIf(cells != "", cells)
		d.Add(report.Heading(groupName(set, g.Group)), report.Paragraph(capital(g.Design)+"."), table.Table)
	}
	d.Add(figureBlocks(format, estimateFigures(e, set))...)
	if explain {
		for _, q := range e.Questions {
			d.Add(report.Heading("Working: "+joinNonEmpty(", ", set.QuestionTitle(q.Question), q.Category)), explainEstimate(q))
		}
	}
	return d
}

// cellsNote says what limits over cells are.
func cellsNote(guaranteed bool) string {
	what := "guaranteed, whatever the answers are, also where they follow the matching variables: within each cell (the cases that are alike in all of them) the cases were drawn at random"
	if !guaranteed {
		what = "limits over the cells (the cases that are alike in all matching variables), within which the sample was drawn at random"
	}
	return "exact-cells: " + what + ". Often wider than the limits of a simple random sample, as what is read in one cell says nothing certain of another."
}

func estimatePopulation(q discretion.QuestionEstimate) string {
	switch q.PopulationSource {
	case discretion.PopulationGiven:
		return fmt.Sprint(q.Population)
	case discretion.PopulationAtMost:
		return fmt.Sprintf("up to %d", q.Population)
	}
	return "-"
}
