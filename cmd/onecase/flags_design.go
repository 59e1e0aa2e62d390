package main

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"onecase/sample"
	"onecase/sample/caselist"
	"onecase/stats"
)

// designFlags are the flags of every verb that plans a sample.
func designFlags() []cli.Flag {
	return []cli.Flag{
		confidenceFlag(), marginFlag(),
		choiceFlag("criterion", "how sizes are found: `normal` (the published formula), estimate or interval (guaranteed)", "normal", "estimate", "interval"),
		&cli.StringSliceFlag{Name: "size", Usage: "`GROUP=N`: the sample of a group, in place of the one worked out"},
		countFlag("total", "cases to read in all, `N`, shared out over the groups that --size leaves"),
		&cli.StringSliceFlag{Name: "split", Usage: "`GROUP=SHARE,...`: how cases in all are shared out, such as court=60,ooc=40; without --total, as many as the whole list needs"},
		rateFlag("reserve", "reserves as a `SHARE` of the sample", 0.20),
		&cli.StringSliceFlag{Name: "cap", Usage: "`HOLDER=N`: at most N cases of one manager or team, such as manager=6"},
		&cli.StringSliceFlag{Name: "at-least", Usage: "`VARIABLE:CATEGORY=N`: at least N cases of a category, such as disposal:custody=1"},
		rateFlag("census-from", "take every case of a group when the sample is this `SHARE` of it or more (0: never)", 0),
		choiceFlag("method", "how cases are chosen: `matched` on every variable, simple (random) or stratified", "matched", "simple", "stratified"),
		choiceFlag("allocation", "with stratified: `proportional`, equal, neyman, or predecessor (the 2020 case sampler's rule, for comparison)", "proportional", "equal", "neyman", "predecessor"),
		countFlag("least", "with stratified: at least `N` cases from every stratum"),
		&cli.StringSliceFlag{Name: "collapse", Usage: "with stratified: `VARIABLE:CATEGORY`, one stratum of all its cases; --category makes one category of several first"},
		&cli.StringSliceFlag{Name: "expected", Usage: "with neyman: `VARIABLE:CATEGORY=SHARE`, the share of yes expected there (else 50%)"},
	}
}

// design reads the design flags, with the rules' own figures where a flag is
// not given.
func (c *call) design(list *caseList) (sample.Design, error) {
	d := sample.DefaultDesign()
	if list.rules != nil {
		d = c.rulesDesign(list)
	}
	for flag, into := range map[string]*float64{"confidence": &d.Confidence, "margin": &d.Margin, "reserve": &d.Reserve} {
		if c.IsSet(flag) {
			*into = c.share(flag)
		}
	}
	if total := c.count("total"); total > 0 || len(c.StringSlice("split")) > 0 {
		d.Whole, d.Total = true, total
	}
	d.Criterion = stats.Criterion(c.choice("criterion"))
	d.CensusFrom = c.share("census-from")
	for _, read := range []func(*sample.Design) error{c.sizes, c.split, c.constraints, c.selection} {
		if err := read(&d); err != nil {
			return d, err
		}
	}
	for _, choice := range list.Include {
		d.Include = append(d.Include, sample.Forced{ID: choice.ID, Reason: choice.Reason})
	}
	if err := d.Check(); err != nil {
		return d, c.misuse("%v", err)
	}
	return d, nil
}

// rulesDesign is the design of the rules as far as it goes with the list and with
// the flags.
func (c *call) rulesDesign(list *caseList) sample.Design {
	d := list.rules.Design()
	caps := d.Caps
	d.Caps = nil
	if !c.IsSet("cap") {
		d.Caps = list.keptCaps(caps)
	}
	// --group-by may have made other groups than those the rules split over.
	other := func(g sample.Group) bool { return d.Split[g.ID] == 0 }
	if len(d.Split) != len(list.Groups) || slices.ContainsFunc(list.Groups, other) {
		d.Split = nil
	}
	if c.IsSet("size") {
		d.Whole, d.Total = false, 0
	}
	return d
}

// keptCaps are the caps of the rules that can be kept, as the list says who holds a
// case.
func (list *caseList) keptCaps(caps []sample.Cap) (kept []sample.Cap) {
	for _, limit := range caps {
		if slices.ContainsFunc(list.Recognised, func(r caselist.Recognised) bool { return string(r.Role) == limit.By }) {
			kept = append(kept, limit)
			continue
		}
		list.Warnings = append(list.Warnings, stats.Warning{Code: "cap-missing", Fix: stats.Advise("name the column with %v", stats.Option{Name: "column", Value: limit.By + "=HEADER"}),
			Message: fmt.Sprintf("the rules cap the sample at %s of one %s; the list has no column for that, so the cap is not kept", countOf(limit.Most, "case"), limit.By)})
	}
	return kept
}

