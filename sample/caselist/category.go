package caselist

import (
	"slices"
	"strings"
)

// Unknown is the category of a case whose value is not recorded.
const Unknown = "unknown"

// A codeTable says which texts mean which category of a variable.
type codeTable struct {
	categories []string          // in the order reports print them; Unknown is always one more
	codes      map[string]string // squashed text to category
	noise      []string          // words that add nothing: "Low RoSH" is low
}

// A coded is a category and the squashed texts that mean it, with blanks between
// them.
type coded struct{ category, texts string }

func newCodeTable(list []coded, noise ...string) codeTable {
	t := codeTable{codes: map[string]string{}, noise: noise}
	for _, c := range list {
		t.categories = append(t.categories, c.category)
		for text := range strings.FieldsSeq(c.texts) {
			t.codes[text] = c.category
		}
	}
	return t
}

// unknownTexts are the squashed texts that say that nothing is recorded. A
// text without letters and digits, such as "-" or "?", squashes to "".
var unknownTexts = []string{"", "unknown", "notknown", "nk", "notrecorded", "notstated", "notspecified", "notprovided",
	"notdisclosed", "prefernottosay"}

// openTexts are the squashed texts that most likely say that nothing is recorded; only
// whoever made the list knows.
var openTexts = []string{"na", "notapplicable", "notassessed", "none", "nil", "tbc", "tba", "pending", "awaiting",
	"awaited", "blank", "missing"}

// tables has the variables whose texts are known. The RoSH codes RLRH to RVRH
// are those of probation's nDelius.
var tables = map[Role]codeTable{
	Gender: newCodeTable([]coded{
		{"male", "male m boy man"}, {"female", "female f girl woman"}, {"other", "other nonbinary nb x"},
	}),
	RoSH: newCodeTable([]coded{
		{"low", "low l rlrh"}, {"medium", "medium m moderate rmrh"}, {"high", "high h rhrh"}, {"very high", "veryhigh vhigh vh rvrh"},
	}, "rosh", "roh", "risk", "of", "serious", "harm", "level"),
	Safety: newCodeTable([]coded{
		{"low", "low l"}, {"medium", "medium m moderate"}, {"high", "high h"}, {"very high", "veryhigh vhigh vh"},
	}, "safety", "and", "wellbeing", "risk", "of", "to", "level", "concern", "concerns"),
	Disposal: newCodeTable([]coded{
		{"community", `community communityorder communitysentence co courtcommunity ro referralorder refo yro youthrehabilitationorder
			youthrehaborder yroiss yrowithiss youthrehabilitationorderwithiss reparationorder rep sso suspendedsentence
			suspendedsentenceorder oracommunityorder orasuspendedsentenceorder`},
		{"custody", `custody custodial custodialsentence custodysentence dto detentionandtrainingorder detentiontrainingorder detention
			section90 s90 section91 s91 section226 s226 section228 s228 section250 s250 section254 s254`},
		{"licence", `licence license onlicence postcustody postcustodylicence custodylicence dtolicence noticeofsupervision nos
			releasedonlicence postrelease`},
		{"youth-caution", `yc youthcaution caution`},
		{"youth-conditional-caution", `ycc youthconditionalcaution conditionalcaution`},
		{"community-resolution", `cr communityresolution communityresolutionorother communityresolutionother communityresolutionorotheroutofcourt
			communityresolutionorotheroutofcourtdisposal otheroutofcourt otheroutofcourtdisposal otherooc otheroocd outcome22
			diversion`},
	}),
}

// adults and children are the squashed texts of disposals that only adults, or only children, get.
var (
	adults = strings.Fields(`sso suspendedsentence suspendedsentenceorder oracommunityorder orasuspendedsentenceorder
		suspendedsentenceorderorasso pss postsentencesupervision extendedsentence life lifesentence ipp`)
	children = strings.Fields(`ro referralorder refo yro youthrehabilitationorder youthrehaborder yroiss yrowithiss
		youthrehabilitationorderwithiss reparationorder rep dto detentionandtrainingorder detentiontrainingorder dtolicence
		section90 s90 section91 s91 section226 s226 section228 s228 section250 s250 section254 s254 noticeofsupervision nos
		yc youthcaution ycc youthconditionalcaution`)
)

// Disposals are the categories that the texts of a disposal column are read as. A
// rule set may have others; a text of a list is then read as one that is written
// like it.
func Disposals() []string { return slices.Clone(tables[Disposal].categories) }

// Categories are those that the texts of a variable are read as, by its name; nil for a plain
// column, whose texts stand as they are. Unknown is always one more.
func Categories(variable string) []string { return slices.Clone(tables[Role(variable)].categories) }

// read gives the category of a text; ok is false when the text is not known.
// A category's own name is always known, and so is one of extra.
func (t codeTable) read(text string, extra []string) (category string, ok bool) {
	s := squash(text)
	if slices.Contains(unknownTexts, s) {
		return Unknown, true
	}
	if category, ok := t.codes[s]; ok {
		return category, true
	}
	for _, list := range [][]string{t.categories, extra} {
		for _, c := range list {
			if squash(c) == s {
				return c, true
			}
		}
	}
	if t.noise == nil {
		return "", false
	}
	var kept []string
	for _, w := range words(text) {
		if !slices.Contains(t.noise, w) {
			kept = append(kept, w)
		}
	}
	// A code beside its meaning: "RLRH - Low RoSH".
	category, ok = t.codes[strings.Join(kept, "")]
	if !ok && len(kept) > 1 {
		first, known := t.codes[kept[0]]
		rest, same := t.codes[strings.Join(kept[1:], "")]
		return first, known && same && first == rest
	}
	return category, ok
}

// near guesses the category that an unknown text means, for a message: that of the
// longest name that the text begins with, else the first that begins with the text,
// else that of the longest name or usual text that the text holds; else "". It is [Unknown]
// for what is typed where nothing is recorded.
func (t codeTable) near(text string, extra []string) string {
	s := squash(text)
	if s == "" {
		return ""
	}
	if slices.Contains(openTexts, s) {
		return Unknown
	}
	names := slices.Concat(t.categories, extra)
	best, longest := "", 0
	fits := func(name, category string, fit bool) {
		if fit && (len(name) > longest || len(name) == longest && category < best) {
			best, longest = category, len(name)
		}
	}
	for _, c := range names {
		fits(squash(c), c, strings.HasPrefix(s, squash(c)))
	}
	for code, c := range t.codes {
		fits(code, c, len(code) >= 5 && strings.HasPrefix(s, code))
	}
	if best != "" {
		return best
	}
	// A number beside its meaning: "3 - High".
	if category, ok := t.read(strings.Trim(text, "0123456789 \t.:;,-–—=/()[]"), extra); ok && category != Unknown {
		return category
	}
	for _, c := range names {
		if strings.HasPrefix(squash(c), s) {
			return c
		}
	}
	for code, c := range t.codes {
		fits(code, c, len(code) >= 8 && strings.Contains(s, code))
	}
	for _, c := range extra {
		fits(squash(c), c, len(squash(c)) >= 8 && strings.Contains(s, squash(c)))
	}
	return best
}
