package main

import (
	"cmp"
	"slices"

	"onecase/cmd/onecase/internal/report"
	"onecase/cmd/onecase/internal/show"
	"onecase/discretion"
	"onecase/stats"
)

// agreeOptions are the flags of agree.
type agreeOptions struct {
	judgementOptions
	misreadFlags
	record, secondSheet string
	confidence, within  float64
}

func (o *agreeOptions) bind(f *flagSet) {
	o.within = 0.1
	f.text(&o.record, "record", "the `RECORD` of the draw, with the second reading that was drawn: how many cases "+
		"could have been read twice").input()
	f.level(&o.confidence, "the limits")
	f.share(&o.within, "within", "`HOW NEAR` kappa is to be known, for the number of cases that would be needed: 0.1 "+
		"is to within .10")
	o.bindRates(f)
	f.rules(&o.rules, "the rule set of the questions, `ID|FILE`; without it the record's")
	f.judgementSheet(&o.sheet)
	f.text(&o.secondSheet, "second-sheet", "the worksheet `NAME` of the second reading; without it as for the first, "+
		"and in a workbook of both "+discretion.SecondSheet)
	f.encoding(&o.encoding)
	o.bindPlain(f)
	o.unrated = true
}

func (o *agreeOptions) run(c *call) error {
	if len(c.args) == 1 && isWorkbook(c.args[0]) { // both readings in one workbook
		c.args = append(c.args, c.args[0])
		o.secondSheet = cmp.Or(o.secondSheet, discretion.SecondSheet)
	}
	names, err := c.arguments("the judgements of the FIRST reading", "the judgements of the SECOND reading")
	if err != nil {
		return err
	}
	if sameFile(names[0], names[1]) && o.secondSheet == "" {
		return c.misuse("%s is given as both readings: give the file of each, or for two sheets of one workbook "+
			"--sheet and --second-sheet", names[0])
	}
	o.keep = discretion.ReaderColumn
	first, warnings, err := o.open(c, names[0], discretion.OpenOptions{Rules: o.rules, Record: o.record})
	if err != nil {
		return err
	}
	if o.secondSheet != "" {
		o.sheet = o.secondSheet
	}
	second, more, err := o.open(c, names[1], discretion.OpenOptions{Rules: o.rules, Record: o.record})
	if err != nil {
		return err
	}
	rates, err := o.rates(c)
	if err != nil {
		return err
	}
	agreed, err := discretion.Agree(first, second, o.confidence)
	if err != nil {
		return err
	}
	if err := agreed.Correct(rates); err != nil {
		return err
	}
	// The second reading is of part of the sample, and failed cases are told of once.
	more = slices.DeleteFunc(more, func(w stats.Warning) bool {
		return w.Code == "not-judged" || slices.ContainsFunc(warnings,
			func(v stats.Warning) bool { return v.Message == w.Message })
	})
	agreed.Warnings = slices.Concat(warnings, more, agreed.Warnings)
	rate := c.again("rate", names[0], "record", "rules", "encoding", "alike-ids", "so-far")
	return c.show(agreeResultOf(agreed, o.within), func() report.Document {
		return show.Agree(agreed, o.within, rate, c.format, c.explain)
	})
}
