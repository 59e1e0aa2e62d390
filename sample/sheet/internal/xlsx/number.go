package xlsx

import (
	"math"
	"slices"
	"strconv"
	"strings"
)

// number appends a number as the format shows it: a day as an ISO date, a time
// by the 24-hour clock, with seconds where the format has them. A number that the format
// hides is read all the same.
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
	case s.hides(), s.has("@x"), s.has("mhsH") && (x < 0 || x > 1e7 || s.has("#?%E")):
		return appendGeneral(to, x)
	case s.has("mhsH"):
		seconds := int64(math.Round(x * 24 * 60 * 60))
		if !s.has("H") {
			seconds %= 24 * 60 * 60
		}
		if slices.Contains(s, piece{'h', "hh"}) {
			to = appendTwo(to, seconds/3600)
		} else {
			to = strconv.AppendInt(to, seconds/3600, 10)
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

// appendTwo appends a number in at least two digits.
func appendTwo(to []byte, n int64) []byte {
	if n < 10 {
		to = append(to, '0')
	}
	return strconv.AppendInt(to, n, 10)
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

// fifteen rounds a number to the 15 digits that spreadsheets keep, so that a half is
// one: 0.575 times 100 is 57.49999999999999 otherwise.
func fifteen(x float64) float64 {
	rounded, err := strconv.ParseFloat(strconv.FormatFloat(x, 'e', 14, 64), 64)
	if err != nil {
		return x
	}
	return rounded
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
		x = math.Round(fifteen(x*scale*shift)) / shift
	}
	integer, fraction, _ := strings.Cut(strconv.FormatFloat(x, 'f', places, 64), ".")
	integer = strings.Repeat("0", max(0, zeros-len(integer))) + integer
	digits := func(but int) { // of the integer, without the last few
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
