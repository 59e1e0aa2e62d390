package caselist

import (
	"maps"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"onecase/sample/sheet"
	"onecase/stats"
	"onecase/stats/phrase"
)

const (
	fewRows   = 3 // a text of a column without a role, in no more rows than these, may name somebody
	shortText = 4 // letters: shorter texts are words like any other

	shortNumber = 6 // signs: a shorter number may be part of others
)

// named are the roles of columns that name people, of whom a word alone may do so.
var named = []Role{FirstName, FamilyName, Manager}

// WarnReason warns where a reason, which stays in a record for ever, has a text by which the
// list tells people: a name, a date of birth, a person's number, a manager, or a text of
// few rows in a column that nothing is taken from. The warning does not repeat the text.
func (r *Result) WarnReason(s *sheet.Sheet, reason string) (ws stats.Warnings) {
	said := spaced(reason)
	runOn := strings.ReplaceAll(said, " ", "")
	for k, header := range s.Header {
		role := Role("")
		for _, c := range r.Recognised {
			if c.Header == header {
				role = c.Role
			}
		}
		private := role.row().private || slices.Contains([]Role{Person, Number, Manager}, role)
		numbered := role == Person || role == Number
		if !private && !slices.Contains(r.Unused, header) {
			continue
		}
		rows := map[string][]int{} // by the text
		for _, row := range s.Rows {
			text := spaced(row.Cell(k))
			rows[text] = append(rows[text], row.Number)
			if run := strings.ReplaceAll(text, " ", ""); numbered && len(run) >= shortNumber && strings.Contains(runOn, run) {
				rows[said] = append(rows[said], row.Number) // a number with other blanks or strokes in it
			}
			if slices.Contains(named, role) {
				for word := range strings.FieldsSeq(text) {
					rows[" "+word+" "] = append(rows[" "+word+" "], row.Number)
				}
			}
		}
		for _, text := range slices.Sorted(maps.Keys(rows)) {
			letters := len([]rune(strings.TrimSpace(text)))
			if letters < shortText && !(private && letters > 2) || !private && len(rows[text]) > fewRows || !strings.Contains(said, text) {
				continue
			}
			ws.Add("name-in-reason", "say it without naming anybody: reasons stay in the record, which people are shown",
				"the reason has a text of the column %s, in row %d", phrase.Quote(header), rows[text][0])
			return ws
		}
	}
	return nil
}

// spaced is a text in small letters without accents, its words set apart and around by one blank.
func spaced(text string) string {
	plain := strings.Map(func(c rune) rune {
		if unicode.Is(unicode.Mn, c) {
			return -1
		}
		return unicode.ToLower(c)
	}, norm.NFKD.String(text))
	return " " + strings.Join(strings.FieldsFunc(plain,
		func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) }), " ") + " "
}
