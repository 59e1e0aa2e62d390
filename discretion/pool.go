package discretion

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"onecase/sample"
	"onecase/stats"
)

// Weighting says what each unit counts in a pooled share.
type Weighting string

const (
	// WeightCases weights a unit with the number of its eligible cases that the
	// question applies to: the pooled share is that of all those cases.
	WeightCases Weighting = "cases"
	// WeightEqual weights all units the same.
	WeightEqual Weighting = "equal"
	// WeightGiven takes the weights that are given.
	WeightGiven Weighting = "given"
)

// PoolOptions are the choices of Pool. The zero value weights units with their
// eligible cases.
type PoolOptions struct {
	Weighting  Weighting          // "": WeightCases
	Weights    map[string]float64 // by unit, for WeightGiven: above 0
	Confidence float64            // two-sided; 0: the rules', or 0.80
	Rounding   Rounding           // "": the rules'
}

// Pooled are several units of a region taken together, question by question.
type Pooled struct {
	Rules      *RuleSet
	Units      []PoolUnit
	Weighting  Weighting
	Confidence float64
	Rounding   Rounding
	Questions  []QuestionPooled
	Left       []LeftOut // questions that are not pooled, and why
	Warnings   []stats.Warning
}

// A PoolUnit is one inspection.
type PoolUnit struct {
	Name       string // its service, or the name of its file
	Assessment *Assessment
}

// QuestionPooled is one question over the units that have a count.
type QuestionPooled struct {
	Question
	Units []UnitShare
	Share float64 // the weighted mean of the units' shares
	// Interval has the limits: guaranteed where the number of cases that the
	// question applies to is known in every unit, else from the design.
	Interval stats.Interval
	// Band is the one that the share falls in, for information: no rules rate a
	// region. "" where the rules have no bands.
	Band string
	// Spread is how far apart the units' shares are, highest less lowest, and
	// SpreadChance how often they would be as far apart if it made no difference
	// to a judgement of which unit the case is; nil where there are too many cases.
	Spread       float64
	SpreadChance *float64
	Without      []string // units without a count
}

// UnitShare is one question in one unit.
type UnitShare struct {
	Unit string
	QuestionAssessment
	// Eligible is the number of eligible cases that the question applies to; known,
	// or estimated from the share of the cases read that it applied to. 0 where the
	// group's size is not known.
	Eligible  float64
	Estimated bool
	Weight    float64 // its part of the sum of weights, 0..1
}

// Pool takes units together that were inspected under the same rules. It gives no
// ratings: a rating of several units is not part of any rules.
func Pool(units []*Inspection, o PoolOptions) (*Pooled, error) {
	o.Weighting = cmp.Or(o.Weighting, WeightCases)
	if len(units) < 2 {
		return nil, fmt.Errorf("pooling needs two units or more, got %d", len(units))
	}
	rules := units[0].Rules
	p := &Pooled{Rules: rules, Weighting: o.Weighting, Confidence: cmp.Or(o.Confidence, rules.Target.Confidence, defaultConfidence)}
	for _, ins := range units {
		if ins.Rules.ID != rules.ID {
			return nil, fmt.Errorf("%s was inspected under %s and %s under %s: units are pooled that answer the same questions", units[0].Name(), rules.ID, ins.Name(), ins.Rules.ID)
		}
		if slices.ContainsFunc(p.Units, func(u PoolUnit) bool { return u.Name == ins.Name() }) {
			return nil, fmt.Errorf("two units are called %s: give each file a service of its own", ins.Name())
		}
		for _, other := range p.Units {
			p.Warnings = append(p.Warnings, sameDraw(other.Assessment.Inspection, ins, other.Name+" and "+ins.Name(), "give each unit the record of its own sample")...)
		}
		a, err := Assess(ins, Options{Rounding: o.Rounding, Confidence: p.Confidence})
		if err != nil {
			return nil, err
		}
		p.Rounding = a.Rounding
		p.Units = append(p.Units, PoolUnit{ins.Name(), a})
	}
	if err := p.checkWeights(o); err != nil {
		return nil, err
	}
	var notes warningList
	for _, question := range rules.Questions() {
		q, err := p.question(question, o)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", question.ID, err)
		}
		if q != nil {
			notes.add(question.ID, q.Interval.Warnings...)
			p.Questions = append(p.Questions, *q)
		}
	}
	if len(p.Questions) == 0 {
		why := "no question has a count in two units"
		if len(p.Left) > 0 {
			why = p.Left[0].ID + ": " + p.Left[0].Why
		}
		return nil, fmt.Errorf("there is nothing to pool: %s", why)
	}
	p.Warnings = append(p.Warnings, notes.warnings()...)
	return p, nil
}

