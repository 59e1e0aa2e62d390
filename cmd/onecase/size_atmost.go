package main

import (
	"fmt"
	"math"
	"strconv"

	"onecase/cmd/onecase/internal/report"
	"onecase/cmd/onecase/internal/show"
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
	tolerable := show.Percent(size.Tolerable)
	d := report.Document{Title: fmt.Sprintf("Read %s; fewer than %s are faulty if no more than %d of them are",
		phrase.Count(size.Sample, "case"), tolerable, size.Allowed)}
	d.Add(report.Table{
		Columns: report.Columns(">population", ">one-sided confidence", ">tolerable", ">sample", ">allowed", ">risk"),
		Rows: [][]string{{show.KnownOr(size.Population, "unlimited"), show.Percent(size.Confidence), tolerable,
			strconv.Itoa(size.Sample), strconv.Itoa(size.Allowed), show.PercentTenths(size.Risk)}},
		Notes: []string{fmt.Sprintf("Where %s or more are faulty, so few are found with a chance of at most %s.",
			tolerable, show.Percent(math.Round((1-size.Confidence)*1e9)/1e9))},
	})
	return sizeAnswer{
		result: sizeAtMostResult{Criterion: "at-most", AtMostSize: size}, document: d, working: []report.Block{show.Steps(size.Steps)},
	}, nil
}
