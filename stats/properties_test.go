package stats

import (
	"math/big"
	"math/bits"
	"reflect"
	"testing"
)

// A count128 is a whole number below 2^128: enough for C(100, 50) times 20.
type count128 struct{ high, low uint64 }

func (a count128) plus(b count128) count128 {
	low, carry := bits.Add64(a.low, b.low, 0)
	high, _ := bits.Add64(a.high, b.high, carry)
	return count128{high, low}
}

func (a count128) times(b count128) count128 {
	high, low := bits.Mul64(a.low, b.low)
	return count128{high + a.high*b.low + a.low*b.high, low}
}

func (a count128) less(b count128) bool {
	return a.high < b.high || a.high == b.high && a.low < b.low
}

// choose128 holds the binomial coefficients up to n = 100.
var choose128 = func() (c [101][101]count128) {
	for n := range c {
		c[n][0] = count128{low: 1}
		for k := 1; k <= n; k++ {
			c[n][k] = c[n-1][k-1].plus(c[n-1][k])
		}
	}
	return c
}()

// waysWithin returns the number of samples of n from N, K of them yes, with
// a..b yes cases.
func waysWithin(N, K, n, a, b int) count128 {
	var sum count128
	for x := max(a, 0, n-N+K); x <= min(b, n, K); x++ {
		sum = sum.plus(choose128[K][x].times(choose128[N-K][n-x]))
	}
	return sum
}

// smallLevels are the levels of the tests over all small tables, with the
// share 1/parts that they leave.
var smallLevels = []struct {
	confidence float64
	parts      uint64
}{{0.80, 5}, {0.90, 10}, {0.95, 20}}

// mustTable makes a table or fails the test.
func mustTable(t testing.TB, m Method, n, N int, confidence float64) *Table {
	t.Helper()
	table, err := NewTable(m, n, N, confidence)
	if err != nil {
		t.Fatalf("%s of %d from %d at %v: %v", m, n, N, confidence, err)
	}
	return table
}

// Exact limits never undercover: of the tables N = 2..100, every n < N and
// 80%, 90% and 95%, none covers less than its level for any K, counted in
// whole numbers. The 5,310 tables up to N = 60 are those on which R's hyperMCI
// 0.1.0 was measured (none undercovers) and its Python port (816 do, down to
// 0.60 for 0.80).
func TestNoTableUndercovers(t *testing.T) {
	tables, undercover := 0, 0
	for N := 2; N <= 100; N++ {
		for n := 1; n < N; n++ {
			for _, level := range smallLevels {
				for _, m := range []Method{Exact, Shortest} {
					table := mustTable(t, m, n, N, level.confidence)
					if m == Shortest && N <= 60 {
						tables++
					}
					short := false
					a, b := 0, -1
					for K := 0; K <= N; K++ {
						for a <= n && table.HighCount[a] < K {
							a++
						}
						for b < n && table.LowCount[b+1] <= K {
							b++
						}
						// within/C(N, n) >= 1 - 1/parts
						within := waysWithin(N, K, n, a, b).times(count128{low: level.parts})
						short = short || within.less(choose128[N][n].times(count128{low: level.parts - 1}))
					}
					if short {
						undercover++
						t.Errorf("%s undercovers at N = %d, n = %d, %v", m, N, n, level.confidence)
					}
				}
			}
		}
	}
	if tables != 5310 {
		t.Errorf("%d tables N = 2..60, want 5,310", tables)
	}
	t.Logf("%d of %d tables N = 2..60 undercover", undercover, tables)
}

// What holds of the limits of every sample from every population up to 100.
func TestLimitsOfEverySmallSample(t *testing.T) {
	most := sweep(60, 100)
	t.Logf("tried every sample from up to %d cases", most)
	for N := 1; N <= most; N++ {
		for n := 1; n <= N; n++ {
			for _, level := range smallLevels {
				var exact, shortest int
				for _, m := range []Method{Exact, Shortest, MidP, Jeffreys} {
					table := mustTable(t, m, n, N, level.confidence)
					total := checkTable(t, table)
					switch m {
					case Exact:
						exact = total
					case Shortest:
						shortest = total
					}
				}
				if shortest > exact {
					t.Errorf("shortest is wider in total than exact at N = %d, n = %d, %v: %d against %d", N, n,
						level.confidence, shortest, exact)
				}
			}
		}
	}
}

