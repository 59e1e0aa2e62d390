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
		m.Warnings.Add("no-population", "give its size, or the most it can be: the margin will be smaller",
			"The population is treated as unlimited.")
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

// A DifferenceMargin is the margin of error of a difference between the
// shares of two samples, such as this inspection's and the last one's.
type DifferenceMargin struct {
	First, Second MarginSpec // with the confidence of the difference
	Z             float64
	Margin        float64 // of the difference, either way
	Steps         []Step
	Warnings      Warnings
}

// MarginOfDifference returns the margin of error of the difference between two
// independent samples, each corrected for its own population:
//
//	z sqrt(v1 + v2),  v = p(1-p)/n (N-n)/(N-1)
//
// Variances of independent estimates add up; each is that of Cochran (1977),
// Sampling Techniques, 3rd ed., section 3.2. The two specs have to agree
// in their confidence.
func MarginOfDifference(first, second MarginSpec) (DifferenceMargin, error) {
	if first.Confidence != second.Confidence {
		return DifferenceMargin{}, fmt.Errorf("stats: one difference has one confidence, got %v and %v",
			first.Confidence, second.Confidence)
	}
	a, err := Margin(first)
	if err != nil {
		return DifferenceMargin{}, err
	}
	b, err := Margin(second)
	if err != nil {
		return DifferenceMargin{}, err
	}
	d := DifferenceMargin{First: a.MarginSpec, Second: b.MarginSpec, Z: a.Z, Margin: math.Hypot(a.Margin, b.Margin)}
	one, two := standardErrorStep(a.MarginSpec), standardErrorStep(b.MarginSpec)
	one.Name, two.Name = "standard error of the first", "standard error of the second"
	d.Steps = []Step{one, two, {
		Name:         "margin of the difference",
		Formula:      "z × sqrt(s1² + s2²)",
		Substitution: fmt.Sprintf("%s × sqrt(%s² + %s²)", number(d.Z), number(one.Value), number(two.Value)),
		Value:        d.Margin,
		Source:       "variances of independent estimates add up",
	}}
	d.Warnings = append(a.Warnings, b.Warnings...)
	if len(d.Warnings) == 2 {
		d.Warnings = d.Warnings[:1] // the same of both
		d.Warnings[0].Message = "Both populations are treated as unlimited."
	}
	return d, nil
}
