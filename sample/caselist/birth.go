package caselist

import (
	"slices"
	"strings"
	"time"

	"onecase/sample/sheet"
	"onecase/stats/phrase"
)

// births reads the dates of birth of a column. Two-digit years lie in the past. Where
// some dates can only be read with the month first and none only with the day first,
// all are read with the month first.
type births struct {
	date1904   bool
	monthFirst bool
	latest     time.Time // no two-digit year lies after it; zero where nothing says when that is
	memo       map[string]birthReading
}

// A birthReading is a date of birth as it was read. Lists repeat the texts.
type birthReading struct {
	day   time.Time
	err   error
	mixed bool // it can only be read with the month first, and the column has the day first
}

// newBirths finds out how a column writes its dates.
func (c *cleaner) newBirths(column int) *births {
	b := &births{date1904: c.sheet.Date1904, memo: map[string]birthReading{}}
	seen := map[string]bool{}
	var only struct{ day, month bool } // some date can only be read with that first
	for _, row := range c.sheet.Rows {
		text := row.Cell(column)
		if seen[text] {
			continue
		}
		seen[text] = true
		day, err := readDate(text, b.date1904, false)
		if err != nil {
			day, err = readDate(text, b.date1904, true)
			only.month = only.month || err == nil
		}
		first, _ := dayAndMonth(text)
		only.day = only.day || err == nil && first
		if err == nil && !hasShortYear(text) && day.After(b.latest) {
			b.latest = day
		}
	}
	b.monthFirst = only.month && !only.day
	if !c.opts.AsOf.IsZero() {
		b.latest = c.opts.AsOf
	}
	return b
}

// read reads a date of birth as the column writes it, else with the month first.
func (b *births) read(text string) birthReading {
	r, ok := b.memo[text]
	if ok {
		return r
	}
	r.day, r.err = readDate(text, b.date1904, b.monthFirst)
	if _, only := r.err.(monthFirstError); only {
		r.day, r.err = readDate(text, b.date1904, true)
		r.mixed = r.err == nil
	}
	if r.err == nil && hasShortYear(text) && !b.latest.IsZero() && r.day.After(b.latest) {
		r.day = r.day.AddDate(-100, 0, 0)
	}
	b.memo[text] = r
	return r
}

// hasShortYear says whether a date has a year of two digits.
func hasShortYear(text string) bool {
	parts := dateParts(strings.TrimSpace(text))
	return len(parts) == 3 && len(parts[2]) == 2
}

// day is a date of birth as it is compared; "" for what is no date.
func (b *births) day(text string) string {
	r := b.read(text)
	if r.err != nil {
		return ""
	}
	return r.day.Format(time.DateOnly)
}

// dates are the texts that were read as dates, with their days.
func (b *births) dates(yield func(string, time.Time) bool) {
	for text, r := range b.memo {
		if r.err == nil && !yield(text, r.day) {
			return
		}
	}
}

// unreadBirth is the form in which a date of birth that cannot be read is compared; ""
// for a text that says the date is not known, or has no figures.
func unreadBirth(text string) string {
	if isUnread(text) && strings.ContainsAny(text, "0123456789") {
		return fold(text)
	}
	return ""
}

// isUnread says whether a text that is no date was meant to be one.
func isUnread(text string) bool {
	s := squash(text)
	return !slices.Contains(unknownTexts, s) && !slices.Contains(notNames, s) && !slices.Contains(cellErrors, text)
}

// warnBirths names the rows whose date of birth cannot be read, and those that can only
// be read with the month first in a column that has the day first.
func (c *cleaner) warnBirths(column int, b *births) {
	var unread, mixed []int
	for _, row := range c.sheet.Rows {
		text := row.Cell(column)
		switch r := b.read(text); {
		case r.err != nil && isUnread(text):
			unread = append(unread, row.Number)
		case r.mixed:
			mixed = append(mixed, row.Number)
		}
	}
	if !b.monthFirst {
		c.warnExchanged(column, b.dates)
	}
	header := phrase.Quote(c.sheet.Header[column])
	if n := len(unread); n > 0 {
		c.warnings.Add("dob-unread", "write it as 2005-12-31 or 31/12/2005, and look for the same people in other rows",
			"%s, %s: the date of birth cannot be read, so people who are in the list twice may not be found by it",
			header, rowsText(unread))
	}
	if n := len(mixed); n > 0 {
		c.warnings.Add("dob-month-first", "write all of them as 2005-12-31, and look for the same people in other rows",
			"%s, %s: the date of birth has the month first where others have the day first, so people who are in the list twice may not be found by it",
			header, rowsText(mixed))
	}
}

// rowsText names rows: "row 3", or "rows 3-5, 9". Of very many it names the first.
func rowsText(rows []int) string {
	const most = 200
	p := sheet.RepeatedProblem{Rows: rows[:min(len(rows), most)]}
	text := phrase.Plural(len(rows), "row ", "rows ") + p.RowText()
	if more := len(rows) - most; more > 0 {
		text += " and " + phrase.Count(more, "more row")
	}
	return text
}
