package stats

import (
	"fmt"
	"slices"
)

// StrataDifference returns limits for the difference between the shares of yes cases in
// two domains of a stratified population, the second's less the first's,
//
//	(M_21 + ... + M_2H)/N_2 - (M_11 + ... + M_1K)/N_1
//
// The domains have no case in common, and are given by what they hold of each stratum:
// so many cases, of which so many were drawn. Given how many were drawn, the counts of
// all parts are hypergeometric and independent, also those of both domains in one
// stratum: of the samples of a stratum with so many of each domain, all are as likely.
//
// The difference is one less than the worth of the second domain's yes cases, at 1/N_2
// each, and the first's no cases, at 1/N_1. Its limits are made as those of
// [CombinedInterval], with these worths in place of 1, and hold the truth with at least
// the stated confidence whatever the domains hold, by the same proof. They are rounded
// outwards by 1e-12. A domain needs a case in the sample. With a single part in each
// domain [DifferenceInterval] is shorter.
func StrataDifference(first, second []StratumCount, confidence float64) (Difference, error) {
	if err := checkShares(namedShare{"confidence", confidence}); err != nil {
		return Difference{}, err
	}
	for k, domain := range [][]StratumCount{first, second} {
		if err := checkStrata(domain); err != nil {
			return Difference{}, err
		}
		if totalOf(domain).Of == 0 {
			return Difference{}, fmt.Errorf("stats: the %s domain has no case in the sample, so it has no share",
				[...]string{"first", "second"}[k])
		}
	}
	d := Difference{First: totalOf(first), Second: totalOf(second), Confidence: confidence, Method: Combined, Guaranteed: true}
	d.Estimate = weightedShare(second) - weightedShare(first)
	strata := slices.Concat(first, second)
	worth, yes := make([]float64, len(strata)), make([]int, len(strata))
	for h, s := range strata {
		worth[h], yes[h] = 1/float64(d.Second.Most), s.Yes
		if h < len(first) {
			worth[h], yes[h] = 1/float64(d.First.Most), s.Sample-s.Yes
		}
	}
	design := newCombinedDesign(strata, worth, (1-confidence)/2)
	low, high := design.totals(yes)
	d.Low, d.High = max(-1, low-1-1e-12), min(1, high-1+1e-12)
	d.Warnings = design.warnings()
	return d, nil
}

// totalOf adds the strata up.
func totalOf(strata []StratumCount) (s DrawnShare) {
	for _, h := range strata {
		s.Yes, s.Of, s.Least = s.Yes+h.Yes, s.Of+h.Sample, s.Least+h.Population
	}
	s.Most = s.Least
	return s
}

// weightedShare is the share of yes cases that the strata's own shares make, each with
// the weight of its population; those without a sample are left out.
func weightedShare(strata []StratumCount) float64 {
	yes, all := 0.0, 0.0
	for _, s := range strata {
		if s.Sample > 0 {
			yes += float64(s.Population) / float64(s.Sample) * float64(s.Yes)
			all += float64(s.Population)
		}
	}
	return yes / all
}
