package main

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"onecase/cmd/onecase/internal/show"
	"onecase/cmd/onecase/internal/wholefile"
	"onecase/discretion"
	"onecase/discretion/rules"
	"onecase/sample"
	"onecase/sample/sheet"
	"onecase/stats/phrase"
)

func caseIDs(cases []sample.Chosen) []string {
	return each(cases, func(c sample.Chosen) string { return c.ID })
}

// reading lists the flags that read the list, so that verify can read it again.
func (o *listOptions) reading(list *show.List) []sample.Option {
	var options []sample.Option
	for _, f := range o.flags {
		if f.name == "include" || f.name == "rules" {
			continue // the design has the cases to include
		}
		for _, text := range f.given {
			options = append(options, sample.Option{Name: f.name, Value: text})
		}
	}
	set := list.RulesID
	if strings.ContainsAny(o.rules, `./\`) {
		set = o.rules // a file
	}
	return append(options, sample.Option{Name: "rules", Value: set})
}

// readAgain reads the list of a record as it was read for the draw, except where the
// user gives other flags.
func (o *listOptions) readAgain(c *call, r *sample.Record, name string) (*show.List, error) {
	if err := o.readAsRecorded(c, r); err != nil {
		return nil, err
	}
	list, err := o.read(c, name)
	if problems, ok := errors.AsType[sheet.Problems](err); ok {
		if content, err := sheet.Contents(name); err == nil && fmt.Sprintf("%x", sha256.Sum256(content)) != r.List.SHA256 {
			return nil, slices.Insert(problems, 0, sheet.Problem{File: problems[0].File, Sheet: problems[0].Sheet,
				Message: "this is not the list that was drawn from, or it was changed since, and it cannot be read as that list was",
				Fix:     "give the list that the sample was drawn from; what follows is wrong only if this is that list"})
		}
	}
	return list, err
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
		return nil, fmt.Errorf("%s was not drawn from %s as it is now, so nothing was changed: %s (to verify the list against the record shows every difference)",
			name, list, v.Differences[0].Message)
	}
	d := &drawn{Drawn: show.Drawn{List: read, Record: record}}
	if d.keep, err = keptHeaders(keep, read, record); err != nil {
		return nil, err
	}
	return d, d.planAgain()
}

// openToChange opens the RECORD that a verb adds to and the LIST it was drawn from, where that
// stands behind it, with the columns of --keep or those that the draw kept. Check refuses flags
// before anything is read. Nobody else can change the record until unlock.
func (o *listOptions) openToChange(c *call, keep []string, check func(withList bool) error) (now *drawn, unlock func(), err error) {
	want := []string{"a RECORD"}
	if len(c.args) > 1 {
		want = append(want, "the LIST it was drawn from")
	}
	names, err := c.arguments(want...)
	if err != nil {
		return nil, nil, err
	}
	if err := check(len(names) > 1); err != nil {
		return nil, nil, err
	}
	if unlock, err = wholefile.Lock(names[0]); err != nil {
		return nil, nil, err
	}
	record, err := discretion.ReadRecord(names[0])
	if err == nil {
		c.marking = markingOf(record)
	}
	if now = (&drawn{Drawn: show.Drawn{Record: record}}); err == nil && len(names) > 1 {
		now, err = o.drawnBefore(c, record, names[0], names[1], keep)
	}
	if err != nil {
		unlock()
		return nil, nil, err
	}
	return now, unlock, nil
}

// listAgain are the words of a command for the list of a record and, where the record names its
// rules by their file, the flag that opens it. It is the LIST that was given, or else the one of
// the draw, in this folder or in that of the record.
func (d *drawn) listAgain(record, given string) string {
	if given == "" {
		given = d.Record.List.Name
		beside := filepath.Join(filepath.Dir(record), given)
		_, err := os.Stat(given)
		if _, err2 := os.Stat(beside); err != nil && err2 == nil {
			given = beside
		}
	}
	var words strings.Builder
	words.WriteString(show.Quoted(given))
	for _, o := range d.Record.List.Reading {
		if o.Name == "rules" && strings.ContainsAny(o.Value, `./\`) {
			words.WriteString(" --rules " + show.Quoted(o.Value))
		}
	}
	return words.String()
}

// freeName is a name for a file that is not there yet: name, or with a number before its ending.
func freeName(name string) string {
	ending := filepath.Ext(name)
	free := name
	for n := 2; ; n++ {
		if _, err := os.Lstat(free); err != nil {
			return free
		}
		free = fmt.Sprintf("%s%d%s", strings.TrimSuffix(name, ending), n, ending)
	}
}

// planAgain repeats the plan of a record's draw. An extended sample has none.
func (d *drawn) planAgain() (err error) {
	if len(d.Record.Extensions) == 0 {
		d.Plan, err = d.Record.Plan(&d.List.Frame)
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
		by, phrase.Quote(name), strings.Replace(by, "the ", "a ", 1), show.Quoted(name))
}
