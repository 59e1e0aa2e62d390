package sample

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"

	"onecase/sample/sheet"
	"onecase/stats/phrase"
)

// checkNames reports what a design names and the frame does not have.
func (p *Plan) checkNames(groups []string) error {
	d := p.Design
	var all []error
	for _, g := range slices.Concat(slices.Sorted(maps.Keys(d.Sizes)), slices.Sorted(maps.Keys(d.Split))) {
		all = append(all, must(slices.Contains(groups, g), "there is no group %q: %s%s", g, groupNames(groups),
			sheet.DidYouMean(g, groups)))
	}
	variables := p.frame.variableNames()
	category := func(variable, name string) {
		k := slices.Index(variables, variable)
		if k < 0 {
			all = append(all, fmt.Errorf("%q is not a matching variable: those are %s%s",
				variable, cmp.Or(listed(variables), "none"), sheet.DidYouMean(variable, variables)))
			return
		}
		has := p.frame.Variables[k].Categories
		all = append(all, must(slices.Contains(has, name), "%s has no category %q: it has %s%s",
			variable, name, listed(has), sheet.DidYouMean(name, has)))
	}
	for _, a := range d.AtLeast {
		category(a.Variable, a.Category)
	}
	for _, c := range d.Collapse {
		category(c.Variable, c.Category)
	}
	for _, e := range d.Expected {
		category(e.Variable, e.Category)
	}
	for _, c := range d.Caps {
		all = append(all, must(slices.ContainsFunc(p.frame.Cases, func(k Case) bool { return c.holder(&k) != "" }),
			"a cap by %s: the list names none", c.By))
	}
	if len(d.Include) > 0 {
		ids := map[string]bool{}
		for i := range p.frame.Cases {
			ids[p.frame.Cases[i].ID] = true
		}
		for _, c := range d.Include {
			id := NormalizeID(c.ID)
			all = append(all, must(ids[id], "case %q is to be taken, and is not among the eligible cases", id))
		}
	}
	return errors.Join(all...)
}

// groupNames says which groups there are.
func groupNames(groups []string) string {
	if len(groups) == 1 {
		return fmt.Sprintf("the only group is %q", groups[0])
	}
	return "the groups are " + phrase.QuoteAll(groups)
}
