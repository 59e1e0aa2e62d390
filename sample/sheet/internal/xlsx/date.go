package xlsx

import (
	"math"
	"time"
)

// appendDate appends a day as an ISO date, with the time of day where there is
// one. What is no day stays a number.
func appendDate(to []byte, days float64, date1904 bool) []byte {
	if days > 0 && days < 1e7 {
		const day = 24 * 60 * 60
		seconds := int64(math.Round(days * day))
		if midnight, ok := Day(int(seconds/day), date1904); ok {
			return append(to, isoDate(midnight.Add(time.Duration(seconds%day)*time.Second))...)
		}
	}
	return appendGeneral(to, days)
}

// isoDate is a time as texts of a list have it: 2021-04-03, or 2021-04-03 09:30:00.
func isoDate(t time.Time) string {
	if t.Hour() == 0 && t.Minute() == 0 && t.Second() == 0 {
		return t.Format(time.DateOnly)
	}
	return t.Format(time.DateTime)
}

// Day is the day with a spreadsheet's number: counted from 1904, or from 1900 in
// a calendar that has a 29 February 1900, which never was. False outside the
// years 1900 to 9999.
func Day(n int, date1904 bool) (time.Time, bool) {
	const last = 2958465 // 31 December 9999
	if n < 1 || n > last {
		return time.Time{}, false
	}
	switch {
	case date1904:
		return time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, n), n <= last-1462
	case n < 60:
		return time.Date(1899, 12, 31, 0, 0, 0, 0, time.UTC).AddDate(0, 0, n), true
	}
	return time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).AddDate(0, 0, n), true
}
