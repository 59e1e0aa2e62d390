package sample

import "fmt"

// JointChance is the chance that two different cases, of cells c and d, are both
// in the core sample: E[m_c m_d]/(N_c N_d) over the plans of the table, and
// E[m_c (m_c - 1)]/(N_c (N_c - 1)) within a cell. It is an error where the draw
// has no table or takes cases whatever the seed.
func (g *GroupDraw) JointChance(c, d int) (float64, error) {
	if c < 0 || d < 0 || c >= len(g.Cells) || d >= len(g.Cells) {
		return 0, fmt.Errorf("there are %d cells, numbered from 0", len(g.Cells))
	}
	for _, k := range g.Selected {
		if k.Forced {
			return 0, fmt.Errorf("case %s is taken whatever the seed: joint chances are for draws without such cases", k.ID)
		}
	}
	Nc, Nd := float64(g.Cells[c].Population), float64(g.Cells[d].Population)
	pairs := Nc * Nd
	if c == d {
		pairs = Nc * (Nc - 1)
	}
	product := func(take func(int) float64) float64 {
		if c == d {
			return take(c) * (take(c) - 1) / pairs
		}
		return take(c) * take(d) / pairs
	}
	if pairs == 0 {
		return 0, fmt.Errorf("cell %d has a single case", c)
	}
	switch g.Core.Method {
	case ByShare:
		return product(func(k int) float64 { return float64(g.Core.Take[k]) }), nil
	case ByTable:
		mean := 0.0
		for i := range g.Core.Table {
			plan := &g.Core.Table[i]
			mean += float64(plan.Weight) / float64(WeightSum) * product(func(k int) float64 { return float64(g.Core.Base[k] + plan.up(k)) })
		}
		return mean, nil
	}
	return 0, fmt.Errorf("the draw was made by %s: joint chances need a table of plans", g.Core.Method)
}
