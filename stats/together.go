package stats

import (
	"math"
	"slices"
)

// A Family is how limits are made to hold all at once.
type Family string

// The ways in which limits hold at once. Questions that were answered on the same cases
// depend on each other, so that Bonferroni is what is proved for them.
const (
	Bonferroni      Family = "bonferroni"       // each limit may miss with an equal share of what the level leaves
	Sidak           Family = "sidak"            // limits of independent samples, each at the root of the level
	SidakBonferroni Family = "sidak-bonferroni" // Sidak for independent samples, Bonferroni for the limits of one
)

// Together returns the confidence that each of many limits needs for all of them to hold
// at once with the given confidence, whatever they have to do with each other, and how
// that follows. dependent[i] counts the limits of the i-th of independent samples. With a
// for what each leaves of 1, all hold with a probability of at least
//
//	(1 - dependent[0] a) (1 - dependent[1] a) ...
//
// and a is the greatest for which that is no less than the confidence. Sources: Sidak, Z.
// (1967), Rectangular confidence regions for the means of multivariate normal
// distributions, JASA 62, whose product is that of independent events here; Dunn, O. J.
// (1961), Multiple comparisons among means, JASA 56, for Bonferroni's inequality.
func Together(confidence float64, dependent []int) (each float64, how Family) {
	dependent = slices.DeleteFunc(slices.Sorted(slices.Values(dependent)), func(k int) bool { return k == 0 })
	left := 1 - confidence
	switch {
	case len(dependent) == 0:
		return confidence, Bonferroni
	case len(dependent) == 1:
		return 1 - left/float64(dependent[0]), Bonferroni
	case slices.Max(dependent) == 1:
		return math.Exp(math.Log(confidence) / float64(len(dependent))), Sidak
	}
	hold := func(a float64) float64 {
		product := 1.0
		for _, k := range dependent {
			product *= 1 - float64(k)*a
		}
		return product
	}
	low, high := 0.0, left/float64(slices.Max(dependent)) // at high one sample's limits alone use up the level
	for range 100 {
		if middle := (low + high) / 2; hold(middle) >= confidence {
			low = middle
		} else {
			high = middle
		}
	}
	return 1 - low, SidakBonferroni
}

// Looks counts the limits of one result, of which some miss the truth by design.
type Looks struct {
	Limits     int // pairs of limits with more than one value between them
	Confidence float64
	Guaranteed bool // all of them are
	// Together is how they hold all at once, each at the confidence Each; "" where each
	// holds on its own.
	Together Family
	Each     float64
}

// NewLooks has no limits yet, each to be at the confidence.
func NewLooks(confidence float64) Looks {
	return Looks{Confidence: confidence, Each: confidence, Guaranteed: true}
}

// Hold makes limits that are still to be made hold at once; see [Together].
func (l *Looks) Hold(dependent []int) { l.Each, l.Together = Together(l.Confidence, dependent) }

// Add counts a pair of limits. A share that is known has none that could miss.
func (l *Looks) Add(low, high float64, guaranteed bool) {
	if low < high {
		l.Limits++
		l.Guaranteed = l.Guaranteed && guaranteed
	}
}

// Misses is how many of the limits miss the truth on average; where all are guaranteed,
// at most.
func (l Looks) Misses() float64 { return float64(l.Limits) * (1 - l.Each) }
