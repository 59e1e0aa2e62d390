package stats

import (
	"fmt"
	"math"
	"slices"
)

// Interval returns limits for the proportion by one of DesignMethods.
//
// They equal those of survey's svyciprop where that has an answer. Where it has
// none, or limits without width, the answer here is the following, whatever the
// method asked for, and a warning says so:
//
//   - empty-domain: 0 to 1;
//   - census: every stratum was read in full and the limits are the estimate;
//   - no-variation (a proportion of 0 or 1, or strata that are each all yes or
//     all no) and no-degrees-of-freedom (as many strata as cases): the limits
//     of [CombinedInterval], which are exact, for a whole sample of finite
//     strata; else DesignBeta with the number of cases in the domain for its
//     effective sample size, which at 0 and 1 is what the United States
//     National Center for Health Statistics prescribes (Parker and others
//     2017, Vital and Health Statistics 2-175).
func (e ProportionEstimate) Interval(method Method, confidence float64) (Interval, error) {
	if err := checkShares(namedShare{"confidence", confidence}); err != nil {
		return Interval{}, err
	}
	limits := method.row().design
	if limits == nil {
		return Interval{}, fmt.Errorf("stats: there is no design-based method %q; the methods are %s", method,
			methodList(ofDesign, " and "))
	}
	i := Interval{IntervalSpec: IntervalSpec{Method: method, Yes: e.Yes, Of: e.Of, Confidence: confidence},
		Warnings: slices.Clip(e.Warnings)}
	if e.Whole {
		i.Population = e.Population
	}
	switch {
	case e.Of == 0:
		i.Low, i.High = 0, 1
	case e.design.census():
		i.Low, i.High = e.Proportion, e.Proportion
		i.Warnings.Add("census", "", "every case of every stratum was read, so the proportion is known")
	case e.SE == 0:
		return e.withoutVariance(i, "no-variation",
			"no stratum shows any variation, so that there is no standard error to make limits from")
	case e.DF < 1:
		return e.withoutVariance(i, "no-degrees-of-freedom",
			fmt.Sprintf("the domain has %d cases in %d strata, which leaves no degrees of freedom", e.Of, e.Strata))
	default:
		i.Low, i.High = limits(e, confidence)
	}
	return i, nil
}

// half returns t se.
func (e ProportionEstimate) half(confidence float64) float64 {
	return studentZ(confidence, float64(e.DF)) * e.SE
}

func (e ProportionEstimate) logitLimits(confidence float64) (low, high float64) {
	p, q := e.Proportion, 1-e.Proportion
	logit, half := math.Log(p/q), e.half(confidence)/(p*q)
	return 1 / (1 + math.Exp(half-logit)), 1 / (1 + math.Exp(-half-logit))
}

func (e ProportionEstimate) betaLimits(confidence float64) (low, high float64) {
	ratio := studentZ(confidence, float64(e.Of-1)) / studentZ(confidence, float64(e.DF))
	return betaLimits(e.Proportion, e.EffectiveSample*ratio*ratio, confidence)
}

func (e ProportionEstimate) meanLimits(confidence float64) (low, high float64) {
	half := e.half(confidence)
	return max(0, e.Proportion-half), min(1, e.Proportion+half)
}

func (e ProportionEstimate) asinLimits(confidence float64) (low, high float64) {
	p, q := e.Proportion, 1-e.Proportion
	angle, half := math.Asin(math.Sqrt(p)), e.half(confidence)/(2*math.Sqrt(p*q))
	low, high = math.Sin(max(0, angle-half)), math.Sin(min(math.Pi/2, angle+half))
	return low * low, high * high
}

// withoutVariance returns the limits where the sample gives no standard error
// or no degrees of freedom.
func (e ProportionEstimate) withoutVariance(i Interval, code, message string) (Interval, error) {
	if e.Whole && e.design.count {
		exact, err := CombinedInterval(e.design.counts(e.answers), i.Confidence)
		exact.Warnings = append(i.Warnings, exact.Warnings...)
		exact.Warnings.Add(code, "", "%s; exact limits for the counts are given", message)
		return exact, err
	}
	n := float64(e.Of)
	if e.DF >= 1 {
		ratio := studentZ(i.Confidence, float64(e.Of-1)) / studentZ(i.Confidence, float64(e.DF))
		n *= ratio * ratio
	}
	i.Method = DesignBeta
	i.Low, i.High = betaLimits(e.Proportion, n, i.Confidence)
	i.Warnings.Add(code, "give the size of the domain in every stratum, and use the combined limits",
		"%s; Korn and Graubard's limits for the number of cases are given", message)
	return i, nil
}

// betaLimits returns Clopper and Pearson's limits for a proportion p of n, n
// being any positive number.
func betaLimits(p, n, confidence float64) (low, high float64) {
	tail := (1 - confidence) / 2
	if p > 0 {
		low = betaQuantile(n*p, n*(1-p)+1, tail)
	}
	high = 1
	if p < 1 {
		high = 1 - betaQuantile(n*(1-p), n*p+1, tail)
	}
	return low, high
}

// studentZ returns the t with P(|T| <= t) = confidence, T having Student's
// distribution: t^2/(t^2 + df) is beta with parameters 1/2 and df/2, and what it
// leaves of 1 is beta with the parameters exchanged.
func studentZ(confidence, nu float64) float64 {
	if u := betaQuantile(0.5, nu/2, confidence); u < 0.5 {
		return math.Sqrt(nu * u / (1 - u))
	}
	v := betaQuantile(nu/2, 0.5, 1-confidence)
	return math.Sqrt(nu * (1 - v) / v)
}

// census reports whether every stratum was read in full.
func (d *Design) census() bool {
	for _, s := range d.strata {
		if s.correction() > 0 {
			return false
		}
	}
	return true
}

// counts returns the strata with what the answers of a whole sample make.
func (d *Design) counts(answers []Answer) []StratumCount {
	counts := make([]StratumCount, len(d.strata))
	for h, s := range d.strata {
		counts[h] = StratumCount{Population: s.Population, Sample: s.sample}
	}
	for i, c := range d.cases {
		if answers[i] == Yes {
			counts[c.stratum].Yes++
		}
	}
	return counts
}
