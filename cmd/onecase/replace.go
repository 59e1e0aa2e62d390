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
	"onecase/discretion"
	"onecase/sample"
	"onecase/sample/caselist"
	"onecase/stats"
	"onecase/stats/phrase"
)

// replaceOptions are the flags of replace.
type replaceOptions struct {
	id, reason   string
	policy       sample.Policy
	output, grid string
	filled       string // the grid that people work in
	questions    string // file of the grid's questions, "" for those of the rules
	keep         []string
	force        bool
	list         listOptions
	letter       letterOptions
}

func (o *replaceOptions) bind(f *flagSet) {
	f.text(&o.id, "case", "the `ID` of the case")
	f.text(&o.reason, "reason", "why it cannot be read, `TEXT` for the record")
	oneOf(f, &o.policy, "policy", "what becomes of it: `replace`, failed or not-assessable", sample.UseReserve,
		sample.CountFailed, sample.NotAssessable)
	f.text(&o.output, "output", "write the sample as it now stands to `FILE` (.xlsx or .csv)").output()
	f.text(&o.filled, "grid", "the filled grid in `FILE` (.xlsx or .csv): the case that takes the place has the row, "+
		"and what was entered is kept apart").input()
	f.text(&o.grid, "judgements", "write an empty grid for the case that takes its place to `FILE` (.xlsx or .csv)")
	f.text(&o.questions, "questions", "the questions of that grid, in place of the rules': `FILE` with columns id "+
		"and text, or a question a line").input()
	f.texts(&o.keep, "keep", "carry the original column `HEADER` of the LIST into the sample file, in place of those "+
		"the draw kept; may be repeated")
	o.letter.bind(f, "the file of the case that takes its place")
	f.onOff(&o.force, "force", "overwrite the sample file, the grid and the letter if they exist")
	o.list.bind(f)
}

// A replaceResult is what replace prints as JSON.
type replaceResult struct {
	Record      string          `json:"record"` // it is rewritten
	Group       string          `json:"group"`
	Case        string          `json:"case"`
	By          string          `json:"by" null:"zero"` // the reserve that takes the place; null where none does
	Reason      string          `json:"reason"`
	Policy      sample.Policy   `json:"policy"`             // `replace`, `failed` or `not-assessable`
	Effect      string          `json:"effect"`             // what that does to an estimate, in words
	Shared      []string        `json:"shared"`             // variables in which both cases are of one category
	Differ      []string        `json:"differ"`             // those in which they are not; both empty where none takes the place
	Reader      string          `json:"reader" null:"zero"` // who reads the reserve; null where the sample is not shared out
	With        string          `json:"with" null:"zero"`   // who reads it with him
	Day         int             `json:"day" null:"zero"`
	Order       int             `json:"order" null:"zero"`  // of the reader's cases
	Date        string          `json:"date" null:"zero"`   // of that day, as 2026-12-07; null where it is not stated
	LargestDiff float64         `json:"largest_difference"` // of the sample as it is now, in cases
	Sample      int             `json:"sample"`
	Reserves    int             `json:"reserves_left"`
	Moved       *movedRows      `json:"grid"` // what became of the filled grid; null without one
	Warnings    []stats.Warning `json:"warnings"`

	written []string // the files that were asked for
}

func (o *replaceOptions) run(c *call) error {
	now, unlock, err := o.list.openToChange(c, o.keep, func(withList bool) error { return o.check(c, withList) })
	if err != nil {
		return err
	}
	defer unlock()
	record, name := now.Record, c.args[0]
	var filled *filledGrid
	if o.filled != "" {
		var unlock func()
		if filled, unlock, err = openFilled(o.filled, o.list.rules, record); err != nil {
			return err
		}
		defer unlock()
	}
	today := time.Now()
	o.letter.since = time.Date(today.Year(), today.Month(), today.Day(), 0, 0, 0, 0, time.UTC)
	p, warnings, err := record.Replace(o.id, o.reason, o.policy, today)
	if err != nil {
		return err
	}
	moved, err := o.write(c, now, p, filled)
	if err != nil {
		return err
	}
	if o.output != "" && now.List == nil {
		warnings = append(warnings, partialSample(name))
	}
	if p.By != "" && now.List == nil {
		if blank := filled.listed(record.List.Keep); len(blank) > 0 {
			warnings.Add("grid-without-list", "write them in; the next time, give the list of cases together with the record",
				"the row of %s in %s lacks %s: the record does not hold what the list says", p.By, o.filled, phrase.QuoteAll(blank))
		}
	}
	if now.List != nil {
		warnings = append(warnings, now.List.WarnReason(now.List.Sheet, o.reason, p.Case, p.By)...)
	}
	if moved != nil && moved.again {
		warnings.Add("second-stays", "delete its row there", "the sheet %s of %s has %s too, and it was left there: "+
			"its second reading does not count any more", discretion.SecondSheet, moved.File, p.Case)
	}
	warnings = slices.Concat(o.list.overruled, warnings, o.letter.leftOut(now))
	s := show.Status(record, p.Group)
	result := replaceResult{
		Record: name, Group: p.Group, Case: p.Case, By: p.By, Reason: p.Reason, Policy: p.Policy, Effect: p.Effect(),
		Shared: p.Shared, Differ: differing(record, p), LargestDiff: p.Largest, Sample: len(s.Sample), Reserves: len(s.Reserves), Moved: moved,
		Warnings: worded(warnings),
	}
	for _, read := range record.Reading() {
		if p.By != "" && read.Case == p.By {
			result.Reader, result.With, result.Day, result.Order = read.Reader, read.Second, read.Day, read.Order
			result.Date = record.AssignedNow().DateOf(read.Day)
		}
	}
	result.written = o.written(p.By != "")
	return c.show(result, func() report.Document {
		d := replaceDocument(result, inTheGroup(now, p.Group), c.explain)
		d.Facts, d.Warnings = now.Facts(""), now.InWords(warnings)
		d.Fact("Reason", p.Reason)
		return d
	})
}

