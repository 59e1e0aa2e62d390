package stats

import (
	"math"
	"slices"
	"testing"
)

// choose holds the binomial coefficients C(n, k) of small strata.
var choose = func() (c [32][32]int64) {
	for n := range c {
		c[n][0] = 1
		for k := 1; k <= n; k++ {
			c[n][k] = c[n-1][k-1] + c[n-1][k]
		}
	}
	return c
}()

// ways returns how many samples of n from N with K yes cases have x of them.
func ways(N, K, n, x int) int64 {
	if x < 0 || x > K || n-x < 0 || n-x > N-K {
		return 0
	}
	return choose[K][x] * choose[N-K][n-x]
}

// outcomes calls f with every count that samples of the strata can show.
func outcomes(strata []StratumCount, f func(yes []int)) {
	yes := make([]int, len(strata))
	for {
		f(yes)
		h := 0
		for ; h < len(yes) && yes[h] == strata[h].Sample; h++ {
			yes[h] = 0
		}
		if h == len(yes) {
			return
		}
		yes[h]++
	}
}

// found returns the strata with the given counts.
func found(strata []StratumCount, yes []int) []StratumCount {
	strata = slices.Clone(strata)
	for h := range strata {
		strata[h].Yes = yes[h]
	}
	return strata
}

// populations returns strata to be censused, so that outcomes runs over every
// split of yes cases in the population.
func populations(strata []StratumCount) []StratumCount {
	all := slices.Clone(strata)
	for h := range all {
		all[h].Sample = all[h].Population
	}
	return all
}

// exactLimits returns the limits of one stratum with integer arithmetic: both
// tails at one over parts.
func exactLimits(s StratumCount, parts int64) (low, high int) {
	N, n := s.Population, s.Sample
	above := func(K, from, to int) bool { // whether P(from <= X <= to) > 1/parts
		sum := int64(0)
		for x := from; x <= to; x++ {
			sum += ways(N, K, n, x)
		}
		return sum*parts > choose[N][n]
	}
	low, high = s.Yes, N-n+s.Yes
	for !above(low, s.Yes, n) {
		low++
	}
	for !above(high, 0, s.Yes) {
		high--
	}
	return low, high
}

// pairs are all designs of two strata of at most twelve cases, and trios of
// three small ones with the least and the most alike sampling fractions among
// them.
func pairs(most int) [][]StratumCount {
	var all [][]StratumCount
	for a := 1; a <= most; a++ {
		for b := a; b <= most; b++ {
			for n := 1; n <= a; n++ {
				for m := 1; m <= b; m++ {
					all = append(all, []StratumCount{{Population: a, Sample: n}, {Population: b, Sample: m}})
				}
			}
		}
	}
	return all
}

func trios() [][]StratumCount {
	var single []StratumCount
	for _, N := range []int{2, 3, 4, 5, 12} {
		for _, n := range []int{1, 2, 4, 8} {
			if n <= N {
				single = append(single, StratumCount{Population: N, Sample: n})
			}
		}
	}
	var all [][]StratumCount
	for i, a := range single {
		for j, b := range single[i:] {
			for _, c := range single[i+j:] {
				if a.Population+b.Population+c.Population <= 20 {
					all = append(all, []StratumCount{a, b, c})
				}
			}
		}
	}
	return all
}

// With strata of up to twelve cases, in every design of two and many of three,
// whatever the strata hold: combined limits cover at least at their level, at
// no outcome are they wider than Bonferroni's, they hold the estimate, rise
// with the counts and mirror when yes and no change places.
func TestCombinedIntervalInEverySmallDesign(t *testing.T) {
	for _, level := range []struct {
		confidence float64
		parts      int64 // each tail is one over this
	}{{0.80, 10}, {0.95, 40}} {
		designs := append(pairs(12), trios()...)
		tables, total, bonferroni := 0, 0, 0
		for _, design := range designs {
			tables++
			width, sum := checkCombined(t, design, level.confidence, level.parts)
			if width > sum {
				t.Errorf("%v at %v: total width %d, Bonferroni %d", design, level.confidence, width, sum)
			}
			total, bonferroni = total+width, bonferroni+sum
			if t.Failed() {
				t.FailNow()
			}
		}
		t.Logf("%v: %d designs, total width %d, Bonferroni %d (%.3f)", level.confidence, tables, total, bonferroni, float64(total)/float64(bonferroni))
	}
}

