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

// A MissedCategory is a category that a round does not keep within its share
// rounded down and up: in some plan of its table, or in its single walk.
type MissedCategory struct {
	Variable string
	Category string
	By       int // the most cases beyond those bounds
}

// name gives missed categories their names.
func (g *grid) name(categories []missed) []MissedCategory {
	var out []MissedCategory
	for _, m := range categories {
		v := g.variables[m.variable]
		out = append(out, MissedCategory{v.name, v.categories[m.category], m.by})
	}
	return out
}

// miss notes the categories that a round misses, found in so many walks.
func (r *Round) miss(categories []MissedCategory, walks int) {
	r.Missed, r.walks = categories, walks
	for _, m := range categories {
		if len(r.GivenUp) == 0 || r.GivenUp[len(r.GivenUp)-1] != m.Variable {
			r.GivenUp = append(r.GivenUp, m.Variable)
		}
	}
}

// warnGivenUp says which variables a round gave up, why, and what that can cost.
// What begins the message: the group, and the round where it is not the first.
func (r *Round) warnGivenUp(what string) []stats.Warning {
	if r == nil || len(r.Missed) == 0 {
		return nil
	}
	var categories []string
	for _, m := range r.Missed {
		categories = append(categories, fmt.Sprintf("%s %s by %d", m.Variable, m.Category, m.By))
	}
	found := fmt.Sprintf("no set of plans that keeps every category and every chance was found in %d walks", r.walks)
	can := "a plan can go beyond the share, rounded down or up, of"
	if r.Method == ByWalk {
		found = fmt.Sprintf("none of %d walks keeps every category", r.walks)
		can = "the draw goes beyond the share, rounded down or up, of"
	}
	return []stats.Warning{{Code: "variable-given-up",
		Message: fmt.Sprintf("%s: %s: given up, for %s; %s %s", what, strings.Join(r.GivenUp, ", "), found, can, strings.Join(categories, ", ")),
		Fix:     "match on fewer variables, the most important first, or read more cases"}}
}
