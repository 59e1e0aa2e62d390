package sample

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"onecase/stats"
)

// A Draw is a sample: for each group the cases selected, its reserves, and how
// they were chosen.
type Draw struct {
	Seed     string
	Groups   []GroupDraw
	Warnings []stats.Warning

	plan *Plan
}

// A GroupDraw is one group's part of a draw, as the record keeps it.
type GroupDraw struct {
	Group      string          `json:"group"`
	Population int             `json:"population"`
	Sample     int             `json:"sample"`
	Variables  []DrawnVariable `json:"variables"` // their categories in byte order
	Cells      []DrawnCell     `json:"cells"`
	Strata     [][]int         `json:"strata,omitempty"` // with Stratified: the cells of each stratum
	Core       Round           `json:"core"`
	Reserve    *Round          `json:"reserve,omitempty"` // nil: there are no reserves
	Selected   []Chosen        `json:"selected"`          // by id
	Reserves   []Chosen        `json:"reserves"`          // in the order they are to be used, balance being equal
	Inclusion  Inclusion       `json:"inclusion"`

	aimed *Inclusion // what older records have for Inclusion: the chances a single walk was set, or those given what tied strata give
}

// A DrawnVariable is a matching variable with what each category has.
type DrawnVariable struct {
	Name       string          `json:"name"`
	Categories []DrawnCategory `json:"categories"`
}

// A DrawnCategory is a category's population and its exact share of the sample.
type DrawnCategory struct {
	Category   string  `json:"category"`
	Population int     `json:"population"`
	Target     float64 `json:"target"`
}

// A DrawnCell is the cases that are alike in every variable.
type DrawnCell struct {
	Values     []int `json:"values"`            // per variable: the number of its category, from 0
	Holders    []int `json:"holders,omitempty"` // per cap: the number of the manager or team, -1 where not known; names are not kept
	Population int   `json:"population"`
}

// A Chosen is a case that was drawn, and the number of its cell.
type Chosen struct {
	ID     string `json:"id"`
	Cell   int    `json:"cell"`
	Forced bool   `json:"forced,omitempty"` // taken whatever the seed
}

// Inclusion says how likely each case was to be selected by the draws that made
// the sample, were every case drawn usable. A replacement changes no chance.
type Inclusion struct {
	// PerCase is the chance every case has; nil where the design makes it
	// differ.
	PerCase *float64  `json:"per_case"`
	How     ChanceHow `json:"how"`
	Draws   int       `json:"draws,omitempty"`  // with BySimulation: how many
	Reason  string    `json:"reason,omitempty"` // with ChanceUnknown
	// Cases gives the chance of every case of the group by id where it differs.
	Cases []CaseChance `json:"cases,omitempty"`
}

// ChanceHow says how chances were found.
type ChanceHow string

const (
	ByDesign      ChanceHow = "design"    // they follow from the plan table or the shares, to 1e-9
	AsWalked      ChanceHow = "walk"      // those a single walk was set; accepting only walks that fit may have changed them, as Bias says
	BySimulation  ChanceHow = "simulated" // how often cases came up in draws with other seeds
	ChanceUnknown ChanceHow = "unknown"   // not worked out, for the Reason
)

// A CaseChance is the chance that a case was selected.
type CaseChance struct {
	ID     string  `json:"id"`
	Chance float64 `json:"chance"`
}

// Draw selects the planned sample with a seed, which is normalised as
// [NormalizeID] does. The same frame, design and seed give the same draw on
// every machine, whatever the order of the frame.
func (p *Plan) Draw(seed string) (*Draw, error) {
	seed = NormalizeID(seed)
	if err := checkSeed(seed); err != nil {
		return nil, err
	}
	d := &Draw{Seed: seed, plan: p, Warnings: slices.Clone(p.Warnings)}
	if p.Design.Method != Simple { // then the draw itself says what it has none of
		d.Warnings = slices.DeleteFunc(d.Warnings, func(w stats.Warning) bool { return w.Code == mayBeMissed })
	}
	for _, g := range p.Groups {
		if g.Population == 0 {
			continue
		}
		ready, err := p.prepare(g)
		if err != nil {
			return nil, err
		}
		gd, err := p.drawGroup(g, ready, d)
		if err != nil {
			return nil, err
		}
		d.Groups = append(d.Groups, *gd)
		d.warn(gd)
	}
	return d, nil
}

// drawnFrame is the frame that the design draws from: without variables where
// nothing is matched.
func (p *Plan) drawnFrame() *Frame {
	if p.Design.Method != Simple {
		return p.frame
	}
	bare := &Frame{Cases: slices.Clone(p.frame.Cases)}
	for i := range bare.Cases {
		bare.Cases[i].Values = nil
	}
	return bare
}

