package main

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"onecase/cmd/onecase/internal/report"
	"onecase/stats"
)

// impliedJSON holds the populations that a published size implies, by the
// convention asked for and by every other. Low is null where the one asked for
// gives that size for no population, and a warning says so; High is null there
// too, and where there is no upper limit.
type impliedJSON struct {
	Low      *int             `json:"low"`
	High     *int             `json:"high"`
	Variants []impliedVariant `json:"variants"`
}

type impliedVariant struct {
	Name string `json:"name"`
	Low  int    `json:"low"`
	High *int   `json:"high"` // null: no upper limit
}

// sizeBack works back from a published size: the populations it implies and,
// with a population, the conventions that give it and what it achieves.
func (c *call) sizeBack() error {
	spec, err := c.sizeSpec()
	if err != nil {
		return err
	}
	n := c.count("sample")
	implied, err := stats.Implied(n, spec)
	if err != nil {
		return c.statsError(err)
	}
	result := newSizeResult(spec)
	result.Sample = &n
	asked := stats.SizeConvention{Rounding: spec.Rounding}
	for _, i := range implied {
		if i.None {
			continue
		}
		result.Steps = append(result.Steps, i.Steps(spec)...)
		if result.Implied == nil {
			result.Implied = &impliedJSON{}
		}
		result.Implied.Variants = append(result.Implied.Variants, impliedVariant{i.String(), i.Low, populationOrNull(i.High)})
		if i.SizeConvention == asked {
			result.Implied.Low, result.Implied.High = populationOrNull(i.Low), populationOrNull(i.High)
		}
	}
	if result.Implied == nil {
		result.Warnings = append(result.Warnings, stats.Warning{Code: "none-fits",
			Message: fmt.Sprintf("No population gives a size of %d at this confidence and margin, by any convention.", n),
			Fix:     "try another confidence, margin or proportion"})
	} else if result.Implied.Low == nil {
		result.Warnings = append(result.Warnings, stats.Warning{Code: "none-fits-convention",
			Message: fmt.Sprintf("No population gives a size of %d by the convention asked for: %s.", n, asked),
			Fix:     "some populations do by the conventions that are listed"})
	}
	if spec.Population != stats.Infinite {
		if err := c.sizeAgainst(&result, n, spec); err != nil {
			return err
		}
	}
	return c.show(result, func() report.Document { return impliedDocument(c, result) })
}

// sizeAgainst compares a published size with those of a known population.
func (c *call) sizeAgainst(result *sizeResult, n int, spec stats.SizeSpec) error {
	margin, err := stats.Margin(stats.MarginSpec{Sample: n, Population: spec.Population, Confidence: spec.Confidence, Proportion: spec.Proportion})
	if err != nil {
		return c.statsError(err)
	}
	chance, _, err := stats.WithinMargin(n, spec.Population, spec.Margin)
	if errors.Is(err, stats.ErrLargeSample) {
		result.Warnings = append(result.Warnings, stats.ChanceNotCounted(err))
	} else if err != nil {
		return c.statsError(err)
	}
	sizes, err := stats.SizesByConvention(spec)
	if err != nil {
		return c.statsError(err)
	}
	result.Achieved, result.Probability, result.Steps = &margin.Margin, report.Number(chance), append(result.Steps, margin.Steps...)
	for _, s := range sizes {
		result.Variants = append(result.Variants, variantJSON{s.String(), s.Sample})
		if s.Sample == n {
			result.Reproduced = append(result.Reproduced, s.String())
		}
	}
	if len(result.Reproduced) == 0 {
		result.Warnings = append(result.Warnings, stats.Warning{Code: "not-reproduced",
			Message: fmt.Sprintf("No convention gives %d of %d.", n, spec.Population),
			Fix:     "try another confidence, margin or proportion, or a size for several groups together"})
	}
	return nil
}

