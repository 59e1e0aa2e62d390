package main

import (
	"cmp"
	"errors"
	"fmt"

	"onecase/cmd/onecase/internal/report"
	"onecase/discretion/predict"
	"onecase/sample"
)

// robustOptions are the flags of robust.
type robustOptions struct {
	inspectionOptions
	predict.Options
	prior string
	asks  *verbFlag // --agreement
}

func (o *robustOptions) bind(f *flagSet) {
	o.prior = "jeffreys"
	o.inspectionOptions.bind(f)
	f.text(&o.prior, "prior", "what is supposed of the answers before any case is read: jeffreys, uniform or `A,B`, which count as A yes and B no")
	o.asks = f.rate(&o.Agreement, "agreement", "`CHANCE` that a second inspector would judge an answer the same").shows("not asked")
	f.count(&o.More, "more", "`CASES` of each group to read beside those read")
	f.count(&o.Replicates, "replicates", "completed populations to simulate, `N`, where exact is too much; without it 100000, or fewer where thousands of cases are predicted")
	f.seed(&o.Seed)
}

func (o *robustOptions) run(c *call) error {
	words, err := c.arguments("an inspection file or a table of judgements")
	if err != nil {
		return err
	}
	options, err := o.options(c)
	if err != nil {
		return err
	}
	inspection, warnings, err := o.inspection(c, words[0])
	if err != nil {
		return err
	}
	progress, stop := c.progress("completed populations")
	options.Progress = progress
	r, err := predict.Robust(inspection, options)
	stop()
	if errors.Is(err, predict.ErrCountOfSample) {
		return fmt.Errorf("%w, with --agreement 90%%", err)
	}
	if err != nil {
		return err
	}
	r.Warnings = append(warnings, r.Warnings...)
	return c.showDrawn(robustResultOf(r, options.Seed, o.Seed != ""), robustFigures(r), func() report.Document {
		return robustDocument(r, c.format, c.explain)
	})
}

// options returns the options of the prediction, with a seed.
func (o *robustOptions) options(c *call) (options predict.Options, err error) {
	options = o.Options
	options.Rounding = o.rounding
	switch options.Prior, err = predict.ParsePrior(o.prior); {
	case err != nil:
		return options, c.wrong("prior", "", "%v", err)
	case o.asks.IsSet() && o.Agreement == 0:
		return options, c.misuse("--agreement 0: it has to be above 0")
	case o.asks.IsSet() && o.More > 0:
		return options, c.misuse("--agreement is about the cases that were read, --more about others: give one of them")
	}
	options.Seed = cmp.Or(o.Seed, sample.MakeSeed())
	return options, nil
}
