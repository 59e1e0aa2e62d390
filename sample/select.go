package sample

import (
	"slices"
	"sync"

	"onecase/sample/internal/rounding"
	"onecase/sample/internal/stream"
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
	GivenUp []string    `json:"given_up,omitempty"` // variables of which a plan takes a category beyond its share rounded down or up
	Take    []int       `json:"take"`               // per cell: the cases taken

	// Missed has the categories of GivenUp. Records do not hold it; verifying one
	// fills it in.
	Missed []MissedCategory `json:"-"`
	walks  int              // that were made to find the plans or the walk
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
	whole  int  // cases that kept and size together are to stand for; 0: size alone
	spare  bool // the cases are reserves
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
	t.chance, err = chances(t.grid.group, max(t.whole, t.size), t.size, t.room, t.bounds)
	return err
}

// The classes of rows: the size is never given up, caps and least numbers
// neither but as the last, then the variables, the least important first.
const (
	classSize     = 0
	classBounds   = 1
	classVariable = rounding.Kept // that of the most important variable
)

// choose finds how many cases each cell gives.
func (t *task) choose() (*Round, error) { return t.follow(t.prepare()) }

// A prepared round is everything about a round that does not depend on the
// seed.
type prepared struct {
	base   []int // per cell
	part   []int // per open cell: its number
	open   *rounding.Problem
	table  Table           // in the numbers of all cells; nil where there is none
	missed []rounding.Miss // the categories that the table's plans do not all keep
	walks  int             // made for the table
	biased bool            // the single walk, where there is no table, is measured

	measuring sync.Once
	bias      *Bias
}

// biasOf is the bias of a single walk, measured when it is first asked for.
func (p *prepared) biasOf(t *task) *Bias {
	if p.biased {
		p.measuring.Do(func() { p.bias = t.measure(p.open) })
	}
	return p.bias
}

// prepare works out the cells' shares and the table of plans.
func (t *task) prepare() *prepared {
	p := t.open()
	if len(p.part) == 0 {
		return p
	}
	if len(p.part) > t.tableCells() {
		p.biased = !t.spare
		return p
	}
	roundings, walks, ok := rounding.Table(p.open, stream.New(purposeSeed(purposeTable+" "+t.name, t.grid.group, "")))
	if !ok {
		p.biased = true
		return p
	}
	plans := make([][]int, len(roundings))
	p.table = make(Table, len(roundings))
	for i, r := range roundings {
		plans[i] = r.Up
		p.table[i] = TablePlan{Weight: r.Weight, Up: make([]int, len(r.Up))}
		for k, f := range r.Up {
			p.table[i].Up[k] = p.part[f]
		}
	}
	p.walks, p.missed = walks, p.open.Misses(plans...)
	return p
}

// expected is how many cases each cell is due.
func (t *task) expected() []float64 {
	out := make([]float64, len(t.room))
	room := sum(t.room)
	for c := range out {
		whole, rest := t.share(c, room)
		out[c] = float64(whole) + rest
	}
	return out
}

// open works out each cell's base and the rounding of the open cells.
func (t *task) open() *prepared {
	p := &prepared{base: make([]int, len(t.room)), open: &rounding.Problem{}}
	room := sum(t.room)
	for c := range t.room {
		whole, rest := t.share(c, room)
		p.base[c] = whole
		if rest > 0 {
			p.part = append(p.part, c)
			p.open.Part = append(p.open.Part, rest)
		}
	}
	if len(p.part) > 0 {
		t.addRows(p.open, p.part, t.expected(), p.base)
	}
	return p
}

// follow lets the seed choose.
func (t *task) follow(p *prepared) (*Round, error) {
	round := &Round{Size: t.size, Take: slices.Clone(p.base)}
	if len(p.part) == 0 {
		round.Method = ByShare
		return round, nil
	}
	round.Base = p.base
	if p.table != nil {
		round.Method, round.Table = ByTable, p.table
		round.miss(t.grid.name(p.missed), p.walks)
		round.Pick = stream.Pick(purposeSeed(purposePick+" "+t.name, t.grid.group, t.seed), WeightSum)
		round.Plan = p.table.Pick(round.Pick)
		for _, c := range p.table[round.Plan].Up {
			round.Take[c]++
		}
		return round, nil
	}
	one, err := t.walkOnce(p.open)
	if err != nil {
		return nil, err
	}
	round.Method, round.Tries, round.Bias = ByWalk, one.tries, p.biasOf(t)
	round.miss(t.grid.name(p.open.Misses(one.up)), rounding.Tries)
	for _, f := range one.up {
		round.Take[p.part[f]]++
	}
	return round, nil
}

// share is the expected number of cases of a cell, its whole part apart, of a room
// for so many in all. Where every case has the same chance it comes from whole
// numbers.
func (t *task) share(c, room int) (whole int, rest float64) {
	if t.size == 0 {
		return 0, 0
	}
	if t.even {
		share, total := int64(t.size)*int64(t.room[c]), int64(room)
		return int(share / total), float64(share%total) / float64(total)
	}
	x := float64(float64(t.room[c]) * t.chance[c])
	low, high := rounding.WholeBounds(x)
	if low == high {
		return low, 0
	}
	return low, x - float64(low)
}
