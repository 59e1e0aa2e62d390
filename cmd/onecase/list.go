package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"onecase/cmd/onecase/internal/show"
	"onecase/discretion/rules"
	"onecase/sample"
	"onecase/sample/caselist"
	"onecase/sample/sheet"
	"onecase/stats"
	"onecase/stats/phrase"
)

// readSheet reads the file of a list. A web page replaces it, to read a list once.
var readSheet = sheet.ReadFile

// read reads the list in a file, cleans it and chooses its rules. Its error is a usage
// error, or all problems of the file.
func (o *listOptions) read(c *call, name string) (*show.List, error) {
	if err := o.takeReading(c); err != nil {
		return nil, err
	}
	opts, err := o.cleaning(c)
	if err != nil {
		return nil, err
	}
	if err := o.checkSaving(c); err != nil {
		return nil, err
	}
	list := &show.List{RulesID: rules.NoRules}
	if o.rules != "" && o.rules != rules.NoRules {
		if list.Rules, err = rules.Load(o.rules); err != nil {
			return nil, err
		}
	}
	progress, stop := c.working("reading " + name)
	list.Sheet, err = readSheet(name, sheet.ReadOptions{Sheet: o.sheet, Encoding: o.encoding, Headers: caselist.Headers, NoHeader: opts.SkipRows, Progress: progress})
	stop()
	if err != nil {
		return nil, err
	}
	opts.Match = matchNames(o.match, list.Sheet)
	if o.rules == "" {
		if list.Rules, list.Why, err = rules.ForList(list.Sheet, opts); err != nil {
			return nil, err
		}
	}
	if list.Rules != nil {
		list.RulesID, opts = list.Rules.ID, list.Rules.Cleaning(opts)
	}
	list.Result, err = caselist.Clean(list.Sheet, opts)
	if err != nil {
		return nil, ofOtherRules(list, err)
	}
	if len(list.Frame.Cases) == 0 {
		return nil, nothingLeft(list)
	}
	list.Warnings = append(list.Warnings, o.overruled...)
	if !o.recorded {
		for _, choice := range slices.Concat(o.include, o.exclude) {
			if id, reason, _ := strings.Cut(choice, ":"); len(list.Warnings) == 0 ||
				list.Warnings[len(list.Warnings)-1].Code != "name-in-reason" {
				list.Warnings = append(list.Warnings, list.WarnReason(list.Sheet, reason, sample.NormalizeID(id))...)
			}
		}
	}
	return list, o.save(c)
}

// ofOtherRules adds to a list's problems that the rules may be for other lists: nobody
// chose them, and at least five rows and over a fifth of all are of no known kind.
func ofOtherRules(l *show.List, err error) error {
	problems, ok := errors.AsType[sheet.Problems](err)
	unknown := 0
	for _, p := range problems {
		if p.Known != nil && (p.Known.Of == string(caselist.Disposal) || p.Known.Of == string(caselist.Group)) {
			unknown++
		}
	}
	if !ok || l.Rules == nil || l.Why == "" || unknown < 5 || 5*unknown <= len(l.Sheet.Rows) {
		return err
	}
	return slices.Insert(problems, 0, sheet.Problem{File: l.Sheet.File, Sheet: l.Sheet.Name,
		Message: fmt.Sprintf("some rows fit the rules %s, which were taken for that, and some do not", l.RulesID),
		Fix: stats.Advise("if the list is of other work, say so with %v, and its own texts are the categories",
			stats.Option{Name: "rules", Value: rules.NoRules})})
}

// nothingLeft is the error of a list without an eligible row: the reasons, and every
// problem that --skip-problems skipped.
func nothingLeft(l *show.List) error {
	var fixes []string
	for _, e := range l.Counts {
		switch e.Reason {
		case caselist.OutsideWindow, caselist.NotStarted:
			if len(fixes) == 0 {
				fixes = append(fixes, string(stats.Advise("check %v", stats.Option{Name: "as-of", Value: l.AsOf.Format(time.DateOnly)})))
			}
		case caselist.Barred:
			fixes = append(fixes, string(stats.Advise("check %v", stats.Option{Name: "exclude"})))
		case caselist.RowProblem:
			fixes = append(fixes, "mend the problems above")
		}
	}
	return append(slices.Clone(l.Problems), sheet.Problem{
		File: l.Sheet.File, Sheet: l.Sheet.Name, Fix: stats.Remedy(strings.Join(fixes, "; ")),
		Message: fmt.Sprintf("no case is left to draw from: of %s, %s", phrase.Count(l.Rows, "row"), l.LeftOut()),
	})
}
