package stats

import (
	"fmt"
	"testing"
)

// tableSizes are sizes for which a peer was timed on the same machine: R
// 4.2.2's hyperMCI 0.1.0, whole table at 80%, with
//
//	Rscript -e 'source("hyperMCI.R"); system.time(CI_interval(N, n, .2))'
var tableSizes = []struct {
	n, N int
}{
	{39, 51},        // 1 ms
	{50, 200},       // 3 ms
	{100, 500},      // 10 ms
	{124, 500},      // 11 ms
	{142, 1000},     // 37 ms
	{160, 5000},     // 0.24 s
	{300, 10_000},   // 0.89 s
	{163, 20_000},   // 1.3 s
	{1000, 50_000},  // 19.7 s
	{1000, 300_000}, // not waited for
}

func benchmarkTables(b *testing.B, m Method) {
	for _, s := range tableSizes {
		b.Run(fmt.Sprintf("%d-of-%d", s.n, s.N), func(b *testing.B) {
			for b.Loop() {
				if _, err := NewTable(m, s.n, s.N, 0.8); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkShortestTable(b *testing.B) { benchmarkTables(b, Shortest) }
func BenchmarkExactTable(b *testing.B)    { benchmarkTables(b, Exact) }
func BenchmarkMidPTable(b *testing.B)     { benchmarkTables(b, MidP) }
func BenchmarkJeffreysTable(b *testing.B) { benchmarkTables(b, Jeffreys) }

func benchmarkOne(b *testing.B, m Method, x, n, N int) {
	for b.Loop() {
		if _, err := IntervalFor(IntervalSpec{Method: m, Yes: x, Of: n, Population: N, Confidence: 0.8}); err != nil {
			b.Fatal(err)
		}
	}
}

// R's phyper takes 260 µs to find both ends at N = 300,000 by halving.
func BenchmarkExactOne51(b *testing.B)     { benchmarkOne(b, Exact, 30, 39, 51) }
func BenchmarkExactOne300000(b *testing.B) { benchmarkOne(b, Exact, 650, 1000, 300_000) }
func BenchmarkClopper(b *testing.B)        { benchmarkOne(b, Exact, 30, 39, Infinite) }
func BenchmarkBlaker(b *testing.B)         { benchmarkOne(b, Shortest, 30, 39, Infinite) }

func BenchmarkCoverage(b *testing.B) {
	for _, m := range Methods() {
		b.Run(string(m), func(b *testing.B) {
			for b.Loop() {
				if _, err := Coverages([]Method{m}, 39, 51, 0.8); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// Seven methods at all 19,900 pairs n < N <= 200.
func BenchmarkCoverageAllTo200(b *testing.B) {
	for b.Loop() {
		for N := 2; N <= 200; N++ {
			for n := 1; n < N; n++ {
				if _, err := Coverages([]Method{Exact, Shortest, MidP, Wilson, AgrestiCoull, Jeffreys, Wald}, n, N, 0.8); err != nil {
					b.Fatal(err)
				}
			}
		}
	}
}
