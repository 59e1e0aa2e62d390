package predict

import (
	"math"
	"slices"
	"sync"

	"onecase/discretion"
	"onecase/discretion/rules"
	"onecase/stats"
)

// Robustness is how likely each rating is, had every eligible case been read, or the
// same a second time. Judged standards are held and have no chances.
type Robustness struct {
	Inspection *discretion.Inspection
	Rounding   rules.Rounding
	Model      Model
	Prior      Prior
	Agreement  float64           // 0: the unread cases were predicted
	Rates      *discretion.Rates // of wrong answers; nil: these are taken for the truth
	More       int               // 0: not asked for
	// HoldDecisions: what a panel decided is held, as what was judged; else discretion is
	// not applied.
	HoldDecisions bool
	Simulation

	Questions []QuestionRobustness
	Standards []StandardRobustness
	Overall   OverallRobustness

	Warnings stats.Warnings
}

// QuestionRobustness is one question. Its chances are exact, and of its own answers alone
// whatever the model.
type QuestionRobustness struct {
	rules.Question
	discretion.Result
	Band             string          // as observed; "" without a result
	Points           *rules.PointsOf // what answers with points are worth; else nil
	PopulationSource discretion.PopulationSource
	// TakenForAll: it applied to every read case, and is taken to apply to every other.
	TakenForAll bool
	Chances     []float64 // nil where the number of cases is not known
	Same        *float64  // chance of the observed band
	// Corrected is the share that the answers are most like with their errors taken out, and
	// CorrectedBand its band; nil and "" without Rates.
	Corrected     *float64
	CorrectedBand string
	More          *MoreCases // nil where it was not asked for
}

// StandardRobustness is one standard.
type StandardRobustness struct {
	rules.Standard
	RatingChances
	Computed string // "" for a judged or decided standard, or one without a result
	Decided  string // the rating that is held because a panel decided it; else ""
	Before   string // of such a standard, the rating that the judgements make; else "", as where they make none
	// Level is the mean of the level that the rates of the questions lie about, and Spread
	// that of their standard deviation about it; 0 but under Tied.
	Level, Spread float64
	Same          *float64 // chance of the computed rating
	Missing       []string // questions left out because their number of cases is not known
	Why           string   // why there are no chances where there are results; else ""
	Changes       *float64 // chance that reading More cases changes the computed rating
}

// OverallRobustness is the overall rating, before discretion unless that is held.
type OverallRobustness struct {
	OverallChances
	Score    int      // as computed
	Computed string   // "" where there is none
	Same     *float64 // chance of the computed rating
	Changes  *float64 // chance that reading More cases changes the computed rating
	// Before is the rating that the judgements alone make, with BeforeScore, where a decision of
	// a panel that is other than these make is held; else "" and 0, as where they make none.
	Before      string
	BeforeScore int
}

// Held are the standards of which a panel's rating is held that is other than the judgements make.
func (r *Robustness) Held() []StandardRobustness {
	return slices.DeleteFunc(slices.Clone(r.Standards), func(st StandardRobustness) bool { return st.Decided == "" || st.Decided == st.Before })
}

// Method is the basis of the least certain rating, or BySecondReading. Questions are
// exact.
func (r *Robustness) Method() Basis {
	if r.Agreement > 0 {
		return BySecondReading
	}
	basis := weaker(ByEnumeration, r.Overall.Basis)
	for _, st := range r.Standards {
		basis = weaker(basis, st.Basis)
	}
	return basis
}

// ErrorModel is OneCoin where it bears on a second reading, else "".
func (r *Robustness) ErrorModel() string {
	for _, q := range r.Questions {
		if r.Agreement > 0 && q.Chances != nil && q.Points != nil && len(q.Points.Levels) > 2 {
			return OneCoin
		}
	}
	return ""
}

// assemble puts the outcome of the full reading in the result.
func (e *estimator) assemble(questions [][]float64, o outcome) {
	for at := range e.out.Questions {
		q := &e.out.Questions[at]
		if questions[at] != nil {
			q.Chances = questions[at]
			q.Same = chanceOf(q.Chances, e.Rules.RatingIDsOf(q.Standard), q.Band)
		}
	}
	for i := range e.out.Standards {
		st := &e.out.Standards[i]
		if st.RatingChances = o.rated[i]; st.Basis == ByJudgement {
			st.Chances = nil
		}
		st.Why = e.lacking[i]
		st.Same = chanceOf(st.Chances, e.Rules.RatingIDsOf(st.ID), st.Computed)
	}
	all := &e.out.Overall
	all.OverallChances = o.overallChances(e.Assessor, "there are no chances for ")
	all.Same = chanceOf(all.Chances, e.Rules.RatingIDsOf(""), all.Computed)
	e.out.Simulation = e.simulation(e.simulated)
	if e.tying != nil {
		e.addLevels()
	}
}

// addLevels adds what was learnt of the level and the spread of each standard.
func (e *estimator) addLevels() {
	for _, k := range e.tying.standards {
		if !slices.ContainsFunc(k.questions, func(q int) bool { return !e.Scales[q].HasPoints() }) {
			continue // it lies about no level
		}
		st := &e.out.Standards[k.at]
		for _, n := range k.nodes {
			l := levels[n.level]
			st.Level += n.chance * l
			st.Spread += n.chance * math.Sqrt(l*(1-l)/(spreads[n.spread]+1))
		}
	}
}

// chanceOf is the chance of a rating; nil where either is not known.
func chanceOf(chances []float64, scale []string, rating string) *float64 {
	at := slices.Index(scale, rating)
	if chances == nil || at < 0 {
		return nil
	}
	return &chances[at]
}

// addMore adds what reading more cases would do.
func (e *estimator) addMore(o outcome) {
	changes := func(chances []float64, standard, computed string) *float64 {
		if same := chanceOf(chances, e.Rules.RatingIDsOf(standard), computed); same != nil {
			return new(1 - *same)
		}
		return nil
	}
	var wait sync.WaitGroup
	for at := range e.out.Questions {
		if q := &e.out.Questions[at]; q.Chances != nil && !q.HasPoints() {
			wait.Go(func() {
				q.More = new(e.prediction(at).more(e.moreOf(at, e.o.More), e.unreadOf(q.Group), e.Scales[at].Band(q.Yes, q.Of)))
			})
		}
	}
	wait.Wait()
	for i := range e.out.Standards {
		st := &e.out.Standards[i]
		st.Changes = changes(o.rated[i].Chances, st.ID, st.Computed)
	}
	all := &e.out.Overall
	all.Changes = changes(o.overallChances(e.Assessor, "").Chances, "", all.Computed)
}

// withhold takes away the chances that rest on what is withheld, of which the questions
// that are shown would give others.
func (r *Robustness) withhold() {
	var counted []string
	for i, behind := range r.Inspection.Withheld.Behind(r.Inspection.Rules) {
		st := &r.Standards[i]
		if !behind {
			continue
		}
		st.RatingChances, st.Same, st.Changes, st.Level, st.Spread = RatingChances{}, nil, nil, 0, 0
		if st.Counted {
			counted = append(counted, st.ID)
		}
	}
	if len(counted) > 0 {
		r.Overall.OverallChances = OverallChances{Why: "those of " + r.Inspection.Rules.StandardTitles(counted) + " are withheld"}
		r.Overall.Same, r.Overall.Changes = nil, nil
	}
}
