package stats

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// A Statement is a share or a number of cases as a report prints it: a percentage, a
// fraction in words, or a bound. See [ParseStatement].
type Statement struct {
	text       string
	percentage *Percentage // of a plain percentage, which was rounded; nil for all others
	low, high  edge
	reading    string
}

// An edge is num/den of the cases and half as many cases more as halves says; strict
// leaves the edge itself out.
type edge struct {
	num, den, halves int64
	strict           bool
}

// String returns the statement as it was written, a percentage without its sign.
func (s Statement) String() string { return s.text }

// Reading says in words what the statement is taken to mean. A percentage is read as
// rounded; the numbers of all others are read as exact.
func (s Statement) Reading() string { return s.reading }

// Percentage returns the percentage where the statement is a plain one, such as 47%.
func (s Statement) Percentage() (Percentage, bool) {
	if s.percentage == nil {
		return Percentage{}, false
	}
	return *s.percentage, true
}

// Counts returns the least and the most cases of n that fit the statement; none where
// least is above most. The rounding is that of plain percentages. n is from 1 to 1,000,000.
func (s Statement) Counts(n int, r PercentRounding) (least, most int, err error) {
	if s.percentage != nil {
		return s.percentage.Counts(n, r)
	}
	if _, _, err := (Percentage{}).Counts(n, r); err != nil { // the checks of n and of the rounding
		return 0, 0, err
	}
	// Twice the count, times den, is at least 2 num n + halves den, and likewise at most.
	at := func(e edge) (value, unit int64) { return 2*e.num*int64(n) + e.halves*e.den, 2 * e.den }
	value, unit := at(s.low)
	first := -floorDiv(-value, unit)
	if s.low.strict && first*unit == value {
		first++
	}
	value, unit = at(s.high)
	last := floorDiv(value, unit)
	if s.high.strict && last*unit == value {
		last--
	}
	return int(max(first, 0)), int(min(last, int64(n))), nil
}

// Nearest returns the count of n nearest to the middle of what the statement says.
func (s Statement) Nearest(n int) int {
	if s.percentage != nil {
		return s.percentage.Nearest(n)
	}
	middle := (s.low.of(n) + s.high.of(n)) / 2
	return int(min(max(middle+0.5, 0), float64(n)))
}

// of is the edge in cases of n.
func (e edge) of(n int) float64 {
	return float64(e.num)*float64(n)/float64(e.den) + float64(e.halves)/2
}

// ParseStatement reads what a report prints of a share: a percentage (47%, 47.0, 47 per
// cent), a fraction (two-thirds, 3/4, one in five), a number of cases (three cases), all,
// none, all but three, most, or a bound on one of these (>98%, at least half, fewer than
// three cases, between 40% and 50%).
//
// A fraction is the nearest whole number of cases. Words without a definite meaning, such
// as "nearly half" or "the vast majority", are errors that say what can be asked instead.
func ParseStatement(text string) (Statement, error) {
	words := plainWords(text)
	for _, read := range []func(string) (Statement, bool, error){readPercentage, readVague, readWhole, readRange, readBound, readAmount} {
		if s, ok, err := read(words); ok || err != nil {
			if s.text == "" {
				s.text = strings.TrimSpace(text)
			}
			return s, err
		}
	}
	if strings.ContainsAny(words, "0123456789%") || words == "" {
		_, err := ParsePercentage(text)
		return Statement{}, err
	}
	return Statement{}, fmt.Errorf("%q is not a percentage and has no definite number: write it as 47%%, two-thirds, all but three, >98%% or at least half", text)
}

var (
	ofCases    = regexp.MustCompile(`(?: of)?(?: all)?(?: the)? (?:cases|case|files|records|children|people|young people|them)$`)
	blanks     = regexp.MustCompile(`[\s-]+`)
	comparison = regexp.MustCompile(`^(>=|<=|>|<)\s*`)
	perCent    = regexp.MustCompile(`\s*(?:%|per ?cent)$`)
	inWords    = regexp.MustCompile(`^(\w+)(?: in | out of | of |/)(\w+)$`)
)

// plainWords is a text in small letters with single blanks, and comparisons in one form.
func plainWords(text string) string {
	text = strings.NewReplacer("≥", ">=", "≤", "<=", "–", "-", "’", "'").Replace(strings.ToLower(text))
	text = comparison.ReplaceAllString(strings.TrimSpace(text), "$1 ")
	return strings.TrimSpace(blanks.ReplaceAllString(text, " "))
}

