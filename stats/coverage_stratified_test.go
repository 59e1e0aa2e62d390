package stats

import (
	"math"
	"testing"
)

// pooledCoverage returns what becomes of the coverage of a table's limits when
// the draw was stratified and its count is pooled, over every combination of
// yes cases in the strata: the least, the mean, and the share of combinations
// below the level.
func pooledCoverage(table *Table, populations, samples []int) (least, mean, below float64, combinations int) {
	least = math.Inf(1)
	var visit func(h, K int, pooled []float64)
	visit = func(h, K int, pooled []float64) {
		if h == len(populations) {
			covered := 0.0
			for x, p := range pooled {
				if table.LowCount[x] <= K && K <= table.HighCount[x] {
					covered += p
				}
			}
			least = min(least, covered)
			mean += covered
			combinations++
			if covered < table.Confidence-1e-12 {
				below++
			}
			return
		}
		for k := 0; k <= populations[h]; k++ {
			stratum := Hypergeometric{N: populations[h], K: k, Draws: samples[h]}
			next := make([]float64, len(pooled)+samples[h])
			for x := stratum.least(); x <= stratum.most(); x++ {
				p := stratum.prob(x)
				for y, q := range pooled {
					next[x+y] += p * q
				}
			}
			visit(h+1, K+k, next)
		}
	}
	visit(0, 0, []float64{1})
	return least, mean / float64(combinations), below / float64(combinations), combinations
}

func TestPooledLimitsOfStratifiedDraws(t *testing.T) {
	rows := referenceRows[struct {
		Method               Method
		Populations, Samples []int
		Level, Minimum, Mean float64
		ShareBelow           float64 `json:"share_below"`
		Configurations       int
	}](t, "coverage_stratified.json")
	tried := 0
	for _, r := range rows {
		if r.Configurations > sweep(5000, math.MaxInt) {
			continue
		}
		tried += r.Configurations
		N, n := 0, 0
		for h := range r.Populations {
			N += r.Populations[h]
			n += r.Samples[h]
		}
		least, mean, below, all := pooledCoverage(mustTable(t, r.Method, n, N, r.Level), r.Populations, r.Samples)
		if all != r.Configurations || math.Abs(least-r.Minimum) > 1e-9 || math.Abs(mean-r.Mean) > 1e-9 ||
			math.Abs(below-r.ShareBelow) > 1e-9 {
			t.Errorf("%s of %v from %v at %v: least %v, mean %v, %v below in %d; want %v, %v, %v in %d", r.Method,
				r.Samples, r.Populations, r.Level,
				least, mean, below, all, r.Minimum, r.Mean, r.ShareBelow, r.Configurations)
		}
		if r.Method == Exact && least < r.Level {
			t.Errorf("exact limits of %v from %v cover %v for %v", r.Samples, r.Populations, least, r.Level)
		}
	}
	t.Logf("tried %d stratified populations", tried)
}

// The guarantee of exact limits nearly always survives a stratified draw, and
// not always: the README's exception.
func TestPooledExactLimitsCanFallShort(t *testing.T) {
	least, mean, below, _ := pooledCoverage(mustTable(t, Exact, 39, 51, 0.95), []int{25, 15, 11}, []int{19, 12, 8})
	if math.Abs(least-0.949) > 0.0005 || math.Abs(below-0.0012) > 0.00005 || mean < 0.98 {
		t.Errorf("least %v, mean %v, %v below 0.95", least, mean, below)
	}
}
