package sample

import (
	"fmt"
	"math"
)

// A Round is how one set of cases was chosen: the core sample, the reserves, or
// the cases an extension adds. Numbers per cell follow the group's Cells.
type Round struct {
	Method  RoundMethod `json:"method"`
	Size    int         `json:"size"`
	Base    []int       `json:"base,omitempty"`     // per cell: what every plan of the table takes
	Table   Table       `json:"table,omitempty"`    // with ByTable
	Pick    int64       `json:"pick,omitempty"`     // with ByTable: the number drawn, from 0 to WeightSum-1
	Plan    int         `json:"plan,omitempty"`     // with ByTable: the plan it falls on, from 0
	Tries   int         `json:"tries,omitempty"`    // with ByWalk: walks until one was accepted
	Bias    *Bias       `json:"bias,omitempty"`     // with ByWalk
	GivenUp []string    `json:"given_up,omitempty"` // variables whose categories may miss their share
	Take    []int       `json:"take"`               // per cell: the cases taken
}

// A RoundMethod is how the numbers per cell were found.
type RoundMethod string

const (
	ByShare  RoundMethod = "share"  // no cell's share has a fraction
	ByTable  RoundMethod = "table"  // one plan of a table
	ByWalk   RoundMethod = "walk"   // one accepted walk
	ByStrata RoundMethod = "strata" // numbers fixed per stratum
)

// Bias is what walks with other seeds say about a single accepted walk. RMS is
// the root mean square, over cells, of the difference between a cell's share of
// the walks and its expectation, in standard errors: about 1 when accepting
// only walks that fit changes no chance.
type Bias struct {
	Walks int     `json:"walks"`
	RMS   float64 `json:"rms"`
}

// A task is what one round has to choose.
type task struct {
	grid   *grid
	name   string // "core", "reserve" or "extension-1"
	seed   string
	size   int
	kept   []int     // per cell: cases in the sample already
	room   []int     // per cell: cases that may be taken
	even   bool      // every one of them has the same chance
	chance []float64 // per cell: the chance of each of them, where not even
	bounds []bound
	whole  int // cases that kept and size together are to stand for; 0: size alone
}

// setChances finds the chance of each case: the same for all where the bounds
// allow it.
func (t *task) setChances() (err error) {
	total := sum(t.room)
	if t.size == 0 {
		t.chance = make([]float64, len(t.room))
		return nil
	}
	t.even = evenChances(t.size, t.room, t.bounds)
	if t.even {
		t.chance = make([]float64, len(t.room))
		for c := range t.chance {
			t.chance[c] = float64(t.size) / float64(total)
		}
		return nil
	}
	t.chance, err = chances(t.grid.group, t.size, t.room, t.bounds)
	return err
}

// The classes of rows: the size is never given up, caps and least numbers
// neither but as the last, then the variables, the least important first.
const (
	classSize = iota
	classBounds
	classVariable
)

// choose finds how many cases each cell gives.
func (t *task) choose() (*Round, error) {
	round := &Round{Size: t.size, Base: make([]int, len(t.room))}
	expected := make([]float64, len(t.room))
	var part []int // per fractional cell: its number
	r := &rounding{}
	for c := range t.room {
		whole, rest := t.share(c)
		expected[c] = float64(whole) + rest
		round.Base[c] = whole
		if rest > 0 {
			part = append(part, c)
			r.part = append(r.part, rest)
		}
	}
	if len(part) == 0 {
		round.Method, round.Take = ByShare, round.Base
		round.Base = nil
		return round, nil
	}
	t.addRows(r, part, expected, round.Base)
	var up []int
	if table, met, ok := makeTable(r, newStream(purposeSeed(purposeTable+" "+t.name, t.grid.group, "")), classVariable); ok {
		round.Method, round.GivenUp = ByTable, t.givenUp(met)
		round.Pick = pickBelow(purposeSeed(purposePick+" "+t.name, t.grid.group, t.seed), WeightSum)
		round.Plan = table.Pick(round.Pick)
		for i, p := range table {
			cells := make([]int, len(p.Up))
			for k, f := range p.Up {
				cells[k] = part[f]
			}
			table[i].Up = cells
		}
		round.Table = table
		up = table[round.Plan].Up
	} else {
		one, err := t.walkOnce(r)
		if err != nil {
			return nil, err
		}
		round.Method, round.Tries, round.GivenUp = ByWalk, one.tries, t.givenUp(one.met)
		round.Bias = t.measure(r, one.met)
		for _, f := range one.up {
			up = append(up, part[f])
		}
	}
	round.Take = append([]int(nil), round.Base...)
	for _, c := range up {
		round.Take[c]++
	}
	return round, nil
}

