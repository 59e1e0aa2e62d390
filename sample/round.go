package sample

import (
	"slices"

	"onecase/sample/internal/rounding"
	"onecase/sample/internal/stream"
)

// A Round is how one set of cases was chosen: the core sample, the reserves or an
// extension's cases. Numbers per cell follow the group's Cells.
type Round struct {
	Method  RoundMethod `json:"method"`
	Size    int         `json:"size"`
	Base    []int       `json:"base,omitempty"`     // per cell: what every plan of the table takes
	Table   Table       `json:"table,omitempty"`    // with ByTable
	Pick    int64       `json:"pick,omitempty"`     // with ByTable: the number drawn, from 0 to WeightSum-1
	Plan    int         `json:"plan,omitempty"`     // with ByTable: the plan it falls on, from 0
	Tries   int         `json:"tries,omitempty"`    // with ByWalk: walks until one was accepted
	Bias    *Bias       `json:"bias,omitempty"`     // with ByWalk
	GivenUp []string    `json:"given_up,omitempty"` // variables of which a plan takes a category beyond its share rounded down and up
	Take    []int       `json:"take"`               // per cell: the cases taken

	// Missed has the categories of GivenUp. Records do not hold it, so a round
	// that was read from one has none.
	Missed []MissedCategory `json:"-"`
	walks  int              // made to find the plans or the walk
}

// A RoundMethod is how the numbers per cell were found.
type RoundMethod string

const (
	ByShare  RoundMethod = "share"  // no cell's share has a fraction
	ByTable  RoundMethod = "table"  // one plan of a table
	ByWalk   RoundMethod = "walk"   // one accepted walk
	ByStrata RoundMethod = "strata" // numbers fixed per stratum
)

// Bias says how far a single accepted walk is from its chances, by walks with
// other seeds. RMS is the root mean square, over cells, of the difference between
// a cell's share of the walks and its expectation, in standard errors: about 1
// if accepting only walks that fit changes no chance.
type Bias struct {
	Walks int     `json:"walks"`
	RMS   float64 `json:"rms"`
}

// A roundSpec is what one round has to choose.
type roundSpec struct {
	grid   *grid
	name   string // "core", "reserve" or "extension-1"
	size   int
	kept   []int     // per cell: cases in the sample already
	room   []int     // per cell: cases that may be taken
	even   bool      // each of those has the same chance
	chance []float64 // per cell: the chance of each of them
	bounds []bound
	whole  int  // the sample that kept and size make together; 0 for size alone
	spare  bool // the cases are reserves
	// minimax is for the core sample by the rules of onecase-draw-2: its table keeps the
	// largest design effect small.
	minimax bool
}

// setChances finds the chance of each case: the same for all where the bounds
// allow it.
func (s *roundSpec) setChances() (err error) {
	s.chance = make([]float64, len(s.room))
	if s.size == 0 {
		return nil
	}
	if s.even = evenChances(s.size, s.room, s.bounds); s.even {
		for c := range s.chance {
			s.chance[c] = float64(s.size) / float64(sum(s.room))
		}
		return nil
	}
	s.chance, err = chances(s.grid.group, max(s.whole, s.size), s.size, s.room, s.bounds)
	return err
}

// share is a cell's expected number of cases, its whole part apart; total is the
// room of all cells. With even chances it comes from whole numbers.
func (s *roundSpec) share(c, total int) (whole int, rest float64) {
	if s.size == 0 {
		return 0, 0
	}
	if s.even {
		share, total := int64(s.size)*int64(s.room[c]), int64(total)
		return int(share / total), float64(share%total) / float64(total)
	}
	x := float64(float64(s.room[c]) * s.chance[c])
	low, high := rounding.WholeBounds(x)
	if low == high {
		return low, 0
	}
	return low, x - float64(low)
}

