package main

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"onecase/cmd/onecase/internal/report"
	"onecase/cmd/onecase/internal/show"
	"onecase/discretion"
	"onecase/discretion/predict"
	"onecase/discretion/rules"
	"onecase/sample"
	"onecase/stats"
)

// outlookOptions are the flags of outlook.
type outlookOptions struct {
	inspectionOptions
	predict.OutlookOptions
	rates, applies, judged, sizes []string
	errs                          *verbFlag // --agreement
}

func (o *outlookOptions) bind(f *flagSet) {
	o.Replicates = predict.DefaultOutlookReplicates
	f.texts(&o.rates, "rate", "`RATE` of yes that is assumed to be true, for all questions, or QUESTION=RATE, STANDARD=RATE; of answers with points LEVEL:SHARE for each level, such as care.plan=no:30%,partly:50%,yes:20%; may be repeated")
	f.texts(&o.applies, "applies", "`QUESTION=SHARE`: to what share of the cases a question applies; without it all, or as in the earlier inspection")
	f.texts(&o.judged, "judged", "`STANDARD=RATING`, for the overall rating; or a rating for all that are judged directly")
	f.texts(&o.sizes, "size", "`GROUP=n`: cases to read; without it what the rules' confidence and margin ask for")
	o.errs = f.rate(&o.Agreement, "agreement", "`CHANCE` that an answer is found as it truly is").shows("all are")
	f.share(&o.Wanted, "wanted", "`CHANCE` of the right band: from how many cases is it reached?").shows("not asked")
	f.count(&o.Replicates, "replicates", "samples to simulate, `N`, where exact is too much")
	f.seed(&o.Seed)
	f.rules(&o.rules, "the rule set, `ID|FILE`; in place of the one the inspection file names")
	o.bindReading(f)
	f.text(&o.record, "record", "the `RECORD` of a draw: populations and numbers of cases to read come from it").input()
	f.publish(&o.publish)
}

func (o *outlookOptions) run(c *call) error {
	if len(c.args) > 1 {
		return c.misuse("outlook does not take %q", c.args[1])
	}
	if o.publish > 0 && o.record != "" {
		return c.misuse("--publish does not go with --record: it says to how many cases a question applies, and so how many the list has of a category; give --population and --size")
	}
	plan, warnings, err := o.outlookPlan(c)
	if err != nil {
		return err
	}
	options := o.OutlookOptions
	options.Rounding, options.Seed = o.rounding, cmp.Or(o.Seed, sample.MakeSeed())
	if o.errs.IsSet() && options.Agreement == 0 {
		return c.misuse("--agreement 0: it has to be above 0")
	}
	if o.errs.IsSet() && o.Wanted > 0 {
		return c.misuse("--wanted is worked out for answers that are found as they are: give one of --wanted and --agreement")
	}
	progress, stop := c.progress("samples")
	options.Progress = progress
	outlook, err := plan.Outlook(options)
	stop()
	if err != nil {
		return err
	}
	outlook.Warnings = append(warnings, outlook.Warnings...)
	figures, err := show.OutlookFigures(outlook)
	if err != nil {
		return err
	}
	result := outlookResultOf(outlook, options.Seed, o.Seed != "")
	result.Withheld = c.withheld
	return c.showDrawn(result, figures, func() report.Document {
		return show.Outlook(outlook, c.format, show.Figures(c.format, figures), c.explain)
	})
}

// outlookPlan makes the plan that the flags, the record of the draw and the
// earlier inspection say.
func (o *outlookOptions) outlookPlan(c *call) (*predict.OutlookPlan, []stats.Warning, error) {
	inspection, warnings, err := o.outlookFrom(c)
	if err != nil {
		return nil, nil, err
	}
	if inspection, warnings, err = o.published(c, "", inspection, warnings); err != nil {
		return nil, nil, err
	}
	plan, err := predict.OutlookPlanFrom(inspection, 0.5)
	if err != nil {
		return nil, nil, err
	}
	if o.record != "" {
		record, err := discretion.ReadRecord(o.record)
		if err != nil {
			return nil, nil, err
		}
		if err := plan.UseRecord(record); err != nil {
			return nil, nil, err
		}
	}
	if err := o.assume(c, plan, inspection); err != nil {
		return nil, nil, err
	}
	if err := o.judge(c, plan); err != nil {
		return nil, nil, err
	}
	if err := o.setSizes(c, plan); err != nil {
		return nil, nil, err
	}
	return plan, warnings, nil
}

