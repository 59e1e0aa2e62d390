package stats

import (
	"fmt"
	"sort"
)

// FunnelLevels are the usual levels of a funnel plot: two and three standard
// deviations. Source: Spiegelhalter, D. J. (2005), Funnel plots for comparing
// institutional performance, Statistics in Medicine 24.
var FunnelLevels = []float64{0.95, 0.998}

// DealtRange returns the least and the most yes cases that a sample of some of the
// cases read has within a level, if the yes answers among all of them were dealt out
// at random, which unit a case is in making no difference. The number of yes cases is
// then hypergeometric, with as many yes cases in all as were found: the limits are exact
// and finite. Counts x with P(X <= x) or P(X >= x) of (1 - confidence)/2 or less are
// outside, so that a unit that is no different falls outside with a chance of at most
// 1 - confidence.
//
// It is the law of [SpreadChance] for one sample, and is about the cases read alone.
func DealtRange(of, yesInAll, ofInAll int, confidence float64) (low, high int, err error) {
	l, err := newLevel(confidence)
	if err != nil {
		return 0, 0, err
	}
	if ofInAll < 1 || of < 0 || of > ofInAll || yesInAll < 0 || yesInAll > ofInAll {
		return 0, 0, fmt.Errorf("stats: %d cases of %d, %d of them yes, cannot be dealt out", of, ofInAll, yesInAll)
	}
	h := Hypergeometric{N: ofInAll, K: yesInAll, Draws: of}
	most := func(h Hypergeometric) int { // the most with P(X >= x) above half of alpha
		first := h.least() + 1
		return first - 1 + sort.Search(h.most()-h.least(), func(i int) bool { return !l.tailsAbove(h, first+i, first+i) })
	}
	mirrored := Hypergeometric{N: h.N, K: h.N - h.K, Draws: h.Draws} // a yes is a no
	return of - most(mirrored), most(h), nil
}
