package main

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"onecase/cmd/onecase/internal/report"
	"onecase/cmd/onecase/internal/show"
	"onecase/cmd/onecase/internal/wholefile"
	"onecase/discretion"
	"onecase/sample"
	"onecase/stats"
	"onecase/stats/phrase"
)

// verifyOptions are the flags of verify.
type verifyOptions struct {
	list   listOptions
	sample string
	keep   []string
	grid   string
	filled string // the grid that people work in
	sheets string
	ask    string // file of the grid's questions, "" for those of the rules
	letter letterOptions

	publish int
}

func (o *verifyOptions) bind(f *flagSet) {
	o.list.bind(f)
	f.text(&o.sample, "sample", "write the sample as it now stands to `FILE` (.xlsx or .csv), if the record is verified")
	f.texts(&o.keep, "keep", "carry the original column `HEADER` into these files, in place of those the draw kept; may be repeated")
	f.text(&o.grid, "judgements", "write an empty grid of the sample as it now stands to `FILE` (.xlsx or .csv), with its readers if it is shared out")
	f.text(&o.filled, "grid", "give the filled grid in `FILE` (.xlsx or .csv) a row for each case that is new in the sample, if the record is verified; all that was entered stays").input()
	f.text(&o.sheets, "sheets", "write who reads what of the sample as it now stands, with a sheet for each reader, to `FILE` (.xlsx, or .csv for the first sheet)")
	f.text(&o.ask, "questions", "the questions of the grid, in place of the rules': `FILE` with columns id and text, or a question a line").input()
	o.letter.bind(f, "the files of the sample as it now stands")
	f.publish(&o.publish)
}

// A verifyResult is what verify prints as JSON.
type verifyResult struct {
	Record      string              `json:"record"`
	Seed        string              `json:"seed"`      // empty where the record contradicts itself
	Algorithm   string              `json:"algorithm"` // empty where the record contradicts itself
	Verified    bool                `json:"verified"`  // the list, the design and the seed give this sample; exit code 1 where not
	Differences []sample.Difference `json:"differences"`
	Commitment  *string             `json:"commitment"`        // what fixed list and design before there was a seed; null: nothing did
	Replaced    []replacedCase      `json:"replaced"`          // what was done since the draw about cases that could not be used, in order
	Extended    []extendedGroup     `json:"extended"`          // the extensions since the draw, in order
	Assigned    []assignedSample    `json:"assigned"`          // when the sample was shared out to readers; the latest counts
	Reread      []rereadSample      `json:"reread"`            // the second readings that were drawn; the latest counts
	Seal        string              `json:"seal"`              // the last seal: whoever noted it can tell whether anything came after; empty where the record contradicts itself
	Drawn       string              `json:"drawn" null:"zero"` // when; null where the record contradicts itself
	Cases       int                 `json:"cases"`             // drawn in all, with extensions
	Left        int                 `json:"left"`              // of them that left the sample since; of a public copy, reserves that left again too
	Grid        string              `json:"grid" null:"zero"`  // the filled grid that was named; null for none
	GridNew     []string            `json:"grid_new"`          // cases that it had no row for, and has one now
	TimesSealed bool                `json:"times_sealed"`      // times are in the seals; else, in older records, they may have been written later
	Checked     []string            `json:"checked"`           // of a public copy: what was repeated from it
	Unchecked   []string            `json:"unchecked"`         // of a public copy: what cannot be
	Warnings    []stats.Warning     `json:"warnings"`

	noted []stats.Warning // the warnings, with what they name as data
}

// A replacedCase is a replacement as verify tells it.
type replacedCase struct {
	Case   string        `json:"case"`
	By     string        `json:"by" null:"zero"` // the reserve that took its place
	Reason string        `json:"reason"`
	Policy sample.Policy `json:"policy"`
	Time   string        `json:"time" null:"zero"`
}

// An extendedGroup is an extension as verify tells it.
type extendedGroup struct {
	Group string `json:"group"`
	Size  int    `json:"size"`  // the sample's cases after it
	Added int    `json:"added"` // the cases that it added
	Time  string `json:"time" null:"zero"`
}

// An assignedSample is an assignment as verify tells it.
type assignedSample struct {
	Cases   int    `json:"cases"`
	Readers int    `json:"readers"`
	Days    int    `json:"days" null:"zero"` // null: not spread over days
	Seed    string `json:"seed"`
	Kept    int    `json:"kept"`   // of these cases, those that stayed with who had them
	Barred  int    `json:"barred"` // readers who may not read some cases; which cases is not checked against the list
	Time    string `json:"time" null:"zero"`
}

// A rereadSample is a second reading as verify tells it.
type rereadSample struct {
	Cases int    `json:"cases"`            // to be read twice
	Of    int    `json:"of"`               // that could be drawn
	Only  string `json:"only" null:"zero"` // `no`: cases with an answer of no alone could be drawn
	Seed  string `json:"seed"`
	Time  string `json:"time" null:"zero"`
}

