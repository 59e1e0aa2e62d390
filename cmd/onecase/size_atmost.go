package main

import (
	"fmt"
	"math"
	"strconv"

	"onecase/cmd/onecase/internal/report"
	"onecase/stats"
)

// A sizeAtMostResult is the JSON of size --at-most.
type sizeAtMostResult struct {
	Criterion  string          `json:"criterion"`
	AtMost     float64         `json:"at_most"`
	Expected   float64         `json:"expected"`
	Confidence float64         `json:"confidence"`
	Population *int            `json:"population"`
	Sample     int             `json:"sample"`
	Allowed    int             `json:"allowed"`
	Risk       float64         `json:"risk"`
	Steps      []stats.Step    `json:"steps"`
	Warnings   []stats.Warning `json:"warnings"`
}

// sizeAtMost finds the sample that shows that fewer than a share are faulty.
func (c *call) sizeAtMost() error {
	s := share{high: 1, openEnds: true}
	if err := s.Set(c.String("at-most")); err != nil {
		return c.misuse("--at-most %q: %v", c.String("at-most"), err)
	}
	spec := stats.AtMostSpec{Population: c.count("population"), Tolerable: s.value, Expected: c.share("expected"), Confidence: c.share("confidence")}
	size, err := stats.SizeAtMost(spec)
	if err != nil {
		return c.statsError(err)
	}
	result := sizeAtMostResult{
		Criterion: "at-most", AtMost: spec.Tolerable, Expected: spec.Expected,
		Confidence: spec.Confidence, Population: populationOrNull(spec.Population), Sample: size.Sample,
		Allowed: size.Allowed, Risk: size.Risk, Steps: size.Steps, Warnings: []stats.Warning{},
	}
	return c.show(result, func() report.Document {
		d := report.Document{Title: fmt.Sprintf("Read %s; fewer than %s are faulty if no more than %d of them are", countOf(size.Sample, "case"), percentText(spec.Tolerable), size.Allowed)}
		d.Add(report.Table{
			Columns: report.Columns(">population", ">one-sided confidence", ">tolerable", ">sample", ">allowed", ">risk"),
			Rows: [][]string{{unknownAs(populationOrNull(spec.Population), "unlimited"), percentText(spec.Confidence), percentText(spec.Tolerable),
				strconv.Itoa(size.Sample), strconv.Itoa(size.Allowed), percentOf(size.Risk)}},
			Notes: []string{fmt.Sprintf("Where %s or more are faulty, so few are found with a chance of at most %s.", percentText(spec.Tolerable), percentText(math.Round((1-spec.Confidence)*1e9)/1e9))},
		})
		if c.explain() {
			d.Add(report.Heading("Working"), derivation(result.Steps))
		}
		return d
	})
}