// Name is what an inspection is called: its service, or else its file.
func (ins *Inspection) Name() string {
	if ins.Service != "" {
		return ins.Service
	}
	at := strings.LastIndexAny(ins.File, `/\`)
	return ins.File[at+1:]
}

// checkWeights checks the weights against the units.
func (p *Pooled) checkWeights(o PoolOptions) error {
	var names []string
	for _, u := range p.Units {
		names = append(names, u.Name)
	}
	switch o.Weighting {
	case WeightCases, WeightEqual:
		return nil
	case WeightGiven:
	default:
		return fmt.Errorf("there is no weighting %q; there are cases, equal and given", o.Weighting)
	}
	for name, w := range o.Weights {
		switch {
		case !slices.Contains(names, name):
			return fmt.Errorf("there is no unit %q among %s%s", name, strings.Join(names, ", "), sample.DidYouMean(name, names))
		case !(w > 0 && w <= MaxCases):
			return fmt.Errorf("the weight of %s has to be above 0 and at most %d, got %v", name, MaxCases, w)
		}
	}
	for _, name := range names {
		if o.Weights[name] == 0 {
			return fmt.Errorf("%s has no weight: give one for every unit", name)
		}
	}
	return nil
}

// question pools one question; nil where there is nothing to pool.
func (p *Pooled) question(question Question, o PoolOptions) (*QuestionPooled, error) {
	q := &QuestionPooled{Question: question}
	known := true
	for _, unit := range p.Units {
		a := unit.Assessment.result(question.ID)
		if a == nil || !a.HasCount() {
			q.Without = append(q.Without, unit.Name)
			continue
		}
		if a.Known == Nearest {
			w := nearestWarning(a.Result, p.Rounding, "the pooled share")
			w.Message = unit.Name + ": " + w.Message
			p.Warnings = append(p.Warnings, w)
		}
		u := UnitShare{Unit: unit.Name, QuestionAssessment: *a}
		u.Eligible, u.Estimated = eligible(unit.Assessment, *a)
		known = known && u.Eligible > 0 && !u.Estimated
		q.Units = append(q.Units, u)
	}
	switch {
	case len(q.Units) == 0:
		return nil, nil
	case len(q.Units) == 1:
		p.Left = append(p.Left, LeftOut{question.ID, "only " + q.Units[0].Unit + " has a count"})
		return nil, nil
	}
	sum := 0.0
	for i := range q.Units {
		u := &q.Units[i]
		switch o.Weighting {
		case WeightCases:
			if u.Eligible == 0 {
				p.Left = append(p.Left, LeftOut{question.ID, fmt.Sprintf("the number of eligible cases of %s in %s is not known, so it has no weight", question.Group, u.Unit)})
				return nil, nil
			}
			u.Weight = u.Eligible
		case WeightEqual:
			u.Weight = 1
		case WeightGiven:
			u.Weight = o.Weights[u.Unit]
		}
		sum += u.Weight
	}
	var drawn []stats.DrawnShare
	low, high := 1.0, 0.0
	for i := range q.Units {
		u := &q.Units[i]
		u.Weight /= sum
		share := float64(u.Yes) / float64(u.Of)
		q.Share += u.Weight * share
		low, high = min(low, share), max(high, share)
		drawn = append(drawn, stats.DrawnShare{Yes: u.Yes, Of: u.Of})
	}
	q.Spread = high - low
	if chance, err := stats.SpreadChance(drawn); err == nil {
		q.SpreadChance = &chance
	}
	if err := p.limits(q, known); err != nil {
		return nil, err
	}
	q.Band = p.band(q.Share)
	return q, nil
}

// result gives one question's result; nil where its standard was judged.
func (a *Assessment) result(question string) *QuestionAssessment {
	for _, st := range a.Standards {
		for i := range st.Results {
			if st.Results[i].Question.ID == question {
				return &st.Results[i]
			}
		}
	}
	return nil
}

// eligible gives the number of eligible cases that a question applies to. One that
// applied to every case read of its group applies to all; else the share of those
// read stands for all.
func eligible(a *Assessment, q QuestionAssessment) (cases float64, estimated bool) {
	if q.PopulationSource == PopulationGiven {
		return float64(q.Result.Population), false
	}
	whole, read := a.Inspection.Groups[q.Group].Population, a.read(q.Group)
	switch {
	case whole == 0:
		return 0, true
	case q.Of == read:
		return float64(whole), false
	}
	return float64(q.Of) * float64(whole) / float64(read), true
}

// read is how many cases of a group were read: as given, or the most that any of
// its questions has.
func (a *Assessment) read(group string) int {
	if n := a.Inspection.CasesRead(group); n > 0 {
		return n
	}
	most := 0
	for _, st := range a.Standards {
		for _, q := range st.Results {
			if q.Group == group {
				most = max(most, q.Of)
			}
		}
	}
	return most
}
