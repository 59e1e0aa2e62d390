package main

import (
	"github.com/urfave/cli/v2"

	"onecase/cmd/onecase/internal/report"
	"onecase/discretion/predict"
	"onecase/sample"
)

func robustVerb() verb {
	return verb{
		name: "robust", args: "INSPECTION.toml|JUDGEMENTS [flags]",
		brief: "how likely each rating would be, had every eligible case been read",
		manual: `Predicts the cases that were not read from those that were, applies the rules to
the completed population, and says how likely each band of each key question,
standard and overall rating is. Discretion is not applied; judged standards stand.

Answers case by case keep together what was answered on the same case: whole cases
are predicted, exactly where that is small, else by a simulation whose error is
stated. From totals, questions are taken as independent, which says so, and bounds
that hold for any dependence stand beside.

Judgements are read as by onecase rate. The number of eligible cases comes from the
file, --population or --record.

--agreement asks something else: what would a second inspector find who reads the
same cases and gives each answer as the first did with that chance? --more asks what
reading so many more cases of each group would do.

Examples:
  onecase robust kent.toml
  onecase robust judgements.csv --rules hmip-youth-2018 --population court=50,ooc=30 --seed 1
  onecase robust kent.toml --agreement 90%
  onecase robust kent.toml --more 5`,
		flags: append(inspectionFlags(),
			&cli.StringFlag{Name: "prior", Usage: "what is supposed of the answers before any case is read: jeffreys, uniform or `A,B`, which count as A yes and B no", Value: "jeffreys"},
			&cli.GenericFlag{Name: "agreement", Usage: "`CHANCE` that a second inspector would judge an answer the same", Value: &share{high: 1}, DefaultText: "not asked"},
			countFlag("more", "`CASES` of each group to read beside those read"),
			countFlag("replicates", "completed populations to simulate, `N`, where exact is too much; without it 100000, or fewer where thousands of cases are predicted"),
			&cli.StringFlag{Name: "seed", Usage: "the `TEXT` that a simulation comes from; without it one is made up and shown"},
			plotFlag(),
		),
		long: true,
		run:  runRobust,
	}
}

func runRobust(c *call) error {
	words, err := c.arguments("an inspection file or a table of judgements")
	if err != nil {
		return err
	}
	if err := c.checkPlot(); err != nil {
		return err
	}
	options, err := c.robustOptions()
	if err != nil {
		return err
	}
	inspection, warnings, err := c.inspection(words[0])
	if err != nil {
		return err
	}
	progress, stop := c.progress("completed populations")
	options.Progress = progress
	r, err := predict.Robust(inspection, options)
	stop()
	if err != nil {
		return err
	}
	r.Warnings = append(warnings, r.Warnings...)
	if err := c.plot(robustWords{r}.title(), robustFigures(r)); err != nil {
		return err
	}
	return c.show(robustResultOf(r, options.Seed, c.IsSet("seed")), func() report.Document {
		return robustDocument(r, c.String("format"), c.explain())
	})
}

// robustOptions reads the flags that are robust's own.
func (c *call) robustOptions() (predict.Options, error) {
	o := predict.Options{
		Rounding: c.assessOptions().Rounding, Agreement: c.share("agreement"), More: c.count("more"),
		Replicates: c.count("replicates"), Seed: c.String("seed"),
	}
	var err error
	switch o.Prior, err = predict.ParsePrior(c.String("prior")); {
	case err != nil:
		return o, c.misuse("--prior: %v", err)
	case c.IsSet("agreement") && o.Agreement == 0:
		return o, c.misuse("--agreement 0: it has to be above 0")
	case c.IsSet("agreement") && o.More > 0:
		return o, c.misuse("--agreement is about the cases that were read, --more about others: give one of them")
	}
	if o.Seed == "" {
		o.Seed = sample.MakeSeed()
	}
	return o, nil
}
