package stats

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// Rounded weights are in the ratio of what a yes case stands for, to one unit in the
// heaviest; the units are as many as a search has room for and no more.
func TestRoundedWeights(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		strata := make([]StratumCount, rapid.IntRange(1, 5).Draw(t, "strata"))
		worth := make([]float64, len(strata))
		heaviest, largest, cases := 0, 0, 0
		stands := func(k int) float64 { return worth[k] * float64(strata[k].Population) / float64(strata[k].Sample) }
		for k := range strata {
			n := rapid.IntRange(1, 40).Draw(t, "sample")
			strata[k] = StratumCount{Sample: n, Population: n + rapid.IntRange(1, 500).Draw(t, "unread")}
			worth[k] = rapid.Float64Range(0.01, 1).Draw(t, "worth")
			if stands(k) > stands(heaviest) {
				heaviest = k
			}
			largest, cases = max(largest, n), cases+n
		}
		weights := roundedWeights(strata, worth)
		room := float64(maxRanks) / float64(largest+1)
		if most := float64(weights[heaviest]) * float64(cases); most > room || most <= room-2*float64(cases) {
			t.Fatalf("%v sums with room for %v", most, room)
		}
		for k, w := range weights {
			if exact := float64(weights[heaviest]) * stands(k) / stands(heaviest); math.Abs(float64(w)-exact) > 1.000001 {
				t.Fatalf("weight %d of stratum %d, not %v", w, k, exact)
			}
		}
	})
}

// Ranks that are too many for a search are refused before they are made.
func TestTooManyRanks(t *testing.T) {
	strata := []StratumCount{{Population: 2000, Sample: 1100}, {Population: 2000, Sample: 1100}, {Population: 20, Sample: 10}}
	rank := newRanking(strata, func(k, x int) int64 { return int64(x) * []int64{1, 1200, 1}[k] })
	if _, ok := newSplitSearch(strata, []float64{1, 1, 1}, rank, 0.1); ok {
		t.Error("1101 times 1101 ranks are taken")
	}
}

// Where splits are taken together the strata's own limits bound those of all.
func TestCoarseLimitsAreNoWiderThanTheStratasOwn(t *testing.T) {
	strata := []StratumCount{{157, 9, 1}, {144, 11, 0}, {121, 6, 0}, {115, 2, 1}, {35, 8, 1}, {30, 5, 1}}
	limits, err := CombinedInterval(strata, 0.8)
	own := 0
	for _, s := range strata {
		own += ownLow(s, s.Yes, 0.1, len(strata))
	}
	if err != nil || code(limits.Warnings) != "coarse-splits" || limits.LowCount < own {
		t.Errorf("from %d on, the strata's own from %d on (%q, %v)", limits.LowCount, own, code(limits.Warnings), err)
	}
}
