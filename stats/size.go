package stats

import (
	"cmp"
	"errors"
	"fmt"
	"math"

	"onecase/stats/phrase"
)

// A Criterion is what a sample size has to achieve.
type Criterion string

const (
	// Normal is the textbook formula with its finite correction. It is what
	// published sizes use. It guarantees nothing: see Size.AchievedProbability.
	Normal Criterion = "normal"
	// Estimate asks that the sample's share is within the margin of the
	// population's with at least the confidence, whatever the population.
	Estimate Criterion = "estimate"
	// IntervalWidth asks that some interval of twice the margin holds the
	// population's share with at least the confidence, whatever the
	// population. It is the least a guarantee can cost: see [NewFixedWidthTable].
	IntervalWidth Criterion = "interval"
)

// A Rounding says how a size that is no whole number becomes one.
type Rounding string

const (
	RoundUp       Rounding = "up"           // once, at the end
	RoundNearest  Rounding = "nearest"      // once, at the end; halves up, never below 1
	RoundEachStep Rounding = "up-each-step" // after every step
)

// A SizeSpec says what a sample is to achieve. Confidence and Margin have to be
// given; the zero values of the others stand for one half, Infinite, Normal, RoundUp,
// and 1 for DesignEffect and Response.
type SizeSpec struct {
	Confidence   float64   `json:"confidence"`             // two-sided, in 0..1
	Margin       float64   `json:"margin"`                 // of error either way, in 0..1
	Proportion   float64   `json:"proportion"`             // of yes that is expected; one half needs most cases
	Population   int       `json:"population" null:"zero"` // eligible cases; the exact criteria need it
	Criterion    Criterion `json:"criterion"`              // `normal`, `estimate` or `interval`
	Rounding     Rounding  `json:"rounding"`               // `up`, `nearest` or `up-each-step`
	DesignEffect float64   `json:"design_effect"`          // variance relative to simple random sampling
	Response     float64   `json:"response"`               // expected share of cases that can be read
}

// A Size is a sample size with everything that led to it.
type Size struct {
	SizeSpec // with the zero values replaced

	Z        float64 `json:"z"`                    // standard normal quantile of the confidence
	Infinite float64 `json:"infinite" null:"zero"` // size for a population without limit, before the design effect, not rounded; null where it is not used
	Sample   int     `json:"sample" null:"zero"`   // cases to select: the least that meet the criterion; null in a table of sizes
	// StableFrom is the least size from which every larger one meets the
	// criterion too. It is Sample unless whole counts fit the margin badly
	// just above it.
	StableFrom int `json:"stable_from" null:"zero"` // the size from which every larger one meets it too
	// AchievedMargin is the margin by the formula for the cases of Sample that
	// are expected to respond. Without a population it has no finite
	// correction.
	AchievedMargin float64 `json:"achieved_margin" null:"nan"` // by the formula
	// AchievedProbability is the least chance, over every possible population,
	// that the sample's share is within Margin: see [WithinMargin]. NaN
	// without a population, with a design effect and where WithinMargin would
	// refuse the sample: Warnings then has chance-not-counted.
	AchievedProbability float64 `json:"achieved_probability" null:"nan"` // least chance, whatever the true share, that the estimate is within the margin; null without a population
	Steps               []Step  `json:"steps"`                           // the derivation
	Warnings            Warnings
}

// A Step is one step of a calculation, for people to follow.
type Step struct {
	Name         string  `json:"name"`         // such as "finite correction"
	Formula      string  `json:"formula"`      // in symbols
	Substitution string  `json:"substitution"` // with the numbers filled in
	Value        float64 `json:"value"`        // what the step makes
	Source       string  `json:"source"`       // author and year, equation or section
}

// SampleSize returns the number of cases to select. The design effect comes
// before the finite correction and the response after it; one rounding follows
// (unless asked at each step), and no size exceeds the population.
//
// The exact criteria hold for simple random sampling and take no design effect.
// They count for every population up to MaxPopulation, but the work grows as
// the margin falls: at 5 points it takes milliseconds, at 2 points, seconds.
// What would take minutes is an error.
func SampleSize(spec SizeSpec) (Size, error) {
	spec = spec.withDefaults()
	if err := spec.check(); err != nil {
		return Size{}, err
	}
	formula := SizeConvention{Rounding: spec.Rounding}.stages(spec)
	s := Size{SizeSpec: spec, Z: formula.z, Infinite: formula.infinite.before, AchievedProbability: math.NaN()}
	if spec.Criterion == Normal {
		s.byFormula(formula)
	} else {
		s.byEnumeration()
	}
	if err := s.achieved(); err != nil {
		return Size{}, err
	}
	s.warn()
	return s, nil
}

// exactCriteria are worked out up to a bound of Serfling's; the sizes themselves
// are a third of it or more. At the bound a size by the criterion estimate takes
// about half a second; one by the criterion interval, which goes through one table
// of intervals for each n, some seconds, and the work grows with its power of 2.5.
// Instead is what to use beyond.
var exactCriteria = map[Criterion]struct {
	most    int
	instead Criterion
}{
	Estimate:      {14_000, Normal},
	IntervalWidth: {4_000, Estimate},
}

