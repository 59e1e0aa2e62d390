// Package look has the letters of other alphabets that people take for Latin ones.
package look

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// alikes are capital letters of Cyrillic and Greek that look like those of latin
// (Unicode Technical Standard 39, confusables).
const (
	alikes = "АВЕЗКМНОРСТУХІЈЅԚԜ" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ"
	latin  = "ABE3KMHOPCTYXIJSQW" + "ABEZHIKMNOPTYX"
)

// Capital is a letter as a capital, and the Latin one that it looks like.
func Capital(r rune) rune {
	r = unicode.ToUpper(r)
	if r < utf8.RuneSelf {
		return r
	}
	if at := strings.IndexRune(alikes, r); at >= 0 {
		return rune(latin[utf8.RuneCountInString(alikes[:at])])
	}
	return r
}
