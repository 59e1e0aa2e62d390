package caselist

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"

	"onecase/sample"
	"onecase/sample/sheet"
	"onecase/stats/phrase"
)

// ParseDate reads a date as case lists write it: 2020-12-31 and 2020/12/31,
// day first 31/12/2020, 31-12-2020, 31.12.2020 and 31/12/20, with the month's
// name 31 Dec 2020, 31st December 2020, 31-Dec-20 and Dec 31, 2020, each with
// or without a time of day, which is dropped, and the day number of an Excel
// sheet, 44196. A year of two digits is 1970 to 2069. The result is midnight
// UTC.
func ParseDate(text string) (time.Time, error) {
	return parseDate(text, false)
}

func parseDate(text string, date1904 bool) (time.Time, error) { return readDate(text, date1904, false) }

// readDate reads a date; where monthFirst is true, figures have the month first.
func readDate(text string, date1904, monthFirst bool) (time.Time, error) {
	text = strings.TrimSpace(text)
	if len(text) > 60 {
		return time.Time{}, fmt.Errorf("%s is not a date", phrase.Quote(text))
	}
	if t, ok := serialDate(text, date1904); ok {
		return t, nil
	}
	parts := dateParts(text)
	if len(parts) != 3 {
		return time.Time{}, fmt.Errorf("%s is not a date", phrase.Quote(text))
	}
	orders := [][3]int{{2, 1, 0}, {0, 1, 2}, {1, 0, 2}} // which part is day, month, year
	if monthFirst {
		orders[1], orders[2] = orders[2], orders[1]
	}
	for _, order := range orders {
		day, month, year := parts[order[0]], parts[order[1]], parts[order[2]]
		named := monthNamed(month)
		if order[0] == 1 && named == 0 && !monthFirst {
			continue // month first only where the month is a word, or all dates have it first
		}
		if order[0] == 2 && len(year) != 4 {
			continue // year first only in full
		}
		d, m, y := number(day, 2), number(month, 2), fullYear(year)
		if named > 0 {
			m = named
		}
		if d < 1 || m < 1 || m > 12 || y < 1900 || y > 2199 {
			continue
		}
		t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
		if t.Day() == d {
			return t, nil
		}
	}
	if d, m := number(parts[1], 2), number(parts[0], 2); !monthFirst && d > 12 && d <= 31 && m >= 1 && m <= 12 {
		return time.Time{}, monthFirstError{text}
	}
	return time.Time{}, fmt.Errorf("%s is not a date", phrase.Quote(text))
}

// A monthFirstError is a date that can only be read with the month first.
type monthFirstError struct{ text string }

func (e monthFirstError) Error() string {
	return fmt.Sprintf("%s is not a date: the day has to come first", phrase.Quote(e.text))
}

// dateParts takes a text apart into day, month and year in the order they
// stand, without weekday, time of day and ordinal endings; nil when it is no date.
func dateParts(text string) []string {
	const signs = "/-–"
	if strings.Trim(text, signs) != text || strings.HasPrefix(text, ".") {
		return nil // a year before 1, or one end of a range
	}
	if i := strings.IndexAny(text, "tT"); i >= 8 && i+1 < len(text) && isDigits(text[:i][i-1:]) && isDigits(text[i+1:i+2]) {
		text = text[:i] + " " + text[i+1:]
	}
	fields := strings.FieldsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || r == ',' })
	var parts []string
	for k, f := range fields {
		switch {
		case strings.Contains(f, ":"):
			if len(parts) != 3 {
				return nil
			}
			return parts // the time, and what follows it
		case k == 0 && isWeekday(f):
			continue
		}
		for _, p := range strings.FieldsFunc(f, func(r rune) bool { return r == '/' || r == '-' || r == '.' || r == '–' }) {
			for _, end := range []string{"st", "nd", "rd", "th"} {
				if d, ok := strings.CutSuffix(strings.ToLower(p), end); ok && isDigits(d) {
					p = d
				}
			}
			parts = append(parts, p)
		}
	}
	return parts
}

func isDigits(s string) bool {
	return s != "" && strings.IndexFunc(s, func(r rune) bool { return r < '0' || r > '9' }) < 0
}

func isWeekday(s string) bool {
	s = strings.TrimSuffix(s, ".")
	for d := time.Sunday; d <= time.Saturday; d++ {
		if strings.EqualFold(s, d.String()) || strings.EqualFold(s, d.String()[:3]) {
			return true
		}
	}
	return false
}

// monthNamed is the month of an English name, in full or cut to three letters
// or more; 0 when it is none.
func monthNamed(s string) int {
	s = strings.ToLower(s)
	if len(s) < 3 {
		return 0
	}
	for m := time.January; m <= time.December; m++ {
		if strings.HasPrefix(strings.ToLower(m.String()), s) {
			return int(m)
		}
	}
	return 0
}

// number reads at most a given count of digits; 0 when it cannot.
func number(s string, digits int) int {
	if !isDigits(s) || len(s) > digits {
		return 0
	}
	n, _ := strconv.Atoi(s)
	return n
}

func fullYear(s string) int {
	switch n := number(s, 4); {
	case len(s) == 4:
		return n
	case len(s) == 2 && isDigits(s) && n < 70:
		return 2000 + n
	case len(s) == 2 && isDigits(s):
		return 1900 + n
	}
	return 0
}

// serialDate reads the day number that a spreadsheet keeps for a date, with or
// without the fraction that is the time of day. Only numbers from 1954-10-03
// to 2119-01-10 (20000 to 79999, counted from 1900) are taken for dates.
func serialDate(text string, date1904 bool) (time.Time, bool) {
	whole, fraction, dotted := strings.Cut(text, ".")
	if len(whole) != 5 || !isDigits(whole) || dotted && !isDigits(fraction) {
		return time.Time{}, false
	}
	n, _ := strconv.Atoi(whole)
	if n < 20000 || n >= 80000 {
		return time.Time{}, false
	}
	return sheet.SpreadsheetDay(n, date1904)
}

// AddMonths gives the same day of the month a number of months later, or
// earlier when it is negative. Where the month has no such day it is the
// month's last: a month back from 31 March is 28 or 29 February.
func AddMonths(day time.Time, months int) time.Time {
	y, m, d := day.Date()
	first := time.Date(y, m+time.Month(months), 1, 0, 0, 0, 0, day.Location())
	last := first.AddDate(0, 1, -1).Day()
	return first.AddDate(0, 0, min(d, last)-1)
}

// WindowDates gives the first and the last day of a window, both of them
// inside, for an inspection of that date.
func WindowDates(w sample.Window, asOf time.Time) (first, last time.Time) {
	return AddMonths(asOf, -w.MaxMonths), AddMonths(asOf, -w.MinMonths)
}
