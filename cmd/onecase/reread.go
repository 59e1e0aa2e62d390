package main

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"onecase/cmd/onecase/internal/report"
	"onecase/cmd/onecase/internal/show"
	"onecase/cmd/onecase/internal/workbook"
	"onecase/discretion"
	"onecase/discretion/rules"
	"onecase/sample"
	"onecase/sample/caselist"
	"onecase/stats"
	"onecase/stats/phrase"
)

// rereadOptions are the flags of reread.
type rereadOptions struct {
	judgementOptions
	cases     int
	seed      string
	seeded    *verbFlag // --seed
	grid      string
	first     string
	readers   []string
	only      string
	questions string
	into      string      // the workbook of the first answers, which gets the grid as a sheet
	list      listOptions // as the record says
}

func (o *rereadOptions) bind(f *flagSet) {
	f.count(&o.cases, "cases", "how many `CASES` to read twice")
	o.seeded = f.text(&o.seed, "seed", "the `TEXT` that the choice comes from; without it one is made up and shown")
	f.text(&o.grid, "judgements", "write an empty grid for the second reading to `FILE` (.xlsx or .csv)").output()
	f.text(&o.first, "first", "the judgements of the first reading so far, `FILE`: cases are spread over those with "+
		"few and many answers of no, and over its column reader").input()
	f.text(&o.into, "into", "add the empty grid as the sheet "+discretion.SecondSheet+" to the workbook of the first "+
		"answers, `FILE`.xlsx, which is the planner's alone then").input()
	f.texts(&o.readers, "readers", "`NAMES` of those who may read again, with commas between; without it those of "+
		"the first reading; may be repeated")
	oneOfOr("all", f, &o.only, "only", "`all` cases, or only those with an answer of no in --first, which says "+
		"nothing of the others", "", sample.OnlyNo)
	f.text(&o.questions, "questions", "the questions of the grid, in place of the rules': `FILE` with columns id and "+
		"text, or a question a line").input()
	f.rules(&o.rules, "the rule set of the questions, `ID|FILE`; without it the record's")
	f.judgementSheet(&o.sheet)
	f.encoding(&o.encoding)
	o.list.bind(new(flagSet))
	o.unrated = true
}

// A rereadResult is what reread prints as JSON.
type rereadResult struct {
	Record     string          `json:"record"` // it is rewritten
	Seed       string          `json:"seed"`
	Algorithm  string          `json:"algorithm"`
	Design     string          `json:"design"`                 // in words
	Only       string          `json:"only" null:"zero"`       // `no`: cases with an answer of no alone could be drawn; null: all
	Population int             `json:"population"`             // cases that could be drawn
	Grid       string          `json:"judgements" null:"zero"` // the empty grid; null where none was asked for
	Into       string          `json:"into" null:"zero"`       // the workbook of the first answers, which has the grid as a sheet; null where none was asked for
	Selected   []rereadCase    `json:"selected"`
	Readers    []rereadReader  `json:"readers"` // who read again
	Warnings   []stats.Warning `json:"warnings"`
}

type rereadCase struct {
	Case   string  `json:"case"`
	Chance float64 `json:"chance"`                    // of being read twice
	First  string  `json:"first_reader" null:"zero"`  // null where not known
	Second string  `json:"second_reader" null:"zero"` // never the first; null where that is not known
}

type rereadReader struct {
	Reader string `json:"reader"`
	Cases  int    `json:"cases"` // to read again
}

func (o *rereadOptions) run(c *call) error {
	now, unlock, err := o.list.openToChange(c, nil, func(withList bool) error { return o.check(c, withList) })
	if err != nil {
		return err
	}
	defer unlock()
	record, name := now.Record, c.args[0]
	var filled *filledGrid
	if o.into != "" {
		var unlock func()
		if filled, unlock, err = openFilled(o.into, o.rules, record); err != nil {
			return err
		}
		defer unlock()
	}
	options := sample.RereadOptions{Size: o.cases, Seed: o.seed, Only: o.only}
	if !o.seeded.IsSet() {
		options.Seed = sample.MakeSeed()
	}
	if len(o.readers) > 0 {
		options.Readers = listed(o.readers)
	}
	warnings, err := o.firstAnswers(c, name, &options)
	if err != nil {
		return err
	}
	x, more, err := record.Reread(options, time.Now())
	if err != nil {
		return err
	}
	if err := o.write(c, now, x, filled); err != nil {
		return err
	}
	result := rereadResult{Record: name, Seed: x.Seed, Algorithm: x.Algorithm, Design: x.Design, Only: x.Only,
		Population: x.Size(), Grid: o.grid, Into: o.into,
		Selected: each(x.Cases, func(k sample.RereadCase) rereadCase {
			return rereadCase{k.Case, k.Chance, k.First, k.Second}
		}),
	}
	var named stats.Warnings
	for _, name := range x.Named() {
		if caselist.LooksLikeName(name) {
			named.Add("looks-like-name", "use initials or a number: the record is kept, and may be shown",
				"the reader %s looks like a full name", phrase.Quote(name))
		}
	}
	warnings = slices.Concat(named, warnings, more)
	result.Warnings = worded(warnings)
	for _, name := range x.Readers {
		n := 0
		for _, k := range x.Cases {
			if k.Second == name {
				n++
			}
		}
		if n > 0 {
			result.Readers = append(result.Readers, rereadReader{name, n})
		}
	}
	return c.show(result, func() report.Document {
		d := rereadDocument(result, o.first, c.format, c.explain)
		d.Facts, d.Warnings = now.Facts(""), now.InWords(warnings)
		return d
	})
}

