package sample

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"onecase/sample/sheet"
	"onecase/stats"
)

// A Design is how a sample is to be planned and drawn. The zero value of every
// field but the first four is the usual design; start from [DefaultDesign].
type Design struct {
	Confidence float64         `json:"confidence"` // two-sided, such as 0.80
	Margin     float64         `json:"margin"`     // of the estimate, either way: 0.05 is five points
	Criterion  stats.Criterion `json:"criterion"`  // how sizes are found
	Reserve    float64         `json:"reserve"`    // reserves as a share of the sample

	Sizes map[string]int     `json:"sizes,omitempty"` // the sample of a group, in place of the one planned
	Whole bool               `json:"whole,omitempty"` // one size for all groups' cases together, then split
	Total int                `json:"total,omitempty"` // with Whole: that size; 0 finds it
	Split map[string]float64 `json:"split,omitempty"` // each group's share of one size; none is by population

	Method     Method     `json:"method,omitempty"`
	Allocation Allocation `json:"allocation,omitempty"` // with Stratified
	Least      int        `json:"least,omitempty"`      // with Stratified: cases from every stratum
	Collapse   []Collapse `json:"collapse,omitempty"`   // with Stratified: strata to be one
	Expected   []Expected `json:"expected,omitempty"`   // with Neyman

	Caps       []Cap     `json:"caps,omitempty"`
	AtLeast    []AtLeast `json:"at_least,omitempty"`
	Include    []Forced  `json:"include,omitempty"`
	CensusFrom float64   `json:"census_from,omitempty"` // sampling fraction from which every case is taken; 0 is never
}

// DefaultDesign is 80% confidence, five points, the published formula and 20%
// reserves, matched on every variable of the frame.
func DefaultDesign() Design {
	return Design{Confidence: 0.80, Margin: 0.05, Criterion: stats.Normal, Reserve: 0.20}
}

// A Method is a way to select cases once the size is known.
type Method string

const (
	Matched    Method = ""           // matched on every variable at once
	Simple     Method = "simple"     // simple random, whatever the variables
	Stratified Method = "stratified" // a number fixed for each cross-class of the variables
)

// A Cap bounds how many cases of one holder are taken.
type Cap struct {
	By   string `json:"by"` // "manager" or "team"
	Most int    `json:"most"`
}

// holder is who holds a case for the cap.
func (c Cap) holder(k *Case) string {
	if c.By == "team" {
		return k.Team
	}
	return k.Manager
}

// AtLeast asks for a number of cases of one category, in every group that has any.
type AtLeast struct {
	Variable string `json:"variable"`
	Category string `json:"category"`
	Count    int    `json:"count"`
}

// A Forced case is taken whatever the seed, for a reason.
type Forced struct {
	ID     string `json:"id"`
	Reason string `json:"reason"`
}

// must is the error of a rule that does not hold.
func must(holds bool, format string, args ...any) error {
	if holds {
		return nil
	}
	return fmt.Errorf(format, args...)
}

// Check reports the first thing in a design that makes no sense by itself.
func (d Design) Check() error {
	share := func(what string, x float64) error {
		return must(x > 0 && x < 1, "%s %v is not between 0 and 1", what, x)
	}
	err := cmp.Or(
		errors.Join(share("the confidence", d.Confidence), share("the margin", d.Margin)),
		must(slices.Contains([]stats.Criterion{stats.Normal, stats.Estimate, stats.IntervalWidth}, d.Criterion),
			"the criterion %q is not one of normal, estimate and interval", d.Criterion),
		must(d.Reserve >= 0 && d.Reserve <= 10, "reserves of %v times the sample: it has to be from 0 to 10", d.Reserve),
		must(d.CensusFrom >= 0 && d.CensusFrom <= 1, "a census from a fraction of %v: it has to be from 0 to 1", d.CensusFrom),
	)
	for g, n := range d.Sizes {
		err = cmp.Or(err, must(n >= 1, "a sample of %d for %s: it has to be at least 1", n, g))
	}
	err = cmp.Or(err,
		must(d.Total >= 0, "%d cases in all: it has to be at least 1", d.Total),
		must(d.Whole || d.Total <= 0, "a total needs one size for all groups together"),
	)
	for g, s := range d.Split {
		err = cmp.Or(err, must(s > 0 && s <= 1e12, "a share of %v for %s: it has to be above 0 and at most 1e+12", s, g))
	}
	for _, e := range d.Expected {
		err = cmp.Or(err, must(e.Share >= 0 && e.Share <= 1, "a share of %v expected of %s:%s: it has to be from 0 to 1", e.Share, e.Variable, e.Category))
	}
	return cmp.Or(err, errors.Join(d.checkSelection(), d.checkConstraints()))
}

func (d Design) checkSelection() error {
	stratified := d.Allocation != Proportional || d.Least != 0 || len(d.Collapse) > 0
	return cmp.Or(
		must(slices.Contains([]Method{Matched, Simple, Stratified}, d.Method),
			"the method %q is not one of simple and stratified", d.Method),
		must(slices.Contains([]Allocation{Proportional, Equal, Neyman, Predecessor}, d.Allocation),
			"the allocation %q is not one of proportional, equal, neyman and predecessor", d.Allocation),
		must(d.Method == Stratified || !stratified,
			"an allocation, a least number per stratum and strata to be one belong to the stratified method"),
		must(d.Least >= 0, "at least %d cases from every stratum: it has to be 0 or more", d.Least),
	)
}

func (d Design) checkConstraints() error {
	constrained := len(d.Caps) > 0 || len(d.AtLeast) > 0
	err := must(d.Method == Matched || !constrained, "caps and least numbers of a category belong to the matched method")
	for i, c := range d.Caps {
		err = cmp.Or(err,
			must(c.By == "manager" || c.By == "team",
				"a cap by %q: it has to be by manager or by team%s", c.By, sheet.DidYouMean(c.By, []string{"manager", "team"})),
			must(c.Most >= 1, "a cap of %d by %s: it has to be at least 1", c.Most, c.By),
			must(!slices.ContainsFunc(d.Caps[:i], func(e Cap) bool { return e.By == c.By }), "two caps by %s", c.By),
		)
	}
	for _, a := range d.AtLeast {
		err = cmp.Or(err, must(a.Count >= 1, "at least %d of %s:%s: it has to be at least 1", a.Count, a.Variable, a.Category))
	}
	return err
}
