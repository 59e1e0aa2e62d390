package rounding

import (
	"cmp"
	"slices"

	"onecase/sample/internal/stream"
)

// A Plan is one rounding of a table: the cells, by number from 0, that are rounded
// up, and its weight; its probability is its weight over [WeightSum].
type Plan struct {
	Weight int64
	Up     []int
}

// WeightSum is what the weights of a table add up to.
const WeightSum int64 = 1_000_000_000_000_000

// Tries is how many walks in a row may miss a row before its class is given up.
const Tries = 200

// tableError is how near every cell's expectation has to come.
const tableError = 1e-11

// A planSet is the distinct plans that walks have found.
type planSet struct {
	plans  [][]int   // per plan: the cells rounded up, in order
	met    []int     // per plan: the classes of rows it keeps
	start  []float64 // per plan: its starting weight, the times it came up
	places map[string]int
	walks  int // that were made
	most   int // that may be made
}

func (p *planSet) add(up []bool, met int, times float64) {
	key, cells := make([]byte, len(up)), Ones(up)
	for _, c := range cells {
		key[c] = 1
	}
	if i, ok := p.places[string(key)]; ok {
		p.start[i] += times
		return
	}
	p.places[string(key)] = len(p.plans)
	p.plans = append(p.plans, cells)
	p.met = append(p.met, met)
	p.start = append(p.start, times)
}

// Table finds plans by walks, and weights that give every cell its fraction as
// expectation. Every plan has to keep all classes of rows; if no such plans are
// found it gives up the highest class, and so on down to Kept. It returns the walks
// it took; ok is false if there is no table even so, or none within TableWalks.
func Table(r *Problem, s *stream.Stream) (table []Plan, walks int, ok bool) {
	w := NewWalker(r)
	set := &planSet{places: map[string]int{}, most: r.TableWalks()}
	want := 4*len(r.Part) + 20
	for met := r.Classes(); met >= Kept; met-- {
		for _, round := range []struct {
			more     int
			searches bool
		}{{want, true}, {2 * want, true}, {4 * want, false}} {
			// Walks that search for a landing keep more rows. Those that do
			// not keep every expectation, so that their plans surround it.
			w.Searches = round.searches
			if !set.collect(w, s, round.more, met) || !set.fill(w, s, met) {
				continue
			}
			weights, ok := set.calibrate(r.Part, met, r.Classes())
			if !ok {
				continue
			}
			if r.Minimax && met == r.Classes() && len(r.Part) <= minimaxCells {
				weights = set.minimax(w, s, weights)
			}
			return set.table(weights, met), set.walks, true
		}
	}
	return nil, set.walks, false
}

// collect walks until that many more walks have kept the classes below met. It
// reports false when too many in a row do not, or no more may be made.
func (p *planSet) collect(w *Walker, s *stream.Stream, more, met int) bool {
	for kept := p.walks; more > 0; {
		if p.walks++; p.walks > p.most {
			return false
		}
		up := w.Walk(s)
		m := w.Met(up)
		if m >= met-1 { // those of one class fewer for when this one is given up
			p.add(up, m, 1)
		}
		if m >= met {
			kept = p.walks
			more--
		} else if p.walks-kept == Tries {
			return false
		}
	}
	return true
}

const (
	fillPlans = 2  // plans that should round each cell up, and down
	fillTries = 20 // walks towards that
)

// fill finds plans that round a cell up, or down, if the walks came to fewer than
// fillPlans that do, as they will if its fraction is near 0 or 1. Such a plan starts
// with the weight that the cell's fraction says. It reports false when no more walks
// may be made.
func (p *planSet) fill(w *Walker, s *stream.Stream, met int) bool {
	have, kept := make([]int, len(w.Part)), 0
	times := 0.0
	for i, plan := range p.plans {
		if p.met[i] < met {
			continue
		}
		kept++
		times += p.start[i]
		for _, c := range plan {
			have[c]++
		}
	}
	for c, part := range w.Part {
		for _, side := range []struct {
			up    bool
			have  int
			share float64
		}{{true, have[c], part}, {false, kept - have[c], 1 - part}} {
			for try := 0; try < fillTries && side.have < fillPlans; try++ {
				if p.walks++; p.walks > p.most {
					return false
				}
				up := w.walkTowards(c, side.up, s)
				if m := w.Met(up); m >= met && up[c] == side.up {
					p.add(up, m, float64(times*side.share)/fillPlans)
					side.have++
				}
			}
		}
	}
	return true
}

// rarely is the factor of a plan's starting weight for each class of rows that it
// breaks, so that such plans are used no more than the expectations need.
const rarely = 1.0 / 64

// calibrate returns weights of the plans that keep the classes below met.
func (p *planSet) calibrate(part []float64, met, classes int) ([]float64, bool) {
	weights := make([]float64, len(p.plans))
	for i := range p.plans {
		if p.met[i] < met {
			continue
		}
		weights[i] = p.start[i]
		for range classes - p.met[i] {
			weights[i] *= rarely
		}
	}
	_, ok := calibrate(p.plans, weights, part, tableError)
	return weights, ok
}

const (
	minimaxCells = 100 // open cells for which weights of the least largest design effect are found
	minimaxWalks = 2   // times as many walks as before, where the plans are too many to list
)

// minimax returns weights whose largest design effect is near the least there is: over
// all plans, where they can be listed, which then take the place of those found; else
// over more plans, found by more walks.
func (p *planSet) minimax(w *Walker, s *stream.Stream, weights []float64) []float64 {
	met := w.Classes()
	if plans, ok := w.list(); ok {
		start := make([]float64, len(plans))
		for i := range start {
			start[i] = 1
		}
		if _, ok := calibrate(plans, start, w.Part, tableError); ok {
			p.plans, p.met = plans, slices.Repeat([]int{met}, len(plans))
			return minimax(plans, start, w.Part, w.Unit)
		}
	}
	w.Searches = true
	p.collect(w, s, minimaxWalks*(4*len(w.Part)+20), met) // fewer will do
	start, ok := p.calibrate(w.Part, met, met)
	if !ok { // the plans found before have weights
		return append(weights, make([]float64, len(p.plans)-len(weights))...)
	}
	return minimax(p.plans, start, w.Part, w.Unit)
}

// table rounds the weights to whole numbers that add up to WeightSum, by
// largest remainder, and orders the plans by weight and then by cells.
func (p *planSet) table(weights []float64, met int) []Plan {
	var t []Plan
	var rest []float64
	left := WeightSum
	for i, plan := range p.plans {
		if p.met[i] < met {
			continue
		}
		exact := float64(weights[i] * float64(WeightSum))
		whole := int64(exact)
		left -= whole
		t = append(t, Plan{Weight: whole, Up: plan})
		rest = append(rest, exact-float64(whole))
	}
	order := make([]int, len(t))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(rest[b], rest[a]) })
	for i := 0; left != 0; i = (i + 1) % len(order) {
		one := int64(cmp.Compare(left, 0))
		if t[order[i]].Weight+one >= 0 {
			t[order[i]].Weight += one
			left -= one
		}
	}
	t = slices.DeleteFunc(t, func(q Plan) bool { return q.Weight == 0 })
	slices.SortFunc(t, func(a, b Plan) int {
		return cmp.Or(cmp.Compare(b.Weight, a.Weight), slices.Compare(a.Up, b.Up))
	})
	return t
}
