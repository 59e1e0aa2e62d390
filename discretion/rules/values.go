package rules

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"onecase/stats/phrase"
)

// A Value is one thing that a rule set says, by the name that sources use.
type Value struct {
	Name string // "bands.good", "target.margin"
	Text string // for people
}

// Values lists what the rule set says, in the order of the file.
func (r *Set) Values() []Value {
	var vs []Value
	add := func(present bool, name, format string, args ...any) {
		if present {
			vs = append(vs, Value{name, fmt.Sprintf(format, args...)})
		}
	}
	for _, g := range r.Groups {
		cases := phrase.Either(len(g.Disposals) > 0, strings.Join(g.Disposals, ", "), "every case")
		add(true, "groups."+g.ID+".disposals", "%s: %s", g.Name, cases)
		if w := g.Window; w != nil {
			add(true, "groups."+g.ID+".window", "started %d to %d months before", w.MinMonths, w.MaxMonths)
		}
	}
	add(len(r.Match) > 0, "match", "%s", strings.Join(r.Match, ", "))
	add(r.Target.Confidence != 0, "target.confidence", "%s", phrase.Percent(100*r.Target.Confidence))
	add(r.Target.Margin != 0, "target.margin", "%s", phrase.Points(100*r.Target.Margin))
	add(r.Target.Reading != "", "target.reading", "%s", r.Target.Reading)
	var split []string
	for _, g := range r.Groups {
		if share, ok := r.Target.Split[g.ID]; ok {
			split = append(split, g.ID+" "+phrase.Percent(100*share))
		}
	}
	add(len(split) > 0, "target.split", "%s", strings.Join(split, ", "))
	add(r.Target.Size != 0, "target.size", "%s", phrase.Count(r.Target.Size, "case"))
	add(r.Reserves != 0, "reserves", "%s of the sample", phrase.Percent(100*r.Reserves))
	for _, role := range slices.Sorted(maps.Keys(r.Caps)) {
		add(true, "caps."+role, "at most %s", phrase.Count(r.Caps[role], "case"))
	}
	add(len(r.Bands) > 0, "percent.measure", "%s", r.Percent.Measure)
	add(r.Percent.Rounding != "", "percent.rounding", "%s", r.Percent.Rounding)
	add(len(r.Bands) > 0, "percent.inclusive", "a figure on a boundary belongs to the band %s", phrase.Either(r.Percent.Inclusive, "above", "below"))
	for _, rt := range r.Ratings {
		add(true, "ratings."+rt.ID, "%s, scores %d", rt.Name, rt.Score)
	}
	for _, b := range r.Bands {
		add(true, "bands."+b.Rating, "%s", b.words(r.Percent))
	}
	for _, st := range r.Standards {
		add(true, "standards."+st.ID, "%s", st.words())
	}
	if sc := r.Scoring; sc != nil {
		add(true, "scoring.standards", "%d standards count", sc.Standards)
		add(true, "scoring.maximum", "%d", sc.Maximum)
		for _, b := range sc.Bands {
			add(true, "scoring.bands."+b.Rating, "%d to %d", b.From, b.To)
		}
	}
	for _, c := range r.Criteria {
		name := "discretion." + string(c.ID)
		add(c.Points != 0, name+".points", "%s", phrase.Points(c.Points))
		add(c.Cases != 0, name+".cases", "%s", phrase.Count(c.Cases, "case"))
		add(true, name+".inclusive", "%v", c.Inclusive)
		add(c.Percent != "", name+".percent", "%s percentage", c.Percent)
		add(c.Change != "", name+".change", "one %s", c.Change)
	}
	return vs
}

// words puts a band in words.
func (b Band) words(p PercentRule) string {
	unit := phrase.Either(p.Measure == CountNo, " no answers", "%")
	text := fmt.Sprintf("%v to %v%s", b.From, b.To, unit)
	if b.Label != "" {
		text += ", " + b.Label
	}
	return text
}

// words puts a standard in words.
func (st Standard) words() string {
	text := st.Name + ", " + phrase.Count(len(st.Questions), "question")
	if st.Judged {
		text = st.Name + ", judged directly"
	}
	if !st.Counted {
		text += ", not counted"
	}
	if st.NotRated == NoCases {
		text += ", not rated without cases"
	}
	return text
}

// valueNames names the values of the rule set.
func (r *Set) valueNames() []string {
	return phrase.Each(r.Values(), func(v Value) string { return v.Name })
}

// Unsourced names the values that no source is given for.
func (r *Set) Unsourced() []string {
	return slices.DeleteFunc(r.valueNames(), func(v string) bool {
		_, ok := r.SourceOf(v)
		return ok
	})
}
