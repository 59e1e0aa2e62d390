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
	"onecase/discretion"
	"onecase/discretion/rules"
	"onecase/sample"
)

// drawOptions are the flags of draw.
type drawOptions struct {
	list    listOptions
	design  designOptions
	seed    string
	seeded  *verbFlag // --seed
	extend  string
	marking string
	commit  string // file of the commitment
	key     string // file of its key
	keep    []string
	files   drawFiles
	publish int

	questions string // file of the grid's questions, "" for those of the rules
}

func (o *drawOptions) bind(f *flagSet) {
	o.list.bind(f)
	o.design.bind(f)
	o.seeded = f.text(&o.seed, "seed", "the `TEXT` that every random choice comes from")
	f.text(&o.files.record, "record", "write the record to `FILE`")
	f.text(&o.files.sample, "output", "write the sample to `FILE` (.xlsx or .csv)").output()
	f.text(&o.extend, "extend", "keep the sample of the record in `FILE` and add cases up to --size").input()
	f.text(&o.commit, "commitment", "the `FILE` with the line of onecase commit: refuse another list or design, and keep the line in the record").input()
	f.text(&o.key, "key", "the `FILE` with the key of a commitment that was made with --key").input()
	f.texts(&o.keep, "keep", "carry the original column `HEADER` into the sample file; may be repeated (with --extend: else those of the first draw)")
	f.text(&o.files.grid, "judgements", "write an empty grid of judgements to `FILE` (.xlsx or .csv)")
	f.text(&o.questions, "questions", "the questions of the grid, in place of the rules': `FILE` with columns id and text, or a question a line").input()
	o.files.letter.handed = true
	o.files.letter.bind(f, "the files")
	f.text(&o.marking, "marking", "the protective marking `TEXT` at the head of every printed page, of reports on the cases too (default Confidential; none for none)")
	f.plot(&o.files.plot)
	f.onOff(&o.files.force, "force", "overwrite files that exist")
	f.publish(&o.publish)
}

func (o *drawOptions) run(c *call) error {
	names, err := c.arguments("a LIST of cases (.xlsx or .csv)")
	if err != nil {
		return err
	}
	if o.questions != "" && o.files.grid == "" {
		return c.misuse("--questions is about the grid: name its file with --judgements")
	}
	if err := c.publishable(o.publish); err != nil {
		return err
	}
	if o.publish > 0 && c.explain {
		return c.misuse("--publish does not go with --explain: the working has the numbers of cases that are withheld")
	}
	stem := strings.TrimSuffix(filepath.Base(names[0]), filepath.Ext(names[0]))
	files := &o.files
	files.record = cmp.Or(files.record, stem+".record.json")
	files.sample = cmp.Or(files.sample, stem+".sample.xlsx")
	if err := cmp.Or(files.check(c), files.letter.check(c, files.force)); err != nil {
		return err
	}
	if o.extend != "" { // a replacement while this runs would be lost
		unlock, err := wholefile.Lock(o.extend)
		if err != nil {
			return err
		}
		defer unlock()
	}
	d, err := o.drawn(c, names[0])
	if err != nil {
		return err
	}
	d.Warnings = append(d.Warnings, files.letter.leftOut(d)...)
	var public publicSample
	if o.publish > 0 {
		if public, err = publicDraw(d, o.publish); err != nil {
			return err
		}
		files.figures = public.figures()
	} else if files.plot != "" {
		files.figures = show.DrawFigures(&d.Drawn)
	}
	if err := files.write(c, d); err != nil {
		return err
	}
	if o.publish > 0 {
		err = o.showPublicDraw(c, d, public)
	} else {
		c.marking = markingOf(d.Record)
		err = c.show(drawResultOf(d, files.record), func() report.Document { return show.Draw(&d.Drawn, files.said(d), c.format, c.explain) })
	}
	if err != nil {
		return fmt.Errorf("the sample is drawn and its files are written (%s), but the result cannot be shown: %w",
			strings.Join(files.written(), ", "), err)
	}
	return nil
}

