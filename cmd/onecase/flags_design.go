package main

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"onecase/cmd/onecase/internal/show"
	"onecase/sample"
	"onecase/sample/caselist"
	"onecase/stats"
	"onecase/stats/phrase"
)

// designOptions say how a sample is designed.
type designOptions struct {
	sample.Design
	flags                                              flagSet // of these fields
	sizes, split, caps, atLeast, collapse, expected    []string
	confidence, margin, reserve, allocation, selection *verbFlag
}

func (o *designOptions) bind(f *flagSet) {
	o.Design = sample.DefaultDesign()
	d := &o.flags
	o.confidence = d.confidence(&o.Confidence).orRules()
	o.margin = d.margin(&o.Margin).orRules()
	oneOf(d, &o.Criterion, "criterion", "how sizes are found: `normal` (the published formula), estimate or interval (guaranteed)", stats.Normal, stats.Estimate, stats.IntervalWidth)
	d.texts(&o.sizes, "size", "`GROUP=N`: the sample of a group, in place of the one worked out")
	d.count(&o.Total, "total", "cases to read in all, `N`, shared out over the groups that --size leaves")
	d.texts(&o.split, "split", "`GROUP=SHARE,...`: how cases in all are shared out, such as court=60,ooc=40; without --total, as many as the whole list needs")
	o.reserve = d.rate(&o.Reserve, "reserve", "reserves as a `SHARE` of the sample").orRules()
	d.texts(&o.caps, "cap", "`HOLDER=N`: at most N cases of one manager or team, such as manager=6")
	d.texts(&o.atLeast, "at-least", "`VARIABLE:CATEGORY=N`: at least N cases of a category, such as disposal:custody=1")
	d.rate(&o.CensusFrom, "census-from", "take every case of a group when the sample is this `SHARE` of it or more (0: never)")
	o.selection = oneOfOr("matched", d, &o.Method, "method",
		"how cases are chosen: `matched` on every variable, simple (random) or stratified",
		sample.Matched, sample.Simple, sample.Stratified)
	o.allocation = oneOfOr("proportional", d, &o.Allocation, "allocation",
		"with stratified: `proportional`, equal, neyman, or predecessor (the 2020 case sampler's rule, for comparison)",
		sample.Proportional, sample.Equal, sample.Neyman, sample.Predecessor)
	d.count(&o.Least, "least", "with stratified: at least `N` cases from every stratum")
	d.texts(&o.collapse, "collapse", "with stratified: `VARIABLE:CATEGORY`, one stratum of all its cases; --category makes one category of several first")
	d.texts(&o.expected, "expected", "with neyman: `VARIABLE:CATEGORY=SHARE`, the share of yes expected there (else 50%)")
	*f = append(*f, o.flags...)
}

// design is the design that the flags say, with the rules' own figures where a flag
// is not given.
func (o *designOptions) design(c *call, list *show.List) (sample.Design, error) {
	d := o.Design
	if list.Rules != nil {
		o.useRules(list, &d)
	}
	if o.Total > 0 || len(o.split) > 0 {
		d.Whole, d.Total = true, o.Total
	}
	if o.allocation.IsSet() && !o.selection.IsSet() {
		d.Method = sample.Stratified
	}
	var err error
	if d.Sizes, err = o.readSizes(c, groupIDs(list)); err != nil {
		return d, err
	}
	if err := o.readSplit(c, list, &d); err != nil {
		return d, err
	}
	if err := cmp.Or(o.readConstraints(c, &d), o.readStrata(c, &d)); err != nil {
		return d, err
	}
	d.Include = each(list.Include, func(choice caselist.Choice) sample.Forced { return sample.Forced(choice) })
	if err := d.Check(); err != nil {
		return d, c.misuse("%v", err)
	}
	return d, nil
}

// useRules takes the design of the rules as far as the list and the flags allow.
func (o *designOptions) useRules(list *show.List, d *sample.Design) {
	own := list.Rules.Design()
	if !o.confidence.IsSet() {
		d.Confidence = own.Confidence
	}
	if !o.margin.IsSet() {
		d.Margin = own.Margin
	}
	if !o.reserve.IsSet() {
		d.Reserve = own.Reserve
	}
	if len(o.caps) == 0 {
		d.Caps = keptCaps(list, own.Caps)
	}
	// --group-by may have made other groups than those the rules split over.
	other := func(g sample.Group) bool { return own.Split[g.ID] == 0 }
	if len(own.Split) == len(list.Groups) && !slices.ContainsFunc(list.Groups, other) {
		d.Split = own.Split
	}
	if len(o.sizes) == 0 {
		d.Whole, d.Total = own.Whole, own.Total
	}
}

// keptCaps are the caps of the rules whose holders the list names.
func keptCaps(list *show.List, caps []sample.Cap) (kept []sample.Cap) {
	for _, limit := range caps {
		if slices.ContainsFunc(list.Recognised, func(r caselist.Recognised) bool { return string(r.Role) == limit.By }) {
			kept = append(kept, limit)
			continue
		}
		list.Warnings = append(list.Warnings,
			stats.Warning{Code: "cap-missing",
				Fix:     stats.Advise("name the column with %v", stats.Option{Name: "column", Value: limit.By + "=HEADER"}),
				Message: fmt.Sprintf("the rules cap the sample at %s of one %s; the list has no column for that, so the cap is not kept", phrase.Count(limit.Most, "case"), limit.By)})
	}
	return kept
}

func groupIDs(list *show.List) []string {
	return each(list.Groups, func(g sample.Group) string { return g.ID })
}

