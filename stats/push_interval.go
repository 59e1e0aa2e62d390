package stats

import "sort"

// A FixedWidth is a table of intervals of one width for samples of n from N:
// Low[x] .. Low[x]+Width population counts after x yes cases. It holds every
// true count with at least the confidence. Width is the least for which there
// is such a table.
type FixedWidth struct {
	Population int
	Sample     int
	Confidence float64
	Width      int   // cases between the two limits
	Low        []int // by x = 0..Sample; never falls
	// Symmetric says that the interval of n-x yes cases is the mirror image of
	// that of x, for every x but n/2 where N - Width is odd.
	Symmetric bool
}

// High returns the upper limit after x yes cases.
func (f FixedWidth) High(x int) int { return f.Low[x] + f.Width }

// FixedWidthFor returns the shortest intervals of fixed width for samples of n
// from a population of N: those of Bartroff and Chakraborty (2025), Shortest
// fixed-width confidence intervals for a bounded parameter: the Push
// algorithm, arXiv 2511.13694.
//
// Of the tables of that width there are often many. Push gives the highest;
// its mirror image is the lowest. Taken is the first of these that covers: the
// middle of the two, made symmetric; Push below n/2 with its mirror image
// above; Push itself. An interval may leave out N x/n, and at the ends it may
// reach counts that x has already ruled out: it is the price of one width.
func FixedWidthFor(N, n int, confidence float64) (FixedWidth, error) {
	l, err := newLevel(confidence)
	if err != nil {
		return FixedWidth{}, err
	}
	if err := checkDraw(N, n); err != nil {
		return FixedWidth{}, err
	}
	var highest []int
	// A table of a width serves a greater width too, and N always will do.
	width := sort.Search(N, func(w int) bool {
		low, ok := push(N, n, w, l)
		if ok {
			highest = low
		}
		return ok
	})
	if width == N {
		highest = make([]int, n+1)
	}
	f := FixedWidth{Population: N, Sample: n, Confidence: confidence, Width: width}
	middle, outer := make([]int, n+1), make([]int, n+1)
	for x := range highest {
		// What an interval holds above N is of no use; below it, it may be.
		highest[x] = min(highest[x], N-width)
	}
	for x := range highest {
		lowest := N - width - highest[n-x]
		middle[x] = lowest + (highest[x]-lowest)/2
		outer[x] = min(highest[x], (N-width)/2)
	}
	for _, low := range [][]int{middle, outer} {
		for x := n; 2*x > n; x-- {
			low[x] = N - width - low[n-x]
		}
		if sort.IntsAreSorted(low) && covers(N, width, low, l) {
			f.Low, f.Symmetric = low, true
			return f, nil
		}
	}
	f.Low = highest
	f.Symmetric = mirrors(N, width, highest)
	return f, nil
}

// mirrors tells whether a table is its own mirror image, n/2 aside.
func mirrors(N, width int, low []int) bool {
	n := len(low) - 1
	for x := 0; 2*x < n; x++ {
		if low[x]+low[n-x] != N-width {
			return false
		}
	}
	return true
}

// covers tells whether intervals low[x] .. low[x]+width hold every true count
// with at least the level's probability. The counts x whose intervals hold K
// are a run; only at the ends of the K that share a run can its probability be
// least (see eachChance).
func covers(N, width int, low []int, l level) bool {
	n := len(low) - 1
	for K := 0; K <= N; {
		a := sort.SearchInts(low, K-width)
		b := sort.SearchInts(low, K+1) - 1
		last := N
		if a <= n {
			last = low[a] + min(width, N-low[a])
		}
		if b < n {
			last = min(last, low[b+1]-1)
		}
		h := Hypergeometric{N: N, K: K, Draws: n}
		if a > b || !l.heldBy(h, a, b) {
			return false
		}
		if h.K = last; !l.heldBy(h, a, b) {
			return false
		}
		K = last + 1
	}
	return true
}
