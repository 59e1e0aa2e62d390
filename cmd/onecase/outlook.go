package main

import (
	"cmp"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"onecase/cmd/onecase/internal/report"
	"onecase/discretion"
	"onecase/discretion/predict"
	"onecase/discretion/rules"
	"onecase/sample"
	"onecase/sample/sheet"
	"onecase/stats"
)

func outlookVerb() verb {
	flags := []cli.Flag{
		&cli.StringSliceFlag{Name: "rate", Usage: "`RATE` of yes that is assumed to be true, for all questions, or QUESTION=RATE, STANDARD=RATE; may be repeated"},
		&cli.StringSliceFlag{Name: "applies", Usage: "`QUESTION=SHARE`: to what share of the cases a question applies; without it all, or as in the earlier inspection"},
		&cli.StringSliceFlag{Name: "judged", Usage: "`STANDARD=RATING`, for the overall rating; or a rating for all that are judged directly"},
		&cli.StringSliceFlag{Name: "size", Usage: "`GROUP=n`: cases to read; without it what the rules' confidence and margin ask for"},
		&cli.GenericFlag{Name: "agreement", Usage: "`CHANCE` that an answer is found as it truly is", Value: &share{high: 1}, DefaultText: "all are"},
		&cli.GenericFlag{Name: "wanted", Usage: "`CHANCE` of the right band: from how many cases is it reached?", Value: &share{high: 1, openEnds: true}, DefaultText: "not asked"},
		&cli.GenericFlag{Name: "replicates", Usage: "samples to simulate, `N`, where exact is too much", Value: &count{least: 1, most: maxCount, value: predict.DefaultOutlookReplicates}},
		&cli.StringFlag{Name: "seed", Usage: "the `TEXT` that a simulation comes from; without it one is made up and shown"},
	}
	for _, f := range inspectionFlags() {
		if f.Names()[0] != "record" {
			flags = append(flags, f)
		}
	}
	flags = append(flags, &cli.StringFlag{Name: "record", Usage: "the `RECORD` of a draw: populations and numbers of cases to read come from it"}, plotFlag())
	return verb{
		name: "outlook", args: "[INSPECTION.toml|JUDGEMENTS] [flags]",
		brief: "before fieldwork: what the sample may be expected to show, if assumed rates hold",
		manual: `Says, for rates of yes that are assumed to be true of all eligible cases, how likely
the sample is to show each band and the right one, to open a rating to discretion,
and to stand one judgement away from another band; which bands the expected number of
cases cannot produce; and how far the lowest of several questions falls short of the
true lowest on average.

Rates are given, or taken from an earlier inspection, with the shares of its cases
that each question applied to. Questions are independent, unless that inspection has
its answers case by case: then samples are drawn from cases like those. After the
draw, --record has the populations and how many cases are to be read.

Examples:
  onecase outlook --rules hmip-youth-2018 --population court=50,ooc=30 --rate 0.7
  onecase outlook kent.toml --population court=60 --wanted 80%
  onecase outlook --rules hmip-youth-2018 --rate 0.7 --applies ooc.joint-working.police=0.15
  onecase outlook --record kent.record.json --rate 0.7`,
		flags: flags,
		long:  true,
		run:   runOutlook,
	}
}

func runOutlook(c *call) error {
	if c.NArg() > 1 {
		return c.misuse("outlook does not take %q", c.Args().Get(1))
	}
	if err := c.checkPlot(); err != nil {
		return err
	}
	plan, warnings, err := c.outlookPlan()
	if err != nil {
		return err
	}
	options := predict.OutlookOptions{Rounding: c.assessOptions().Rounding, Agreement: c.share("agreement"), Wanted: c.share("wanted"),
		Replicates: c.count("replicates"), Seed: c.String("seed")}
	if options.Seed == "" {
		options.Seed = sample.MakeSeed()
	}
	if c.IsSet("agreement") && options.Agreement == 0 {
		return c.misuse("--agreement 0: it has to be above 0")
	}
	if c.IsSet("agreement") && c.IsSet("wanted") {
		return c.misuse("--wanted is worked out for answers that are found as they are: give one of --wanted and --agreement")
	}
	progress, stop := c.progress("samples")
	options.Progress = progress
	o, err := plan.Look(options)
	stop()
	if err != nil {
		return err
	}
	o.Warnings = append(warnings, o.Warnings...)
	figures, err := outlookFigures(o)
	if err != nil {
		return err
	}
	if err := c.plot(outlookTitle, figures); err != nil {
		return err
	}
	return c.show(outlookResultOf(o, options.Seed, c.IsSet("seed")), func() report.Document {
		return outlookDocument(o, c.String("format"), figureBlocks(c.String("format"), figures), c.explain())
	})
}

// outlookPlan makes the plan that the flags, the record of the draw and the
// earlier inspection say.
func (c *call) outlookPlan() (*predict.OutlookPlan, []stats.Warning, error) {
	inspection, warnings, err := c.outlookFrom()
	if err != nil {
		return nil, nil, err
	}
	plan, err := predict.OutlookLike(inspection, 0.5)
	if err != nil {
		return nil, nil, err
	}
	if name := c.String("record"); name != "" {
		record, err := discretion.ReadRecord(name)
		if err != nil {
			return nil, nil, err
		}
		if err := plan.UseRecord(record); err != nil {
			return nil, nil, err
		}
	}
	if err := c.assume(plan, inspection); err != nil {
		return nil, nil, err
	}
	if err := c.judged(plan); err != nil {
		return nil, nil, err
	}
	if err := c.outlookSizes(plan); err != nil {
		return nil, nil, err
	}
	return plan, warnings, nil
}

