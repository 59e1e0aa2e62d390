package main

import (
	"cmp"

	"onecase/cmd/onecase/internal/report"
	"onecase/discretion"
	"onecase/discretion/predict"
	"onecase/discretion/rules"
	"onecase/sample"
	"onecase/stats"
)

func compareVerb() verb {
	o := &compareOptions{prior: "jeffreys"}
	return verb{
		name: "compare", args: "BEFORE AFTER [flags]",
		brief: "two inspections of one service: what changed, and what the samples leave open",
		manual: `Sets two inspections of the same service side by side. For each key question: both
shares, the difference in points (after less before) with its limits, the bands, and
whether no difference at all is within the limits. For each standard and overall:
both ratings, and the chance that reading every eligible case in both inspections
would show a better, the same or a worse rating.

BEFORE and AFTER are inspection files or tables of judgements, read as by onecase
rate. The number of eligible cases of a group comes from each file, from the record of
its draw, --record-before and --record-after, or from --population-before and
--population-after. What only one of the two has is named and left out. The two samples
are taken to be independent.

Method exact, the default, is guaranteed: whatever the two populations hold, limits
hold the true difference in at least 80 of 100 pairs of samples. Method mover joins
the exact limits of the two shares; it is not guaranteed, and where most cases were
read it can be right in fewer than half.

JSON: before and after say what was read; questions have difference, low and high as
proportions; standards and overall have better, same and worse as chances, null where
nothing of the rating comes from cases; left_out says what is not compared.

Examples:
  onecase compare kent.toml follow-up.toml
  onecase compare kent.toml follow-up.toml --confidence 95 --explain
  onecase compare kent.toml follow-up.toml --plot changes.svg
  onecase compare judgements.csv follow-up.toml --record-before kent.record.json
  onecase compare judgements.csv follow-up.toml --rules hmip-youth-2018 --population-before court=50,ooc=30`,
		flags: o.bind,
		long:  true,
		run:   o.run,
	}
}

// compareOptions are the flags of compare.
type compareOptions struct {
	judgementOptions
	predict.CompareOptions
	inspections [2]struct {
		record     string
		population []string
	}
	prior string
	plot  plot
}

func (o *compareOptions) bind(f *flagSet) {
	before, after := &o.inspections[0], &o.inspections[1]
	f.rules(&o.rules, "the rule set of both, `ID|FILE`; in place of those the inspection files name")
	f.text(&before.record, "record-before", "the `RECORD` of the draw of BEFORE: populations come from it, and cases not in its sample are refused").input()
	f.text(&after.record, "record-after", "the `RECORD` of the draw of AFTER").input()
	f.texts(&before.population, "population-before", "`GROUP=N`: eligible cases of a group in BEFORE, such as court=50,ooc=30")
	f.texts(&after.population, "population-after", "`GROUP=N`: eligible cases of a group in AFTER")
	oneOf(f, &o.Method, "method", "the `METHOD` of the limits: exact or mover", stats.Exact, stats.Mover)
	f.level(&o.Confidence, "the limits").shows("that of AFTER's rules, else " + percentText(rules.DefaultConfidence))
	f.percentRounding(&o.rounding)
	f.text(&o.prior, "prior", "what is supposed before any case is read: jeffreys, uniform or `A,B`, which count as A yes and B no")
	f.count(&o.Replicates, "replicates", "completed populations to simulate, `N`, where exact is too much; without it 100000, or fewer where thousands of cases are predicted")
	f.seed(&o.Seed)
	f.text(&o.sheet, "sheet", "the worksheet `NAME` to read; without it the first with data")
	f.encoding(&o.encoding)
	o.plot.bind(f)
}

func (o *compareOptions) run(c *call) error {
	if err := o.plot.check(c); err != nil {
		return err
	}
	words, err := c.arguments("the earlier inspection, a file or a table of judgements", "the later inspection as well")
	if err != nil {
		return err
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
		for _, w := range more {
			w.Message = which + ": " + w.Message
			warnings = append(warnings, w)
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
	if err := o.plot.write(c, compareWords{compared}.title(), compareFigures(compared)); err != nil {
		return err
	}
	result := compareResultOf(compared)
	result.Before.Record, result.After.Record = o.inspections[0].record, o.inspections[1].record
	return c.show(result, func() report.Document {
		return compareDocument(compared, c.format, c.explain)
	})
}

// options are those of the comparison, with a seed.
func (o *compareOptions) options(c *call) (options predict.CompareOptions, err error) {
	options = o.CompareOptions
	options.Rounding, options.Seed = o.rounding, cmp.Or(o.Seed, sample.MakeSeed())
	if options.Prior, err = predict.ParsePrior(o.prior); err != nil {
		return options, c.wrong("prior", "", "%v", err)
	}
	return options, nil
}
