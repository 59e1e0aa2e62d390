package main

import (
	"cmp"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"onecase/cmd/onecase/internal/report"
	"onecase/discretion"
	"onecase/sample"
	"onecase/stats"
)

// drawOptions are the flags of draw.
type drawOptions struct {
	list   listOptions
	design designOptions
	seed   string
	seeded *verbFlag // --seed
	extend string
	keep   []string
	files  drawFiles
}

func (o *drawOptions) bind(f *flagSet) {
	o.list.bind(f)
	o.design.bind(f)
	o.seeded = f.text(&o.seed, "seed", "the `TEXT` that every random choice comes from")
	f.text(&o.files.record, "record", "write the record to `FILE`")
	f.text(&o.files.sample, "output", "write the sample to `FILE` (.xlsx or .csv)").output()
	f.text(&o.extend, "extend", "keep the sample of the record in `FILE` and add cases up to --size").input()
	f.texts(&o.keep, "keep", "carry the original column `HEADER` into the sample file; may be repeated (with --extend: else those of the first draw)")
	f.text(&o.files.grid, "judgements", "write an empty grid of judgements to `FILE` (.xlsx or .csv)")
	o.files.plot.bind(f)
	f.onOff(&o.files.force, "force", "overwrite files that exist")
}

func (o *drawOptions) run(c *call) error {
	names, err := c.arguments("a LIST of cases (.xlsx or .csv)")
	if err != nil {
		return err
	}
	stem := strings.TrimSuffix(filepath.Base(names[0]), filepath.Ext(names[0]))
	files := &o.files
	files.record = cmp.Or(files.record, stem+".record.json")
	files.sample = cmp.Or(files.sample, stem+".sample.xlsx")
	if err := files.check(c); err != nil {
		return err
	}
	d, err := o.drawn(c, names[0])
	if err != nil {
		return err
	}
	if err := files.write(c, d); err != nil {
		return err
	}
	err = c.show(drawResultOf(d, files.record), func() report.Document { return drawDocument(d, files, c.format, c.explain) })
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
func (o *drawOptions) drawn(c *call, list string) (*drawn, error) {
	if o.extend != "" {
		return o.extended(c, list)
	}
	read, plan, err := planOf(c, list, &o.list, &o.design)
	if err != nil {
		return nil, err
	}
	seed := o.seed
	if !o.seeded.IsSet() {
		seed = sample.MakeSeed()
	} else if strings.TrimSpace(seed) == "" {
		return nil, c.misuse("--seed is empty: give a text, or leave --seed out to have one made up")
	}
	keep, err := o.outputs(read, nil)
	if err != nil {
		return nil, err
	}
	progress, stop := c.working("drawing, with each case's chance")
	draw, err := plan.Draw(seed, progress)
	stop()
	if err != nil {
		return nil, err
	}
	source := sample.ListSource{Name: filepath.Base(read.sheet.File), SHA256: read.sheet.SHA256, Rows: read.Rows, Reading: o.list.reading(read), Keep: keep}
	record := sample.NewRecord(draw, source, read.rulesID, time.Now())
	return &drawn{read, plan, record, keep, append(slices.Clone(read.Warnings), draw.Warnings...)}, nil
}

// outputs names the columns to keep, and refuses what the list cannot give.
func (o *drawOptions) outputs(list *caseList, earlier *sample.Record) (keep []string, err error) {
	if o.files.grid != "" && list.rules == nil {
		return nil, errors.New("--judgements needs the questions of a rule set: name one with --rules")
	}
	return keptHeaders(o.keep, list, earlier)
}

// extended extends the draw of --extend. The list is read as it was then.
func (o *drawOptions) extended(c *call, list string) (*drawn, error) {
	record, err := discretion.ReadRecord(o.extend)
	if err != nil {
		return nil, err
	}
	for _, f := range o.design.flags {
		if f.name != "size" && f.IsSet() {
			return nil, c.wrong(f.name, "", "the design of the first draw stays; --extend takes new sizes alone")
		}
	}
	if o.seeded.IsSet() {
		return nil, c.wrong("seed", "", "the seed of the first draw stays")
	}
	sizes, err := o.design.readSizes(c, each(record.Groups, func(g sample.GroupDraw) string { return g.Group }))
	if err != nil {
		return nil, err
	}
	if len(sizes) == 0 {
		return nil, c.misuse("--extend needs the new size of a group, such as --size court=44")
	}
	read, err := o.list.readAgain(c, record, list)
	if err != nil {
		return nil, err
	}
	keep, err := o.outputs(read, record)
	if err != nil {
		return nil, err
	}
	progress, stop := c.working("repeating the draw and adding to it")
	warnings, err := record.Extend(&read.Frame, sizes, time.Now(), progress)
	stop()
	if err != nil {
		return nil, err
	}
	return &drawn{list: read, record: record, keep: keep, warnings: append(slices.Clone(read.Warnings), warnings...)}, nil
}
