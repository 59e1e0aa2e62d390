package xlsx

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// builtIn are the number formats that a workbook names by number alone
// (ECMA-376, part 1, 18.8.30), without General and those that show less than the
// number, as fractions do.
var builtIn = map[int]string{
	1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00",
	14: "d/m/y", 15: "d/m/y", 16: "d/m", 17: "m/y", 18: "h:mm", 19: "h:mm:ss", 20: "hh:mm", 21: "hh:mm:ss", 22: "d/m/y h:mm",
	37: "#,##0;(#,##0)", 38: "#,##0;(#,##0)", 39: "#,##0.00;(#,##0.00)", 40: "#,##0.00;(#,##0.00)",
	41: "#,##0;(#,##0)", 42: `"$"#,##0;"$"(#,##0)`, 43: "#,##0.00;(#,##0.00)", 44: `"$"#,##0.00;"$"(#,##0.00)`,
	45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0",
}

// builtInCode is the code of a built-in format. 27 to 36 and 50 to 58 show a day
// in East Asian workbooks.
func builtInCode(id int) string {
	if id >= 27 && id <= 36 || id >= 50 && id <= 58 {
		return "d/m/y"
	}
	return builtIn[id]
}

// A format is a number format: how numbers from 0 up, numbers below and texts
// are shown. The one for zeros is passed over, for it may show a dash.
type format struct {
	date     bool // it shows a day
	sections []section
	forText  section // nil where texts are shown as they are
}

// A section is one of the parts of a number format that ; divides.
type section []piece

// A piece is part of a section. Its kind is the character that stands for it: a
// digit 0 # ?, a point . or comma , of a number, % @, y m d h s of a date or time, H for
// hours that go on, E for a power, l for text that stands for itself, and x for what is
// shown as General is, which needs no rules.
type piece struct {
	kind byte
	text string
}

func (s section) has(kinds string) bool {
	for _, p := range s {
		if strings.IndexByte(kinds, p.kind) >= 0 {
			return true
		}
	}
	return false
}

// pieces matches the pieces of a number format, each with a kind of its own.
var pieces = regexp.MustCompile(`(?is)"([^"]*)"?|\\(.)|[_*].?|\[\$([^\]-]*)[^\]]*\]?|\[(h+|m+|s+)\]|\[[^\]]*\]?|general|am/pm|a/p|e[+-]|y+|m+|d+|h+|s+|.`)

// newFormat reads the code of a number format.
func newFormat(code string) *format {
	f := &format{}
	s := section{}
	for _, match := range pieces.FindAllStringSubmatch(code, -1) {
		whole, text := match[0], match[1]+match[2]+match[3]
		first := whole[0] | 0x20 // a letter in lower case
		switch {
		case whole == ";":
			f.sections, s = append(f.sections, s), section{}
		case match[4] != "":
			s = append(s, piece{'H', ""})
		case text != "" || whole[0] == '[' || whole[0] == '_' || whole[0] == '*' || whole[0] == '"' || whole[0] == '\\':
			s = append(s, piece{'l', text})
		case strings.IndexByte("0#?.%@", whole[0]) >= 0, whole == "," && len(s) > 0 && strings.IndexByte("0#?,", s[len(s)-1].kind) >= 0:
			s = append(s, piece{whole[0], whole})
		case len(whole) == 2 && first == 'e':
			s = append(s, piece{'E', ""})
		case first == 'a' && len(whole) > 1: // hours are shown without
		case strings.IndexByte("ymdhs", first) >= 0:
			s = append(s, piece{first, whole})
		case strings.IndexByte("abeg/", first) >= 0:
			s = append(s, piece{'x', whole})
		default:
			s = append(s, piece{'l', whole})
		}
	}
	f.sections = append(f.sections, s)
	for i, s := range f.sections {
		if i == 3 || s.has("@") {
			f.forText = s
		}
	}
	first := f.sections[0]
	f.date = first.has("dy") || first.has("m") && !first.has("hsH0#?")
	return f
}

// text is a text as the format shows it.
func (f *format) text(value string) string {
	if f == nil || f.date || f.forText == nil {
		return value
	}
	shown := ""
	for _, p := range f.forText {
		switch p.kind {
		case 'l':
			shown += p.text
		case '@':
			shown += value
		}
	}
	return shown
}

