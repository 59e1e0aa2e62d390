package main

import (
	"errors"
	"strings"

	"onecase/discretion"
	"onecase/discretion/rules"
	"onecase/sample/sheet"
	"onecase/stats"
)

// inspection reads what a verb is to rate, as the inspection flags say.
func (c *call) inspection(name string) (*discretion.Inspection, []stats.Warning, error) {
	return c.inspectionDrawn(name, c.String("record"), "population")
}

// inspectionDrawn reads an inspection whose sample was drawn with a record ("": none
// is given), and the sizes of groups that a flag gives.
func (c *call) inspectionDrawn(name, record, flag string) (*discretion.Inspection, []stats.Warning, error) {
	inspection, warnings, err := c.open(name, discretion.OpenOptions{Rules: c.String("rules"), Record: record})
	if err != nil {
		return nil, nil, err
	}
	return inspection, warnings, c.populations(inspection, flag)
}

// open reads an inspection, and refuses to write over a file that it names.
func (c *call) open(name string, o discretion.OpenOptions) (*discretion.Inspection, []stats.Warning, error) {
	o.Sheet, o.Encoding = c.String("sheet"), c.String("encoding")
	inspection, warnings, err := discretion.Open(name, o)
	if errors.Is(err, discretion.ErrNoRules) {
		return nil, nil, c.misuse("a table of judgements needs --rules; the rule sets are %s", strings.Join(rules.IDs(), ", "))
	}
	if inspection != nil {
		c.reads = append(c.reads, inspection.Judgements, inspection.RulesFile)
		if err := c.keepOutputs(); err != nil {
			return nil, nil, err
		}
	}
	return inspection, warnings, err
}

// rulesOr is the rule set that --rules names, or else the one of a record; ""
// where there is none.
func (c *call) rulesOr(record string) (id string, err error) {
	if id = c.String("rules"); id == "" && record != "" {
		id, err = discretion.RecordRules(record)
	}
	if id == rules.NoRules {
		id = ""
	}
	return id, err
}

// populations puts the sizes of groups that a flag gives into an inspection.
func (c *call) populations(inspection *discretion.Inspection, flag string) error {
	seen := map[string]bool{}
	for _, text := range listed(c.StringSlice(flag)) {
		group, n, err := c.numbered(flag, text, "GROUP=N, such as court=50")
		if err != nil {
			return err
		}
		if _, ok := inspection.Rules.Group(group); !ok {
			var ids []string
			for _, g := range inspection.Rules.Groups {
				ids = append(ids, g.ID)
			}
			return c.misuse("--%s %s: the rule set %s has no group %q; its groups are %s%s", flag, text, inspection.Rules.ID, group, strings.Join(ids, ", "), sheet.DidYouMean(group, ids))
		}
		if seen[group] {
			return c.misuse("--%s: the group %s is given twice", flag, group)
		}
		if inspection.Record != nil && inspection.Record.Group(group) != nil {
			return c.misuse("--%s %s: the record gives the population of %s; leave one of them out", flag, text, group)
		}
		seen[group] = true
		size := inspection.Groups[group]
		size.Population = n
		inspection.Groups[group] = size
	}
	return nil
}

// groupCases are how many cases of a group were eligible and how many were read.
type groupCases struct {
	Group      string `json:"group"`
	Population *int   `json:"population"`
	Sample     *int   `json:"sample"`
}

// groupCasesOf gives the sizes of an inspection's groups; the number of cases read is
// counted from the answers where it is not given.
func groupCasesOf(ins *discretion.Inspection) []groupCases {
	groups := []groupCases{}
	for _, g := range ins.Rules.Groups {
		groups = append(groups, groupCases{g.ID, unlessZero(ins.Groups[g.ID].Population), unlessZero(ins.CasesRead(g.ID))})
	}
	return groups
}