// expected is each cell's expected number of cases.
func (s *roundSpec) expected() []float64 {
	out := make([]float64, len(s.room))
	total := sum(s.room)
	for c := range out {
		whole, rest := s.share(c, total)
		out[c] = float64(whole) + rest
	}
	return out
}

// A roundPlan is how a round rounds the cells' expected numbers to whole cases.
// It does not depend on the seed.
type roundPlan struct {
	base    []int             // per cell: the whole part of its expected number
	open    []int             // the cells whose expected number has a fraction
	problem *rounding.Problem // the rounding of the open cells
	table   Table             // in the numbers of all cells; nil where there is none
	missed  []MissedCategory  // that the table's plans do not all keep
	walks   int               // made for the table, also where none was found
	biased  bool              // it has no table, and the bias of its single walk is to be measured
}

// split works out the whole parts of the cells and the rounding of the open
// ones: a plan without its table.
func (s *roundSpec) split() *roundPlan {
	p := &roundPlan{base: make([]int, len(s.room)), problem: &rounding.Problem{}}
	total := sum(s.room)
	for c := range s.room {
		whole, rest := s.share(c, total)
		p.base[c] = whole
		if rest > 0 {
			p.open = append(p.open, c)
			p.problem.Part = append(p.problem.Part, rest)
		}
	}
	if len(p.open) > 0 {
		s.addRows(p)
		s.setUnit(p, total)
	}
	return p
}

// setUnit gives the open cells the weights of [unitOf] in the largest design effect,
// which is defined where chances are even.
func (s *roundSpec) setUnit(p *roundPlan, total int) {
	if !s.even {
		return
	}
	p.problem.Minimax = s.minimax
	for _, c := range p.open {
		p.problem.Unit = append(p.problem.Unit, unitOf(s.room[c], float64(s.size), float64(total)))
	}
}

// plan splits the cells and finds the table of plans, where there is one.
func (s *roundSpec) plan() *roundPlan {
	p := s.split()
	if len(p.open) == 0 {
		return p
	}
	if len(p.open) > s.tableCells() {
		p.biased = !s.spare
		return p
	}
	roundings, walks, ok := rounding.Table(p.problem, stream.New(purposeSeed(purposeTable+" "+s.name, s.grid.group, "")))
	p.walks = walks
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
			p.table[i].Up[k] = p.open[f]
		}
	}
	p.missed = s.grid.name(p.problem.Misses(plans...))
	return p
}

// choose finds the chances, plans the round and lets the seed choose.
func (s *roundSpec) choose(seed string) (*Round, error) {
	if err := s.setChances(); err != nil {
		return nil, err
	}
	p := s.plan()
	return s.follow(p, seed, s.bias(p))
}

// follow lets the seed choose among what the plan leaves open. Bias is that of
// the plan's single walk, if it has one.
func (s *roundSpec) follow(p *roundPlan, seed string, bias *Bias) (*Round, error) {
	round := &Round{Size: s.size, Take: slices.Clone(p.base)}
	if len(p.open) == 0 {
		round.Method = ByShare
		return round, nil
	}
	round.Base = p.base
	if p.table != nil {
		round.Method, round.Table = ByTable, p.table
		round.miss(p.missed, p.walks)
		round.Pick = stream.Pick(purposeSeed(purposePick+" "+s.name, s.grid.group, seed), WeightSum)
		round.Plan = p.table.Pick(round.Pick)
		for _, c := range p.table[round.Plan].Up {
			round.Take[c]++
		}
		return round, nil
	}
	up, tries, err := s.walk(p.problem, stream.New(purposeSeed(purposeWalk+" "+s.name, s.grid.group, seed)))
	if err != nil {
		return nil, err
	}
	round.Method, round.Tries, round.Bias = ByWalk, tries, bias
	round.miss(s.grid.name(p.problem.Misses(up)), p.problem.Walks(rounding.Tries))
	for _, f := range up {
		round.Take[p.open[f]]++
	}
	return round, nil
}
