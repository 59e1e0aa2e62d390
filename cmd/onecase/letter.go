package main

import (
	"bytes"
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"onecase/cmd/onecase/internal/report"
	"onecase/cmd/onecase/internal/show"
	"onecase/cmd/onecase/internal/wholefile"
	"onecase/discretion/rules"
	"onecase/sample"
	"onecase/sample/caselist"
	"onecase/stats"
	"onecase/stats/phrase"
)

// letterOptions say which letter asks the service for the files.
type letterOptions struct {
	file, service, by string
	wanted            time.Time // by; zero where it is not stated
	since             time.Time // a day before it is not named: it is over
	replaced          string    // the case whose place the case of the letter takes, "" for none
	handed            bool      // the service's name is for other files too
}

func (o *letterOptions) bind(f *flagSet, whose string) {
	f.text(&o.file, "letter", "write a letter that asks the service for "+whose+" to `FILE` (.docx or .html)")
	f.text(&o.service, "service", "the `NAME` of the service, for the letter"+
		phrase.Either(o.handed, " and the head of every printed page", "; without it the draw's"))
	f.text(&o.by, "files-by", "the `DATE` by which the files are wanted, for the letter")
}

// check refuses a letter that cannot be written, before anything is done.
func (o *letterOptions) check(c *call, force bool) error {
	if o.file == "" {
		switch {
		case o.by != "" && o.handed:
			return c.misuse("--files-by is about the letter: name its file with --letter")
		case o.service+o.by != "" && !o.handed:
			return c.misuse("--service and --files-by are about the letter: name its file with --letter")
		}
		return nil
	}
	if ending := strings.ToLower(filepath.Ext(o.file)); ending != ".docx" && ending != ".html" {
		return c.wrong("letter", strconv.Quote(o.file), "it has to end in .docx or .html")
	}
	if o.by != "" {
		day, err := caselist.ParseDate(o.by)
		if err != nil {
			return c.wrong("files-by", "", "%v; write it as 2021-06-21", err)
		}
		o.wanted = day
	}
	if err := c.keepInputs("letter", o.file); err != nil {
		return err
	}
	return wholefile.Free(o.file, force)
}

// letter is the file of the letter for some cases of the sample, in the words of the rules.
func (o *letterOptions) letter(d *drawn, set *rules.Set, wanted func(id string) bool, force bool) (wholefile.File, error) {
	table := o.table(d, wanted)
	by := o.wanted
	if by.Before(o.since) {
		by = time.Time{} // the day is over, and another is written in by hand
	}
	const line = "________________" // to fill in by hand
	fill := strings.NewReplacer(
		rules.LetterService, cmp.Or(o.service, d.Record.List.Service, line), rules.LetterDate, cmp.Or(letterDay(by), line),
		rules.LetterCount, phrase.Count(len(table.Rows), "case"))
	doc := report.Document{Marking: markingOf(d.Record)}
	for i, p := range set.LetterParagraphs() {
		switch {
		case i == 0:
			doc.Title = fill.Replace(p)
			if o.replaced != "" {
				doc.Add(report.Paragraph(fmt.Sprintf("The case below takes the place of %s, whose file is not needed any more.", o.replaced)))
			}
		case p == rules.LetterCases:
			doc.Add(table)
		default:
			doc.Add(report.Paragraph(fill.Replace(p)))
		}
	}
	write := report.DOCX
	if strings.EqualFold(filepath.Ext(o.file), ".html") {
		write = report.HTML
	}
	var text bytes.Buffer
	err := write(&text, doc)
	return wholefile.File{Path: o.file, Force: force, Text: text.Bytes()}, err
}

// letterDay is a day as a letter has it, "" for none.
func letterDay(day time.Time) string {
	if day.IsZero() {
		return ""
	}
	return day.Format("2 January 2006")
}

// shortDay is a day in a table of a letter, which stays in one line; "" for none.
func shortDay(day time.Time) string {
	if day.IsZero() {
		return ""
	}
	return day.Format("2 Jan 2006")
}

