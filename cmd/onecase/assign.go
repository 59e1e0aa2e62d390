package main

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"onecase/cmd/onecase/internal/report"
	"onecase/cmd/onecase/internal/show"
	"onecase/cmd/onecase/internal/wholefile"
	"onecase/discretion/rules"
	"onecase/sample"
	"onecase/sample/caselist"
	"onecase/sample/sheet"
	"onecase/stats"
	"onecase/stats/phrase"
)

// assignOptions are the flags of assign.
type assignOptions struct {
	readers string
	days    int
	dates   string   // of the days, or the first of them
	day     []string // these, as 2026-12-07
	soFar   string   // the grid that is being filled
	over    int      // days that are over
	grid    string   // the grid that gets the new readers, days and order, and the rows of cases that are new
	seed    string
	seeded  *verbFlag // --seed
	output  string
	keep    []string
	force   bool
	list    listOptions
}

func (o *assignOptions) bind(f *flagSet) {
	f.text(&o.readers, "readers", "who reads: `FILE` (.csv or .xlsx) with a column reader, and capacity, days, pair, "+
		"not-COLUMN and not-cases as they are needed").input()
	f.countUpTo(sample.MaxDays, &o.days, "days", "spread each reader's cases over `N` days")
	f.text(&o.dates, "dates", "the `DATES` of these days with commas between, or that of the first: Monday to Friday "+
		"follow, such as 2026-12-07")
	f.text(&o.soFar, "so-far", "share out anew while the sample is read: the grid as it stands, `FILE`, whose cases "+
		"with answers or a date stay with their readers").input()
	f.countUpTo(sample.MaxDays, &o.over, "day", "with --so-far, the `DAY` that is over, from 1: what is shared out "+
		"anew is read on later ones")
	f.text(&o.grid, "grid", "with --so-far, write the new readers, days and order into the grid in `FILE` (.xlsx or "+
		".csv), with a row for each case that is new in the sample; all that was entered stays").input()
	o.seeded = f.text(&o.seed, "seed", "the `TEXT` that every random choice comes from; without it one is made "+
		"up and shown")
	f.text(&o.output, "output", "write who reads what, with a sheet for each reader, to `FILE` (.xlsx, or .csv for "+
		"the first sheet)").output()
	f.texts(&o.keep, "keep", "carry the original column `HEADER` of the LIST into that file, in place of those the "+
		"draw kept; may be repeated")
	f.onOff(&o.force, "force", "overwrite that file if it exists")
	o.list.bind(f)
}

func (o *assignOptions) run(c *call) error {
	now, unlock, err := o.list.openToChange(c, o.keep, func(withList bool) error { return o.check(c, withList) })
	if err != nil {
		return err
	}
	defer unlock()
	record := now.Record
	before := record.AssignedNow()
	if o.soFar != "" {
		o.asBefore(record)
	}
	table, err := sheet.ReadFile(o.readers, sheet.ReadOptions{Headers: caselist.ReaderHeaders, Values: true})
	if err != nil {
		return err
	}
	readers, warnings, err := caselist.Readers(table, barColumns(now), eligibleIDs(record), o.days)
	if err != nil {
		return err
	}
	options := sample.AssignOptions{Readers: readers, Days: o.days, Dates: o.day, Seed: o.seed, Over: o.over}
	var half []string
	notMet := 0
	if o.soFar != "" {
		var noted []string
		if options.Read, noted, half, err = o.begun(c); err != nil {
			return err
		}
		for _, g := range record.Groups {
			failed := show.Status(record, g.Group).Failed
			notMet += len(failed)
			noted = slices.DeleteFunc(noted, func(id string) bool { return slices.Contains(failed, id) })
		}
		if len(noted) > 0 {
			warnings.Add("note-alone", "see what the notes say; a case that cannot be read is replaced with onecase "+
				"replace, best before the rest is shared out",
				"%s %s a note and no answer or date, and %s for not begun: %s",
				phrase.Count(len(noted), "case"), phrase.Plural(len(noted), "has", "have"),
				phrase.Plural(len(noted), "counts", "count"), phrase.First(10, noted, ", ", " and"))
		}
	}
	var filled *filledGrid
	if o.grid != "" {
		var unlock func()
		if filled, unlock, err = openFilled(o.grid, o.list.rules, record); err != nil {
			return err
		}
		defer unlock()
	}
	a, more, err := record.AssignWith(options, time.Now())
	if err != nil {
		return fmt.Errorf("%s: %w", o.readers, err)
	}
	o.warnOver(a, len(options.Read) > 0, &warnings)
	if o.soFar != "" && before != nil {
		warnBars(before, a, &warnings)
		warnHalf(record, a, half, &warnings)
	}
	files := c.files()
	if o.output != "" {
		if now.List == nil && len(record.List.Keep) > 0 {
			warnings.Add("assigned-without-list", stats.Remedy("give the list of cases together with the record"),
				"the file lacks the columns that the draw kept, %s: the record does "+
					"not hold them", strings.Join(record.List.Keep, ", "))
		}
		files.add(tableFile(o.output, o.force, assignSheets(now, a, isWorkbook(o.output))))
	}
	var marked markedGrid
	if filled != nil {
		var grid wholefile.File
		if grid, marked, err = filled.assigned(now, a); err != nil {
			return err
		}
		files.files = append(files.files, grid)
	}
	files.add(recordFile(c.args[0], true, record))
	if err := files.write(); err != nil {
		return err
	}
	warnings = slices.Concat(o.list.overruled, warnings, more)
	result := assignResultOf(c.args[0], a, worded(warnings))
	result.Grid, result.GridNew = o.grid, marked.added
	written := "record " + c.args[0] + marked.words(o.grid) +
		phrase.Either(o.output != "", ", who reads what "+o.output, "")
	said, next := "Written: "+written+".", report.Commands(nil)
	if c.format == "table" { // a report asks nobody to type
		var what string
		what, next = o.next(c, now)
		said += " " + what
	}
	return c.show(result, func() report.Document {
		d := show.Assign(a, notMet, now.GroupNames(), o.grid, said, next, c.explain)
		d.Facts, d.Warnings = now.Facts(""), now.InWords(warnings)
		return d
	})
}

