package sample

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"onecase/stats"
	"onecase/stats/phrase"
)

// An Extension adds cases to a group's sample and keeps all that are in it.
// Reserves that were not used are among the cases that may be added; the group
// gets new reserves from what is left.
type Extension struct {
	Group     string     `json:"group"`
	Size      int        `json:"size"`  // the sample's cases after it
	After     int        `json:"after"` // the replacements made before it
	Core      Round      `json:"core"`
	Reserve   *Round     `json:"reserve,omitempty"`
	Added     []Chosen   `json:"added"` // by id
	Reserves  []Chosen   `json:"reserves"`
	PerCase   *float64   `json:"per_case"`            // every case's chance of being in the larger sample; nil where chances differ
	Inclusion *Inclusion `json:"inclusion,omitempty"` // every case's chance; nil in older records
	Largest   float64    `json:"largest_difference"`  // of the sample after it, in cases
	Seal      string     `json:"seal"`                // the digest of it and of all before it
}

// Extend enlarges the samples of some groups to the given sizes and appends what
// it did to the record, after verifying the record against the frame. It also
// fills in Missed in the draw's rounds. Progress is told of the simulation of
// chances.
func (r *Record) Extend(f *Frame, sizes map[string]int, at time.Time, progress ...Progress) (stats.Warnings, error) {
	for _, g := range slices.Sorted(maps.Keys(sizes)) {
		if r.Group(g) == nil {
			return nil, fmt.Errorf("the record has no group %q: %s", g, groupNames(groupsDrawn(r.Groups)))
		}
	}
	v, err := r.Verify(f, "", progress...)
	if err != nil {
		return nil, err
	}
	if !v.Verified {
		return nil, fmt.Errorf("the record does not agree with the list, so the sample cannot be extended: %s", v.Differences[0].Message)
	}
	var warnings stats.Warnings
	for i := range r.Groups {
		g := &r.Groups[i]
		g.miss(&v.draw.Groups[i])
		n, ok := sizes[g.Group]
		if !ok {
			continue
		}
		e, err := r.extension(v.draw.plan, g, n, progress)
		if err != nil {
			return nil, err
		}
		e.Seal = r.sealNext(at, *e)
		r.Extensions = append(r.Extensions, *e)
		r.Times.Extended = append(r.Times.Extended, stamp(at))
		now, err := r.Status(g.Group)
		if err != nil {
			return nil, err
		}
		warnings = append(warnings, e.warnings(g, now, r.Design)...)
	}
	if n := len(slices.DeleteFunc(r.Reading(), func(a Assigned) bool { return a.Reader != "" })); n > 0 {
		warnings.Add("no-reader", "share the sample out again",
			"%s that %s added %s no reader yet, and the record does not say who may not read them or the new reserves",
			caseCount(n), phrase.Plural(n, "was", "were"), phrase.Plural(n, "has", "have"))
	}
	return warnings, nil
}

// extension works out the extension of a group to n cases.
func (r *Record) extension(plan *Plan, drawn *GroupDraw, n int, progress []Progress) (*Extension, error) {
	s, err := r.status(drawn.Group)
	if err != nil {
		return nil, err
	}
	switch have, all := len(s.Sample), drawn.Population-len(s.Dropped); {
	case have == all:
		return nil, fmt.Errorf("group %s has every case in its sample that can be, %d: it cannot be extended to %d", drawn.Group, all, n)
	case n <= have || n > all:
		return nil, fmt.Errorf("group %s has %s in its sample: it cannot be extended to %d: the new size has to be from %d to %d",
			drawn.Group, caseCount(have), n, have+1, all)
	}
	at := slices.IndexFunc(plan.Groups, func(gp GroupPlan) bool { return gp.Group == drawn.Group && gp.grid != nil })
	if at < 0 {
		return nil, fmt.Errorf("the plan has no group %q", drawn.Group)
	}
	gp := &plan.Groups[at]
	g := gp.grid
	kept, room, used, err := g.occupied(s)
	if err != nil {
		return nil, err
	}
	bounds, err := g.bounds(plan.Design, kept)
	if err != nil {
		return nil, err
	}
	more := n - len(s.Sample)
	var earlier []int
	for _, e := range r.Extensions {
		if e.Group == drawn.Group {
			earlier = append(earlier, len(e.Added))
		}
	}
	number := len(earlier) + 1
	t := &roundSpec{grid: g, name: fmt.Sprintf("extension-%d", number), size: more, kept: kept, room: room,
		bounds: within(bounds, room), whole: n}
	round, err := t.choose(r.Seed)
	if err != nil {
		return nil, ofExtension(err)
	}
	e := &Extension{Group: drawn.Group, Size: n, After: len(r.Replacements), Core: *round}
	_, spare := plan.Design.reserves(n, sum(kept)+sum(room))
	if e.Added, e.Reserve, e.Reserves, err = t.cases(round, r.Seed, used, spare, fmt.Sprintf("reserve-%d", number)); err != nil {
		return nil, err
	}
	byID(e.Added)
	e.Largest = round9(largest(drawn.BalanceOf(append(s.Sample, e.Added...))))
	in := gp.inclusionAfter(plan.Design, drawn, earlier, more, round.Method, part(progress, at, len(plan.Groups)))
	e.Inclusion, e.PerCase = &in, in.PerCase
	return e, nil
}

// below counts a category's cases in a sample and tells whether the design asks
// for more in this group.
func (g *GroupDraw) below(a AtLeast, sample []Chosen) (have int, below bool) {
	have = len(g.ofCategory(a, sample))
	return have, have < a.Count && g.eligible(a) > 0 // or it is a category of another group
}

// ofCategory lists the cases that are of a category.
func (g *GroupDraw) ofCategory(a AtLeast, cases []Chosen) []Chosen {
	k := slices.IndexFunc(g.Variables, func(v DrawnVariable) bool { return v.Name == a.Variable })
	return slices.DeleteFunc(slices.Clone(cases), func(c Chosen) bool { return k < 0 || g.Values(c)[k] != a.Category })
}

// eligible is how many cases of a category the group has.
func (g *GroupDraw) eligible(a AtLeast) int {
	for _, v := range g.Variables {
		for _, c := range v.Categories {
			if v.Name == a.Variable && c.Category == a.Category {
				return c.Population
			}
		}
	}
	return 0
}

// occupied counts, per cell, the cases in the sample and those that may still be
// taken, and lists the cases that may not. It fails if a case of the sample is not
// in its cell of the grid.
func (g *grid) occupied(s *Status) (kept, room []int, used map[int]bool, err error) {
	kept, room, used = make([]int, len(g.cells)), g.sizes(), map[int]bool{}
	type place struct{ cell, index int }
	places := map[string]place{}
	for c, cell := range g.cells {
		for _, i := range cell.cases {
			places[g.frame.Cases[i].ID] = place{c, i}
		}
	}
	for k, c := range slices.Concat(s.Sample, s.Dropped) {
		at, ok := places[c.ID]
		if !ok || at.cell != c.Cell || used[at.index] {
			return nil, nil, nil, fmt.Errorf("case %s is not where the list has it", c.ID)
		}
		used[at.index] = true
		room[c.Cell]--
		if k < len(s.Sample) {
			kept[c.Cell]++
		}
	}
	return kept, room, used, nil
}
