package main

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"onecase/stats/phrase"
)

func capital(text string) string { return strings.ToUpper(text[:1]) + text[1:] }

// partOf is "2 of 8 standards".
func partOf(n, of int, thing string) string {
	return fmt.Sprintf("%d of %s", n, phrase.Count(of, thing))
}

// each is what a function makes of each entry of a list; nil for an empty one.
func each[T, U any](list []T, of func(T) U) []U {
	var made []U
	for _, entry := range list {
		made = append(made, of(entry))
	}
	return made
}

func sum(numbers []float64) (total float64) {
	for _, n := range numbers {
		total += n
	}
	return total
}

// inWords lists names as a sentence does.
func inWords(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}

func yesNo(b bool) string { return phrase.Either(b, "yes", "no") }

// knownOr writes a number, or the word for one that is not known and therefore 0.
func knownOr(n int, word string) string {
	if n == 0 {
		return word
	}
	return strconv.Itoa(n)
}

// unknownAs writes a number, or the word for one that is not known.
func unknownAs(n *int, word string) string {
	if n == nil {
		return word
	}
	return strconv.Itoa(*n)
}

// percentText writes a proportion as a percentage without trailing zeros: 80%, 2.5%.
func percentText(p float64) string {
	return strconv.FormatFloat(math.Round(p*1e8)/1e6, 'f', -1, 64) + "%"
}

// percentOf writes a proportion as a percentage with one decimal; a dash where there
// is none.
func percentOf(p float64) string {
	return phrase.Either(math.IsNaN(p), "-", strconv.FormatFloat(phrase.Tenths(p), 'f', 1, 64)+"%")
}

// percentRange writes two limits as percentOf does: 25.0-62.5%.
func percentRange(low, high float64) string {
	return fmt.Sprintf("%.1f-%.1f%%", phrase.Tenths(low), phrase.Tenths(high))
}

// shortPercent is a chance with one decimal at most: 78%, 86.7%; a dash where there
// is none.
func shortPercent(p float64) string { return phrase.Either(math.IsNaN(p), "-", phrase.Share(p)) }

// points writes a margin in percentage points: 4.9; a dash where there is none.
func points(x float64) string {
	return phrase.Either(math.IsNaN(x), "-", fmt.Sprintf("%.1f", phrase.Tenths(x)))
}

// signedPoints writes a difference in percentage points: +4.9, -0.3, 0.
func signedPoints(x float64) string {
	return phrase.Either(x == 0, "0", fmt.Sprintf("%+.1f", phrase.Tenths(x)))
}

// signed writes a difference with its sign, and none for 0.
func signed(x float64, decimals int) string {
	text := fmt.Sprintf("%+.*f", decimals, x)
	if strings.Trim(text, "+-0.") == "" {
		return text[1:]
	}
	return text
}

// twoPlaces writes a number with two decimals.
func twoPlaces(x float64) string { return strconv.FormatFloat(x, 'f', 2, 64) }

// digits writes a number with five significant digits.
func digits(v float64) string { return strconv.FormatFloat(v, 'g', 5, 64) }

// plain writes a number with all the digits it has.
func plain(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// joinNonEmpty joins those of some texts that are not empty.
func joinNonEmpty(between string, texts ...string) string {
	return strings.Join(slices.DeleteFunc(texts, func(text string) bool { return text == "" }), between)
}
