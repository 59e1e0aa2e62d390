package discretion

import (
	"fmt"
	"slices"
	"strings"

	"onecase/sample"
	"onecase/stats"
)

// makeStrata finds the strata of the draw, one where it was not stratified. Strata with
// too few judged cases to show a variance are merged.
func (g *boundGroup) makeStrata() {
	g.stratum = make([]int, len(g.draw.Cells))
	if g.draw.Core.Method != sample.ByStrata {
		g.strata = []stats.Stratum{{Name: g.draw.Group, Population: g.draw.Population}}
		return
	}
	for h, cells := range g.draw.Strata {
		s := stats.Stratum{Name: g.stratumName(h)}
		for _, c := range cells {
			s.Population += g.draw.Cells[c].Population
			g.stratum[c] = h
		}
		g.strata = append(g.strata, s)
	}
	judged := make([]int, len(g.strata))
	for _, c := range g.cells {
		judged[g.stratum[c]]++
	}
	if merged := g.thinStrata(judged); len(merged) > 1 {
		g.merge(merged)
	}
}

// stratumName names a stratum after its categories.
func (g *boundGroup) stratumName(h int) string {
	cells := g.draw.Strata[h]
	if len(cells) != 1 {
		return fmt.Sprintf("stratum %d", h+1)
	}
	return strings.Join(g.draw.Values(sample.Chosen{Cell: cells[0]}), ", ")
}

// thinStrata chooses the strata to merge: those with fewer than two judged cases,
// unless read in full, then the smallest others until there are two cases.
func (g *boundGroup) thinStrata(judged []int) (merged []int) {
	thin := func(judged, population int) bool { return judged < 2 && judged < population }
	cases, population := 0, 0
	take := func(h int) {
		merged = append(merged, h)
		cases, population = cases+judged[h], population+g.strata[h].Population
	}
	for h, s := range g.strata {
		if thin(judged[h], s.Population) {
			take(h)
		}
	}
	for len(merged) > 0 && thin(cases, population) && len(merged) < len(g.strata) {
		smallest := -1
		for h, s := range g.strata {
			if !slices.Contains(merged, h) && (smallest < 0 || s.Population < g.strata[smallest].Population) {
				smallest = h
			}
		}
		take(smallest)
	}
	return merged
}

// merge makes one stratum of several, behind the others.
func (g *boundGroup) merge(merged []int) {
	var kept []stats.Stratum
	var names []string
	population, place := 0, make([]int, len(g.strata))
	for h, s := range g.strata {
		if slices.Contains(merged, h) {
			names, population = append(names, s.Name), population+s.Population
			place[h] = len(g.strata) - len(merged)
			continue
		}
		place[h] = len(kept)
		kept = append(kept, s)
	}
	g.strata = append(kept, stats.Stratum{Name: strings.Join(names, " + "), Population: population})
	for c, h := range g.stratum {
		g.stratum[c] = place[h]
	}
	g.assumed = true
	g.warnings.Add("merged-strata", "collapse small strata in the design, before the draw",
		"%d strata with fewer than two judged cases were merged (%s)", len(merged), strings.Join(names, " + "))
}
