package sample

import (
	"fmt"
	"sync"
)

// A readyGroup is what drawing from a group needs and no seed changes.
type readyGroup struct {
	grid   *grid
	forced map[int]bool
	core   *task
	round  *prepared // nil with Stratified
	shut   int       // with Stratified: the cases of strata that never give one

	simulating sync.Once
	simulation Inclusion
}

// prepareGroup is prepare for a group by name.
func (p *Plan) prepareGroup(name string) (*readyGroup, error) {
	for _, gp := range p.Groups {
		if gp.Group == name {
			return p.prepare(gp)
		}
	}
	return nil, fmt.Errorf("the plan has no group %q", name)
}

// prepare works a group out once, however many draws are made of the plan.
func (p *Plan) prepare(gp GroupPlan) (*readyGroup, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if ready := p.ready[gp.Group]; ready != nil {
		return ready, nil
	}
	g := newGrid(p.drawnFrame(), gp.Group, p.Design.Caps)
	forced, kept := g.forced(p.Design.Include)
	n := gp.Sample - len(forced)
	if n < 0 {
		return nil, fmt.Errorf("group %s: %s are to be taken whatever the seed, and the sample is %d", gp.Group, caseCount(len(forced)), gp.Sample)
	}
	room := g.sizes()
	for c := range room {
		room[c] -= kept[c]
	}
	ready := &readyGroup{grid: g, forced: forced, core: &task{grid: g, name: "core", size: n, kept: kept, room: room}}
	if len(forced) > 0 {
		ready.core.whole = gp.Sample
	}
	if p.Design.Method != Stratified {
		var err error
		if ready.core.bounds, err = g.bounds(p.Design, kept); err != nil {
			return nil, err
		}
		if err := ready.core.setChances(); err != nil {
			return nil, err
		}
		ready.round = ready.core.prepare()
	} else if len(forced) > 0 {
		return nil, fmt.Errorf("group %s: cases to be taken whatever the seed belong to the matched method", gp.Group)
	}
	if p.ready == nil {
		p.ready = map[string]*readyGroup{}
	}
	p.ready[gp.Group] = ready
	return ready, nil
}

// forced returns the group's cases that are taken whatever the seed, and how
// many each cell has of them.
func (g *grid) forced(include []Forced) (cases map[int]bool, perCell []int) {
	ids := map[string]bool{}
	for _, f := range include {
		ids[NormalizeID(f.ID)] = true
	}
	cases, perCell = map[int]bool{}, make([]int, len(g.cells))
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
