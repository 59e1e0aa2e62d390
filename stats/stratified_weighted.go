package stats

import (
	"fmt"
	"math"
)

// WeightedInterval returns limits for the mean of the strata's shares of yes cases
// with weights of any kind,
//
//	(W_1 M_1/N_1 + ... + W_H M_H/N_H) / (W_1 + ... + W_H)
//
// as when units of a region count the same whatever their size. With weights in
// the ratio of the populations that is the share of the whole, which
// [CombinedInterval] gives as whole numbers of cases. Limits are made as there,
// with W_h/N_h for the worth of a yes case in place of 1, and hold the truth with
// at least the stated confidence whatever the M_h are, by the same proof. They are
// rounded outwards by 1e-12, more than the sums are off. Every stratum needs a case
// and a weight above 0.
func WeightedInterval(strata []StratumCount, weights []float64, confidence float64) (Interval, error) {
	i, yes, err := stratifiedInterval(Weighted, strata, confidence)
	if err != nil {
		return Interval{}, err
	}
	if len(weights) != len(strata) {
		return Interval{}, fmt.Errorf("stats: %d strata need as many weights, got %d", len(strata), len(weights))
	}
	sum := 0.0
	for h, w := range weights {
		if !(w > 0 && w <= math.MaxInt32) {
			return Interval{}, fmt.Errorf("stats: stratum %d: the weight has to be above 0 and at most %d, got %v", h+1, math.MaxInt32, w)
		}
		if strata[h].Sample == 0 {
			return Interval{}, fmt.Errorf("stats: stratum %d has no case in the sample, so it has no share to weight", h+1)
		}
		sum += w
	}
	worth := make([]float64, len(strata))
	for h, s := range strata {
		worth[h] = weights[h] / sum / float64(s.Population)
	}
	design := newCombinedDesign(strata, worth, (1-confidence)/2)
	low, high := design.totals(yes)
	i.Low, i.High = max(0, low-1e-12), min(1, high+1e-12)
	i.Warnings = design.warnings()
	return i, nil
}

// TriesEverySplit reports whether WeightedInterval, or CombinedInterval where weights
// is nil, tries every split of the yes cases among the strata. Where it does not, its
// limits are wider than need be and take longer. The strata and weights are those that
// the limits take.
func TriesEverySplit(strata []StratumCount, weights []float64, confidence float64) bool {
	var worth []float64
	for h, w := range weights {
		worth = append(worth, w/float64(strata[h].Population))
	}
	return newCombinedDesign(strata, worth, (1-confidence)/2).warnings() == nil
}
