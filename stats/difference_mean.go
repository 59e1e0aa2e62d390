package stats

import "math"

// A MeanDifference is the mean of a second sample less that of a first, both drawn independently.
type MeanDifference struct {
	First, Second MeanEstimate
	Estimate, SE  float64
	DF            float64 // that the limits take; 0 where there are none or both means are known
	Limited       bool    // Low and High, which are approximate, are there
	Low, High     float64
}

// DifferenceOfMeans has the limits d - t SE and d + t SE, SE^2 being the sum of both squared standard
// errors, with degrees of freedom SE^4 / (SE1^4/DF1 + SE2^4/DF2). There are none where a mean has
// none. Sources: Welch, B. L. (1947), The generalization of 'Student's' problem, Biometrika 34, 28-35;
// Satterthwaite, F. E. (1946), An approximate distribution of estimates of variance components,
// Biometrics Bulletin 2, 110-114, for sums of variances each times a known number, as the finite
// correction is.
func DifferenceOfMeans(first, second MeanEstimate, confidence float64) MeanDifference {
	d := MeanDifference{First: first, Second: second, Estimate: second.Mean - first.Mean}
	below := 0.0
	d.Limited = true
	for _, m := range []MeanEstimate{first, second} {
		_, _, ok := m.Limits(confidence)
		d.Limited = d.Limited && ok
		if !m.Census {
			v := m.SE * m.SE
			d.SE += v
			below += v * v / float64(m.DF)
		}
	}
	if below > 0 && d.Limited {
		d.DF = d.SE * d.SE / below
	}
	d.SE = math.Sqrt(d.SE)
	if half := 0.0; d.Limited {
		if d.DF > 0 {
			half = studentZ(confidence, d.DF) * d.SE
		}
		d.Low, d.High = d.Estimate-half, d.Estimate+half
	}
	return d
}

// MeanOfMeans is the mean, by weights that add up to 1, of means that were drawn independently:
// SE^2 is the sum of w^2 SE^2, with the degrees of freedom of [DifferenceOfMeans], rounded down. There
// are none where a mean that is not known has none.
func MeanOfMeans(means []MeanEstimate, weights []float64) MeanEstimate {
	all := MeanEstimate{Census: true}
	variance, below, limited := 0.0, 0.0, true
	for i, m := range means {
		w := weights[i]
		all.Of, all.Strata, all.Mean = all.Of+m.Of, all.Strata+m.Strata, all.Mean+w*m.Mean
		if m.Census {
			continue
		}
		all.Census, limited = false, limited && m.DF > 0
		v := w * w * m.SE * m.SE
		variance, below = variance+v, below+v*v/float64(m.DF)
	}
	all.SE = math.Sqrt(variance)
	if limited && below > 0 {
		all.DF = int(variance*variance/below + 1e-9)
	}
	return all
}
