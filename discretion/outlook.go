package discretion

import (
	"fmt"
	"math"

	"onecase/sample"
	"onecase/stats"
)

// An OutlookPlan is an inspection that is still to be made, with what is assumed
// of the service.
type OutlookPlan struct {
	Rules *RuleSet
	// Groups are the sizes of the groups. A group whose Sample is 0 is not
	// looked at; one whose Population is 0 is drawn from as from many.
	Groups map[string]GroupSize
	// Questions has an assumption for each question, in the rule set's order.
	Questions []Assumption
	Judged    map[string]string // ratings of judged standards, by id, as far as they are assumed
	// Cases, where not nil, is an earlier inspection whose answers case by case
	// stand for the population: questions then move together as they did there.
	// Its rates and shares are those of Questions.
	Cases *Grid
	// Warnings are about what an earlier inspection left open.
	Warnings []stats.Warning
}

// An Assumption is what is taken to be true of all cases about one question.
type Assumption struct {
	Rate    float64 // of yes among the cases it applies to
	Applies float64 // share of the cases that it applies to
}

// OutlookOptions are the choices of an outlook.
type OutlookOptions struct {
	Rounding Rounding // "": the rule set's
	// Agreement, where not 0, is the chance that an answer is found as it truly
	// is, each independently.
	Agreement float64
	// Wanted, where not 0, is a chance of the right band: the outlook says from
	// how many cases it is reached.
	Wanted     float64
	Replicates int // 0: DefaultOutlookReplicates
	Seed       string
	Progress   func(done, total int)
}

// DefaultOutlookReplicates keeps the standard error of a simulated chance to
// half a percentage point.
const DefaultOutlookReplicates = 10_000

// Outlook is what an inspection may be expected to show, if what is assumed is
// true. Chances are by rating, in the rule set's order.
type Outlook struct {
	Plan       *OutlookPlan
	Rounding   Rounding
	Agreement  float64
	Wanted     float64
	Replicates int // 0 where nothing was simulated
	Seed       string
	// MonteCarloError is the standard error that no simulated chance exceeds.
	MonteCarloError float64

	Questions []QuestionOutlook
	Standards []StandardOutlook
	Overall   OverallOutlook

	Warnings []stats.Warning
}

// QuestionOutlook is one question. It is exact.
type QuestionOutlook struct {
	Question
	Assumption
	// Population is the eligible cases it applies to and Yes those of them that
	// are truly yes; both 0 where the group's population is not known.
	Population, Yes int
	ExpectedOf      float64 // cases of the sample it may be expected to apply to
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
	Standard
	True    string
	Basis   Basis // of Chances, Right and the biases
	Chances []float64
	None    float64 // chance that it cannot be rated, as no case applies
	Right   *float64
	// Bias is the expected lowest proportion less the lowest of the population:
	// the lowest of several questions is found too low on average, as that of any
	// of them may be the one that fell short. ScoreBias is the same for the score.
	Bias, ScoreBias *float64
	// Flagged is the simulated chance that a criterion opens the standard to
	// discretion, and Criteria that of each; nil where the rules have none.
	Flagged  *float64
	Criteria []CriterionChance
	Wanted   *WantedSize
}

// A CriterionChance is the chance that one criterion fires.
type CriterionChance struct {
	Criterion CriterionID
	Chance    float64
}

// OverallOutlook is the overall rating.
type OverallOutlook struct {
	Why     string // why there are no chances; "" where there are
	True    string
	Basis   Basis
	Chances []float64
	Right   *float64
	Score   int // of the population
	Scores  []ScoreChance
}

// A WantedSize says with how many cases of the group a chance is reached. The
// chance does not rise evenly, as bands fall differently on every number of
// cases.
type WantedSize struct {
	First  *int // the fewest cases that reach it; nil: none up to the most that were tried
	Stable *int // from here on every number reaches it
}

// NewOutlookPlan assumes the same rate of yes for every question, each of which
// applies to every case.
func NewOutlookPlan(rules *RuleSet, rate float64) *OutlookPlan {
	p := &OutlookPlan{Rules: rules, Groups: map[string]GroupSize{}, Judged: map[string]string{}}
	for range rules.Questions() {
		p.Questions = append(p.Questions, Assumption{Rate: rate, Applies: 1})
	}
	return p
}

