package predict

import (
	"cmp"

	"onecase/discretion"
	"onecase/discretion/rules"
	"onecase/stats"
)

// OutlookOptions are the choices of an outlook.
type OutlookOptions struct {
	Rounding rules.Rounding // "": the rule set's
	// Agreement: the chance that an answer is found as it truly is; 0: all are.
	// Of more than two levels a wrong answer is each of the others with the same chance.
	Agreement float64
	// Wanted: a chance of the right band, to find the cases it takes; 0: none.
	Wanted     float64
	Replicates int // 0: DefaultOutlookReplicates
	Seed       string
	Progress   func(done, total int) // may be nil
}

// DefaultOutlookReplicates gives standard errors of at most half a percentage point.
const DefaultOutlookReplicates = 10_000

// Outlook is what an inspection may show if what is assumed is true. Chances are by
// rating.
type Outlook struct {
	Plan      *OutlookPlan
	Rounding  rules.Rounding
	Agreement float64
	Wanted    float64
	Simulation

	Questions []QuestionOutlook
	Standards []StandardOutlook
	Overall   OverallOutlook

	Warnings stats.Warnings
}

// QuestionOutlook is one question. It is exact.
type QuestionOutlook struct {
	rules.Question
	Assumption
	// Population has the eligible cases, Yes the truly yes ones; 0: not known.
	Population, Yes int
	Levels          []int   // the cases at each level, of answers with points; nil: not known
	ExpectedOf      float64 // expected number of sampled cases that it applies to
	True            string  // the band of the population; "" where there is none
	Chances         []float64
	None            float64  // chance that it applies to no case of the sample
	Right           *float64 // chance of the true band
	OneCaseSwing    float64  // chance that one judgement would move it to another band
	Unreachable     []string // bands that no count out of the expected cases falls in
	Wanted          *WantedSize
}

// StandardOutlook is one standard.
type StandardOutlook struct {
	rules.Standard
	RatingChances          // without bounds; the basis is that of Right and the biases as well
	True          string   // "" where there is none
	None          float64  // chance that it cannot be rated, as no case applies
	Right         *float64 // chance of the true rating
	// Bias is the expected share that is rated minus that of the population: the lowest of
	// several questions, any of which may fall short, or their mean; of answers with points a share
	// of the highest. Nil for standards made of others. ScoreBias is that of the score.
	Bias, ScoreBias *float64
	// Flagged is the simulated chance that any criterion fires; nil without criteria.
	Flagged  *float64
	Criteria []CriterionChance
	Wanted   *WantedSize
}

// A CriterionChance is the chance that one criterion fires.
type CriterionChance struct {
	Criterion rules.CriterionID `json:"criterion"`
	Chance    float64           `json:"chance"`
}

// OverallOutlook is the overall rating.
type OverallOutlook struct {
	OverallChances
	Score int      // of the population
	True  string   // "" where there is none
	Right *float64 // chance of the true rating
}

// A WantedSize is how many cases reach a chance, which does not rise evenly with them.
type WantedSize struct {
	First  *int `json:"sample"`      // the fewest cases that reach it; null: none of the sizes tried
	Stable *int `json:"stable_from"` // from here on every size tried reaches it
}

// OneCoin names the model of answers that are not found as they are, or not again, where they have
// more than two levels: each of the others has the same chance.
const OneCoin = "one-coin"

// ErrorModel is OneCoin where it bears on the outlook, else "".
func (o *Outlook) ErrorModel() string {
	for _, q := range o.Questions {
		if o.Agreement > 0 && len(q.Assumption.Levels) > 2 && q.Chances != nil {
			return OneCoin
		}
	}
	return ""
}

// Outlook gives the chances of what the inspection will show: bands, the right one,
// flags, and the bias of the share that is rated. Samples are simple random, of
// infinite populations where they are not known, and questions independent without
// cases.
func (p *OutlookPlan) Outlook(o OutlookOptions) (*Outlook, error) {
	o.Replicates = cmp.Or(o.Replicates, DefaultOutlookReplicates)
	if err := p.check(o); err != nil {
		return nil, err
	}
	l, err := newOutlooker(p, o)
	if err != nil {
		return nil, err
	}
	for i := range p.Rules.Questions() {
		l.out.Questions = append(l.out.Questions, l.question(i))
	}
	for i, st := range p.Rules.Standards {
		out := StandardOutlook{Standard: st, RatingChances: l.rated[i]}
		out.Standard.Judged = st.Judged || out.Basis == ByJudgement
		if l.truth[i] != rules.Unrated {
			out.True = p.Rules.RatingsOf(i)[l.truth[i]].ID
		}
		l.out.Standards = append(l.out.Standards, out)
	}
	for _, g := range p.Rules.Groups {
		l.group(g.ID)
	}
	if !l.PlainRules() {
		l.levels()
	}
	l.overall()
	return l.out, nil
}

// An outlooker holds one outlook in progress.
type outlooker struct {
	*discretion.Assessor // of an inspection that has nothing but the judged ratings
	simulator
	outcome
	plan      *OutlookPlan
	o         OutlookOptions
	assumed   []assumed        // by question
	points    [][]point        // by question: what the sample may show
	copies    map[string][]int // by group: how many cases each row of plan.Cases stands for
	truth     []int            // the true rating of each standard
	inexact   map[int]bool     // standards with too many ways to follow
	simulated bool
	out       *Outlook
}
