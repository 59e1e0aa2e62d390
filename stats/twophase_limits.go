package stats

import (
	"errors"
	"fmt"
)

// TwoPhaseLimits are limits for the true yes cases of a population, from a sample of which some
// cases were read a second time, where the second reading is the truth.
type TwoPhaseLimits struct {
	Interval
	// Sample are limits, at the confidence, for the true yes cases of the sample alone. They need
	// nothing of how the sample was drawn.
	Sample Interval
	// SampleConfidence and DrawConfidence are the levels of the two steps: for the true yes cases
	// of the sample from the second reads, and for those of the population from that. 1: the
	// step leaves no doubt.
	SampleConfidence, DrawConfidence float64
	LeastYes, MostYes                int // true yes cases of the sample at SampleConfidence
}

// TwoPhaseInterval returns limits for the true yes cases of a population. The sample of s.Of
// cases, of which s.Yes is not read, is a simple random one. Of its strata, such as the cases with
// a yes at first and those with a no, some cases were drawn at random and read again: in each
// stratum Population are its cases in the sample, Sample those read again and Yes those of them
// that are truly yes.
//
// The limits hold the truth with at least the confidence, whatever the first readings were and
// however first readers err. Proof. Given the sample and its first readings the second reads
// are a stratified sample of it, so that [CombinedInterval] holds the number of its true yes cases
// but for a chance of at most a. Whatever was read, that number is hypergeometric, so that the
// exact limits made from it hold the truth but for a chance of at most b. The limits here are
// the least and the greatest of those over all numbers of the first step, since exact limits rise
// with the yes cases, and fail at most where one of the two does: with a + b = 1 - confidence
// (Bonferroni). a and b are equal, unless a step leaves no doubt, as where all are read again.
//
// Strata may be made after the second reads were drawn: given how many of each class they are,
// second reads drawn at random are drawn at random from each.
func TwoPhaseInterval(s DrawnShare, strata []StratumCount, confidence float64) (TwoPhaseLimits, error) {
	out := TwoPhaseLimits{SampleConfidence: 1, DrawConfidence: 1}
	s.Yes = 0
	if err := errors.Join(s.check("first"), checkShares(namedShare{"confidence", confidence}), checkStrata(strata)); err != nil {
		return out, err
	}
	cases, open := 0, false
	for _, h := range strata {
		cases += h.Population
		open = open || h.Sample < h.Population
	}
	if cases != s.Of {
		return out, fmt.Errorf("stats: the strata of the second reads have %d cases, and the sample %d", cases, s.Of)
	}
	whole := s.Least == s.Of && s.Most == s.Of
	switch {
	case open && whole:
		out.SampleConfidence = confidence
	case open:
		out.SampleConfidence, out.DrawConfidence = (1+confidence)/2, (1+confidence)/2
	case !whole:
		out.DrawConfidence = confidence
	}
	var err error
	if out.Sample, err = CombinedInterval(strata, confidence); err != nil {
		return out, err
	}
	first := out.Sample
	if open && out.SampleConfidence != confidence {
		if first, err = CombinedInterval(strata, out.SampleConfidence); err != nil {
			return out, err
		}
	}
	out.LeastYes, out.MostYes = first.LowCount, first.HighCount
	var ends [2]Interval
	for k, yes := range []int{out.LeastYes, out.MostYes} {
		s.Yes = yes
		if ends[k], err = SubsampleInterval(s, min(out.DrawConfidence, (1+confidence)/2)); err != nil {
			return out, err
		}
	}
	out.Interval = ends[0]
	out.High, out.HighCount = ends[1].High, ends[1].HighCount
	out.Yes, out.Of, out.Confidence = first.Yes, first.Of, confidence
	out.Warnings = append(first.Warnings, ends[0].Warnings...)
	return out, nil
}

// SecondReadsInterval is [TwoPhaseInterval] for second reads that were drawn at random from the whole
// sample. They are a simple random sample of the population then, of which exact limits stand by
// themselves, and those are returned, with true, where they would be the narrower ones if a half of
// the answers were yes and all second reads agreed. So it is decided by the numbers of cases
// and not by what they say, and both kinds of limits hold the truth with at least the confidence.
func SecondReadsInterval(s DrawnShare, strata []StratumCount, confidence float64) (limits TwoPhaseLimits, alone bool, err error) {
	if limits, err = TwoPhaseInterval(s, strata, confidence); err != nil || limits.Of == 0 {
		return limits, false, err
	}
	m := limits.Of
	half := func(n int) []StratumCount { return []StratumCount{{n / 2, m / 2, m / 2}, {n - n/2, m - m/2, 0}} }
	both, err := TwoPhaseInterval(s, half(s.Of), confidence)
	if err != nil {
		return limits, false, err
	}
	s.Of = m
	s.Yes = m / 2
	apart, err := SubsampleInterval(s, confidence)
	if err != nil || both.High-both.Low <= apart.High-apart.Low {
		return limits, false, err
	}
	s.Yes = limits.Yes
	i, err := SubsampleInterval(s, confidence)
	i.Warnings = append(limits.Warnings, i.Warnings...)
	limits.Interval = i
	return limits, true, err
}
