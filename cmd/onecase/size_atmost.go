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
	Criterion string `json:"criterion"`
	stats.AtMostSize
	Warnings []stats.Warning `json:"warnings"`
}

// forAtMost finds the sample that shows that fewer than a share are faulty.
func (o *sizeOptions) forAtMost(*call) (a sizeAnswer, err error) {
	size, err := stats.SizeAtMost(stats.AtMostSpec{Population: o.Population, Tolerable: o.atMost, Expected: o.expected,
		Confidence: o.Confidence})
	if err != nil {
		return a, err
	}
	tolerable := percentText(size.Tolerable)
	d := report.Document{Title: fmt.Sprintf("Read %s; fewer than %s are faulty if no more than %d of them are",
		phrase.Count(size.Sample, "case"), tolerable, size.Allowed)}
	d.Add(report.Table{
		Columns: report.Columns(">population", ">one-sided confidence", ">tolerable", ">sample", ">allowed", ">risk"),
		Rows: [][]string{{knownOr(size.Population, "unlimited"), percentText(size.Confidence), tolerable,
			strconv.Itoa(size.Sample), strconv.Itoa(size.Allowed), percentOf(size.Risk)}},
		Notes: []string{fmt.Sprintf("Where %s or more are faulty, so few are found with a chance of at most %s.",
			tolerable, percentText(math.Round((1-size.Confidence)*1e9)/1e9))},
	})
	return sizeAnswer{
		result: sizeAtMostResult{Criterion: "at-most", AtMostSize: size}, document: d, working: []report.Block{derivation(size.Steps)},
	}, nil
}
