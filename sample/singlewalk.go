package sample

import (
	"fmt"
	"math"
)

// A oneWalk is a single accepted walk.
type oneWalk struct {
	up    []int
	met   int
	tries int
}

// walkOnce walks until every class of rows is kept; failing that it returns
// the walk that kept most classes, the first of them.
func (t *task) walkOnce(r *rounding) (oneWalk, error) {
	w := newWalker(r)
	s := newStream(purposeSeed(purposeWalk+" "+t.name, t.grid.group, t.seed))
	best := oneWalk{met: -1}
	for try := 1; try <= tableTries; try++ {
		up := w.walk(s)
		if met := w.met(up); met > best.met {
			best = oneWalk{up: ones(up), met: met, tries: try}
		}
		if best.met == r.classes() {
			return best, nil
		}
	}
	if best.met < classVariable {
		return best, fmt.Errorf("group %s: no sample of %d was found in %d walks that keeps every cap and least number: loosen one of them, or change the size", t.grid.group, t.size, tableTries)
	}
	return best, nil
}

func ones(up []bool) []int {
	var cells []int
	for c, on := range up {
		if on {
			cells = append(cells, c)
		}
	}
	return cells
}

const (
	measuredWalks = 200 // accepted walks that measure the bias of one
	measuredTries = 10 * measuredWalks
)

// measure repeats the accepted walk with a stream that does not depend on the
// seed and compares how often each cell was rounded up with its expectation. It
// is nil where too few walks are accepted to tell.
func (t *task) measure(r *rounding) *Bias {
	w := newWalker(r)
	s := newStream(purposeSeed(purposeMeasure+" "+t.name, t.grid.group, ""))
	times := make([]int, len(r.part))
	n, all := 0, r.classes()
	for tries := 0; n < measuredWalks; tries++ {
		if tries == measuredTries {
			return nil
		}
		up := w.walk(s)
		if w.met(up) < all {
			continue
		}
		n++
		for _, c := range ones(up) {
			times[c]++
		}
	}
	square := 0.0
	for c, p := range r.part {
		gap := float64(times[c])/float64(n) - p
		square += float64(float64(gap*gap)*float64(n)) / (p * (1 - p))
	}
	return &Bias{Walks: n, RMS: round9(math.Sqrt(square / float64(len(r.part))))}
}
