package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"onecase/cmd/onecase/internal/report"
	"onecase/discretion"
	"onecase/sample"
	"onecase/sample/caselist"
)

// defaultRules are the rules tried on a list when none are named.
const defaultRules = "hmip-youth-2018"

// noRules is how --rules says that there are none.
const noRules = "none"

// A caseList is a list of cases, read and cleaned as a verb's flags say.
type caseList struct {
	*caselist.Result
	sheet *sample.Sheet

	rules   *discretion.RuleSet // nil for none
	rulesID string              // "none" for none
	why     string              // how the rules were chosen, a sentence; "" where --rules said
}

// listFlags are the flags of every verb that reads a list of cases.
func listFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "sheet", Usage: "the worksheet `NAME` to read; without it the first that holds a list"},
		&cli.StringSliceFlag{Name: "column", Usage: "`ROLE=HEADER`: the column for a role (" + joinRoles() + ")"},
		&cli.StringSliceFlag{Name: "category", Usage: "`ROLE:TEXT=CATEGORY`: what a text of a column means, such as rosh:Med=medium"},
		&cli.StringSliceFlag{Name: "match", Usage: "`VARIABLES` to match on, roles or headers, with commas between; may be repeated"},
		&cli.StringFlag{Name: "rules", Usage: "the rule set, `ID|FILE|none`; without it " + defaultRules + " if the list fits its groups"},
		&cli.StringFlag{Name: "as-of", Usage: "the inspection's `DATE`, which windows count back from"},
		&cli.StringFlag{Name: "group-by", Usage: "the `ROLE-or-HEADER` whose values put cases in groups"},
		&cli.StringSliceFlag{Name: "include", Usage: "`ID:REASON`: a case that must be in the sample"},
		&cli.StringSliceFlag{Name: "exclude", Usage: "`ID:REASON`: a case that must not be in the sample"},
		&cli.BoolFlag{Name: "skip-problems", Usage: "leave out rows that have problems, and list them"},
		&cli.StringFlag{Name: "encoding", Usage: "the character encoding `NAME` of a CSV file"},
	}
}

func listFlagNames() []string {
	var names []string
	for _, f := range listFlags() {
		names = append(names, f.Names()[0])
	}
	return names
}

func joinRoles() string {
	var names []string
	for _, r := range caselist.Roles() {
		names = append(names, string(r))
	}
	return strings.Join(names, ", ")
}

// caseList reads and cleans the list in a file as the list flags say and
// chooses its rules. Its error is a usage error, or all the problems of the
// file; then nothing else may be shown.
func (c *call) caseList(name string) (*caseList, error) {
	opts, err := c.cleanOptions()
	if err != nil {
		return nil, err
	}
	id := c.String("rules")
	if id == "" {
		id = defaultRules
	}
	list := &caseList{rulesID: noRules}
	if id != noRules {
		if list.rules, err = discretion.LoadRules(id); err != nil {
			return nil, err
		}
		list.rulesID = list.rules.ID
		opts.Groups, opts.MatchFound = list.rules.Groups, list.rules.Match
	}
	progress, stop := c.working("reading " + name)
	list.sheet, err = caselist.ReadFile(name, caselist.ReadOptions{Sheet: c.String("sheet"), Encoding: c.String("encoding"), Progress: progress})
	stop()
	if err != nil {
		return nil, err
	}
	opts.Match = matchNames(c.StringSlice("match"), list.sheet)
	if !c.IsSet("rules") {
		list.choose(&opts)
	}
	list.Result, err = caselist.Clean(list.sheet, opts)
	if err != nil {
		return nil, err
	}
	if len(list.Frame.Cases) == 0 {
		return nil, list.nothingLeft()
	}
	return list, nil
}

// nothingLeft is the error of a list of which no row is eligible: why, and every
// problem of a row that --skip-problems left out.
func (l *caseList) nothingLeft() error {
	var fixes []string
	for _, e := range l.Counts {
		switch e.Reason {
		case caselist.OutsideWindow, caselist.NotStarted:
			if len(fixes) == 0 {
				fixes = append(fixes, "check --as-of "+l.AsOf.Format(time.DateOnly))
			}
		case caselist.Barred:
			fixes = append(fixes, "check --exclude")
		case caselist.RowProblem:
			fixes = append(fixes, "mend the problems above")
		}
	}
	return append(slices.Clone(l.Problems), sample.Problem{
		File: l.sheet.File, Sheet: l.sheet.Name, Fix: strings.Join(fixes, "; "),
		Message: fmt.Sprintf("no case is left to draw from: of %s, %s", countOf(l.Rows, "row"), l.leftOut()),
	})
}

// personAsID is the header of a person's number that identifies cases too; ""
// where cases have ids of their own.
func (l *caseList) personAsID() string {
	id := ""
	for _, r := range l.Recognised {
		switch {
		case r.Role == caselist.ID:
			id = r.Header
		case (r.Role == caselist.Person || r.Role == caselist.Number) && r.Header == id:
			return id
		}
	}
	return ""
}

// leftOut says in words how many rows are out for which reasons, "" for none.
func (l *caseList) leftOut() string {
	var parts []string
	for _, e := range l.Counts {
		parts = append(parts, strconv.Itoa(e.Count)+" "+reasonWords(e.Reason, e.Count))
	}
	return strings.Join(parts, ", ")
}

// windows says which start dates are eligible, "" where all are.
func (l *caseList) windows() string {
	var parts []string
	for _, g := range l.Groups {
		if g.Window == nil || l.AsOf.IsZero() {
			continue
		}
		first, last := caselist.WindowDates(*g.Window, l.AsOf)
		parts = append(parts, fmt.Sprintf("%s %s to %s", g.ID, first.Format(time.DateOnly), last.Format(time.DateOnly)))
	}
	if parts == nil {
		return ""
	}
	return "Eligible start dates: " + strings.Join(parts, ", ") + "."
}

