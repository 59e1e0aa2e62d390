package stats

import "math"

// DifferenceTest returns the two-sided p-value of no difference between the shares of
// yes cases in two populations, from independent simple random samples of them; NaN
// where [DifferenceInterval] gives limits Apart, as there are too many cases or sizes.
//
// Samples rank as for Exact limits at the confidence. With R the rank of a pair of
// counts, the p-value is twice the lesser of
//
//	sup of P(R >= the rank seen | M1, M2) over M2/N2 <= M1/N1
//
// and the same with the samples exchanged, over all populations that can give the
// samples, of every size; at most 1. It is at most 1 - confidence if, and only if, those
// limits leave out 0. Whatever the two populations are, if their shares are equal it is
// at most p in at most p of all pairs of samples: the proof is that of
// [CombinedInterval]. Where a search over large populations stops early the p-value is
// up to 1% of itself too large.
//
// Sources: Suissa, S. and Shuster, J. J. (1985), Exact unconditional sample sizes for
// the 2 × 2 binomial trial, JRSS A 148, for the supremum over the share; Chan, I. S. F. and
// Zhang, Z. (1999), Biometrics 55, for the test that belongs to limits of a difference.
func DifferenceTest(first, second DrawnShare, confidence float64) (p float64, err error) {
	l, err := newLevel(confidence)
	if err != nil {
		return 0, err
	}
	if err := checkBoth(first, second); err != nil {
		return 0, err
	}
	if first.apartOf(second) != nil {
		return math.NaN(), nil
	}
	firsts, seconds := sidesOf(first, l), sidesOf(second, l)
	var rose, fell float64
	for _, a := range firsts {
		for _, b := range seconds {
			rose = greatestChance(a, b, rose)
			fell = greatestChance(b, a, fell)
		}
	}
	return min(1, 2*min(rose, fell)), nil
}

// greatestChance returns the greatest chance of a rank at least as high as that seen
// where the second share is at most the first, and no less than best.
func greatestChance(first, second *side, best float64) float64 {
	s := newFrontierSearch(first.mirrored(), second, 0)
	e := equalSearch{frontierSearch: s, whole: int64(first.size) * int64(second.size), best: best, enough: 1}
	if s.slack > 0 {
		e.enough = 1.01
	}
	e.within(s.a.least, s.a.most)
	return e.best
}

// An equalSearch looks for the greatest chance of a rank as high as that seen among
// pairs of shares whose sum, with the first's no cases, is at most the whole. The
// chance rises with either share.
type equalSearch struct {
	*frontierSearch
	whole  int64
	best   float64
	enough float64 // a chance that is at most so many times best is not looked for
}

// most returns the greatest share of b, in ticks, with a's; less than b.least where
// there is none.
func (e *equalSearch) most(atA int) int {
	return min(e.b.most, int((e.whole-int64(atA)*int64(e.b.size))/int64(e.a.size)))
}

// within searches the shares of a from low to high.
func (e *equalSearch) within(low, high int) {
	if low > high {
		return
	}
	atB := e.most(low)
	if atB < e.b.least {
		return
	}
	e.pa = e.a.probabilities(high, e.pa)
	chance := e.chance(atB) // no share of a in between gives more
	if low == high || chance <= e.best*e.enough {
		e.best = max(e.best, chance)
		return
	}
	middle := low + (high-low)/2
	e.within(low, middle)
	e.within(middle+1, high)
}
