package sample

import (
	"fmt"
	"slices"

	"onecase/stats"
)

// A RangeKind says what the fewest and the most cases of a category stand for.
type RangeKind string

const (
	InEveryDraw RangeKind = "every-draw" // no draw goes beyond them
	Aimed       RangeKind = "aimed"      // a single walk is to keep them; the draw says where it does not
	Likely      RangeKind = "likely"     // nothing is matched: draws are within them with a chance of LikelyShare or more, category by category
)

// LikelyShare is the least chance that a simple random draw has as many cases of
// a category as a plan says are likely.
const LikelyShare = 0.95

// settle works out what the design leaves of the fewest and the most cases of each
// category.
func (p *Plan) settle(gp *GroupPlan) error {
	d := p.Design
	gp.Range = InEveryDraw
	switch {
	case gp.Population == 0:
		return nil
	case d.Method == Simple && len(d.Include) == 0:
		return p.likely(gp)
	}
	ready, err := p.prepare(*gp)
	switch {
	case err != nil:
		return err
	case d.Method == Simple:
		return p.likely(gp)
	case d.Method == Stratified:
		return ready.boundStrata(gp, d)
	}
	return ready.bound(gp, d)
}

// giveUp is what the plan says of categories that draws will not keep, or may
// not.
func (ready *readyGroup) giveUp(group string) []stats.Warning {
	r := ready.round
	if r.biased {
		why := "no table of plans was found for them"
		if len(r.part) > ready.core.tableCells() {
			why = fmt.Sprintf("a table of plans is made for up to %d", maxTableCells)
		}
		return []stats.Warning{{Code: "keeping-unknown",
			Message: fmt.Sprintf("%s: for %d combinations of what is matched the share of the sample is no whole number, and %s, so the draw makes one plan step by step; fewest and most are what it aims at, and the draw will say whether it kept them", group, len(r.part), why),
			Fix:     "match on fewer variables to know it now"}}
	}
	round := &Round{Method: ByTable}
	round.miss(ready.grid.name(r.missed), r.walks)
	return round.warnGivenUp(group)
}

// likely sets the fewest and most cases of each category for simple random
// selection: the middle of the hypergeometric law, with no more than half of what
// LikelyShare leaves beyond either end.
func (p *Plan) likely(gp *GroupPlan) error {
	forced := map[string]bool{}
	for _, f := range p.Design.Include {
		forced[NormalizeID(f.ID)] = true
	}
	kept := map[[2]string]int{}
	all := 0
	for i := range p.frame.Cases {
		if c := &p.frame.Cases[i]; c.Group == gp.Group && forced[c.ID] {
			all++
			for k, v := range p.frame.Variables {
				kept[[2]string{v.Name, c.Values[k]}]++
			}
		}
	}
	gp.Range = Likely
	for i := range gp.Match {
		m := &gp.Match[i]
		here := kept[[2]string{m.Variable, m.Category}]
		law := stats.Hypergeometric{N: gp.Population - all, K: m.Population - here, Draws: max(gp.Sample-all, 0)}
		m.Fewest = here + int(law.Quantile((1-LikelyShare)/2))
		m.Most = here + int(law.Quantile((1+LikelyShare)/2))
		var err error
		if m.Margin, err = p.Design.groupMargin(m.Fewest, m.Population); err != nil {
			return err
		}
	}
	return nil
}

// bound sets the fewest and the most cases of each category to what the design
// leaves: its constraints, and the variables that the table gives up.
func (ready *readyGroup) bound(gp *GroupPlan, d Design) error {
	t, g := ready.core, ready.grid
	var plans []history
	if gp.Range = Aimed; !ready.round.biased {
		gp.Range, plans = InEveryDraw, ready.histories()
	}
	for i := range gp.Match {
		m := &gp.Match[i]
		for k, v := range g.variables {
			category := slices.Index(v.categories, m.Category)
			if v.name != m.Variable || category < 0 {
				continue
			}
			var members []int
			kept := 0
			for c, cell := range g.cells {
				if cell.values[k] == category {
					members = append(members, c)
					kept += t.kept[c]
				}
			}
			low, high := t.rowBounds(members, t.expected())
			for _, x := range ready.round.missed {
				if x.Class == classVariable+k && x.Category == category {
					low, high = low-x.By, high+x.By
				}
			}
			if plans != nil {
				m.Effect = effect(plans, func(c int) bool { return g.cells[c].values[k] == category }, m.Population, gp.Sample, gp.Population)
			}
			m.Fewest, m.Most = max(low, 0)+kept, min(high+kept, m.Population)
		}
		for _, a := range d.AtLeast {
			if a.Variable == m.Variable && a.Category == m.Category {
				m.Fewest = max(m.Fewest, a.Count)
			}
		}
		var err error
		if m.Margin, err = d.groupMargin(m.Fewest, m.Population); err != nil {
			return err
		}
	}
	return nil
}

// never counts the cases that no seed selects.
func (ready *readyGroup) never() int {
	n := ready.shut
	for c, chance := range ready.core.chance {
		if chance == 0 {
			n += ready.core.room[c]
		}
	}
	return n
}

func noChance(group string, never, population int) stats.Warning {
	return stats.Warning{Code: "no-chance",
		Message: fmt.Sprintf("%s: %d of %s can never be selected under this design", group, never, caseCount(population)),
		Fix:     "loosen the constraint or the allocation that shuts them out"}
}
