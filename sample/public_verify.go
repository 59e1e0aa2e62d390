package sample

import (
	"cmp"
	"fmt"
	"time"

	"onecase/stats/phrase"
)

// A PublicVerification says what could be repeated from a public copy.
type PublicVerification struct {
	Verified    bool
	Differences []Difference

	// SeedChecked: the seed gives the number of cases from each cell. It does not where only
	// which cases are taken depends on it, which no public copy says.
	SeedChecked bool
	// DesignChecked: the design is the one of the commitment. It cannot be told where it names
	// categories or cases, which a public copy leaves out.
	DesignChecked bool
}

// Verify draws again from the counts of a public copy, with its design and seed: the plans,
// the one that the seed picks, the number from each cell and the chances.
func (p *PublicRecord) Verify(progress ...Progress) (*PublicVerification, error) {
	v := &Verification{}
	out := &PublicVerification{}
	f, d := p.standIns()
	var groups []Group
	for _, g := range p.Order {
		groups = append(groups, Group{ID: g})
	}
	plan, err := newPlan(f, groups, d, p.Algorithm)
	if err != nil {
		return nil, fmt.Errorf("the design of the public copy cannot be followed with its counts: %w", err)
	}
	draw, err := plan.Draw(p.Seed, progress...)
	if err != nil {
		return nil, fmt.Errorf("the draw of the public copy cannot be repeated: %w", err)
	}
	again := newRecord(draw, ListSource{}, p.Rules, time.Time{}, "")
	now := again.Public()
	if was, is := groupsNamed(p.Groups), groupsNamed(now.Groups); listed(was) != listed(is) || !same(p.Variables, now.Variables) {
		v.differ("groups", listed(was), listed(is), "the groups or the variables are not those that the counts give")
	} else {
		for i := range p.Groups {
			v.comparePublic(&p.Groups[i], &now.Groups[i], draw.Groups[i].aimed)
			out.SeedChecked = out.SeedChecked ||
				p.Groups[i].Core != nil && (p.Groups[i].Core.Method == ByTable || p.Groups[i].Core.Method == ByWalk)
		}
	}
	if p.Commitment != "" {
		out.DesignChecked = p.compareCommitment(v)
	}
	out.Differences, out.Verified = v.Differences, len(v.Differences) == 0
	out.SeedChecked = out.SeedChecked && out.Verified
	return out, nil
}

func groupsNamed(groups []PublicGroup) []string {
	return phrase.Each(groups, func(g PublicGroup) string { return g.Group })
}

// standIns is a frame with the counts of the copy, and the design for it. Its ids, holders and
// categories are numbers: those that the cells give do not depend on the names.
func (p *PublicRecord) standIns() (*Frame, Design) {
	f, d := &Frame{}, p.Design
	for _, v := range p.Variables {
		of := Variable{Name: v.Name}
		for k := range max(1, v.Categories) {
			of.Categories = append(of.Categories, label(k+1))
		}
		f.Variables = append(f.Variables, of)
	}
	for _, g := range p.Groups {
		for _, cell := range g.Cells {
			stand := Case{Group: g.Group, Values: make([]string, len(p.Variables))}
			for k := range stand.Values {
				stand.Values[k] = label(1)
			}
			for k, v := range cell.Values {
				stand.Values[k] = label(v)
			}
			for k, h := range cell.Holders {
				if name := label(h); h >= 0 && d.Caps[k].By == "team" {
					stand.Team = name
				} else if h >= 0 {
					stand.Manager = name
				}
			}
			for k := range cell.Population {
				stand.ID = label(len(f.Cases) + 1)
				f.Cases = append(f.Cases, stand)
				if k < cell.Forced {
					d.Include = append(d.Include, Forced{stand.ID, "-"})
				}
			}
		}
	}
	return f, d
}

// comparePublic compares a group with the repeated one. Aimed are the chances that an
// older record has in place of simulated ones.
func (v *Verification) comparePublic(was, now *PublicGroup, aimed *Inclusion) {
	if aimed != nil {
		if low, high := known(aimed.Range()); was.How == aimed.How && was.Lowest == low && was.Highest == high {
			now.How, now.Lowest, now.Highest = was.How, low, high
		}
	}
	wasCore, nowCore := cmp.Or(was.Core, &Round{}), cmp.Or(now.Core, &Round{})
	for _, part := range []struct {
		name, message string
		was, now      any
	}{
		{"cells", "the cells are not in their order, or one is there twice", was.Cells, now.Cells},
		{"sample", "the sizes are not those the design gives", []int{was.Population,
			was.Sample, was.Reserves}, []int{now.Population, now.Sample, now.Reserves}},
		{"strata", "the strata are not those the design gives", was.Strata, now.Strata},
		{"core.table", "the plans or their weights are not those the design gives", wasCore.Table, nowCore.Table},
		{"core", "the number of cases from each cell is not what design and seed give", was.Core, now.Core},
		{"reserve", "the number of reserves from each cell is not what design and seed give", was.Reserve, now.Reserve},
		{"chances", "the chances are not those the design gives", []any{was.How,
			was.Lowest, was.Highest}, []any{now.How, now.Lowest, now.Highest}},
	} {
		if !same(part.was, part.now) {
			v.differ(was.Group+"."+part.name, "", "", "%s: %s", was.Group, part.message)
			return // what follows comes of it
		}
	}
}

// compareCommitment compares the commitment with the date and, where it can be told, with
// the design.
func (p *PublicRecord) compareCommitment(v *Verification) (designChecked bool) {
	c, err := ParseCommitment(p.Commitment)
	if err == nil && c.Date > p.Drawn {
		err = fmt.Errorf("it was made on %s, after the draw", c.Date)
	}
	forced := 0
	for _, g := range p.Groups {
		for _, cell := range g.Cells {
			forced += cell.Forced
		}
	}
	if d := p.Design; err == nil && len(d.AtLeast)+len(d.Collapse)+len(d.Expected)+forced == 0 {
		r := Record{Algorithm: p.Algorithm, Rules: p.Rules, Design: d,
			Frame: FrameSource{Groups: p.Order, Variables: phrase.Each(p.Variables, func(v PublicVariable) string { return v.Name })}}
		designChecked = c.Design == r.designDigest()
		err = must(designChecked, "its design is another")
	}
	if err != nil {
		v.differ("commitment", p.Commitment, "", "the commitment does not hold for this draw: %v", err)
	}
	return designChecked
}
