package discretion

import (
	"fmt"
	"slices"

	"onecase/discretion/rules"
	"onecase/stats"
	"onecase/stats/phrase"
)

// question pools one question; nil where there is nothing to pool.
func (p *Pooled) question(question rules.Question, o PoolOptions) (*QuestionPooled, error) {
	q := &QuestionPooled{Question: question}
	known := true
	for _, unit := range p.Units {
		a := unit.Assessment.result(question.ID)
		if a == nil || !a.HasCount() {
			q.Without = append(q.Without, unit.Name)
			if a != nil && a.Known == Hidden {
				q.Withheld = append(q.Withheld, unit.Name)
			}
			continue
		}
		if a.Known == Nearest {
			w := NearestWarning(a.Result, p.Rounding, "the pooled share")
			w.Message = unit.Name + ": " + w.Message
			p.Warnings = append(p.Warnings, w)
		}
		u := UnitShare{Unit: unit.Name, QuestionAssessment: *a, group: unit.Assessment.groupSize(a.Group)}
		u.Eligible, u.Estimated = u.eligible()
		known = known && !u.Estimated
		q.Units = append(q.Units, u)
	}
	switch {
	case len(q.Units) == 0:
		return nil, nil
	case len(q.Units) == 1:
		why := "only " + q.Units[0].Unit + " has a count"
		if len(q.Withheld) > 0 {
			why += " that is shown; it is withheld for: " + phrase.First(5, q.Withheld, ", ", " and")
		}
		p.Left = append(p.Left, LeftOut{question.ID, why})
		return nil, nil
	}
	if without := q.weigh(o); without != "" {
		p.Left = append(p.Left, LeftOut{question.ID,
			fmt.Sprintf("the number of eligible cases of %s in %s is not known, so it has no weight", question.Group, without)})
		return nil, nil
	}
	if question.HasPoints() {
		return nil, p.mean(q)
	}
	if err := q.average(); err != nil {
		return nil, err
	}
	if err := p.limits(q, known); err != nil {
		return nil, err
	}
	q.Band = p.band(q.Question, q.Share)
	return q, nil
}

// weigh gives each unit its part of the whole, or names the first without a weight.
func (q *QuestionPooled) weigh(o PoolOptions) (without string) {
	sum := 0.0
	for i := range q.Units {
		u := &q.Units[i]
		u.Weight = map[Weighting]float64{WeightCases: u.Eligible, WeightEqual: 1, WeightGiven: o.Weights[u.Unit]}[o.Weighting]
		if u.Weight == 0 {
			return u.Unit
		}
		sum += u.Weight
	}
	for i := range q.Units {
		q.Units[i].Weight /= sum
	}
	return ""
}

// average sums the weighted shares, and says how far apart the units' shares are.
func (q *QuestionPooled) average() error {
	var drawn []stats.DrawnShare
	low, high := 1.0, 0.0
	for _, u := range q.Units {
		share := float64(u.Yes) / float64(u.Of)
		q.Share += u.Weight * share
		low, high = min(low, share), max(high, share)
		drawn = append(drawn, stats.DrawnShare{Yes: u.Yes, Of: u.Of})
	}
	q.Spread = high - low
	q.Census = !slices.ContainsFunc(q.Units, func(u UnitShare) bool { return u.Estimated || u.Eligible != float64(u.Of) })
	if q.Census {
		return nil
	}
	if chance, err := stats.SpreadChance(drawn); err == nil {
		q.SpreadChance = &chance
	}
	return q.funnel()
}

// funnel works out what each unit would have by chance alone.
func (q *QuestionPooled) funnel() error {
	yes, of := 0, 0
	for _, u := range q.Units {
		yes, of = yes+u.Yes, of+u.Of
	}
	for i := range q.Units {
		u := &q.Units[i]
		for _, level := range stats.FunnelLevels {
			low, high, err := stats.DealtRange(u.Of, yes, of, level)
			if err != nil {
				return err
			}
			u.Funnel = append(u.Funnel, FunnelRange{level, low, high, low <= u.Yes && u.Yes <= high})
		}
	}
	return nil
}

// result gives one question's result; nil where its standard was judged.
func (a *Assessment) result(question string) *QuestionAssessment {
	for _, st := range a.Standards {
		if i := slices.IndexFunc(st.Results, func(q QuestionAssessment) bool { return q.Question.ID == question }); i >= 0 {
			return &st.Results[i]
		}
	}
	return nil
}

// eligible is the eligible cases that a question applies to: all of the group if it
// applied to every case read, else estimated from the share that it applied to.
func (u *UnitShare) eligible() (cases float64, estimated bool) {
	if u.PopulationSource == PopulationGiven || u.TakenForAll || u.Of == u.group.Population {
		return float64(u.Result.Population), false
	}
	return float64(u.Of) * float64(u.group.Population) / float64(u.group.Sample), true
}

// groupSize is a group's size and its cases read, at least the most of any question.
func (a *Assessment) groupSize(group string) GroupSize {
	size := GroupSize{Population: a.Inspection.Groups[group].Population, Sample: a.Inspection.CasesRead(group)}
	for _, st := range a.Standards {
		for _, q := range st.Results {
			if q.Group == group {
				size.Sample = max(size.Sample, q.Of)
			}
		}
	}
	return size
}
