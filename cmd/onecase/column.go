package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"onecase/cmd/onecase/internal/show"
	"onecase/discretion"
	"onecase/sample"
	"onecase/sample/sheet"
	"onecase/stats/phrase"
)

// columnOptions are the flag of a verb that takes a column of the record, of the list or
// of the judgements, and what is found of it.
type columnOptions struct {
	list     string
	columns  map[string]*discretion.ListColumn // of the list, by the name that was asked for
	unlisted error                             // that the list has no column which may be one of the judgements
}

func (o *columnOptions) bindList(f *flagSet) {
	f.text(&o.list, "list", "the `LIST` that the sample was drawn from, for a column of it").input()
}

// find looks for columns, "" for none, among the variables of the record and in the list.
// It returns the one that is left for the judgements, or else one that they may have too.
func (o *columnOptions) find(c *call, ins *inspectionOptions, names ...string) (keep string, err error) {
	names = slices.DeleteFunc(slices.Compact(names), func(name string) bool { return name == "" })
	if o.list == "" && len(names) < 2 {
		return strings.Join(names, ""), nil
	}
	if ins.record == "" {
		return "", c.misuse("--list needs --record, the record of the draw, which says how the list is read")
	}
	record, err := discretion.ReadRecord(ins.record)
	if err != nil {
		return "", err
	}
	var list *show.List
	if o.list != "" {
		if list, err = readListOf(c, record, o.list, ins.rules); err != nil {
			return "", err
		}
	}
	o.columns = map[string]*discretion.ListColumn{}
	for _, name := range names {
		column, unlisted := columnOf(list, name)
		switch {
		case column != nil:
			o.columns[name] = column
		case slices.Contains(record.Frame.Variables, name):
		case keep != "" && !strings.EqualFold(keep, name):
			return "", c.misuse("neither %s nor %s is of the record%s, and one column of the judgements is taken: ask for one after the other, or give the list with --list if it has them",
				keep, name, phrase.Either(list != nil, " or the list", ""))
		default:
			keep, o.unlisted = name, unlisted
		}
	}
	return cmp.Or(keep, names[0]), nil
}

// checkKept refuses a column that neither the list has nor the judgements.
func (o *columnOptions) checkKept(ins *discretion.Inspection) error {
	if grid := ins.Results.Grid; grid != nil && grid.Kept == "" {
		return o.unlisted
	}
	return nil
}

// readListOf reads the list of a record as it was read for the draw, under rules if they
// are given.
func readListOf(c *call, record *sample.Record, name, rules string) (*show.List, error) {
	var reading listOptions
	reading.bind(&flagSet{})
	for _, f := range reading.flags {
		if f.name == "rules" && rules != "" {
			if err := f.Set(rules); err != nil {
				return nil, err
			}
		}
	}
	return reading.readAgain(c, record, name)
}

// columnOf is the column that a name means: its header, its role or a variable. The error
// says that the list has none; without a list there is neither.
func columnOf(l *show.List, name string) (*discretion.ListColumn, error) {
	if l == nil {
		return nil, nil
	}
	column := &discretion.ListColumn{Frame: &l.Frame}
	if at := slices.IndexFunc(l.Frame.Variables, func(v sample.Variable) bool { return v.Name == name }); at >= 0 {
		column.Values = each(l.Frame.Cases, func(k sample.Case) string { return k.Values[at] })
		return column, nil
	}
	header := name
	for _, r := range l.Recognised {
		if string(r.Role) == name && !slices.Contains(l.Sheet.Header, header) {
			header = r.Header
		}
	}
	at := slices.IndexFunc(l.Sheet.Header,
		func(h string) bool { return strings.EqualFold(strings.TrimSpace(h), strings.TrimSpace(header)) })
	if at < 0 {
		return nil, fmt.Errorf("%s has no column %q%s; its columns are %s; nor have the judgements one",
			l.Sheet.File, name, sheet.DidYouMean(name, l.Sheet.Header), strings.Join(l.Sheet.Header, ", "))
	}
	rows := map[int]sheet.Row{}
	for _, row := range l.Sheet.Rows {
		rows[row.Number] = row
	}
	column.Values = each(l.Frame.Cases, func(k sample.Case) string { return rows[k.Row].Cell(at) })
	return column, nil
}
