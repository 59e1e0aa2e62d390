package stats

import (
	"math"
	"slices"
	"testing"
)

// audit is an example that a stratified bound of another program, R package
// jfa 0.7.3, misses: it gives [0.227, 0.347] for it.
var audit = []StratumCount{{20, 13, 8}, {15, 9, 6}, {18, 11, 9}, {22, 12, 10}}

func TestCombinedIntervalHoldsTheAuditEstimate(t *testing.T) {
	iv, err := CombinedInterval(audit, 0.80)
	if err != nil {
		t.Fatal(err)
	}
	estimate := (20*8.0/13 + 15*6.0/9 + 18*9.0/11 + 22*10.0/12) / 75 // 0.738
	if !(iv.Low < estimate && estimate < iv.High) {
		t.Errorf("limits %.3f and %.3f do not hold %.3f", iv.Low, iv.High, estimate)
	}
	if iv.Yes != 33 || iv.Of != 45 || iv.Population != 75 || !iv.Guaranteed || len(iv.Warnings) > 0 {
		t.Errorf("got %+v", iv)
	}
	bonferroni := 0
	for _, s := range audit {
		low, high := exactLimits(s, 40)
		bonferroni += high - low
	}
	if width := iv.HighCount - iv.LowCount; width > bonferroni/2 {
		t.Errorf("%d cases wide, Bonferroni %d", width, bonferroni)
	}
}

// The hypergeometric interval for the pooled count takes the sample for a
// simple random one. Under proportional allocation it mostly covers more than
// its level, but it can fall below; the combined limits cannot. Its least
// coverages at N = 100 are those of an independent enumeration
// (testdata/coverage_stratified.json).
func TestCombinedIntervalWherePoolingFails(t *testing.T) {
	for _, c := range []struct {
		design      []StratumCount
		confidence  float64
		pooledLeast float64 // 0: below the confidence
	}{
		{[]StratumCount{{60, 12, 0}, {40, 8, 0}}, 0.80, 0.8087617525951061},
		{[]StratumCount{{60, 12, 0}, {40, 8, 0}}, 0.95, 0.9550493437851026},
		{[]StratumCount{{25, 19, 0}, {15, 12, 0}, {11, 8, 0}}, 0.95, 0},
	} {
		pooled, combined := leastCoverages(t, c.design, c.confidence)
		t.Logf("%v at %v: least coverage pooled %.4f, combined %.4f", c.design, c.confidence, pooled, combined)
		switch {
		case c.pooledLeast > 0 && math.Abs(pooled-c.pooledLeast) > 1e-12:
			t.Errorf("%v at %v: pooled covers at least %v, want %v", c.design, c.confidence, pooled, c.pooledLeast)
		case c.pooledLeast == 0 && pooled >= c.confidence:
			t.Errorf("%v at %v: pooled covers at least %v", c.design, c.confidence, pooled)
		}
		if combined < c.confidence {
			t.Errorf("%v at %v: combined covers at least %v", c.design, c.confidence, combined)
		}
	}
}

// leastCoverages returns the least coverage, over everything that the strata
// can hold, of the limits of a simple random sample for the pooled count and
// of the combined limits.
func leastCoverages(t *testing.T, design []StratumCount, confidence float64) (pooled, combined float64) {
	t.Helper()
	type limits struct{ low, high int }
	whole := StratumCount{}
	for _, s := range design {
		whole.Population += s.Population
		whole.Sample += s.Sample
	}
	simple := make([]limits, whole.Sample+1)
	for x := range simple {
		whole.Yes = x
		iv, err := CombinedInterval([]StratumCount{whole}, confidence)
		if err != nil {
			t.Fatal(err)
		}
		simple[x] = limits{iv.LowCount, iv.HighCount}
	}
	joint := newCombinedDesign(design, nil, (1-confidence)/2)
	type outcome struct {
		yes              []int
		pooled, combined limits
	}
	var all []outcome
	outcomes(design, func(yes []int) {
		o := outcome{yes: slices.Clone(yes)}
		x := 0
		for _, k := range yes {
			x += k
		}
		o.pooled = simple[x]
		o.combined.low, o.combined.high = joint.limits(yes)
		all = append(all, o)
	})
	pooled, combined = 1, 1
	outcomes(populations(design), func(split []int) {
		p := make([][]float64, len(design))
		M := 0
		for h, s := range design {
			M += split[h]
			for x := range s.Sample + 1 {
				p[h] = append(p[h], Hypergeometric{N: s.Population, K: split[h], Draws: s.Sample}.Prob(float64(x)))
			}
		}
		inPooled, inCombined := 0.0, 0.0
		for _, o := range all {
			chance := 1.0
			for h, x := range o.yes {
				chance *= p[h][x]
			}
			if o.pooled.low <= M && M <= o.pooled.high {
				inPooled += chance
			}
			if o.combined.low <= M && M <= o.combined.high {
				inCombined += chance
			}
		}
		pooled, combined = min(pooled, inPooled), min(combined, inCombined)
	})
	return pooled, combined
}