// outlookFrom reads the earlier inspection, or starts one with nothing in it.
func (c *call) outlookFrom() (*discretion.Inspection, []stats.Warning, error) {
	if c.IsSet("record") && c.IsSet("population") {
		return nil, nil, c.misuse("--record gives the populations: leave out --population")
	}
	if c.NArg() == 1 {
		name, o := c.Args().First(), discretion.OpenOptions{Rules: c.String("rules")}
		if discretion.IsTable(name) {
			var err error
			if o.Rules, err = c.rulesOr(c.String("record")); err != nil {
				return nil, nil, err
			}
		}
		inspection, warnings, err := c.open(name, o)
		if err != nil {
			return nil, nil, err
		}
		return inspection, warnings, c.populations(inspection, "population")
	}
	id, err := c.rulesOr(c.String("record"))
	if err != nil {
		return nil, nil, err
	}
	if id == "" {
		return nil, nil, c.misuse("outlook needs --rules or an earlier inspection; the rule sets are %s", strings.Join(rules.IDs(), ", "))
	}
	if !c.IsSet("rate") {
		return nil, nil, c.misuse("outlook needs --rate, what is assumed to be true, or an earlier inspection")
	}
	rules, err := rules.Load(id)
	if err != nil {
		return nil, nil, err
	}
	inspection := discretion.NewInspection(rules)
	return inspection, nil, c.populations(inspection, "population")
}

// assume puts what --rate and --applies say in a plan. Then cases of an earlier
// inspection no longer stand for the population.
func (c *call) assume(plan *predict.OutlookPlan, inspection *discretion.Inspection) error {
	rated := make([]bool, len(plan.Questions))
	for i, r := range inspection.Results.Questions {
		rated[i] = r.HasBand() || r.Known == discretion.Printed || r.Known == discretion.NoCase
	}
	rates := listed(c.StringSlice("rate"))
	slices.SortStableFunc(rates, func(a, b string) int { // one for all questions first
		return cmp.Compare(strings.Count(a, "="), strings.Count(b, "="))
	})
	for _, text := range rates {
		questions, rate, err := c.assumed("rate", text, plan.Rules)
		if err != nil {
			return err
		}
		for _, q := range questions {
			plan.Questions[q].Rate, rated[q] = rate, true
		}
		plan.Cases = nil
	}
	for _, text := range listed(c.StringSlice("applies")) {
		questions, applies, err := c.assumed("applies", text, plan.Rules)
		if err != nil {
			return err
		}
		for _, q := range questions {
			plan.Questions[q].Applies = applies
		}
		plan.Cases = nil
	}
	for i, q := range plan.Rules.Questions() {
		if _, judged := plan.Judged[q.Standard]; !rated[i] && !judged {
			plan.Questions[i].Applies = 0
			plan.Warnings = append(plan.Warnings, stats.Warning{Code: "nothing-assumed",
				Message: "nothing is assumed of " + q.ID + ", which is left out", Fix: stats.Advise("give %v, or %v for all", stats.Option{Name: "rate", Value: q.ID + "=RATE"}, stats.Option{Name: "rate", Value: "RATE"})})
		}
	}
	return nil
}

// assumed reads one share and the questions that it is about.
func (c *call) assumed(flag, text string, rules *rules.Set) (questions []int, value float64, err error) {
	name, number, named := strings.Cut(text, "=")
	if !named {
		number = name
	}
	assumed := share{high: 1}
	if err := assumed.Set(number); err != nil {
		return nil, 0, c.misuse("--%s %q: %v", flag, text, err)
	}
	if !named && flag == "applies" {
		return nil, 0, c.misuse("--applies %q: write it as QUESTION=SHARE", text)
	}
	name = strings.TrimSpace(name)
	var ids []string
	for i, q := range rules.Questions() {
		if !named || q.ID == name || q.Standard == name {
			questions = append(questions, i)
		}
		ids = append(ids, q.ID)
	}
	if len(questions) == 0 {
		return nil, 0, c.misuse("--%s %q: %s has no question or standard %q%s", flag, text, rules.ID, name, sheet.DidYouMean(name, ids))
	}
	return questions, assumed.value, nil
}

// judged puts what --judged says in a plan.
func (c *call) judged(plan *predict.OutlookPlan) error {
	for _, text := range listed(c.StringSlice("judged")) {
		standard, rating, named := strings.Cut(text, "=")
		if !named {
			standard, rating = "", text
		}
		if _, ok := plan.Rules.RatingIndex(rating); !ok {
			var ids []string
			for _, r := range plan.Rules.Ratings {
				ids = append(ids, r.ID)
			}
			return c.misuse("--judged %q: %q is not a rating; ratings are %s", text, rating, strings.Join(ids, ", "))
		}
		if _, ok := plan.Rules.StandardIndex(standard); named && !ok {
			return c.misuse("--judged %q: %s has no standard %q", text, plan.Rules.ID, standard)
		}
		for _, st := range plan.Rules.Standards {
			if st.ID == standard || !named && st.Judged {
				plan.Judged[st.ID] = rating
			}
		}
	}
	return nil
}

// outlookSizes puts the numbers of cases to read in a plan.
func (c *call) outlookSizes(plan *predict.OutlookPlan) error {
	for _, text := range listed(c.StringSlice("size")) {
		group, n, err := c.numbered("size", text, "GROUP=n, such as court=39")
		if err != nil {
			return err
		}
		size, ok := plan.Groups[group]
		if !ok {
			return c.misuse("--size %s: the rule set %s has no group %q", text, plan.Rules.ID, group)
		}
		if size.Population > 0 && n > size.Population {
			return c.misuse("--size %s: there are %d eligible cases", text, size.Population)
		}
		size.Sample = n
		plan.Groups[group] = size
	}
	return plan.SetSizes()
}
