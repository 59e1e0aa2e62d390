package stats

import (
	"fmt"
	"slices"
	"sort"
)

// Fixed-width limits take a search over widths, each with some tail sums a
// count of the sample. The larger the population, the finer are the steps of
// these sums, and the more of them lie so near the level that they have to be
// compared in whole numbers. Within these bounds the search takes seconds.
const (
	maxFixedWidth           = 10_000    // cases in the sample
	maxFixedWidthOfMany     = 1_000     // cases in the sample from more than
	maxFixedWidthPopulation = 1_000_000 // cases in the population
)

func fixedWidthTooLarge(n, N int) error {
	switch {
	case n > maxFixedWidth:
		return fmt.Errorf("stats: %s limits stop at samples of %d, this one has %d; use exact limits", FixedWidth, maxFixedWidth, n)
	case n > maxFixedWidthOfMany && N > maxFixedWidthPopulation:
		return fmt.Errorf("stats: %s limits stop at samples of %d from populations above %d, this one has %d; use exact limits",
			FixedWidth, maxFixedWidthOfMany, maxFixedWidthPopulation, n)
	}
	return nil
}

// fixedWidthCounts returns the limits of FixedWidth for x = 0..n, cut to what
// the cases read leave possible.
func fixedWidthCounts(n, N int, l level) (lows, highs []int) {
	t := newFixedWidthTable(n, N, l)
	lows, highs = make([]int, n+1), make([]int, n+1)
	for x := range lows {
		lows[x], highs[x] = max(t.Low[x], x), min(t.High(x), N-n+x)
	}
	return lows, highs
}

// A FixedWidthTable holds intervals of one width for every count that a sample
// may have: Low[x] .. Low[x]+Width population counts after x yes cases. It holds
// every true count with at least the confidence. Width is the least for which
// there is such a table.
type FixedWidthTable struct {
	Sample     int
	Population int
	Confidence float64
	Width      int   // cases between the two limits
	Low        []int // by x = 0..Sample; never falls
	// Symmetric says that the interval of n-x yes cases is the mirror image of
	// that of x, for every x but n/2 where N - Width is odd.
	Symmetric bool
}

// High returns the upper limit after x yes cases.
func (t FixedWidthTable) High(x int) int { return t.Low[x] + t.Width }

// NewFixedWidthTable returns the shortest intervals of fixed width: those of
// Bartroff and Chakraborty (2025), Shortest fixed-width confidence intervals for a
// bounded parameter: the Push algorithm, arXiv 2511.13694.
//
// Of the tables of that width there are often many. Push gives the highest;
// its mirror image is the lowest. Taken is the first of these that covers: the
// middle of the two, made symmetric; Push below n/2 with its mirror image
// above; Push itself. An interval may leave out N x/n, and at the ends it may
// reach counts that x has already ruled out: it is the price of one width.
func NewFixedWidthTable(sample, population int, confidence float64) (FixedWidthTable, error) {
	l, err := newLevel(confidence)
	if err != nil {
		return FixedWidthTable{}, err
	}
	if err := checkDraw(sample, population); err != nil {
		return FixedWidthTable{}, err
	}
	return newFixedWidthTable(sample, population, l), nil
}

func newFixedWidthTable(n, N int, l level) FixedWidthTable {
	var highest []int
	// A table of a width serves a greater width too, and N always will do.
	width := sort.Search(N, func(w int) bool {
		low, ok := push(n, N, w, l)
		if ok {
			highest = low
		}
		return ok
	})
	if width == N {
		highest = make([]int, n+1)
	}
	t := FixedWidthTable{Sample: n, Population: N, Confidence: l.confidence, Width: width}
	for x := range highest {
		// What an interval holds above N is of no use; below it, it may be.
		highest[x] = min(highest[x], N-width)
	}
	middle, outer := make([]int, n+1), make([]int, n+1)
	for x := range highest {
		lowest := N - width - highest[n-x]
		middle[x] = lowest + (highest[x]-lowest)/2
		outer[x] = min(highest[x], (N-width)/2)
	}
	for _, t.Low = range [][]int{middle, outer} {
		for x := n; 2*x > n; x-- {
			t.Low[x] = N - width - t.Low[n-x]
		}
		if slices.IsSorted(t.Low) && t.covers(l) {
			t.Symmetric = true
			return t
		}
	}
	t.Low = highest
	t.Symmetric = t.mirrors()
	return t
}

