package stats

import "fmt"

// A DomainCount is one stratum of a population and what its sample showed of a domain,
// a part of the population whose cases are known only where they were read.
type DomainCount struct {
	StratumCount     // Yes counts cases of the domain
	Of           int // cases of the domain in the sample, from Yes to Sample
}

// DomainInterval returns limits for the share of yes cases in a domain of a stratified
// population, of which no more is known than the sample shows. Strata were drawn as for
// [CombinedInterval].
//
// The population has M yes cases and K no cases of the domain, and the share is M/(M + K). [CombinedInterval] has
// limits for M and for K, each of which errs with a chance of at most (1 - confidence)/4. The lower limit is
// the share of the least M and the greatest K, the upper one that of the greatest M and the least K. Each is wrong
// only where one of its two is, so with a chance of at most (1 - confidence)/2, whatever the domain and its answers
// are (Bonferroni). Cases that were read and are outside the domain are neither M nor K.
//
// Limits given how many cases of the domain each stratum's sample has, in the manner of [SubsampleInterval], are
// shorter in a single stratum, which has them. In several they reach far out, as then a sample without a case
// of the domain does not tell that the stratum has few.
func DomainInterval(strata []DomainCount, confidence float64) (Interval, error) {
	return domainInterval(strata, confidence, nil)
}

// domainInterval takes the design of limits that err half as often; nil to make it.
func domainInterval(strata []DomainCount, confidence float64, half *combinedDesign) (Interval, error) {
	yes, no, of, cases := make([]int, len(strata)), make([]int, len(strata)), 0, 0
	whole := make([]StratumCount, len(strata))
	for h, s := range strata {
		whole[h], yes[h], no[h] = s.StratumCount, s.Yes, s.Of-s.Yes
		of, cases = of+s.Of, cases+s.Of+s.Population-s.Sample
	}
	i, _, err := stratifiedInterval(ExactCells, whole, confidence)
	if err != nil {
		return Interval{}, err
	}
	for h, s := range strata {
		if s.Of < s.Yes || s.Of > s.Sample {
			return Interval{}, fmt.Errorf("stats: stratum %d: the cases of the domain have to be from %d yes cases to its sample of %d, got %d", h+1, s.Yes, s.Sample, s.Of)
		}
	}
	i.Of, i.Population, i.High = of, Infinite, 1
	switch {
	case of == 0:
		i.warnEmptyDomain()
		return i, nil
	case len(strata) == 1:
		i, err = SubsampleInterval(DrawnShare{Yes: i.Yes, Of: of, Least: of, Most: cases}, confidence)
		i.Method = ExactCells
		return i, err
	case half == nil:
		half = newDomainDesign(whole, confidence)
	}
	fewestYes, mostYes := half.limits(yes)
	fewestNo, mostNo := half.limits(no)
	i.Low = float64(fewestYes) / float64(min(fewestYes+mostNo, cases))
	i.High = float64(min(mostYes, cases-fewestNo)) / float64(min(mostYes+fewestNo, cases))
	i.Warnings = half.warnings()
	return i, nil
}

// newDomainDesign makes limits for the yes cases and for the no cases of any domain.
func newDomainDesign(strata []StratumCount, confidence float64) *combinedDesign {
	return newCombinedDesign(strata, nil, (1-confidence)/4)
}