// sizes reads --size.
func (c *call) sizes(d *sample.Design) error {
	for _, text := range listed(c.StringSlice("size")) {
		group, n, err := c.numbered("size", text, "GROUP=N, such as court=44")
		if err != nil {
			return err
		}
		if d.Sizes == nil {
			d.Sizes = map[string]int{}
		}
		if _, twice := d.Sizes[group]; twice {
			return c.misuse("--size: the group %s is given two sizes", group)
		}
		d.Sizes[group] = n
	}
	return nil
}

// split reads --split.
func (c *call) split(d *sample.Design) error {
	parts := listed(c.StringSlice("split"))
	if len(parts) == 0 {
		return nil
	}
	d.Split = map[string]float64{}
	for _, text := range parts {
		group, share, ok := strings.Cut(text, "=")
		x, err := strconv.ParseFloat(strings.TrimSuffix(strings.TrimSpace(share), "%"), 64)
		if !ok || err != nil || !(x > 0) || math.IsInf(x, 0) {
			return c.misuse("--split %q: write it as GROUP=SHARE, such as court=60,ooc=40, each above 0", text)
		}
		d.Split[strings.TrimSpace(group)] = x
	}
	return nil
}

// constraints reads --cap and --at-least.
func (c *call) constraints(d *sample.Design) error {
	for _, text := range listed(c.StringSlice("cap")) {
		by, n, err := c.numbered("cap", text, "manager=N or team=N")
		if err != nil {
			return err
		}
		d.Caps = append(d.Caps, sample.Cap{By: by, Most: n})
	}
	for _, text := range c.StringSlice("at-least") {
		category, n, err := c.numbered("at-least", text, "VARIABLE:CATEGORY=N, such as disposal:custody=1")
		if err != nil {
			return err
		}
		variable, name, ok := strings.Cut(category, ":")
		if !ok {
			return c.misuse("--at-least %q: write it as VARIABLE:CATEGORY=N, such as disposal:custody=1", text)
		}
		d.AtLeast = append(d.AtLeast, sample.AtLeast{Variable: strings.TrimSpace(variable), Category: strings.TrimSpace(name), Count: n})
	}
	return nil
}

// selection reads --method and what belongs to it.
func (c *call) selection(d *sample.Design) error {
	if m := c.choice("method"); m != "matched" {
		d.Method = sample.Method(m)
	}
	if a := c.choice("allocation"); a != "proportional" {
		d.Allocation = sample.Allocation(a)
	}
	if c.IsSet("allocation") && !c.IsSet("method") {
		d.Method = sample.Stratified
	}
	d.Least = c.count("least")
	for _, text := range c.StringSlice("collapse") {
		variable, category, ok := strings.Cut(text, ":")
		if !ok {
			return c.misuse("--collapse %q: write it as VARIABLE:CATEGORY, such as gender:female", text)
		}
		d.Collapse = append(d.Collapse, sample.Collapse{Variable: strings.TrimSpace(variable), Category: strings.TrimSpace(category)})
	}
	for _, text := range c.StringSlice("expected") {
		at := strings.LastIndex(text, "=")
		variable, category, ok := strings.Cut(text[:max(at, 0)], ":")
		if !ok {
			return c.misuse("--expected %q: write it as VARIABLE:CATEGORY=SHARE, such as rosh:high=60%%", text)
		}
		p, err := parseShare(text[at+1:])
		if err != nil || p < 0 || p > 1 {
			return c.misuse("--expected %q: the share has to be between 0 and 100%%", text)
		}
		d.Expected = append(d.Expected, sample.Expected{Variable: strings.TrimSpace(variable), Category: strings.TrimSpace(category), Share: p})
	}
	return nil
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

// numbered reads NAME=N with N at least 1.
func (c *call) numbered(flag, text, form string) (string, int, error) {
	at := strings.LastIndex(text, "=")
	if at < 1 {
		return "", 0, c.misuse("--%s %q: write it as %s", flag, text, form)
	}
	n, err := strconv.Atoi(strings.TrimSpace(text[at+1:]))
	if err != nil || n < 1 || n > maxCount {
		return "", 0, c.misuse("--%s %q: %q is not a whole number of at least 1", flag, text, text[at+1:])
	}
	return strings.TrimSpace(text[:at]), n, nil
}
