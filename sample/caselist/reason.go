package caselist

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"onecase/sample"
	"onecase/sample/internal/look"
	"onecase/sample/sheet"
	"onecase/stats"
	"onecase/stats/phrase"
)

const (
	fewRows     = 3 // a text of a column without a role, in no more rows than these, may name somebody
	shortText   = 4 // letters: shorter texts of such a column are words like any other
	shortName   = 3 // letters: a shorter name is one only where it begins with a capital letter
	shortNumber = 6 // signs: a shorter number may be part of others
	mostRun     = 6 // words of a reason that may be one name
)

// named are the roles of columns that name people, of whom a word alone may do so.
var named = []Role{FirstName, FamilyName, Manager}

// WarnReason warns where a reason, which stays in a record for ever, has a text by which the
// list tells people: a name, a date of birth, a person's number, a manager, a text of
// few rows in a column that nothing is taken from, or the id of another case than those the reason is about. Names are the same
// in capitals, without accents, in letters that look alike and with other signs or none between their words; numbers
// are by their digits alone. The warning does not repeat the text.
func (r *Result) WarnReason(s *sheet.Sheet, reason string, about ...string) (ws stats.Warnings) {
	said := saidIn(reason)
	warn := func(header string, row int) stats.Warnings {
		ws.Add("name-in-reason", "say it without naming anybody: reasons stay in the record, which people are shown",
			"the reason has a text of the column %s, in row %d", phrase.Quote(header), row)
		return ws
	}
	names := map[Role]int{}
	for k, header := range s.Header {
		role := Role("")
		for _, c := range r.Recognised {
			if c.Header == header {
				role = c.Role
			}
		}
		names[role] = k
		private := role.row().private || slices.Contains([]Role{Person, Number, Manager}, role)
		if !private && role != ID && !slices.Contains(r.Unused, header) {
			continue
		}
		ofNames := slices.Contains(named, role) || !private && namesPeople(s, k)
		rows := map[string]int{} // with a text
		for _, row := range s.Rows {
			rows[row.Cell(k)]++
		}
		for _, row := range s.Rows {
			text := row.Cell(k)
			switch {
			case text == "" || !private && !ofNames && rows[text] > fewRows || role == ID && slices.Contains(about, sample.NormalizeID(text)):
			case role == BirthDate && said.hasDate(text),
				role == ID && said.hasID(text),
				(role == Person || role == Number) && said.hasNumber(text),
				ofNames && slices.ContainsFunc(runs(namePieces(text)), said.hasName),
				private && len(letters(text)) >= shortName && said.runs[letters(text)],
				!private && role != ID && len(letters(text)) >= shortText && said.runs[letters(text)]:
				return warn(header, row.Number)
			}
		}
	}
	first, isFirst := names[FirstName]
	family, isFamily := names[FamilyName]
	if !isFirst || !isFamily {
		return nil
	}
	for _, row := range s.Rows { // together they tell a person where each is too short alone
		a, b := letters(row.Cell(first)), letters(row.Cell(family))
		if a != "" && b != "" && (said.runs[a+b] || said.runs[b+a]) {
			return warn(s.Header[family], row.Number)
		}
	}
	return nil
}

// namesPeople tells whether a column without a role has names of people: its header says that it has names, and
// most of its texts are those of one row.
func namesPeople(s *sheet.Sheet, column int) bool {
	texts, rows := map[string]bool{}, 0
	for _, row := range s.Rows {
		if text := row.Cell(column); text != "" {
			texts[text] = true
			rows++
		}
	}
	return strings.Contains(letters(s.Header[column]), "name") && 2*len(texts) > rows
}

// A reasonText is what a reason says.
type reasonText struct {
	words map[string]bool // in plain letters, and whether one begins with a capital letter
	runs  map[string]bool // one word, or several in a row without what stands between
	all   string          // all of it so
	dates map[time.Time]bool
}

func saidIn(reason string) reasonText {
	said := reasonText{words: map[string]bool{}, runs: map[string]bool{}, all: letters(reason), dates: map[time.Time]bool{}}
	pieces := namePieces(reason)
	for _, word := range pieces {
		said.words[letters(word)] = said.words[letters(word)] || unicode.IsUpper([]rune(word)[0])
	}
	for _, run := range runs(pieces) {
		said.runs[letters(run)] = true
	}
	fields := strings.Fields(reason)
	for from := range fields {
		for to := from + 1; to <= min(from+4, len(fields)); to++ {
			text := strings.Trim(strings.Join(fields[from:to], " "), ".,;:()'\"")
			if day, err := ParseDate(text); err == nil && !isDigits(text) {
				said.dates[day] = true
			}
		}
	}
	return said
}

// runs are the words and what several in a row are without what stands between.
func runs(words []string) (out []string) {
	for from := range words {
		for to := from + 1; to <= min(from+mostRun, len(words)); to++ {
			out = append(out, strings.Join(words[from:to], ""))
		}
	}
	return out
}

// hasName tells whether a word of a name is in the reason: one of two letters with a capital one.
func (said reasonText) hasName(word string) bool {
	plain := letters(word)
	capital, is := said.words[plain]
	if n := len([]rune(plain)); n < shortName {
		return n == shortName-1 && capital
	}
	_, possessive := said.words[plain+"s"]
	return is || possessive || len(plain) > shortText && said.runs[plain]
}

// hasNumber finds a number, with other blanks or strokes in it too, or its digits alone.
func (said reasonText) hasNumber(text string) bool {
	plain := letters(text)
	digits := strings.Trim(plain, "abcdefghijklmnopqrstuvwxyz")
	return len(plain) >= shortNumber && strings.Contains(said.all, plain) ||
		len(digits) >= shortNumber && isDigits(digits) && strings.Contains(said.all, digits)
}

// hasID finds the id of a case, as a word: one that is short has a letter and a digit, which no other word has.
func (said reasonText) hasID(text string) bool {
	plain := letters(text)
	return said.hasNumber(text) || said.runs[plain] && strings.ContainsFunc(plain, unicode.IsLetter) && strings.ContainsFunc(plain, unicode.IsDigit)
}

// hasDate finds a date, in whatever way it is written.
func (said reasonText) hasDate(text string) bool {
	day, err := ParseDate(text)
	return err == nil && said.dates[day]
}

// plainLetters are those that are no letter with an accent, and how they are written without it.
var plainLetters = strings.NewReplacer("ß", "ss", "æ", "ae", "œ", "oe", "ø", "o", "ł", "l", "đ", "d", "ð", "d", "þ", "th", "ı", "i")

// namePieces are the words of a text as it has them, between signs that are no letters and digits.
func namePieces(text string) []string {
	return strings.FieldsFunc(strings.Map(visible, norm.NFKD.String(text)),
		func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) })
}

// letters are the letters and digits of a text alone, small and without accents, and those of other alphabets as the Latin
// ones that they look like.
func letters(text string) string {
	return strings.ToLower(strings.Map(look.Capital, plainLetters.Replace(strings.ToLower(strings.Join(namePieces(text), "")))))
}

// visible leaves out accents and signs that nobody sees.
func visible(c rune) rune {
	if unicode.In(c, unicode.Mn, unicode.Cf) {
		return -1
	}
	return c
}
