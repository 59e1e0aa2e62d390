package stats

import (
	"fmt"
	"math"
)

// A DetectSpec says which change between two inspections is to be found.
type DetectSpec struct {
	FirstShare       float64 // share of yes at the first
	SecondShare      float64 // and at the second
	FirstPopulation  int     // or Infinite
	SecondPopulation int     // or Infinite
	FirstSample      int     // cases read at the first; 0 where it is planned too, as large as the second
	Confidence       float64 // two-sided, of the test
	Power            float64 // chance of finding the change, in 0..1
}

// A DetectSize is a pair of samples with the chance that they show the change.
type DetectSize struct {
	DetectSpec
	First, Second int // cases
	// ActualPower is the exact chance that the test of [DetectSpec] finds the
	// change, ActualFalseAlarm that it finds one where both populations have
	// the first share.
	ActualPower, ActualFalseAlarm float64
	Steps                         []Step
	Warnings                      []Warning
}

// SizeToDetect returns the samples with which a change is found. The sizes are
// those of the normal approximation with a finite correction on both sides:
// the least equal n (or the second n, for a first sample that is given) with
//
//	v1 + v2 <= ((p1 - p2) / (z + zPower))^2,  v = p(1-p)/n (N-n)/(N-1)
//
// Source: Fleiss, Levin and Paik (2003), Statistical Methods for Rates and
// Proportions, 3rd ed., section 4.2, with Cochran's (1977) finite variances.
//
// The power they have is then counted out, for the test that calls a
// difference real if it is more than z standard errors, both samples pooled.
func SizeToDetect(spec DetectSpec) (DetectSize, error) {
	if err := spec.check(); err != nil {
		return DetectSize{}, err
	}
	d := DetectSize{DetectSpec: spec}
	z, zPower := Z(spec.Confidence), Z(2*spec.Power-1)
	gap := math.Abs(spec.FirstShare - spec.SecondShare)
	allowed := gap / (z + zPower)
	d.Steps = append(d.Steps, Step{"standard error allowed", "|p1 - p2| / (z + zPower)",
		fmt.Sprintf("|%s - %s| / (%s + %s)", number(spec.FirstShare), number(spec.SecondShare), number(z), number(zPower)),
		allowed, "Fleiss, Levin and Paik 2003, section 4.2"})
	n, err := d.solve(allowed * allowed)
	if err != nil {
		return DetectSize{}, err
	}
	d.Steps = append(d.Steps, Step{"cases", "least n with v1 + v2 <= (standard error)²",
		fmt.Sprintf("N1 = %s, N2 = %s", populationText(spec.FirstPopulation), populationText(spec.SecondPopulation)), n, "Cochran 1977, section 3.6"})
	whole := rounded(n, RoundUp)
	if whole > maxBinomialSample && (spec.SecondPopulation == Infinite || spec.FirstPopulation == Infinite) {
		return DetectSize{}, fmt.Errorf("%w: a change from %v to %v needs more than %d cases", ErrNoSample, spec.FirstShare, spec.SecondShare, maxBinomialSample)
	}
	d.First, d.Second = spec.FirstSample, capped(whole, spec.SecondPopulation)
	if d.First == 0 {
		d.First = capped(whole, spec.FirstPopulation)
	}
	d.Steps = append(d.Steps, Step{"rounding and cap at N", "up to a whole number, at most N", number(n), float64(d.Second), ""})
	d.ActualPower = d.chance(spec.FirstShare, spec.SecondShare, z)
	d.ActualFalseAlarm = d.chance(spec.FirstShare, spec.FirstShare, z)
	d.warn()
	return d, nil
}

func (spec DetectSpec) check() error {
	for _, share := range []struct {
		name  string
		value float64
	}{{"first share", spec.FirstShare}, {"second share", spec.SecondShare}, {"confidence", spec.Confidence}, {"power", spec.Power}} {
		if err := checkShare(share.name, share.value); err != nil {
			return err
		}
	}
	if spec.FirstShare == spec.SecondShare {
		return fmt.Errorf("stats: the two shares are the same, %v: there is no change to find", spec.FirstShare)
	}
	if spec.Power < 0.5 {
		return fmt.Errorf("stats: the power has to be at least 0.5, got %v", spec.Power)
	}
	for _, N := range []int{spec.FirstPopulation, spec.SecondPopulation} {
		if N != Infinite {
			if err := checkDraw(N, 1); err != nil {
				return err
			}
		}
	}
	if spec.FirstSample != 0 {
		N := spec.FirstPopulation
		if N == Infinite {
			N = MaxPopulation
		}
		return checkDraw(N, spec.FirstSample)
	}
	return nil
}

