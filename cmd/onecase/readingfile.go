package main

import (
	"bytes"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"onecase/cmd/onecase/internal/wholefile"
	"onecase/discretion/tomlfile"
	"onecase/sample"
	"onecase/stats/phrase"
)

// A readingFile keeps how a list is read, for the next list like it. Its keys are the
// names of the list's flags.
type readingFile struct {
	Sheet        string                       `toml:"sheet,omitempty"`
	Encoding     string                       `toml:"encoding,omitempty"`
	Rules        string                       `toml:"rules,omitempty"`
	AsOf         any                          `toml:"as-of,omitempty"` // a date or a text
	GroupBy      string                       `toml:"group-by,omitempty"`
	Match        []string                     `toml:"match,omitempty"`
	Include      []string                     `toml:"include,omitempty"`
	Exclude      []string                     `toml:"exclude,omitempty"`
	KeepRow      []any                        `toml:"keep-row,omitempty"`  // numbers or texts
	SkipRows     []any                        `toml:"skip-rows,omitempty"` // the same
	SkipProblems bool                         `toml:"skip-problems,omitempty"`
	Column       map[string]string            `toml:"column,omitempty"`   // role to header
	Bands        map[string]string            `toml:"bands,omitempty"`    // header to bands
	Category     map[string]map[string]string `toml:"category,omitempty"` // role or header to text to category
}

// readingHead says in the file what it is.
const readingHead = "# How a list of cases is read: onecase plan LIST --reading FILE. The keys are the flags' names.\n\n"

// options returns the flags that the file keeps.
func (r *readingFile) options() []sample.Option {
	var options []sample.Option
	add := func(name string, values ...any) {
		for _, value := range values {
			options = append(options, sample.Option{Name: name, Value: fmt.Sprint(value)})
		}
	}
	for _, one := range []sample.Option{{Name: "sheet", Value: r.Sheet}, {Name: "encoding", Value: r.Encoding},
		{Name: "rules", Value: r.Rules}, {Name: "group-by", Value: r.GroupBy}} {
		if one.Value != "" {
			options = append(options, one)
		}
	}
	if r.AsOf != nil {
		add("as-of", r.AsOf)
	}
	texts := func(name string, all []string) {
		for _, text := range all {
			add(name, text)
		}
	}
	texts("match", r.Match)
	texts("include", r.Include)
	texts("exclude", r.Exclude)
	add("keep-row", r.KeepRow...)
	add("skip-rows", r.SkipRows...)
	if r.SkipProblems {
		add("skip-problems", true)
	}
	pairs := func(name string, table map[string]string) {
		for _, key := range slices.Sorted(maps.Keys(table)) {
			add(name, key+"="+table[key])
		}
	}
	pairs("column", r.Column)
	pairs("bands", r.Bands)
	for _, of := range slices.Sorted(maps.Keys(r.Category)) {
		for _, text := range slices.Sorted(maps.Keys(r.Category[of])) {
			add("category", of+":"+text+"="+r.Category[of][text])
		}
	}
	return options
}

// set adds a flag to the file, after those before it.
func (r *readingFile) set(name, text string) {
	at := equalsOf(name, text)
	pair := func(table *map[string]string) {
		if *table == nil {
			*table = map[string]string{}
		}
		(*table)[strings.TrimSpace(text[:at])] = strings.TrimSpace(text[at+1:])
	}
	switch name {
	case "sheet":
		r.Sheet = text
	case "encoding":
		r.Encoding = text
	case "rules":
		r.Rules = text
	case "as-of":
		r.AsOf = text
	case "group-by":
		r.GroupBy = text
	case "match":
		r.Match = append(r.Match, text)
	case "include":
		r.Include = append(r.Include, text)
	case "exclude":
		r.Exclude = append(r.Exclude, text)
	case "keep-row":
		r.KeepRow = append(r.KeepRow, rowNumber(text))
	case "skip-rows":
		r.SkipRows = append(r.SkipRows, rowNumber(text))
	case "skip-problems":
		r.SkipProblems, _ = strconv.ParseBool(text)
	case "column":
		pair(&r.Column)
	case "bands":
		pair(&r.Bands)
	case "category":
		of, rest, _ := strings.Cut(text[:at], ":")
		if r.Category == nil {
			r.Category = map[string]map[string]string{}
		}
		if of = strings.TrimSpace(of); r.Category[of] == nil {
			r.Category[of] = map[string]string{}
		}
		r.Category[of][rest] = strings.TrimSpace(text[at+1:])
	}
}

