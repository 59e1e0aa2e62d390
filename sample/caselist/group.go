package caselist

import (
	"fmt"
	"slices"
	"strings"

	"onecase/sample"
	"onecase/sample/sheet"
	"onecase/stats"
	"onecase/stats/phrase"
)

// A placer puts cases in groups: by a column that names the group, by the
// disposal, or both, where they have to agree.
type placer struct {
	groups   []sample.Group
	column   int       // of the names of groups; -1 for none
	header   string    // of that column
	of       string    // what category rules call it
	values   bool      // every value of the column is a group of its own
	disposal *variable // nil for none
	rules    map[string]*rule
	memo     map[string]int // text of the column to group; -1 for none
	meant    *sheet.Categories
}

// newPlacer decides how cases are put in groups.
func (c *cleaner) newPlacer() *placer {
	p := &placer{groups: c.opts.Groups, column: -1, rules: map[string]*rule{}, memo: map[string]int{}}
	if len(p.groups) == 0 && c.opts.GroupBy == "" {
		p.groups = []sample.Group{{ID: "all", Name: "All cases"}}
		if i, ok := c.columns.has(Group); ok {
			c.warnings.Add("group-unused",
				stats.Advise("to sample each of its groups apart, add %v or name the %v",
					stats.Option{Name: "group-by", Value: "group"}, stats.Option{Name: "rules"}),
				"the column %s was not used: all cases are one group", phrase.Quote(c.sheet.Header[i]))
		}
		return p
	}
	if c.opts.GroupBy != "" {
		p.groupBy(c)
		return p
	}
	if p.single() {
		return p
	}
	if i, ok := c.columns.has(Disposal); ok && p.byDisposal() {
		p.disposal = c.newVariable(string(Disposal), Disposal, i)
	}
	if i, ok := c.columns.has(Group); ok {
		p.useColumn(c, Group, i)
		if p.disposal != nil && !slices.ContainsFunc(c.sheet.Rows, func(r sheet.Row) bool { return p.named(r.Cell(i)) >= 0 }) {
			c.warnings.Add("group-unused", "",
				"no value of the column %s is one of the groups %s, so the disposal puts the cases in groups",
				phrase.Quote(c.sheet.Header[i]), p.ids())
			p.column = -1
		}
	}
	if p.column < 0 && !p.byDisposal() {
		c.refuse(stats.Advise("say which it is with %v, or make one group of all with %v",
			stats.Option{Name: "column", Value: "group=HEADER"}, stats.Option{Name: "rules", Value: "none"}),
			"no column for the group (%s) was found", p.ids())
	} else if p.column < 0 && p.disposal == nil {
		c.refuse(stats.Advise("say which it is with %v or %v, or make one group of all with %v",
			stats.Option{Name: "column", Value: "disposal=HEADER"}, stats.Option{Name: "column", Value: "group=HEADER"},
			stats.Option{Name: "rules", Value: "none"}),
			"no column for the group (%s) or the disposal was found", p.ids())
	}
	return p
}

// groupBy puts cases in groups by the column that the options name.
func (p *placer) groupBy(c *cleaner) {
	role, column, problem := c.roleOrHeader(c.opts.GroupBy)
	switch {
	case problem != nil:
		c.list = append(c.list, *problem)
	case role.row().private:
		c.refuse(stats.Advise("choose another column with %v", stats.Option{Name: "group-by"}),
			"groups are not made of names or dates of birth: %s is one", phrase.Quote(c.opts.GroupBy))
	case len(p.groups) == 0:
		p.useColumn(c, role, column)
		p.useValues(c)
	case role == Disposal && p.byDisposal():
		p.disposal = c.newVariable(string(Disposal), Disposal, column)
	default:
		p.useColumn(c, role, column)
	}
}

// useColumn lets the texts of a column name the groups.
func (p *placer) useColumn(c *cleaner, role Role, column int) {
	p.column, p.header, p.of = column, c.sheet.Header[column], c.sheet.Header[column]
	if role == Group {
		p.of = string(Group)
	}
	for _, r := range c.rules {
		if isOf(r.Of, p.of) || isOf(r.Of, p.header) {
			p.rules[fold(r.Text)] = r
		}
	}
}

// maxGroups is how many values a column of groups may have.
const maxGroups = 200

// useValues makes a group of every value of the column, in the values' order.
func (p *placer) useValues(c *cleaner) {
	p.values = true
	seen := map[string]bool{}
	for _, row := range c.sheet.Rows {
		text := row.Cell(p.column)
		if r, ok := p.rules[fold(text)]; ok {
			text = r.Category
		}
		name := plainCategory(text)
		if badText("", text).message != "" || seen[name] {
			continue
		}
		if len(seen) == maxGroups {
			c.refuse(stats.Advise("choose another column with %v", stats.Option{Name: "group-by"}),
				"the column %s has more than %d different values, too many for groups", phrase.Quote(p.header), maxGroups)
			p.column, p.groups = -1, nil
			return
		}
		seen[name] = true
		p.groups = append(p.groups, sample.Group{ID: name, Name: name})
	}
	slices.SortFunc(p.groups, func(a, b sample.Group) int { return strings.Compare(a.ID, b.ID) })
}

// single says whether one group takes every case.
func (p *placer) single() bool { return len(p.groups) == 1 && len(p.groups[0].Disposals) == 0 }

// byDisposal says whether disposals tell the groups apart.
func (p *placer) byDisposal() bool {
	return slices.ContainsFunc(p.groups, func(g sample.Group) bool { return len(g.Disposals) > 0 })
}

func (p *placer) ids() string { return strings.Join(p.categories().Names, ", ") }

