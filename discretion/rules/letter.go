package rules

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"onecase/stats/phrase"
)

// Places of a letter, which are filled in.
const (
	LetterService = "{service}" // whom it goes to
	LetterDate    = "{date}"    // the day by which the files are wanted
	LetterCount   = "{count}"   // the number of cases in words: 39 cases
	LetterCases   = "{cases}"   // the table of the cases, a paragraph of its own
)

// PlainLetter asks a service for the files where the rules have no letter of their own.
const PlainLetter = `Files for the inspection of {service}

We have selected {count} of yours to be read. Please have each whole file ready by {date}, with all that was recorded, planned and decided, on paper or with access to the system that holds it.

{cases}

Cases are chosen by a random draw. That a case is listed says nothing about it, or about who works on it. Please leave the files as they are. If one cannot be given, tell us at once which and why, and we shall ask for another in its place.`

// maxLetter is far more than a page or two have, in bytes.
const maxLetter = 20_000

var letterPlace = regexp.MustCompile(`\{[^{}\s]*\}`)

// LetterParagraphs are the paragraphs of the letter that asks a service for files, the
// first its title: blank lines stand between them in the text.
func (r *Set) LetterParagraphs() []string {
	text := PlainLetter
	if r != nil {
		text = cmp.Or(strings.TrimSpace(r.Letter), text)
	}
	var paragraphs []string
	var lines []string
	for line := range strings.Lines(text + "\n\n") {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		} else if len(lines) > 0 {
			paragraphs, lines = append(paragraphs, strings.Join(lines, " ")), nil
		}
	}
	return paragraphs
}

// checkLetter finds places that nothing fills, and a letter without its cases.
func (r *Set) checkLetter(fs *Findings) {
	if strings.TrimSpace(r.Letter) == "" {
		return
	}
	known := []string{LetterService, LetterDate, LetterCount, LetterCases}
	for _, place := range letterPlace.FindAllString(r.Letter, -1) {
		fs.when(!slices.Contains(known, place), "letter", "there is no place %s; the places are %s", place, strings.Join(known, ", "))
	}
	paragraphs := r.LetterParagraphs()
	fs.when(len(r.Letter) > maxLetter, "letter", "it has %d bytes: at most %d are allowed", len(r.Letter), maxLetter)
	tables := len(slices.DeleteFunc(slices.Clone(paragraphs), func(p string) bool { return p != LetterCases }))
	fs.when(tables != 1 || strings.Count(r.Letter, LetterCases) != 1, "letter", "%s has to stand once, as %s",
		LetterCases, phrase.Either(tables > 1, "one paragraph", "a paragraph of its own"))
	fs.when(paragraphs[0] == LetterCases, "letter", "the first paragraph is the title")
}
