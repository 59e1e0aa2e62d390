package stats

import (
	"fmt"
	"math"
)

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
		return DifferenceMargin{}, fmt.Errorf("stats: one difference has one confidence, got %v and %v", first.Confidence, second.Confidence)
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