// next says what to do once a sample was shared out: for the first time, or while it is read.
func (o *assignOptions) next(c *call, now *drawn) (what string, commands report.Commands) {
	again := fmt.Sprintf("onecase verify %s %s", show.Quoted(c.args[0]), now.listAgain(c.args[0], strings.Join(c.args[1:], "")))
	progress := fmt.Sprintf("onecase progress %s --record %s", show.Quoted(cmp.Or(o.grid, o.soFar)), show.Quoted(c.args[0]))
	grid, letter := " --judgements "+freeName("grid.xlsx"), " --letter "+freeName("files.docx")
	switch {
	case o.soFar != "" && o.output != "":
		return "How far the reading is:", report.Commands{progress}
	case o.soFar != "":
		return "Who reads what now, with a sheet for each reader, and how far the reading is:",
			report.Commands{again + " --sheets " + freeName("week.xlsx"), progress}
	case now.Record.Rules == rules.NoRules:
		return "The grid with each case's reader, of the questions in your file questions.csv, one a line, and the " +
			"letter that asks for the files:", report.Commands{again + grid + " --questions questions.csv" + letter}
	}
	return "The grid with each case's reader, and the letter that asks for the files:",
		report.Commands{again + grid + letter}
}

// check refuses flags that are missing or do not go together, and makes up a seed.
func (o *assignOptions) check(c *call, withList bool) error {
	switch {
	case o.readers == "":
		return c.misuse("assign needs --readers and the file of who reads")
	case o.seeded.IsSet() && strings.TrimSpace(o.seed) == "":
		return c.misuse("--seed is empty: give a text, or leave --seed out to have one made up")
	case o.over > 0 && o.soFar == "":
		return c.misuse("--day is about a sample that is being read: give its grid with --so-far")
	case o.grid != "" && o.soFar == "":
		return c.misuse("--grid is about a sample that is being read: give the grid as it stands with --so-far too")
	case len(o.keep) > 0 && o.output == "":
		return c.misuse("--keep is about the file of who reads what: name one with --output")
	case !withList && len(o.keep) > 0:
		return o.list.lacking(c, "keep")
	case !withList && o.list.readFrom+o.list.saveTo != "":
		return c.misuse("--reading and --save-reading are about the list: give the LIST behind the RECORD")
	case o.output != "" && filepath.Clean(o.output) == filepath.Clean(o.readers):
		return c.misuse("--output and --readers name the same file")
	}
	for _, f := range o.list.flags {
		if !withList && f.IsSet() {
			return o.list.lacking(c, f.name)
		}
	}
	if !o.seeded.IsSet() {
		o.seed = sample.MakeSeed()
	}
	if err := o.readDates(c); err != nil {
		return err
	}
	return cmp.Or(c.checkInPlace("grid", o.grid, map[string]string{"output": o.output, "readers": o.readers}),
		c.checkTable("output", o.output, o.force))
}

// readDates reads --dates: one for each day, or the first, which working days follow.
func (o *assignOptions) readDates(c *call) error {
	if o.dates == "" {
		return nil
	}
	var all []time.Time
	for _, text := range listed([]string{o.dates}) {
		day, err := caselist.ParseDate(text)
		if err != nil {
			return c.wrong("dates", "", "%v; write it as 2026-12-07", err)
		}
		all = append(all, day)
	}
	switch {
	case o.days == 0 && len(all) > 1:
		o.days = len(all)
	case o.days == 0:
		return c.misuse("--dates has the first day: say with --days how many there are")
	case len(all) == 1:
		for len(all) < o.days {
			next := all[len(all)-1].AddDate(0, 0, 1)
			for next.Weekday() == time.Saturday || next.Weekday() == time.Sunday {
				next = next.AddDate(0, 0, 1)
			}
			all = append(all, next)
		}
	case len(all) != o.days:
		return c.wrong("dates", "", "there are %d for %s: give one for each, or the first alone", len(all),
			phrase.Count(o.days, "day"))
	}
	for i, day := range all {
		if i > 0 && !day.After(all[i-1]) {
			return c.wrong("dates", "", "%s does not come after %s", day.Format(time.DateOnly),
				all[i-1].Format(time.DateOnly))
		}
		o.day = append(o.day, day.Format(time.DateOnly))
	}
	return nil
}