// OutlookLike assumes what an earlier inspection found: its rates, the shares of
// its cases that each question applied to, its judged ratings, its populations,
// and, where they are known, its answers case by case. A question without a
// result keeps the rate given, and a share of 1.
func OutlookLike(ins *Inspection, rate float64) (*OutlookPlan, error) {
	a, err := newAssessor(ins, Options{})
	if err != nil {
		return nil, err
	}
	p := NewOutlookPlan(ins.Rules, rate)
	for id, rating := range ins.Judged {
		p.Judged[id] = rating
	}
	for _, g := range ins.Rules.Groups {
		p.Groups[g.ID] = GroupSize{Population: ins.Groups[g.ID].Population}
	}
	cases := ins.Results.Grid
	for i, r := range a.results {
		group := ins.Rules.Questions()[i].Group
		switch {
		case r.HasCount():
			if r.Known == Nearest {
				p.warn("nearest-count", "give the count of yes answers", "%s: %s%% of %d stands for no count or several; %d is used", r.Question, r.Percent, r.Of, r.Yes)
			}
			p.Questions[i] = Assumption{Rate: float64(r.Yes) / float64(r.Of), Applies: float64(r.Of) / float64(max(r.Of, a.sampled(group)))}
		case r.Known == PercentOnly:
			share, _ := a.exact[i].Float64()
			p.Questions[i].Rate = share / 100
			p.warn("no-denominator", "add of, the number of cases it applied to, or say to what share of the cases it applies",
				"%s: %s%% of a number of cases that is not stated; it is taken to apply to every case", r.Question, r.Percent)
		case r.Known == NoCase:
			p.Questions[i].Applies = 0
		}
		if r.HasBand() && r.Known != Answered {
			cases = nil
		}
	}
	p.Cases = cases
	return p, nil
}

// warn adds a warning to the plan.
func (p *OutlookPlan) warn(code, fix, format string, args ...any) {
	p.Warnings = append(p.Warnings, stats.Warning{Code: code, Message: fmt.Sprintf(format, args...), Fix: fix})
}

// SetSizes gives every group whose sample is not set the size that the rules
// ask for: their fixed size, or that of their confidence and margin (0.80 and
// 0.05 where they state none) for the group's population.
func (p *OutlookPlan) SetSizes() error {
	target := p.Rules.Target
	if target.Confidence == 0 {
		target.Confidence = defaultConfidence
	}
	if target.Margin == 0 {
		target.Margin = 0.05
	}
	for _, g := range p.Rules.Groups {
		size := p.Groups[g.ID]
		switch {
		case size.Sample > 0:
		case target.Size > 0 && len(p.Rules.Groups) == 1:
			size.Sample = target.Size
			if size.Population > 0 {
				size.Sample = min(size.Sample, size.Population)
			}
		default:
			worked, err := stats.SampleSize(stats.SizeSpec{Population: size.Population, Confidence: target.Confidence, Margin: target.Margin})
			if err != nil {
				return err
			}
			size.Sample = worked.Sample
		}
		p.Groups[g.ID] = size
	}
	return nil
}

// check finds everything that a plan cannot be looked at with.
func (p *OutlookPlan) check(o OutlookOptions) error {
	if len(p.Rules.Bands) == 0 {
		return fmt.Errorf("%s has no bands, so there is no rating to look out for", p.Rules.ID)
	}
	switch o.Rounding {
	case "", HalfUp, HalfEven, Down, None:
	default:
		return fmt.Errorf("percent rounding %q is none of half-up, half-even, down, none", o.Rounding)
	}
	if o.Agreement < 0 || o.Agreement > 1 {
		return fmt.Errorf("an agreement of %v is not a chance from 0 to 1", o.Agreement)
	}
	if o.Wanted < 0 || o.Wanted >= 1 {
		return fmt.Errorf("a wanted chance of %v is not below 1", o.Wanted)
	}
	if o.Wanted > 0 && o.Agreement > 0 {
		return fmt.Errorf("the size for a wanted chance is worked out for answers that are found as they are: ask for one of wanted and agreement")
	}
	if o.Replicates < 1 || o.Replicates > maxReplicates {
		return fmt.Errorf("%d replicates: it has to be from 1 to %d", o.Replicates, maxReplicates)
	}
	var problems sample.Problems
	for id, size := range p.Groups {
		if size.Population > 0 && size.Sample > size.Population || size.Sample < 0 || max(size.Population, size.Sample) > MaxCases {
			problems = append(problems, sample.Problem{Message: fmt.Sprintf("group %s: a sample of %d out of %d is not possible", id, size.Sample, size.Population)})
		}
	}
	for i, a := range p.Questions {
		for _, share := range []float64{a.Rate, a.Applies} {
			if !(share >= 0 && share <= 1) {
				problems = append(problems, sample.Problem{Message: fmt.Sprintf("%s: %v is not a share from 0 to 1", p.Rules.Questions()[i].ID, share)})
			}
		}
	}
	return problems.Err()
}

