package discretion

import (
	"fmt"
	"strings"

	"onecase/sample"
	"onecase/stats"
)

// An estimator is an estimate being made.
type estimator struct {
	ins     *Inspection
	record  *sample.Record
	options EstimateOptions
	results []Result
	out     *Estimates
	notes   stats.PlacedWarnings // of designs and limits, which may be the same in several places
	missing []string             // questions without a result
}

// group estimates the questions of a group that was recorded and judged.
func (e *estimator) group(id string) error {
	if e.record.Group(id) == nil {
		return nil
	}
	g, err := e.ins.bindGroup(e.record, id, -1, e.options)
	if err != nil || g == nil {
		return err
	}
	e.out.Groups = append(e.out.Groups, GroupDesign{Group: id, Population: g.draw.Population, Sample: g.sampled, Judged: len(g.cells), Design: g.sentence})
	e.notes.Add(id, g.warnings...)
	for q, question := range e.ins.Rules.Questions() {
		if question.Group != id || !e.counted(e.results[q]) {
			continue
		}
		if e.ins.Results.Grid.waiting(q) == 0 {
			err = e.question(g, q)
		} else if answered, bound := e.ins.bindGroup(e.record, id, q, e.options); bound == nil {
			err = e.question(answered, q)
		} else {
			err = bound
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// counted tells whether a result has a count to estimate from, and warns.
func (e *estimator) counted(r Result) bool {
	switch r.Known {
	case PercentOnly:
		e.out.Warnings.Add("no-denominator", "say how many cases it applied to, under \"of\"",
			"%s: %s%% of a number of cases that is not stated; it is left out", stats.ID(r.Question), r.Percent)
		return false
	case NoResult:
		e.missing = append(e.missing, r.Question)
		return false
	case Nearest:
		e.out.Warnings = append(e.out.Warnings, NearestWarning(r, e.ins.Rules.Scale("").Rounding, "the estimate"))
		return true
	}
	return r.HasCount() // or else it applied to no case
}

// question estimates one question for its group and, with By, each category.
func (e *estimator) question(g *boundGroup, q int) error {
	id := e.results[q].Question
	answers, err := g.answers(e.ins, q, e.results[q])
	if err != nil {
		return err
	}
	for _, d := range g.domains(e.options.By) {
		estimate, err := g.estimate(answers, d, e.options)
		if err != nil {
			return fmt.Errorf("%s: %w", id, err)
		}
		estimate.Question, estimate.Waiting = id, e.results[q].Waiting
		e.notes.Add(strings.TrimRight(id+" "+d.category, " "), estimate.Interval.Warnings...)
		e.out.Questions = append(e.out.Questions, estimate)
	}
	return nil
}
