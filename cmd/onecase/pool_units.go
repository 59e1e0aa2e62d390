package main

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"onecase/discretion"
	"onecase/sample/sheet"
	"onecase/stats"
)

// unitRecords reads --record: the record of each unit that has one.
func (o *poolOptions) unitRecords(c *call) (map[string]string, error) {
	records := map[string]string{}
	for _, text := range o.records {
		const form = "UNIT=RECORD, such as North=north.record.json"
		if strings.Count(text, "=") > 1 && strings.Contains(text, ",") {
			return nil, c.wrong("record", text, "one record at a time, as %s; repeat --record for the next", form)
		}
		unit, record, ok := strings.Cut(text, "=")
		unit, record = strings.TrimSpace(unit), strings.TrimSpace(record)
		if !ok || unit == "" || record == "" {
			return nil, c.wrong("record", strconv.Quote(text), "write it as %s", form)
		}
		if records[unit] != "" {
			return nil, c.wrong("record", "", "%s has two records", unit)
		}
		records[unit] = record
		c.reads = append(c.reads, record)
	}
	return records, c.keepOutputs()
}

// poolUnit reads one unit with its record, if any. A table names no service: its record
// goes by the name of the file, and names the rules and, where it has one, the service that the unit is called from then on.
func (o *poolOptions) poolUnit(c *call, name string, records map[string]string) (*discretion.Inspection, []stats.Warning, error) {
	open := discretion.OpenOptions{Rules: o.rules}
	file := (&discretion.Inspection{File: name}).Name()
	if discretion.IsTable(name) {
		open.Record = records[file]
	}
	unit, warnings, err := o.open(c, name, open)
	if err == nil && open.Record != "" && unit.Name() != file {
		if records[unit.Name()] != "" {
			return nil, nil, c.wrong("record", "", "%s has two records: %s and %s", unit.Name(), open.Record, records[unit.Name()])
		}
		records[unit.Name()] = open.Record
		delete(records, file)
	}
	if err != nil || unit.Record != nil || records[unit.Name()] == "" {
		return unit, warnings, err
	}
	more, err := unit.UseRecordFile(records[unit.Name()])
	return unit, append(warnings, more...), err
}

// noOtherUnit refuses a record of a unit that is not there.
func (c *call) noOtherUnit(records map[string]string, units []*discretion.Inspection) error {
	for _, unit := range slices.Sorted(maps.Keys(records)) {
		if !slices.ContainsFunc(units, func(u *discretion.Inspection) bool { return u.Name() == unit }) {
			return c.noUnit("record", unit+"="+records[unit], unit, units)
		}
	}
	return nil
}

// noUnit says that a flag names a unit that is not there.
func (c *call) noUnit(flag, text, unit string, units []*discretion.Inspection) error {
	names := each(units, (*discretion.Inspection).Name)
	return c.wrong(flag, text, "there is no unit %q; the units are %s%s", unit, strings.Join(names, ", "), sheet.DidYouMean(unit, names))
}

// unitPopulations sets the sizes of groups that --population gives.
func (o *poolOptions) unitPopulations(c *call, units []*discretion.Inspection) error {
	seen := map[string]bool{}
	for _, text := range o.populations {
		const form = "UNIT:GROUP=N, such as North:court=50"
		at := strings.LastIndex(text, ":")
		if strings.Count(text, "=") > 1 && strings.Contains(text, ",") {
			return c.wrong("population", text, "one size at a time, as %s; repeat --population for the next", form)
		}
		if at < 1 {
			return c.wrong("population", strconv.Quote(text), "write it as %s", form)
		}
		group, n, err := c.numbered("population", text[at+1:], form)
		if err != nil {
			return err
		}
		name := strings.TrimSpace(text[:at])
		which := slices.IndexFunc(units, func(u *discretion.Inspection) bool { return u.Name() == name })
		if which < 0 {
			return c.noUnit("population", text, text[:at], units)
		}
		unit := units[which]
		if _, ok := unit.Rules.Group(group); !ok {
			return c.wrong("population", text, "the rule set %s has no group %q", unit.Rules.ID, group)
		}
		if unit.Record != nil && unit.Record.Group(group) != nil {
			return c.wrong("population", text, "the record of %s gives the population of %s; leave one of them out", unit.Name(), group)
		}
		key := unit.Name() + ":" + group
		if seen[key] {
			return c.wrong("population", "", "%s is given twice", key)
		}
		seen[key] = true
		size := unit.Groups[group]
		size.Population = n
		unit.Groups[group] = size
	}
	return nil
}
