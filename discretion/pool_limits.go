package discretion

import (
	"math"
	"slices"

	"onecase/discretion/rules"
	"onecase/stats"
)

// limits are guaranteed if the number of cases is known in every unit and there are not
// too many ways to split the yes cases among the units and the cells of their draws, else
// from the design.
func (p *Pooled) limits(q *QuestionPooled, known bool) error {
	if !known {
		return p.designLimits(q)
	}
	var strata []stats.StratumCount
	var weights []float64 // nil: every case counts once
	proved := true
	for _, u := range q.Units {
		parts, drawn := p.unit(u.Unit).strata(u.QuestionAssessment, int(u.Eligible))
		proved = proved && drawn
		for _, part := range parts {
			strata = append(strata, part)
			if p.Weighting != WeightCases {
				weights = append(weights, u.Weight*float64(part.Population)/u.Eligible)
			}
		}
	}
	var err error
	switch {
	case weights != nil && slices.ContainsFunc(strata, func(s stats.StratumCount) bool { return s.Sample == 0 }),
		!stats.TriesEverySplit(strata, weights, p.Looks.Each):
		err = p.designLimits(q)
	case weights == nil:
		q.Interval, err = stats.CombinedInterval(strata, p.Looks.Each)
	default:
		q.Interval, err = stats.WeightedInterval(strata, weights, p.Looks.Each)
	}
	q.Interval.Guaranteed = q.Interval.Guaranteed && proved
	return err
}

// unit is the assessment of a unit.
func (p *Pooled) unit(name string) *Assessment {
	return p.Units[slices.IndexFunc(p.Units, func(u PoolUnit) bool { return u.Name == name })].Assessment
}

// stratum is a unit in a design of all units. Weighted with cases, those read to which the
// question does not apply belong to the sample, as they bear on how many it applies to.
// Otherwise a stratum is the most cases that it can apply to.
func (u UnitShare) stratum(byCases bool) (s stats.Stratum, outside int, weight float64) {
	s.Name = u.Unit
	switch {
	case byCases && u.Estimated:
		s.Population, outside = u.group.Population, u.group.Sample-u.Of
	case byCases:
		s.Population = int(u.Eligible)
	default:
		weight = u.Weight / float64(u.Of)
		if u.PopulationSource != PopulationUnknown {
			s.Population = u.Result.Population
		}
	}
	return s, outside, weight
}

// design has units as strata. Each of its cases is one of a unit, by its place there: first those
// that the question applies to.
func design(units []UnitShare, byCases bool) (d *stats.Design, cases []placedCase, err error) {
	var strata []stats.Stratum
	var drawn []stats.DrawnCase
	for at, u := range units {
		stratum, outside, weight := u.stratum(byCases)
		strata = append(strata, stratum)
		for k := range u.Of + outside {
			cases = append(cases, placedCase{at, k})
			drawn = append(drawn, stats.DrawnCase{Stratum: u.Unit, Weight: weight})
		}
	}
	// A unit of one case is measured from the mean of all, which is conservative.
	d, err = stats.NewDesign(strata, drawn, stats.LonelyAdjust)
	return d, cases, err
}

// A placedCase is one of the cases of a unit.
type placedCase struct{ unit, at int }

// designLimits are from the design, with units as strata.
func (p *Pooled) designLimits(q *QuestionPooled) error {
	design, cases, err := design(q.Units, p.Weighting == WeightCases)
	if err != nil {
		return err
	}
	answers := make([]stats.Answer, len(cases))
	for i, c := range cases {
		switch u := q.Units[c.unit]; {
		case c.at < u.Yes:
			answers[i] = stats.Yes
		case c.at < u.Of:
			answers[i] = stats.No
		default:
			answers[i] = stats.OutsideDomain
		}
	}
	e, err := design.Proportion(answers)
	if err != nil {
		return err
	}
	q.Interval, err = e.Interval(stats.DesignBeta, p.Looks.Each)
	return err
}

// band is the band that a share of a question falls in under the rules, rounded as they say.
func (p *Pooled) band(q rules.Question, share float64) string {
	scale := p.Rules.ScaleOf(q.Place, p.Rounding)
	if !scale.ByPercent() {
		return ""
	}
	// A share of so many parts of a million, which no band boundary needs more of.
	const parts = 1_000_000
	at, _ := p.Rules.StandardIndex(q.Standard)
	return p.Rules.RatingsOf(at)[scale.Band(int(math.Round(share*parts)), parts)].ID
}
