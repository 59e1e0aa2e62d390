package main

import (
	"fmt"
	"strconv"
	"strings"

	"onecase/cmd/onecase/internal/report"
	"onecase/cmd/onecase/internal/show"
	"onecase/stats"
)

// sizeRow is a line of --table.
type sizeRow struct {
	Population  int     `json:"population"`
	Normal      int     `json:"normal"`                          // the size by this criterion
	Probability float64 `json:"achieved_probability" null:"nan"` // of the size by `normal`
	Estimate    int     `json:"estimate"`                        // the size by this criterion
	Interval    int     `json:"interval"`                        // the size by this criterion
}

// maxTable is how many populations a table takes.
const maxTable = 200

// ofTable shows the sizes for a list of populations by every criterion.
func (o *sizeOptions) ofTable(c *call) (a sizeAnswer, err error) {
	result := newSizeResult(o.SizeSpec)
	words := strings.Split(o.table, ",")
	if len(words) > maxTable {
		return a, c.misuse("--table takes up to %d populations", maxTable)
	}
	for _, word := range words {
		N, err := strconv.Atoi(strings.TrimSpace(word))
		if err != nil || N < 1 || N > maxCount {
			return a, c.wrong("table", strconv.Quote(word), "each has to be a whole number from 1 to %d", maxCount)
		}
		row, steps, err := newSizeRow(o.SizeSpec, N)
		if err != nil {
			return a, err
		}
		result.Table = append(result.Table, row)
		if c.explain {
			result.Steps = append(result.Steps, steps...)
		}
	}
	return result.answer(sizeTableDocument(result)), nil
}

// newSizeRow returns the sizes from a population of N by every criterion, and
// their working.
func newSizeRow(spec stats.SizeSpec, N int) (sizeRow, []stats.Step, error) {
	row := sizeRow{Population: N}
	var steps []stats.Step
	for _, by := range []struct {
		stats.Criterion
		size *int
	}{{stats.Normal, &row.Normal}, {stats.Estimate, &row.Estimate}, {stats.IntervalWidth, &row.Interval}} {
		one := spec
		one.Population, one.Criterion = N, by.Criterion
		if by.Criterion != stats.Normal {
			one.Rounding = stats.RoundUp
		}
		size, err := stats.SampleSize(one)
		if err != nil {
			return row, nil, err
		}
		for _, step := range size.Steps {
			step.Name = fmt.Sprintf("%d cases, %s: %s", N, by.Criterion, step.Name)
			steps = append(steps, step)
		}
		*by.size = size.Sample
		if by.Criterion == stats.Normal {
			row.Probability = size.AchievedProbability
		}
	}
	return row, steps, nil
}

func sizeTableDocument(r sizeResult) report.Document {
	d := report.Document{Title: "Cases to read", Warnings: r.Warnings}
	d.Add(report.Paragraph(fmt.Sprintf("At %s confidence and a margin of %s. Normal guarantees nothing: beside it, the least chance over every population that the estimate is within the margin.",
		show.Percent(r.Confidence), show.Percent(r.Margin))))
	table := report.Table{Columns: report.Columns(">population", ">normal", ">its least chance", ">estimate", ">interval")}
	for _, row := range r.Table {
		table.Add(row.Population, row.Normal, show.PercentTenths(row.Probability), row.Estimate, row.Interval)
	}
	d.Add(table)
	return d
}
