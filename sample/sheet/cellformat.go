package sheet

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"
)

// A date in a workbook is a number; that it is a date stands in the cell's
// style alone. markFormat is a number format that shows the number itself
// behind markText. It takes the place of every date format, in memory: shown
// in the workbook's own format, 3 April and 4 March can look the same.
const (
	markText   = "date:"
	markFormat = `"date:"0.000000`
)

// markDates puts markFormat in place of the date formats of a workbook's styles.
func markDates(f *excelize.File) error {
	if f.Styles == nil || f.Styles.CellXfs == nil {
		return nil
	}
	custom := map[int]string{}
	if f.Styles.NumFmts != nil {
		for _, format := range f.Styles.NumFmts.NumFmt {
			if format != nil {
				custom[format.NumFmtID] = format.FormatCode
			}
		}
	}
	var dates []int
	for i, style := range f.Styles.CellXfs.Xf {
		if style.NumFmtID == nil {
			continue
		}
		code, ok := custom[*style.NumFmtID]
		if ok && isDateFormat(code) || !ok && isBuiltInDate(*style.NumFmtID) {
			dates = append(dates, i)
		}
	}
	if len(dates) == 0 {
		return nil
	}
	code := markFormat
	marked, err := f.NewStyle(&excelize.Style{CustomNumFmt: &code})
	if err != nil {
		return err
	}
	styles := f.Styles.CellXfs.Xf
	for _, i := range dates {
		styles[i].NumFmtID = styles[marked].NumFmtID
	}
	return nil
}

// unmark turns what a marked cell shows into an ISO date, with the time of day
// where there is one.
func unmark(cell string, date1904 bool) string {
	sign, text, ok := strings.Cut(cell, markText)
	if !ok || sign != "" && sign != "-" {
		return cell
	}
	days, err := strconv.ParseFloat(sign+text, 64)
	if err != nil {
		return cell
	}
	day, ok := SpreadsheetDay(int(days), date1904)
	if !ok {
		return strconv.FormatFloat(days, 'f', -1, 64)
	}
	_, fraction := math.Modf(days)
	if seconds := int(math.Round(fraction * 24 * 60 * 60)); seconds > 0 {
		return day.Add(time.Duration(seconds) * time.Second).Format(time.DateOnly + " 15:04:05")
	}
	return day.Format(time.DateOnly)
}

// spreadsheetDay is the day with a spreadsheet's number: counted from 1904, or
// from 1900 in a calendar that has a 29 February 1900, which never was. False
// outside the years 1900 to 9999.
func SpreadsheetDay(n int, date1904 bool) (time.Time, bool) {
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

// isBuiltInDate says whether a built-in number format shows a day. 14 to 17
// and 22 do everywhere, 27 to 36 and 50 to 58 in East Asian workbooks
// (ECMA-376, part 1, 18.8.30); 18 to 21 and 45 to 47 show a time of day.
func isBuiltInDate(id int) bool {
	return id >= 14 && id <= 17 || id == 22 || id >= 27 && id <= 36 || id >= 50 && id <= 58
}

// literal matches what a number format shows as it stands or does not show:
// quoted text, escaped, padding and repeated characters, colours and locales.
var literal = regexp.MustCompile(`"[^"]*"|\\.|_.|\*.|\[[^\]]*\]`)

// isDateFormat says whether a custom number format shows a day: its first
// section has a day or a year, as in dd/mm/yyyy, mmm-yy or d mmmm.
func isDateFormat(code string) bool {
	first, _, _ := strings.Cut(literal.ReplaceAllString(code, ""), ";")
	first = strings.ToLower(strings.ReplaceAll(strings.ToLower(first), "general", ""))
	return strings.ContainsAny(first, "dy")
}
