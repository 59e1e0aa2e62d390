package discretion

import (
	"slices"

	"onecase/stats"
)

// A domain is the part of a group that an estimate is of.
type domain struct {
	category string // "" for all
	inside   []bool // of the judged cases, those that belong to it
	most     []int  // the most eligible cases that it can have in each cell
	known    bool   // it has so many
	ruled    bool   // most has only cases that the question applies to by the rules
}

// A domainCount is what was found of a question in a domain.
type domainCount struct {
	domain
	answers []stats.Answer       // of the judged cases; outside the domain for those of others
	strata  []stats.StratumCount // of the domain
	read    int                  // judged cases of the domain
	cases   int                  // eligible cases that the question may apply to
	share   float64              // of yes cases, as estimated
	all     bool                 // it applies to every case of the domain, whose size is known
}

// count counts the answers in a domain.
func (g *boundGroup) count(answers []stats.Answer, d domain) domainCount {
	c := domainCount{domain: d, answers: make([]stats.Answer, len(answers)),
		strata: make([]stats.StratumCount, len(g.strata)), all: d.known}
	for cell, most := range d.most {
		c.strata[g.stratum[cell]].Population += most
		c.cases += most
	}
	for i, a := range answers {
		if !d.inside[i] {
			continue
		}
		s := &c.strata[g.stratum[g.cells[i]]]
		c.read++
		c.answers[i] = a
		if a == stats.OutsideDomain {
			if !d.ruled || g.rows != nil && d.most[g.cells[i]] > 0 {
				c.cases--
				c.all = false
			}
			continue
		}
		s.Sample++
		if a == stats.Yes {
			s.Yes++
		}
	}
	return c
}

// state takes the cases that a question applies to, of a whole group of one stratum, as stated with its total.
func (c *domainCount) state(cases int) {
	c.cases, c.all, c.ruled, c.strata[0].Population = cases, true, true, cases
}

// applicable are the domains with only the cases in them that a question applies to, of which each cell
// has so many; those without any are left out. Nil cases leave them as they are.
func applicable(domains []domain, cases []int) (parts []domain) {
	if cases == nil {
		return domains
	}
	for _, d := range domains {
		d.ruled, d.most = true, slices.Clone(d.most)
		for c, n := range cases {
			d.most[c] = min(d.most[c], n)
		}
		if slices.Max(d.most) > 0 {
			parts = append(parts, d)
		}
	}
	return parts
}

// estimate estimates a domain's share of yes answers.
func (g *boundGroup) estimate(c domainCount, o EstimateOptions) (QuestionEstimate, error) {
	e := QuestionEstimate{Group: g.draw.Group, Category: c.category, Design: g.sentence, Read: c.read,
		Population: c.cases, PopulationSource: PopulationAtMost}
	var err error
	if e.Estimate, err = g.design.Proportion(c.answers); err != nil {
		return e, err
	}
	of := e.Estimate.Of
	if c.all {
		e.PopulationSource, e.TakenForAll = PopulationGiven, !c.ruled && takenForAll(of, c.read, c.cases)
	}
	if c.all && of > 0 && of == c.cases {
		// Nothing of the domain is left to be estimated, whatever the method.
		e.Interval, err = stats.IntervalFor(stats.IntervalSpec{Method: stats.Exact, Yes: e.Estimate.Yes, Of: of,
			Population: of, Confidence: o.Confidence})
		e.Interval.Warnings = append(e.Interval.Warnings,
			stats.Warning{Code: "census", Message: "every case of it was read, so the share is known"})
		return e, err
	}
	method := o.Method
	if g.byCell != nil && (method == "" || method == stats.ExactCells) {
		limits, ok, err := g.byCell.limits(c, o.Confidence, method == stats.ExactCells)
		if err != nil || ok {
			e.Interval = limits
			return e, err
		}
	}
	if g.byTable != nil && c.all && c.category == "" && of == g.sampled && c.cases == g.draw.Population {
		e.Interval, err = g.byTable.interval(e.Estimate.Yes)
		e.LeastCoverage = g.byTable.table.Least
		return e, err
	}
	if !slices.Contains(stats.DesignMethods(), method) {
		exact := false
		if e.Interval, exact, err = g.exact(e, c.strata, c.all, o.Confidence); err != nil || exact {
			// What is proved of the draw that is assumed is not proved of another.
			e.Interval.Guaranteed = e.Interval.Guaranteed && !g.assumed && g.byCell == nil
			e.Interval.Warnings = append(e.Interval.Warnings, g.simple...)
			return e, err
		}
		method = stats.DesignBeta
	}
	e.Interval, err = e.Estimate.Interval(method, o.Confidence)
	return e, err
}

// exact gives exact limits; false where no count model is known or they are too wide.
func (g *boundGroup) exact(e QuestionEstimate, strata []stats.StratumCount, all bool,
	confidence float64) (iv stats.Interval, ok bool, err error) {
	yes, of := e.Estimate.Yes, e.Estimate.Of
	unread := func(s stats.StratumCount) bool { return s.Sample == 0 && s.Population > 0 }
	switch one := len(strata) == 1; {
	case g.weighted, !one && (!all || slices.ContainsFunc(strata, unread)):
		return iv, false, nil
	case !one:
		iv, err = stats.CombinedInterval(strata, confidence)
		return iv, len(iv.Warnings) == 0, err
	case all && of > 0:
		iv, err = stats.IntervalFor(stats.IntervalSpec{Method: stats.Exact, Yes: yes, Of: of, Population: e.Population,
			Confidence: confidence})
	default:
		iv, err = stats.SubsampleInterval(stats.DrawnShare{Yes: yes, Of: of, Least: of, Most: e.Population}, confidence)
	}
	return iv, true, err
}
