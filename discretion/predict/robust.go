package predict

import (
	"cmp"
	"errors"
	"fmt"

	"onecase/discretion"
	"onecase/discretion/rules"
)

// Options are the choices of Robust; the zero value predicts under Jeffreys' prior.
type Options struct {
	Rounding rules.Rounding // "" for the rule set's own
	Model    Model          // "" for Tied
	Prior    Prior          // zero for Jeffreys'; of each question and, under Tied, of the inspection's level
	// HoldDecisions holds the rating of a standard that a panel decided, as one that was
	// given directly; else ratings are before discretion.
	HoldDecisions bool
	// Agreement asks for a second reading of the same cases instead: the chance that an
	// answer is judged as before, each independently. Of more than two levels each other one has
	// the same chance (see OneCoin). 0 asks for none.
	Agreement float64
	// Rates of wrong answers ask for the truth behind the answers: the chance of each rating, had
	// every eligible case been read without error. Whole cases are not predicted then, since it is not
	// known whose answers are wrong; questions are independent given the model's levels.
	Rates *discretion.Rates
	// More asks what reading so many more cases of every group would do; 0 asks nothing.
	More int
	// Replicates is how many populations are completed where exact calculation is too
	// much; 0 means DefaultReplicates, or fewer where thousands of cases are predicted.
	Replicates int
	Seed       string // of the simulation
	// Progress is told at times how many replicates are done; it may be nil.
	Progress func(done, total int)

	ofSample bool // what is completed is the sample, which every rule set rates
}

// DefaultReplicates keeps the standard error of every simulated chance below
// 0.0016 (for one group), a third of a percentage point at 95%.
const DefaultReplicates = 100_000

// ErrCountOfSample is the error of rules that rate no completed population. A second
// reading can be asked for: see Agreement.
var ErrCountOfSample = errors.New("the rules count the no answers in a sample of fixed size, and do not say what a larger number of cases would be rated; what a second reading of the same cases would find can be asked for")

// Robust gives the chance of each rating, had every eligible case been read. It predicts
// the unread cases from the read ones, also whether a question of unknown population
// applies to them: each question by the beta-binomial law or, where answers are known
// case by case, whole cases by the Polya urn over answer profiles. The rules rate the
// completed population. Groups, and questions known from totals alone, are taken as
// independent.
func Robust(ins *discretion.Inspection, o Options) (*Robustness, error) {
	if o.Prior == (Prior{}) {
		o.Prior = Jeffreys
	}
	o.Model = cmp.Or(o.Model, Tied)
	if o.Replicates == 0 {
		o.Replicates = replicatesFor(ins)
	}
	if err := cmp.Or(o.check(ins.Rules), o.checkRates(ins)); err != nil {
		return nil, err
	}
	of := ins
	if o.HoldDecisions {
		ins = holding(ins)
	}
	a, err := discretion.NewAssessor(ins, discretion.Options{Rounding: o.Rounding})
	if err != nil {
		return nil, err
	}
	if err := cmp.Or(enoughCases(a, o), o.checkAnswers(a)); err != nil {
		return nil, err
	}
	e := newEstimator(a, o)
	if err := e.findLacking(); err != nil {
		return nil, err
	}
	e.prepare()
	if err := e.before(of); err != nil {
		return nil, err
	}
	e.assemble(e.evaluate(e.fullReading()))
	if o.More > 0 {
		_, more := e.evaluate(e.moreCases(o.More))
		e.addMore(more)
	}
	e.out.withhold()
	return e.out, nil
}

// before fills in the ratings that the judgements alone make, where decisions are held.
func (e *estimator) before(ins *discretion.Inspection) error {
	if !e.o.HoldDecisions || len(ins.Decisions) == 0 {
		return nil
	}
	a, err := discretion.NewAssessor(ins, discretion.Options{Rounding: e.o.Rounding})
	if err != nil {
		return err
	}
	computed := make([]int, len(a.Rules.Standards))
	score, rating, ok := a.RateAll(computed)
	for i := range e.out.Standards {
		if st := &e.out.Standards[i]; st.Decided != "" && computed[i] != rules.Unrated {
			st.Before = a.Rules.RatingsOf(i)[computed[i]].ID
		}
	}
	if ok && len(e.out.Held()) > 0 {
		e.out.Overall.Before, e.out.Overall.BeforeScore = a.Rules.OverallRatings()[rating].ID, score
	}
	return nil
}