// check refuses flags that are missing or do not go together before anything is drawn.
func (o *rereadOptions) check(c *call, withList bool) error {
	if withList && o.rules != "" { // a file that the record names
		if f := o.list.flags[slices.IndexFunc(o.list.flags,
			func(f *verbFlag) bool { return f.name == "rules" })]; f.Set(o.rules) != nil {
			return f.fault
		}
	}
	switch {
	case o.cases == 0:
		return c.misuse("reread needs --cases, how many to read twice")
	case o.seeded.IsSet() && strings.TrimSpace(o.seed) == "":
		return c.misuse("--seed is empty: give a text, or leave --seed out to have one made up")
	case o.only != "" && o.first == "":
		return c.misuse("--only no needs the first answers: give their file with --first")
	case o.first == "" && o.sheet+o.encoding != "":
		return c.misuse("--sheet and --encoding are about the first answers: give their file with --first")
	case o.questions != "" && o.grid+o.into == "":
		return c.misuse("--questions is about the grid: name its file with --judgements")
	case o.into != "" && !isWorkbook(o.into):
		return c.wrong("into", strconv.Quote(o.into), "only a workbook (.xlsx) has sheets")
	}
	return cmp.Or(c.checkInPlace("into", o.into, map[string]string{"judgements": o.grid, "output": c.output}),
		c.checkTable("judgements", o.grid, c.force))
}

// firstAnswers takes from the first reading who read each case and how many answers of no it
// has; a case with answers that are not in yet has none.
func (o *rereadOptions) firstAnswers(c *call, record string, options *sample.RereadOptions) ([]stats.Warning, error) {
	if o.first == "" {
		return nil, nil
	}
	o.plain, o.soFar, o.keep = true, true, discretion.ReaderColumn
	ins, warnings, err := o.open(c, o.first, discretion.OpenOptions{Rules: o.rules, Record: record})
	if err != nil {
		return nil, err
	}
	if ins.Results.Grid == nil {
		return nil, fmt.Errorf("%s: totals do not say which cases were answered how (give the answers case by case: "+
			"case_id and a column for each question)", o.first)
	}
	options.First, options.No = ins.Readers(), map[string]int{}
	for _, k := range ins.Results.Grid.Cases {
		if k.Row > 0 && !k.Held && len(k.Waiting) == 0 {
			options.No[sample.NormalizeID(k.ID)] = len(slices.DeleteFunc(slices.Clone(k.Answers),
				func(a discretion.Answer) bool { return a != discretion.No }))
		}
	}
	return show.Warnings(ins.Rules, slices.DeleteFunc(warnings, func(w stats.Warning) bool {
		return w.Code == "not-judged" || w.Code == "so-far"
	})), nil
}

// write writes the grid of the second reading, which has no first answers, to a file of its own
// and into the workbook of the first, and the record.
func (o *rereadOptions) write(c *call, now *drawn, x *sample.Reread, filled *filledGrid) error {
	files := c.files()
	if o.grid != "" {
		sheets, err := o.sheets(now, x, isWorkbook(o.grid), filled)
		if err != nil {
			return err
		}
		files.add(gridFile(o.grid, c.force, sheets))
	}
	if filled != nil {
		sheets, err := o.sheets(now, x, true, filled)
		if err != nil {
			return err
		}
		sheets[0].Name = discretion.SecondSheet
		files.add(filled.with(sheets[0]))
	}
	files.add(recordFile(c.args[0], true, now.Record))
	return files.write()
}

// gridQuestions are those of the second reading's grid; without rules or a file of them, those of
// the grid that gets it as a sheet.
func (o *rereadOptions) gridQuestions(record *sample.Record, filled *filledGrid) ([]rules.Question, error) {
	if filled != nil && filled.set == nil && o.questions == "" {
		return each(filled.columns.Rules.Questions(),
			func(q rules.Question) rules.Question { return rules.Question{ID: q.ID} }), nil
	}
	return (&replaceOptions{questions: o.questions, list: listOptions{rules: o.rules}}).gridQuestions(record)
}

