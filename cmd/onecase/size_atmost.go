package main

import (
	"fmt"
	"math"
	"strconv"

	"onecase/cmd/onecase/internal/report"
	"onecase/stats"
	"onecase/stats/phrase"
)

// A sizeAtMostResult is the JSON of size --at-most.
type sizeAtMostResult struct {
	Criterion  string          `json:"criterion"`
	AtMost     float64         `json:"at_most"`  // the tolerable share
	Expected   float64         `json:"expected"` // the share of yes that is expected
	Confidence float64         `json:"confidence"`
	Population int             `json:"population" null:"zero"`
	Sample     int             `json:"sample"`
	Allowed    int             `json:"allowed"` // yes answers that may be found
	Risk       float64         `json:"risk"`    // chance of finding no more although the share is not tolerable
	Steps      []stats.Step    `json:"steps"`
	Warnings   []stats.Warning `json:"warnings"`
}

// forAtMost finds the sample that shows that fewer than a share are faulty.
func (o *sizeOptions) forAtMost(*call) (a sizeAnswer, err error) {
	spec := stats.AtMostSpec{Population: o.Population, Tolerable: o.atMost, Expected: o.expected, Confidence: o.Confidence}
	size, err := stats.SizeAtMost(spec)
	if err != nil {
		return a, err
	}
	result := sizeAtMostResult{
		Criterion: "at-most", AtMost: spec.Tolerable, Expected: spec.Expected,
		Confidence: spec.Confidence, Population: spec.Population, Sample: size.Sample,
		Allowed: size.Allowed, Risk: size.Risk, Steps: size.Steps,
	}
	tolerable := percentText(spec.Tolerable)
	d := report.Document{Title: fmt.Sprintf("Read %s; fewer than %s are faulty if no more than %d of them are", phrase.Count(size.Sample, "case"), tolerable, size.Allowed)}
	d.Add(report.Table{
		Columns: report.Columns(">population", ">one-sided confidence", ">tolerable", ">sample", ">allowed", ">risk"),
		Rows: [][]string{{knownOr(result.Population, "unlimited"), percentText(spec.Confidence), tolerable,
			strconv.Itoa(size.Sample), strconv.Itoa(size.Allowed), percentOf(size.Risk)}},
		Notes: []string{fmt.Sprintf("Where %s or more are faulty, so few are found with a chance of at most %s.", tolerable, percentText(math.Round((1-spec.Confidence)*1e9)/1e9))},
	})
	return sizeAnswer{result: result, document: d, working: []report.Block{derivation(result.Steps)}}, nil
}