// outlookFrom reads the earlier inspection, or starts one with nothing in it.
func (o *outlookOptions) outlookFrom(c *call) (*discretion.Inspection, []stats.Warning, error) {
	if o.record != "" && len(o.population) > 0 {
		return nil, nil, c.misuse("--record gives the populations: leave out --population")
	}
	if len(c.args) == 1 {
		name, open := c.args[0], discretion.OpenOptions{Rules: o.rules}
		if discretion.IsTable(name) {
			var err error
			if open.Rules, err = o.rulesOr(o.record); err != nil {
				return nil, nil, err
			}
		}
		inspection, warnings, err := o.open(c, name, open)
		if err != nil {
			return nil, nil, err
		}
		return inspection, warnings, c.populations(inspection, "population", o.population)
	}
	id, err := o.rulesOr(o.record)
	if err != nil {
		return nil, nil, err
	}
	if id == "" {
		return nil, nil, c.misuse("outlook needs --rules or an earlier inspection; the rule sets are %s", strings.Join(rules.IDs(), ", "))
	}
	if len(o.rates) == 0 {
		return nil, nil, c.misuse("outlook needs --rate, what is assumed to be true, or an earlier inspection")
	}
	set, err := rules.Load(id)
	if err != nil {
		return nil, nil, err
	}
	inspection := discretion.NewInspection(set)
	return inspection, set.WarnUnverified(), c.populations(inspection, "population", o.population)
}

// judge puts what --judged says in a plan.
func (o *outlookOptions) judge(c *call, plan *predict.OutlookPlan) error {
	for _, text := range listed(o.judged) {
		standard, rating, named := strings.Cut(text, "=")
		if !named {
			standard, rating = "", text
		}
		if _, ok := plan.Rules.StandardIndex(standard); named && !ok {
			return c.wrong("judged", strconv.Quote(text), "%s has no standard %q", plan.Rules.ID, standard)
		}
		if ids := plan.Rules.RatingIDs(); !named && !slices.Contains(ids, rating) &&
			!slices.ContainsFunc(plan.Rules.Scales, func(s rules.NamedScale) bool {
				return slices.ContainsFunc(s.Ratings, func(r rules.Rating) bool { return r.ID == rating })
			}) {
			return c.wrong("judged", strconv.Quote(text), "%q is not a rating; ratings are %s", rating, strings.Join(ids, ", "))
		}
		for _, st := range plan.Rules.Standards {
			if st.ID != standard && (named || !st.Judged) {
				continue
			}
			ids := plan.Rules.RatingIDsOf(st.ID)
			if !slices.Contains(ids, rating) {
				return c.wrong("judged", strconv.Quote(text), "%q is not a rating of %s; its ratings are %s", rating,
					st.ID, strings.Join(ids, ", "))
			}
			plan.Judged[st.ID] = rating
		}
	}
	return nil
}

// setSizes puts the numbers of cases to read in a plan.
func (o *outlookOptions) setSizes(c *call, plan *predict.OutlookPlan) error {
	for _, text := range listed(o.sizes) {
		group, n, err := c.numbered("size", text, "GROUP=n, such as court=39")
		if err != nil {
			return err
		}
		size, ok := plan.Groups[group]
		if !ok {
			return c.wrong("size", text, "the rule set %s has no group %q", plan.Rules.ID, group)
		}
		if size.Population > 0 && n > size.Population {
			return c.wrong("size", text, "there are %d eligible cases", size.Population)
		}
		size.Sample = n
		plan.Groups[group] = size
	}
	return plan.SetSizes()
}
