package stats

import (
	"fmt"
	"math"
)

// Difference returns limits for the difference between the shares of yes cases in two
// domains of a design's population, the second's less the first's. No case is in both.
//
// The variance is that of [Design.Proportion] with the second estimate's scores less the
// first's, which have what the two estimates have in common, and the limits are d +- t
// se, cut off at -1 and 1. The degrees of freedom are those of both domains together. It
// is what R package survey computes with svyby, covmat = TRUE, and svycontrast. Where the
// sample shows no variance or leaves no degrees of freedom the limits are Apart: those
// of each share (DesignBeta) at half of what the level leaves (Bonferroni). Neither is
// guaranteed. Source: Lumley, T. (2010), Complex Surveys, section 2.2 and appendix A.
func (d *Design) Difference(first, second []Answer, confidence float64) (Difference, error) {
	if err := checkShares(namedShare{"confidence", confidence}); err != nil {
		return Difference{}, err
	}
	a, err := d.Proportion(first)
	if err != nil {
		return Difference{}, err
	}
	b, err := d.Proportion(second)
	if err != nil {
		return Difference{}, err
	}
	if a.Of == 0 || b.Of == 0 {
		return Difference{}, fmt.Errorf("stats: a domain has no case in the sample, so it has no share")
	}
	out := Difference{Confidence: confidence, Method: DesignMean, Estimate: b.Proportion - a.Proportion}
	out.First, out.Second = DrawnShare{Yes: a.Yes, Of: a.Of}, DrawnShare{Yes: b.Yes, Of: b.Of}
	both := ProportionEstimate{Of: a.Of + b.Of}
	domain := make([]int, len(d.strata))
	z := d.scores(&b)
	for i, score := range d.scores(&a) {
		z[i] -= score
		if first[i] != OutsideDomain && second[i] != OutsideDomain {
			return Difference{}, fmt.Errorf("stats: case %d is in both domains", i+1)
		}
		if first[i] != OutsideDomain || second[i] != OutsideDomain {
			domain[d.cases[i].stratum]++
		}
	}
	for _, n := range domain {
		if n > 0 {
			both.Strata++
		}
	}
	both.DF = both.Of - both.Strata
	variance, err := d.variance(&both, z, domain)
	if err != nil {
		return Difference{}, err
	}
	if out.Warnings = both.Warnings; variance > 0 && both.DF > 0 {
		half := studentZ(confidence, float64(both.DF)) * math.Sqrt(variance)
		out.Low, out.High = max(-1, out.Estimate-half), min(1, out.Estimate+half)
		return out, nil
	}
	own := 1 - (1-confidence)/2
	of1, err := a.Interval(DesignBeta, own)
	if err != nil {
		return Difference{}, err
	}
	of2, err := b.Interval(DesignBeta, own)
	out.Method, out.Low, out.High = Apart, of2.Low-of1.High, of2.High-of1.Low
	return out, err
}
