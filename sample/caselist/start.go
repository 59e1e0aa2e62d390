package caselist

import (
	"fmt"
	"iter"
	"slices"
	"time"

	"onecase/sample"
	"onecase/sample/sheet"
	"onecase/stats"
	"onecase/stats/phrase"
)

// A dateReading is what a text of the start column means.
type dateReading struct {
	start    time.Time
	wrong    fault
	dayFirst bool // it can only be read with the day first
	either   bool // it would be another date with the month first
	row      int  // where it was first seen
}

// readStart reads a row's start date. A blank one matters only where there is a window
// to check.
func (c *cleaner) readStart(r *row, column int, wrong *faults) {
	text := wrong.row.Cell(column)
	if text == "" {
		if c.needsStart(r.group) || c.empty(wrong.row.Number, column) {
			wrong.add(column, faultf(stats.Advise("fill it in, or leave the case out with %v", stats.Option{Name: "exclude"}),
				"the start date is blank, so the window cannot be checked"))
		}
		return
	}
	d, ok := c.dates[text]
	if !ok {
		d = dateReading{row: wrong.row.Number}
		start, err := parseDate(text, c.sheet.Date1904)
		if err != nil {
			fix := stats.Remedy("write it as 2020-12-31 or 31/12/2020")
			if !c.opts.SkipProblems {
				fix += stats.Advise(", or leave such rows out with %v", stats.Option{Name: "skip-problems"})
			}
			d.wrong = faultf(fix, "start date %v", err)
		} else {
			d.start = start
			d.dayFirst, d.either = dayAndMonth(text)
		}
		c.dates[text] = d
	}
	switch {
	case d.wrong.message == "":
	case !c.needsStart(r.group):
		c.unread = append(c.unread, wrong.row.Number)
		return
	default:
		wrong.add(column, d.wrong)
		return
	}
	r.start = d.start
}

// dayAndMonth reports whether a date in figures must have its day first, and whether
// it is another date with the month first.
func dayAndMonth(text string) (dayFirst, either bool) {
	parts := dateParts(text)
	if len(parts) != 3 {
		return false, false
	}
	day, month := number(parts[0], 2), number(parts[1], 2)
	return day > 12 && month > 0, day > 0 && day <= 12 && month > 0 && day != month
}

// checkMonthFirst refuses a column where some dates must have the month first and none
// must have the day first, because the ambiguous ones would be read wrongly. Without the
// inspection's date it is a warning. Where every date is ambiguous, a warning says how
// they were read.
func (c *cleaner) checkMonthFirst() {
	example, row := "", 0
	either, eitherRow := "", 0
	for text, d := range c.dates {
		if d.dayFirst {
			return
		}
		if d.either && (eitherRow == 0 || d.row < eitherRow) {
			either, eitherRow = text, d.row
		}
		if _, err := parseDate(text, c.sheet.Date1904); err != nil {
			if _, ok := err.(monthFirstError); ok && (row == 0 || d.row < row) {
				example, row = text, d.row
			}
		}
	}
	i, _ := c.columns.has(Start)
	header := c.columns.sheet.Header
	switch {
	case row > 0 && c.opts.AsOf.IsZero():
		c.warnings.Add("month-first", "write them with the day first or as 2020-12-31",
			"the dates of column %s seem to have the month first (%s in row %d); no window needs them, so their cases are kept, and of a person's cases the wrong one may be taken for the first",
			phrase.Quote(header[i]), example, row)
	case row > 0:
		p := c.columns.problem("write them with the day first or as 2020-12-31",
			"the dates of column %s seem to have the month first (%s in row %d)", phrase.Quote(header[i]), example, row)
		p.Column = header[i]
		c.list = append(c.list, *p)
	case eitherRow > 0:
		c.warnings.Add("day-first", "if the month comes first, write them as 2020-12-31",
			"no date of column %s shows whether the day or the month comes first; they were read with the day first (%s in row %d as %s)",
			phrase.Quote(header[i]), either, eitherRow, c.dates[either].start.Format("2 January 2006"))
	}
}

// readStarts are the texts of the start column that are dates, with their days.
func (c *cleaner) readStarts(yield func(string, time.Time) bool) {
	for text, d := range c.dates {
		if d.wrong.message == "" && !yield(text, d.start) {
			return
		}
	}
}

// warnExchanged points out dates of a column of which every real one has a day of 12 or
// less and every text a day above: a spreadsheet set to American dates takes 5/3/2021 for
// 3 May and leaves 25/3/2021 a text. dates are the column's texts with their days.
func (c *cleaner) warnExchanged(column int, dates iter.Seq2[string, time.Time]) {
	var real, texts int
	other := map[string]time.Time{} // real ones that would be other days
	for text, day := range dates {
		parts := dateParts(text)
		isReal := len(parts) != 3 || len(parts[0]) == 4 // as a sheet gives them: 2021-05-03, or a number
		switch {
		case !isReal && number(parts[1], 2) == 0: // with the month's name
			continue
		case isReal != (day.Day() <= 12):
			return
		case !isReal:
			texts++
		default:
			real++
			if day.Day() != int(day.Month()) {
				other[text] = day
			}
		}
	}
	at := slices.IndexFunc(c.sheet.Rows, func(row sheet.Row) bool { return !other[row.Cell(column)].IsZero() })
	if real < 2 || texts < 2 || at < 0 {
		return
	}
	c.warnings.Add("dates-exchanged", "ask for the list as it was exported, or put day and month of the real dates right in the spreadsheet",
		"in column %s every real date has a day of 12 or less and every date that is text a day above 12: a spreadsheet set to American dates may have exchanged day and month (row %d: %s)",
		phrase.Quote(c.sheet.Header[column]), c.sheet.Rows[at].Number, other[c.sheet.Rows[at].Cell(column)].Format("2 January 2006"))
}