// number appends a number as the format shows it: a day as an ISO date, a time
// by the 24-hour clock, with seconds where the format has them.
func (f *format) number(to []byte, x float64, date1904 bool) []byte {
	if f == nil {
		return appendGeneral(to, x)
	}
	s, minus := f.sections[0], x < 0
	if minus && len(f.sections) > 1 && !f.sections[1].has("@") {
		s, minus = f.sections[1], false
	}
	switch {
	case f.date:
		return appendDate(to, x, date1904)
	case len(s) == 0 && len(f.sections) == 1, s.has("@x"), s.has("mhsH") && (x < 0 || x > 1e7 || s.has("#?%E")):
		return appendGeneral(to, x)
	case s.has("mhsH"):
		seconds := int(math.Round(x * 24 * 60 * 60))
		if !s.has("H") {
			seconds %= 24 * 60 * 60
		}
		if !slices.Contains(s, piece{'h', "hh"}) && seconds < 10*60*60 {
			to = strconv.AppendInt(to, int64(seconds/3600), 10)
		} else {
			to = appendTwo(to, seconds/3600)
		}
		to = appendTwo(append(to, ':'), seconds/60%60)
		if s.has("s") {
			to = appendTwo(append(to, ':'), seconds%60)
		}
		return to
	case minus:
		to = append(to, '-')
	}
	return s.appendNumber(to, math.Abs(x))
}

func appendTwo(to []byte, n int) []byte {
	if n < 10 {
		to = append(to, '0')
	}
	return strconv.AppendInt(to, int64(n), 10)
}

// appendGeneral appends a number in no format of its own, with 15 digits as
// spreadsheets keep them.
func appendGeneral(to []byte, x float64) []byte {
	shown := strconv.FormatFloat(x, 'f', -1, 64)
	if len(shown)-strings.Count(shown, ".") > 15 {
		return strconv.AppendFloat(to, x, 'G', 15, 64)
	}
	return append(to, shown...)
}

// appendNumber appends a number of 0 or more. Its places are the digits that the
// section has.
func (s section) appendNumber(to []byte, x float64) []byte {
	var whole, zeros, places, least, powers int // places before the point and after, and how many are 0
	var group, point bool
	scale := 1.0
	for i, p := range s {
		switch digit := strings.IndexByte("0#?", p.kind) >= 0; {
		case p.kind == '.':
			point = true
		case p.kind == '%':
			scale *= 100
		case p.kind == ',' && s[i:].has("0#?"):
			group = true
		case p.kind == ',':
			x /= 1000
		case digit && s[:i].has("E"):
			powers++
		case digit && point:
			places++
			if p.kind == '0' {
				least = places
			}
		case digit:
			whole++
			if p.kind == '0' || zeros > 0 {
				zeros++
			}
		}
	}
	_, decimals, _ := strings.Cut(strconv.FormatFloat(x, 'f', -1, 64), ".")
	places = max(min(places, len(decimals)), least)
	if s.has("E") {
		if powers != 2 {
			return appendGeneral(to, x)
		}
		return strconv.AppendFloat(to, x, 'E', places, 64)
	}
	if shift := math.Pow10(places); !math.IsInf(x*scale*shift, 0) {
		x = math.Round(x*scale*shift) / shift
	}
	integer, fraction, _ := strings.Cut(strconv.FormatFloat(x, 'f', places, 64), ".")
	integer = strings.Repeat("0", max(0, zeros-len(integer))) + integer
	digits := func(but int) { // those of the integer but the last few
		for ; len(integer) > but; integer = integer[1:] {
			to = append(to, integer[0])
			if left := len(integer) - 1; group && left > 0 && left%3 == 0 {
				to = append(to, ',')
			}
		}
	}
	point = false
	for _, p := range s {
		switch {
		case p.kind == 'l' || p.kind == '%':
			to = append(to, p.text...)
		case p.kind == '.':
			digits(0)
			if point = true; fraction != "" {
				to = append(to, '.')
			}
		case strings.IndexByte("0#?", p.kind) < 0:
		case !point:
			whole--
			digits(whole)
		case fraction != "":
			to, fraction = append(to, fraction[0]), fraction[1:]
		}
	}
	return to
}

// appendDate appends a day as an ISO date, with the time of day where there is
// one. What is no day stays a number.
func appendDate(to []byte, days float64, date1904 bool) []byte {
	if days > 0 && days < 1e7 {
		seconds := int(math.Round(days * 24 * 60 * 60))
		if day, ok := Day(seconds/(24*60*60), date1904); ok {
			return append(to, isoDate(day.Add(time.Duration(seconds%(24*60*60))*time.Second))...)
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
