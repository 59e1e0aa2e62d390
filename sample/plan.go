package sample

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"

	"onecase/stats"
	"onecase/stats/phrase"
)

// A Plan is what a design asks of a frame, before anyone has read a case or
// chosen a seed. It is a value: nothing changes it once it is made, so draws may
// be made from it at the same time.
type Plan struct {
	Design     Design
	Groups     []GroupPlan
	Population int
	Sample     int
	Margin     float64   // of all groups' cases together, each with its population
	Readings   []Reading // what the target may have meant; one when there is one group
	Warnings   stats.Warnings

	frame     *Frame // normalised
	algorithm string // the rules of its draws
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
	Range        RangeKind // what the fewest and the most of Match stand for

	// What drawing needs and no seed changes.
	grid   *grid        // nil where there are no cases
	forced map[int]bool // the cases taken whatever the seed
	core   *roundSpec   // the core sample without them
	round  *roundPlan   // nil with Stratified
	strata *strata      // nil unless Stratified
	shut   int          // the cases of strata that never give one
}

// A Target is a category's exact share of a sample and what that gives.
type Target struct {
	Variable   string  `json:"variable"`
	Category   string  `json:"category"`
	Population int     `json:"population"` // eligible cases
	Share      float64 `json:"target"`     // the exact share of the sample, in cases
	Fewest     int     `json:"fewest"`     // the share rounded down, or what the design makes of it: see the group's `range`
	Most       int     `json:"most"`       // the same rounded up
	// Margin is NaN where Fewest is 0, and Effect, as [CategoryEffect] has it, where
	// it is not known before the draw.
	Margin       float64 `json:"subsample_margin" null:"nan"` // of `fewest` cases of the category on their own
	Needed       int     `json:"needed"`                      // how many of the category its own margin would need
	SampleNeeded int     `json:"sample_needed"`               // the group's sample for that
	Effect       float64 `json:"design_effect" null:"nan"`    // variance of its number of cases over all draws, relative to simple random sampling
}

// NewPlan works out what a design asks of a frame. Groups gives the groups'
// order; nil takes those of the frame by name. The frame is left as it is; the plan keeps
// its cases, which must not change while the plan is in use.
func NewPlan(f *Frame, groups []Group, d Design) (*Plan, error) {
	return newPlan(f, groups, d, Algorithm)
}

// newPlan is NewPlan for draws by the rules of that name.
func newPlan(f *Frame, groups []Group, d Design, algorithm string) (*Plan, error) {
	if err := d.Check(); err != nil {
		return nil, err
	}
	f = f.normalize()
	if err := f.Check(); err != nil {
		return nil, err
	}
	p := &Plan{Design: d, frame: f, algorithm: algorithm, Population: len(f.Cases)}
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
	var errs []error
	for g, n := range samples {
		errs = append(errs, must(n <= populations[g], "a sample of %d for %s, which has %s", n, names[g], caseCount(populations[g])))
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	p.Groups, errs = make([]GroupPlan, len(names)), make([]error, len(names))
	atOnce(spans(len(names), 1), func(_ int, s span) {
		for g := s.from; g < s.to; g++ {
			p.Groups[g], errs[g] = p.planGroup(names[g], samples[g], populations[g])
		}
	})
	margins := make([]float64, len(names))
	for g, gp := range p.Groups {
		if errs[g] != nil {
			return nil, errs[g]
		}
		p.Sample += gp.Sample
		margins[g] = gp.Margin
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
	names = phrase.Each(groups, func(g Group) string { return NormalizeID(g.ID) })
	if groups == nil {
		names = slices.Sorted(maps.Keys(count))
	}
	for _, g := range names {
		populations = append(populations, count[g])
		delete(count, g)
	}
	for g, n := range count {
		return nil, nil, fmt.Errorf("%s of the group %q, which is not one of %s", caseCount(n), g, listed(names))
	}
	return names, populations, nil
}

func (p *Plan) planGroup(name string, n, N int) (GroupPlan, error) {
	d := p.Design
	gp := GroupPlan{Group: name, Population: N, Sample: n, Range: InEveryDraw}
	if N == 0 {
		gp.Margin = math.NaN()
		return gp, nil
	}
	census := d.CensusFrom > 0 && float64(n) >= d.CensusFrom*float64(N)
	if census {
		n = N
	}
	gp.Sample, gp.Census = n, n == N
	if gp.ReserveAsked, gp.Reserves = d.reserves(n, N); census {
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
	return gp, gp.settle(p.frame, d, p.algorithm)
}

// target is the target of a category with pop of a group's N cases, in a sample of
// n. Its margin follows when the design has settled Fewest.
func (d Design) target(pop, n, N int) (Target, error) {
	share := int64(n) * int64(pop)
	t := Target{Effect: math.NaN(), Population: pop, Share: float64(share) / float64(N),
		Fewest: int(share / int64(N)), Most: int((share + int64(N) - 1) / int64(N))}
	var err error
	if t.Needed, err = d.size(pop); err != nil {
		return t, err
	}
	t.SampleNeeded = int((int64(t.Needed)*int64(N) + int64(pop) - 1) / int64(pop))
	return t, nil
}
