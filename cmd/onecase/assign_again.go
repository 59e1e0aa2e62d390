package main

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"

	"onecase/cmd/onecase/internal/show"
	"onecase/discretion"
	"onecase/sample"
	"onecase/stats"
	"onecase/stats/phrase"
)

// asBefore takes days and dates from the assignment that part of the sample was read by, where
// they are not given.
func (o *assignOptions) asBefore(record *sample.Record) {
	if now := record.AssignedNow(); now != nil && o.days == 0 {
		o.days = now.Days
	}
	if now := record.AssignedNow(); now != nil && o.day == nil && o.days == now.Days {
		o.day = now.Dates
	}
}

// warnOver says that no day counts as over, where cases were read and others are shared out anew.
func (o *assignOptions) warnOver(a *sample.Assignment, read bool, warnings *stats.Warnings) {
	first := 0
	for _, c := range a.Cases {
		if c.Day > 0 && !slices.Contains(a.Kept, c.Case) {
			first = cmp.Or(min(first, c.Day), c.Day)
		}
	}
	if read && o.over == 0 && first > 0 {
		warnings.Add("no-day-over", stats.Advise("if that day is over, give %v", stats.Option{Name: "day"}),
			"no day is taken to be over, and cases are shared out anew from %s on", show.DayName(a.Dates, first))
	}
}

// warnBars names cases that were shared out anew to readers who were barred from them before.
func warnBars(before, a *sample.Assignment, warnings *stats.Warnings) {
	for _, r := range before.Readers {
		var barred []string
		for _, bar := range r.Bars {
			for _, c := range a.Cases {
				if (c.Reader == r.Name || c.Second == r.Name) && slices.Contains(bar.Cases, c.Case) &&
					!slices.Contains(a.Kept, c.Case) && !slices.Contains(barred, c.Case) {
					barred = append(barred, c.Case)
				}
			}
		}
		if len(barred) > 0 {
			warnings.Add("bar-dropped", "if the bars still hold, write them in the table of readers and share out again",
				"%s has %s from which the table of readers before kept %s: %s", r.Name, phrase.Count(len(barred), "case"),
				r.Name, phrase.First(10, barred, ", ", " and"))
		}
	}
}

// warnHalf names cases that readers who are gone have begun and not finished: these stay with them.
func warnHalf(record *sample.Record, a *sample.Assignment, half []string, warnings *stats.Warnings) {
	for _, r := range a.Readers {
		var left []string
		for _, c := range record.Reading() {
			if r.Gone && c.Reader == r.Name && slices.Contains(half, c.Case) {
				left = append(left, c.Case)
			}
		}
		if len(left) == 0 {
			continue
		}
		it := phrase.Plural(len(left), "it", "them")
		warnings.Add("begun-by-gone", stats.Remedy("say who finishes "+it+", and write that reader in the grid; or take "+
			phrase.Plural(len(left), "its", "their")+" answers and date out of the grid and share out anew, and another reader "+
			"reads "+it+" from the start"),
			"%s is gone, has begun %s and has not finished %s: %s", r.Name, phrase.Count(len(left), "case"), it,
			phrase.First(10, left, ", ", " and"))
	}
}

// begun are the cases that were begun in the grid as it stands, or in the one that is written into where that
// is another, those that have a note alone, and of those that were begun the half filled ones.
func (o *assignOptions) begun(c *call) (begun, noted, half []string, err error) {
	grids := []string{o.soFar}
	if o.grid != "" && filepath.Clean(o.grid) != filepath.Clean(o.soFar) {
		grids = append(grids, o.grid)
	}
	begun = []string{} // and not nil where none was: what its reader can still read as planned stays
	read := map[string]bool{}
	for _, grid := range grids {
		ins, err := o.underway(c, grid)
		if err != nil {
			return nil, nil, nil, err
		}
		started, notes, err := ins.Begun()
		if err != nil {
			return nil, nil, nil, err
		}
		begun, noted = append(begun, started...), append(noted, notes...)
		if progress, err := discretion.ProgressOf(ins, discretion.ProgressOptions{}); err == nil { // else no half filled one is named
			for _, k := range progress.Cases {
				read[k.ID] = read[k.ID] || k.Read()
				if k.Begun {
					half = append(half, k.ID)
				}
			}
		}
	}
	slices.Sort(begun)
	slices.Sort(noted)
	return slices.Compact(begun), slices.DeleteFunc(slices.Compact(noted), func(id string) bool { return slices.Contains(begun, id) }),
		slices.DeleteFunc(half, func(id string) bool { return read[id] }), nil
}

// underway opens a grid that is being filled.
func (o *assignOptions) underway(c *call, grid string) (*discretion.Inspection, error) {
	judgements := judgementOptions{rules: o.list.rules, underway: true, soFar: true, plain: true, unrated: true}
	ins, _, err := judgements.open(c, grid, discretion.OpenOptions{Rules: o.list.rules, Record: c.args[0]})
	if err == nil && ins.Results.Grid == nil {
		err = fmt.Errorf("%s: totals do not say which cases were read (give the grid, with a row for each case)", grid)
	}
	return ins, err
}
