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

// drawnBefore reads the list of a record as it was read for the draw, and verifies the
// record against it. Keep are the headers of --keep.
func (o *listOptions) drawnBefore(c *call, record *sample.Record, name, list string, keep []string) (*drawn, error) {
	read, err := o.readAgain(c, record, list)
	if err != nil {
		return nil, err
	}
	progress, stop := c.working("repeating the draw")
	v, err := record.Verify(&read.Frame, "", progress)
	stop()
	if err != nil {
		return nil, err
	}
	if !v.Verified {
		return nil, fmt.Errorf("%s was not drawn from %s as it is now, so nothing was changed: %s ('onecase verify %s %s' lists every difference)",
			name, list, v.Differences[0].Message, name, list)
	}
	d := &drawn{list: read, record: record}
	if d.keep, err = keptHeaders(keep, read, record); err != nil {
		return nil, err
	}
	return d, d.planAgain()
}

// planAgain repeats the plan of a record's draw. An extended sample has none.
func (d *drawn) planAgain() (err error) {
	if len(d.record.Extensions) == 0 {
		d.plan, err = d.record.Plan(&d.list.Frame)
	}
	return err
}

// lacking is the usage error of a flag that is about the list, where there is none.
func (o *listOptions) lacking(c *call, flag string) error {
	return c.misuse("--%s is about the list: give the LIST behind the RECORD", flag)
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
