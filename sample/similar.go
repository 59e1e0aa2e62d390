package sample

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"onecase/sample/internal/look"
	"onecase/stats/phrase"
)

// SimilarIDs finds, among n ids, those that people take for an earlier one: they differ
// only in letter case, blanks, hyphens, the width of letters, leading zeros, what cannot
// be seen, or letters of another alphabet. A pair is the place of the earlier id and that
// of the later. Blank ids are passed over.
func SimilarIDs(n int, id func(i int) string) (pairs [][2]int) {
	odd, zeros, lengths := false, false, false
	for i := 0; i < n && !odd; i++ {
		text := id(i)
		if text == "" {
			continue
		}
		lengths = lengths || len(text) != len(id(0))
		zeros = zeros || hasLeadingZero(text)
		odd = zeros && lengths || strings.ContainsFunc(text, func(r rune) bool { return unicode.IsLower(r) || r == ' ' || r >= utf8.RuneSelf })
	}
	if !odd {
		return nil // nothing to mistake, and no work on the usual list
	}
	first := map[string]int{}
	for i := range n {
		text := id(i)
		key := LookOfID(text)
		if key == "" {
			continue
		}
		if j, seen := first[key]; !seen {
			first[key] = i
		} else if id(j) != text {
			pairs = append(pairs, [2]int{j, i})
		}
	}
	return pairs
}

// PairsText names pairs of similar ids with their rows, of very many the first. at gives
// the id at a place and its row.
func PairsText(pairs [][2]int, at func(i int) (id string, row int)) string {
	const most = 10
	var said []string
	for _, pair := range pairs[:min(len(pairs), most)] {
		first, row := at(pair[0])
		second, below := at(pair[1])
		said = append(said, fmt.Sprintf("%s in row %d and %s in row %d", phrase.Quote(first), row, phrase.Quote(second), below))
	}
	if more := len(pairs) - most; more > 0 {
		said = append(said, phrase.Count(more, "more pair"))
	}
	return strings.Join(said, "; ")
}

// LookOfID is what similar ids have in common.
func LookOfID(id string) string {
	var key []rune
	digits, zeros := false, 0 // zeros wait for the digit that they lead
	for _, r := range norm.NFKC.String(id) {
		r = look.Capital(r)
		switch {
		case unicode.IsSpace(r), unicode.In(r, unicode.Cf, unicode.Variation_Selector), r == '\u034f', r == '\u3164':
			continue // cannot be seen
		case unicode.In(r, unicode.Pd), r == '\u2212':
			r = '-'
		case r == '0' && !digits:
			zeros++
			continue
		}
		isDigit := unicode.IsDigit(r)
		if zeros > 0 && !isDigit {
			key = append(key, '0')
		}
		digits, zeros = isDigit, 0
		key = append(key, r)
	}
	if zeros > 0 {
		key = append(key, '0')
	}
	return string(key)
}

// hasLeadingZero says whether a number within a text begins with 0.
func hasLeadingZero(text string) bool {
	digits := false
	for i := range len(text) {
		isDigit := text[i] >= '0' && text[i] <= '9'
		if text[i] == '0' && !digits && i+1 < len(text) && text[i+1] >= '0' && text[i+1] <= '9' {
			return true
		}
		digits = isDigit
	}
	return false
}
