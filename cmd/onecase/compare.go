package main

import (
	"cmp"

	"onecase/cmd/onecase/internal/report"
	"onecase/cmd/onecase/internal/show"
	"onecase/discretion"
	"onecase/discretion/predict"
	"onecase/discretion/rules"
	"onecase/sample"
	"onecase/stats"
)

// compareOptions are the flags of compare.
type compareOptions struct {
	judgementOptions
	predict.CompareOptions
	inspections [2]struct {
		record     string
		population []string
	}
	prior string
}

func (o *compareOptions) bind(f *flagSet) {
	o.prior = "jeffreys"
	before, after := &o.inspections[0], &o.inspections[1]
	f.rules(&o.rules, "the rule set of both, `ID|FILE`, or none: each column of two tables is a question, and nothing is rated; in place of those the inspection files name")
	f.text(&before.record, "record-before",
		"the `RECORD` of the draw of BEFORE: populations come from it, and cases not in its sample are refused").input()
	f.text(&after.record, "record-after", "the `RECORD` of the draw of AFTER").input()
	f.texts(&before.population, "population-before", "`GROUP=N`: eligible cases of a group in BEFORE, such as court=50,ooc=30")
	f.texts(&after.population, "population-after", "`GROUP=N`: eligible cases of a group in AFTER")
	oneOf(f, &o.Method, "method", "the `METHOD` of the limits: exact or mover", stats.Exact, stats.Mover)
	f.level(&o.Confidence, "the limits").shows("that of AFTER's rules, else of its record's plan, else " + show.Percent(rules.DefaultConfidence))
	f.onOff(&o.Together, "together", "make the limits hold all at once with the confidence, in place of each on its own")
	f.percentRounding(&o.rounding)
	f.model(&o.Model)
	f.text(&o.prior, "prior", "what is supposed before any case is read, of each question or, tied, of the common level: jeffreys, uniform or `A,B`, which count as A yes and B no")
	f.count(&o.Replicates, "replicates",
		"completed populations to simulate, `N`, where exact is too much; without it 100000, or fewer where thousands of cases are predicted")
	f.seed(&o.Seed)
	f.text(&o.sheet, "sheet", "the worksheet `NAME` to read; without it the first with data")
	f.encoding(&o.encoding)
	o.said = true
	o.bindPlain(f)
	f.publish(&o.publish)
}

func (o *compareOptions) run(c *call) error {
	words, err := c.arguments("the earlier inspection, a file or a table of judgements", "the later inspection as well")
	if err != nil {
		return err
	}
	if pair, ok := printedPair(words); ok {
		if o.publish > 0 {
			return c.misuse("--publish withholds counts of inspections; two counts that are typed in are nobody's to withhold")
		}
		return o.printed(c, pair)
	}
	options, err := o.options(c)
	if err != nil {
		return err
	}
	var both [2]*discretion.Inspection
	var warnings []stats.Warning
	for i, which := range []string{"before", "after"} {
		inspection, more, err := o.drawn(c, words[i], o.inspections[i].record, "population-"+which, o.inspections[i].population)
		if err != nil {
			return err
		}
		if inspection, more, err = o.published(c, which, inspection, more); err != nil {
			return err
		}
		for _, w := range more {
			warnings = append(warnings, w.In(which))
		}
		both[i] = inspection
	}
	progress, stop := c.progress("completed populations")
	options.Progress = progress
	compared, err := predict.Compare(both[0], both[1], options)
	stop()
	if err != nil {
		return err
	}
	compared.Warnings = append(warnings, compared.Warnings...)
	result := compareResultOf(compared)
	result.Withheld = c.withheld
	result.Before.Record, result.After.Record = o.inspections[0].record, o.inspections[1].record
	return c.showDrawn(result, show.CompareFigures(compared), func() report.Document {
		return show.Compare(compared, c.format, c.explain)
	})
}

// options returns the options of the comparison, with a seed.
func (o *compareOptions) options(c *call) (options predict.CompareOptions, err error) {
	options = o.CompareOptions
	options.Rounding, options.Seed = o.rounding, cmp.Or(o.Seed, sample.MakeSeed())
	if options.Prior, err = predict.ParsePrior(o.prior); err != nil {
		return options, c.wrong("prior", "", "%v", err)
	}
	return options, nil
}