func readPercentage(words string) (Statement, bool, error) {
	p, err := ParsePercentage(perCent.ReplaceAllString(words, ""))
	if err != nil {
		return Statement{}, false, nil
	}
	return Statement{text: p.String(), percentage: &p, reading: "a share that is printed as " + p.String() + "% after rounding"}, true, nil
}

// vague are the words that name no definite limit, with what they do say.
var vague = []struct{ words, says string }{
	{"nearly", "under"}, {"almost", "under"}, {"just under", "under"}, {"not quite", "under"}, {"well under", "under"}, {"close to", ""},
	{"just over", "over"}, {"well over", "over"}, {"about", ""}, {"around", ""}, {"approximately", ""}, {"roughly", ""},
	{"some", ""}, {"circa", ""},
}

func readVague(words string) (Statement, bool, error) {
	for _, v := range vague {
		rest, ok := strings.CutPrefix(words, v.words+" ")
		if !ok {
			continue
		}
		if v.says == "" {
			return Statement{}, false, fmt.Errorf("%q has no definite limits: ask for what they are at most, such as \"between 40%% and 60%%\"", words)
		}
		return Statement{}, false, fmt.Errorf("%q says %s %s and not by how much: ask for \"%s %s\", or for a range",
			words, v.says, rest, v.says, rest)
	}
	switch ofCases.ReplaceAllString(words, "") {
	case "the vast majority", "vast majority", "a large majority", "the great majority":
		return Statement{}, false, fmt.Errorf("%q says over half and not by how much: ask for \"over half\", or for a range", words)
	case "many", "few", "a few", "several", "some", "too few", "not enough", "a small minority", "a number":
		return Statement{}, false, fmt.Errorf("%q has no definite number: a percentage, a fraction or a bound has", words)
	}
	return Statement{}, false, nil
}

// readWhole reads all, none, all but so many, and majorities.
func readWhole(words string) (Statement, bool, error) {
	bare := ofCases.ReplaceAllString(words, "")
	whole, none, half := edge{num: 1, den: 1}, edge{den: 1}, edge{num: 1, den: 2, strict: true}
	switch bare {
	case "all", "every", "every case", "each case":
		return Statement{low: whole, high: whole, reading: "all cases"}, true, nil
	case "none", "no", "no case":
		return Statement{low: none, high: none, reading: "no case"}, true, nil
	case "most", "a majority", "the majority", "majority":
		return Statement{low: half, high: whole, reading: "more than half of the cases"}, true, nil
	case "a minority", "the minority", "minority":
		return Statement{low: none, high: half, reading: "fewer than half of the cases"}, true, nil
	}
	if rest, ok := strings.CutPrefix(bare, "all but "); ok {
		if k, ok := wholeNumber(rest); ok {
			e := edge{num: 1, den: 1, halves: -2 * k}
			return Statement{low: e, high: e, reading: fmt.Sprintf("all cases less %d", k)}, true, nil
		}
	}
	return Statement{}, false, nil
}

func readRange(words string) (Statement, bool, error) {
	rest, ok := strings.CutPrefix(words, "between ")
	from, to, both := strings.Cut(rest, " and ")
	if !ok || !both {
		return Statement{}, false, nil
	}
	low, lowText, okLow := amount(from)
	high, highText, okHigh := amount(to)
	if !okLow || !okHigh {
		return Statement{}, false, fmt.Errorf("%q is not a range: write it as \"between 40%% and 50%%\"", words)
	}
	if low.of(MaxDenominator) > high.of(MaxDenominator) {
		return Statement{}, false, fmt.Errorf("%q begins above its end: write the smaller share first", words)
	}
	return Statement{low: low, high: high, reading: "from " + lowText + " to " + highText + ", both taken exactly and included"}, true, nil
}

// bounds are the words of a limit: before an amount, or after it.
var bounds = []struct {
	before, after []string
	above, strict bool
	words         string
}{
	{[]string{"at least", ">=", "not less than", "no less than", "no fewer than", "a minimum of"}, []string{"or more",
		"and above", "or above"}, true, false, "at least"},
	{[]string{"at most", "<=", "up to", "no more than", "not more than", "a maximum of"}, []string{"or less",
		"or fewer", "or under", "or below"}, false, false, "at most"},
	{[]string{"more than", "over", "above", ">", "upwards of", "exceeding"}, nil, true, true, "more than"},
	{[]string{"less than", "fewer than", "under", "below", "<"}, nil, false, true, "less than"},
}

