package sample

import (
	"fmt"

	"onecase/sample/internal/rounding"
	"onecase/stats"
	"onecase/stats/phrase"
)

// A MissedCategory is a category that a round takes beyond its share rounded down
// and up, in some plan of its table or in its single walk.
type MissedCategory struct {
	Variable string `json:"variable"`
	Category string `json:"category"`
	By       int    `json:"by"` // the most cases beyond those bounds
}

// name names missed categories.
func (g *grid) name(categories []rounding.Miss) []MissedCategory {
	var out []MissedCategory
	for _, m := range categories {
		v := g.variables[m.Class-classVariable]
		out = append(out, MissedCategory{v.name, v.categories[m.Category], m.By})
	}
	return out
}

// miss notes the categories that a round misses, and the walks made for it.
func (r *Round) miss(categories []MissedCategory, walks int) {
	r.Missed, r.walks = categories, walks
	for _, m := range categories {
		if len(r.GivenUp) == 0 || r.GivenUp[len(r.GivenUp)-1] != m.Variable {
			r.GivenUp = append(r.GivenUp, m.Variable)
		}
	}
}

// miss copies the missed categories, which records do not hold, from the same
// draw made again.
func (g *GroupDraw) miss(again *GroupDraw) {
	g.Core.Missed = again.Core.Missed
	if g.Reserve != nil && again.Reserve != nil {
		g.Reserve.Missed = again.Reserve.Missed
	}
}

// warnGivenUp says which variables a round gave up, why, and what that can cost.
// Which says which round of the group it is, "" for its core.
func (r *Round) warnGivenUp(ws *stats.Warnings, group, which string) {
	if r == nil || len(r.Missed) == 0 {
		return
	}
	categories := phrase.Each(r.Missed, func(m MissedCategory) string {
		return fmt.Sprintf("%s by %d", categoryID(m.Variable, m.Category).Place(), m.By)
	})
	fair := "the draw is fair, for every case keeps its chance, and what is found in it is valid"
	found := fmt.Sprintf("no set of plans that keeps every category and every chance was found in %d tries", r.walks)
	can := "a plan can go"
	if r.Method == ByWalk {
		fair = "the draw is random, and what is found in it is valid"
		found = fmt.Sprintf("none of %d tries keeps every category", r.walks)
		can = "the draw goes"
	}
	ws.Add("variable-given-up", "match on fewer variables, the most important first, or read more cases",
		"%s%s: %s; but it matches %s approximately: %s beyond the share, rounded down or up, of %s, for %s",
		stats.ID(group), which, fair, listed(r.GivenUp), can, listed(categories), found)
}
