package sample

import (
	"fmt"
	"math"

	"onecase/sample/internal/rounding"
	"onecase/sample/internal/stream"
)

// A oneWalk is a single accepted walk.
type oneWalk struct {
	up    []int
	met   int
	tries int
}

// walkOnce walks until every class of rows is kept; failing that it returns
// the walk that kept most classes, the first of them.
func (t *task) walkOnce(r *rounding.Problem) (oneWalk, error) {
	return t.walkAccepted(r, stream.New(purposeSeed(purposeWalk+" "+t.name, t.grid.group, t.seed)))
}

// walkAccepted is walkOnce on any stream.
func (t *task) walkAccepted(r *rounding.Problem, s *stream.Stream) (oneWalk, error) {
	w := rounding.NewWalker(r)
	w.Searches = t.landsSingly(r)
	best := oneWalk{met: -1}
	for try := 1; try <= rounding.Tries; try++ {
		up := w.Walk(s)
		if met := w.Met(up); met > best.met {
			best = oneWalk{up: ones(up), met: met, tries: try}
		}
		if best.met == r.Classes() {
			return best, nil
		}
	}
	if best.met < classVariable {
		return best, fmt.Errorf("group %s: no sample of %d was found in %d walks that keeps every cap and least number: loosen one of them, or change the size", t.grid.group, t.size, rounding.Tries)
	}
	return best, nil
}

// landsSingly tells whether single walks search for a landing. Among many cells
// that hardly changes a chance; among few it would.
func (t *task) landsSingly(r *rounding.Problem) bool { return len(r.Part) > t.tableCells() }

func ones(up []bool) []int {
	var cells []int
	for c, on := range up {
		if on {
			cells = append(cells, c)
		}
	}
	return cells
}

// measuredWalks is how many accepted walks measure the bias of one: 200, fewer
// where there are many cells to look at in each.
func measuredWalks(cells int) int { return max(50, min(200, 40_000/cells)) }

// measure repeats the accepted walk with a stream that does not depend on the
// seed and compares how often each cell was rounded up with its expectation. It
// is nil where too few walks are accepted to tell.
func (t *task) measure(r *rounding.Problem) *Bias {
	w := rounding.NewWalker(r)
	s := stream.New(purposeSeed(purposeMeasure+" "+t.name, t.grid.group, ""))
	times := make([]int, len(r.Part))
	w.Searches = t.landsSingly(r)
	n, all, walks := 0, r.Classes(), measuredWalks(len(r.Part))
	for tries := 0; n < walks; tries++ {
		if tries == 10*walks {
			return nil
		}
		up := w.Walk(s)
		if w.Met(up) < all {
			continue
		}
		n++
		for _, c := range ones(up) {
			times[c]++
		}
	}
	square := 0.0
	for c, p := range r.Part {
		gap := float64(times[c])/float64(n) - p
		square += float64(float64(gap*gap)*float64(n)) / (p * (1 - p))
	}
	return &Bias{Walks: n, RMS: round9(math.Sqrt(square / float64(len(r.Part))))}
}
