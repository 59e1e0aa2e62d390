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
}

func (o *coverageOptions) bind(f *flagSet) {
	o.confidence, o.method = 0.80, allMethods
	f.count(&o.population, "population", "`CASES` in all; leave it out where it is not known")
	f.count(&o.sample, "sample", "`CASES` read")
	f.confidence(&o.confidence)
	f.methods(&o.method)
}

// A coverageResult is the JSON of the verb.
type coverageResult struct {
	Population int              `json:"population" null:"zero"`
	Sample     int              `json:"sample"`
	Confidence float64          `json:"confidence"`
	Methods    []stats.Coverage `json:"methods"`
	Warnings   []stats.Warning  `json:"warnings"`
}

func (o *coverageOptions) run(c *call) error {
	if _, err := c.arguments(); err != nil {
		return err
	}
	if o.sample == 0 {
		return c.misuse("coverage needs --sample")
	}
	if err := c.checkPopulation(o.sample, o.population); err != nil {
		return err
	}
	if o.sample > coverageUpTo {
		return fmt.Errorf("coverage goes up to samples of %d cases, not %d", coverageUpTo, o.sample)
	}
	methods, warnings, err := c.methods(o.method, o.sample, o.population)
	if err != nil {
		return err
	}
	result := coverageResult{Population: o.population, Sample: o.sample, Confidence: o.confidence, Warnings: warnings}
	if result.Methods, err = stats.Coverages(methods, o.sample, o.population, o.confidence); err != nil {
		return err
	}
	var figures []figure.Drawing
	if c.plot != "" || c.format == "html" {
		if figures, err = coverageFigures(result); err != nil {
			return err
		}
	}
	return c.showDrawn(result, figures, func() report.Document {
		d := c.withInputs(result.document(), []string{"sample", "population", "confidence"},
			strconv.Itoa(o.sample), knownOr(o.population, "unknown"), percentText(o.confidence))
		return c.complete(d, figures, explainCoverage(result))
	})
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
