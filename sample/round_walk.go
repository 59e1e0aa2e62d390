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

// measured is how many walks the bias of a single walk is measured on, fewer where there
// are many cells to look at, and how many may be made for them: 0 where the bound of work
// allows too few.
func measured(r *rounding.Problem) (walks, most int) {
	walks = max(50, min(200, 40_000/len(r.Part)))
	if most = r.Walks(10 * walks); most < 2*walks {
		most = 0
	}
	return walks, most
}

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
	walks, most := measured(r)
	for tries := 0; n < walks; tries++ {
		if tries == most {
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

// trialWalks is how many walks show, before there is a seed, how closely a single walk
// will match.
const trialWalks = 20

// A trial says how many of some walks without a seed keep every class of rows, and how many
// classes the best one keeps.
type trial struct{ walks, kept, best int }

// try makes a plan's trial.
func (s *roundSpec) try(r *rounding.Problem) trial {
	t := trial{walks: r.Walks(trialWalks)}
	w, from := rounding.NewWalker(r), stream.New(purposeSeed(purposeTrial+" "+s.name, s.grid.group, ""))
	w.Searches = s.landsSingly(r)
	for range t.walks {
		met := w.Met(w.Walk(from))
		t.best = max(t.best, met)
		if met == r.Classes() {
			t.kept++
		}
	}
	return t
}

// work is about how much arithmetic the group's draw takes at most, by a single walk: the
// measure of its bias and the walk itself, the simulation of chances that differ, and as
// much as any round takes for the reserves.
func (gp *GroupPlan) work() (steps int64) {
	r := gp.round.problem
	_, measure := measured(r)
	_, one := r.Bound()
	steps = int64(measure+r.Walks(rounding.Tries)) * one
	if !gp.core.even {
		steps += min(int64(simulatedDraws(len(gp.grid.cells))*r.Walks(rounding.Tries))*one, maxSimulation)
	}
	if gp.Reserves > 0 {
		steps += rounding.MostWork()
	}
	return steps
}
