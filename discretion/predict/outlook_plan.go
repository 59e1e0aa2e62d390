package predict

import (
	"fmt"
	"maps"
	"math"
	"slices"

	"onecase/discretion"
	"onecase/discretion/rules"
	"onecase/sample"
	"onecase/sample/sheet"
	"onecase/stats"
	"onecase/stats/phrase"
)

// An OutlookPlan is an inspection to be made, and what is assumed of the service.
type OutlookPlan struct {
	Rules *rules.Set
	// Groups without a Sample are left out; without a Population they are infinite.
	Groups map[string]discretion.GroupSize
	// Questions has an assumption for each question, in the rule set's order.
	Questions []Assumption
	Judged    map[string]string // the assumed ratings of judged standards, by id
	// Cases, where not nil, are an earlier inspection's answers, which stand for the
	// population; questions move together as they did there.
	Cases    *discretion.Grid
	Warnings stats.Warnings // of what an earlier inspection left open
}

// An Assumption is what is taken to be true of one question in all cases.
type Assumption struct {
	Rate    float64 // of yes among the cases it applies to; of answers with points, of the best level
	Applies float64 // share of the cases that it applies to
	// Levels, of answers with points, are the shares at each level, worst first; nil: none are
	// between the worst and the best.
	Levels []float64
}

// atLevels are the shares at so many levels.
func (a Assumption) atLevels(levels int) []float64 {
	if a.Levels != nil {
		return a.Levels
	}
	shares := make([]float64, levels)
	shares[0], shares[levels-1] = 1-a.Rate, a.Rate
	return shares
}

// SetLevels assumes the shares at each level of answers with points, worst first.
func (a *Assumption) SetLevels(shares []float64) {
	a.Rate, a.Levels = shares[len(shares)-1], shares
}

// NewOutlookPlan assumes one rate of yes for every question, in every case.
func NewOutlookPlan(set *rules.Set, rate float64) *OutlookPlan {
	return &OutlookPlan{Rules: set, Groups: map[string]discretion.GroupSize{}, Judged: map[string]string{},
		Questions: slices.Repeat([]Assumption{{Rate: rate, Applies: 1}}, len(set.Questions()))}
}

// OutlookPlanFrom assumes what an earlier inspection found: rates, shares of cases,
// judged ratings, populations, and answers case by case. A question without a result
// has the rate given, and a share of 1.
func OutlookPlanFrom(ins *discretion.Inspection, rate float64) (*OutlookPlan, error) {
	a, err := discretion.NewAssessor(ins, discretion.Options{})
	if err != nil {
		return nil, err
	}
	p := NewOutlookPlan(ins.Rules, rate)
	maps.Copy(p.Judged, ins.Judged)
	for _, g := range ins.Rules.Groups {
		p.Groups[g.ID] = discretion.GroupSize{Population: ins.Groups[g.ID].Population}
	}
	cases := ins.Results.Grid
	for i, r := range a.Results {
		group := ins.Rules.Questions()[i].Group
		switch {
		case r.HasCount():
			if r.Known == discretion.Nearest {
				w := discretion.NearestWarning(r, a.Scale.Rounding, "the rate")
				w.Code = "nearest-count"
				p.Warnings = append(p.Warnings, w)
			}
			p.Questions[i] = Assumption{Rate: float64(r.Yes) / float64(r.Of), Applies: float64(r.Of) / float64(max(r.Of, a.Sampled(group)))}
			if ins.Rules.Questions()[i].HasPoints() {
				for _, cases := range r.AtLevels() {
					p.Questions[i].Levels = append(p.Questions[i].Levels, float64(cases)/float64(r.Of))
				}
			}
		case r.Known == discretion.PercentOnly:
			share, _ := r.Percent.Rat().Float64()
			p.Questions[i].Rate = share / 100
			p.Warnings.Add("no-denominator", "say how many cases it applied to, or to what share of the cases it applies",
				"%s: %s%% of a number of cases that is not stated; it is taken to apply to every case", stats.ID(r.Question), r.Percent)
		case r.Known == discretion.NoCase:
			p.Questions[i].Applies = 0
		}
		if r.HasBand() && r.Known != discretion.Answered {
			cases = nil
		}
	}
	p.Cases = cases
	return p, nil
}