// sheets are the grid of a second reading.
func (o *rereadOptions) sheets(now *drawn, x *sample.Reread, dates bool, filled *filledGrid) ([]workbook.Sheet, error) {
	questions, err := o.gridQuestions(now.Record, filled)
	if err != nil {
		return nil, err
	}
	second, order := map[string]string{}, x.Order()
	for _, k := range x.Cases {
		second[k.Case] = k.Second
	}
	g := gridOf(now, questions, dates)
	if x.Cases[0].Second != "" {
		g.readers = x.Readers
	}
	g.days = false // those of the first reading
	g.reading = func(id string) gridPlan { return gridPlan{reader: second[id], order: order[id]} }
	return g.sheets(now.Record, func(id string) bool { _, drawn := second[id]; return drawn }), nil
}

func rereadDocument(r rereadResult, first, format string, explain bool) report.Document {
	d := report.Document{Title: fmt.Sprintf("A second reading of %s, of %d",
		phrase.Count(len(r.Selected), "case"), r.Population)}
	among := phrase.Count(r.Population, "case") + phrase.Either(r.Only != "", " with an answer of no", "")
	d.Add(report.Paragraph(fmt.Sprintf("Seed: %s. Each of the %s had the chance %s of being read twice.%s", r.Seed,
		among, show.PercentTenths(r.Selected[0].Chance),
		phrase.Either(len(r.Readers) > 0, " Nobody reads again what he or she read first.", ""))))
	t := report.Table{Columns: report.Columns("case", "read first by", "read again by")}
	for _, k := range r.Selected {
		t.Add(k.Case, cmp.Or(k.First, "-"), cmp.Or(k.Second, "-"))
	}
	d.Add(t)
	if len(r.Readers) > 0 {
		d.Add(report.Paragraph("To read again: " + strings.Join(each(r.Readers,
			func(x rereadReader) string { return fmt.Sprintf("%s has %d", x.Reader, x.Cases) }), ", ") + "."))
	}
	if r.Only != "" {
		d.Add(report.Paragraph("These cases show how often no stays no. Whether yes would stay yes in the others " +
			"they cannot show, so no share can be corrected by them."))
	}
	if r.Grid != "" {
		d.Add(report.Paragraph(r.Grid + " is an empty grid, for those who read again: it has no first answers. The " +
			"record says how the cases were grouped for the draw, so keep it and the first answers from them."))
	}
	if r.Into != "" {
		d.Add(report.Paragraph(fmt.Sprintf("%s has %s on the sheet %s. From now on the file is yours alone: whoever "+
			"opens it sees the other reading, or which cases are read twice. %s", r.Into,
			phrase.Either(r.Grid != "", "the same grid", "an empty grid"), discretion.SecondSheet,
			phrase.Either(r.Grid != "", "Copy the second answers onto that sheet, or compare the two files.",
				"To hand the grid out, write it to a file of its own"+phrase.Either(format == "table", " with --judgements.", ".")))))
	}
	switch second := cmp.Or(r.Grid, r.Into); {
	case first == "" && r.Into == "" || second == "":
		d.Add(report.Paragraph("When they are read, " + phrase.Either(format == "table",
			"onecase agree says how far the two readings agree: give it", "compare the two readings: that takes") +
			" the table of the first answers, that of the second and " +
			phrase.Either(format == "table", "--record "+show.Quoted(r.Record), "the record, "+r.Record) + "."))
	case format != "table":
		d.Add(report.Paragraph("When they are read, compare the two: the first answers are in " + cmp.Or(r.Into, first) +
			phrase.Either(r.Grid != "", ", the second in "+r.Grid, "") + ", and the record is " + r.Record + "."))
	default:
		tables := show.Quoted(cmp.Or(r.Into, first))
		if r.Grid != "" {
			tables += " " + show.Quoted(r.Grid)
		}
		d.Add(report.Paragraph("When they are read:"), report.Commands{fmt.Sprintf("onecase agree %s --record %s",
			tables, show.Quoted(r.Record))})
	}
	if explain {
		d.Add(report.Heading("Working"), r.working())
	}
	return d
}

// working says how the cases came to be drawn and who reads them.
func (r rereadResult) working() (d report.Derivation) {
	const source = "the specification of the draw, sample/README.md"
	d.Add("The chance of a case", "cases to read twice / cases that could be drawn", "the definition",
		fmt.Sprintf("%.6f", r.Selected[0].Chance), "%d / %d", len(r.Selected), r.Population)
	d.Add("Which cases", "with the cases in order, the one at place i, from 0, is taken where floor(((i+1) n + "+
		"start)/N) is above floor((i n + start)/N); start is random, from 0 to N - 1",
		"Madow 1949; "+source, phrase.Count(len(r.Selected), "case"), "%s; seed %s", r.Design, r.Seed)
	if len(r.Readers) > 0 {
		d.Add("Who reads again", "the most cases that can have a reader, none having more than one; then than two; "+
			"and so on; never who read first, alone or in a pair, or is barred",
			source, strings.Join(each(r.Readers, func(x rereadReader) string {
				return fmt.Sprintf("%s %d", x.Reader,
					x.Cases)
			}), ", "),
			"%s, %s", phrase.Count(len(r.Selected), "case"), phrase.Count(len(r.Readers), "reader"))
	}
	return d
}
