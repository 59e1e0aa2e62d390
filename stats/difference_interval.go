package stats

import (
	"fmt"
	"math"
	"slices"
)

// A DrawnShare is what a simple random sample showed of a population, and how
// large that can be.
type DrawnShare struct {
	Yes, Of int
	// Least and Most are the sizes that the population may have; equal where
	// its size is known, and both Infinite where it is not finite.
	Least, Most int
}

// share returns the share of yes cases in the sample.
func (s DrawnShare) share() float64 { return float64(s.Yes) / float64(s.Of) }

// sizes returns how many sizes the population may have.
func (s DrawnShare) sizes() int64 { return int64(s.Most) - int64(s.Least) + 1 }

func (s DrawnShare) check(which string) error {
	if (s.Least == Infinite) != (s.Most == Infinite) || s.Least > s.Most {
		return fmt.Errorf("stats: the %s population cannot have from %d to %d cases", which, s.Least, s.Most)
	}
	if err := checkSample(s.Of, s.Least); err != nil {
		return fmt.Errorf("%w (%s sample)", err, which)
	}
	if s.Most > MaxPopulation {
		return fmt.Errorf("stats: the population has to be from 1 to %d, got %d (%s sample)", MaxPopulation, s.Most, which)
	}
	if err := checkYes(s.Yes, s.Of); err != nil {
		return fmt.Errorf("%w (%s sample)", err, which)
	}
	return nil
}

// A Difference is a pair of limits for the difference between the shares of two
// populations, the second's less the first's.
type Difference struct {
	First, Second DrawnShare
	Confidence    float64 // two-sided
	// Method is the one asked for, or Apart where Exact would have to try too
	// many sizes of the populations.
	Method     Method
	Estimate   float64 // of the samples; -1 to 1
	Low, High  float64 // -1 to 1
	Guaranteed bool    // covers at least Confidence whatever the populations hold
	// LowAt and HighAt are populations with the limits' difference; zero where
	// the method has none.
	LowAt, HighAt DifferencePoint
	Warnings      Warnings
}

// HoldsZero reports whether the limits allow that there is no difference at all.
func (d Difference) HoldsZero() bool { return d.Low <= 0 && d.High >= 0 }

// A DifferencePoint is a pair of populations and the chance that they give
// samples that rank as far out as those seen.
type DifferencePoint struct {
	FirstSize, SecondSize   int     // Infinite where not finite
	FirstShare, SecondShare float64 // of yes cases
	Tail                    float64
}

// Beyond these exact limits would take many seconds.
const (
	maxSizePairs        = 2500 // pairs of sizes, tried one by one
	maxPairWork         = 2e7  // pairs of sizes times about the work of one: a tenth of a second
	maxDifferenceSample = 5000 // cases in a sample
)

// DifferenceInterval returns limits for the difference between the shares of yes
// cases in two populations, from independent simple random samples of them.
//
// Exact limits invert a test. Pairs of counts are ranked from low to high by the
// lower limit of Mover, and by the estimate where that is equal. The lower limit is
// the least difference M2/N2 - M1/N1 of populations that can give the samples with
//
//	P(a pair ranks at least as high as the one seen | M1, M2) > (1 - confidence)/2
//
// and the upper limit is the lower one of the samples exchanged, with its sign
// changed. They cover whatever M1 and M2 are: the proof is that of
// [CombinedInterval]. The rank never falls when the second count rises or the
// first falls, so the chance rises with M2 and falls with M1, and for every M1
// the M2 that pass begin at one that rises with M1: the search follows this
// frontier. A share without a finite population is tried in steps of 1/100000,
// each taken by its most favourable end. There, and between populations of more
// than 20,000 cases together, limits can be too wide by some hundredths of a point,
// never too narrow.
//
// Where the size of a population is not known, the limits are the least and the
// greatest of every pair of sizes. Where there are more than 2,500 pairs, or fewer of large
// samples, they are Apart's, and warning too-many-sizes says so.
//
// Sources: Santner, T. J. and Snell, M. K. (1980), Small-sample confidence
// intervals for p1 - p2 and p1/p2 in 2 × 2 contingency tables, JASA 75, and Chan,
// I. S. F. and Zhang, Z. (1999), Test-based exact confidence intervals for the
// difference of two binomial proportions, Biometrics 55, for the test over every
// value of the other share; Buehler (1957) for limits from a rank. Ranked by the
// estimate, pairs of large shares would be set against the spread of middling ones,
// and limits be wider.
func DifferenceInterval(method Method, first, second DrawnShare, confidence float64) (Difference, error) {
	l, err := newLevel(confidence)
	if err != nil {
		return Difference{}, err
	}
	if err := checkBoth(first, second); err != nil {
		return Difference{}, err
	}
	d := Difference{First: first, Second: second, Confidence: confidence, Method: method, Estimate: second.share() - first.share()}
	switch {
	case method == Mover:
		return d, d.mover()
	case method != Exact:
		return Difference{}, fmt.Errorf("stats: there is no method %q for a difference; the methods are %s", method,
			methodList(ofDifference, " and "))
	}
	if d.Warnings = first.apartOf(second); d.Warnings != nil {
		return d, d.apart()
	}
	d.exact(l)
	return d, nil
}

