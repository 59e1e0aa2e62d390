package stats

import (
	"fmt"
	"math"
)

// An Answer is what one case says to a question.
type Answer uint8

// The answers. A case outside the domain of an estimate, because the question does not
// apply to it or it is not in the category asked about, is still part of the design.
const (
	OutsideDomain Answer = iota
	No
	Yes
)

// A ProportionEstimate is a proportion estimated from a design, with its standard
// error.
type ProportionEstimate struct {
	Yes        int  // yes cases in the domain
	Of         int  // cases in the domain
	Sample     int  // cases in the design
	Strata     int  // strata with cases in the domain
	Whole      bool // the domain is the whole sample
	Population int  // cases in the population the domain is part of, or Infinite
	// Proportion is the weighted share of yes cases in the domain; NaN when
	// there are none of the domain in the sample.
	Proportion float64
	// SE is the standard error of Proportion by Taylor linearisation, 0 where
	// the sample shows no variation.
	SE float64
	// DF is the number of degrees of freedom: cases less strata, both counted
	// in the domain; of a balanced design at most the cases less the rank of
	// what it is balanced on.
	DF int
	// EffectiveSample is p(1-p)/SE^2: the size of a simple random sample
	// without finite correction that would be as precise.
	EffectiveSample float64
	// Balance is the rank of what a balanced design is balanced on, a constant
	// among it; 0 where the design is not balanced.
	Balance  int
	Warnings Warnings

	design  *Design
	answers []Answer
	weight  float64 // of the cases in the domain
}

// Proportion estimates the share of yes cases in a domain: those whose answer
// is yes or no. There is an answer for every case of the design, in its order.
//
// The estimate is a ratio, r = sum w y / sum w over the domain. Its variance is
// that of the sum over the whole sample of
//
//	z_k = w_k (y_k - r) / sum w    in the domain, 0 outside
//
// stratum by stratum with finite correction,
//
//	V = sum_h (1 - n_h/N_h) n_h/(n_h - 1) sum_k (z_k - mean z)^2
//
// and for a whole sample with weights N_h/n_h that is the textbook's
// sum_h (N_h/N)^2 (1 - n_h/N_h) p_h q_h / (n_h - 1). It is what R package
// survey computes with svymean and subset. Source: Lumley, T. (2010), Complex
// Surveys, sections 2.2 and appendix A; Cochran, W. G. (1977), Sampling
// Techniques, chapter 5A.
func (d *Design) Proportion(answers []Answer) (ProportionEstimate, error) {
	if len(answers) != len(d.cases) {
		return ProportionEstimate{}, fmt.Errorf("stats: the design has %d cases and was given %d answers", len(d.cases), len(answers))
	}
	e := ProportionEstimate{Sample: len(d.cases), Population: d.Population(), design: d, answers: answers}
	var yes, all float64
	domain := make([]int, len(d.strata)) // cases of each stratum in the domain
	for i, c := range d.cases {
		switch answers[i] {
		case Yes:
			e.Yes++
			yes += c.weight
			fallthrough
		case No:
			e.Of++
			all += c.weight
			domain[c.stratum]++
		case OutsideDomain:
		default:
			return ProportionEstimate{}, fmt.Errorf("stats: case %d: there is no answer %d", i+1, answers[i])
		}
	}
	e.Whole = e.Of == e.Sample
	e.Proportion = yes / all // NaN in an empty domain
	for _, n := range domain {
		if n > 0 {
			e.Strata++
		}
	}
	e.DF = e.Of - e.Strata
	if e.Of == 0 {
		e.Warnings.Add("empty-domain", "draw cases of the domain, or ask about a wider one",
			"no case of this part is in the sample, which says nothing about it")
		return e, nil
	}
	e.weight = all
	variance, err := d.variance(&e, d.scores(&e), domain)
	if err != nil {
		return ProportionEstimate{}, err
	}
	e.SE = math.Sqrt(variance)
	e.EffectiveSample = e.Proportion * (1 - e.Proportion) / variance
	if variance == 0 {
		e.EffectiveSample = math.Inf(1)
	}
	return e, nil
}

// scores returns the z of every case.
func (d *Design) scores(e *ProportionEstimate) []float64 {
	z := make([]float64, len(d.cases))
	for i, c := range d.cases {
		switch e.answers[i] {
		case Yes:
			z[i] = c.weight * (1 - e.Proportion) / e.weight
		case No:
			z[i] = -c.weight * e.Proportion / e.weight
		}
	}
	if d.post != nil {
		d.post.residuals(z, d.cases)
	}
	return z
}

// variance returns the variance of an estimate with scores z, given its cases in each
// stratum.
func (d *Design) variance(e *ProportionEstimate, z []float64, domain []int) (float64, error) {
	if d.balance != nil {
		e.Balance = len(d.balance.basis)
		e.DF = min(e.DF, len(d.cases)-e.Balance)
		return withoutRounding(d.balance.variance(z, d.strata[0].correction())), nil
	}
	mean := make([]float64, len(d.strata))
	for i, c := range d.cases {
		mean[c.stratum] += z[i] / float64(d.strata[c.stratum].sample)
	}
	if d.lonely == LonelyAdjust {
		for h, s := range d.strata {
			if s.sample == 1 {
				mean[h] = 0 // the scores of the whole sample add up to 0
			}
		}
	}
	square := make([]float64, len(d.strata))
	for i, c := range d.cases {
		off := z[i] - mean[c.stratum]
		square[c.stratum] += off * off
	}
	sum, lonely := 0.0, 0
	for h, s := range d.strata {
		f, n := s.correction(), float64(s.sample)
		switch {
		case domain[h] == 0 && d.post == nil || f == 0:
		case s.sample > 1:
			sum += f * n / (n - 1) * square[h]
		case d.lonely == LonelyFail:
			return 0, fmt.Errorf("stats: stratum %q has one case in the sample, which shows no variance; "+
				"merge it with a similar stratum, choose a policy (certainty, adjust or average), or use the combined limits, which need none", s.Name)
		case d.lonely == LonelyAverage:
			lonely++
		default:
			sum += f * square[h]
		}
		if domain[h] > 0 && f > 0 && s.sample == 1 {
			e.Warnings.Add("lonely-stratum", "merge it with a similar stratum, or use the combined limits, which need no variance",
				"stratum %q has one case in the sample, which shows no variance; policy %q was applied", s.Name, d.lonely)
		}
	}
	if lonely > 0 {
		if lonely == e.Strata {
			return 0, fmt.Errorf("stats: every stratum has one case in the sample, so there is no variance to average; merge strata, or use the combined limits")
		}
		sum *= float64(e.Strata) / float64(e.Strata-lonely)
	}
	return withoutRounding(sum), nil
}

// withoutRounding takes a variance that is only the rounding of equal scores as 0.
func withoutRounding(variance float64) float64 {
	if variance < 1e-24 {
		return 0
	}
	return variance
}
