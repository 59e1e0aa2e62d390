package caselist

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"onecase/sample/sheet"
	"onecase/stats"
	"onecase/stats/phrase"
)

// A BandRule puts the numbers of a column in bands, such as ages.
type BandRule struct {
	Of    string // the header of a matching variable
	Bands []Band // in the order reports print them
}

// A Band is a run of whole numbers, both ends included. A number with a fraction
// counts by its whole part, as ages do.
type Band struct{ Low, High int }

// endless is the upper end of a band that has none.
const endless = math.MaxInt

// String is the band as its category is called: 10-13, 14 or 16+.
func (b Band) String() string {
	switch b.High {
	case endless:
		return fmt.Sprintf("%d+", b.Low)
	case b.Low:
		return strconv.Itoa(b.Low)
	}
	return fmt.Sprintf("%d-%d", b.Low, b.High)
}

// String is what [ParseBands] reads: 10-13,14-15,16+.
func (r BandRule) String() string { return strings.Join(phrase.Each(r.Bands, Band.String), ",") }

var bandText = regexp.MustCompile(`^([0-9]{1,9})(?: ?[-–] ?([0-9]{1,9})|(\+))?$`)

// ParseBands reads bands with commas between, each above the one before: 10-13,14-15,16+.
func ParseBands(text string) ([]Band, error) {
	var bands []Band
	for part := range strings.SplitSeq(text, ",") {
		m := bandText.FindStringSubmatch(strings.TrimSpace(part))
		if m == nil {
			return nil, fmt.Errorf("%q is no band; write them as 10-13,14-15,16+", strings.TrimSpace(part))
		}
		low, _ := strconv.Atoi(m[1]) // nine digits fit
		b := Band{low, low}
		switch {
		case m[3] != "":
			b.High = endless
		case m[2] != "":
			b.High, _ = strconv.Atoi(m[2])
		}
		if b.High < b.Low || len(bands) > 0 && b.Low <= bands[len(bands)-1].High {
			return nil, fmt.Errorf("the band %s has to lie above what is before it", part)
		}
		bands = append(bands, b)
	}
	return bands, nil
}

// quantity reads the text of a cell as a number that is not negative.
func quantity(text string) (float64, bool) {
	x, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
	return x, err == nil && x >= 0 && x < math.MaxInt32
}

// BandOf is the band that the number in a cell's text is in; ok is false where it is in none, or is no number.
func BandOf(bands []Band, text string) (band Band, ok bool) {
	x, ok := quantity(text)
	if !ok {
		return band, false
	}
	at := slices.IndexFunc(bands, func(b Band) bool { return b.Low <= int(x) && int(x) <= b.High })
	if at < 0 {
		return band, false
	}
	return bands[at], true
}

// band reads a text of a column that is put in bands.
func (v *variable) band(text string) *reading {
	if slices.Contains(unknownTexts, squash(text)) {
		return &reading{category: Unknown}
	}
	if b, ok := BandOf(v.bands, text); ok {
		return &reading{category: b.String()}
	}
	names := v.known()
	bad := faultf(stats.Advise("add it with %v", stats.Option{Name: "category", Value: v.name + ":" + text + "=" + toChoose}),
		"%s %s is in none of the bands %s, %s", v.label(), phrase.Quote(text), strings.Join(names, ", "), Unknown)
	bad.known = v.meant
	return &reading{fault: bad}
}

// manyNumbers is how many different numbers a column may hold and still be matched on
// one by one.
const manyNumbers = 12

// suggestBands is [SuggestBands] of a column.
func (c *cleaner) suggestBands(column int) []Band {
	return SuggestBands(phrase.Each(c.sheet.Rows, func(row sheet.Row) string { return row.Cell(column) }))
}

// SuggestBands gives bands for texts that are more than manyNumbers different numbers, with
// hardly any other text; nil for any others. Each has about a quarter of the texts.
func SuggestBands(texts []string) []Band {
	var numbers []int
	other := 0
	for _, text := range texts {
		if x, ok := quantity(text); ok {
			numbers = append(numbers, int(x))
		} else if !slices.Contains(unknownTexts, squash(text)) {
			if other++; 20*other > len(texts) {
				return nil
			}
		}
	}
	slices.Sort(numbers)
	different := slices.Compact(slices.Clone(numbers))
	if len(different) <= manyNumbers {
		return nil
	}
	starts := quarters(numbers)
	if len(starts) < 3 { // most rows have one number
		starts = quarters(different)
	}
	var bands []Band
	for i, low := range starts {
		if i+1 < len(starts) {
			bands = append(bands, Band{low, starts[i+1] - 1})
		} else {
			bands = append(bands, Band{low, endless})
		}
	}
	return bands
}

// quarters are the different numbers that the quarters of sorted numbers start with.
func quarters(sorted []int) []int {
	n := len(sorted)
	return slices.Compact([]int{sorted[0], sorted[n/4], sorted[n/2], sorted[3*n/4]})
}

// checkBands refuses bands of columns that are not matched on, and columns of many
// numbers that are matched on without bands.
func (c *cleaner) checkBands() {
	for _, r := range c.opts.Bands {
		if at := slices.IndexFunc(c.variables, func(v *variable) bool { return len(v.table.codes) > 0 && isOf(r.Of, v.name) }); at >= 0 {
			c.refuse(stats.Advise("take its %v out; what a text of it means is said with %v",
				stats.Option{Name: "bands"}, stats.Option{Name: "category"}),
				"there are bands for %s, whose texts are categories (%s) and no numbers", phrase.Quote(r.Of),
				strings.Join(c.variables[at].known(), ", "))
			continue
		}
		if !slices.ContainsFunc(c.variables, func(v *variable) bool { return v.bands != nil && isOf(r.Of, v.name) }) {
			c.refuse(stats.Advise("name it with %v too", stats.Option{Name: "match", Value: r.Of}),
				"there are bands for %s, which is no column of numbers that the sample is matched on%s",
				phrase.Quote(r.Of), sheet.DidYouMean(r.Of, c.matchedOn()))
		}
	}
	for _, v := range c.variables {
		if v.role != "" || v.bands != nil || len(v.rules) > 0 {
			continue
		}
		if role, _, _ := c.roleOrHeader(v.name); role != "" {
			continue // a team may have a number
		}
		if bands := c.suggestBands(v.column); bands != nil {
			c.refuse(stats.Advise("put it in bands, such as %v",
				stats.Option{Name: "bands", Value: v.name + "=" + BandRule{Bands: bands}.String()}),
				"%s holds more than %d different numbers, too many to match on one by one", phrase.Quote(v.name), manyNumbers)
		}
	}
}

// bandable gives bands for the columns of many numbers among those that nothing is
// taken from. Numbers in the thousands are references or years.
func (c *cleaner) bandable(unused []string) []BandRule {
	var rules []BandRule
	for i, header := range c.sheet.Header {
		if header != "" && slices.Contains(unused, header) {
			if bands := c.suggestBands(i); bands != nil && bands[len(bands)-1].Low < 1000 {
				rules = append(rules, BandRule{header, bands})
			}
		}
	}
	return rules
}
