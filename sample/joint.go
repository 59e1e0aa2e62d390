package sample

import "fmt"

// JointChance is the chance that two different cases, of cells c and d, are both
// in the core sample: E[m_c m_d]/(N_c N_d) over the plans of the table, and
// E[m_c (m_c - 1)]/(N_c (N_c - 1)) within a cell. It is an error where the draw
// has no table and its shares leave fractions, or takes cases whatever the seed.
func (g *GroupDraw) JointChance(c, d int) (float64, error) {
	if c < 0 || d < 0 || c >= len(g.Cells) || d >= len(g.Cells) {
		return 0, fmt.Errorf("there are %d cells, numbered from 0", len(g.Cells))
	}
	plans, err := g.plans()
	if err != nil {
		return 0, err
	}
	Nc, Nd := float64(g.Cells[c].Population), float64(g.Cells[d].Population)
	pairs := Nc * Nd
	if c == d {
		pairs = Nc * (Nc - 1)
	}
	if pairs == 0 {
		return 0, fmt.Errorf("cell %d has a single case", c)
	}
	chance := 0.0
	for _, p := range plans {
		other := float64(p.take[d])
		if c == d {
			other--
		}
		chance += float64(p.chance * float64(p.take[c]) * other / pairs)
	}
	return chance, nil
}
