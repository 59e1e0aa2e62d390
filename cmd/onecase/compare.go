package main

import (
	"github.com/urfave/cli/v2"

	"onecase/cmd/onecase/internal/report"
	"onecase/discretion"
	"onecase/discretion/predict"
	"onecase/sample"
	"onecase/stats"
)

func compareVerb() verb {
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
		flags: []cli.Flag{
			&cli.StringFlag{Name: "rules", Usage: "the rule set of both, `ID|FILE`; in place of those the inspection files name"},
			&cli.StringFlag{Name: "record-before", Usage: "the `RECORD` of the draw of BEFORE: populations come from it, and cases not in its sample are refused"},
			&cli.StringFlag{Name: "record-after", Usage: "the `RECORD` of the draw of AFTER"},
			&cli.StringSliceFlag{Name: "population-before", Usage: "`GROUP=N`: eligible cases of a group in BEFORE, such as court=50,ooc=30"},
			&cli.StringSliceFlag{Name: "population-after", Usage: "`GROUP=N`: eligible cases of a group in AFTER"},
			choiceFlag("method", "the `METHOD` of the limits: exact or mover", string(stats.Exact), string(stats.Mover)),
			shareFlag("confidence", "two-sided confidence `LEVEL` of the limits; without it that of the later rules", 0.80),
			choiceFlag("percent-rounding", "how percentages are rounded before banding: half-up, half-even, down or none; without it as the `RULES` say", "rules", "half-up", "half-even", "down", "none"),
			&cli.StringFlag{Name: "prior", Usage: "what is supposed before any case is read: jeffreys, uniform or `A,B`, which count as A yes and B no", Value: "jeffreys"},
			countFlag("replicates", "completed populations to simulate, `N`, where exact is too much; without it 100000, or fewer where thousands of cases are predicted"),
			&cli.StringFlag{Name: "seed", Usage: "the `TEXT` that a simulation comes from; without it one is made up and shown"},
			&cli.StringFlag{Name: "sheet", Usage: "the worksheet `NAME` to read; without it the first with data"},
			&cli.StringFlag{Name: "encoding", Usage: "the character encoding `NAME` of a CSV file"},
			plotFlag(),
		},
		long: true, run: runCompare,
	}
}

func runCompare(c *call) error {
	if err := c.checkPlot(); err != nil {
		return err
	}
	words, err := c.arguments("the earlier inspection, a file or a table of judgements", "the later inspection as well")
	if err != nil {
		return err
	}
	options, err := c.compareOptions()
	if err != nil {
		return err
	}
	var both [2]*discretion.Inspection
	var warnings []stats.Warning
	for i, which := range []string{"before", "after"} {
		inspection, more, err := c.inspectionDrawn(words[i], c.String("record-"+which), "population-"+which)
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
	if err := c.plot(compareWords{compared}.title(), compareFigures(compared)); err != nil {
		return err
	}
	result := compareResultOf(compared)
	result.Before.Record, result.After.Record = unlessEmpty(c.String("record-before")), unlessEmpty(c.String("record-after"))
	return c.show(result, func() report.Document {
		return compareDocument(compared, c.String("format"), c.explain())
	})
}

// compareOptions reads the flags that are compare's own.
func (c *call) compareOptions() (predict.CompareOptions, error) {
	o := predict.CompareOptions{
		Method: stats.Method(c.choice("method")), Rounding: c.assessOptions().Rounding,
		Replicates: c.count("replicates"), Seed: c.String("seed"),
	}
	if c.IsSet("confidence") {
		o.Confidence = c.share("confidence")
	}
	var err error
	if o.Prior, err = predict.ParsePrior(c.String("prior")); err != nil {
		return o, c.misuse("--prior: %v", err)
	}
	if o.Seed == "" {
		o.Seed = sample.MakeSeed()
	}
	return o, nil
}
