package sample

import (
	"errors"
	"fmt"
	"math"
)

// A CellAnswer is what the cases of a cell answer to a question, 1 for yes and 0
// for no, or any other measure of them.
type CellAnswer struct {
	Mean     float64
	Variance float64 // between the cell's cases, divisor their number less 1; 0 for a single case
}

// Variance is the variance, over all seeds, of the estimate of the mean answer
// of the group's cases from its core sample, given what the cases of each cell
// answer. The estimate is Horvitz and Thompson's (1952), each sampled case
// divided by its chance, over N; with even chances that is the sample's mean.
//
// A cell c gives m_c of its N_c cases, by the plan that is followed, and the cases
// in it are a simple random sample. With a_c = 1/E[m_c] times N_c/N
//
//	V = sum_cd Cov(m_c, m_d) a_c a_d mean_c mean_d
//	  + sum_c a_c^2 (E[m_c] - E[m_c^2]/N_c) variance_c
//
// The table of plans gives the moments of m, so nothing is approximate but the
// last bits. It is an error where the draw has no table, takes cases whatever the
// seed or leaves a cell no chance.
func (g *GroupDraw) Variance(answers []CellAnswer) (float64, error) {
	if len(answers) != len(g.Cells) {
		return 0, fmt.Errorf("there are %d cells, and answers for %d", len(g.Cells), len(answers))
	}
	plans, err := g.plans()
	if err != nil {
		return 0, err
	}
	mean, square := make([]float64, len(g.Cells)), make([]float64, len(g.Cells))
	for _, p := range plans {
		for c, n := range p.take {
			mean[c] += float64(p.chance * float64(n))
			square[c] += float64(p.chance * float64(n) * float64(n))
		}
	}
	between, within, centre := 0.0, 0.0, 0.0
	weight := make([]float64, len(g.Cells))
	for c, cell := range g.Cells {
		if mean[c] == 0 {
			return 0, fmt.Errorf("cell %d has no chance: no estimate from this sample is of its cases", c)
		}
		Nc := float64(cell.Population)
		weight[c] = Nc / float64(g.Population) / mean[c]
		centre += float64(weight[c] * mean[c] * answers[c].Mean)
		within += float64(weight[c] * weight[c] * (mean[c] - square[c]/Nc) * answers[c].Variance)
	}
	for _, p := range plans {
		sum := 0.0
		for c, n := range p.take {
			sum += float64(float64(n) * weight[c] * answers[c].Mean)
		}
		between += float64(p.chance * (sum - centre) * (sum - centre))
	}
	return between + within, nil
}

// SimpleVariance is the variance of the mean answer of a simple random sample of
// as many of the group's cases: (1 - n/N) S^2 / n.
func (g *GroupDraw) SimpleVariance(answers []CellAnswer) float64 {
	N, n := float64(g.Population), float64(g.Sample)
	mean := 0.0 // all means are taken less the first, so that cases that answer alike have a variance of 0 exactly
	for c, cell := range g.Cells {
		mean += float64(float64(cell.Population)*(answers[c].Mean-answers[0].Mean)) / N
	}
	sum := 0.0
	for c, cell := range g.Cells {
		off, Nc := answers[c].Mean-answers[0].Mean-mean, float64(cell.Population)
		sum += float64(Nc*off*off) + float64((Nc-1)*answers[c].Variance)
	}
	return (1 - n/N) * sum / (N - 1) / n
}

// DesignEffect is the variance of an estimate under the draw's design, as a share
// of that under simple random sampling of as many cases (Kish 1965). It is NaN
// where that has no variance.
func (g *GroupDraw) DesignEffect(answers []CellAnswer) (float64, error) {
	v, err := g.Variance(answers)
	if err != nil {
		return 0, err
	}
	if simple := g.SimpleVariance(answers); simple > 0 {
		return v / simple, nil
	}
	return math.NaN(), nil
}

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

// plans lists the ways that the core sample may go.
func (g *GroupDraw) plans() ([]outcome, error) {
	for _, k := range g.Selected {
		if k.Forced {
			return nil, fmt.Errorf("case %s is taken whatever the seed: variances are for draws without such cases", k.ID)
		}
	}
	if plans := g.Core.outcomes(); plans != nil {
		return plans, nil
	}
	if g.Core.Method == ByStrata {
		for _, cells := range g.Strata {
			if len(cells) > 1 {
				return nil, errors.New("strata of several cells: what a cell gives is not fixed")
			}
		}
		return []outcome{{1, g.Core.Take}}, nil
	}
	return nil, fmt.Errorf("the draw was made by a %s: variances need a table of plans", g.Core.Method)
}