// checkCombined checks one design and returns the sums over all its outcomes
// of the widths of the combined limits and of Bonferroni's.
func checkCombined(t *testing.T, design []StratumCount, confidence float64, parts int64) (width, bonferroni int) {
	t.Helper()
	type limits struct{ low, high int }
	index := func(yes []int) int {
		i := 0
		for h, s := range design {
			i = i*(s.Sample+1) + yes[h]
		}
		return i
	}
	own := make([][]limits, len(design))
	for h, s := range design {
		for s.Yes = 0; s.Yes <= s.Sample; s.Yes++ {
			low, high := exactLimits(s, parts*int64(len(design)))
			own[h] = append(own[h], limits{low, high})
		}
	}
	table := make([]limits, index(populationsSample(design))+1)
	combined := newCombinedDesign(design, (1-confidence)/2)
	outcomes(design, func(yes []int) {
		var got limits
		got.low, got.high = combined.limits(yes)
		table[index(yes)] = got
		sum := limits{}
		estimate := 0.0
		for h, s := range design {
			sum.low += own[h][yes[h]].low
			sum.high += own[h][yes[h]].high
			estimate += float64(s.Population*yes[h]) / float64(s.Sample)
		}
		if got.high-got.low > sum.high-sum.low {
			t.Errorf("%v at %v: %v is wider than Bonferroni's %v", found(design, yes), confidence, got, sum)
		}
		if float64(got.low) > estimate+1e-9 || float64(got.high) < estimate-1e-9 {
			t.Errorf("%v at %v: %v does not hold the estimate %v", found(design, yes), confidence, got, estimate)
		}
		width += got.high - got.low
		bonferroni += sum.high - sum.low
	})
	outcomes(design, func(yes []int) {
		here, no := table[index(yes)], make([]int, len(yes))
		population := 0
		for h, s := range design {
			no[h] = s.Sample - yes[h]
			population += s.Population
			if yes[h] < s.Sample {
				yes[h]++
				if up := table[index(yes)]; up.low < here.low || up.high < here.high {
					t.Errorf("%v at %v: limits %v fall when one more case is yes", found(design, yes), confidence, up)
				}
				yes[h]--
			}
		}
		if m := table[index(no)]; m.low != population-here.high || m.high != population-here.low {
			t.Errorf("%v at %v: %v is not the mirror of %v", found(design, yes), confidence, m, here)
		}
	})
	outcomes(populations(design), func(split []int) {
		M, all := 0, int64(1)
		for h, s := range design {
			M += split[h]
			all *= choose[s.Population][s.Sample]
		}
		covered := int64(0)
		outcomes(design, func(yes []int) {
			if l := table[index(yes)]; l.low <= M && M <= l.high {
				product := int64(1)
				for h, s := range design {
					product *= ways(s.Population, split[h], s.Sample, yes[h])
				}
				covered += product
			}
		})
		if covered*parts < all*(parts-2) {
			t.Errorf("%v at %v: coverage is %d of %d samples when the strata hold %v", design, confidence, covered, all, split)
		}
	})
	return width, bonferroni
}

// populationsSample returns the outcome in which every case drawn is yes.
func populationsSample(design []StratumCount) []int {
	var all []int
	for _, s := range design {
		all = append(all, s.Sample)
	}
	return all
}

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
// (testdata/README.md).
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
	joint := newCombinedDesign(design, (1-confidence)/2)
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
		{"one case in each stratum", []StratumCount{{3, 1, 1}, {3, 1, 1}, {4, 1, 1}}, 5, 10}, // 2/3 * 1/3 * 2/4 at M = 5; at M = 4 at most 1/3 * 1/3 * 2/4
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
		{[]StratumCount{{5, 3, 2}, {-1, 0, 0}, {4, 2, 3}}, 0.8, "stats: stratum 2: the population has to be from 0 to 2147483647, got -1\n" +
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