// warnUnreadStarts names the rows whose start date cannot be read where no window
// needs it.
func (c *cleaner) warnUnreadStarts() {
	column, ok := c.columns.has(Start)
	if !ok || len(c.unread) == 0 {
		return
	}
	slices.Sort(c.unread)
	c.warnings.Add("start-unread", "write it as 2020-12-31 or 31/12/2020",
		"%s, %s: the start date cannot be read; no window needs it, and the %s", phrase.Quote(c.sheet.Header[column]), rowsText(c.unread),
		phrase.Plural(len(c.unread), "case is kept", "cases are kept"))
}

// needsStart reports whether a window is to be checked for a row of the group, or of any
// group where it is not known yet.
func (c *cleaner) needsStart(group int) bool {
	if group >= 0 {
		return c.window(group) != nil
	}
	return !c.opts.AsOf.IsZero() && len(c.placer.groups) > 0 &&
		!slices.ContainsFunc(c.placer.groups, func(g sample.Group) bool { return g.Window == nil })
}

// window is the window of a group in force, nil for none.
func (c *cleaner) window(group int) *sample.Window {
	if group < 0 || c.opts.AsOf.IsZero() {
		return nil
	}
	return c.placer.groups[group].Window
}

// setEligibility leaves out the cases that started outside their group's
// window, or have not started.
func (c *cleaner) setEligibility() {
	if c.opts.AsOf.IsZero() {
		return
	}
	type dates struct{ first, last time.Time }
	windows := make([]dates, len(c.placer.groups))
	for g := range windows {
		if w := c.window(g); w != nil {
			windows[g].first, windows[g].last = WindowDates(*w, c.opts.AsOf)
		}
	}
	type start struct {
		group int
		day   time.Time
	}
	details := map[start]string{}
	var blank []int
	for i := range c.rows {
		r := &c.rows[i]
		if r.reason != "" {
			continue
		}
		if r.start.IsZero() {
			if _, ok := slices.BinarySearch(c.unread, c.sheet.Rows[i].Number); ok {
				continue // warned of already
			}
			blank = append(blank, c.sheet.Rows[i].Number)
			continue
		}
		w := windows[r.group]
		switch {
		case r.start.After(c.opts.AsOf):
			r.reason = NotStarted
		case c.window(r.group) != nil && (r.start.Before(w.first) || r.start.After(w.last)):
			r.reason = OutsideWindow
		default:
			continue
		}
		key := start{r.group, r.start}
		text, ok := details[key]
		if !ok {
			text = fmt.Sprintf("started %s; the window is %s to %s", r.start.Format(time.DateOnly),
				w.first.Format(time.DateOnly), w.last.Format(time.DateOnly))
			if r.reason == NotStarted {
				text = fmt.Sprintf("starts %s, after the inspection's date %s", r.start.Format(time.DateOnly),
					c.opts.AsOf.Format(time.DateOnly))
			}
			details[key] = text
		}
		r.detail = text
	}
	if _, hasStart := c.columns.has(Start); hasStart && len(blank) > 0 {
		c.warnings.Add("no-start", "",
			"%d %s no start date and %s taken to have started (the first is in row %d)", len(blank),
			phrase.Plural(len(blank), "case has", "cases have"), phrase.Plural(len(blank), "was", "were"), blank[0])
	}
}

// warnEmptyGroups says where a group has rows and no eligible case.
func (c *cleaner) warnEmptyGroups() {
	type tally struct{ rows, cases, outside int }
	groups := make([]tally, len(c.placer.groups))
	var first, last time.Time
	for _, r := range c.rows {
		if r.group < 0 {
			continue
		}
		g := &groups[r.group]
		g.rows++
		switch r.reason {
		case "":
			g.cases++
		case OutsideWindow, NotStarted:
			g.outside++
		}
		if first.IsZero() || !r.start.IsZero() && r.start.Before(first) {
			first = r.start
		}
		if r.start.After(last) {
			last = r.start
		}
	}
	for i, g := range groups {
		if g.rows == 0 || g.cases > 0 {
			continue
		}
		id, fix := c.placer.groups[i].ID, stats.Remedy("")
		if w := c.window(i); w != nil && g.outside > 0 {
			from, to := WindowDates(*w, c.opts.AsOf)
			fix = stats.Advise("check the date of the inspection: the window is %s to %s and the list's start dates run from %s to %s",
				from.Format(time.DateOnly), to.Format(time.DateOnly), first.Format(time.DateOnly), last.Format(time.DateOnly))
		}
		if g.rows == 1 {
			c.warnings.Add("no-eligible", fix, "the one row of group %s is not eligible", stats.ID(id))
		} else {
			c.warnings.Add("no-eligible", fix, "none of the %d rows of group %s is eligible", g.rows, stats.ID(id))
		}
	}
}