// groupNames says what the groups' short names stand for, "" where they have no
// others.
func groupNames(l *caseList) string {
	if l.rules == nil {
		return ""
	}
	var parts []string
	for _, g := range l.Groups {
		if title := groupTitle(l.rules, g.ID); title != g.ID {
			parts = append(parts, g.ID+": "+title)
		}
	}
	return strings.Join(parts, "; ")
}

// reasonWords ends "12 rows are left out: 12 ...".
func reasonWords(r caselist.Reason, n int) string {
	switch r {
	case caselist.OutsideWindow:
		return "outside the window of start dates"
	case caselist.DuplicatePerson:
		return "of a person who is in the list with another case"
	case caselist.Barred:
		return "excluded by decision"
	case caselist.NotStarted:
		return "starting after the inspection's date"
	case caselist.RowProblem:
		if n == 1 {
			return "with a problem"
		}
		return "with problems"
	}
	return string(r)
}

// problemsTable lists what --skip-problems left out.
func (l *caseList) problemsTable() []report.Block {
	if len(l.Problems) == 0 {
		return nil
	}
	t := report.Table{Caption: "Left out because of problems", Columns: report.Columns("row", "column", "value", "why")}
	for _, p := range l.Problems.Repeated() {
		t.Rows = append(t.Rows, []string{p.RowText(), p.Column, p.Value, p.Message})
	}
	return []report.Block{t}
}

// choose keeps the default rules if the list's rows fit their groups. A list of
// which some rows fit is taken to be meant for them, so that one misspelt
// disposal is a problem and does not turn the rules off.
func (l *caseList) choose(opts *caselist.CleanOptions) {
	fit := caselist.FitGroups(l.sheet, *opts)
	switch {
	case fit.All():
		l.why = fmt.Sprintf("Rules %s: every one of the %d rows fits one of its groups, by %s.", l.rulesID, fit.Rows, fit.By)
	case fit.Placed > 0:
		l.why = fmt.Sprintf("Rules %s: %d of the %d rows fit one of its groups, by %s.", l.rulesID, fit.Placed, fit.Rows, fit.By)
	default:
		l.why = fmt.Sprintf("Rules none, and one group of all cases: no row fits a group of %s (%s).", l.rulesID, fit.Why)
		l.rules, l.rulesID, opts.Groups, opts.MatchFound = nil, noRules, nil, nil
	}
}

// cleanOptions reads the list flags that need no list.
func (c *call) cleanOptions() (caselist.CleanOptions, error) {
	opts := caselist.CleanOptions{
		Columns: map[caselist.Role]string{}, GroupBy: c.String("group-by"), SkipProblems: c.Bool("skip-problems")}
	for _, text := range c.StringSlice("column") {
		role, header, ok := strings.Cut(text, "=")
		if !ok {
			return opts, c.misuse("--column %q: write it as ROLE=HEADER", text)
		}
		r := caselist.Role(strings.ToLower(strings.TrimSpace(role)))
		if !slices.Contains(caselist.Roles(), r) {
			return opts, c.misuse("--column %q: there is no role %q; the roles are %s%s", text, role, joinRoles(), sample.DidYouMean(role, strings.Split(joinRoles(), ", ")))
		}
		if _, twice := opts.Columns[r]; twice {
			return opts, c.misuse("--column: the role %s is given two columns", r)
		}
		opts.Columns[r] = strings.TrimSpace(header)
	}
	for _, text := range c.StringSlice("category") {
		of, rest, ok := strings.Cut(text, ":")
		equals := strings.LastIndex(rest, "=")
		if !ok || equals < 0 || strings.TrimSpace(rest[equals+1:]) == "" {
			return opts, c.misuse("--category %q: write it as ROLE:TEXT=CATEGORY, such as rosh:Med=medium", text)
		}
		opts.Categories = append(opts.Categories, caselist.CategoryRule{
			Of: strings.TrimSpace(of), Text: rest[:equals], Category: strings.TrimSpace(rest[equals+1:])})
	}
	var err error
	if opts.Include, err = c.caseChoices("include"); err != nil {
		return opts, err
	}
	if opts.Exclude, err = c.caseChoices("exclude"); err != nil {
		return opts, err
	}
	if text := c.String("as-of"); text != "" {
		if opts.AsOf, err = caselist.ParseDate(text); err != nil {
			return opts, c.misuse("--as-of: %v; write it as 2021-06-21", err)
		}
	}
	return opts, nil
}

// caseChoices reads a flag of decisions about single cases.
func (c *call) caseChoices(flag string) ([]caselist.Choice, error) {
	var choices []caselist.Choice
	for _, text := range c.StringSlice(flag) {
		id, reason, _ := strings.Cut(text, ":")
		if strings.TrimSpace(id) == "" || strings.TrimSpace(reason) == "" {
			return nil, c.misuse("--%s %q: write it as ID:REASON, such as K017:on remand", flag, text)
		}
		choices = append(choices, caselist.Choice{ID: id, Reason: strings.TrimSpace(reason)})
	}
	return choices, nil
}

// matchNames splits what --match gives at commas, unless a text is itself a
// header of the list. Nil means that nothing was given.
func matchNames(texts []string, sheet *sample.Sheet) []string {
	var names []string
	for _, text := range texts {
		if slices.ContainsFunc(sheet.Header, func(h string) bool { return h != "" && strings.EqualFold(h, strings.TrimSpace(text)) }) {
			names = append(names, text)
			continue
		}
		for name := range strings.SplitSeq(text, ",") {
			if name = strings.TrimSpace(name); name != "" {
				names = append(names, name)
			}
		}
	}
	return names
}
