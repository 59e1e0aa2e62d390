package sample

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"sort"
	"strings"
	"sync"

	"onecase/stats"
)

// A Plan is what a design asks of a frame, before anyone has read a case or
// chosen a seed.
type Plan struct {
	Design     Design
	Groups     []GroupPlan
	Population int
	Sample     int
	Margin     float64   // of all groups' cases together, each with its population
	Readings   []Reading // what the target may have meant; one when there is one group
	Warnings   []stats.Warning

	frame *Frame // normalised
	mu    sync.Mutex
	ready map[string]*readyGroup // by group, once drawn from
}

// A GroupPlan is the plan of one group.
type GroupPlan struct {
	Group        string
	Population   int
	Sample       int
	Reserves     int
	ReserveAsked int        // more than Reserves where the population cannot give them
	Margin       float64    // half the width of the estimate's interval, as a proportion
	Census       bool       // every case is taken
	Size         stats.Size // what the design's precision asks for, with its working
	Match        []Target
}

// A Target is a category's exact share of a sample and what that gives.
type Target struct {
	Variable   string
	Category   string
	Population int
	Share      float64 // the exact share of the sample, in cases
	Fewest     int     // the share rounded down
	Most       int     // and up
	// Margin is what Fewest cases of the category give on their own; NaN for
	// none.
	Margin float64
	// Needed is how many of the category its own margin would need, and
	// SampleNeeded how large the group's sample would have to be for that.
	Needed       int
	SampleNeeded int
}

// A Reading is one reading of a published target: the margin may be promised
// for every group, or for the inspection as a whole, then shared out.
type Reading struct {
	Name    string // "each-group" or "whole"
	Samples []int  // per group, in the order of the plan
	Margins []float64
	Total   int
	Margin  float64 // of all groups together
}

// Readings by name.
const (
	EachGroup = "each-group"
	Whole     = "whole"
)

// NewPlan works out what a design asks of a frame. Groups gives the groups'
// order; nil takes those of the frame by name. The frame is left as it is.
func NewPlan(f *Frame, groups []Group, d Design) (*Plan, error) {
	if err := d.Check(); err != nil {
		return nil, err
	}
	f = f.Normalize()
	if err := f.Check(); err != nil {
		return nil, err
	}
	p := &Plan{Design: d, frame: f, Population: len(f.Cases)}
	names, populations, err := p.countGroups(groups)
	if err != nil {
		return nil, err
	}
	if err := p.checkNames(names); err != nil {
		return nil, err
	}
	samples, err := p.readings(names, populations)
	if err != nil {
		return nil, err
	}
	for g, name := range names {
		gp, err := p.planGroup(name, samples[g], populations[g])
		if err != nil {
			return nil, err
		}
		if constrained := len(d.Caps)+len(d.AtLeast)+len(d.Include) > 0; constrained && gp.Population > 0 {
			if _, err := p.prepare(gp); err != nil {
				return nil, err
			}
		}
		p.Groups = append(p.Groups, gp)
		p.Sample += gp.Sample
		samples[g] = gp.Sample
	}
	margins := make([]float64, len(names))
	for g := range names {
		margins[g] = p.Groups[g].Margin
	}
	p.Margin = marginOver(margins, populations)
	p.warn()
	return p, nil
}

// countGroups returns the groups in order and how many cases each has.
func (p *Plan) countGroups(groups []Group) (names []string, populations []int, err error) {
	count := map[string]int{}
	for i := range p.frame.Cases {
		count[p.frame.Cases[i].Group]++
	}
	for _, g := range groups {
		names = append(names, NormalizeID(g.ID))
	}
	if groups == nil {
		for g := range count {
			names = append(names, g)
		}
		sort.Strings(names)
	}
	for _, g := range names {
		populations = append(populations, count[g])
		delete(count, g)
	}
	for g, n := range count {
		return nil, nil, fmt.Errorf("%s of the group %q, which is not one of %s", caseCount(n), g, strings.Join(names, ", "))
	}
	return names, populations, nil
}