func readBound(words string) (Statement, bool, error) {
	for _, b := range bounds {
		rest := words
		cut := func(found string, ok bool) bool { rest = found; return ok }
		if !slices.ContainsFunc(b.before, func(w string) bool { return cut(strings.CutPrefix(words, w+" ")) }) &&
			!slices.ContainsFunc(b.after, func(w string) bool { return cut(strings.CutSuffix(words, " "+w)) }) {
			continue
		}
		e, text, ok := amount(rest)
		if _, number := wholeNumber(rest); number && !ok {
			words = strings.NewReplacer("> ", ">", "< ", "<", ">= ", ">=", "<= ", "<=").Replace(words)
			return Statement{}, false, fmt.Errorf("%q does not say of what: write %s%% or %s cases", words, words, words)
		}
		if !ok {
			return Statement{}, false, nil
		}
		e.strict = b.strict
		s := Statement{low: edge{den: 1}, high: e, reading: b.words + " " + text + ", taken exactly"}
		if b.above {
			s.low, s.high = e, edge{num: 1, den: 1}
		}
		return s, true, nil
	}
	return Statement{}, false, nil
}

// readAmount reads a fraction, as the nearest whole number of cases, or a number of cases.
func readAmount(words string) (Statement, bool, error) {
	e, text, ok := amount(strings.TrimPrefix(words, "exactly "))
	_, bare := wholeNumber(words)
	switch {
	case !ok || bare: // forty what?
		return Statement{}, false, nil
	case e.num == 0 || strings.HasPrefix(words, "exactly "):
		return Statement{low: e, high: e, reading: "exactly " + text}, true, nil
	}
	low, high := e, e
	low.halves, high.halves = -1, 1
	return Statement{low: low, high: high, reading: text + ", to the nearest whole case"}, true, nil
}

// amount reads a percentage, a fraction or a number of cases, and says it in figures.
func amount(words string) (e edge, text string, ok bool) {
	bare := ofCases.ReplaceAllString(words, "")
	if p, err := ParsePercentage(perCent.ReplaceAllString(bare, "")); err == nil && perCent.MatchString(bare) {
		return edge{num: p.units, den: p.hundred()}, p.String() + "% of the cases", true
	}
	if num, den, ok := fraction(bare); ok {
		return edge{num: num, den: den}, fmt.Sprintf("%d/%d of the cases", num, den), true
	}
	if k, ok := wholeNumber(bare); ok && (bare != words || !strings.ContainsAny(words, "0123456789")) {
		return edge{den: 1, halves: 2 * k}, strconv.FormatInt(k, 10) + " cases", true
	}
	return edge{}, "", false
}

// fraction reads two-thirds, a half, 3/4, one in five.
func fraction(words string) (num, den int64, ok bool) {
	if m := inWords.FindStringSubmatch(words); m != nil {
		num, okNum := wholeNumber(m[1])
		den, okDen := wholeNumber(m[2])
		return num, den, okNum && okDen && 0 < num && num <= den
	}
	first, last, two := strings.Cut(words, " ")
	if !two {
		first, last = "one", words
	}
	num, okNum := wholeNumber(first)
	den, okDen := parts[strings.TrimSuffix(last, "s")]
	return num, den, okNum && okDen && 0 < num && num <= den
}

// parts are the names of fractions' denominators.
var parts = map[string]int64{"half": 2, "halve": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
	"eighth": 8, "ninth": 9, "tenth": 10, "twelfth": 12, "twentieth": 20}

var units = strings.Fields("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen")

var tens = strings.Fields("twenty thirty forty fifty sixty seventy eighty ninety")

// wholeNumber reads a whole number in figures, up to a million, or in words, up to 99.
func wholeNumber(words string) (int64, bool) {
	if k, err := strconv.ParseUint(words, 10, 32); err == nil && k <= MaxDenominator {
		return int64(k), true
	}
	if words == "a" || words == "an" {
		return 1, true
	}
	if i := slices.Index(units, words); i >= 0 {
		return int64(i), true
	}
	first, last, two := strings.Cut(words, " ")
	ten, one := slices.Index(tens, first), slices.Index(units, last)
	if ten < 0 || two && (one < 1 || one > 9) {
		return 0, false
	}
	return int64(10*(ten+2) + max(one, 0)), true
}
