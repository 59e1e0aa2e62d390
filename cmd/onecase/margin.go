package main

import (
	"fmt"
	"strconv"

	"onecase/cmd/onecase/internal/report"
	"onecase/cmd/onecase/internal/show"
	"onecase/stats"
	"onecase/stats/phrase"
)

// marginOptions are the flags of margin.
type marginOptions struct {
	stats.MarginSpec
	within, earlier drawnSample
}

func (o *marginOptions) bind(f *flagSet) {
	o.Confidence, o.Proportion = 0.80, 0.5
	f.count(&o.Sample, "sample", "`n` cases read")
	f.count(&o.Population, "population", "`N` cases that they stand for; without it, as many as may be")
	f.drawn(&o.within, "within", "the `SAMPLE/POPULATION` that the cases are a sub-sample of")
	f.drawn(&o.earlier, "earlier", "margin of the difference from an earlier `SAMPLE/POPULATION`")
	f.confidence(&o.Confidence)
	f.share(&o.Proportion, "proportion", "`SHARE` of yes; one half has the widest margin")
}

// marginResult is the JSON of margin.
type marginResult struct {
	Sample     int             `json:"sample"`
	Population int             `json:"population" null:"zero"`
	Source     string          `json:"population_source"` // `given`, `at-most` or `unknown`
	Confidence float64         `json:"confidence"`
	Proportion float64         `json:"proportion"`
	Margin     float64         `json:"margin"`
	Earlier    *sampleJSON     `json:"earlier,omitempty"`           // only with `--earlier`
	Difference *float64        `json:"difference_margin,omitempty"` // only with `--earlier`
	Steps      []stats.Step    `json:"steps"`
	Warnings   []stats.Warning `json:"warnings"`
}

func (o *marginOptions) run(c *call) error {
	if _, err := c.arguments(); err != nil {
		return err
	}
	spec, source := o.MarginSpec, "given"
	if spec.Sample == 0 {
		return c.misuse("give the cases read with --sample")
	}
	if all := o.within.population; o.within.sample > 0 {
		if spec.Population != 0 {
			return c.misuse("--population is the sub-sample's own; leave --within out with it")
		}
		if all == 0 {
			return c.wrong("within", strconv.Quote(strconv.Itoa(o.within.sample)), "write the cases read and their population as 31/41")
		}
		var err error
		if _, spec.Population, err = stats.SubsamplePopulation(spec.Sample, o.within.sample, all); err != nil {
			return c.statsError(err)
		}
		source = "at-most"
	}
	margin, err := stats.Margin(spec)
	if err != nil {
		return c.statsError(err)
	}
	if spec.Population == stats.Infinite {
		source = "unknown"
	}
	said := margin.Warnings
	result := marginResult{
		Sample: spec.Sample, Population: spec.Population, Source: source, Confidence: spec.Confidence,
		Proportion: spec.Proportion, Margin: margin.Margin, Steps: margin.Steps, Warnings: worded(said),
	}
	if o.earlier.sample > 0 {
		first := spec
		first.Sample, first.Population = o.earlier.sample, o.earlier.population
		difference, err := stats.MarginOfDifference(first, spec)
		if err != nil {
			return c.statsError(err)
		}
		result.Earlier = &sampleJSON{first.Sample, first.Population}
		result.Difference = &difference.Margin
		result.Steps = difference.Steps
		said = difference.Warnings
		result.Warnings = worded(said)
	}
	return c.show(result, func() report.Document {
		return c.complete(marginDocument(result, said), nil, show.Symbols, show.Steps(result.Steps))
	})
}

func marginDocument(r marginResult, said []stats.Warning) report.Document {
	d := report.Document{Title: fmt.Sprintf("Margin of %s: %s points either way", phrase.Count(r.Sample, "case"),
		show.Points(r.Margin)), Warnings: said}
	population := show.KnownOr(r.Population, "unlimited")
	if r.Source == "at-most" {
		population = "at most " + population
	}
	table := report.Table{
		Columns: report.Columns(">sample", ">population", ">confidence", ">proportion", ">margin, points"),
		Rows: [][]string{{strconv.Itoa(r.Sample), population, show.Percent(r.Confidence), show.Percent(r.Proportion),
			show.Points(r.Margin)}},
	}
	if r.Earlier != nil {
		d.Title = fmt.Sprintf("Margin of the difference: %s points either way", show.Points(*r.Difference))
		table.Columns = append(table.Columns, report.Columns(">earlier sample", ">its population", ">margin of the difference, points")...)
		table.Rows[0] = append(table.Rows[0], strconv.Itoa(r.Earlier.Sample),
			show.KnownOr(r.Earlier.Population, "unlimited"), show.Points(*r.Difference))
	}
	d.Add(table)
	return d
}