// holding is the inspection with what was decided as if it had been judged directly.
func holding(ins *discretion.Inspection) *discretion.Inspection {
	ins = ins.Clone()
	for _, d := range ins.Decisions {
		ins.Judged[d.Standard] = d.To
	}
	return ins
}

// enoughCases refuses a second reading of too few cases for a rating of fixed size.
func enoughCases(a *discretion.Assessor, o Options) error {
	for _, st := range a.Rules.Standards {
		if why := a.NotEnough(st); o.Agreement > 0 && why != "" {
			return fmt.Errorf("%s: %s: %s", a.Inspection.Name(), st.ID, why)
		}
	}
	return nil
}

// replicatesFor is DefaultReplicates, or as many as take some seconds: a
// replicate predicts one answer for each unread case and question of a group.
func replicatesFor(ins *discretion.Inspection) int {
	const leastReplicates, answers = 1_000, 1_000_000_000
	most := 1
	for _, g := range ins.Groups {
		most = max(most, g.Population)
	}
	return min(max(answers/most/max(1, len(ins.Rules.Questions())), leastReplicates), DefaultReplicates)
}

func (o Options) check(set *rules.Set) error {
	switch {
	case o.Model != Tied && o.Model != Separate:
		return fmt.Errorf("%q is not a model; the models are %s and %s", o.Model, Tied, Separate)
	case !set.RatesQuestions():
		return fmt.Errorf("%s rates no question by bands, so no rating has a chance", set.Named())
	case set.Percent.Measure == rules.CountNo && o.Agreement == 0 && !o.ofSample:
		return fmt.Errorf("%s: %w", set.Named(), ErrCountOfSample)
	case o.More < 0:
		return fmt.Errorf("%d more cases is below 0", o.More)
	case o.More > 0 && o.Agreement > 0:
		return fmt.Errorf("a second reading reads the same cases: ask for more cases or for agreement, not both")
	}
	if err := checkSimulation(o.Agreement, o.Replicates); err != nil {
		return err
	}
	return o.Prior.check()
}

// An estimator holds one calculation of Robust in progress.
type estimator struct {
	*discretion.Assessor
	simulator
	o          Options
	lacking    []string // by standard with questions: why it has no chances; "" where it may have
	unforetold []bool   // by question: its table lacks a number of cases that it can come to, or its points are not followed
	leaves     map[int]*leafLaw
	waiting    []int      // of each question, the cases with answers that have none to it yet
	tying      *tying     // nil until it is needed
	truths     []*truth   // by question, nil until they are needed; see truthOf
	pointed    []*pointed // by question, nil until they are needed; see pointsOf
	out        *Robustness
	simulated  int // groups simulated so far
}

func newEstimator(a *discretion.Assessor, o Options) *estimator {
	waiting := make([]int, len(a.Results))
	for at := range waiting {
		waiting[at] = a.Inspection.Results.Grid.Waiting(at)
	}
	return &estimator{Assessor: a, o: o, waiting: waiting, leaves: map[int]*leafLaw{},
		lacking: make([]string, len(a.Rules.Standards)), unforetold: make([]bool, len(a.Results)),
		pointed: make([]*pointed, len(a.Results)), simulator: simulator{o.Seed, o.Replicates, o.Progress},
		out: &Robustness{Inspection: a.Inspection, Rounding: a.Scale.Rounding, Model: o.Model, Prior: o.Prior,
			Agreement: o.Agreement, Rates: o.Rates, More: o.More,
			HoldDecisions: o.HoldDecisions,
			Warnings:      a.Warnings()}}
}
