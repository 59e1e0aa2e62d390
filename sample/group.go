package sample

import "fmt"

// settle prepares the draw from a group and works out the fewest and the most cases
// of each category.
func (gp *GroupPlan) settle(f *Frame, d Design, algorithm string) error {
	if err := gp.prepare(f, d, algorithm); err != nil {
		return err
	}
	switch d.Method {
	case Simple:
		gp.likely(f)
	case Stratified:
		if err := gp.boundStrata(d); err != nil {
			return err
		}
	default:
		gp.bound(d)
	}
	for i := range gp.Match {
		m := &gp.Match[i]
		var err error
		if m.Margin, err = d.groupMargin(m.Fewest, m.Population); err != nil {
			return err
		}
	}
	return nil
}

// prepare counts the group's cells and plans the core sample, by strata or by a
// round. Simple random selection has one cell, whatever the variables.
func (gp *GroupPlan) prepare(f *Frame, d Design, algorithm string) error {
	if d.Method == Simple {
		f = &Frame{Cases: f.Cases}
	}
	g := newGrid(f, gp.Group, d.Caps)
	forced, kept := g.forced(d.Include)
	n := gp.Sample - len(forced)
	if n < 0 {
		return fmt.Errorf("group %s: %s are to be taken whatever the seed, and the sample is %d", gp.Group,
			caseCount(len(forced)), gp.Sample)
	}
	room := g.sizes()
	for c := range room {
		room[c] -= kept[c]
	}
	core := &roundSpec{grid: g, name: "core", size: n, kept: kept, room: room, minimax: algorithm == Algorithm}
	if len(forced) > 0 {
		core.whole = gp.Sample
	}
	gp.grid, gp.forced, gp.core = g, forced, core
	if d.Method == Stratified {
		if len(forced) > 0 {
			return fmt.Errorf("group %s: cases to be taken whatever the seed belong to the matched method", gp.Group)
		}
		gp.strata = g.strata(d)
		return nil
	}
	var err error
	if core.bounds, err = g.bounds(d, kept); err != nil {
		return err
	}
	if err := core.setChances(); err != nil {
		return err
	}
	gp.round = core.plan()
	return nil
}

// forced returns the group's cases that are taken whatever the seed, and how
// many each cell has of them.
func (g *grid) forced(include []Forced) (cases map[int]bool, perCell []int) {
	ids := map[string]bool{}
	for _, f := range include {
		ids[NormalizeID(f.ID)] = true
	}
	cases, perCell = map[int]bool{}, make([]int, len(g.cells))
	if len(ids) == 0 {
		return cases, perCell
	}
	for c, cell := range g.cells {
		for _, i := range cell.cases {
			if ids[g.frame.Cases[i].ID] {
				cases[i] = true
				perCell[c]++
			}
		}
	}
	return cases, perCell
}
