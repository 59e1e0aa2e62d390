package discretion

import (
	"slices"

	"onecase/stats"
)

// A domain is the part of a group that an estimate is of.
type domain struct {
	category string // "" for all
	cells    []bool // the cells that belong to it
}

// whole is the whole group.
func (g *boundGroup) whole() domain {
	return domain{cells: slices.Repeat([]bool{true}, len(g.draw.Cells))}
}

// domains returns the whole group and, with a variable, each of its categories.
func (g *boundGroup) domains(by string) []domain {
	domains := []domain{g.whole()}
	for k, v := range g.draw.Variables {
		if v.Name != by {
			continue
		}
		for j, c := range v.Categories {
			d := domain{category: c.Category, cells: make([]bool, len(g.draw.Cells))}
			for i, cell := range g.draw.Cells {
				d.cells[i] = cell.Values[k] == j
			}
			domains = append(domains, d)
		}
	}
	return domains
}

// estimate estimates a domain's share of yes answers.
func (g *boundGroup) estimate(answers []stats.Answer, d domain, o EstimateOptions) (QuestionEstimate, error) {
	e := QuestionEstimate{Group: g.draw.Group, Category: d.category, Design: g.sentence, PopulationSource: PopulationUnknown}
	strata := make([]stats.StratumCount, len(g.strata)) // of the domain
	judged := make([]int, len(g.strata))                // judged cases that may belong to it
	for c, cell := range g.draw.Cells {
		if d.cells[c] {
			strata[g.stratum[c]].Population += cell.Population
		}
	}
	inside := make([]stats.Answer, len(answers))
	for i, a := range answers {
		if !d.cells[g.cells[i]] {
			continue
		}
		h := g.stratum[g.cells[i]]
		judged[h]++
		inside[i] = a
		if a != stats.OutsideDomain {
			strata[h].Sample++
		}
		if a == stats.Yes {
			strata[h].Yes++
		}
	}
	var err error
	if e.Estimate, err = g.design.Proportion(inside); err != nil {
		return e, err
	}
	population, read := 0, 0
	all := true // the question applies to every case of the domain that was read
	for h, s := range strata {
		population, read = population+s.Population, read+judged[h]
		all = all && s.Sample == judged[h]
	}
	of := e.Estimate.Of
	e.Population, e.PopulationSource = of+population-read, PopulationAtMost
	if all {
		e.Population, e.PopulationSource, e.TakenForAll = population, PopulationGiven, of > 0 && population > of
	}
	if all && of > 0 && of == population {
		// Nothing of the domain is left to be estimated, whatever the method.
		e.Interval, err = stats.IntervalFor(stats.IntervalSpec{Method: stats.Exact, Yes: e.Estimate.Yes, Of: of, Population: population, Confidence: o.Confidence})
		e.Interval.Warnings = append(e.Interval.Warnings, stats.Warning{Code: "census", Message: "every case of it was read, so the share is known"})
		return e, err
	}
	method := o.Method
	if g.byCell != nil && (method == "" || method == stats.ExactCells) {
		limits, ok, err := g.byCell.limits(answers, d, all, o.Confidence, method == stats.ExactCells)
		if err != nil || ok {
			e.Interval = limits
			return e, err
		}
	}
	if !slices.Contains(stats.DesignMethods(), method) {
		exact := false
		if e.Interval, exact, err = g.exact(e, strata, all, o.Confidence); err != nil || exact {
			// What is proved of the draw that is assumed is not proved of another.
			e.Interval.Guaranteed = e.Interval.Guaranteed && !g.assumed
			return e, err
		}
		method = stats.DesignBeta
	}
	e.Interval, err = e.Estimate.Interval(method, o.Confidence)
	return e, err
}

// exact gives exact limits; false where no count model is known or they are too wide.
func (g *boundGroup) exact(e QuestionEstimate, strata []stats.StratumCount, all bool, confidence float64) (iv stats.Interval, ok bool, err error) {
	yes, of := e.Estimate.Yes, e.Estimate.Of
	unread := func(s stats.StratumCount) bool { return s.Sample == 0 && s.Population > 0 }
	switch one := len(strata) == 1; {
	case g.weighted, !one && (!all || slices.ContainsFunc(strata, unread)):
		return iv, false, nil
	case !one:
		iv, err = stats.CombinedInterval(strata, confidence)
		return iv, len(iv.Warnings) == 0, err
	case all && of > 0:
		iv, err = stats.IntervalFor(stats.IntervalSpec{Method: stats.Exact, Yes: yes, Of: of, Population: e.Population, Confidence: confidence})
	default:
		iv, err = stats.SubsampleInterval(stats.DrawnShare{Yes: yes, Of: of, Least: of, Most: e.Population}, confidence)
	}
	return iv, true, err
}