// checkTable checks one table and returns the total width of its limits.
func checkTable(t *testing.T, table *Table) (total int) {
	t.Helper()
	n, N := table.Of, table.Population
	for x := 0; x <= n; x++ {
		low, high := table.LowCount[x], table.HighCount[x]
		fail := func(what string) {
			t.Errorf("%s at N = %d, n = %d, %v: the limits %d..%d of x = %d %s", table.Method, N, n, table.Confidence, low, high, x, what)
		}
		total += high - low
		if low < x || high > N-n+x || low > high {
			fail("are not within what is possible")
		}
		if x > 0 && (low < table.LowCount[x-1] || high < table.HighCount[x-1]) {
			fail("fall below those of the count before")
		}
		if low != N-table.HighCount[n-x] {
			fail("are not the mirror image of those of n-x")
		}
		if n == N && (low != x || high != x) {
			fail("are not the count itself though everything was read")
		}
		below, above := N*x/n, (N*x+n-1)/n
		if table.Method != Jeffreys && (below < low || below > high) && (above < low || above > high) {
			fail("hold neither whole count next to N x/n")
		}
	}
	return total
}

// One interval on its own is the table's.
func TestIntervalsAgreeWithTheirTables(t *testing.T) {
	for _, c := range []struct{ n, N int }{{1, 1}, {1, 2}, {2, 3}, {39, 51}, {4, 20}, {22, 29}, {100, 500}, {160, 5000},
		{50, sweep(60_000, 1_000_000)}, {4, Infinite}, {39, Infinite}} {
		for _, m := range Methods() {
			if m.NeedsPopulation() && c.N == Infinite {
				continue
			}
			table := mustTable(t, m, c.n, c.N, 0.8)
			for x := 0; x <= c.n; x += 1 + c.n/13 {
				one, err := IntervalFor(IntervalSpec{Method: m, Yes: x, Of: c.n, Population: c.N, Confidence: 0.8})
				if err != nil {
					t.Fatal(err)
				}
				of := table.Interval(x)
				if !reflect.DeepEqual(one, of) {
					t.Errorf("%s of %d/%d from %d alone is %+v, in its table %+v", m, x, c.n, c.N, one, of)
				}
			}
		}
	}
}

// The definition itself, in fractions: the limits of exact and mid-p are the
// least and largest K whose tails are above alpha/2.
func TestExactAndMidPByDefinition(t *testing.T) {
	for N := 1; N <= 26; N++ {
		for n := 1; n < N; n++ {
			for _, level := range smallLevels {
				exact, mid := mustTable(t, Exact, n, N, level.confidence), mustTable(t, MidP, n, N, level.confidence)
				all := choose128[N][n]
				for x := 0; x <= n; x++ {
					lowExact, lowMid := -1, -1
					for K := N; K >= 0; K-- {
						tail, beyond := waysWithin(N, K, n, x, n), waysWithin(N, K, n, x+1, n)
						parts := count128{low: level.parts}
						if all.less(tail.plus(tail).times(parts)) { // 2 P(X >= x) > 1/parts
							lowExact = K
						}
						if all.less(tail.plus(beyond).times(parts)) {
							lowMid = K
						}
					}
					if exact.LowCount[x] != lowExact || mid.LowCount[x] != lowMid {
						t.Errorf("x = %d of n = %d from N = %d at %v: exact from %d, want %d; mid-p from %d, want %d",
							x, n, N, level.confidence, exact.LowCount[x], lowExact, mid.LowCount[x], lowMid)
					}
				}
			}
		}
	}
}

// No table with a guarantee and symmetric limits can be smaller in total than
// the sum over K of the smallest run of counts that holds enough; at K = N/2
// the run has to be its own mirror image. Shortest reaches that in every table
// up to N = 60.
func TestShortestIsAsShortAsCanBe(t *testing.T) {
	for N := 2; N <= 60; N++ {
		for n := 1; n < N; n++ {
			for _, level := range smallLevels {
				least := 0
				for K := 0; K <= N; K++ {
					least += smallestRun(N, K, n, level.parts)
				}
				table := mustTable(t, Shortest, n, N, level.confidence)
				total := 0
				for x := range table.LowCount {
					total += table.HighCount[x] - table.LowCount[x] + 1
				}
				if total != least {
					t.Errorf("N = %d, n = %d, %v: the limits hold %d counts in total, the least possible is %d", N, n,
						level.confidence, total, least)
				}
			}
		}
	}
}