// check refuses flags that are missing or do not go together before
// anything is replaced.
func (o *replaceOptions) check(c *call, withList bool) error {
	switch {
	case strings.TrimSpace(o.id) == "":
		return c.misuse("replace needs --case")
	case strings.TrimSpace(o.reason) == "":
		return c.misuse("replace needs --reason")
	}
	if !withList {
		for _, f := range o.list.flags {
			if f.IsSet() && (f.name != "rules" ||
				o.grid+o.letter.file+o.filled == "") { // the grid needs the questions of the rules, the letter their words
				return o.list.lacking(c, f.name)
			}
		}
	}
	switch {
	case o.questions != "" && o.grid == "":
		return c.misuse("--questions is about the grid: name its file with --judgements")
	case !withList && o.list.readFrom+o.list.saveTo != "":
		return c.misuse("--reading and --save-reading are about the list: give the LIST behind the RECORD")
	case !withList && len(o.keep) > 0:
		return o.list.lacking(c, "keep")
	case len(o.keep) > 0 && o.output == "":
		return c.misuse("--keep is about the sample file: name one with --output")
	case o.output != "" && o.grid != "" && filepath.Clean(o.output) == filepath.Clean(o.grid):
		return c.misuse("--output and --judgements name the same file")
	case o.grid != "" && o.policy != sample.UseReserve:
		return c.wrong("judgements", "", "with --policy %s no case takes the place", o.policy)
	case o.letter.file != "" && o.policy != sample.UseReserve:
		return c.wrong("letter", "", "with --policy %s no case takes the place", o.policy)
	}
	return cmp.Or(c.checkInPlace("grid", o.filled, map[string]string{"output": o.output, "judgements": o.grid,
		"letter": o.letter.file}),
		c.checkTable("output", o.output, o.force), c.checkTable("judgements", o.grid, o.force),
		o.letter.check(c, o.force))
}

// partialSample warns of what a sample file lacks without the list.
func partialSample(record string) stats.Warning {
	return stats.Warning{Code: "sample-without-list",
		Message: "the sample file has no start dates, no columns of the list, and no sheets Plan and Left out: the " +
			"record does not hold them",
		Fix: stats.Advise("to have them, verify %s with the list of cases and %v", record,
			stats.Option{Name: "sample", Value: "FILE"})}
}

// write writes the filled grid, the grid of the case that takes another's place, the sample as
// it now stands, and last the record.
func (o *replaceOptions) write(c *call, now *drawn, p *sample.Replacement, filled *filledGrid) (moved *movedRows,
	err error) {
	files := c.files()
	if filled != nil {
		changed, what, err := filled.replaced(now, p)
		if err != nil {
			return nil, err
		}
		moved, files.files = what, append(files.files, changed...)
	}
	taken := func(id string) bool { return id == p.By }
	if o.grid != "" && p.By != "" {
		questions, err := o.gridQuestions(now.Record)
		if err != nil {
			return nil, err
		}
		sheets := gridOf(now, questions, isWorkbook(o.grid)).sheets(now.Record, taken)
		files.add(gridFile(o.grid, o.force, sheets))
	}
	if o.letter.file != "" && p.By != "" {
		set, err := rulesOf(now.Record, o.list.rules)
		if err != nil {
			return nil, err
		}
		o.letter.replaced = p.Case
		files.add(o.letter.letter(now, set, taken, o.force))
	}
	if o.output != "" {
		files.add(tableFile(o.output, o.force, sampleSheets(now, o.output)))
	}
	files.add(recordFile(c.args[0], true, now.Record))
	return moved, files.write()
}