// share is the expected number of cases of a cell, its whole part apart. Where
// every case has the same chance it comes from whole numbers.
func (t *task) share(c int) (whole int, rest float64) {
	if t.size == 0 {
		return 0, 0
	}
	if t.even {
		share, total := int64(t.size)*int64(t.room[c]), int64(sum(t.room))
		return int(share / total), float64(share%total) / float64(total)
	}
	x := float64(float64(t.room[c]) * t.chance[c])
	low, high := wholeBounds(x)
	if low == high {
		return low, 0
	}
	return low, x - float64(low)
}

// addRows gives the rounding its rows: the size, the bounds and the categories
// of every variable.
func (t *task) addRows(r *rounding, part []int, expected []float64, base []int) {
	place := map[int]int{}
	for f, c := range part {
		place[c] = f
	}
	// The bounds of a row on all cells, less what the whole parts give.
	add := func(cells []int, low, high, class int) {
		w := row{low: low, high: high, class: class}
		for _, c := range cells {
			w.low -= base[c]
			w.high -= base[c]
			if f, ok := place[c]; ok {
				w.cells = append(w.cells, f)
			}
		}
		w.low, w.high = max(w.low, 0), min(w.high, len(w.cells))
		if len(w.cells) > 0 && (w.low > 0 || w.high < len(w.cells)) {
			r.rows = append(r.rows, w)
		}
	}
	all := make([]int, len(t.room))
	for c := range all {
		all[c] = c
	}
	add(all, t.size, t.size, classSize)
	for _, b := range t.bounds {
		add(b.cells, b.least, b.most, classBounds)
	}
	for k, v := range t.grid.variables {
		cells := make([][]int, len(v.categories))
		for c, cell := range t.grid.cells {
			cells[cell.values[k]] = append(cells[cell.values[k]], c)
		}
		for _, members := range cells {
			low, high := t.rowBounds(members, expected)
			add(members, low, high, classVariable+k)
		}
	}
}

// rowBounds are the whole numbers around what a category's cells are expected
// to give; with cases in the sample already, around what they still owe to the
// category's share of the whole sample, where the expectation is within that.
func (t *task) rowBounds(cells []int, expected []float64) (low, high int) {
	here, kept, population := 0.0, 0, 0
	for _, c := range cells {
		here += expected[c]
		kept += t.kept[c]
		population += len(t.grid.cells[c].cases)
	}
	if t.whole > 0 {
		share := float64(int64(t.whole)*int64(population)) / float64(t.grid.total)
		low, high = wholeBounds(share)
		low, high = low-kept, high-kept
		if float64(low)-slack <= here && here <= float64(high)+slack && low >= 0 {
			return low, high
		}
	}
	return wholeBounds(here)
}

// givenUp names the variables of the classes from met on.
func (t *task) givenUp(met int) []string {
	var names []string
	for k := max(met-classVariable, 0); k < len(t.grid.variables); k++ {
		names = append(names, t.grid.variables[k].name)
	}
	return names
}

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

// measuredWalks is how many accepted walks measure the bias of one.
const measuredWalks = 200

// measure repeats the accepted walk with a stream that does not depend on the
// seed and compares how often each cell was rounded up with its expectation.
func (t *task) measure(r *rounding, met int) *Bias {
	w := newWalker(r)
	s := newStream(purposeSeed(purposeMeasure+" "+t.name, t.grid.group, ""))
	times := make([]int, len(r.part))
	n := 0
	for tries := 0; n < measuredWalks && tries < tableTries*measuredWalks; tries++ {
		up := w.walk(s)
		if w.met(up) < met {
			continue
		}
		n++
		for _, c := range ones(up) {
			times[c]++
		}
	}
	if n == 0 {
		return nil
	}
	square := 0.0
	for c, p := range r.part {
		gap := float64(times[c])/float64(n) - p
		square += float64(float64(gap*gap)*float64(n)) / (p * (1 - p))
	}
	return &Bias{Walks: n, RMS: round9(math.Sqrt(square / float64(len(r.part))))}
}