// checkNames reports what a design names and the frame does not have.
func (p *Plan) checkNames(groups []string) error {
	d := p.Design
	var all []error
	known := func(g string) {
		if !slices.Contains(groups, g) {
			all = append(all, fmt.Errorf("there is no group %q: the groups are %s", g, strings.Join(groups, ", ")))
		}
	}
	for _, g := range slices.Sorted(maps.Keys(d.Sizes)) {
		known(g)
	}
	for _, g := range slices.Sorted(maps.Keys(d.Split)) {
		known(g)
	}
	category := func(variable, name string) {
		for _, v := range p.frame.Variables {
			if v.Name != variable {
				continue
			}
			if !slices.Contains(v.Categories, name) {
				all = append(all, fmt.Errorf("%s has no category %q: it has %s", variable, name, strings.Join(v.Categories, ", ")))
			}
			return
		}
		all = append(all, fmt.Errorf("%q is not a matching variable: those are %s", variable, p.variableNames()))
	}
	for _, a := range d.AtLeast {
		category(a.Variable, a.Category)
	}
	for _, c := range d.Collapse {
		category(c.Variable, c.Category)
	}
	for _, e := range d.Expected {
		category(e.Variable, e.Category)
	}
	for _, c := range d.Caps {
		if !slices.ContainsFunc(p.frame.Cases, func(k Case) bool { return c.holder(&k) != "" }) {
			all = append(all, fmt.Errorf("a cap by %s: the list names none", c.By))
		}
	}
	ids := map[string]bool{}
	for i := range p.frame.Cases {
		ids[p.frame.Cases[i].ID] = true
	}
	for _, c := range d.Include {
		if id := NormalizeID(c.ID); !ids[id] {
			all = append(all, fmt.Errorf("case %q is to be taken, and is not among the eligible cases", id))
		}
	}
	return errors.Join(all...)
}

func (p *Plan) variableNames() string {
	var names []string
	for _, v := range p.frame.Variables {
		names = append(names, v.Name)
	}
	if names == nil {
		return "none"
	}
	return strings.Join(names, ", ")
}

// readings sets both readings of the target and returns the samples of the one
// the design follows, its own sizes in their place.
func (p *Plan) readings(names []string, populations []int) ([]int, error) {
	d := p.Design
	each := make([]int, len(names))
	for g, N := range populations {
		n, err := d.size(N)
		if err != nil {
			return nil, fmt.Errorf("group %s: %w", names[g], err)
		}
		each[g] = n
	}
	total := d.Total
	if total == 0 {
		n, err := d.size(p.Population)
		if err != nil {
			return nil, err
		}
		total = n
	}
	weights := make([]float64, len(names))
	ties := make([]Ticket, len(names))
	for g, name := range names {
		weights[g] = float64(populations[g])
		if len(d.Split) > 0 {
			weights[g] = d.Split[name]
		}
		ties[g] = NewTicket("", name)
	}
	if total > p.Population {
		return nil, fmt.Errorf("%d cases in all, and %d are eligible", total, p.Population)
	}
	whole, err := WeightedSizes(populations, weights, 0, total, ties)
	if err != nil {
		return nil, err
	}
	if err := p.addReading(EachGroup, each, populations); err != nil {
		return nil, err
	}
	if len(names) > 1 {
		if err := p.addReading(Whole, whole, populations); err != nil {
			return nil, err
		}
	}
	samples := slices.Clone(each)
	if d.Whole {
		samples = slices.Clone(whole)
	}
	for g, name := range names {
		if n, ok := d.Sizes[name]; ok {
			samples[g] = n
		}
	}
	return samples, nil
}

func (p *Plan) addReading(name string, samples, populations []int) error {
	r := Reading{Name: name, Samples: samples, Total: sum(samples)}
	for g, n := range samples {
		margin, err := p.Design.groupMargin(n, populations[g])
		if err != nil {
			return err
		}
		r.Margins = append(r.Margins, margin)
	}
	r.Margin = marginOver(r.Margins, populations)
	p.Readings = append(p.Readings, r)
	return nil
}

