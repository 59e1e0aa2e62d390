package main

import (
	"fmt"
	"slices"

	"onecase/cmd/onecase/internal/report"
	"onecase/cmd/onecase/internal/show"
	"onecase/discretion"
)

// rateOptions are the flags of rate.
type rateOptions struct {
	inspectionOptions
	columnOptions
	whatIfs
	misreadFlags
	unread     []string
	leaveOut   string
	panel      string // file of the panel's sheet, "" for none
	confidence float64
}

// whatIfs are changes of what was found.
type whatIfs struct{ set, flip []string }

func (o *whatIfs) bindSet(f *flagSet) {
	f.texts(&o.set, "set", "`QUESTION=YES/OF`: what if a question had this result; may be repeated")
}

func (o *rateOptions) bind(f *flagSet) {
	o.inspectionOptions.bind(f)
	o.bindPlain(f)
	o.bindSet(f)
	f.texts(&o.flip, "flip", "`CASE:QUESTION`: what if this answer were the other one; may be repeated")
	f.texts(&o.unread, "unread", "`WORDS`: beside the ratings, those if the cases that were replaced or could not be read were no, yes or like-read; commas between, or all")
	f.text(&o.leaveOut, "leave-out", "beside the ratings, those without each manager, team or reader: the `COLUMN` of the record, the list or the judgements that names them")
	f.text(&o.panel, "panel", "write a page for the panel to `FILE` (.html): each standard, which cases would change it, the criteria met, and room for decision and reason").output()
	o.bindRates(f)
	o.bindList(f)
	f.level(&o.confidence, "margins and limits")
	f.publish(&o.publish)
}

// A change is one what-if in the result.
type change struct {
	Question string `json:"question"`
	Case     string `json:"case" null:"zero"` // of `--flip`; null where a whole result was set
	From     string `json:"from"`             // `13/22`, or an answer
	To       string `json:"to"`               // `13/22`, or an answer
}

func changesOf(changes []show.Change) []change {
	return each(changes, func(c show.Change) change { return change(c) })
}

func (o *rateOptions) run(c *call) error {
	words, err := c.arguments("an inspection file or a table of judgements")
	if err != nil {
		return err
	}
	if o.publish > 0 && o.panel != "" {
		return c.misuse("--panel names cases, and --publish shows none: ask for one of them")
	}
	if err := o.checkPanel(c); err != nil {
		return err
	}
	if o.publish > 0 && len(o.set)+len(o.flip)+len(o.unread) > 0 || o.publish > 0 && (o.leaveOut != "" || o.given()) {
		return c.misuse("--publish is about what was found: it does not go with --set, --flip, --unread, --leave-out, --wrong-yes and --wrong-no, which show what changes beside it")
	}
	if o.list != "" && o.leaveOut == "" {
		return c.misuse("--list is about --leave-out: name a column of the list with it")
	}
	if o.keep, err = o.find(c, &o.inspectionOptions, o.leaveOut); err != nil {
		return err
	}
	inspection, warnings, err := o.inspection(c, words[0])
	if err != nil {
		return err
	}
	if err := o.checkKept(inspection); err != nil {
		return err
	}
	if o.leaveOut != "" {
		if err := inspection.KeepColumn(o.leaveOut, o.columns[o.leaveOut]); err != nil {
			return err
		}
	}
	rates, err := o.rates(c)
	if err != nil {
		return err
	}
	if inspection, warnings, err = o.published(c, "", inspection, warnings); err != nil {
		return err
	}
	options := discretion.Options{Rounding: o.rounding, Confidence: o.confidence, Rates: rates}
	after, changes, err := o.whatIf(c, inspection)
	if err != nil {
		return err
	}
	assessment, err := discretion.Assess(after, options)
	if err != nil {
		return err
	}
	assessment.Warnings = append(warnings, assessment.Warnings...)
	var before *discretion.Assessment
	if len(changes) > 0 {
		if before, err = discretion.Assess(inspection, options); err != nil {
			return err
		}
	}
	beside, err := o.besides(c, after, options)
	if err != nil {
		return err
	}
	if err := o.writePanel(c, assessment); err != nil {
		return err
	}
	result := rateResultOf(assessment, before, changes)
	result.beside(beside)
	result.Withheld = c.withheld
	result.besideWithout(assessment, beside.Without)
	return c.showDrawn(result, show.RateFigures(assessment), func() report.Document {
		return show.Rate(assessment, before, changes, beside, c.format, c.explain)
	})
}

// whatIf makes the changes that --set and --flip ask for on a copy.
func (o *whatIfs) whatIf(c *call, inspection *discretion.Inspection) (*discretion.Inspection, []show.Change, error) {
	after := inspection.Clone()
	var changes []show.Change
	for _, text := range o.set {
		question, yes, of, err := discretion.ParseSet(text)
		if err != nil {
			return nil, nil, c.wrong("set", "", "%v", err)
		}
		if slices.ContainsFunc(changes, func(made show.Change) bool { return made.Question == question }) {
			return nil, nil, c.wrong("set", "", "%s is set twice", question)
		}
		was := resultText(inspection, question)
		if err := after.Set(question, yes, of); err != nil {
			return nil, nil, c.wrong("set", "", "%v", err)
		}
		changes = append(changes, show.Change{Question: question, From: was, To: fmt.Sprintf("%d/%d", yes, of)})
	}
	for _, text := range o.flip {
		id, question, err := discretion.ParseFlip(text)
		if err != nil {
			return nil, nil, c.wrong("flip", "", "%v", err)
		}
		if slices.ContainsFunc(changes, func(made show.Change) bool { return made.Question == question && made.Case == id }) {
			return nil, nil, c.wrong("flip", "", "case %s and %s are flipped twice", id, question)
		}
		was, err := after.Flip(id, question)
		if err != nil {
			return nil, nil, c.wrong("flip", "", "%v", err)
		}
		now := discretion.Yes
		if was == discretion.Yes {
			now = discretion.No
		}
		changes = append(changes, show.Change{Question: question, Case: id, From: was.String(), To: now.String()})
	}
	return after, changes, nil
}

// resultText is the result of a question as it would be written in --set.
func resultText(inspection *discretion.Inspection, question string) string {
	at, ok := inspection.Rules.QuestionIndex(question)
	if !ok {
		return ""
	}
	r := inspection.Results.Questions[at]
	switch {
	case r.Known == discretion.Counted || r.Known == discretion.Answered:
		return fmt.Sprintf("%d/%d", r.Yes, r.Of)
	case r.Known == discretion.Printed:
		return fmt.Sprintf("%s%% of %d", r.Percent, r.Of)
	case r.Known == discretion.PercentOnly:
		return fmt.Sprintf("%s%%", r.Percent)
	}
	return "no result"
}
