package predict

import (
	"onecase/discretion"
	"onecase/discretion/rules"
	"onecase/stats"
)

// RobustOptions are the choices of Robust. The zero value predicts the unread
// cases under Jeffreys' prior.
type Options struct {
	Rounding rules.Rounding // "": the rule set's
	Prior    Prior          // zero: Jeffreys
	// Agreement, where not 0, asks for a second reading of the same cases in
	// place of a reading of the rest: the chance that a second inspector would
	// judge an answer the same, each answer independently.
	Agreement float64
	// More, where not 0, also asks what reading so many more cases of every
	// group would do.
	More int
	// Replicates is how many completed populations are made where exact
	// calculation is too much; 0 is DefaultReplicates, or fewer where thousands
	// of cases have to be predicted.
	Replicates int
	Seed       string // of the simulation
	// Progress is told how many of the replicates are done, now and then; it
	// may be nil.
	Progress func(done, total int)
}

// DefaultReplicates keeps the standard error of every simulated chance below
// 0.0016 (for one group), a third of a percentage point at 95%.
const DefaultReplicates = 100_000

// maxReplicates keeps counts of replicates in an int of 32 bits.
const maxReplicates = 1_000_000_000

// Basis says how the chances of a rating were found.
type Basis string

const (
	// ByEnumeration: every outcome was counted, with the dependence between
	// questions as the cases show it.
	ByEnumeration Basis = "exact"
	// BySimulation: the same model, simulated.
	BySimulation Basis = "simulated"
	// ByIndependence: exact, if questions were independent. Totals do not tell;
	// bounds that hold for any dependence stand beside.
	ByIndependence Basis = "independence"
	// ByJudgement: a rating that was given directly, and is held.
	ByJudgement Basis = "judged"
)

// Robustness is how likely each rating would have been, had every eligible case
// been read, or the same cases a second time. Chances are by rating, in the rule
// set's order. Discretion is not applied and judged standards are held.
type Robustness struct {
	Inspection *discretion.Inspection
	Rounding   rules.Rounding
	Prior      Prior
	Agreement  float64 // 0: the unread cases were predicted
	More       int     // 0: not asked for

	Replicates int // of each simulated group; 0 where nothing was simulated
	Seed       string
	// MonteCarloError is the standard error that no simulated chance exceeds.
	MonteCarloError float64

	Questions []QuestionRobustness
	Standards []StandardRobustness
	Overall   OverallRobustness

	Warnings []stats.Warning
}

// QuestionRobustness is one question. Its chances are exact.
type QuestionRobustness struct {
	rules.Question
	discretion.Result
	Band             string // as observed; "" without a result
	PopulationSource discretion.PopulationSource
	// TakenForAll: it applied to every case that was read and is taken to apply to
	// every unread one of the group.
	TakenForAll bool
	Chances     []float64  // nil where the number of cases is not known
	Same        *float64   // chance of the observed band
	More        *MoreCases // nil where it was not asked for
}

// StandardRobustness is one standard.
type StandardRobustness struct {
	rules.Standard
	Computed string // "" for a judged standard, or one without a result
	Basis    Basis  // "" where there are no chances
	Chances  []float64
	Same     *float64 // chance of the computed rating
	// Bounds hold for any dependence between the questions; nil after a second
	// reading, in which answers are independent.
	Bounds  []Bound
	Missing []string // questions left out for want of a number of cases
	// Changes is the chance that reading More cases changes the computed rating.
	Changes *float64
}

// OverallRobustness is the overall rating, before discretion.
type OverallRobustness struct {
	Computed string // "" where there is none
	Why      string // why there are no chances; "" where there are
	Basis    Basis
	Chances  []float64
	Same     *float64
	Score    int           // as computed
	Scores   []ScoreChance // those with a chance above 0
	Changes  *float64      // chance that reading More cases changes the computed rating
}

// A ScoreChance is the chance of one overall score.
type ScoreChance struct {
	Score  int
	Chance float64
}

// Robust reckons how likely each rating would have been, had every eligible case
// been read. The unread cases are predicted from the read ones: each question's
// by the beta-binomial law of Scale.Predict, and whole cases, where the answers
// are known case by case, by the Polya urn over answer profiles; the rules are
// then applied to the completed population. From totals alone, questions are
// taken as independent and say so.
//
// Where a question's own population is not known, whether it applies to an
// unread case of its group is predicted as well. Groups are independent.
func Robust(ins *discretion.Inspection, o Options) (*Robustness, error) {
	if o.Prior == (Prior{}) {
		o.Prior = Jeffreys
	}
	if o.Replicates == 0 {
		o.Replicates = replicatesFor(ins)
	}
	if err := o.check(ins.Rules); err != nil {
		return nil, err
	}
	a, err := discretion.NewAssessor(ins, discretion.Options{Rounding: o.Rounding})
	if err != nil {
		return nil, err
	}
	r := &robuster{Assessor: a, o: o, out: &Robustness{Inspection: ins, Rounding: a.Scale.Rounding, Warnings: a.Warnings(),
		Prior: o.Prior, Agreement: o.Agreement, More: o.More}}
	r.prepare()
	r.assemble(r.reckon(r.wholly()))
	if o.More > 0 {
		r.addMore(r.reckon(r.after(o.More)))
	}
	return r.out, nil
}

// Methods of a whole result: that of the least certain of its ratings.
const (
	MethodExact         = "exact"
	MethodSimulated     = "simulated"
	MethodIndependence  = "independence"
	MethodSecondReading = "second-reading"
)

// Method says in a word how the ratings' chances were found. Questions are
// exact under all of them.
func (r *Robustness) Method() string {
	if r.Agreement > 0 {
		return MethodSecondReading
	}
	basis := r.Overall.Basis
	for _, st := range r.Standards {
		basis = weaker(basis, st.Basis)
	}
	switch basis {
	case ByIndependence:
		return MethodIndependence
	case BySimulation:
		return MethodSimulated
	}
	return MethodExact
}
