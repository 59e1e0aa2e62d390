package rules

import (
	"fmt"
	"maps"
	"slices"

	"onecase/sample"
	"onecase/sample/caselist"
	"onecase/sample/sheet"
	"onecase/stats"
	"onecase/stats/phrase"
)

// DefaultID is the rule set that is tried on a list when none is named.
const DefaultID = "hmip-youth-2018"

// NoRules is the rule set id in the record of a draw under no rules.
const NoRules = "none"

// Design is [sample.DefaultDesign] with precision, size, split, reserves and caps as
// ruled.
func (r *Set) Design() sample.Design {
	d := sample.DefaultDesign()
	if r.Target.Confidence > 0 {
		d.Confidence = r.Target.Confidence
	}
	if r.Target.Margin > 0 {
		d.Margin = r.Target.Margin
	}
	if r.Reserves > 0 {
		d.Reserve = r.Reserves
	}
	for _, holder := range slices.Sorted(maps.Keys(r.Caps)) {
		d.Caps = append(d.Caps, sample.Cap{By: holder, Most: r.Caps[holder]})
	}
	d.Split = maps.Clone(r.Target.Split)
	d.Whole = r.Target.Reading == Whole || r.Target.Size > 0
	d.Total = r.Target.Size
	return d
}

// WarnSizes warns of groups whose sample, by id, has fewer cases than the rules ask for at
// least, unless it is all of its population, or more than they ask for at most. Groups
// without a sample, and populations of 0, are not known.
func (r *Set) WarnSizes(sampled, population map[string]int) (warnings stats.Warnings) {
	for _, g := range r.Groups {
		n, least, most := sampled[g.ID], r.Target.Least[g.ID], r.Target.Most[g.ID]
		all := population[g.ID] > 0 && n >= population[g.ID]
		fix := func(n int) stats.Remedy {
			return stats.Advise("in a plan or a draw %v asks for that", stats.Option{Name: "size", Value: fmt.Sprintf("%s=%d", g.ID, n)})
		}
		switch {
		case n <= 0:
		case n < least && !all:
			warnings.Add("outside-sizes", fix(least), "%s: %s, and %s asks for at least %d", stats.ID(g.ID),
				phrase.Count(n, "case"), r.Named(), least)
		case most > 0 && n > most:
			warnings.Add("outside-sizes", fix(most), "%s: %s, and %s asks for at most %d", stats.ID(g.ID),
				phrase.Count(n, "case"), r.Named(), most)
		}
	}
	return warnings
}

// WarnPlanned warns of planned samples as [Set.WarnSizes] does, and of those of another size than the one that the rules
// rate.
func (r *Set) WarnPlanned(sampled, population map[string]int) stats.Warnings {
	warnings := r.WarnSizes(sampled, population)
	for _, g := range r.Groups {
		n, fixed := sampled[g.ID], r.FixedSize(g.ID, population[g.ID])
		if n > 0 && fixed > 0 && n != fixed && len(r.Groups) == 1 {
			warnings.Add("outside-sizes", stats.Advise("%v asks for that", stats.Option{Name: "size", Value: fmt.Sprintf("%s=%d", g.ID, fixed)}),
				"%s: %s, and %s rates a sample of %d", stats.ID(g.ID), phrase.Count(n, "case"), r.Named(), fixed)
		}
	}
	return warnings
}

// FixedSize is how many cases of a group, by its id, rules of fixed size ask for, at most its
// population; 0 under other rules. A population of 0 is not known.
func (r *Set) FixedSize(group string, population int) int {
	size := r.Target.Size
	if len(r.Groups) > 1 {
		size = int(float64(size) * r.Target.Split[group])
	}
	if population > 0 {
		return min(size, population)
	}
	return size
}

// Cleaning adds the rules' groups and matching variables to the options of a list.
func (r *Set) Cleaning(own caselist.CleanOptions) caselist.CleanOptions {
	own.Groups, own.MatchFound = r.Groups, r.Match
	return own
}

// ForList gives the rules with [DefaultID] if any row of a list fits one of their
// groups, else nil, and says why. So a misspelt disposal does not turn the rules off. A list with
// disposals that only adults get, and none that only children get, is of other work.
func ForList(list *sheet.Sheet, own caselist.CleanOptions) (set *Set, why string, err error) {
	if set, err = Load(DefaultID); err != nil {
		return nil, "", err
	}
	fit := caselist.FitGroups(list, set.Cleaning(own))
	check := phrase.Either(fit.By == "disposal" && fit.Children == 0, " Adults can have every one of its disposals too: if the list is of adults, choose no rules.", "")
	switch {
	case fit.Adults > 0 && fit.Children == 0:
		return nil, fmt.Sprintf("Rules: none, and one group of all cases. The list is not taken for one under the rules tried first, %s: %s that only adults get, and none has one that only children get.",
			set.Named(), phrase.Count(fit.Adults, "row")+phrase.Plural(fit.Adults, " has a disposal", " have disposals")), nil
	case fit.All():
		return set, fmt.Sprintf("Rules: %s. Every one of the %d rows fits one of their groups, by %s.%s", set.Named(), fit.Rows, fit.By, check), nil
	case fit.Placed > 0:
		return set, fmt.Sprintf("Rules: %s. %d of the %d rows fit one of their groups, by %s.%s", set.Named(), fit.Placed,
			fit.Rows, fit.By, check), nil
	default:
		why := phrase.Either(fit.By == "", "no column for the group or the disposal was found", fit.Why)
		return nil, fmt.Sprintf("Rules: none, and one group of all cases. The rules tried first, %s, do not fit the list (%s).", set.Named(), why), nil
	}
}