// readSizes reads --size for the groups of a sample.
func (o *designOptions) readSizes(c *call, groups []string) (map[string]int, error) {
	var sizes map[string]int
	for _, text := range listedGroups(o.sizes, groups) {
		group, n, err := c.numbered("size", text, "GROUP=N, such as court=44")
		if slices.Contains(groups, text) && !slices.Contains(groups, group) {
			group = text // its own name ends in a number
		}
		if err != nil {
			return nil, err
		}
		group = groupNamed(group, groups)
		if sizes == nil {
			sizes = map[string]int{}
		}
		if _, twice := sizes[group]; twice {
			return nil, c.wrong("size", "", "the group %s is given two sizes", group)
		}
		sizes[group] = n
	}
	return sizes, nil
}

// readSplit reads --split.
func (o *designOptions) readSplit(c *call, list *show.List, d *sample.Design) error {
	parts := listedGroups(o.split, groupIDs(list))
	if len(parts) == 0 {
		return nil
	}
	d.Split = map[string]float64{}
	for _, text := range parts {
		at := strings.LastIndex(text, "=")
		group, share, ok := text[:max(at, 0)], text[at+1:], at >= 0
		x, err := readDecimal(strings.TrimSuffix(strings.TrimSpace(share), "%"))
		if !ok || err != nil || !(x > 0) {
			return c.wrong("split", strconv.Quote(text), "write it as GROUP=SHARE, such as court=60,ooc=40, each above 0")
		}
		d.Split[groupNamed(strings.TrimSpace(group), groupIDs(list))] = x
	}
	return nil
}

// readConstraints reads --cap and --at-least.
func (o *designOptions) readConstraints(c *call, d *sample.Design) error {
	for _, text := range listed(o.caps) {
		by, n, err := c.numbered("cap", text, "manager=N or team=N")
		if err != nil {
			return err
		}
		d.Caps = append(d.Caps, sample.Cap{By: by, Most: n})
	}
	const form = "VARIABLE:CATEGORY=N, such as disposal:custody=1"
	for _, text := range o.atLeast {
		of, n, err := c.numbered("at-least", text, form)
		if err != nil {
			return err
		}
		variable, category, ok := categoryOf(of)
		if !ok {
			return c.wrong("at-least", strconv.Quote(text), "write it as %s", form)
		}
		d.AtLeast = append(d.AtLeast, sample.AtLeast{Variable: variable, Category: category, Count: n})
	}
	return nil
}

// readStrata reads --collapse and --expected.
func (o *designOptions) readStrata(c *call, d *sample.Design) error {
	for _, text := range o.collapse {
		variable, category, ok := categoryOf(text)
		if !ok {
			return c.wrong("collapse", strconv.Quote(text), "write it as VARIABLE:CATEGORY, such as gender:female")
		}
		d.Collapse = append(d.Collapse, sample.Collapse{Variable: variable, Category: category})
	}
	for _, text := range o.expected {
		at := strings.LastIndex(text, "=")
		variable, category, ok := categoryOf(text[:max(at, 0)])
		if !ok {
			return c.wrong("expected", strconv.Quote(text), "write it as VARIABLE:CATEGORY=SHARE, such as rosh:high=60%%")
		}
		p, err := parseShare(text[at+1:])
		if err != nil || p < 0 || p > 1 {
			return c.wrong("expected", strconv.Quote(text), "the share has to be between 0 and 100%%")
		}
		d.Expected = append(d.Expected, sample.Expected{Variable: variable, Category: category, Share: p})
	}
	return nil
}

// categoryOf reads VARIABLE:CATEGORY.
func categoryOf(text string) (variable, category string, ok bool) {
	variable, category, ok = strings.Cut(text, ":")
	return strings.TrimSpace(variable), strings.TrimSpace(category), ok
}

// listed splits the texts of a flag at commas.
func listed(texts []string) []string {
	var out []string
	for _, text := range texts {
		for part := range strings.SplitSeq(text, ",") {
			if part = strings.TrimSpace(part); part != "" {
				out = append(out, part)
			}
		}
	}
	return out
}

// listedGroups is listed for GROUP=VALUE, where the names of groups may have commas: a
// name that exists wins.
func listedGroups(texts, groups []string) []string {
	named := func(text string) bool {
		at := max(strings.LastIndex(text, "="), 0)
		return slices.Contains(groups, text) ||
			slices.Contains(groups, groupNamed(strings.TrimSpace(text[:at]), groups)) && !strings.Contains(text[at:], ",")
	}
	var out []string
	for _, text := range texts {
		parts := strings.Split(text, ",")
		for len(parts) > 0 {
			n := len(parts)
			for n > 1 && !named(strings.TrimSpace(strings.Join(parts[:n], ","))) {
				n--
			}
			if part := strings.TrimSpace(strings.Join(parts[:n], ",")); part != "" {
				out = append(out, part)
			}
			parts = parts[n:]
		}
	}
	return out
}

// groupNamed is the group that a text names, also without the signs that a shell takes
// apart; the text itself where there is none.
func groupNamed(text string, groups []string) string {
	typed := func(group string) bool { return show.Typeable(group) == text }
	if at := slices.IndexFunc(groups, typed); at >= 0 && !slices.Contains(groups, text) {
		return groups[at]
	}
	return text
}

// numbered reads NAME=N with N at least 1.
func (c *call) numbered(flag, text, form string) (string, int, error) {
	at := strings.LastIndex(text, "=")
	if at < 1 {
		return "", 0, c.wrong(flag, strconv.Quote(text), "write it as %s", form)
	}
	n, err := strconv.Atoi(strings.TrimSpace(text[at+1:]))
	if err != nil || n < 1 || n > maxCount {
		return "", 0, c.wrong(flag, strconv.Quote(text), "%q is not a whole number of at least 1", text[at+1:])
	}
	return strings.TrimSpace(text[:at]), n, nil
}
