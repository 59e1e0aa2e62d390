package sample

import (
	"fmt"
	"strings"

	"onecase/stats"
)

// A missed is a category that a round's plans do not all keep within its share
// rounded down and up.
type missed struct {
	variable, category int // their numbers in the grid
	by                 int // the most cases that a plan is beyond those bounds
}

// missedBy lists the categories that some of the plans take beyond their bounds,
// in the order of the variables. Plans are the open cells rounded up, by number
// among the open cells. It decides on integers alone.
func (r *rounding) missedBy(plans ...[]int) []missed {
	var out []missed
	up := make([]int, len(r.part))
	most := make([]int, len(r.rows))
	for _, plan := range plans {
		clear(up)
		for _, f := range plan {
			up[f] = 1
		}
		for i, w := range r.rows {
			sum := 0
			for _, f := range w.cells {
				sum += up[f]
			}
			most[i] = max(most[i], w.low-sum, sum-w.high)
		}
	}
	for i, w := range r.rows {
		if w.class >= classVariable && most[i] > 0 {
			out = append(out, missed{variable: w.class - classVariable, category: w.category, by: most[i]})
		}
	}
	return out
}

// givenUp names the variables of categories that are missed, each once.
func (g *grid) givenUp(categories []missed) []string {
	var names []string
	for i, m := range categories {
		if i == 0 || m.variable != categories[i-1].variable {
			names = append(names, g.variables[m.variable].name)
		}
	}
	return names
}

// warnGivenUp says which variables a round gave up, why, and what that can cost.
// What begins the message: the group, and the round where it is not the first.
func (r *Round) warnGivenUp(what string, g *grid) []stats.Warning {
	if len(r.missed) == 0 {
		return nil
	}
	names := g.givenUp(r.missed)
	var categories []string
	for _, m := range r.missed {
		v := g.variables[m.variable]
		categories = append(categories, fmt.Sprintf("%s %s by %d", v.name, v.categories[m.category], m.by))
	}
	found := fmt.Sprintf("no set of plans that keeps every category and every chance was found in %d walks", r.walks)
	can := "a plan can go beyond the share, rounded down or up, of"
	if r.Method == ByWalk {
		found = fmt.Sprintf("none of %d walks keeps every category", r.walks)
		can = "the draw goes beyond the share, rounded down or up, of"
	}
	return []stats.Warning{{Code: "variable-given-up",
		Message: fmt.Sprintf("%s: %s: given up, for %s; %s %s", what, strings.Join(names, ", "), found, can, strings.Join(categories, ", ")),
		Fix:     "match on fewer variables, the most important first, or read more cases"}}
}
