package sample

import "onecase/stats"

// TableLimits are limits by the law of the draw itself, which is that of Plans. Work bounds
// how many populations are tried: see [stats.PlansDesign.Limits].
func (g *GroupDraw) TableLimits(law *stats.PlansDesign, confidence, work float64) (*stats.PlansTable, error) {
	return law.Limits(confidence, g.pattern(), work)
}

// pattern is the pattern of answers with the largest design effect; nil where none is known.
func (g *GroupDraw) pattern() []float64 {
	if e := g.LargestEffect(); e != nil {
		return e.Answers
	}
	return nil
}

// Plans is the law of the core sample, where it has one: a table of plans, or one plan,
// and no case taken whatever the seed. It is nil where there is none.
func (g *GroupDraw) Plans() *stats.PlansDesign {
	outcomes, err := g.plans()
	if err != nil {
		return nil
	}
	var plans [][]int
	var chances []float64
	for _, o := range outcomes {
		plans, chances = append(plans, o.take), append(chances, o.chance)
	}
	cells := make([]int, len(g.Cells))
	for c, cell := range g.Cells {
		cells[c] = cell.Population
	}
	design, err := stats.NewPlansDesign(cells, plans, chances)
	if err != nil {
		return nil
	}
	return design
}

// LeastCoverage is the least coverage found of the exact limits of a simple random sample
// after this draw, over what the cases of each cell may answer, and the yes cases of each
// cell that have it. It is not ok where the draw has no law (see Plans). Work bounds the
// search: see [stats.PlansDesign.LeastCoverage].
func (g *GroupDraw) LeastCoverage(confidence, work float64) (least float64, yes []int, ok bool) {
	design := g.Plans()
	if design == nil {
		return 0, nil, false
	}
	table, err := stats.NewTable(stats.Exact, g.Sample, g.Population, confidence)
	if err != nil {
		return 0, nil, false
	}
	least, yes = design.LeastCoverage(table.LowCount, table.HighCount, g.pattern(), work)
	return least, yes, true
}
