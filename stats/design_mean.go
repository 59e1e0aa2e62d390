package stats

import (
	"fmt"
	"math"
)

// A MeanEstimate is the mean of a number that each case of a domain has, estimated from a
// design, with its standard error.
type MeanEstimate struct {
	Of     int // cases in the domain
	Strata int // strata with cases in the domain
	Mean   float64
	SE     float64 // by Taylor linearisation
	DF     int     // as that of [ProportionEstimate]
	Census bool    // every case of every stratum was read: the mean is known
}

// Mean estimates the mean of values in a domain, which inside tells for each case of the
// design, in its order. It is [Design.Proportion] with y any number: the ratio
// r = sum w y / sum w, with the variance of the sum of z = w (y - r) / sum w. Source: Lumley,
// T. (2010), Complex Surveys, section 2.2 and appendix A; R package survey, svymean.
func (d *Design) Mean(values []float64, inside []bool) (MeanEstimate, error) {
	if len(values) != len(d.cases) || len(inside) != len(d.cases) {
		return MeanEstimate{}, fmt.Errorf("stats: the design has %d cases and was given %d values", len(d.cases), len(values))
	}
	sum, all := 0.0, 0.0
	domain := make([]int, len(d.strata))
	for i, c := range d.cases {
		if inside[i] {
			sum, all = sum+c.weight*values[i], all+c.weight
			domain[c.stratum]++
		}
	}
	m := MeanEstimate{Mean: sum / all, Census: d.census()}
	for _, n := range domain {
		if m.Of += n; n > 0 {
			m.Strata++
		}
	}
	if m.Of == 0 {
		return m, nil
	}
	z := make([]float64, len(d.cases))
	for i, c := range d.cases {
		if inside[i] {
			z[i] = c.weight * (values[i] - m.Mean) / all
		}
	}
	if d.post != nil {
		d.post.residuals(z, d.cases)
	}
	e := ProportionEstimate{Sample: len(d.cases), Of: m.Of, Strata: m.Strata, DF: m.Of - m.Strata, design: d}
	variance, err := d.variance(&e, z, domain)
	if err != nil {
		return MeanEstimate{}, err
	}
	m.SE, m.DF = math.Sqrt(variance), e.DF
	return m, nil
}

// Limits are the mean less and plus t SE, which are approximate; ok is false where there are
// none to be made: no case, no variation, or no degrees of freedom.
func (m MeanEstimate) Limits(confidence float64) (low, high float64, ok bool) {
	switch {
	case m.Of == 0:
		return 0, 0, false
	case m.Census:
		return m.Mean, m.Mean, true
	case m.SE == 0, m.DF < 1:
		return 0, 0, false
	}
	half := studentZ(confidence, float64(m.DF)) * m.SE
	return m.Mean - half, m.Mean + half, true
}
