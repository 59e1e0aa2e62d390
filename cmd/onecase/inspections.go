package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
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
	inspection, warnings, err := c.judgements(name, record)
	if err != nil {
		return nil, nil, err
	}
	more, err := c.useRecord(inspection, record)
	if err != nil {
		return nil, nil, err
	}
	return inspection, append(warnings, more...), c.populations(inspection, flag)
}

// useRecord takes the sizes of the groups from a record; "" is none.
func (c *call) useRecord(inspection *discretion.Inspection, name string) ([]stats.Warning, error) {
	if name == "" {
		return nil, nil
	}
	record, err := readRecord(name)
	if err != nil {
		return nil, err
	}
	warnings, err := inspection.UseRecord(record)
	if _, listed := errors.AsType[sheet.Problems](err); err != nil && !listed {
		err = fmt.Errorf("%s and %s: %w", inspection.File, name, err)
	}
	return warnings, err
}

// judgements reads an inspection file or a table, and the table that the file
// names. The rules of a table may be those of the record of its draw.
func (c *call) judgements(name, record string) (*discretion.Inspection, []stats.Warning, error) {
	inspection, table, err := c.openInspection(name, record)
	if err != nil {
		return nil, nil, err
	}
	if table == "" {
		return inspection, inspection.Warnings, nil
	}
	sheet, err := sheet.ReadFile(table, sheet.ReadOptions{
		Sheet: c.String("sheet"), Encoding: c.String("encoding"), Headers: discretion.JudgementHeaders(inspection.Rules)})
	if err != nil {
		return nil, nil, err
	}
	warnings, err := inspection.AddJudgements(sheet)
	return inspection, slices.Concat(inspection.Warnings, warnings), err
}

// openInspection reads an inspection file, or starts an inspection for a table;
// table names the table that is still to be read, if there is one.
func (c *call) openInspection(name, record string) (inspection *discretion.Inspection, table string, err error) {
	if strings.HasSuffix(strings.ToLower(name), ".toml") {
		text, err := os.ReadFile(name)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil, "", fmt.Errorf("%s: there is no such file (check the name and the folder)", name)
		case err != nil:
			return nil, "", fmt.Errorf("%s: %w", name, plainPathError(err))
		}
		inspection, err := discretion.ParseInspection(name, text, c.String("rules"))
		if err != nil {
			return nil, "", err
		}
		c.reads = append(c.reads, inspection.Judgements, inspection.RulesFile)
		return inspection, inspection.Judgements, c.keepOutputs()
	}
	id, err := c.rulesOr(record)
	if err != nil {
		return nil, "", err
	}
	if id == "" {
		return nil, "", c.misuse("a table of judgements needs --rules; the rule sets are %s", strings.Join(rules.IDs(), ", "))
	}
	rules, err := rules.Load(id)
	if err != nil {
		return nil, "", err
	}
	inspection = discretion.NewInspection(rules)
	inspection.File = name
	return inspection, name, nil
}

// rulesOr is the rule set that --rules names, or else the one of a record; ""
// where there is none.
func (c *call) rulesOr(name string) (string, error) {
	id := c.String("rules")
	if id == "" && name != "" {
		record, err := readRecord(name)
		if err != nil {
			return "", err
		}
		id = record.Rules
		if id != noRules && !slices.Contains(rules.IDs(), id) {
			return "", fmt.Errorf("%s: the sample was drawn under the rules %s, which do not come with the program (give their file as well, such as --rules %[2]s.toml)", name, id)
		}
	}
	if id == noRules {
		return "", nil
	}
	return id, nil
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
