package sheet

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// DidYouMean gives `; did you mean "x"?` for the word that [Nearest] finds, ""
// where it finds none: the end of a message about a word that is not known.
func DidYouMean(word string, known []string) string {
	if near := Nearest(word, known); near != "" {
		return fmt.Sprintf("; did you mean %q?", near)
	}
	return ""
}

// Nearest is the known word that a mistyped one most likely meant, "" when none
// is near: at most a third of its letters differ, and it has the same digits, for
// K199 is another case than K999.
func Nearest(word string, known []string) string {
	best, least := "", min(max(1, len(word)/3), len(word)-1)
	for _, k := range known {
		if !slices.Equal(digits(word), digits(k)) {
			continue
		}
		if d := editDistance(strings.ToLower(word), strings.ToLower(k)); d <= least && (best == "" || d < least) {
			best, least = k, d
		}
	}
	return best
}

// digits are the digits of a word, in order of size.
func digits(word string) []rune {
	var all []rune
	for _, r := range word {
		if unicode.IsDigit(r) {
			all = append(all, r)
		}
	}
	slices.Sort(all)
	return all
}

// editDistance is the fewest single-character insertions, deletions,
// replacements and swaps of neighbours that turn a into b (optimal string
// alignment: Damerau 1964, Levenshtein 1966).
func editDistance(a, b string) int {
	s, t := []rune(a), []rune(b)
	before := make([]int, len(t)+1) // two rows up
	above := make([]int, len(t)+1)
	row := make([]int, len(t)+1)
	for j := range above {
		above[j] = j
	}
	for i := 1; i <= len(s); i++ {
		row[0] = i
		for j := 1; j <= len(t); j++ {
			cost := 1
			if s[i-1] == t[j-1] {
				cost = 0
			}
			row[j] = min(above[j]+1, row[j-1]+1, above[j-1]+cost)
			if i > 1 && j > 1 && s[i-1] == t[j-2] && s[i-2] == t[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, above, row = above, row, before
	}
	return above[len(t)]
}
