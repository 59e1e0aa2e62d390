package main

import (
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"onecase/discretion/rules"
	"onecase/sample/caselist"
	"onecase/sample/sheet"
)

// listFlags are the flags of every verb that reads a list of cases.
func listFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "sheet", Usage: "the worksheet `NAME` to read; without it the first that holds a list"},
		&cli.StringSliceFlag{Name: "column", Usage: "`ROLE=HEADER`: the column for a role (" + joinRoles() + ")"},
		&cli.StringSliceFlag{Name: "category", Usage: "`ROLE:TEXT=CATEGORY`: what a text of a column means, such as rosh:Med=medium"},
		&cli.StringSliceFlag{Name: "match", Usage: "`VARIABLES` to match on, roles or headers, with commas between; may be repeated"},
		&cli.StringFlag{Name: "rules", Usage: "the rule set, `ID|FILE|none`; without it " + rules.DefaultID + " if the list fits its groups"},
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
			return opts, c.misuse("--column %q: there is no role %q; the roles are %s%s", text, role, joinRoles(), sheet.DidYouMean(role, strings.Split(joinRoles(), ", ")))
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
func matchNames(texts []string, sheet *sheet.Sheet) []string {
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