// categories are the groups, as categories that the column's texts could mean.
func (p *placer) categories() *sheet.Categories {
	if p.meant == nil {
		p.meant = &sheet.Categories{Of: p.of, Names: phrase.Each(p.groups, func(g sample.Group) string { return g.ID })}
	}
	return p.meant
}

// by says in words what puts cases in groups.
func (p *placer) by() string {
	switch {
	case p.column >= 0 && p.disposal != nil:
		return fmt.Sprintf("column %q, and disposal", p.header)
	case p.column >= 0:
		return fmt.Sprintf("column %q", p.header)
	case p.disposal != nil:
		return "disposal"
	}
	return "nothing: all cases are one group"
}

// named is the group that a text of the column names, -1 for none.
func (p *placer) named(text string) int {
	if g, ok := p.memo[text]; ok {
		return g
	}
	g := p.lookUp(text)
	p.memo[text] = g
	return g
}

func (p *placer) lookUp(text string) int {
	if r, ok := p.rules[fold(text)]; ok {
		r.used = true
		text = r.Category
	}
	if p.values {
		name := plainCategory(text)
		return slices.IndexFunc(p.groups, func(g sample.Group) bool { return g.ID == name })
	}
	s := squash(text)
	return slices.IndexFunc(p.groups, func(g sample.Group) bool {
		name := squash(g.Name)
		return s != "" && (s == squash(g.ID) || s == name || s == strings.TrimSuffix(name, "disposals") ||
			s == strings.TrimSuffix(name, "cases"))
	})
}

// ofDisposal is the group that a category of disposal belongs to, -1 for none.
func (p *placer) ofDisposal(category string) int {
	for i, g := range p.groups {
		if slices.Contains(g.Disposals, category) {
			return i
		}
	}
	return slices.IndexFunc(p.groups, func(g sample.Group) bool { return len(g.Disposals) == 0 })
}

// A placement is the group of a row, or why it has none.
type placement struct {
	group  int // -1 for none
	column int // that decided, or that is at fault
	fault
}

// place finds a row's group.
func (p *placer) place(row sheet.Row) placement {
	none := func(column int, fix stats.Remedy, format string, args ...any) placement {
		return placement{-1, column, faultf(fix, format, args...)}
	}
	group, column := -1, p.column
	if p.column >= 0 {
		text := row.Cell(p.column)
		if bad := badText("group", text); bad.message != "" {
			return placement{-1, p.column, bad}
		}
		if group = p.named(text); group < 0 && !slices.Contains(unknownTexts, squash(text)) {
			unknown := none(p.column, stats.Advise("add it with %v",
				stats.Option{Name: "category", Value: p.of + ":" + text + "=" + toChoose}),
				"group %s is not one of %s", phrase.Quote(text), p.ids())
			unknown.known = p.categories()
			return unknown
		}
		if p.disposal == nil && group < 0 {
			return none(p.column, "fill it in", "the group is blank, and nothing else says which it is: %s", p.ids())
		}
	} else if p.disposal == nil && p.single() {
		group = 0
	}
	if p.disposal == nil {
		return placement{group: group, column: column}
	}
	read := p.disposal.read(row.Cell(p.disposal.column))
	of := -1
	switch {
	case read.message != "":
		return placement{group, p.disposal.column, read.fault}
	case read.category != Unknown:
		of = p.ofDisposal(read.category)
	}
	switch {
	case of >= 0 && group >= 0 && of != group:
		return none(p.column, stats.Advise("mend the one that is wrong, or choose one with %v", stats.Option{Name: "group-by"}),
			"group %s does not go with disposal %s, which belongs to %s", p.groups[group].ID, read.category, p.groups[of].ID)
	case group >= 0:
		return placement{group: group, column: p.column}
	case of >= 0:
		return placement{group: of, column: p.disposal.column}
	case read.category == Unknown:
		return none(p.disposal.column, "fill it in", "the disposal is not recorded, so the case cannot be put in a group: %s", p.ids())
	}
	return none(p.disposal.column, stats.Advise("name the %v that have it, or leave the case out with %v",
		stats.Option{Name: "rules"}, stats.Option{Name: "exclude"}),
		"disposal %s belongs to none of the groups %s", read.category, p.ids())
}

// A Fit says how many rows of a list can be put in a rule set's groups.
type Fit struct {
	Rows   int
	Placed int
	By     string // in words, what would put them there
	Why    string // why a row has no group: that of the first; "" when every row has one
	// Of the rows whose disposal alone may place them, those with one that only adults, or only children, get.
	Adults, Children int
}

// All says whether there are rows and every one has a group.
func (f Fit) All() bool { return f.Rows > 0 && f.Placed == f.Rows }

// FitGroups says whether the rows of a list fit the groups in opts, before
// anything is decided. A list fits the rules of an inspection when it has a
// column that names the groups, or disposals that belong to them.
func FitGroups(list *sheet.Sheet, opts CleanOptions) Fit {
	c := newCleaner(list, opts)
	p := c.newPlacer()
	fit := Fit{Rows: len(c.sheet.Rows), By: p.by()}
	if p.column < 0 && p.disposal == nil && !p.single() {
		fit.By = ""
		fit.Why = c.list[0].Message // there is one: without a column newPlacer complains
		return fit
	}
	for _, row := range c.sheet.Rows {
		placed := p.place(row)
		if p.disposal != nil && p.column < 0 {
			text := squash(row.Cell(p.disposal.column))
			if slices.Contains(adults, text) {
				fit.Adults++
			} else if slices.Contains(children, text) {
				fit.Children++
			}
		}
		if placed.group >= 0 {
			fit.Placed++
		} else if fit.Why == "" {
			fit.Why = fmt.Sprintf("row %d: %s", row.Number, placed.message)
		}
	}
	return fit
}
