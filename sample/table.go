package sample

import (
	"math/big"
	"slices"
	"sort"
)

// A Table is a set of ways to round the cells of a group, each with a weight:
// a design in the sense of Goodman and Kish (1950), which can be published and
// checked before the seed is known. One plan is followed, with its weight over
// [WeightSum] as its probability.
type Table []TablePlan

// A TablePlan is one plan of a table: the cells, by number from 0, that give
// one case more than the whole part of their expected number.
type TablePlan struct {
	Weight int64 `json:"weight"`
	Up     []int `json:"up"`
}

// up is 1 for a cell that gives one case more, else 0.
func (p *TablePlan) up(cell int) int {
	if _, ok := slices.BinarySearch(p.Up, cell); ok {
		return 1
	}
	return 0
}

// WeightSum is what the weights of a table add up to.
const WeightSum int64 = 1_000_000_000_000_000

const (
	maxTableCells = 200   // open cells for which a table is made
	maxSpareCells = 40    // the same for reserves, whose chances nobody estimates from
	tableTries    = 200   // walks without a fit after which a class of rows is given up
	tableError    = 1e-11 // how near every cell's expectation has to come
)

// tableCells is how many open cells a round may have and still get a table.
func (t *task) tableCells() int {
	if t.spare {
		return maxSpareCells
	}
	return maxTableCells
}

// A planSet is the distinct plans that walks have found.
type planSet struct {
	plans  [][]int   // per plan: the cells rounded up, in order
	met    []int     // per plan: the classes of rows it keeps
	start  []float64 // per plan: its starting weight, the times it came up
	places map[string]int
	walks  int // that were made
}

func (p *planSet) add(up []bool, met int, times float64) {
	key := make([]byte, (len(up)+7)/8)
	var cells []int
	for c, on := range up {
		if on {
			key[c/8] |= 1 << (c % 8)
			cells = append(cells, c)
		}
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

// makeTable finds plans by walks and weights that give every cell just its
// fraction as expectation. It asks that every plan keeps all classes of rows;
// where no such set of plans is found it gives up the highest class, and so on
// down to least, below which it never goes. It returns the walks it took; ok is false
// when there is no table even so.
func makeTable(r *rounding, s *stream, least int) (table Table, walks int, ok bool) {
	w := newWalker(r)
	set := &planSet{places: map[string]int{}}
	want := 4*len(r.part) + 20
	for met := r.classes(); met >= least; met-- {
		for _, round := range []struct {
			more     int
			searches bool
		}{{want, true}, {2 * want, true}, {4 * want, false}} {
			// Walks that search for a landing keep more rows. Those that do
			// not keep every expectation, so that their plans surround it.
			w.searches = round.searches
			if !set.collect(w, s, round.more, met) {
				continue
			}
			set.fill(w, s, met)
			if weights, ok := set.calibrate(r.part, met, r.classes()); ok {
				return set.table(weights, met), set.walks, true
			}
		}
	}
	return nil, set.walks, false
}

// collect walks until that many more walks have kept the classes below met. It
// reports false when too many in a row do not.
func (p *planSet) collect(w *walker, s *stream, more, met int) bool {
	for misses := 0; more > 0; {
		up := w.walk(s)
		p.walks++
		m := w.met(up)
		if m >= met-1 { // those of one class fewer for when this one is given up
			p.add(up, m, 1)
		}
		if m >= met {
			misses = 0
			more--
		} else if misses++; misses == tableTries {
			return false
		}
	}
	return true
}

const (
	fillPlans = 2  // plans that should round each cell up, and down
	fillTries = 20 // walks towards that
)

// fill finds plans that round a cell up, or down, where the walks came to fewer
// than fillPlans that do, as they will where its fraction is near 0 or 1. Such a
// plan starts with as much weight as the cell's fraction says.
func (p *planSet) fill(w *walker, s *stream, met int) {
	have, kept := make([]int, len(w.part)), 0
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
	for c, part := range w.part {
		for _, side := range []struct {
			up    bool
			have  int
			share float64
		}{{true, have[c], part}, {false, kept - have[c], 1 - part}} {
			for try := 0; try < fillTries && side.have < fillPlans; try++ {
				up := w.walkTowards(c, side.up, s)
				p.walks++
				if m := w.met(up); m >= met && up[c] == side.up {
					p.add(up, m, float64(times*side.share)/fillPlans)
					side.have++
				}
			}
		}
	}
}

// rarely is the starting weight of a plan for each class of rows that it
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
		for m := p.met[i]; m < classes; m++ {
			weights[i] *= rarely
		}
	}
	return weights, calibrate(p.plans, weights, part)
}

// table rounds the weights to whole numbers that add up to WeightSum, by
// largest remainder, and orders the plans by weight and then by cells.
func (p *planSet) table(weights []float64, met int) Table {
	var t Table
	var rest []float64
	left := WeightSum
	for i, plan := range p.plans {
		if p.met[i] < met {
			continue
		}
		exact := float64(weights[i] * float64(WeightSum))
		whole := int64(exact)
		left -= whole
		t = append(t, TablePlan{Weight: whole, Up: plan})
		rest = append(rest, exact-float64(whole))
	}
	order := make([]int, len(t))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case rest[a] > rest[b]:
			return -1
		case rest[a] < rest[b]:
			return 1
		}
		return 0
	})
	for i := 0; left != 0; i = (i + 1) % len(order) {
		one := int64(1)
		if left < 0 {
			one = -1
		}
		if t[order[i]].Weight+one >= 0 {
			t[order[i]].Weight += one
			left -= one
		}
	}
	t = slices.DeleteFunc(t, func(q TablePlan) bool { return q.Weight == 0 })
	sort.Slice(t, func(a, b int) bool {
		if t[a].Weight != t[b].Weight {
			return t[a].Weight > t[b].Weight
		}
		return slices.Compare(t[a].Up, t[b].Up) < 0
	})
	return t
}

// Pick returns the number of the plan that r falls on, where r is from 0 to
// WeightSum-1 and each plan holds as many numbers, in order, as its weight.
func (t Table) Pick(r int64) int {
	for i, p := range t {
		if r < p.Weight {
			return i
		}
		r -= p.Weight
	}
	panic("sample: a number beyond the weights of the plan table")
}

// histories lists what each plan takes from the cells, given what every plan
// takes; without a plan that is all.
func (t Table) histories(base []int) []history {
	if len(t) == 0 {
		return []history{{1, base}}
	}
	out := make([]history, len(t))
	for i, plan := range t {
		take := slices.Clone(base)
		for _, c := range plan.Up {
			take[c]++
		}
		out[i] = history{float64(plan.Weight) / float64(WeightSum), take}
	}
	return out
}

// Chance returns, for each of n cells, the probability that it gives the one
// case more, exact but for the last rounding.
func (t Table) Chance(n int) []float64 {
	sums := make([]int64, n)
	for _, p := range t {
		for _, c := range p.Up {
			sums[c] += p.Weight
		}
	}
	chance := make([]float64, n)
	for c, s := range sums {
		chance[c], _ = big.NewRat(s, WeightSum).Float64()
	}
	return chance
}
