package main

import (
	"cmp"
	"errors"
	"fmt"

	"onecase/cmd/onecase/internal/report"
	"onecase/cmd/onecase/internal/show"
	"onecase/discretion/predict"
	"onecase/sample"
	"onecase/stats/phrase"
)

// robustOptions are the flags of robust.
type robustOptions struct {
	inspectionOptions
	predict.Options
	whatIfs
	misreadFlags
	prior string
	asks  [2]*verbFlag // --reread and --agreement
}

func (o *robustOptions) bind(f *flagSet) {
	o.prior = "jeffreys"
	o.inspectionOptions.bind(f)
	f.model(&o.Model)
	f.text(&o.prior, "prior", "what is supposed before any case is read, of each question and, tied, of the common level: jeffreys, uniform or `A,B`, which count as A yes and B no")
	f.onOff(&o.HoldDecisions, "hold-decisions", "keep what a panel decided, as onecase rate does; else ratings are those before discretion")
	o.bindSet(f)
	o.asks[0] = f.rate(&o.Agreement, "reread", "`CHANCE` that a second inspector would judge an answer the same").shows("not asked")
	o.asks[1] = f.rate(&o.Agreement, "agreement", "as --reread").shows("not asked")
	o.bindRates(f)
	f.count(&o.More, "more", "`CASES` of each group to read beside those read")
	f.count(&o.Replicates, "replicates",
		"completed populations to simulate, `N`, where exact is too much; without it 100000, or fewer where thousands of cases are predicted")
	f.seed(&o.Seed)
	f.publish(&o.publish)
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
	if o.publish > 0 && (len(o.set) > 0 || o.given()) {
		return c.misuse("--publish is about what was found: it does not go with --set, --wrong-yes and --wrong-no, which show what changes beside it")
	}
	inspection, changes, err := o.whatIf(c, inspection)
	if err != nil {
		return err
	}
	if inspection, warnings, err = o.published(c, "", inspection, warnings); err != nil {
		return err
	}
	progress, stop := c.progress("completed populations")
	options.Progress = progress
	r, err := predict.Robust(inspection, options)
	stop()
	if errors.Is(err, predict.ErrCountOfSample) {
		return fmt.Errorf("%w, with %s", err, phrase.Either(asPage, "the share of answers that a second inspector would agree on, such as 90%", "--reread 90%"))
	}
	if err != nil {
		return err
	}
	r.Warnings = append(warnings, r.Warnings...)
	result := robustResultOf(r, changes, options.Seed, o.Seed != "")
	result.Withheld = c.withheld
	return c.showDrawn(result, show.RobustFigures(r), func() report.Document {
		return show.Robust(r, changes, c.format, c.explain)
	})
}

// options returns the options of the prediction, with a seed.
func (o *robustOptions) options(c *call) (options predict.Options, err error) {
	options = o.Options
	options.Rounding = o.rounding
	if options.Rates, err = o.rates(c); err != nil {
		return options, err
	}
	switch options.Prior, err = predict.ParsePrior(o.prior); {
	case err != nil:
		return options, c.wrong("prior", "", "%v", err)
	case o.asks[0].IsSet() && o.asks[1].IsSet():
		return options, c.misuse("--agreement is another name of --reread: give one of them")
	case (o.asks[0].IsSet() || o.asks[1].IsSet()) && o.Agreement == 0:
		return options, c.misuse("--reread 0: it has to be above 0")
	case options.Rates != nil && o.Agreement > 0:
		return options, c.misuse("--reread is about a second reading that errs as the first did, --wrong-yes and --wrong-no about the truth: give one of them")
	case options.Rates != nil && o.More > 0:
		return options, c.misuse("--more takes the answers for the truth: it does not go with --wrong-yes and --wrong-no")
	case o.Agreement > 0 && o.More > 0:
		return options, c.misuse("--reread is about the cases that were read, --more about others: give one of them")
	}
	options.Seed = cmp.Or(o.Seed, sample.MakeSeed())
	return options, nil
}

// model declares the flag for how the rates of questions are supposed to lie.
func (f *flagSet) model(to *predict.Model) {
	oneOf(f, to, "model", "how the rates of a standard's questions are supposed to lie: tied, near each other, as near as they are found, or separate",
		predict.Tied, predict.Separate)
}
