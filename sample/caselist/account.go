package caselist

import (
	"maps"
	"slices"

	"onecase/stats"
	"onecase/stats/phrase"
)

// account lists what is not in the frame, and compares the list with the frame.
func (c *cleaner) account(r *Result) {
	r.Exclusions = []Exclusion{}
	counts := map[Reason]int{}
	exclude := func(e Exclusion) {
		r.Exclusions = append(r.Exclusions, e)
		counts[e.Reason]++
	}
	for _, a := range c.aside {
		exclude(Exclusion{Row: a.row, Reason: SetAside, Detail: a.why})
	}
	unread := map[int]bool{}
	for _, p := range c.sheet.Problems {
		if !unread[p.Row] {
			unread[p.Row] = true
			exclude(Exclusion{Row: p.Row, Reason: RowProblem, Detail: p.Message})
		}
	}
	for i := range c.rows {
		row := &c.rows[i]
		if row.reason == "" {
			continue
		}
		e := Exclusion{ID: row.id, Row: c.sheet.Rows[i].Number, Reason: row.reason, Detail: row.detail}
		if row.group >= 0 {
			e.Group = c.placer.groups[row.group].ID
		}
		exclude(e)
	}
	slices.SortStableFunc(r.Exclusions, func(a, b Exclusion) int { return a.Row - b.Row })
	r.Rows = len(c.rows) + len(unread) + len(c.aside)
	for _, reason := range Reasons() {
		if n := counts[reason]; n > 0 {
			r.Counts = append(r.Counts, ReasonCount{reason, n, float64(n) / float64(r.Rows)})
		}
	}
	if lost := counts[Barred] + counts[RowProblem]; len(r.Frame.Cases)+lost > 0 {
		r.Coverage = float64(len(r.Frame.Cases)) / float64(len(r.Frame.Cases)+lost)
	}
	c.compareShares(r)
	c.warnSimilar()
}

// compareShares counts every category of every variable in the list and in the
// frame, group by group.
func (c *cleaner) compareShares(r *Result) {
	type count struct{ before, after int }
	type alike struct {
		values int32
		group  int
	}
	rows := map[alike]count{}
	for i := range c.rows {
		r := &c.rows[i]
		if r.group < 0 || r.reason == RepeatedRow {
			continue
		}
		n := rows[alike{r.values, r.group}]
		n.before++
		if r.reason == "" {
			n.after++
		}
		rows[alike{r.values, r.group}] = n
	}
	counts := make([]map[string][]count, len(c.variables)) // by category and group
	totals := make([][]count, len(c.variables))
	for k := range c.variables {
		counts[k], totals[k] = map[string][]count{}, make([]count, len(c.placer.groups))
	}
	for of, n := range rows {
		for k, category := range c.values.list(of.values) {
			if category == "" {
				continue
			}
			here := counts[k][category]
			if here == nil {
				here = make([]count, len(c.placer.groups))
				counts[k][category] = here
			}
			for _, sum := range []*count{&here[of.group], &totals[k][of.group]} {
				sum.before += n.before
				sum.after += n.after
			}
		}
	}
	for g, group := range c.placer.groups {
		for k, v := range c.variables {
			for _, category := range v.ordered(maps.Keys(counts[k])) {
				n, all := counts[k][category][g], totals[k][g]
				if n.before == 0 {
					continue
				}
				s := ShareChange{Group: group.ID, Variable: v.name, Category: category, Before: n.before, After: n.after}
				s.BeforeShare = float64(n.before) / float64(all.before)
				s.AfterShare = float64(n.after) / float64(all.after) // NaN where it has none
				r.Shares = append(r.Shares, s)
			}
		}
	}
}

// warnSimilar points out categories of a plain column that differ only in
// letter case and punctuation and are most likely meant to be one.
func (c *cleaner) warnSimilar() {
	for _, v := range c.variables {
		if len(v.table.codes) > 0 && !v.open {
			continue
		}
		var names []string
		for _, r := range v.memo {
			if r.category != "" && !slices.Contains(names, r.category) && len(names) < 1000 {
				names = append(names, r.category)
			}
		}
		slices.Sort(names)
		same := map[string]string{}
		for _, name := range names {
			s := squash(name)
			if other, ok := same[s]; ok && s != "" {
				c.warnings.Add("similar-categories",
					stats.Advise("if they are one, add %v", stats.Option{Name: "category", Value: v.name + ":" + name + "=" + other}),
					"%s and %s are different categories of %s", phrase.Quote(other), phrase.Quote(name), v.name)
				continue
			}
			same[s] = name
		}
	}
}
