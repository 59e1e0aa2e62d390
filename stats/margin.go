package stats

import (
	"cmp"
	"fmt"
	"math"
)

// halfWidth returns z sqrt(p(1-p)/n (N-n)/(N-1)), the half-width of the normal
// interval with its finite correction; without the correction where N is
// Infinite. Source: Cochran (1977), Sampling Techniques, 3rd ed., chapter 3,
// with p for the population's share and no correction for continuity.
func halfWidth(z, p float64, n, N int) float64 {
	return z * math.Sqrt(estimateVariance(p, n, N))
}

// estimateVariance returns the variance of the share of yes in a simple random
// sample of n from N: Cochran (1977), chapter 3.
func estimateVariance(p float64, n, N int) float64 {
	v := p * (1 - p) / float64(n)
	switch N {
	case Infinite:
		return v
	case n:
		return 0
	}
	return v * float64(N-n) / float64(N-1)
}

// A MarginSpec says for which sample a margin of error is wanted.
type MarginSpec struct {
	Sample     int     // cases read
	Population int     // that they stand for, or Infinite
	Confidence float64 // two-sided, in 0..1
	Proportion float64 // expected or found; 0 stands for one half, the widest
}

// A MarginOfError is the margin of a sample by the normal formula.
type MarginOfError struct {
	MarginSpec         // with the zero value replaced
	Z          float64 // standard normal quantile of the confidence
	Margin     float64 // either way, in 0..1; 0 where every case is read
	Steps      []Step
	Warnings   Warnings
}

// Margin returns the margin of error of a sample, or of a sub-sample from its
// own population. Give Population as Infinite where a sub-sample's population
// is not known, or the most it can be: see [SubsamplePopulation].
func Margin(spec MarginSpec) (MarginOfError, error) {
	spec.Proportion = cmp.Or(spec.Proportion, 0.5)
	if err := spec.check(); err != nil {
		return MarginOfError{}, err
	}
	m := MarginOfError{MarginSpec: spec, Z: Z(spec.Confidence)}
	m.Margin = halfWidth(m.Z, spec.Proportion, spec.Sample, spec.Population)
	standardError := standardErrorStep(spec)
	m.Steps = []Step{standardError, {
		Name:         "margin",
		Formula:      "z × standard error",
		Substitution: fmt.Sprintf("%s × %s", number(m.Z), number(standardError.Value)),
		Value:        m.Margin,
		Source:       "Cochran 1977, chapter 3",
	}}
	if spec.Population == Infinite {
		m.Warnings.Add("no-population", "give its size, or the most it can be: the margin will be smaller", "The population is treated as unlimited.")
	}
	return m, nil
}

func (spec MarginSpec) check() error {
	if err := checkShares(namedShare{"confidence", spec.Confidence}, namedShare{"proportion", spec.Proportion}); err != nil {
		return err
	}
	return checkDraw(spec.Sample, cmp.Or(spec.Population, MaxPopulation))
}

func standardErrorStep(spec MarginSpec) Step {
	p, n, N := spec.Proportion, spec.Sample, spec.Population
	step := Step{
		Name:         "standard error",
		Formula:      "sqrt(p (1-p) / n)",
		Substitution: fmt.Sprintf("sqrt(%s × %s / %d)", number(p), number(1-p), n),
		Value:        math.Sqrt(estimateVariance(p, n, N)),
		Source:       "Cochran 1977, chapter 3",
	}
	if N != Infinite {
		step.Formula = "sqrt(p (1-p) / n × (N-n)/(N-1))"
		step.Substitution = fmt.Sprintf("sqrt(%s × %s / %d × %d/%d)", number(p), number(1-p), n, N-n, max(N-1, 1))
	}
	return step
}
