package stats

import (
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
		designs := append(pairs(sweep(8, 12)), trios()...)
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
		t.Logf("%v: tried %d designs, total width %d, Bonferroni %d (%.3f)", level.confidence, tables, total,
			bonferroni, float64(total)/float64(bonferroni))
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
	combined := newCombinedDesign(design, nil, (1-confidence)/2)
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
