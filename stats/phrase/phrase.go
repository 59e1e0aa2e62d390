// Package phrase writes numbers, counts and names as they stand in sentences
// for people, so that one thing is written one way everywhere.
package phrase

import (
	"errors"
	"fmt"
	"io/fs"
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// Quote shows a text of a file in a message, cut short after 60 bytes.
func Quote(s string) string {
	const most = 60
	if len(s) > most {
		cut := most
		for cut > 0 && !utf8.RuneStart(s[cut]) {
			cut--
		}
		return fmt.Sprintf("%q...", s[:cut])
	}
	return fmt.Sprintf("%q", s)
}

// QuoteAll lists names, at most 30 of them.
func QuoteAll(names []string) string {
	return First(30, Each(names, Quote), ", ", ", and")
}

// Each is the text of each entry of a list.
func Each[T any](list []T, text func(T) string) []string {
	texts := make([]string, len(list))
	for i, entry := range list {
		texts[i] = text(entry)
	}
	return texts
}

// Either is one text where something is so, and the other where it is not.
func Either[T ~string](so bool, one, other T) T {
	if so {
		return one
	}
	return other
}

// Plural is one for n of 1 and many for any other.
func Plural(n int, one, many string) string { return Either(n == 1, one, many) }

// Count is a number of things: 1 case, 2 cases.
func Count(n int, thing string) string { return fmt.Sprint(n, " ", Plural(n, thing, thing+"s")) }

// Percent writes a percentage from 0 to 100 with one decimal at most, halves away from 0:
// 50%, 64.5%.
func Percent(p float64) string { return Share(p / 100) }

// Share writes a share from 0 to 1 as Percent does: 62%, 33.3%.
func Share(p float64) string {
	return strconv.FormatFloat(Tenths(p)+0, 'f', -1, 64) + "%" // +0: no minus before 0
}

// Tenths is a share as a percentage, rounded to tenths, halves away from 0. Less than a
// millionth of a percent, by which the arithmetic of fractions is off a half, is nothing.
func Tenths(p float64) float64 { return math.Round(math.Round(p*1e8)/1e5) / 10 }

// Points writes a distance in percentage points: 1 point, 3.5 points.
func Points(d float64) string {
	return strings.TrimSuffix(Percent(d), "%") + Either(d == 1, " point", " points")
}

// First names the first few of some names and counts the others. With ", " between
// them and " and" before the count: a, b, c and 4 more.
func First(few int, names []string, between, and string) string {
	text := strings.Join(names[:min(len(names), few)], between)
	if more := len(names) - few; more > 0 {
		text += fmt.Sprintf("%s %d more", and, more)
	}
	return text
}

// FileError says in plain words why a file cannot be opened, read or written. It
// leaves out the name, which messages put first.
func FileError(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return errors.New("there is no such file: check the name and the folder")
	}
	if e, ok := errors.AsType[*fs.PathError](err); ok {
		return e.Err
	}
	return err
}

// Straight is a text without the signs that turn the direction of what follows, which
// could show an id in another order than it has, and without those that steer a terminal.
// Tabs and ends of lines stay.
func Straight(text string) string {
	if !strings.ContainsFunc(text, crooked) {
		return text
	}
	return strings.Map(func(r rune) rune {
		if crooked(r) {
			return -1
		}
		return r
	}, text)
}

func crooked(r rune) bool {
	if r < 0x7f {
		return r < ' ' && r != '\t' && r != '\n' && r != '\r'
	}
	return r < 0xa0 || Misleading(r)
}

// Misleading tells of signs that make a text look other than it is: those that turn its
// direction or the shapes of its digits, end a line without an end of line, or are tags, which nobody sees.
func Misleading(r rune) bool {
	return r >= 0x80 && unicode.In(r, unicode.Bidi_Control, unicode.Zl, unicode.Zp, unseen)
}

// unseen are signs that turn shapes, which Unicode advises against, and its letters that are not shown.
var unseen = &unicode.RangeTable{R16: []unicode.Range16{{Lo: 0x206a, Hi: 0x206f, Stride: 1}}, R32: []unicode.Range32{{Lo: 0xe0000, Hi: 0xe007f, Stride: 1}}}

// InJSON is a text of JSON in which signs that steer a terminal, or are [Misleading], are
// written by their numbers, which makes the same text of them.
func InJSON(text string) string {
	if !strings.ContainsFunc(text, numbered) {
		return text
	}
	var out strings.Builder
	for _, r := range text {
		switch {
		case !numbered(r):
			out.WriteRune(r)
		case r > 0xffff:
			high, low := utf16.EncodeRune(r)
			fmt.Fprintf(&out, `\u%04x\u%04x`, high, low)
		default:
			fmt.Fprintf(&out, `\u%04x`, r)
		}
	}
	return out.String()
}

func numbered(r rune) bool { return r >= 0x7f && (r < 0xa0 || Misleading(r)) }