// smallestRun returns the size of the smallest run of counts that holds 1 -
// 1/parts, by trying all of them.
func smallestRun(N, K, n int, parts uint64) int {
	enough := choose128[N][n].times(count128{low: parts - 1})
	lo, hi := max(0, n-N+K), min(n, K)
	if 2*K == N {
		for c := n / 2; ; c-- {
			if !waysWithin(N, K, n, c, n-c).times(count128{low: parts}).less(enough) {
				return n - 2*c + 1
			}
		}
	}
	for size := 1; ; size++ {
		for a := lo; a+size-1 <= hi; a++ {
			if !waysWithin(N, K, n, a, a+size-1).times(count128{low: parts}).less(enough) {
				return size
			}
		}
	}
}

// A probability equal to the level counts as enough: with one yes case in
// 100, P(X = 0) is 80/100 for a sample of 20, and at 80% x = 0 alone will do.
func TestTiesAreDecidedExactly(t *testing.T) {
	if lows := mustTable(t, Shortest, 20, 100, 0.8).LowCount; lows[1] != 2 {
		t.Errorf("one yes case of 20 from 100: shortest from %d, want 2", lows[1])
	}
	// P(X >= 1) with one yes case of 10 and a sample of 1 is exactly 1/10, which
	// is not above 1/10.
	if lows := mustTable(t, Exact, 1, 10, 0.8).LowCount; lows[1] != 2 {
		t.Errorf("the one case read of 10 is yes: exact from %d, want 2", lows[1])
	}
	l, err := newLevel(0.8)
	if err != nil {
		t.Fatal(err)
	}
	if l.exact.Cmp(big.NewRat(1, 5)) != 0 {
		t.Errorf("0.8 leaves %v, want 1/5", l.exact)
	}
}

func TestIntervalErrors(t *testing.T) {
	for _, c := range []struct {
		method     Method
		yes, of, N int
		confidence float64
		want       string
	}{
		{Exact, 5, 4, Infinite, 0.8, "stats: the yes cases have to be from 0 to the 4 read, got 5"},
		{Exact, -1, 4, Infinite, 0.8, "stats: the yes cases have to be from 0 to the 4 read, got -1"},
		{Exact, 0, 0, Infinite, 0.8, "stats: the sample has to be from 1 to 2147483647, got 0"},
		{Exact, 1, 30, 29, 0.8, "stats: a sample of 30 is larger than its population of 29"},
		{Exact, 1, 4, -3, 0.8, "stats: the population has to be from 1 to 2147483647, got -3"},
		{Exact, 1, 4, 9, 1, "stats: the confidence has to be above 0 and below 1, got 1"},
		{Exact, 1, 4, 9, 80, "stats: the confidence has to be above 0 and below 1, got 80"},
		{FixedWidth, 1, 4, Infinite, 0.8, "stats: fixed-width limits need the size of the population"},
		{Shortest, 1, 4, 20_000_000, 0.8,
			"stats: shortest limits need a table over the population and stop at 10000000 cases, this one has 20000000; use exact limits"},
		{FixedWidth, 2500, 5000, 1_000_000_000, 0.8,
			"stats: fixed-width limits stop at samples of 1000 from populations above 1000000, this one has 5000; use exact limits"},
		{FixedWidth, 1, 20_000, 50_000, 0.8, "stats: fixed-width limits stop at samples of 10000, this one has 20000; use exact limits"},
		{"normal", 1, 4, Infinite, 0.8, `there is no method "normal"; the methods are exact, shortest, fixed-width, mid-p, wilson, agresti-coull, jeffreys, wald`},
		{"normal", 1, 4, 9, 0.8, `there is no method "normal"; the methods are exact, shortest, fixed-width, mid-p, wilson, agresti-coull, jeffreys, wald`},
	} {
		_, err := IntervalFor(IntervalSpec{Method: c.method, Yes: c.yes, Of: c.of, Population: c.N, Confidence: c.confidence})
		if err == nil || err.Error() != c.want {
			t.Errorf("%s of %d/%d from %d at %v: %v, want %s", c.method, c.yes, c.of, c.N, c.confidence, err, c.want)
		}
	}
}