// table lists cases by their references and no column that classifies them: not the
// group, nor in an order that tells it. The start dates tell it where the groups' windows do not meet.
func (o *letterOptions) table(d *drawn, wanted func(id string) bool) report.Table {
	var columns []caseColumn
	if d.List != nil {
		if cases, dated := d.casesOfList(); dated {
			columns = append(columns, caseColumn{"start date", func(c listedCase) any { return shortDay(cases[c.ID].Start) }})
		}
		for _, column := range keptColumns(d, true) {
			if refers(d.List, column.header) {
				columns = append(columns, column)
			}
		}
	}
	from := o.wanted
	if from.Before(o.since) {
		from = o.since
	}
	days := readingDays(d.Record, from)
	columns = append(columns, caseColumn{readingDay, func(c listedCase) any { return days[c.ID] }})
	t := report.Table{Columns: report.Columns(">no.", "reference")}
	for _, column := range columns {
		t.Columns = append(t.Columns, report.Column{Name: column.header})
	}
	var cases []listedCase
	for i := range d.Record.Groups {
		g := &d.Record.Groups[i]
		s := show.Status(d.Record, g.Group)
		for _, k := range s.Sample {
			if (wanted == nil || wanted(k.ID)) && !slices.Contains(s.Failed, k.ID) {
				cases = append(cases, listedCase{Chosen: k, group: g})
			}
		}
	}
	slices.SortFunc(cases, func(a, b listedCase) int { return strings.Compare(a.ID, b.ID) })
	for i, c := range cases {
		cells := cellTexts(each(columns, func(column caseColumn) any { return column.cell(c) }))
		t.Rows = append(t.Rows, append([]string{strconv.Itoa(i + 1), c.ID}, cells...))
	}
	if !slices.ContainsFunc(cases, func(c listedCase) bool { return days[c.ID] != "" }) {
		return t.Without(readingDay)
	}
	return t
}

// readingDay is the column of the day of reading.
const readingDay = "day of reading"

// leftOut warns of columns that the sample file keeps and the letter does not, and of a day that is over.
func (o *letterOptions) leftOut(d *drawn) (warnings stats.Warnings) {
	switch {
	case o.file == "" || o.wanted.IsZero():
	case o.wanted.Before(o.since):
		warnings.Add("letter-date", "write another day in", "%s, by which the files were wanted, is over: the letter has a line in its place",
			letterDay(o.wanted))
	case o.wanted.AddDate(0, 0, 1).Before(time.Now()):
		warnings.Add("letter-date", "give a later day, if the letter is still to be sent", "%s, by which the letter asks for the files, is over", letterDay(o.wanted))
	}
	if o.file == "" || d.List == nil {
		return warnings
	}
	headers := slices.DeleteFunc(slices.Clone(d.keep), func(h string) bool { return refers(d.List, h) || isStart(d.List, h) })
	if len(headers) > 0 {
		warnings.Add("letter-columns", "",
			"the letter leaves out %s: it has what says which file a case is, and nothing that may classify cases",
			phrase.QuoteAll(headers))
	}
	return warnings
}

// isStart tells the column of the start, which the letter has.
func isStart(l *show.List, header string) bool {
	return slices.Contains(l.Recognised, caselist.Recognised{Role: caselist.Start, Header: header})
}

// readingDays are the days on which cases are read, as dates or, where there are none, as such
// as day 2 of 5; nil where the sample is not shared out over days. A date before from is left out:
// it was the day of a case that left the sample.
func readingDays(record *sample.Record, from time.Time) map[string]string {
	now := record.AssignedNow()
	if now == nil || now.Days == 0 {
		return nil
	}
	days := map[string]string{}
	for _, a := range now.Cases {
		if on, err := time.Parse(time.DateOnly, now.DateOf(a.Day)); err == nil {
			if !on.Before(from) {
				days[a.Case] = shortDay(on)
			}
		} else if a.Day > 0 {
			days[a.Case] = fmt.Sprintf("day %d of %d", a.Day, now.Days)
		}
	}
	return days
}

// refers tells whether a column of the list says which file a case is, by its role or
// because nearly every row has its own text. Any other may classify cases.
func refers(l *show.List, header string) bool {
	for _, r := range l.Recognised {
		if r.Header == header {
			return slices.Contains([]caselist.Role{caselist.ID, caselist.Person, caselist.Number, caselist.Manager, caselist.Team}, r.Role)
		}
	}
	if slices.ContainsFunc(l.Frame.Variables, func(v sample.Variable) bool { return v.Name == header }) {
		return false
	}
	place, rows, texts := slices.Index(l.Sheet.Header, header), 0, map[string]bool{}
	for _, row := range l.Sheet.Rows {
		if text := row.Cell(place); text != "" {
			rows++
			texts[strings.ToLower(text)] = true
		}
	}
	return 10*len(texts) >= 9*rows
}
