package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"onecase/cmd/onecase/internal/report"
	"onecase/discretion"
	"onecase/sample"
	"onecase/stats"
)

func drawVerb() verb {
	return verb{
		name: "draw", args: "LIST [flags]", writesFile: true,
		brief: "select the cases to read, with reserves, and keep a record",
		manual: `Selects the planned sample so that it matches the eligible cases on every variable
at once, with reserves, and writes two files: a record from which anyone can repeat
the draw, and a sample file for the inspectors. Every random choice comes from the
seed; without --seed one is made up and shown.

Without --record and --output the files are LIST.record.json and LIST.sample.xlsx in
the current folder. Nothing is overwritten without --force.

Examples:
  onecase draw cases.xlsx --as-of 2021-06-21 --seed "dice 3 1 4 1 5"
  onecase draw cases.csv --rules none --size all=40 --record my.record.json --output my.csv
  onecase draw cases.xlsx --extend cases.record.json --size court=44 --record 2.json --output 2.xlsx`,
		flags: append(append(listFlags(), designFlags()...),
			&cli.StringFlag{Name: "seed", Usage: "the `TEXT` that every random choice comes from"},
			&cli.StringFlag{Name: "record", Usage: "write the record to `FILE`"},
			&cli.StringFlag{Name: "output", Usage: "write the sample to `FILE` (.xlsx or .csv)"},
			&cli.StringFlag{Name: "extend", Usage: "keep the sample of the record in `FILE` and add cases up to --size"},
			&cli.StringSliceFlag{Name: "keep", Usage: "carry the original column `HEADER` into the sample file; may be repeated (with --extend: else those of the first draw)"},
			&cli.StringFlag{Name: "judgements", Usage: "write an empty grid of judgements to `FILE` (.xlsx or .csv)"},
			plotFlag(),
			&cli.BoolFlag{Name: "force", Usage: "overwrite files that exist"},
		),
		long: true,
		run:  runDraw,
	}
}

func runDraw(c *call) error {
	names, err := c.arguments("a LIST of cases (.xlsx or .csv)")
	if err != nil {
		return err
	}
	stem := strings.TrimSuffix(filepath.Base(names[0]), filepath.Ext(names[0]))
	files := &drawFiles{record: c.String("record"), sample: c.String("output"), grid: c.String("judgements"), plot: c.plotFile(), force: c.Bool("force")}
	if files.record == "" {
		files.record = stem + ".record.json"
	}
	if files.sample == "" {
		files.sample = stem + ".sample.xlsx"
	}
	if err := files.check(c); err != nil {
		return err
	}
	d, err := c.drawn(names[0])
	if err != nil {
		return err
	}
	if err := files.write(c, d); err != nil {
		return err
	}
	err = c.show(drawResultOf(d, files.record), func() report.Document { return drawDocument(d, files, c.String("format"), c.explain()) })
	if err != nil {
		return fmt.Errorf("the sample is drawn and its files are written (%s), but the result cannot be shown: %w", strings.Join(files.written(), ", "), err)
	}
	return nil
}

// A drawn is a draw with the list it came from.
type drawn struct {
	list     *caseList
	plan     *sample.Plan // nil for an extension
	record   *sample.Record
	keep     []string // headers of the columns of the list that the sample file has
	warnings []stats.Warning
}

// drawn reads a list and draws from it, or extends an earlier draw.
func (c *call) drawn(list string) (*drawn, error) {
	if c.String("extend") != "" {
		return c.extended(list)
	}
	read, plan, err := c.plan(list)
	if err != nil {
		return nil, err
	}
	seed := c.String("seed")
	if !c.IsSet("seed") {
		seed = sample.MakeSeed()
	} else if strings.TrimSpace(seed) == "" {
		return nil, c.misuse("--seed is empty: give a text, or leave --seed out to have one made up")
	}
	keep, err := c.outputs(read, nil)
	if err != nil {
		return nil, err
	}
	progress, stop := c.working("drawing, with each case's chance")
	draw, err := plan.Draw(seed, progress)
	stop()
	if err != nil {
		return nil, err
	}
	source := sample.ListSource{Name: filepath.Base(read.sheet.File), SHA256: read.sheet.SHA256, Rows: read.Rows, Reading: c.reading(read), Keep: keep}
	record := sample.NewRecord(draw, source, read.rulesID, time.Now())
	return &drawn{read, plan, record, keep, append(worded(read.Warnings), draw.Warnings...)}, nil
}

// outputs refuses what the list cannot give before anything is drawn, and names
// the columns to keep.
func (c *call) outputs(list *caseList, earlier *sample.Record) (keep []string, err error) {
	if c.String("judgements") != "" && list.rules == nil {
		return nil, errors.New("--judgements needs the questions of a rule set: name one with --rules")
	}
	return c.keep(list, earlier)
}

// extended extends the draw of --extend. The list is read as it was then.
func (c *call) extended(list string) (*drawn, error) {
	record, err := discretion.ReadRecord(c.String("extend"))
	if err != nil {
		return nil, err
	}
	for _, f := range designFlags() {
		if name := f.Names()[0]; name != "size" && c.IsSet(name) {
			return nil, c.misuse("--%s: the design of the first draw stays; --extend takes new sizes alone", name)
		}
	}
	if c.IsSet("seed") {
		return nil, c.misuse("--seed: the seed of the first draw stays")
	}
	var d sample.Design
	if err := c.sizes(&d); err != nil {
		return nil, err
	}
	if len(d.Sizes) == 0 {
		return nil, c.misuse("--extend needs the new size of a group, such as --size court=44")
	}
	if err := c.readAsRecorded(record); err != nil {
		return nil, err
	}
	read, err := c.caseList(list)
	if err != nil {
		return nil, err
	}
	keep, err := c.outputs(read, record)
	if err != nil {
		return nil, err
	}
	progress, stop := c.working("repeating the draw and adding to it")
	warnings, err := record.Extend(&read.Frame, d.Sizes, time.Now(), progress)
	stop()
	if err != nil {
		return nil, err
	}
	return &drawn{list: read, record: record, keep: keep, warnings: append(worded(read.Warnings), warnings...)}, nil
}
