package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"onecase/discretion/rules"
	"onecase/sample/caselist"
	"onecase/sample/sheet"
	"onecase/stats"
	"onecase/stats/phrase"
)

// readSheet reads the file of a list. A web page replaces it, to read a list once.
var readSheet = sheet.ReadFile

// read reads the list in a file, cleans it and chooses its rules. Its error is a usage
// error, or all problems of the file.
func (o *listOptions) read(c *call, name string) (*caseList, error) {
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
	list := &caseList{rulesID: rules.NoRules}
	if o.rules != "" && o.rules != rules.NoRules {
		if list.rules, err = rules.Load(o.rules); err != nil {
			return nil, err
		}
	}
	progress, stop := c.working("reading " + name)
	list.sheet, err = readSheet(name, sheet.ReadOptions{Sheet: o.sheet, Encoding: o.encoding, Headers: caselist.Headers, Progress: progress})
	stop()
	if err != nil {
		return nil, err
	}
	opts.Match = matchNames(o.match, list.sheet)
	if o.rules == "" {
		if list.rules, list.why, err = rules.ForList(list.sheet, opts); err != nil {
			return nil, err
		}
	}
	if list.rules != nil {
		list.rulesID, opts = list.rules.ID, list.rules.Cleaning(opts)
	}
	list.Result, err = caselist.Clean(list.sheet, opts)
	if err != nil {
		return nil, ofOtherRules(list, err)
	}
	if len(list.Frame.Cases) == 0 {
		return nil, nothingLeft(list)
	}
	list.Warnings = append(list.Warnings, o.overruled...)
	if !o.recorded {
		for _, choice := range slices.Concat(o.include, o.exclude) {
			if _, reason, _ := strings.Cut(choice, ":"); len(list.Warnings) == 0 ||
				list.Warnings[len(list.Warnings)-1].Code != "name-in-reason" {
				list.Warnings = append(list.Warnings, list.WarnReason(list.sheet, reason)...)
			}
		}
	}
	return list, o.save(c)
}

// ofOtherRules adds to a list's problems that the rules may be for other lists: nobody
// chose them, and at least five rows and over a fifth of all are of no known kind.
func ofOtherRules(l *caseList, err error) error {
	problems, ok := errors.AsType[sheet.Problems](err)
	unknown := 0
	for _, p := range problems {
		if p.Known != nil && (p.Known.Of == string(caselist.Disposal) || p.Known.Of == string(caselist.Group)) {
			unknown++
		}
	}
	if !ok || l.rules == nil || l.why == "" || unknown < 5 || 5*unknown <= len(l.sheet.Rows) {
		return err
	}
	return slices.Insert(problems, 0, sheet.Problem{File: l.sheet.File, Sheet: l.sheet.Name,
		Message: fmt.Sprintf("some rows fit the rules %s, which were taken for that, and some do not", l.rulesID),
		Fix: stats.Advise("if the list is of other work, say so with %v, and its own texts are the categories",
			stats.Option{Name: "rules", Value: rules.NoRules})})
}

// nothingLeft is the error of a list without an eligible row: the reasons, and every
// problem that --skip-problems skipped.
func nothingLeft(l *caseList) error {
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
		File: l.sheet.File, Sheet: l.sheet.Name, Fix: stats.Remedy(strings.Join(fixes, "; ")),
		Message: fmt.Sprintf("no case is left to draw from: of %s, %s", phrase.Count(l.Rows, "row"), l.leftOut()),
	})
}
