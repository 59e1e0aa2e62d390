package discretion

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"onecase/discretion/rules"
	"onecase/sample/sheet"
	"onecase/stats"
	"onecase/stats/phrase"
)

// Weighting says what each unit counts in a pooled share.
type Weighting string

const (
	// WeightCases weights a unit with its eligible cases that the question applies to.
	WeightCases Weighting = "cases"
	// WeightEqual weights all units the same.
	WeightEqual Weighting = "equal"
	// WeightGiven takes the weights that are given.
	WeightGiven Weighting = "given"
)

// PoolOptions are the choices of Pool; the zero value weights units with their cases.
type PoolOptions struct {
	Weighting  Weighting             // "": WeightCases
	Weights    map[string]float64    // by unit, for WeightGiven: above 0
	Confidence float64               // two-sided; 0: the rules', or 0.80
	Together   bool                  // makes all limits of the region hold at once, and all of the units
	Rounding   rules.Rounding        // "": the rules'
	Progress   func(done, total int) // told after each question; nil: nobody is
}

// Pooled are several units of a region taken together, question by question.
type Pooled struct {
	Rules      *rules.Set
	Units      []PoolUnit
	Weighting  Weighting
	Confidence float64
	Rounding   rules.Rounding
	Questions  []QuestionPooled
	Means      []MeanPooled // of questions whose answers have points
	Looks      stats.Looks  // at the limits of the region's shares
	UnitLooks  stats.Looks  // at those of the units' own
	Left       []LeftOut    // questions that are not pooled, and why
	Warnings   stats.Warnings
}

// A PoolUnit is one inspection.
type PoolUnit struct {
	Name       string // its service, or the name of its file
	Assessment *Assessment
}

// QuestionPooled is one question over the units that have a count.
type QuestionPooled struct {
	rules.Question
	Units []UnitShare
	Share float64 // the weighted mean of the units' shares
	// Interval is guaranteed where no sample was matched and the cases that the
	// question applies to are known in every unit, else from the design.
	Interval stats.Interval
	// Band of the share, for information: these rules rate units. "" without bands.
	Band string
	// Spread is the highest share less the lowest, and SpreadChance how often it would be
	// as large if the yes answers of the cases read had been dealt out to the units at
	// random; nil where there are too many cases, and at a census.
	Spread       float64
	SpreadChance *float64
	Census       bool     // every eligible case of every unit was read: nothing is left to chance
	Without      []string // units without a count
	Withheld     []string // those of them whose count is withheld
}

// A FunnelRange is the yes cases that a unit has within a level, if the yes answers of
// all cases read are dealt out at random; see [stats.DealtRange].
type FunnelRange struct {
	Confidence float64 `json:"confidence"`
	Low        int     `json:"low_yes"`  // the least
	High       int     `json:"high_yes"` // the most
	Inside     bool    `json:"inside"`   // the unit's count is within them
}

// UnitShare is one question in one unit.
type UnitShare struct {
	Unit string
	QuestionAssessment
	// Eligible is the eligible cases that the question applies to: known, estimated
	// from the cases read, or 0 where the group's size is not known.
	Eligible  float64
	Estimated bool
	Weight    float64 // its part of the sum of weights, 0..1
	// Funnel has what the unit would have by chance alone at each of stats.FunnelLevels;
	// nil at a census.
	Funnel []FunnelRange

	group GroupSize // the size of the question's group and the cases read of it
}

// Pool takes units together that were inspected under the same rules, or without any: then questions of the same name
// are the same. It rates nothing.
func Pool(units []*Inspection, o PoolOptions) (*Pooled, error) {
	o.Weighting = cmp.Or(o.Weighting, WeightCases)
	if len(units) < 2 {
		return nil, fmt.Errorf("pooling needs two units or more, got %d", len(units))
	}
	set, err := poolRules(units)
	if err != nil {
		return nil, err
	}
	p := &Pooled{Rules: set, Weighting: o.Weighting, Confidence: set.Target.Level(o.Confidence)}
	p.Looks, p.UnitLooks = stats.NewLooks(p.Confidence), stats.NewLooks(p.Confidence)
	if o.Together {
		p.hold(units)
	}
	for _, ins := range units {
		if err := p.add(ins, o.Rounding); err != nil {
			return nil, err
		}
	}
	if err := p.checkWeights(o); err != nil {
		return nil, err
	}
	var notes stats.PlacedWarnings
	for i, question := range set.Questions() {
		if o.Progress != nil {
			o.Progress(i, len(set.Questions()))
		}
		q, err := p.question(question, o)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", question.ID, err)
		}
		if q != nil {
			notes.Add(stats.ID(question.ID).Place(), q.Interval.Warnings...)
			p.Questions = append(p.Questions, *q)
			p.Looks.Add(q.Interval.Low, q.Interval.High, q.Interval.Guaranteed)
			for _, u := range q.Units {
				if u.Low != nil && u.High != nil {
					p.UnitLooks.Add(*u.Low, *u.High, u.Guaranteed)
				}
			}
		}
	}
	if len(p.Questions)+len(p.Means) == 0 {
		why := "no question has a count in two units"
		if len(p.Left) > 0 {
			why = p.Left[0].ID + ": " + p.Left[0].Why
		}
		return nil, fmt.Errorf("there is nothing to pool: %s", why)
	}
	for _, u := range p.Units {
		p.Warnings = append(p.Warnings, u.Assessment.Doubts(u.Name)...)
	}
	p.Warnings = append(p.Warnings, notes.Warnings()...)
	return p, nil
}