func (p *Plan) drawGroup(gp GroupPlan, ready *readyGroup, d *Draw) (out *GroupDraw, err error) {
	g, t := ready.grid, *ready.core
	out = g.describe(gp.Sample)
	t.seed = d.Seed
	core := &Round{}
	if p.Design.Method == Stratified {
		core, err = p.chooseStrata(&t, out)
	} else {
		core, err = t.follow(ready.round)
	}
	if err != nil {
		return nil, err
	}
	out.Core = *core
	how := ByDesign
	if core.Method == ByWalk {
		how = AsWalked
	}
	out.Inclusion = g.inclusion(how, t.chance, ready.forced)
	if core.Method == ByWalk && !t.even {
		out.aimed = &Inclusion{}
		*out.aimed = out.Inclusion
		out.Inclusion = ready.simulated(p)
	}
	kept, room := slices.Clone(t.kept), slices.Clone(t.room)
	for c, cell := range g.cells {
		for _, i := range cell.cases {
			if ready.forced[i] {
				out.Selected = append(out.Selected, Chosen{ID: g.frame.Cases[i].ID, Cell: c, Forced: true})
			}
		}
	}
	taken, next := g.take(core.Take, gp.Reserves, d.Seed, ready.forced)
	for c, cases := range taken {
		kept[c] += len(cases)
		room[c] -= len(cases)
		for _, i := range cases {
			out.Selected = append(out.Selected, Chosen{ID: g.frame.Cases[i].ID, Cell: c})
		}
	}
	slices.SortFunc(out.Selected, func(a, b Chosen) int { return strings.Compare(a.ID, b.ID) })
	if gp.Reserves > 0 {
		out.Reserve, out.Reserves, err = g.drawReserves(gp.Reserves, "reserve", d.Seed, kept, room, next)
	}
	return out, err
}

// A readyGroup is what drawing from a group needs and no seed changes.
type readyGroup struct {
	grid   *grid
	forced map[int]bool
	core   *task
	round  *prepared // nil with Stratified

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

// describe is a group's draw with what is known before cases are chosen.
func (g *grid) describe(n int) *GroupDraw {
	out := &GroupDraw{Group: g.group, Population: g.total, Sample: n, Variables: []DrawnVariable{}, Reserves: []Chosen{}}
	sizes := g.sizes()
	for k, v := range g.variables {
		dv := DrawnVariable{Name: v.name}
		for c, pop := range g.counts(k, sizes) {
			target := float64(int64(n)*int64(pop)) / float64(g.total)
			dv.Categories = append(dv.Categories, DrawnCategory{Category: v.categories[c], Population: pop, Target: round9(target)})
		}
		out.Variables = append(out.Variables, dv)
	}
	for c, cell := range g.cells {
		values := cell.values
		if values == nil {
			values = []int{}
		}
		out.Cells = append(out.Cells, DrawnCell{Values: values, Holders: cell.holders, Population: sizes[c]})
	}
	return out
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

// add adds a warning that the plan has not given already.
func (d *Draw) add(w stats.Warning) {
	if !slices.Contains(d.Warnings, w) {
		d.Warnings = append(d.Warnings, w)
	}
}

// warn adds what a draw shows that its plan could not.
func (d *Draw) warn(g *GroupDraw) {
	add := func(code, message, fix string) {
		d.add(stats.Warning{Code: code, Message: g.Group + ": " + message, Fix: fix})
	}
	if off := offBalance(g.Balance()); off != "" {
		add("balance-missed", "a category is a case or more off its share: "+off, "")
	}
	var missed []string
	for _, b := range g.Balance() {
		if b.Selected == 0 {
			missed = append(missed, fmt.Sprintf("%s %s (%d of %d)", b.Variable, b.Category, b.Population, g.Population))
		}
	}
	if missed != nil {
		add("category-missed", "the sample holds no case of "+strings.Join(missed, ", "),
			"nothing found in it is about them; a design that asks for some has --at-least VARIABLE:CATEGORY=1")
	}
	for _, w := range append(g.Core.warnGivenUp(g.Group), g.Reserve.warnGivenUp(g.Group+", reserves")...) {
		d.add(w)
	}
	if g.Core.Method == ByWalk {
		message := "the draw is a single accepted walk"
		if b := g.Core.Bias; b != nil {
			message += fmt.Sprintf("; over %d such walks the cells' shares differ from their chances by %.2f standard errors (1 is what chance alone gives)", b.Walks, b.RMS)
		}
		add("single-walk", message, "match on fewer variables for a table of plans with exact chances")
	}
	for _, w := range g.Inclusion.warnings(g.Group, g.Population) {
		d.add(w)
	}
}