// solve returns the size, as a real number, at which the variance of the
// difference is the one allowed.
func (d *DetectSize) solve(variance float64) (float64, error) {
	s1, per1 := spread(d.FirstShare, d.FirstPopulation)
	s2, per2 := spread(d.SecondShare, d.SecondPopulation)
	if d.FirstSample != 0 {
		left := variance - estimateVariance(d.FirstShare, d.FirstSample, d.FirstPopulation)
		if left+per2 <= 0 || d.SecondPopulation != Infinite && left < 0 {
			return 0, fmt.Errorf("%w: with %d cases in the first sample no second one finds a change from %v to %v with a power of %v",
				ErrNoSample, d.FirstSample, d.FirstShare, d.SecondShare, d.Power)
		}
		return s2 / (left + per2), nil
	}
	n := (s1 + s2) / (variance + per1 + per2)
	// A population that is smaller than n is read whole and adds no variance.
	switch {
	case d.FirstPopulation != Infinite && n > float64(d.FirstPopulation):
		n = s2 / (variance + per2)
	case d.SecondPopulation != Infinite && n > float64(d.SecondPopulation):
		n = s1 / (variance + per1)
	}
	return n, nil
}

// spread returns the variance of one case and its share in the finite
// correction: the variance of an estimate is s/n - per.
func spread(p float64, N int) (s, per float64) {
	switch N {
	case Infinite:
		return p * (1 - p), 0
	case 1:
		return 0, 0
	}
	s = p * (1 - p) * float64(N) / float64(N-1)
	return s, s / float64(N)
}

func capped(n float64, N int) int {
	if N != Infinite {
		n = min(n, float64(N))
	}
	return int(n)
}

// chance returns the chance that the test calls the difference real where the
// populations have the shares p1 and p2, rounded to whole cases.
func (d *DetectSize) chance(p1, p2, z float64) float64 {
	first := probabilities(p1, d.First, d.FirstPopulation)
	second := probabilities(p2, d.Second, d.SecondPopulation)
	n1, n2 := float64(d.First), float64(d.Second)
	perCase := estimateVariance(0.5, d.First, d.FirstPopulation)*4 + estimateVariance(0.5, d.Second, d.SecondPopulation)*4
	sum := 0.0
	for x1, a := range first {
		if a == 0 {
			continue
		}
		for x2, b := range second {
			if b == 0 {
				continue
			}
			pooled := float64(x1+x2) / (n1 + n2)
			gap := float64(x1)/n1 - float64(x2)/n2
			if gap*gap > z*z*pooled*(1-pooled)*perCase+1e-14 {
				sum += a * b
			}
		}
	}
	return min(sum, 1)
}

// probabilities returns P(X = 0..n), with what is below 1e-16 as 0.
func probabilities(share float64, n, N int) []float64 {
	p := make([]float64, n+1)
	for x := range p {
		if N == Infinite {
			p[x] = binomial{n, share}.prob(x)
		} else {
			p[x] = Hypergeometric{N: N, K: int(math.Round(share * float64(N))), Draws: n}.prob(x)
		}
		if p[x] < 1e-16 {
			p[x] = 0
		}
	}
	return p
}

func (d *DetectSize) warn() {
	if d.ActualPower < d.Power-nearTie {
		d.Warnings = append(d.Warnings, Warning{"power-short",
			fmt.Sprintf("Counted out, the chance of finding the change is %s, not %s: the sizes are those of the normal approximation.", percent(d.ActualPower), percent(d.Power)),
			"ask for more power"})
	}
	if d.ActualFalseAlarm > 1-d.Confidence+0.01 {
		d.Warnings = append(d.Warnings, Warning{"false-alarms",
			fmt.Sprintf("Counted out, a change is found with a chance of %s where there is none, not %s.", percent(d.ActualFalseAlarm), percent(1-d.Confidence)),
			"ask for a higher confidence"})
	}
	if d.Second == d.SecondPopulation {
		d.Warnings = append(d.Warnings, Warning{"census", "Every case of the second population has to be read.", ""})
	}
	if d.FirstPopulation == Infinite || d.SecondPopulation == Infinite {
		d.Warnings = append(d.Warnings, Warning{"no-population", "A population is treated as unlimited.",
			"give its size: a small population needs fewer cases"})
	}
}

func populationText(N int) string {
	if N == Infinite {
		return "unlimited"
	}
	return number(float64(N))
}
