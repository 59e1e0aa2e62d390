package stats

import (
	"math"
	"testing"
)

// The least and the mean coverage by their definition: every K, every x.
func TestCoverageByEnumeration(t *testing.T) {
	for _, c := range []struct{ n, N int }{{1, 2}, {3, 7}, {5, 5}, {4, 20}, {26, 31}, {39, 51}, {20, 100}, {60, 77}} {
		for _, m := range Methods() {
			table := mustTable(t, m, c.n, c.N, 0.8)
			got := table.Coverage()
			least, mean, width := math.Inf(1), 0.0, 0.0
			for K := 0; K <= c.N; K++ {
				covered, w := table.CoverageAt(K)
				least = min(least, covered)
				mean += covered / float64(c.N+1)
				width += w / float64(c.N+1)
			}
			if math.Abs(got.Minimum-least) > 1e-12 || math.Abs(got.Mean-mean) > 1e-12 || math.Abs(got.MeanWidth-width) > 1e-12 {
				t.Errorf("%s of %d from %d: least %v, mean %v, width %v; by enumeration %v, %v, %v", m, c.n, c.N,
					got.Minimum, got.Mean, got.MeanWidth, least, mean, width)
			}
			if at, _ := table.CoverageAt(*got.MinimumCount); math.Abs(at-least) > 1e-12 {
				t.Errorf("%s of %d from %d: coverage at %d is %v, not the least, %v", m, c.n, c.N, *got.MinimumCount, at, least)
			}
		}
	}
}

// Coverage finds the counts whose limits hold K as a run, which needs limits
// that rise with x. They do, in every method.
func TestLimitsOfEveryMethodRise(t *testing.T) {
	tried := 0
	rise := func(table *Table) {
		tried++
		for x := 1; x <= table.Of; x++ {
			if table.Low[x] < table.Low[x-1] || table.High[x] < table.High[x-1] {
				t.Errorf("%s of %d from %d at %v: limits fall at x = %d", table.Method, table.Of, table.Population, table.Confidence, x)
			}
		}
	}
	for _, m := range Methods() {
		for _, confidence := range []float64{0.5, 0.8, 0.95, 0.999} {
			for N := 2; N <= sweep(16, 40); N++ {
				for n := 1; n <= N; n++ {
					rise(mustTable(t, m, n, N, confidence))
				}
			}
			for n := 1; n <= sweep(20, 60) && !m.NeedsPopulation(); n++ {
				rise(mustTable(t, m, n, Infinite, confidence))
			}
		}
	}
	t.Logf("tried %d tables", tried)
}

// Without a population: on a fine grid the coverage is never below the
// infimum, and comes near it.
func TestCoverageWithoutPopulation(t *testing.T) {
	for _, n := range []int{1, 2, 4, 9, 26, 39} {
		for _, m := range Methods() {
			if m.NeedsPopulation() {
				continue
			}
			table := mustTable(t, m, n, Infinite, 0.8)
			got := table.Coverage()
			at := func(p float64) (covered float64) {
				for x := 0; x <= n; x++ {
					if table.Low[x] <= p && p <= table.High[x] {
						covered += (Binomial{n, p}).prob(x)
					}
				}
				return covered
			}
			const grid = 4000
			mean := 0.0
			for i := range grid {
				p := (float64(i) + 0.5) / grid
				covered := at(p)
				mean += covered / grid
				if covered < got.Minimum-1e-12 {
					t.Errorf("%s of %d covers %v at p = %v, less than its infimum %v", m, n, covered, p, got.Minimum)
				}
			}
			if math.Abs(mean-got.Mean) > 2e-3 {
				t.Errorf("%s of %d: mean %v, on a grid %v", m, n, got.Mean, mean)
			}
			near := math.Inf(1)
			for _, d := range []float64{-1e-9, 1e-9} {
				if p := got.MinimumAt + d; p > 0 && p < 1 {
					near = min(near, at(p))
				}
			}
			if near > got.Minimum+1e-6 {
				t.Errorf("%s of %d: infimum %v at %v, but next to it %v", m, n, got.Minimum, got.MinimumAt, near)
			}
			if m.Guaranteed() && got.Minimum < 0.8-1e-12 {
				t.Errorf("%s of %d covers %v at %v", m, n, got.Minimum, got.MinimumAt)
			}
		}
	}
}

// What the package comment and the README say of 39 from 51.
func TestCoverageOfTheUsualInterval(t *testing.T) {
	c := mustTable(t, Wald, 39, 51, 0.8).Coverage()
	if math.Abs(c.Minimum-0.666) > 0.0005 || math.Abs(c.Mean-0.818) > 0.0005 || math.Abs(c.MeanWidth-0.0767) > 0.00005 {
		t.Errorf("Wald's limits of 39 from 51 cover at least %v, %v on average, and are %v wide", c.Minimum, c.Mean, c.MeanWidth)
	}
}
