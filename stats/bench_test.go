package stats

import (
	"fmt"
	"testing"
)

// The figures beside each were taken on the machine of README.md's table, R
// 4.2.2's hyperMCI with
//
//	system.time(CI_interval(N, n, .2))
//
// and its Clopper-Pearson type limits with vectorised phyper.
var tableSizes = []struct {
	n, N int
}{{39, 51}, {50, 200}, {100, 500}, {124, 500}, {142, 1000}, {160, 5000}, {300, 10_000}, {163, 20_000}, {1000, 50_000}, {1000, 300_000}}

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
		if _, err := IntervalFor(m, x, n, N, 0.8); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkExactOne51(b *testing.B)     { benchmarkOne(b, Exact, 30, 39, 51) }
func BenchmarkExactOne300000(b *testing.B) { benchmarkOne(b, Exact, 650, 1000, 300_000) }
func BenchmarkClopper(b *testing.B)        { benchmarkOne(b, Exact, 30, 39, Infinite) }
func BenchmarkBlaker(b *testing.B)         { benchmarkOne(b, Shortest, 30, 39, Infinite) }

func BenchmarkCoverage(b *testing.B) {
	for _, m := range Methods {
		b.Run(string(m), func(b *testing.B) {
			for b.Loop() {
				if _, err := Coverages([]Method{m}, 39, 51, 0.8); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
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
