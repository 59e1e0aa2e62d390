package main

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/urfave/cli/v2"

	"onecase/sample"
)

// status is a group's sample as it stands. A record that was made here or read
// without an error always has one.
func status(r *sample.Record, group string) *sample.Status {
	s, err := r.Status(group)
	if err != nil {
		panic(err)
	}
	return s
}

func caseIDs(cases []sample.Chosen) []string {
	ids := make([]string, len(cases))
	for i, c := range cases {
		ids[i] = c.ID
	}
	return ids
}

// plainPathError leaves the file's name out of an error, and says in plain words
// that there is none.
func plainPathError(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return errors.New("there is no such file: check the name and the folder")
	}
	if e, ok := errors.AsType[*fs.PathError](err); ok {
		return e.Err
	}
	return err
}

// reading lists the flags that read the list, so that verify can read it again.
func (c *call) reading(list *caseList) []sample.Option {
	var options []sample.Option
	for _, f := range listFlags() {
		name := f.Names()[0]
		if name == "include" || name == "rules" || !c.IsSet(name) {
			continue // the design has the cases to include
		}
		if _, many := f.(*cli.StringSliceFlag); many {
			for _, v := range c.StringSlice(name) {
				options = append(options, sample.Option{Name: name, Value: v})
			}
			continue
		}
		options = append(options, sample.Option{Name: name, Value: fmt.Sprint(c.Value(name))})
	}
	id := list.rulesID
	if given := c.String("rules"); strings.ContainsAny(given, `./\`) {
		id = given // a file
	}
	return append(options, sample.Option{Name: "rules", Value: id})
}

// readAsRecorded sets the list flags that a record has and the user has not
// given.
func (c *call) readAsRecorded(r *sample.Record) error {
	if _, err := c.cleanOptions(); err != nil {
		return err
	}
	given := map[string]bool{}
	for _, f := range listFlags() {
		given[f.Names()[0]] = c.IsSet(f.Names()[0])
	}
	for _, o := range r.List.Reading {
		set, ours := given[o.Name]
		if !ours {
			return fmt.Errorf("the record's list was read with %q, which this program does not know", o.Name)
		}
		if set {
			continue
		}
		if err := c.Set(o.Name, o.Value); err != nil {
			return fmt.Errorf("the record's list was read with --%s %q: %w", o.Name, o.Value, err)
		}
	}
	if _, err := c.cleanOptions(); err != nil {
		return fmt.Errorf("the record says how its list was read, and nothing can be read so: %v", err)
	}
	return c.keepOutputs() // the record may name rules in a file
}
