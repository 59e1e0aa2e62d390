package caselist

import (
	"maps"
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

// unknownTexts are the squashed texts that say that nothing is recorded. A
// text without letters and digits, such as "-" or "?", squashes to "".
var unknownTexts = []string{"", "unknown", "notknown", "nk", "notrecorded", "notstated", "notspecified", "notprovided", "notdisclosed", "prefernottosay"}

var levels = map[string]string{
	"low": "low", "l": "low",
	"medium": "medium", "m": "medium", "moderate": "medium",
	"high": "high", "h": "high",
	"veryhigh": "very high", "vhigh": "very high", "vh": "very high",
}

// tables has the variables whose texts are known. The RoSH codes RLRH to RVRH
// are those of probation's nDelius.
var tables = map[Role]codeTable{
	Gender: {
		categories: []string{"male", "female", "other"},
		codes: map[string]string{
			"male": "male", "m": "male", "boy": "male", "man": "male",
			"female": "female", "f": "female", "girl": "female", "woman": "female",
			"other": "other", "nonbinary": "other", "nb": "other", "x": "other",
		},
	},
	RoSH: {
		categories: []string{"low", "medium", "high", "very high"},
		codes: merged(levels, map[string]string{
			"rlrh": "low", "rmrh": "medium", "rhrh": "high", "rvrh": "very high",
		}),
		noise: []string{"rosh", "roh", "risk", "of", "serious", "harm", "level"},
	},
	Safety: {
		categories: []string{"low", "medium", "high", "very high"},
		codes:      levels,
		noise:      []string{"safety", "and", "wellbeing", "risk", "of", "to", "level", "concern", "concerns"},
	},
	Disposal: {
		categories: []string{"community", "custody", "licence", "youth-caution", "youth-conditional-caution", "community-resolution"},
		codes: map[string]string{
			"community": "community", "communityorder": "community", "communitysentence": "community", "co": "community",
			"courtcommunity": "community", "ro": "community", "referralorder": "community", "refo": "community",
			"yro": "community", "youthrehabilitationorder": "community", "youthrehaborder": "community",
			"yroiss": "community", "yrowithiss": "community", "youthrehabilitationorderwithiss": "community",
			"reparationorder": "community", "rep": "community", "sso": "community", "suspendedsentence": "community",
			"suspendedsentenceorder": "community", "oracommunityorder": "community", "orasuspendedsentenceorder": "community",

			"custody": "custody", "custodial": "custody", "custodialsentence": "custody", "custodysentence": "custody",
			"dto": "custody", "detentionandtrainingorder": "custody", "detentiontrainingorder": "custody", "detention": "custody",
			"section90": "custody", "s90": "custody", "section91": "custody", "s91": "custody",
			"section226": "custody", "s226": "custody", "section228": "custody", "s228": "custody",
			"section250": "custody", "s250": "custody", "section254": "custody", "s254": "custody",

			"licence": "licence", "license": "licence", "onlicence": "licence", "postcustody": "licence",
			"postcustodylicence": "licence", "custodylicence": "licence", "dtolicence": "licence",
			"noticeofsupervision": "licence", "nos": "licence", "releasedonlicence": "licence", "postrelease": "licence",

			"yc": "youth-caution", "youthcaution": "youth-caution", "caution": "youth-caution",
			"ycc": "youth-conditional-caution", "youthconditionalcaution": "youth-conditional-caution",
			"conditionalcaution": "youth-conditional-caution",
			"cr":                 "community-resolution", "communityresolution": "community-resolution",
			"communityresolutionorother": "community-resolution", "communityresolutionother": "community-resolution",
			"communityresolutionorotheroutofcourt":         "community-resolution",
			"communityresolutionorotheroutofcourtdisposal": "community-resolution",
			"otheroutofcourt":                              "community-resolution", "otheroutofcourtdisposal": "community-resolution",
			"otherooc": "community-resolution", "otheroocd": "community-resolution",
			"outcome22": "community-resolution", "diversion": "community-resolution",
		},
	},
}

func merged(a, b map[string]string) map[string]string {
	m := make(map[string]string, len(a)+len(b))
	for _, part := range []map[string]string{a, b} {
		maps.Copy(m, part)
	}
	return m
}

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

// near guesses which category an unknown text was meant to be, for the words
// of a message: the first that it begins, or that begins it; else "".
func (t codeTable) near(text string, extra []string) string {
	s := squash(text)
	if s == "" {
		return ""
	}
	for _, c := range slices.Concat(t.categories, extra) {
		if k := squash(c); strings.HasPrefix(k, s) || strings.HasPrefix(s, k) {
			return c
		}
	}
	return ""
}
