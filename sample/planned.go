package sample

import (
	"fmt"
	"slices"
	"strings"

	"onecase/stats"
)

// plannedCells is the most cells of a group for which a plan makes the table
// already, to say what it gives up. That takes about a tenth of a second; with
// more cells it is left to the draw, or to a design with constraints.
const plannedCells = 80

// fewCells tells whether the group has few enough cells for that.
func (p *Plan) fewCells(group string) bool {
	if p.Design.Method == Simple {
		return false
	}
	seen := map[string]bool{}
	for i := range p.frame.Cases {
		if c := &p.frame.Cases[i]; c.Group == group {
			seen[strings.Join(c.Values, "\x1f")] = true
			if len(seen) > plannedCells {
				return false
			}
		}
	}
	return true
}

// bound sets the fewest and the most cases of each category to what the design
// leaves: its constraints, and the variables that the table gives up.
func (ready *readyGroup) bound(gp *GroupPlan, d Design) error {
	if ready.round == nil {
		return nil
	}
	t, g := ready.core, ready.grid
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
				if x.variable == k && x.category == category {
					low, high = low-x.by, high+x.by
				}
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
	n := 0
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
