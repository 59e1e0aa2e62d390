package main

import (
	"fmt"
	"slices"
	"strings"

	"onecase/discretion/rules"
	"onecase/sample"
	"onecase/stats/phrase"
)

// status is the present sample of a group. A record that was made or read without an
// error always has one.
func status(r *sample.Record, group string) *sample.Status {
	s, err := r.Status(group)
	if err != nil {
		panic(err)
	}
	return s
}

func caseIDs(cases []sample.Chosen) []string {
	return each(cases, func(c sample.Chosen) string { return c.ID })
}

// reading lists the flags that read the list, so that verify can read it again.
func (o *listOptions) reading(list *caseList) []sample.Option {
	var options []sample.Option
	for _, f := range o.flags {
		if f.name == "include" || f.name == "rules" {
			continue // the design has the cases to include
		}
		for _, text := range f.given {
			options = append(options, sample.Option{Name: f.name, Value: text})
		}
	}
	set := list.rulesID
	if strings.ContainsAny(o.rules, `./\`) {
		set = o.rules // a file
	}
	return append(options, sample.Option{Name: "rules", Value: set})
}

// readAgain reads the list of a record as it was read for the draw, except where the
// user gives other flags.
func (o *listOptions) readAgain(c *call, r *sample.Record, name string) (*caseList, error) {
	if err := o.readAsRecorded(c, r); err != nil {
		return nil, err
	}
	return o.read(c, name)
}

// readAsRecorded sets the list flags of a record, except those that the user gives.
func (o *listOptions) readAsRecorded(c *call, r *sample.Record) error {
	if err := o.takeReading(c); err != nil {
		return err
	}
	if _, err := o.cleaning(c); err != nil {
		return err
	}
	o.recorded = true
	given := map[*verbFlag]bool{}
	for _, f := range o.flags {
		given[f] = f.IsSet()
	}
	for _, option := range r.List.Reading {
		at := slices.IndexFunc(o.flags, func(f *verbFlag) bool { return f.name == option.Name })
		if at < 0 {
			return fmt.Errorf("the record's list was read with %q, which this program does not know", option.Name)
		}
		if given[o.flags[at]] {
			continue
		}
		if option.Name == "rules" {
			if err := recordedRules("the record", option.Value); err != nil {
				return err
			}
		}
		if err := o.flags[at].Set(option.Value); err != nil {
			return fmt.Errorf("the record's list was read with --%s %q: %w", option.Name, option.Value, err)
		}
	}
	if _, err := o.cleaning(c); err != nil {
		return fmt.Errorf("the record says how its list was read, and nothing can be read so: %v", err)
	}
	return nil
}

// recordedRules refuses rules that a record, or a file that keeps how a list is read,
// names by their file: it may come from anyone, and only the user says which files are
// opened.
func recordedRules(by, name string) error {
	if name == rules.NoRules || slices.Contains(rules.IDs(), name) {
		return nil
	}
	return fmt.Errorf("%s names the rules %s, a file, and a file is not opened because %s names it (if it is yours, name it again: --rules %s)",
		by, phrase.Quote(name), strings.Replace(by, "the ", "a ", 1), quoted(name))
}