// manyReplaced is the share of the drawn cases that may have left the sample
// before verify warns.
const manyReplaced = 0.20

// tellHistory fills in what happened to the sample since the draw.
func (r *verifyResult) tellHistory(record *sample.Record) {
	r.Seal, r.Drawn, r.TimesSealed = record.LastSeal(), record.Times.Drawn, record.TimesSealed()
	for _, g := range record.Groups {
		r.Cases += len(g.Selected)
	}
	for i, p := range record.Replacements {
		r.Replaced = append(r.Replaced, replacedCase{p.Case, p.By, p.Reason, p.Policy, show.Time(record.Times.Replaced, i)})
	}
	for _, g := range record.Groups {
		r.Left += record.DrawnLeft(g.Group)
	}
	for i, e := range record.Extensions {
		r.Extended = append(r.Extended, extendedGroup{e.Group, e.Size, len(e.Added), show.Time(record.Times.Extended, i)})
		r.Cases += len(e.Added)
	}
	for i, a := range record.Assignments {
		r.Assigned = append(r.Assigned, assignedSample{len(a.Cases), len(a.Readers), a.Days, a.Seed, len(a.Kept),
			a.Barred(), show.Time(record.Times.Assigned, i)})
	}
	for i, x := range record.Rereads {
		r.Reread = append(r.Reread, rereadSample{len(x.Cases), x.Size(), x.Only, x.Seed, show.Time(record.Times.Reread, i)})
	}
	r.warnReplaced(false)
}

// said is what people are told of the result.
func (r *verifyResult) said() show.Verified {
	return show.Verified{Record: r.Record, Verified: r.Verified, Differences: r.Differences, Cases: r.Cases, Added: r.added(), Left: r.Left}
}

// added is how many cases extensions added.
func (r *verifyResult) added() (n int) {
	for _, e := range r.Extended {
		n += e.Added
	}
	return n
}

// warnReplaced warns where many cases left the sample.
// A public copy does not tell whether one was drawn or had taken the place of another.
func (r *verifyResult) warnReplaced(public bool) {
	if float64(r.Left) <= manyReplaced*float64(r.Cases) {
		return
	}
	left := fmt.Sprintf("%d of the %s were replaced or taken out since the draw", r.Left, phrase.Count(r.Cases, "drawn case"))
	if public {
		left = fmt.Sprintf("%s, and %s replaced or taken out since, counting reserves that left again", phrase.Count(r.Cases, "case")+phrase.Plural(r.Cases, " was", " were")+" drawn",
			phrase.Count(r.Left, "case")+phrase.Plural(r.Left, " was", " were"))
	}
	r.note(stats.NewWarning("many-replaced", "ask why so many files could not be used",
		"findings are of the cases that could be used, and not of all: %s, more than a fifth", left))
}

// note adds warnings.
func (r *verifyResult) note(warnings ...stats.Warning) {
	r.noted = append(r.noted, warnings...)
	r.Warnings = worded(r.noted)
}

