package discretion

import (
	"fmt"
	"slices"
	"strings"

	"onecase/sample"
)

// A boundStratum is a part of the group that was sampled on its own.
type boundStratum struct {
	name       string
	population int
	judged     int
}

// makeStrata finds the strata the group was drawn in: those of the record for a
// stratified draw, else one. Strata in which too few cases were judged to show
// a variance are merged.
func (g *boundGroup) makeStrata() {
	g.stratum = make([]int, len(g.draw.Cells))
	if g.draw.Core.Method != sample.ByStrata {
		g.strata = []boundStratum{{name: g.draw.Group, population: g.draw.Population, judged: len(g.cells)}}
		return
	}
	for h, cells := range g.draw.Strata {
		s := boundStratum{name: g.stratumName(h)}
		for _, c := range cells {
			s.population += g.draw.Cells[c].Population
			g.stratum[c] = h
		}
		g.strata = append(g.strata, s)
	}
	for _, c := range g.cells {
		g.strata[g.stratum[c]].judged++
	}
	g.mergeThin()
}

// stratumName names a stratum after its categories.
func (g *boundGroup) stratumName(h int) string {
	cells := g.draw.Strata[h]
	if len(cells) != 1 {
		return fmt.Sprintf("stratum %d", h+1)
	}
	var names []string
	for k, v := range g.draw.Cells[cells[0]].Values {
		names = append(names, g.draw.Variables[k].Categories[v].Category)
	}
	return strings.Join(names, ", ")
}

// mergeThin makes one stratum of those with fewer than two judged cases, unless
// they were read in full, and adds the smallest others until it has two.
func (g *boundGroup) mergeThin() {
	thin := func(s boundStratum) bool { return s.judged < 2 && s.judged < s.population }
	var merged []int
	together := boundStratum{}
	take := func(h int) {
		merged = append(merged, h)
		together.population += g.strata[h].population
		together.judged += g.strata[h].judged
	}
	for h, s := range g.strata {
		if thin(s) {
			take(h)
		}
	}
	if len(merged) == 0 {
		return
	}
	for thin(together) && len(merged) < len(g.strata) {
		smallest := -1
		for h, s := range g.strata {
			if !slices.Contains(merged, h) && (smallest < 0 || s.population < g.strata[smallest].population) {
				smallest = h
			}
		}
		take(smallest)
	}
	if len(merged) == 1 {
		return
	}
	var kept []boundStratum
	var names []string
	place := make([]int, len(g.strata))
	for h, s := range g.strata {
		if slices.Contains(merged, h) {
			names = append(names, s.name)
			continue
		}
		place[h] = len(kept)
		kept = append(kept, s)
	}
	together.name = strings.Join(names, " + ")
	for _, h := range merged {
		place[h] = len(kept)
	}
	g.strata = append(kept, together)
	for c, h := range g.stratum {
		g.stratum[c] = place[h]
	}
	g.assumed = true
	g.warnings.Add("merged-strata", "collapse small strata in the design, before the draw",
		"%d strata with fewer than two judged cases were merged (%s)", len(merged), together.name)
}