// mirrors tells whether a table is its own mirror image, n/2 aside.
func (t FixedWidthTable) mirrors() bool {
	for x := 0; 2*x < t.Sample; x++ {
		if t.Low[x]+t.High(t.Sample-x) != t.Population {
			return false
		}
	}
	return true
}

// covers tells whether the intervals hold every true count with at least the
// level's probability.
func (t FixedWidthTable) covers(l level) bool {
	highs := make([]int, len(t.Low))
	for x := range highs {
		highs[x] = min(t.High(x), t.Population)
	}
	all := true
	eachRun(t.Population, t.Low, highs, func(K, a, b int) bool {
		all = a <= b && l.heldBy(Hypergeometric{N: t.Population, K: K, Draws: t.Sample}, a, b)
		return all
	})
	return all
}

// push looks for intervals of fixed width that hold every true count with at
// least the level's probability: for each sample count x one interval
// low[x] .. low[x]+width of population counts, low never falling. It reports
// whether there are any. If so, those returned lie as high as such intervals
// can.
//
// Going through the true counts K from 0 to N, let a be the first x whose
// interval has not ended before K. The intervals that have begun by K are
// those of x = 0..b, and b is raised only when P(a <= X <= b) is too small: as
// each interval begins as late as it can, each also ends as late as it can,
// and no other choice leaves later counts better off. If even b = n is too
// few, no intervals of that width exist.
//
// Source: Bartroff and Chakraborty (2025), Shortest fixed-width confidence
// intervals for a bounded parameter: the Push algorithm, arXiv 2511.13694;
// after Asparouhov and Lorden for the binomial.
//
// For fixed a and b the probability rises and then falls with K (see
// eachRun), so the K up to which it suffices is found by halving, and the
// work does not grow with N but with n.
func push(n, N, width int, l level) (low []int, ok bool) {
	low = make([]int, n+1)
	end := func(x int) int { return low[x] + min(width, N-low[x]) } // of x's interval, at most N
	a, b := 0, 0
	for K := 0; ; {
		for a <= b && end(a) < K {
			a++
		}
		enough := func(K int) bool {
			return l.heldBy(Hypergeometric{N: N, K: K, Draws: n}, a, b)
		}
		for a > b || !enough(K) {
			if b == n {
				return nil, false
			}
			b++
			low[b] = K
		}
		last := K + sort.Search(end(a)-K, func(i int) bool { return !enough(K + i + 1) })
		if last == N {
			return low, true
		}
		K = last + 1
	}
}

// pushSizes returns the least n that meets the criterion interval, intervals
// of width floor(2 margin N) exist, and the n from which every larger one does
// too. Where the estimate is within the margin often enough, estimate ± margin
// is such an interval, so every size from stableEstimate on passes.
func pushSizes(N int, l level, margin float64, stableEstimate int) (least, stable int) {
	width := pushWidth(N, margin)
	passes := func(n int) bool {
		_, ok := push(n, N, width, l)
		return ok
	}
	stable = stableEstimate
	for stable > 1 && passes(stable-1) {
		stable--
	}
	for least = 1; least < stable && !passes(least); least++ {
	}
	return least, stable
}

// pushWidth is the width in cases of an interval of twice the margin.
func pushWidth(N int, margin float64) int {
	twice := decimal(margin)
	twice.Add(twice, twice)
	return int(min(wholePart(twice, int64(N)), int64(N)))
}
