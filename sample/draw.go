package sample

import (
	"slices"

	"onecase/stats"
)

// A Draw is a sample: for each group the cases selected, its reserves, and how
// they were chosen.
type Draw struct {
	Seed     string
	Groups   []GroupDraw
	Warnings stats.Warnings

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

	aimed *Inclusion // the target chances, which older records store as Inclusion; nil where they are the same
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

// Inclusion is each case's chance of being selected by the draws that made the
// sample, as if every case drawn were usable. A replacement changes no chance.
type Inclusion struct {
	PerCase *float64  `json:"per_case"` // the chance of every case; nil where chances differ
	How     ChanceHow `json:"how"`
	Draws   int       `json:"draws,omitempty"`  // with BySimulation: how many
	Reason  string    `json:"reason,omitempty"` // with ChanceUnknown
	// Cases has the chance of every case of the group, by id, where chances differ.
	Cases []CaseChance `json:"cases,omitempty"`
}

// ChanceHow says how chances were found.
type ChanceHow string

const (
	ByDesign      ChanceHow = "design"    // they follow from the plan table or the shares, to 1e-9
	AsWalked      ChanceHow = "walk"      // the targets of a single walk; accepting only walks that fit may have changed them: see Bias
	BySimulation  ChanceHow = "simulated" // how often cases came up in draws with other seeds
	ChanceUnknown ChanceHow = "unknown"   // not worked out, for the Reason
)

// A CaseChance is the chance that a case was selected.
type CaseChance struct {
	ID     string  `json:"id"`
	Chance float64 `json:"chance"`
}

// Progress is told how many of the draws that simulate chances are made.
type Progress func(done, total int)

// part is the progress of piece i of n of the work.
func part(progress []Progress, i, n int) Progress {
	return func(done, total int) {
		for _, tell := range progress {
			if tell != nil {
				tell(i*total+done, n*total)
			}
		}
	}
}

// Draw selects the planned sample with a seed, which is normalised as
// [NormalizeID] does. The same frame, design and seed give the same draw on
// every machine, whatever the order of the frame. Progress is told of the
// simulation of chances, if the draw needs one, which can take seconds.
func (p *Plan) Draw(seed string, progress ...Progress) (*Draw, error) {
	seed = NormalizeID(seed)
	if err := checkSeed(seed); err != nil {
		return nil, err
	}
	return p.draw(seed, p.walks(progress))
}

// walked is what walks with other seeds say about a core sample that is a single
// walk. It does not depend on the draw's seed.
type walked struct {
	bias    *Bias
	chances *Inclusion // simulated; nil where every case has the same chance
}

// walks makes such walks for each group that needs them.
func (p *Plan) walks(progress []Progress) []walked {
	out := make([]walked, len(p.Groups))
	for i := range p.Groups {
		gp := &p.Groups[i]
		if gp.round == nil || !gp.round.biased {
			continue
		}
		out[i].bias = gp.core.bias(gp.round)
		if !gp.core.even {
			in := gp.simulate(p.Design, gp.core.name, nil, part(progress, i, len(p.Groups)))
			out[i].chances = &in
		}
	}
	return out
}

// draw selects the planned sample, given what walks with other seeds say.
func (p *Plan) draw(seed string, walks []walked) (*Draw, error) {
	d := &Draw{Seed: seed, plan: p, Warnings: slices.Clone(p.Warnings)}
	if p.Design.Method != Simple { // the draw itself says which categories it misses or does not keep
		d.Warnings = slices.DeleteFunc(d.Warnings, func(w stats.Warning) bool { return w.Code == mayBeMissed || w.Code == keepingUnknown })
	}
	for i := range p.Groups {
		gp := &p.Groups[i]
		if gp.Population == 0 {
			continue
		}
		g, err := gp.draw(p.Design, seed, walks[i])
		if err != nil {
			return nil, err
		}
		d.Groups = append(d.Groups, *g)
		d.warn(g)
	}
	return d, nil
}

// draw selects the group's part of the sample.
func (gp *GroupPlan) draw(d Design, seed string, other walked) (out *GroupDraw, err error) {
	g := gp.grid
	out = g.describe(gp.Sample)
	core, chance := &Round{}, gp.core.chance
	if d.Method == Stratified {
		core, chance, err = gp.chooseStrata(d, seed, out)
	} else {
		core, err = gp.core.follow(gp.round, seed, other.bias)
	}
	if err != nil {
		return nil, err
	}
	out.Core = *core
	how := ByDesign
	if core.Method == ByWalk {
		how = AsWalked
	}
	out.Inclusion = g.inclusion(how, chance, gp.forced)
	if other.chances != nil {
		aimed := out.Inclusion
		out.aimed, out.Inclusion = &aimed, *other.chances
	}
	for c, cell := range g.cells {
		for _, i := range cell.cases {
			if gp.forced[i] {
				out.Selected = append(out.Selected, Chosen{ID: g.frame.Cases[i].ID, Cell: c, Forced: true})
			}
		}
	}
	cases, reserve, reserves, err := gp.core.cases(core, seed, gp.forced, gp.Reserves, "reserve")
	out.Selected, out.Reserve, out.Reserves = byID(append(out.Selected, cases...)), reserve, reserves
	return out, err
}

// describe is a group's draw before cases are chosen.
func (g *grid) describe(n int) *GroupDraw {
	out := &GroupDraw{Group: g.group, Population: g.total, Sample: n, Variables: []DrawnVariable{}}
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
		out.Cells = append(out.Cells, DrawnCell{Values: cell.values, Holders: cell.holders, Population: sizes[c]})
	}
	return out
}