func (o *verifyOptions) run(c *call) error {
	if len(c.args) == 1 {
		return o.verifyPublic(c)
	}
	names, err := c.arguments("a RECORD", "the LIST it was drawn from")
	if err != nil {
		return err
	}
	if err := cmp.Or(c.checkTable("sample", o.sample, c.force), c.checkTable("judgements", o.grid, c.force),
		c.checkTable("sheets", o.sheets, c.force), o.letter.check(c, c.force),
		c.checkInPlace("grid", o.filled, map[string]string{"sample": o.sample, "judgements": o.grid, "sheets": o.sheets})); err != nil {
		return err
	}
	switch {
	case len(o.keep) > 0 && o.sample+o.grid+o.filled+o.sheets+o.letter.file == "":
		return c.misuse("--keep is about the sample file: name one with --sample")
	case o.publish > 0 && o.sample+o.grid+o.filled+o.sheets+o.letter.file != "":
		return c.misuse("--publish is for a result that anyone may see, and the files name cases: ask for one of them")
	case o.publish > 0 && c.explain:
		return c.misuse("--publish does not go with --explain: the working has the numbers of cases that are withheld")
	case o.ask != "" && o.grid == "":
		return c.misuse("--questions is about the grid: name its file with --judgements")
	}
	if err := c.publishable(o.publish); err != nil {
		return err
	}
	record, err := discretion.ReadRecord(names[0])
	if invalid, ok := errors.AsType[*sample.InvalidRecord](err); ok {
		if o.publish > 0 {
			return c.showPublicVerify(invalidResult(names[0], invalid), o.publish)
		}
		return c.showInvalid(names[0], invalid)
	}
	if errors.Is(err, sample.ErrNotARecord) {
		if other, _ := discretion.ReadRecord(names[1]); other != nil {
			return c.misuse("%s is the record and %s the list: write the record first", names[1], names[0])
		}
		if _, none := readPublic(names[0]); none == nil {
			return c.misuse("%s is the public copy of a record, which is verified without a list: give it alone", names[0])
		}
	}
	if record == nil {
		return err
	}
	list, err := o.list.readAgain(c, record, names[1])
	if err != nil {
		return err
	}
	progress, stop := c.working("repeating the draw")
	v, err := record.Verify(&list.Frame, list.Sheet.SHA256, progress)
	stop()
	if err != nil {
		return err
	}
	v.CompareList(record, sample.ListSource{SHA256: list.Sheet.SHA256, Rows: list.Rows}, list.RulesID)
	result := verifyResult{
		Record: names[0], Seed: record.Seed, Algorithm: record.Algorithm,
		Verified: v.Verified, Differences: v.Differences,
	}
	result.note(slices.Concat(o.list.overruled, v.Warnings, warnDrawnBeside(names[0], record))...)
	if record.Commitment != "" {
		result.Commitment = &record.Commitment
	}
	result.tellHistory(record)
	if o.publish > 0 {
		return c.showPublicVerify(result, o.publish)
	}
	d := &drawn{Drawn: show.Drawn{List: list, Record: record}}
	c.marking = markingOf(record)
	said := result.said()
	if v.Verified {
		if result.GridNew, err = o.write(c, d); err != nil {
			return err
		}
		result.Grid, said.Grid = o.filled, cmp.Or(o.grid, o.filled)
		said.Written = o.written(len(result.GridNew))
		if len(result.GridNew) == 0 {
			said.Whole = o.filled
		}
		result.note(o.letter.leftOut(d)...)
	}
	d.Warnings = result.noted
	err = c.show(result, func() report.Document { return show.Verify(said, &d.Drawn, c.format, c.explain) })
	if err == nil && !v.Verified {
		err = errSaidNo
	}
	return err
}

// written names the files of a verified record that were asked for.
func (o *verifyOptions) written(added int) []string {
	var names writtenFiles
	names.add("sample", o.sample)
	names.add("judgements", o.grid)
	if added > 0 {
		names.add("rows of "+phrase.Count(added, "new case")+" in", o.filled)
	}
	names.add("who reads what", o.sheets)
	names.add("letter", o.letter.file)
	return names
}

// write writes the files of a verified record that were asked for, and gives the cases that are new in the
// filled grid.
func (o *verifyOptions) write(c *call, d *drawn) (added []string, err error) {
	if d.keep, err = keptHeaders(o.keep, d.List, d.Record); err != nil {
		return nil, err
	}
	files := c.files()
	if o.sample != "" {
		if err := d.planAgain(); err != nil {
			return nil, err
		}
		files.add(tableFile(o.sample, c.force, sampleSheets(d, o.sample)))
	}
	if o.grid != "" {
		questions, err := gridQuestions(o.ask, d.List.Rules)
		if err != nil {
			return nil, err
		}
		files.add(gridFile(o.grid, c.force, gridOf(d, questions, isWorkbook(o.grid)).sheets(d.Record, nil)))
	}
	if o.filled != "" {
		filled, unlock, err := openFilled(o.filled, o.list.rules, d.Record)
		if err != nil {
			return nil, err
		}
		defer unlock()
		var file wholefile.File
		if file, added, err = filled.completed(d); err != nil {
			return nil, err
		}
		if len(added) > 0 {
			files.files = append(files.files, file)
		}
	}
	if o.sheets != "" {
		now := d.Record.AssignedNow()
		if now == nil {
			return nil, fmt.Errorf("%s: the sample has not been shared out, so that there are no sheets of readers; onecase assign shares it out", c.args[0])
		}
		files.add(tableFile(o.sheets, c.force, assignSheets(d, now, isWorkbook(o.sheets))))
	}
	if o.letter.file != "" {
		files.add(o.letter.letter(d, d.List.Rules, nil, c.force))
	}
	return added, files.write()
}

// showInvalid shows a record that contradicts itself: there is no draw to repeat.
func (c *call) showInvalid(name string, invalid *sample.InvalidRecord) error {
	result := invalidResult(name, invalid)
	if err := c.show(result, func() report.Document {
		return show.Verify(result.said(), &show.Drawn{Record: &sample.Record{}}, c.format, false)
	}); err != nil {
		return err
	}
	return errSaidNo
}

// invalidResult says of a record what contradicts itself in it.
func invalidResult(name string, invalid *sample.InvalidRecord) verifyResult {
	return verifyResult{Record: name, Differences: []sample.Difference{{Where: "record", Message: invalid.Error()}}}
}