// UseRecord takes the sizes of groups and samples from the record of a draw, and of questions
// that say to whom they apply, how many cases that is.
func (p *OutlookPlan) UseRecord(record *sample.Record) error {
	if err := discretion.CheckGroups(record, p.Rules); err != nil {
		return err
	}
	if record.Rules != p.Rules.ID {
		p.Warnings.Add("other-rules", "",
			"what is expected is by other rules than the draw: the sample was drawn under %s and is looked at under %s",
			rules.NameOf(record.Rules), p.Rules.Named())
	}
	for _, g := range record.Groups {
		if _, ok := p.Rules.Group(g.Group); !ok {
			continue
		}
		status, err := record.Status(g.Group)
		if err != nil {
			return err
		}
		p.Groups[g.Group] = discretion.GroupSize{Population: g.Population, Sample: len(status.Sample)}
	}
	for at, cases := range discretion.Applying(record, p.Rules) {
		p.Questions[at].Applies = float64(cases) / float64(max(1, p.Groups[p.Rules.Questions()[at].Group].Population))
	}
	return nil
}

// SetSizes gives every group without a sample the size that the rules ask for: fixed,
// or of their confidence and margin (0.80 and 0.05 if not stated).
func (p *OutlookPlan) SetSizes() error {
	design := p.Rules.Design()
	for _, g := range p.Rules.Groups {
		size := p.Groups[g.ID]
		switch {
		case size.Sample > 0:
		case design.Total > 0 && len(p.Rules.Groups) == 1:
			size.Sample = design.Total
			if size.Population > 0 {
				size.Sample = min(size.Sample, size.Population)
			}
		default:
			worked, err := stats.SampleSize(stats.SizeSpec{Population: size.Population, Confidence: design.Confidence,
				Margin: design.Margin})
			if err != nil {
				return err
			}
			size.Sample = worked.Sample
		}
		p.Groups[g.ID] = size
	}
	return nil
}

// check finds all problems of a plan and the first of its options.
func (p *OutlookPlan) check(o OutlookOptions) error {
	if !p.Rules.RatesQuestions() {
		return fmt.Errorf("%s rates no question by bands, so no rating has a chance", p.Rules.Named())
	}
	if err := checkSimulation(o.Agreement, o.Replicates); err != nil {
		return err
	}
	if o.Wanted < 0 || o.Wanted >= 1 {
		return fmt.Errorf("a wanted chance of %v is not below 1", o.Wanted)
	}
	if o.Wanted > 0 && o.Agreement > 0 {
		return fmt.Errorf("the size for a wanted chance is worked out for answers that are found as they are: ask for one of wanted and agreement")
	}
	if err := p.checkAgreement(o.Agreement); err != nil {
		return err
	}
	var problems sheet.Problems
	problem := func(format string, args ...any) {
		problems = append(problems, sheet.Problem{Message: fmt.Sprintf(format, args...)})
	}
	for id, size := range p.Groups {
		if size.Population > 0 && size.Sample > size.Population || size.Sample < 0 ||
			max(size.Population, size.Sample) > discretion.MaxCases {
			problem("group %s: a sample of %d out of %d is not possible", id, size.Sample, size.Population)
		}
	}
	for i, a := range p.Questions {
		for _, share := range []float64{a.Rate, a.Applies} {
			if !(share >= 0 && share <= 1) {
				problem("%s: %v is not a share from 0 to 1", p.Rules.Questions()[i].ID, share)
			}
		}
		if a.Levels != nil {
			p.checkLevels(p.Rules.Questions()[i], a.Levels, problem)
		}
	}
	return problems.Err()
}

// checkAgreement refuses one of more than two levels that answers by chance would have.
func (p *OutlookPlan) checkAgreement(agreement float64) error {
	for _, q := range p.Rules.Questions() {
		if levels, _ := p.Rules.LevelsOf(q); q.HasPoints() && len(levels) > 2 && agreement > 0 && agreement*float64(len(levels)) < 1 {
			return fmt.Errorf("an agreement of %s is less than answers of %s at any of %d levels by chance have: give a higher one",
				phrase.Percent(100*agreement), q.ID, len(levels))
		}
	}
	return nil
}

// checkLevels finds what is wrong with the shares at the levels of a question.
func (p *OutlookPlan) checkLevels(q rules.Question, shares []float64, problem func(format string, args ...any)) {
	if levels, _ := p.Rules.LevelsOf(q); !q.HasPoints() || len(levels) != len(shares) {
		problem("%s has not %d levels with points", q.ID, len(shares))
		return
	}
	sum := 0.0
	for _, s := range shares {
		if !(s >= 0 && s <= 1) {
			problem("%s: %v is not a share from 0 to 1", q.ID, s)
			return
		}
		sum += s
	}
	if math.Abs(sum-1) > 1e-6 {
		problem("%s: the shares of its levels add up to %s, not to 100%%", q.ID, phrase.Percent(100*sum))
	}
}
