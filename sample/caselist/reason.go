package caselist

import (
	"maps"
	"slices"
	"strings"
	"unicode"

	"onecase/sample/sheet"
	"onecase/stats"
	"onecase/stats/phrase"
)

const (
	fewRows   = 3 // a text of a column without a role, in no more rows than these, may name somebody
	shortText = 4 // letters: shorter texts are words like any other
)

// named are the roles of columns that name people, of whom a word alone may do so.
var named = []Role{FirstName, FamilyName, Manager}

// WarnReason warns where a reason, which stays in a record for ever, has a text by which the
// list tells people: a name, a date of birth, a person's number, a manager, or a text of
// few rows in a column that nothing is taken from. The warning does not repeat the text.
func (r *Result) WarnReason(s *sheet.Sheet, reason string) (ws stats.Warnings) {
	said := spaced(reason)
	for k, header := range s.Header {
		role := Role("")
		for _, c := range r.Recognised {
			if c.Header == header {
				role = c.Role
			}
		}
		private := role.row().private || slices.Contains([]Role{Person, Number, Manager}, role)
		if !private && !slices.Contains(r.Unused, header) {
			continue
		}
		rows := map[string][]int{} // by the text
		for _, row := range s.Rows {
			text := spaced(row.Cell(k))
			rows[text] = append(rows[text], row.Number)
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

// spaced is a text in small letters, its words set apart and around by one blank.
func spaced(text string) string {
	return " " + strings.Join(strings.FieldsFunc(strings.ToLower(text),
		func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) }), " ") + " "
}
