package show

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"onecase/stats/phrase"
)

// Capital is a text that begins with a capital letter.
func Capital(text string) string { return strings.ToUpper(text[:1]) + text[1:] }

// PartOf is "2 of 8 standards".
func PartOf(n, of int, thing string) string {
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

// only are the entries of a list that are wanted.
func only[T any](list []T, wanted func(T) bool) []T {
	return slices.DeleteFunc(slices.Clone(list), func(entry T) bool { return !wanted(entry) })
}

func sum(numbers []float64) (total float64) {
	for _, n := range numbers {
		total += n
	}
	return total
}

// And lists names as a sentence does.
func And(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}

// YesNo is the word for a truth value.
func YesNo(b bool) string { return phrase.Either(b, "yes", "no") }

// KnownOr writes a number, or the word for one that is not known and therefore 0.
func KnownOr(n int, word string) string {
	if n == 0 {
		return word
	}
	return strconv.Itoa(n)
}

// UnknownAs writes a number, or the word for one that is not known.
func UnknownAs(n *int, word string) string {
	if n == nil {
		return word
	}
	return strconv.Itoa(*n)
}

// Percent writes a proportion as a percentage without trailing zeros: 80%, 2.5%.
func Percent(p float64) string {
	return strconv.FormatFloat(math.Round(p*1e8)/1e6, 'f', -1, 64) + "%"
}

// PercentTenths writes a proportion as a percentage with one decimal; a dash where there
// is none.
func PercentTenths(p float64) string {
	return phrase.Either(math.IsNaN(p), "-", strconv.FormatFloat(phrase.Tenths(p), 'f', 1, 64)+"%")
}

// percentRange writes two limits as percentOf does: 25.0-62.5%.
func percentRange(low, high float64) string {
	return fmt.Sprintf("%.1f-%.1f%%", phrase.Tenths(low), phrase.Tenths(high))
}

// shortPercent is a chance with one decimal at most: 78%, 86.7%; a dash where there
// is none.
func shortPercent(p float64) string { return phrase.Either(math.IsNaN(p), "-", phrase.Share(p)) }

// Points writes a margin in percentage points: 4.9; a dash where there is none.
func Points(x float64) string {
	return phrase.Either(math.IsNaN(x), "-", fmt.Sprintf("%.1f", phrase.Tenths(x)))
}

// signedPoints writes a difference in percentage points: +4.9, -0.3, 0.0.
func signedPoints(x float64) string { return signed(phrase.Tenths(x), 1) }

// signed writes a difference with its sign, and none for 0.
func signed(x float64, decimals int) string {
	text := fmt.Sprintf("%+.*f", decimals, x)
	if strings.Trim(text, "+-0.") == "" {
		return text[1:]
	}
	return text
}

// TwoPlaces writes a number with two decimals.
func TwoPlaces(x float64) string { return strconv.FormatFloat(x, 'f', 2, 64) }

// Digits writes a number with five significant digits.
func Digits(v float64) string { return strconv.FormatFloat(v, 'g', 5, 64) }

// Plain writes a number with all the digits it has.
func Plain(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// Join joins those of some texts that are not empty.
func Join(between string, texts ...string) string {
	return strings.Join(slices.DeleteFunc(texts, func(text string) bool { return text == "" }), between)
}
