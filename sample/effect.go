package sample

import (
	"math"
	"slices"

	"onecase/sample/internal/rounding"
)

// A LargestEffect is the most that the answers to a question can make the variance of its
// estimate exceed that of a simple random sample: the largest design effect over all
// patterns of answers, which is that of one of two kinds.
type LargestEffect struct {
	Effect float64 // of answers alike within cells: variance relative to simple random sampling
	// Within is the largest of answers that differ among the cases of one cell and have
	// its mean in all others. The smaller a cell the larger it is, and no table changes
	// it: of two cases of which every draw takes just one it is nearly 2.
	Within float64
	// Answers are mean answers of the cells that have this effect, up to a factor.
	Answers []float64
	// More and Less are the categories, by Variables, of the two cells that a pattern with
	// that effect sets furthest apart; nil where no pattern has variance.
	Variables, More, Less []string
}

// Most is the largest design effect, whatever the answers.
func (e *LargestEffect) Most() float64 { return max(e.Effect, e.Within) }

// TimesAsMuch is how many times as much an estimate varies from draw to draw, by its standard error, as one of a simple
// random sample: the root of a design effect, rounded up to hundredths.
func TimesAsMuch(effect float64) float64 { return math.Ceil(100*math.Sqrt(effect)-1e-9) / 100 }

// LargestEffect finds the largest design effect of the core sample. It is nil where that
// is not known: the draw has no table of plans, or nothing to match, chances differ, or
// cases are taken whatever the seed.
func (g *GroupDraw) LargestEffect() *LargestEffect {
	switch {
	case len(g.Cells) < 2 || g.Inclusion.PerCase == nil || slices.ContainsFunc(g.Selected, func(c Chosen) bool { return c.Forced }):
		return nil
	case g.Core.Method == ByShare:
		return &LargestEffect{Within: g.withinCells()}
	case g.Core.Method != ByTable:
		return nil
	}
	place, open := make([]int, len(g.Cells)), []int{}
	for _, plan := range g.Core.Table {
		open = append(open, plan.Up...)
	}
	slices.Sort(open)
	open = slices.Compact(open)
	r := rounding.Problem{}
	N, n := float64(g.Population), float64(g.Sample)
	for f, c := range open {
		place[c] = f
		pop := g.Cells[c].Population
		r.Part = append(r.Part, float64(n*float64(pop))/N-float64(g.Core.Base[c]))
		r.Unit = append(r.Unit, unitOf(pop, n, N))
	}
	plans, weights := make([][]int, len(g.Core.Table)), make([]float64, len(g.Core.Table))
	for i, plan := range g.Core.Table {
		for _, c := range plan.Up {
			plans[i] = append(plans[i], place[c])
		}
		weights[i] = float64(plan.Weight) / float64(WeightSum)
	}
	effect, pattern := r.LargestEffect(plans, weights)
	answers := make([]float64, len(g.Cells)) // the rest answer in between
	for f, c := range open {
		answers[c] = pattern[f] / math.Sqrt(float64(g.Cells[c].Population))
	}
	more, less := slices.Index(answers, slices.Max(answers)), slices.Index(answers, slices.Min(answers))
	e := &LargestEffect{Effect: effect, Within: g.withinCells(), Answers: answers, More: g.Values(Chosen{Cell: more}),
		Less: g.Values(Chosen{Cell: less})}
	for _, v := range g.Variables {
		e.Variables = append(e.Variables, v.Name)
	}
	return e
}

// withinCells is the largest design effect of answers that differ within one cell alone,
// where chances are even and every plan rounds a cell's share down or up:
//
//	(N - 1)/(n (1 - n/N)) (E[m_c] - E[m_c^2]/N_c)/(N_c - 1)
func (g *GroupDraw) withinCells() float64 {
	most := 0.0
	N, n := float64(g.Population), float64(g.Sample)
	for _, cell := range g.Cells {
		if cell.Population < 2 || g.Sample == g.Population {
			continue
		}
		Nc := float64(cell.Population)
		mean := float64(n*Nc) / N
		part := float64(g.Sample*cell.Population%g.Population) / N
		square := float64(mean*mean) + float64(part*(1-part))
		most = max(most, float64((N-1)*(mean-square/Nc))/float64(n*(1-n/N)*(Nc-1)))
	}
	return most
}

// unitOf is the weight of a case of a cell with so many cases in a sample of n of N. With
// these weights the variance of the cells' numbers is, for every pattern of answers,
// relative to simple random sampling.
func unitOf(cell int, n, N float64) float64 {
	return math.Sqrt(float64(N*(N-1)) / float64(float64(cell)*float64(n*(N-n))))
}

// LargestEffect finds the largest design effect of the planned sample, as
// [GroupDraw.LargestEffect] does.
func (gp *GroupPlan) LargestEffect() *LargestEffect {
	if gp.round == nil || !gp.core.even || len(gp.forced) > 0 {
		return nil
	}
	g := gp.grid.describe(gp.Sample)
	g.Inclusion = gp.grid.inclusion(ByDesign, gp.core.chance, nil)
	g.Core = Round{Method: ByTable, Table: gp.round.table, Base: gp.round.base}
	switch {
	case len(gp.round.open) == 0:
		g.Core.Method = ByShare
	case gp.round.table == nil:
		return nil
	}
	return g.LargestEffect()
}

// Without finds the variable without which a group's largest design effect is least, and
// that effect. Most is the effect with all variables. It finds "" where none lowers that, and
// where there are caps, least numbers or cases taken whatever the seed.
func (p *Plan) Without(group string, most float64) (variable string, effect float64) {
	at := slices.IndexFunc(p.Groups, func(g GroupPlan) bool { return g.Group == group })
	if d := p.Design; at < 0 || p.Groups[at].round == nil || d.Method != Matched || len(d.Caps)+len(d.AtLeast)+len(d.Include) > 0 {
		return "", 0
	}
	gp := p.Groups[at]
	effect = most
	for k, v := range gp.grid.variables {
		g := gp.grid.without(k)
		if g.describe(gp.Sample).withinCells() >= effect { // no table is needed to tell
			continue
		}
		core := &roundSpec{grid: g, name: "core", size: gp.Sample, kept: make([]int, len(g.cells)), room: g.sizes(),
			minimax: gp.core.minimax}
		if err := core.setChances(); err != nil {
			continue
		}
		less := GroupPlan{Sample: gp.Sample, grid: g, core: core, round: core.plan()}
		if e := less.LargestEffect(); e != nil && e.Most() < effect {
			variable, effect = v.name, e.Most()
		}
	}
	return variable, effect
}
