package stats

// A window is the smallest run of sample counts low..high that holds at least
// the level's confidence for K yes cases in the population, the most probable
// of those of its size, the lower of two that are equally probable. It moves
// from K to K+1 at a few operations.
type window struct {
	N, n, K   int
	level     level
	low, high int
	pLow      float64 // P_K(X = low)
	pHigh     float64 // P_K(X = high)
	inside    float64 // P_K(low <= X <= high)
	steps     int     // since they were last taken afresh
}

// equalWithin is the relative distance below which two neighbours'
// probabilities count as equal. Which of two such windows is taken changes
// their content by no more than that.
const equalWithin = 1e-11

func newWindow(n, N int, l level) *window {
	return &window{N: N, n: n, level: l, pLow: 1, pHigh: 1, inside: 1}
}

func (w *window) at() Hypergeometric { return Hypergeometric{N: w.N, K: w.K, Draws: w.n} }

func (w *window) refresh() {
	h := w.at()
	w.pLow, w.pHigh = h.prob(w.low), h.prob(w.high)
	w.inside = 1 - (h.atMost(w.low-1) + h.atLeast(w.high+1))
	w.steps = 0
}

// up returns P_K(X = x+1) from p = P_K(X = x).
func (w *window) up(x int, p float64) float64 {
	f := float64(x)
	return p * (float64(w.K-x) * float64(w.n-x)) / ((f + 1) * (float64(w.N-w.K-w.n) + f + 1))
}

// down returns P_K(X = x-1) from p = P_K(X = x).
func (w *window) down(x int, p float64) float64 {
	f := float64(x)
	return p * (f * (float64(w.N-w.K-w.n) + f)) / ((float64(w.K) - f + 1) * (float64(w.n) - f + 1))
}

// raiseK goes from K to K+1 and finds the window there.
func (w *window) raiseK() {
	if w.N-w.K-w.n+w.low == 0 { // low is about to become impossible
		w.shift(w.up(w.high, w.pHigh))
		w.inside = min(w.inside, 1)
	}
	// A no case of the population turns into a yes: see tailSweep. What
	// leaves the window at high and enters it at low is a share of the
	// probabilities at K.
	K, rest := float64(w.K), float64(w.N-w.K)
	low, high := float64(w.low), float64(w.high)
	toLow := w.pLow * (float64(w.N-w.K-w.n) + low) / ((K + 1 - low) * rest)
	w.inside += toLow*low - w.pHigh*(float64(w.n)-high)/rest
	w.pLow = toLow * (K + 1)
	w.pHigh *= (K + 1) * (float64(w.N-w.K-w.n) + high) / ((K + 1 - high) * rest)
	w.K++
	if w.steps++; w.steps == refreshAfter {
		w.refresh()
	}
	w.settle()
}

// shift moves the window one count up; above is P(X = high+1).
func (w *window) shift(above float64) {
	w.inside += above - w.pLow
	w.pLow = w.up(w.low, w.pLow)
	w.pHigh = above
	w.low++
	w.high++
}

// settle moves the window to where the most probable of its size is, then
// widens or narrows it to the smallest that holds enough. Probabilities move
// up with K, so it never has to move down.
func (w *window) settle() {
	above := w.up(w.high, w.pHigh)
	for above > w.pLow*(1+equalWithin) {
		w.shift(above)
		above = w.up(w.high, w.pHigh)
	}
	if !w.holds(w.low, w.high, w.inside) {
		for !w.holds(w.low, w.high, w.inside) {
			if below := w.down(w.low, w.pLow); above > below*(1+equalWithin) {
				w.high, w.pHigh = w.high+1, above
				w.inside += above
				above = w.up(w.high, w.pHigh)
			} else {
				w.low, w.pLow = w.low-1, below
				w.inside += below
			}
		}
		return
	}
	for w.low < w.high {
		if w.pLow < w.pHigh*(1-equalWithin) {
			if !w.holds(w.low+1, w.high, w.inside-w.pLow) {
				return
			}
			w.inside -= w.pLow
			w.pLow = w.up(w.low, w.pLow)
			w.low++
		} else {
			if !w.holds(w.low, w.high-1, w.inside-w.pHigh) {
				return
			}
			w.inside -= w.pHigh
			w.pHigh = w.down(w.high, w.pHigh)
			w.high--
		}
	}
}

// holds tells whether low..high, whose probability is inside, holds at least
// the confidence.
func (w *window) holds(low, high int, inside float64) bool {
	const carriedError = 1e-12 // many times what 512 steps add to a number near 1
	above, settled := w.level.exceeds(1-inside, nearCarried*w.level.alpha+carriedError)
	if settled {
		return !above
	}
	return w.level.outsideWithin(w.at(), low, high)
}