// written names the files that were asked for, those of the case that takes the place where one does.
func (o *replaceOptions) written(taken bool) []string {
	var names writtenFiles
	names.add("sample", o.output)
	if taken {
		names.add("judgements", o.grid)
		names.add("letter", o.letter.file)
	}
	return names
}

// inTheGroup ends a sentence about a group of the draw; "" where all cases are one.
func inTheGroup(d *drawn, id string) string { return show.InGroup(d.Rules(), id) }

func replaceDocument(r replaceResult, in string, explain bool) report.Document {
	var d report.Document
	switch {
	case r.By != "":
		d.Title = fmt.Sprintf("Case %s takes the place of %s%s", r.By, r.Case, in)
		if len(r.Shared)+len(r.Differ) > 0 {
			d.Add(report.Paragraph(show.Join(" ", r.alike(), phrase.Either(len(r.Differ) > 0, whyThisReserve, ""))))
		}
		if r.Reader != "" {
			d.Add(report.Paragraph(r.readBy()))
		}
	case r.Policy == sample.CountFailed:
		d.Title = fmt.Sprintf("Case %s stays%s and counts as not met", r.Case, in)
	default:
		d.Title = fmt.Sprintf("Case %s leaves the sample%s", r.Case, in)
	}
	d.Add(report.Paragraph(fmt.Sprintf("%s in the sample, %s left; the largest difference from a share is %.2f cases.",
		phrase.Count(r.Sample, "case"), phrase.Count(r.Reserves, "reserve"), r.LargestDiff)))
	d.Add(report.Paragraph(r.Effect))
	if m := r.Moved; m != nil && m.Kept != "" {
		text := fmt.Sprintf("In %s %s has the place of %s", m.File, r.By, r.Case)
		if r.By == "" {
			text = fmt.Sprintf("%s has %s no more", m.File, r.Case)
		}
		d.Add(report.Paragraph(text + "; what was entered of it is kept, in " + m.Kept + "."))
	}
	if len(r.written) > 0 {
		d.Add(report.Paragraph("Written: " + strings.Join(r.written, ", ") + "."))
	}
	if explain {
		d.Add(report.Heading("Working"), replaceSteps(r))
	}
	return d
}

// differing are the variables in which a case and the one that takes its place are of two categories.
func differing(record *sample.Record, p *sample.Replacement) []string {
	names := []string{}
	for i := range record.Groups {
		g := &record.Groups[i]
		for _, v := range g.Variables {
			if g.Group == p.Group && p.By != "" && !slices.Contains(p.Shared, v.Name) {
				names = append(names, v.Name)
			}
		}
	}
	return names
}

// whyThisReserve is why the reserve that takes a place need not be the one most like the case.
const whyThisReserve = "Of the reserves it keeps the whole sample nearest to its shares; one more like the case may not."

// alike says in which variables the two cases are of one category, and in which they are not.
func (r replaceResult) alike() string {
	titled := func(names []string) string { return show.And(each(names, caselist.VariableTitle)) }
	switch {
	case len(r.Differ) == 0:
		return "They are alike in " + titled(r.Shared) + "."
	case len(r.Shared) == 0:
		return "They are not alike in " + titled(r.Differ) + "."
	}
	return "They are alike in " + titled(r.Shared) + ", not in " + titled(r.Differ) + "."
}

// readBy says who reads the reserve, and when.
func (r replaceResult) readBy() string {
	text := r.Reader + " reads it"
	if r.With != "" {
		text = r.Reader + " and " + r.With + " read it"
	}
	text += fmt.Sprintf(" as number %d", r.Order)
	if r.Day > 0 {
		text += fmt.Sprintf(", on day %d%s, or next if that day is over", r.Day,
			phrase.Either(r.Date != "", ", "+r.Date, ""))
	}
	return text + "."
}

// replaceSteps say which case takes the place and why.
func replaceSteps(r replaceResult) report.Derivation {
	step := report.Step{Title: "The sample", Formula: "a case that cannot be read leaves the sample; no other takes its place",
		Substitution: r.Case + " leaves", Result: phrase.Count(r.Sample, "case") + " in the sample",
		Source: "the choice that was made for the case"}
	switch {
	case r.Policy == sample.CountFailed:
		step.Formula = "a case that counts as not met keeps its place, and every answer on it is no"
		step.Substitution = r.Case + " stays"
	case r.By != "":
		step = report.Step{Title: "The reserve that takes the place",
			Formula: "of the unused reserves, the one that leaves the smallest largest difference between a " +
				"category's cases and its share; then the smallest sum of differences; then the first in the " +
				"reserves' order",
			Substitution: fmt.Sprintf("%s unused; with %s the largest difference is %.2f cases",
				phrase.Count(r.Reserves+1, "reserve"), r.By, r.LargestDiff),
			Result: r.By, Source: "the specification of the draw, sample/README.md"}
	}
	return report.Derivation{step}
}
