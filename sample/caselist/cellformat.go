package caselist

import (
	"regexp"
	"strings"

	"github.com/xuri/excelize/v2"
)

// isoFormat is the number format that every date is shown in, and isoFormatID
// its number, which no workbook uses (the largest Excel writes is 65,490).
const (
	isoFormat   = "yyyy-mm-dd hh:mm:ss"
	isoFormatID = 1 << 20
)

// datesAsISO changes every date format among the workbook's cell styles, in
// memory, into an ISO one. Whether a number is a date stands in its style
// alone, and showing it in the workbook's own format would make 3 April and
// 4 March look the same.
func datesAsISO(f *excelize.File) {
	styles := f.Styles
	if styles == nil || styles.CellXfs == nil {
		return
	}
	custom := map[int]string{}
	if styles.NumFmts != nil {
		for _, format := range styles.NumFmts.NumFmt {
			if format != nil {
				custom[format.NumFmtID] = format.FormatCode
			}
		}
	}
	iso := -1 // a style's place, once there is one
	for i := range styles.CellXfs.Xf {
		id := styles.CellXfs.Xf[i].NumFmtID
		if id == nil {
			continue
		}
		code, isCustom := custom[*id]
		if isCustom && isDateFormat(code) || !isCustom && isBuiltInDate(*id) {
			number := isoFormatID
			styles.CellXfs.Xf[i].NumFmtID = &number
			iso = i
		}
	}
	if iso < 0 {
		return
	}
	code := isoFormat
	style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &code})
	if err != nil {
		return
	}
	id := styles.CellXfs.Xf[style].NumFmtID
	for i := range styles.CellXfs.Xf {
		if n := styles.CellXfs.Xf[i].NumFmtID; n != nil && *n == isoFormatID {
			styles.CellXfs.Xf[i].NumFmtID = id
		}
	}
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

// shortDate leaves out the time of a date that has none.
func shortDate(cell string) string {
	const midnight = " 00:00:00"
	if len(cell) == len(isoFormat) && strings.HasSuffix(cell, midnight) {
		return strings.TrimSuffix(cell, midnight)
	}
	return cell
}
