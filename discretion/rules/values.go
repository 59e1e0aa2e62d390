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
		if len(g.Disposals) == 0 && len(r.Groups) > 1 {
			cases = "those that a column of the list names so"
		}
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
	for _, g := range r.Groups {
		least, most := r.Target.Least[g.ID], r.Target.Most[g.ID]
		add(least != 0, "target.least."+g.ID, "at least %s", phrase.Count(least, "case"))
		add(most != 0, "target.most."+g.ID, "at most %s", phrase.Count(most, "case"))
	}
	add(r.Reserves != 0, "reserves", "%s of the sample", phrase.Percent(100*r.Reserves))
	for _, role := range slices.Sorted(maps.Keys(r.Caps)) {
		add(true, "caps."+role, "at most %s", phrase.Count(r.Caps[role], "case"))
	}
	add(len(r.Bands) > 0, "percent.measure", "%s", r.Percent.Measure)
	add(r.Percent.Rounding != "", "percent.rounding", "%s", r.Percent.Rounding)
	add(len(r.Bands) > 0, "percent.inclusive", "a figure on a boundary belongs to the band %s",
		phrase.Either(r.Percent.Inclusive, "above", "below"))
	for _, rt := range r.Ratings {
		add(true, "ratings."+rt.ID, "%s, scores %d", rt.Name, rt.Score)
	}
	for _, b := range r.Bands {
		add(true, "bands."+b.Rating, "%s", b.words(r.Percent))
	}
	for _, d := range r.Decide {
		add(true, fmt.Sprintf("decide.%d", d.Cases), "%s", d.words(r.Ratings))
	}
	for _, s := range r.Scales {
		for _, rt := range s.Ratings {
			add(true, "scales."+s.ID+"."+rt.ID, "%s, scores %d", rt.Name, rt.Score)
		}
	}
	for i, st := range r.Standards {
		add(true, "standards."+st.ID, "%s", st.words())
		r.ownValues(add, "standards."+st.ID, i, nil, st.Bands, st.Decide)
		for k, l := range st.Limits {
			add(true, fmt.Sprintf("standards.%s.limits.%d", st.ID, k+1), "%s", r.LimitWords(i, l))
		}
		for _, q := range st.Questions {
			r.ownValues(add, "standards."+q.ID, i, &q, q.Bands, q.Decide)
			add(q.Weight > 1, "standards."+q.ID+".weight", "counts %d times", q.Weight)
			add(len(q.Conditions) > 0, "standards."+q.ID+".applies", "where %s", q.AppliesWords())
			if len(q.Items) > 0 {
				add(true, "standards."+q.ID+".items", "%s", r.itemsWords(q))
			}
			if q.HasPoints() {
				add(true, "standards."+q.ID+".measure", "%s", r.measureWords(q))
			} else if levels, _ := r.LevelsOf(q); levels != nil {
				add(true, "standards."+q.ID+".at_least", "%s, of %s", q.AtLeast, strings.Join(levels, ", "))
			}
			add(q.Information, "standards."+q.ID+".information", "for information: rated by nobody")
		}
	}
	if sc := r.Scoring; sc != nil {
		plain := sc.Combine == "" || sc.Combine == Sum
		add(!plain, "scoring.combine", "%s", combineWords(sc.Combine, "of the standards that count"))
		add(sc.Scale != "", "scoring.scale", "%s", sc.Scale)
		for k, l := range sc.Limits {
			add(true, fmt.Sprintf("scoring.limits.%d", k+1), "%s", r.LimitWords(Overall, l))
		}
		add(plain || sc.Standards > 0, "scoring.standards", "%s %s", phrase.Count(sc.Standards, "standard"),
			phrase.Plural(sc.Standards, "counts", "count"))
		add(plain || sc.Maximum > 0, "scoring.maximum", "%d", sc.Maximum)
		add(sc.Own, "scoring.own", "the scores are these rules' own, and published nowhere")
		for _, b := range sc.Bands {
			add(true, "scoring.bands."+b.Rating, "%d to %d", b.From, b.To)
		}
	}
	for _, c := range r.Criteria {
		name := "discretion." + string(c.ID)
		add(c.Points != 0, name+".points", "%s", phrase.Points(c.Points))
		add(c.Mean != 0, name+".mean", "%v from a boundary of a mean of points", c.Mean)
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
	switch {
	case st.Judged:
		text = st.Name + ", judged directly"
	case len(st.Parts) > 0:
		text = st.Name + ": " + combineWords(st.Combine, "of "+strings.Join(st.Parts, ", "))
	case st.Combine == Mean:
		text += ": the mean of their percentages"
	}
	if st.Scale != "" {
		text += ", on the scale " + st.Scale
	}
	if st.Weight > 1 {
		text += fmt.Sprintf(", counts %d times", st.Weight)
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

// ownValues adds the bands, or the table, of a standard or question.
func (r *Set) ownValues(add func(present bool, name, format string, args ...any), name string, standard int,
	q *Question, bands []Band, decide []Decided) {
	rule := r.Percent
	unit := ""
	switch st := &r.Standards[standard]; {
	case q != nil && q.Measure == MeanPoints, q == nil && st.onlyMeans():
		rule = PercentRule{Measure: CountNo}
	case q != nil && q.Measure == PercentPoints:
		rule, unit = PercentRule{Measure: CountNo}, "%"
	case len(st.Parts) > 0:
		rule, unit = PercentRule{Measure: CountNo}, map[Combine]string{Percent: "%"}[st.Combine]
	}
	for _, b := range bands {
		text := b.words(rule)
		if rule != r.Percent {
			text = fmt.Sprintf("%v%s to %v%s", b.From, unit, b.To, unit)
		}
		add(true, name+".bands."+b.Rating, "%s", text)
	}
	for _, d := range decide {
		add(true, fmt.Sprintf("%s.decide.%d", name, d.Cases), "%s", d.words(r.RatingsOf(standard)))
	}
}

// words puts a row of a table in words.
func (d Decided) words(scale []Rating) string {
	var parts []string
	for i, yes := range d.Yes {
		if i+1 < len(scale) {
			parts = append(parts, fmt.Sprintf("%d yes for %s", yes, scale[i+1].Name))
		}
	}
	return fmt.Sprintf("of %s, %s", phrase.Count(d.Cases, "case"), strings.Join(parts, ", "))
}

// combineWords says how several ratings make one.
func combineWords(c Combine, of string) string {
	switch c {
	case Sum:
		return "the sum of the scores " + of
	case Mean:
		return "the mean score " + of
	case Percent:
		return "the scores " + of + ", in percent of the highest"
	}
	return "the lowest rating " + of
}
