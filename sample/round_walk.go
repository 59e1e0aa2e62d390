package sample

import (
	"fmt"
	"math"

	"onecase/sample/internal/rounding"
	"onecase/sample/internal/stream"
)

// walk walks on a stream until a walk keeps every class of rows. If none of the most
// walks allowed does, it returns the first of those that kept most classes. Up are the
// open cells that are rounded up, tries the walks until then.
func (s *roundSpec) walk(r *rounding.Problem, from *stream.Stream) (up []int, tries int, err error) {
	w := rounding.NewWalker(r)
	w.Searches = s.landsSingly(r)
	best, most := -1, r.Walks(rounding.Tries)
	for try := 1; try <= most && best < r.Classes(); try++ {
		walk := w.Walk(from)
		if met := w.Met(walk); met > best {
			up, tries, best = rounding.Ones(walk), try, met
		}
	}
	if best < classVariable {
		err = fmt.Errorf("group %s: no sample of %d was found in %d walks that keeps every cap and least number: loosen one of them, or change the size",
			s.grid.group, s.size, most)
	}
	return up, tries, err
}

// landsSingly tells whether single walks search for a landing. That hardly changes
// a chance among many cells; among few it would.
func (s *roundSpec) landsSingly(r *rounding.Problem) bool { return len(r.Part) > s.tableCells() }

// bias measures the bias of a plan's single walk. It repeats the accepted walk with a
// stream that does not depend on the seed and compares how often each cell was rounded up
// with its expectation. It is nil if too few walks are accepted, or the bound of work
// allows too few.
func (s *roundSpec) bias(p *roundPlan) *Bias {
	if !p.biased {
		return nil
	}
	r := p.problem
	w := rounding.NewWalker(r)
	from := stream.New(purposeSeed(purposeMeasure+" "+s.name, s.grid.group, ""))
	times := make([]int, len(r.Part))
	w.Searches = s.landsSingly(r)
	n, all := 0, r.Classes()
	walks := max(50, min(200, 40_000/len(r.Part))) // fewer where there are many cells to look at
	most := r.Walks(10 * walks)
	for tries := 0; n < walks; tries++ {
		if tries == most || most < 2*walks {
			return nil
		}
		up := w.Walk(from)
		if w.Met(up) < all {
			continue
		}
		n++
		for _, c := range rounding.Ones(up) {
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