// A drawn is a draw with the list it came from, and what its files are to have.
type drawn struct {
	show.Drawn
	keep      []string         // headers of the list's columns that the sample file keeps
	questions []rules.Question // of the grid
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
	commitment, err := o.committed(c, read, plan)
	if err != nil {
		return nil, err
	}
	seed := o.seed
	if !o.seeded.IsSet() {
		seed = sample.MakeSeed()
	} else if strings.TrimSpace(seed) == "" {
		return nil, c.misuse("--seed is empty: give a text, or leave --seed out to have one made up")
	}
	d := &drawn{Drawn: show.Drawn{List: read, Plan: plan}}
	if err := o.outputs(d, nil); err != nil {
		return nil, err
	}
	progress, stop := c.working("drawing, with each case's chance")
	draw, err := plan.Draw(seed, progress)
	stop()
	if err != nil {
		return nil, err
	}
	source := sample.ListSource{Name: filepath.Base(read.Sheet.File), SHA256: read.Sheet.SHA256, Rows: read.Rows,
		Reading: o.list.reading(read), Keep: d.keep,
		Service: o.files.letter.service, Marking: o.marking}
	d.Record = sample.NewRecord(draw, source, read.RulesID, time.Now())
	d.Warnings = append(slices.Clone(read.Warnings), draw.Warnings...)
	if commitment != nil {
		commitment.Keep(d.Record)
		d.Warnings = append(d.Warnings, commitment.Doubts(draw.Seed)...)
		d.Warnings = append(d.Warnings, warnDrawnBeside(o.files.record, d.Record)...)
	}
	return d, nil
}

// committed reads the commitment and holds the plan to it; nil where there is none.
func (o *drawOptions) committed(c *call, read *show.List, plan *sample.Plan) (*sample.Commitment, error) {
	if o.commit == "" && o.key == "" {
		return nil, nil
	}
	if o.commit == "" {
		return nil, c.misuse("--key is the key of a commitment: name the file with its line with --commitment")
	}
	commitment, err := readCommitment(o.commit)
	if err != nil {
		return nil, err
	}
	switch {
	case commitment.Keyed && o.key == "":
		return nil, c.misuse("the commitment in %s was made with a key: name the file that commit --key wrote with --key", o.commit)
	case !commitment.Keyed && o.key != "":
		return nil, c.wrong("key", "", "the commitment in %s was made without a key: leave --key out", o.commit)
	case o.key != "":
		if commitment.Key, err = readKey(o.key); err != nil {
			return nil, err
		}
	}
	if today := time.Now().UTC().Format(time.DateOnly); commitment.Date > today {
		return nil, fmt.Errorf("%s: the commitment is of %s, and today is %s: a draw that comes before its commitment is not verified "+
			"(give the line as it was published, or set the computer's clock)", o.commit, commitment.Date, today)
	}
	if err := commitment.Broken(plan, read.RulesID); err != nil {
		return nil, fmt.Errorf("%s and %s: %w (draw from what was committed to, or publish a new commitment before there is a seed)", o.commit, read.Sheet.File, err)
	}
	if !o.seeded.IsSet() {
		return nil, c.misuse("the seed is to come from %s, as committed: give it with --seed", commitment.Source)
	}
	return &commitment, nil
}

// outputs finds the columns to keep and the questions of the grid, and refuses what the
// list cannot give.
func (o *drawOptions) outputs(d *drawn, earlier *sample.Record) (err error) {
	if o.files.grid != "" {
		if d.questions, err = gridQuestions(o.questions, d.List.Rules); err != nil {
			return err
		}
	}
	d.keep, err = keptHeaders(o.keep, d.List, earlier)
	return err
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
	if o.commit != "" {
		return nil, c.wrong("commitment", "", "the commitment of the first draw stays")
	}
	if o.key != "" {
		return nil, c.wrong("key", "", "the commitment of the first draw stays")
	}
	if o.seeded.IsSet() {
		return nil, c.wrong("seed", "", "the seed of the first draw stays")
	}
	if o.marking != "" {
		return nil, c.wrong("marking", "", "the marking of the first draw stays")
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
	d := &drawn{Drawn: show.Drawn{List: read, Record: record}}
	if err := o.outputs(d, record); err != nil {
		return nil, err
	}
	progress, stop := c.working("repeating the draw and adding to it")
	warnings, err := record.Extend(&read.Frame, sizes, time.Now(), progress)
	stop()
	if err != nil {
		return nil, err
	}
	d.Warnings = append(slices.Clone(read.Warnings), warnings...)
	return d, nil
}