func checkBoth(first, second DrawnShare) error {
	if err := first.check("first"); err != nil {
		return err
	}
	return second.check("second")
}

// apartOf says why two shares are too large for limits of their difference; nil where
// they are not.
func (s DrawnShare) apartOf(second DrawnShare) (w Warnings) {
	switch {
	case s.Of > maxDifferenceSample || second.Of > maxDifferenceSample:
		w.Add("too-many-cases", "use mover limits, which suit large samples",
			"joint limits stop at samples of %d cases; each share was given limits of its own, which are wider", maxDifferenceSample)
	case s.sizes() > maxSizePairs || second.sizes() > maxSizePairs || s.sizes()*second.sizes() > maxSizePairs,
		s.sizes()*second.sizes() > 1 && float64(s.sizes()*second.sizes())*float64(s.Of+20)*float64(second.Of+20) > maxPairWork:
		w.Add("too-many-sizes", "give the number of cases that the question applies to",
			"the populations may have too many sizes (%d and %d) to try each pair; each share was given limits of its own, which are wider",
			s.sizes(), second.sizes())
	}
	return w
}

// exact fills in the limits of Exact: the widest over every pair of sizes.
func (d *Difference) exact(l level) {
	d.Low, d.High, d.Guaranteed = math.Inf(1), math.Inf(-1), true
	tail := l.alpha / 2
	firsts, seconds := sidesOf(d.First, l), sidesOf(d.Second, l)
	for _, first := range firsts {
		for _, second := range seconds {
			if low, at := leastDifference(first, second, tail); low < d.Low {
				d.Low, d.LowAt = low, at
			}
			if low, at := leastDifference(second, first, tail); -low > d.High {
				at.FirstSize, at.SecondSize = at.SecondSize, at.FirstSize
				at.FirstShare, at.SecondShare = at.SecondShare, at.FirstShare
				d.High, d.HighAt = -low, at
			}
		}
	}
}

// own returns the Exact limits of a share on its own, whatever the size of its
// population.
func (s DrawnShare) own(confidence float64) (low, high float64, err error) {
	i, err := SubsampleInterval(s, confidence)
	return i.Low, i.High, err
}

// mover fills in the limits of Mover.
func (d *Difference) mover() error {
	l1, u1, err := d.First.own(d.Confidence)
	if err != nil {
		return err
	}
	l2, u2, err := d.Second.own(d.Confidence)
	p1, p2 := d.First.share(), d.Second.share()
	d.Low = max(-1, d.Estimate-math.Hypot(p2-l2, u1-p1))
	d.High = min(1, d.Estimate+math.Hypot(u2-p2, p1-l1))
	return err
}

// apart fills in the limits of Apart: on either side the two limits hold together
// with the square root of the level of that side, as the samples are independent
// (Sidak 1967, JASA 62).
func (d *Difference) apart() error {
	of := func(s DrawnShare) func(float64) (Interval, error) {
		return func(confidence float64) (Interval, error) { return SubsampleInterval(s, confidence) }
	}
	apart, err := ApartDifference(of(d.First), of(d.Second), d.Confidence)
	d.Method, d.Low, d.High, d.Guaranteed = Apart, apart.Low, apart.High, apart.Guaranteed
	return err
}

// ApartDifference returns limits for the difference between two shares of which each has
// limits of its own, at any confidence, from samples that are independent of each other:
// those of method Apart. They are guaranteed where the shares' own are.
func ApartDifference(first, second func(confidence float64) (Interval, error), confidence float64) (Difference, error) {
	if err := checkShares(namedShare{"confidence", confidence}); err != nil {
		return Difference{}, err
	}
	own := sharedConfidence((1 - confidence) / 2)
	a, err := first(own)
	if err != nil {
		return Difference{}, err
	}
	b, err := second(own)
	if err != nil {
		return Difference{}, err
	}
	return Difference{Confidence: confidence, Method: Apart, Low: b.Low - a.High, High: b.High - a.Low,
		Guaranteed: a.Guaranteed && b.Guaranteed,
		Warnings:   slices.Concat(a.Warnings, b.Warnings)}, nil
}

// sharedConfidence returns the level that each of two independent pairs of limits
// needs for their two lower limits to hold together with probability 1 - tail.
func sharedConfidence(tail float64) float64 {
	own := -math.Expm1(math.Log1p(-tail) / 2)
	return min(1-2*own, 1-0x1p-53)
}
