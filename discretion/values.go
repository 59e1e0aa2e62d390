package discretion

import (
	"maps"
	"slices"
)

// Values names every value of the rule set that a source can be given for, in
// the order of the file.
func (r *RuleSet) Values() []string {
	var vs []string
	add := func(name string, present bool) {
		if present {
			vs = append(vs, name)
		}
	}
	for _, g := range r.Groups {
		add("groups."+g.ID+".disposals", true)
		add("groups."+g.ID+".window", g.Window != nil)
	}
	add("match", len(r.Match) > 0)
	add("target.confidence", r.Target.Confidence != 0)
	add("target.margin", r.Target.Margin != 0)
	add("target.reading", r.Target.Reading != "")
	add("target.split", len(r.Target.Split) > 0)
	add("target.size", r.Target.Size != 0)
	add("reserves", r.Reserves != 0)
	for _, role := range slices.Sorted(maps.Keys(r.Caps)) {
		add("caps."+role, true)
	}
	add("percent.measure", len(r.Bands) > 0)
	add("percent.rounding", r.Percent.Rounding != "")
	add("percent.inclusive", len(r.Bands) > 0)
	for _, rt := range r.Ratings {
		add("ratings."+rt.ID, true)
	}
	for _, b := range r.Bands {
		add("bands."+b.Rating, true)
	}
	for _, st := range r.Standards {
		add("standards."+st.ID, true)
	}
	if r.Scoring != nil {
		add("scoring.standards", true)
		add("scoring.maximum", true)
		for _, b := range r.Scoring.Bands {
			add("scoring.bands."+b.Rating, true)
		}
	}
	for _, c := range r.Criteria {
		add("discretion."+string(c.ID)+".points", c.Points != 0)
		add("discretion."+string(c.ID)+".cases", c.Cases != 0)
		add("discretion."+string(c.ID)+".inclusive", true)
		add("discretion."+string(c.ID)+".percent", c.Percent != "")
		add("discretion."+string(c.ID)+".change", c.Change != "")
	}
	return vs
}

// Unsourced names the values that no source is given for.
func (r *RuleSet) Unsourced() []string {
	return slices.DeleteFunc(r.Values(), func(v string) bool {
		_, ok := r.SourceOf(v)
		return ok
	})
}
