package caselist

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// numberKey is a person's number as it is compared: without blanks around it, letter case
// and differences of Unicode form (NFKC), and without the ".0" that a spreadsheet may add
// to a number. Punctuation counts: 1-23 is not 12-3. What people type where there is no
// number, such as TBA or 0000, is no key, and neither is a number that a spreadsheet
// rounded.
func numberKey(text string) string {
	if !strings.ContainsAny(text, "123456789") && isASCII(text) {
		return ""
	}
	if isPlainNumber(text) {
		return text // the usual case costs nothing
	}
	key := strings.ToUpper(strings.TrimSpace(norm.NFKC.String(text)))
	if !strings.ContainsAny(key, "123456789") || rounded.MatchString(key) {
		return ""
	}
	if whole, zeros, dotted := strings.Cut(key, "."); dotted && isDigits(whole) && strings.Trim(zeros, "0") == "" {
		return whole
	}
	return key
}

func isASCII(text string) bool {
	return strings.IndexFunc(text, func(r rune) bool { return r > unicode.MaxASCII }) < 0
}

// isPlainNumber says whether a text is capital letters, digits and strokes.
func isPlainNumber(text string) bool {
	for i := range len(text) {
		if c := text[i]; !('/' <= c && c <= '9' || 'A' <= c && c <= 'Z') {
			return false
		}
	}
	return true
}

// pncKey is the canonical form of a police national computer number, which is year, up
// to seven digits and check letter: 2020/0012345A for 20/12345A; ok is false for any other
// text. Leading zeros may be left out only behind a stroke. A year of two digits is 1950
// to 2049. The key is one of [numberKey].
func pncKey(key string) (canonical string, ok bool) {
	last := len(key) - 1
	if last < 0 || key[last] < 'A' || key[last] > 'Z' {
		return "", false
	}
	year, digits, stroke := strings.Cut(strings.TrimSuffix(key[:last], " "), "/")
	if stroke {
		year, digits = strings.TrimSuffix(year, " "), strings.TrimPrefix(digits, " ")
	} else {
		at := len(year) - 7
		if at < 2 {
			return "", false
		}
		year, digits = year[:at], year[at:]
		if end := year[at-1]; end == ' ' || end == '-' {
			year = year[:at-1]
		}
	}
	if !isDigits(year) || !isDigits(digits) || len(digits) > 7 {
		return "", false
	}
	switch {
	case len(year) == 4 && (year[:2] == "19" || year[:2] == "20"):
		if len(key) == len("2020/0012345A") && len(digits) == 7 && stroke {
			return key, true // the usual case costs nothing
		}
	case len(year) == 2 && year < "50":
		year = "20" + year
	case len(year) == 2:
		year = "19" + year
	default:
		return "", false
	}
	return year + "/" + strings.Repeat("0", 7-len(digits)) + digits + key[last:], true
}

// holdsPNC says whether a column of a role holds police national computer numbers: that
// of the role for them, or one most of whose numbers look like them.
func (c *cleaner) holdsPNC(role Role, column int) bool {
	if role == Number {
		return true
	}
	filled, like := 0, 0
	for _, row := range c.sheet.Rows {
		key := numberKey(row.Cell(column))
		if key == "" {
			continue
		}
		filled++
		if _, ok := pncKey(key); ok {
			like++
		}
	}
	return 2*like > filled
}

// numberOf returns how the numbers of a column are compared.
func (c *cleaner) numberOf(role Role, column int) func(text string) string {
	pnc := c.holdsPNC(role, column)
	return func(text string) string {
		key := numberKey(text)
		if pnc {
			if canonical, ok := pncKey(key); ok {
				return canonical
			}
		}
		return key
	}
}

// noteWords are words of what people type in place of a person's number.
var noteWords = []string{"see", "note", "notes", "unknown", "awaiting", "awaited", "pending", "check", "tba", "tbc", "missing", "none",
	"applied", "requested", "ask", "same", "new", "various", "duplicate"}

// isPlaceholder says whether the key of a person's number is what people type where
// there is none: one digit again and again, the digits in a row, or a note.
func isPlaceholder(key string) bool {
	figuresOf := key
	_, pnc := pncKey(key)
	if pnc {
		_, figuresOf, _ = strings.Cut(key, "/") // the year says nothing
	}
	digits := strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return r
		}
		return -1
	}, figuresOf)
	if figures := pnc || !strings.ContainsFunc(key, unicode.IsLetter); figures && digits != "" {
		again := len(digits) >= 5 && strings.Trim(digits, digits[:1]) == ""
		if again || slices.Contains([]string{"9999", "12345678", "123456789", "1234567890"}, digits) {
			return true
		}
	}
	return slices.ContainsFunc(words(key), func(w string) bool { return slices.Contains(noteWords, w) })
}