func (p *Plan) planGroup(name string, n, N int) (GroupPlan, error) {
	d := p.Design
	gp := GroupPlan{Group: name, Population: N, Sample: n}
	if n > N {
		return gp, fmt.Errorf("a sample of %d for %s, which has %s", n, name, caseCount(N))
	}
	if N == 0 {
		gp.Margin = math.NaN()
		return gp, nil
	}
	if d.census(n, N) {
		gp.Sample, n = N, N
	}
	gp.Census = n == N
	gp.ReserveAsked, gp.Reserves = d.reserves(n, N)
	if d.census(n, N) {
		gp.ReserveAsked = 0
	}
	var err error
	if gp.Size, err = d.workedSize(N); err != nil {
		return gp, err
	}
	if gp.Margin, err = d.groupMargin(n, N); err != nil {
		return gp, err
	}
	counts := make([]map[string]int, len(p.frame.Variables))
	for k := range counts {
		counts[k] = map[string]int{}
	}
	for i := range p.frame.Cases {
		if c := &p.frame.Cases[i]; c.Group == name {
			for k, v := range c.Values {
				counts[k][v]++
			}
		}
	}
	for k, v := range p.frame.Variables {
		for _, category := range v.Categories {
			if pop := counts[k][category]; pop > 0 {
				t, err := d.target(pop, n, N)
				if err != nil {
					return gp, err
				}
				t.Variable, t.Category = v.Name, category
				gp.Match = append(gp.Match, t)
			}
		}
	}
	return gp, nil
}

// target works out a category with pop of a group's N cases in a sample of n.
func (d Design) target(pop, n, N int) (Target, error) {
	share := int64(n) * int64(pop)
	t := Target{Population: pop, Share: float64(share) / float64(N), Fewest: int(share / int64(N)), Most: int((share + int64(N) - 1) / int64(N))}
	var err error
	if t.Margin, err = d.groupMargin(t.Fewest, pop); err != nil {
		return t, err
	}
	if t.Needed, err = d.size(pop); err != nil {
		return t, err
	}
	t.SampleNeeded = int((int64(t.Needed)*int64(N) + int64(pop) - 1) / int64(pop))
	return t, nil
}

// nearCensus is the sampling fraction from which a plan points out that reading
// every case costs little more.
const nearCensus = 0.85

// warn adds what a planner should know before drawing.
func (p *Plan) warn() {
	add := func(code, message, fix string) {
		p.Warnings = append(p.Warnings, stats.Warning{Code: code, Message: message, Fix: fix})
	}
	if len(p.frame.Variables) == 0 && p.Design.Method == Matched {
		add("nothing-to-match", "there is no variable to match on: the draw is simple random", "name one with --match")
	}
	for _, g := range p.Groups {
		n, N := g.Sample, g.Population
		switch {
		case N == 0:
			add("empty-group", fmt.Sprintf("%s has no eligible case", g.Group), "")
			continue
		case g.Census:
			if n > 0 && p.Design.CensusFrom > 0 {
				add("census", fmt.Sprintf("%s: every one of the %s is taken", g.Group, caseCount(N)), "")
			}
		case float64(n) >= nearCensus*float64(N):
			add("near-census", fmt.Sprintf("%s: %d of %d cases are read; reading all would leave no margin at all", g.Group, n, N),
				fmt.Sprintf("read the other %d too with --size %s=%d", N-n, g.Group, N))
		}
		if g.Reserves < g.ReserveAsked {
			add("too-few-for-reserves", fmt.Sprintf("%s: %s are left for reserves, %d were asked for", g.Group, caseCount(g.Reserves), g.ReserveAsked), "")
		}
		if g.Margin > p.Design.Margin+slack {
			if needed, err := p.Design.size(N); err == nil && needed > n {
				add("margin-missed", fmt.Sprintf("%s: %s give a margin of %.1f points, above the %.1f asked for", g.Group, caseCount(n), 100*g.Margin, 100*p.Design.Margin),
					fmt.Sprintf("%d cases would be enough", needed))
			}
		}
		var missed []string
		for _, t := range g.Match {
			if t.Fewest == 0 {
				missed = append(missed, fmt.Sprintf("%s %s (%d of %d)", t.Variable, t.Category, t.Population, N))
			}
		}
		if missed != nil {
			add("may-be-missed", fmt.Sprintf("%s: the sample may hold no case of %s", g.Group, strings.Join(missed, ", ")),
				"ask for some with --at-least VARIABLE:CATEGORY=1")
		}
	}
}