func TestCombinedIntervalEdges(t *testing.T) {
	for _, c := range []struct {
		name      string
		strata    []StratumCount
		low, high int
	}{
		{"every case read", []StratumCount{{5, 5, 3}, {4, 4, 4}}, 7, 7},
		{"one stratum read, one not at all", []StratumCount{{5, 5, 3}, {4, 0, 0}}, 3, 7},
		{"an empty stratum", []StratumCount{{5, 5, 3}, {0, 0, 0}}, 3, 3},
		{"nothing read", []StratumCount{{9, 0, 0}}, 0, 9},
		// P(X = 0) is 4/5 * 3/4 = 0.6 at M = 1 of 5, 0.3 at M = 2, 0.1 at M = 3: not above a tenth.
		{"a tail of exactly a tenth", []StratumCount{{5, 2, 0}}, 0, 2},
		{"one case in each stratum", []StratumCount{{3, 1, 1}, {3, 1, 1}, {4, 1, 1}}, 5, 10},
		// 2/3 * 1/3 * 2/4 at M = 5; at M = 4 at most 1/3 * 1/3 * 2/4
	} {
		iv, err := CombinedInterval(c.strata, 0.80)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if iv.LowCount != c.low || iv.HighCount != c.high {
			t.Errorf("%s: %d to %d, want %d to %d", c.name, iv.LowCount, iv.HighCount, c.low, c.high)
		}
		if len(iv.Warnings) > 0 {
			t.Errorf("%s: warnings %v", c.name, iv.Warnings)
		}
	}
}

// Strata too large for a search get their own limits added up, each at the
// third root of the level.
func TestCombinedIntervalOfLargeStrata(t *testing.T) {
	strata := []StratumCount{{8000, 900, 450}, {7000, 300, 150}, {9000, 2000, 1000}}
	iv, err := CombinedInterval(strata, 0.80)
	if err != nil {
		t.Fatal(err)
	}
	low, high := 0, 0
	for _, s := range strata {
		own, err := CombinedInterval([]StratumCount{s}, 2*math.Cbrt(0.9)-1)
		if err != nil {
			t.Fatal(err)
		}
		low += own.LowCount
		high += own.HighCount
	}
	if iv.LowCount != low || iv.HighCount != high {
		t.Errorf("%d to %d, want %d to %d", iv.LowCount, iv.HighCount, low, high)
	}
	if len(iv.Warnings) != 1 || iv.Warnings[0].Code != "strata-apart" || iv.Warnings[0].Fix == "" {
		t.Errorf("warnings %v", iv.Warnings)
	}
}

// Six strata of fifty are searched in steps: wider than need be, but still
// shorter than Bonferroni.
func TestCombinedIntervalOfManyStrata(t *testing.T) {
	strata := slices.Repeat([]StratumCount{{50, 10, 6}}, 6)
	iv, err := CombinedInterval(strata, 0.80)
	if err != nil {
		t.Fatal(err)
	}
	if len(iv.Warnings) != 1 || iv.Warnings[0].Code != "coarse-splits" {
		t.Errorf("warnings %v", iv.Warnings)
	}
	own, err := CombinedInterval(strata[:1], 1-0.2/6)
	if err != nil {
		t.Fatal(err)
	}
	if width, bonferroni := iv.HighCount-iv.LowCount, 6*(own.HighCount-own.LowCount); width >= bonferroni {
		t.Errorf("%d cases wide, Bonferroni %d", width, bonferroni)
	} else {
		t.Logf("%d cases wide, Bonferroni %d", width, bonferroni)
	}
	if iv.LowCount > 180 || iv.HighCount < 180 {
		t.Errorf("%d to %d does not hold 180", iv.LowCount, iv.HighCount)
	}
}

func TestCombinedIntervalErrors(t *testing.T) {
	for _, c := range []struct {
		strata     []StratumCount
		confidence float64
		want       string
	}{
		{audit, 80, "stats: the confidence has to be above 0 and below 1, got 80"},
		{nil, 0.8, "stats: the strata together have to hold from 1 to 2147483647 cases, got 0"},
		{[]StratumCount{{5, 6, 2}}, 0.8, "stats: stratum 1: the sample has to be from 0 to its population of 5, got 6"},
		{[]StratumCount{{5, 3, 2}, {-1, 0, 0}, {4, 2, 3}}, 0.8,
			"stats: stratum 2: the population has to be from 0 to 2147483647, got -1\n" +
				"stats: stratum 3: the yes cases have to be from 0 to its sample of 2, got 3"},
	} {
		if _, err := CombinedInterval(c.strata, c.confidence); err == nil || err.Error() != c.want {
			t.Errorf("%v: error %q, want %q", c.strata, err, c.want)
		}
	}
}

// Four strata of some twenty cases, as in the audit example.
func BenchmarkCombinedInterval(b *testing.B) {
	for b.Loop() {
		if _, err := CombinedInterval(audit, 0.80); err != nil {
			b.Fatal(err)
		}
	}
}

// Six strata of fifty with ten read: too many splits to try each, so that the
// bound on work sets the time.
func BenchmarkCombinedIntervalCoarse(b *testing.B) {
	strata := slices.Repeat([]StratumCount{{50, 10, 6}}, 6)
	for b.Loop() {
		if _, err := CombinedInterval(strata, 0.80); err != nil {
			b.Fatal(err)
		}
	}
}
