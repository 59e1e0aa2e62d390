package sample

import "onecase/stats"

// A RangeKind says what the fewest and the most cases of a category stand for.
type RangeKind string

const (
	InEveryDraw RangeKind = "every-draw" // no draw goes beyond them
	Aimed       RangeKind = "aimed"      // a single walk aims at them; the draw says where it misses
	Likely      RangeKind = "likely"     // nothing is matched: a draw is within them with a chance of LikelyShare or more, category by category
)

// LikelyShare is the least chance that a simple random draw is within the likely
// range of a category.
const LikelyShare = 0.95

// likely sets the fewest and the most cases of each category for simple random
// selection: the central range of the hypergeometric distribution, with at most
// half of 1 - LikelyShare beyond either end.
func (gp *GroupPlan) likely(f *Frame) {
	kept := map[[2]string]int{}
	all := len(gp.forced)
	for i := range gp.forced {
		for k, v := range f.Variables {
			kept[[2]string{v.Name, f.Cases[i].Values[k]}]++
		}
	}
	gp.Range = Likely
	for i := range gp.Match {
		m := &gp.Match[i]
		here := kept[[2]string{m.Variable, m.Category}]
		law := stats.Hypergeometric{N: gp.Population - all, K: m.Population - here, Draws: max(gp.Sample-all, 0)}
		m.Fewest = here + int(law.Quantile((1-LikelyShare)/2))
		m.Most = here + int(law.Quantile((1+LikelyShare)/2))
	}
}

// bound sets the fewest and the most cases of each category by the constraints of
// the design and the variables that the table gives up.
func (gp *GroupPlan) bound(d Design) {
	core, g := gp.core, gp.grid
	var plans []outcome
	if gp.Range = Aimed; !gp.round.biased {
		gp.Range, plans = InEveryDraw, gp.outcomes()
	}
	expected := core.expected()
	for i := range gp.Match {
		m := &gp.Match[i]
		members := g.where(g.of(m.Variable, m.Category))
		low, high := core.rowBounds(members, expected)
		for _, x := range gp.round.missed {
			if x.Variable == m.Variable && x.Category == m.Category {
				low, high = low-x.By, high+x.By
			}
		}
		if plans != nil {
			m.Effect = effect(plans, members, m.Population, gp.Sample, gp.Population)
		}
		kept := sumOver(members, core.kept)
		m.Fewest, m.Most = max(low, 0)+kept, min(high+kept, m.Population)
		for _, a := range d.AtLeast {
			if a.Variable == m.Variable && a.Category == m.Category {
				m.Fewest = max(m.Fewest, a.Count)
			}
		}
	}
}

// never counts the cases that no seed selects.
func (gp *GroupPlan) never() int {
	n := gp.shut
	for c, chance := range gp.core.chance {
		if chance == 0 {
			n += gp.core.room[c]
		}
	}
	return n
}