// equalsOf is the place of the = between what a flag is about and what it says. A role
// has no = in it, but a header or the text of a cell may have one.
func equalsOf(name, text string) int {
	if name == "column" {
		return strings.Index(text, "=")
	}
	return strings.LastIndex(text, "=")
}

// rowNumber is a text as a number, if it is one.
func rowNumber(text string) any {
	if n, err := strconv.Atoi(text); err == nil {
		return n
	}
	return text
}

// subject is what a flag of a list is about; "" for a flag that is given once.
func subject(name, text string) string {
	switch name {
	case "column", "bands", "category":
		return strings.ToLower(text[:max(0, equalsOf(name, text))])
	case "include", "exclude", "keep-row", "skip-rows":
		return text
	}
	return ""
}

// takeReading sets the flags of the file of --reading, except those that the user gives
// beside it, once.
func (o *listOptions) takeReading(c *call) error {
	name := o.readFrom
	if name == "" {
		return nil
	}
	if _, err := o.cleaning(c); err != nil {
		return err
	}
	text, err := tomlfile.Read(name)
	if err != nil {
		return fmt.Errorf("%s: %w", name, phrase.FileError(err))
	}
	var file readingFile
	problems, err := tomlfile.Decode(name, text, &file)
	if err == nil {
		err = problems.Err()
	}
	if err != nil {
		return err
	}
	given := map[*verbFlag][]string{}
	for _, f := range o.flags {
		given[f] = slices.Clone(f.given)
	}
	for _, option := range file.options() {
		f := o.flags[slices.IndexFunc(o.flags, func(f *verbFlag) bool { return f.name == option.Name })]
		if at := slices.IndexFunc(given[f],
			func(text string) bool { return subject(f.name, text) == subject(f.name, option.Value) }); at >= 0 {
			if beside := given[f][at]; beside != option.Value {
				o.overruled.Add("reading-overruled", "", "%s has %s %s, and %s beside it comes first", name,
					option.Name, phrase.Quote(option.Value), phrase.Quote(beside))
			}
			continue
		}
		if option.Name == "rules" {
			if err := recordedRules(name, option.Value); err != nil {
				return err
			}
		}
		if err := f.Set(option.Value); err != nil {
			return fmt.Errorf("%s, %s %s: %w", name, option.Name, phrase.Quote(option.Value), err)
		}
	}
	if _, err := o.cleaning(c); err != nil {
		return fmt.Errorf("%s says how a list is read, and none can be read so: %v", name, err)
	}
	o.readFrom = ""
	return nil
}

// checkSaving refuses a file for --save-reading that cannot be written, before a list is read.
func (o *listOptions) checkSaving(c *call) error {
	switch {
	case o.saveTo == "":
		return nil
	case !strings.EqualFold(filepath.Ext(o.saveTo), ".toml"):
		return c.wrong("save-reading", strconv.Quote(o.saveTo), "it has to end in .toml")
	}
	return wholefile.Free(o.saveTo, c.overwrites())
}

// save has the file of --save-reading written with the verb's other files.
func (o *listOptions) save(c *call) error {
	if o.saveTo == "" {
		return nil
	}
	var file readingFile
	for _, f := range o.flags {
		for _, text := range f.given {
			file.set(f.name, text)
		}
	}
	text := bytes.NewBufferString(readingHead)
	if err := toml.NewEncoder(text).SetArraysMultiline(true).Encode(file); err != nil {
		return err
	}
	c.beside = append(c.beside, wholefile.File{Path: o.saveTo, Force: c.overwrites(), Text: text.Bytes()})
	return nil
}

// overwrites says whether --force is given.
func (c *call) overwrites() bool {
	return slices.ContainsFunc(c.flags, func(f *verbFlag) bool { return f.name == "force" && f.IsSet() })
}