// Look reckons what the inspection may be expected to show: the chance of each
// band, of the right one, of a flag, and how far the lowest of several questions
// falls short. Samples are simple random ones: hypergeometric where the
// population is known, else binomial. Questions are independent unless the plan
// has cases.
func (p *OutlookPlan) Look(o OutlookOptions) (*Outlook, error) {
	if o.Replicates == 0 {
		o.Replicates = DefaultOutlookReplicates
	}
	if err := p.check(o); err != nil {
		return nil, err
	}
	l := newLook(p, o)
	l.out.Warnings = append(l.out.Warnings, p.Warnings...)
	l.warnPopulations()
	for i := range p.Rules.Questions() {
		l.out.Questions = append(l.out.Questions, l.question(i))
	}
	for i, st := range p.Rules.Standards {
		l.out.Standards = append(l.out.Standards, l.standard(i, st))
	}
	l.groups()
	l.overall()
	if l.simulated {
		l.out.Replicates, l.out.Seed = o.Replicates, o.Seed
		groups := 1.0
		if p.Cases != nil {
			groups = float64(len(p.Rules.Groups))
		}
		l.out.MonteCarloError = math.Sqrt(groups / (4 * float64(o.Replicates)))
	}
	return l.out, nil
}

// warnPopulations says which groups' populations were missed.
func (l *look) warnPopulations() {
	for _, g := range l.plan.Rules.Groups {
		if size := l.plan.Groups[g.ID]; size.Sample > 0 && size.Population == 0 {
			l.out.Warnings = append(l.out.Warnings, stats.Warning{Code: "no-population",
				Message: fmt.Sprintf("the number of eligible cases of %s is not known: they are taken for many", g.ID),
				Fix:     fmt.Sprintf("give --population %s=N", g.ID)})
		}
	}
}

// A look is one outlook while it is made.
type look struct {
	plan      *OutlookPlan
	o         OutlookOptions
	scale     *Scale
	rater     *Rater
	assumed   []assumed // by question
	points    [][]point // by question: what the sample may show
	standards []int     // the true rating of each
	scores    law
	simulated bool
	out       *Outlook
}

func newLook(p *OutlookPlan, o OutlookOptions) *look {
	fixed := map[string]int{}
	for id, rating := range p.Judged {
		fixed[id], _ = p.Rules.RatingIndex(rating)
	}
	scale := p.Rules.Scale(o.Rounding)
	l := &look{plan: p, o: o, scale: scale, rater: p.Rules.Rater(fixed), scores: certainly(0),
		out: &Outlook{Plan: p, Rounding: scale.Rounding, Agreement: o.Agreement, Wanted: o.Wanted}}
	for i, q := range p.Rules.Questions() {
		size := p.Groups[q.Group]
		a := assume(p.Questions[i], size)
		if l.byCase(q.Group) && size.Population > 0 {
			a = assumeCases(p.Cases, q.Group, i, size)
		}
		a.scale, a.agreement = scale, o.Agreement
		l.assumed = append(l.assumed, a)
		l.points = append(l.points, a.points(a.sample))
	}
	bands := make([]int, len(l.assumed))
	for i, a := range l.assumed {
		bands[i] = a.band()
	}
	for i := range p.Rules.Standards {
		l.standards = append(l.standards, l.rater.Standard(i, bands))
	}
	return l
}

// byCase reports whether samples of a group are drawn from an earlier
// inspection's cases.
func (l *look) byCase(group string) bool {
	return l.plan.Cases != nil && l.plan.Cases.Sampled(group) > 0
}

// ratingID is the id of a rating; "" for Unrated.
func (l *look) ratingID(rating int) string {
	if rating == Unrated {
		return ""
	}
	return l.plan.Rules.Ratings[rating].ID
}