func (spec SizeSpec) withDefaults() SizeSpec {
	spec.Proportion = cmp.Or(spec.Proportion, 0.5)
	spec.Criterion = cmp.Or(spec.Criterion, Normal)
	spec.Rounding = cmp.Or(spec.Rounding, RoundUp)
	spec.DesignEffect = cmp.Or(spec.DesignEffect, 1)
	spec.Response = cmp.Or(spec.Response, 1)
	return spec
}

// minMargin is the least margin of a size: a share of MaxPopulation cases moves by
// more when one answer changes.
const minMargin = 1e-9

// check returns an error that names the first thing that is wrong.
func (spec SizeSpec) check() error {
	if spec.Population < 0 || spec.Population > MaxPopulation {
		return fmt.Errorf("stats: the population has to be from 1 to %d, or Infinite, got %d", MaxPopulation, spec.Population)
	}
	if err := checkShares(namedShare{"confidence", spec.Confidence}, namedShare{"margin", spec.Margin},
		namedShare{"proportion", spec.Proportion}); err != nil {
		return err
	}
	if !(spec.DesignEffect > 0 && spec.DesignEffect <= 1000) {
		return fmt.Errorf("stats: the design effect has to be above 0 and at most 1000, got %v", spec.DesignEffect)
	}
	if !(spec.Response > 0 && spec.Response <= 1) {
		return fmt.Errorf("stats: the response has to be above 0 and at most 1, got %v", spec.Response)
	}
	if _, known := roundingWords[spec.Rounding]; !known {
		return fmt.Errorf("stats: there is no rounding %q: take %s, %s or %s", spec.Rounding, RoundUp, RoundNearest, RoundEachStep)
	}
	if spec.Margin < minMargin {
		return fmt.Errorf("stats: the margin has to be at least %v, got %v: no sample tells shares apart so finely", minMargin, spec.Margin)
	}
	exact, isExact := exactCriteria[spec.Criterion]
	switch {
	case !isExact && spec.Criterion != Normal:
		return fmt.Errorf("stats: there is no criterion %q: take %s, %s or %s", spec.Criterion, Normal, Estimate, IntervalWidth)
	case !isExact && spec.Population == Infinite && (SizeConvention{}).stages(spec).unrounded > MaxPopulation:
		return fmt.Errorf("stats: a margin of %v needs more than %d cases; give the population or a wider margin",
			spec.Margin, MaxPopulation)
	case !isExact:
		return nil
	case spec.Population == Infinite:
		return fmt.Errorf("stats: the criterion %s counts over a population and needs its size", spec.Criterion)
	case spec.DesignEffect != 1:
		return fmt.Errorf("stats: the criterion %s holds for simple random sampling and takes no design effect; use the criterion %s", spec.Criterion, Normal)
	case spec.Rounding != RoundUp:
		return fmt.Errorf("stats: the criterion %s gives whole numbers and takes no other rounding than %s", spec.Criterion, RoundUp)
	case serfling(spec.Population, spec.Confidence, spec.Margin) > exact.most:
		return fmt.Errorf("stats: at a margin of %v the criterion %s would have to count through samples of up to more than %d cases; widen the margin or use the criterion %s",
			spec.Margin, spec.Criterion, exact.most, exact.instead)
	}
	return nil
}

// achieved fills in what the size achieves.
func (s *Size) achieved() error {
	n := max(1, int(wholePart(decimal(s.Response), int64(s.Sample)))) // cases that are expected to be read
	s.AchievedMargin = math.Sqrt(s.DesignEffect) * halfWidth(s.Z, s.Proportion, n, s.Population)
	if s.Population == Infinite || s.DesignEffect != 1 {
		return nil
	}
	chance, _, err := WithinMargin(n, s.Population, s.Margin)
	if errors.Is(err, ErrLargeSample) {
		s.Warnings = append(s.Warnings, ChanceNotCounted(err))
		return nil
	}
	s.AchievedProbability = chance
	return err
}

// warn says what the size does not do.
func (s *Size) warn() {
	if s.Population == Infinite {
		s.Warnings.Add("no-population", "give its size: a small population needs fewer cases", "The population is treated as unlimited.")
	}
	if p := s.AchievedProbability; s.Criterion == Normal && p < s.Confidence-nearTie {
		s.Warnings.Add("not-guaranteed",
			Advise("%v or %v gives sizes that hold for every population", Option{"criterion", "estimate"}, Option{"criterion", "interval"}),
			"The size is that of the formula, which promises more than it keeps: the estimate is within %s of the truth with a chance of only %s for some populations, not %s",
			points(s.Margin), phrase.Share(p), phrase.Share(s.Confidence))
	}
	if s.StableFrom > s.Sample {
		s.Warnings.Add("not-stable", Advise("take %d, or %d and more", s.Sample, s.StableFrom),
			"Some sizes between %d and %d do not meet the criterion.", s.Sample, s.StableFrom)
	}
	if s.Population != Infinite && s.Sample == s.Population {
		s.Warnings.Add("census", "", "Every case has to be read.")
	}
}