// poolRules are the rules of the first unit; of tables without rules, the questions of all of them, each known by its name.
func poolRules(units []*Inspection) (*rules.Set, error) {
	first := units[0]
	if first.Rules.ID != rules.NoRules {
		return first.Rules, nil
	}
	var names []string
	for _, ins := range units {
		if ins.Rules.ID != rules.NoRules {
			continue // refused below
		}
		if !slices.Equal(ins.Rules.GroupIDs(), first.Rules.GroupIDs()) {
			return nil, fmt.Errorf("%s has the groups %s and %s has %s: units without rules are pooled that have the same groups", first.Name(),
				strings.Join(first.Rules.GroupIDs(), ", "), ins.Name(), strings.Join(ins.Rules.GroupIDs(), ", "))
		}
		for _, q := range ins.Rules.Questions() {
			if !slices.Contains(names, q.Name) {
				names = append(names, q.Name)
			}
		}
	}
	return rules.Plain(first.Rules.GroupIDs(), names), nil
}

// add assesses a unit and takes it in.
func (p *Pooled) add(ins *Inspection, rounding rules.Rounding) error {
	if ins.Rules.ID != p.Rules.ID {
		return fmt.Errorf("%s was inspected under %s and %s under %s: units are pooled that answer the same questions",
			p.Units[0].Name, phrase.Quote(p.Rules.Named()), ins.Name(), phrase.Quote(ins.Rules.Named()))
	}
	if slices.ContainsFunc(p.Units, func(u PoolUnit) bool { return u.Name == ins.Name() }) {
		return fmt.Errorf("two units are called %s: give each file a service of its own", ins.Name())
	}
	for _, other := range p.Units {
		both := other.Name + " and " + ins.Name()
		p.Warnings = append(p.Warnings, SameDraw(other.Assessment.Inspection, ins, both, "give each unit the record of its own sample")...)
	}
	a, err := Assess(ins, Options{Rounding: rounding, Confidence: p.UnitLooks.Each})
	if err != nil {
		return err
	}
	p.Rounding = a.Rounding
	p.Units = append(p.Units, PoolUnit{ins.Name(), a})
	return nil
}

// hold takes the levels at which the limits of the region, and those of the units, hold at
// once. The groups were drawn apart, and so were the units; questions of one group are
// answered on the same cases.
func (p *Pooled) hold(units []*Inspection) {
	var region, own []int
	for _, group := range p.Rules.GroupIDs() {
		anywhere := 0
		perUnit := make([]int, len(units))
		for _, question := range p.Rules.Questions() {
			if question.Group != group {
				continue
			}
			asked := false
			for i, ins := range units {
				if ins.Rules.ID != p.Rules.ID { // refused below
					continue
				}
				if question.HasPoints() { // their limits stand each by itself
					continue
				}
				at, ok := ins.Rules.QuestionIndex(question.ID)
				if !ok { // of tables without rules
					continue
				}
				if known := ins.Results.Questions[at].Known; known != NoResult && known != PercentOnly && known != Hidden {
					perUnit[i]++
					asked = true
				}
			}
			if asked {
				anywhere++
			}
		}
		region, own = append(region, anywhere), append(own, perUnit...)
	}
	p.Looks.Hold(region)
	p.UnitLooks.Hold(own)
}

// checkWeights checks the weights against the units.
func (p *Pooled) checkWeights(o PoolOptions) error {
	switch o.Weighting {
	case WeightCases, WeightEqual:
		return nil
	case WeightGiven:
	default:
		return fmt.Errorf("there is no weighting %q; there are cases, equal and given", o.Weighting)
	}
	names := phrase.Each(p.Units, func(u PoolUnit) string { return u.Name })
	for name, w := range o.Weights {
		switch {
		case !slices.Contains(names, name):
			return fmt.Errorf("there is no unit %q among %s%s", name, strings.Join(names, ", "), sheet.DidYouMean(name, names))
		case !(w > 0 && w <= MaxCases):
			return fmt.Errorf("the weight of %s has to be above 0 and at most %d, got %v", name, MaxCases, w)
		}
	}
	if i := slices.IndexFunc(names, func(name string) bool { return o.Weights[name] == 0 }); i >= 0 {
		return fmt.Errorf("%s has no weight: give one for every unit", names[i])
	}
	return nil
}

// LeftOut is a question or a standard that cannot be compared or pooled.
type LeftOut struct {
	ID  string `json:"id"`  // of the question or standard
	Why string `json:"why"` // it is left out
}