func impliedDocument(c *call, r sizeResult) report.Document {
	d := report.Document{Title: fmt.Sprintf("Populations that a size of %d implies", *r.Sample), Warnings: r.Warnings}
	d.Add(report.Paragraph(fmt.Sprintf("At %s confidence, a margin of %s and a proportion of %s.",
		percentText(r.Confidence), percentText(r.Margin), percentText(r.Proportion))))
	if r.Implied != nil {
		table := report.Table{Columns: report.Columns("convention", ">from", ">to")}
		for _, v := range r.Implied.Variants {
			table.Rows = append(table.Rows, []string{v.Name, strconv.Itoa(v.Low), unknownAs(v.High, "no limit")})
		}
		d.Add(table)
	}
	if r.Population != nil {
		text := fmt.Sprintf("Read %d of %d: the margin by the formula is %s, the least chance of an estimate within %s is %s.",
			*r.Sample, *r.Population, percentOrDash(r.Achieved), percentText(r.Margin), percentOrDash(r.Probability))
		if len(r.Reproduced) > 0 {
			text += " This size follows from: " + strings.Join(r.Reproduced, "; ") + "."
		}
		d.Add(report.Paragraph(text))
	}
	if c.explain() {
		d.Add(report.Heading("Working"), symbols, derivation(workedSteps(r.Steps)))
	}
	return d
}

// sizeRow is a line of --table.
type sizeRow struct {
	Population  int      `json:"population"`
	Normal      int      `json:"normal"`
	Probability *float64 `json:"achieved_probability"` // of normal
	Estimate    int      `json:"estimate"`
	Interval    int      `json:"interval"`
}

// maxTable is how many populations a table takes.
const maxTable = 200

// sizeTable shows the sizes for a list of populations by every criterion.
func (c *call) sizeTable() error {
	spec, err := c.sizeSpec()
	if err != nil {
		return err
	}
	result := newSizeResult(spec)
	words := strings.Split(c.String("table"), ",")
	if len(words) > maxTable {
		return c.misuse("--table takes up to %d populations", maxTable)
	}
	for _, word := range words {
		N, err := strconv.Atoi(strings.TrimSpace(word))
		if err != nil || N < 1 || N > maxCount {
			return c.misuse("--table %q: each has to be a whole number from 1 to %d", word, maxCount)
		}
		row, steps, err := newSizeRow(spec, N)
		if err != nil {
			return c.statsError(err)
		}
		result.Table = append(result.Table, row)
		if c.explain() {
			result.Steps = append(result.Steps, steps...)
		}
	}
	return c.show(result, func() report.Document { return sizeTableDocument(c, result) })
}

// newSizeRow returns the sizes from a population of N by every criterion, and
// their working.
func newSizeRow(spec stats.SizeSpec, N int) (sizeRow, []stats.Step, error) {
	row := sizeRow{Population: N}
	var steps []stats.Step
	for _, criterion := range []stats.Criterion{stats.Normal, stats.Estimate, stats.IntervalWidth} {
		one := spec
		one.Population, one.Criterion = N, criterion
		if criterion != stats.Normal {
			one.Rounding = stats.RoundUp
		}
		size, err := stats.SampleSize(one)
		if err != nil {
			return row, nil, err
		}
		for _, step := range size.Steps {
			step.Name = fmt.Sprintf("%d cases, %s: %s", N, criterion, step.Name)
			steps = append(steps, step)
		}
		switch criterion {
		case stats.Normal:
			row.Normal, row.Probability = size.Sample, report.Number(size.AchievedProbability)
		case stats.Estimate:
			row.Estimate = size.Sample
		case stats.IntervalWidth:
			row.Interval = size.Sample
		}
	}
	return row, steps, nil
}

func sizeTableDocument(c *call, r sizeResult) report.Document {
	d := report.Document{Title: "Cases to read", Warnings: r.Warnings}
	d.Add(report.Paragraph(fmt.Sprintf("At %s confidence and a margin of %s. Normal guarantees nothing: beside it, the least chance over every population that the estimate is within the margin.",
		percentText(r.Confidence), percentText(r.Margin))))
	table := report.Table{Columns: report.Columns(">population", ">normal", ">its least chance", ">estimate", ">interval")}
	for _, row := range r.Table {
		table.Rows = append(table.Rows, []string{strconv.Itoa(row.Population), strconv.Itoa(row.Normal), percentOrDash(row.Probability),
			strconv.Itoa(row.Estimate), strconv.Itoa(row.Interval)})
	}
	d.Add(table)
	if c.explain() {
		d.Add(report.Heading("Working"), symbols, derivation(workedSteps(r.Steps)))
	}
	return d
}
