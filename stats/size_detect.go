package stats

import (
	"cmp"
	"fmt"
	"math"

	"onecase/stats/phrase"
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
	// ActualPower is the exact chance that the test of [SizeToDetect] finds
	// the change. Where a share is no whole number of cases it is the least
	// over the two numbers next to it: those at PowerAt.
	ActualPower float64
	PowerAt     [2]int // yes cases of the two populations; 0 where one is Infinite
	// ActualFalseAlarm is the chance that the test finds a change where there
	// is none: where both populations have the first share, or come as near
	// to it and to each other as whole cases can. It is the greatest of them.
	ActualFalseAlarm float64
	FalseAlarmAt     [2]int // as PowerAt
	Steps            []Step
	Warnings         Warnings
}

// SizeToDetect returns the samples with which a change is found. The sizes are
// those of the normal approximation with a finite correction on both sides:
// the least equal n (or the second n, for a first sample that is given) with
//
//	v1 + v2 <= ((p1 - p2) / (z + zPower))^2,  v = p(1-p)/n (N-n)/(N-1)
//
// Source: Fleiss, Levin and Paik (2003), Statistical Methods for Rates and
// Proportions, 3rd ed., section 4.2, with the finite variances of Cochran
// (1977), chapter 3.
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
	d.Steps = append(d.Steps, d.casesStep(allowed, n))
	whole := rounded(n, RoundUp)
	if whole > maxBinomialSample && (spec.SecondPopulation == Infinite || spec.FirstPopulation == Infinite) {
		return DetectSize{}, fmt.Errorf("%w: a change from %v to %v needs more than %d cases", ErrNoSample,
			spec.FirstShare, spec.SecondShare, maxBinomialSample)
	}
	upTo := func(N int) int { return int(min(whole, float64(cmp.Or(N, MaxPopulation)))) }
	d.First, d.Second = cmp.Or(spec.FirstSample, upTo(spec.FirstPopulation)), upTo(spec.SecondPopulation)
	d.Steps = append(d.Steps, Step{"rounding and cap at N",
		"up to a whole number, at most N", number(n) + " rounded up", float64(d.Second),
		"no fewer cases than the formula asks for, no more than there are"})
	d.countOut(z)
	d.warn()
	return d, nil
}

func (spec DetectSpec) check() error {
	if err := checkShares(namedShare{"first share", spec.FirstShare}, namedShare{"second share", spec.SecondShare},
		namedShare{"confidence", spec.Confidence}, namedShare{"power", spec.Power}); err != nil {
		return err
	}
	if spec.FirstShare == spec.SecondShare {
		return fmt.Errorf("stats: the two shares are the same, %v: there is no change to find", spec.FirstShare)
	}
	if spec.Power < 0.5 {
		return fmt.Errorf("stats: the power has to be at least 0.5, got %v", spec.Power)
	}
	if err := cmp.Or(checkPopulation(spec.FirstPopulation), checkPopulation(spec.SecondPopulation)); err != nil || spec.FirstSample == 0 {
		return err
	}
	return checkDraw(spec.FirstSample, cmp.Or(spec.FirstPopulation, MaxPopulation))
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

// casesStep shows how the size follows from the standard error allowed. Where
// the first sample is given its variance is a number; else both are of n.
func (d *DetectSize) casesStep(allowed, n float64) Step {
	of := func(p float64, n string, N int) string {
		if N == Infinite {
			return fmt.Sprintf("%s × %s/%s", number(p), number(1-p), n)
		}
		return fmt.Sprintf("%s × %s/%s × (%d-%s)/%d", number(p), number(1-p), n, N, n, max(N-1, 1))
	}
	first := of(d.FirstShare, "n", d.FirstPopulation)
	if d.FirstSample != 0 {
		first = of(d.FirstShare, fmt.Sprint(d.FirstSample), d.FirstPopulation)
		first += " (= " + number(estimateVariance(d.FirstShare, d.FirstSample, d.FirstPopulation)) + ")"
	}
	return Step{"cases", "the n with v1 + v2 = (standard error allowed)², v = p (1-p)/n × (N-n)/(N-1) of each sample, 0 from n = N",
		fmt.Sprintf("%s + %s = %s²", first, of(d.SecondShare, "n", d.SecondPopulation), number(allowed)), n, "Cochran 1977, chapter 3"}
}

func (d *DetectSize) warn() {
	if d.ActualPower < d.Power-nearTie {
		d.Warnings.Add("power-short", "ask for more power",
			"Counted out, the chance of finding the change is %s, not %s, %s: the sizes are those of the normal approximation.",
			phrase.Share(d.ActualPower), phrase.Share(d.Power), d.yesText(d.PowerAt))
	}
	if d.ActualFalseAlarm > 1-d.Confidence+0.01 {
		d.Warnings.Add("false-alarms", "ask for a higher confidence",
			"Counted out, a change is found with a chance of %s where there is none, not %s, %s.",
			phrase.Share(d.ActualFalseAlarm), phrase.Share(1-d.Confidence), d.yesText(d.FalseAlarmAt))
	}
	if d.Second == d.SecondPopulation {
		d.Warnings.Add("census", "", "Every case of the second population has to be read.")
	}
	if d.FirstPopulation == Infinite || d.SecondPopulation == Infinite {
		d.Warnings.Add("no-population", "give its size: a small population needs fewer cases", "A population is treated as unlimited.")
	}
}

// yesText says which populations a chance is for.
func (d *DetectSize) yesText(at [2]int) string {
	one := func(K, N int) string {
		if N == Infinite {
			return "the share itself"
		}
		return fmt.Sprintf("%d of %d", K, N)
	}
	return fmt.Sprintf("with %s yes in the first population and %s in the second", one(at[0],
		d.FirstPopulation), one(at[1], d.SecondPopulation))
}
