package main

import (
	"fmt"
	"strconv"

	"onecase/cmd/onecase/internal/figure"
	"onecase/cmd/onecase/internal/report"
	"onecase/stats"
)

// coverageOptions are the flags of coverage.
type coverageOptions struct {
	population, sample int
	confidence         float64
	method             string
	plot
}

func (o *coverageOptions) bind(f *flagSet) {
	o.confidence, o.method = 0.80, allMethods
	f.count(&o.population, "population", "`CASES` in all; leave it out where it is not known")
	f.count(&o.sample, "sample", "`CASES` read")
	f.confidence(&o.confidence)
	f.methods(&o.method)
	o.plot.bind(f)
}

// A coverageResult is the JSON of the verb.
type coverageResult struct {
	Population int             `json:"population" null:"zero"`
	Sample     int             `json:"sample"`
	Confidence float64         `json:"confidence"`
	Methods    []coverageRow   `json:"methods"`
	Warnings   []stats.Warning `json:"warnings"`
}

type coverageRow struct {
	Method       stats.Method `json:"method"`
	Guaranteed   bool         `json:"guaranteed"`
	Minimum      float64      `json:"minimum"`       // least coverage
	MinimumAt    float64      `json:"minimum_at"`    // the true share that has it
	MinimumCount *int         `json:"minimum_count"` // that share as cases
	Mean         float64      `json:"mean"`          // over all true shares
	MeanWidth    float64      `json:"mean_width"`    // over all true shares
}

func (o *coverageOptions) run(c *call) error {
	if _, err := c.arguments(); err != nil {
		return err
	}
	sample, population, confidence := o.sample, o.population, o.confidence
	if sample == 0 {
		return c.misuse("coverage needs --sample")
	}
	if err := c.checkPopulation(sample, population); err != nil {
		return err
	}
	if sample > coverageUpTo {
		return fmt.Errorf("coverage goes up to samples of %d cases, not %d", coverageUpTo, sample)
	}
	methods, warnings, err := c.methods(o.method, sample, population)
	if err != nil {
		return err
	}
	coverages, err := stats.Coverages(methods, sample, population, confidence)
	if err != nil {
		return err
	}
	result := coverageResult{
		Population: population, Sample: sample,
		Confidence: confidence, Methods: coverageRows(coverages), Warnings: warnings,
	}
	var figures []figure.Drawing
	if o.plot.file != "" || c.format == "html" {
		if figures, err = coverageFigures(result); err != nil {
			return err
		}
	}
	var working report.Derivation
	if c.explain {
		working = explainCoverage(result)
	}
	return c.showDrawn(result, figures, func() report.Document {
		d := result.document()
		if c.format == "csv" {
			d.Blocks[0] = withInputs(d.Blocks[0].(report.Table), []string{"sample", "population", "confidence"},
				strconv.Itoa(sample), knownOr(result.Population, "unknown"), percentText(confidence))
		}
		d.Add(figureBlocks(c.format, figures)...)
		if c.explain {
			d.Add(report.Heading("Working"), working)
		}
		return d
	})
}

func coverageRows(coverages []stats.Coverage) []coverageRow {
	var rows []coverageRow
	for _, v := range coverages {
		row := coverageRow{
			Method: v.Method, Guaranteed: v.Method.Guaranteed(), Minimum: v.Minimum, MinimumAt: v.MinimumAt,
			Mean: v.Mean, MeanWidth: v.MeanWidth,
		}
		if v.Population != stats.Infinite {
			row.MinimumCount = &v.MinimumCount
		}
		rows = append(rows, row)
	}
	return rows
}

// document shows the coverages to a person.
func (r coverageResult) document() report.Document {
	title := fmt.Sprintf("Limits from %d cases read, at %s confidence", r.Sample, percentText(r.Confidence))
	if r.Population != stats.Infinite {
		title = fmt.Sprintf("Limits from %d of %d cases, at %s confidence", r.Sample, r.Population, percentText(r.Confidence))
	}
	table := report.Table{
		Columns: report.Columns("method", "guaranteed", ">least coverage", ">at", ">mean coverage", ">mean width"),
		Notes: []string{
			"coverage: how often the limits hold the truth; at: the true share where that is least",
			"means are over every true share, each as likely",
		},
	}
	for _, m := range r.Methods {
		table.Rows = append(table.Rows, []string{
			string(m.Method), yesNo(m.Guaranteed), percentOf(m.Minimum), percentOf(m.MinimumAt), percentOf(m.Mean), percentOf(m.MeanWidth),
		})
	}
	return report.Document{Title: title, Blocks: []report.Block{table}, Warnings: r.Warnings}
}
