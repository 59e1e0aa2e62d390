package discretion

import (
	"encoding/binary"
	"slices"

	"onecase/discretion/rules"
)

// A levelSearch finds the fewest cases that bring a rating made of standards, at any
// level, to where it is wanted, and every set of standards that does it with that many.
// It allows one case more at a time, and leaves a set of standards as soon as it costs
// more, or where all that is left would not do.
type levelSearch struct {
	a      *Assessor
	up     bool
	base   []int                    // ratings of all standards, as decided
	done   func(ratings []int) bool // of all standards
	moves  [][]levelMove
	limit  int
	chosen []levelMove
	costs  []int // of each group
	routes [][]levelMove
	sure   []levelMove // moves for which enough cases are
	cut    bool
	steps  int
	from   int // the work done before
	exact  bool
	gaveUp bool // here, or where a set of standards was priced
	known  map[string]turning
	trial  []int
}

// A levelMove is one standard with questions coming to another rating.
type levelMove struct {
	goal
	group     int
	low, high int // cases for it alone
}

// levelBudget is the most sets of standards that a search prices, and levelWork the most
// ratings that it works out for them; then it leaves bounds.
const (
	levelBudget = 8_000
	levelWork   = 25_000
)

// spent tells whether a search has to be given up.
func (s *levelSearch) spent() bool { return s.steps > levelBudget || s.a.work-s.from > levelWork }

// newLevelSearch prepares a search over the standards below one, by its place, or
// rules.Overall.
func (a *Assessor) newLevelSearch(of int, base []int, up bool, done func(ratings []int) bool) *levelSearch {
	if a.prices == nil {
		a.prices = map[bool]map[string]turning{true: {}, false: {}}
	}
	below := a.Rules.Below(of)
	s := &levelSearch{a: a, up: up, base: base, done: done, exact: true, known: a.prices[up],
		costs: make([]int, max(len(a.Rules.Groups), 1)), trial: make([]int, len(base))}
	for i, st := range a.Rules.Standards {
		if !below[i] || a.heldStandard(i) || a.Rater.MadeOf(i) || base[i] == rules.Unrated {
			continue
		}
		group := max(0, slices.Index(a.Rules.GroupIDs(), st.Group))
		var moves []levelMove
		step, last := 1, len(a.Rules.RatingsOf(i))
		if !up {
			step, last = -1, -1
		}
		for to := base[i] + step; to != last; to += step {
			t, ok := s.price([]goal{{i, to}})
			if !ok {
				break
			}
			moves = append(moves, levelMove{goal{i, to}, group, t.low, t.high})
		}
		if len(moves) > 0 {
			s.moves = append(s.moves, moves)
		}
	}
	s.from = a.work
	return s
}

// heldStandard tells whether a standard was judged or decided, so that no case changes it.
func (a *Assessor) heldStandard(i int) bool {
	id := a.Rules.Standards[i].ID
	_, judged := a.Inspection.Judged[id]
	_, withheld := a.Inspection.Withheld.Rating(id)
	return judged || withheld || a.decisions[id] != nil || a.Rules.Standards[i].Judged
}

// rated tells whether the rating is where it is wanted with some ratings of standards.
func (s *levelSearch) reaches(moves ...[]levelMove) bool {
	copy(s.trial, s.base)
	for _, list := range moves {
		for _, m := range list {
			s.trial[m.standard] = m.rating
		}
	}
	s.a.work++
	s.a.Rater.Fill(s.trial, s.a.heldStandard)
	return s.done(s.trial)
}

// hopes gives the farthest moves of the standards from at on that what is left allows.
func (s *levelSearch) hopes(at int) []levelMove {
	rest := s.limit
	for _, c := range s.costs {
		rest -= c
	}
	var hopes []levelMove
	for _, moves := range s.moves[at:] {
		for k := len(moves) - 1; k >= 0; k-- {
			if moves[k].low <= rest+s.costs[moves[k].group] {
				hopes = append(hopes, moves[k])
				break
			}
		}
	}
	return hopes
}

// run searches; it is false where no number of cases is enough.
func (s *levelSearch) run() (low, high int, cases []int, ok bool) {
	most := 0
	for _, g := range s.a.Rules.Groups {
		own := s.a.casesAtMost(g.ID)
		most = own + min(most, unreachable-own)
	}
	s.limit = unreachable
	if !s.reaches(s.hopes(0)) {
		return 0, 0, nil, false
	}
	enough := s.enough()
	for s.limit = 0; s.limit <= min(most, enough); s.limit++ {
		if s.reaches(s.hopes(0)) {
			s.choose(0)
		}
		if len(s.routes) > 0 || s.spent() {
			break
		}
	}
	s.gaveUp = s.gaveUp || s.spent()
	if len(s.routes) == 0 {
		s.exact = false
		return min(s.limit, enough), enough, nil, true
	}
	if len(s.routes) > maxRoutes {
		s.routes, s.cut = s.routes[:maxRoutes], true
	}
	s.exact = s.exact && !s.spent()
	if s.exact {
		enough = s.limit
	}
	for _, goals := range s.byGroup(s.routes[0]) {
		if len(goals) > 0 {
			t, _ := s.price(goals)
			cases = append(cases, t.cases...)
		}
	}
	return s.limit, max(enough, s.limit), cases, true
}

// enough is a number of cases that is always enough: that of all moves, without those
// that need not be.
func (s *levelSearch) enough() int {
	all := s.hopes(0)
	for i := range all {
		for _, moves := range s.moves {
			for _, m := range moves {
				if was := all[i]; m.standard == was.standard && m.rating != was.rating {
					if all[i] = m; !s.reaches(all) {
						all[i] = was
					} else {
						break
					}
				}
			}
		}
	}
	for i := 0; i < len(all); {
		if without := slices.Delete(slices.Clone(all), i, i+1); s.reaches(without) {
			all = without
		} else {
			i++
		}
	}
	sums, total := make([]int, len(s.costs)), 0
	for _, m := range all {
		sums[m.group] += m.high
	}
	for g, sum := range sums {
		if sum > 0 {
			total += min(sum, s.a.casesAtMost(s.a.Rules.Groups[g].ID))
		}
	}
	s.sure = all
	return total
}

// choose goes through the standards in order and keeps every set of moves within the
// limit that is enough and has none to spare.
func (s *levelSearch) choose(at int) {
	if s.reaches(s.chosen) {
		if s.minimal() && !slices.ContainsFunc(s.routes, func(r []levelMove) bool {
			return slices.EqualFunc(r, s.chosen, sameMove)
		}) {
			s.routes = append(s.routes, slices.Clone(s.chosen))
		}
		return
	}
	if at == len(s.moves) || len(s.routes) > maxRoutes || s.spent() || !s.reaches(s.chosen, s.hopes(at)) {
		return
	}
	rest := s.limit
	for _, c := range s.costs {
		rest -= c
	}
	for _, m := range s.moves[at] {
		was := s.costs[m.group]
		if m.low > rest+was {
			break
		}
		s.steps++
		s.chosen = append(s.chosen, m)
		if t, ok := s.price(s.byGroup(s.chosen)[m.group]); ok && t.low <= rest+was {
			s.costs[m.group] = t.low
			s.choose(at + 1)
			s.costs[m.group] = was
		}
		s.chosen = s.chosen[:len(s.chosen)-1]
	}
	s.choose(at + 1)
}

// routeOf names the standards of a set of moves.
func (s *levelSearch) routeOf(moves []levelMove) (r Route) {
	for _, m := range moves {
		to := s.a.Rules.RatingsOf(m.standard)[m.rating].ID
		r = append(r, RouteStep{Standard: s.a.Rules.Standards[m.standard].ID, To: to, Cases: m.low, Most: m.high})
	}
	return r
}

func sameMove(a, b levelMove) bool { return a.goal == b.goal }

// minimal tells whether every chosen standard has to move, and as far.
func (s *levelSearch) minimal() bool {
	for i, m := range s.chosen {
		others := slices.Delete(slices.Clone(s.chosen), i, i+1)
		if s.reaches(others) {
			return false
		}
		for _, moves := range s.moves {
			for _, less := range moves {
				if less.standard != m.standard {
					break
				}
				if less.rating == m.rating {
					break
				}
				if s.reaches(others, []levelMove{less}) {
					return false
				}
			}
		}
	}
	return true
}

func (s *levelSearch) byGroup(moves []levelMove) [][]goal {
	goals := make([][]goal, len(s.costs))
	for _, m := range moves {
		goals[m.group] = append(goals[m.group], m.goal)
	}
	return goals
}

// price is what goals on one group cost together.
func (s *levelSearch) price(goals []goal) (turning, bool) {
	var key []byte
	for _, g := range goals {
		key = binary.AppendUvarint(binary.AppendUvarint(key, uint64(g.standard)), uint64(g.rating))
	}
	t, met := s.known[string(key)]
	if !met {
		t, _ = s.a.covering(goals, s.up) // none at all where all cases are not enough
		s.known[string(key)] = t
	}
	if t.low < t.high {
		s.exact, s.gaveUp = false, s.gaveUp || t.byCase
	}
	return t, t.high > 0
}

// covering is turning, by the quicker search of leastCover where every goal is a standard
// that takes its lowest question and rises.
func (a *Assessor) covering(goals []goal, up bool) (turning, bool) {
	var demands []demand
	for _, g := range goals {
		if !up || !a.Rater.Plain(g.standard) {
			return a.turning(goals, up)
		}
		r := a.demands(banded(a.Rules.Standards[g.standard], a.Bands), a.Bands, a.Scales, g.rating)
		if r.held {
			return turning{}, false
		}
		if r.unknown || len(r.demands) == 0 {
			return a.turning(goals, up)
		}
		demands = merge(demands, r.demands)
	}
	if grid := a.Inspection.Results.Grid; grid != nil {
		a.work += len(goals) * len(grid.Cases) / 4
	}
	if cases, low, high, known := a.fewestCases(demands, No); known {
		return turning{cases, low, high, true}, true
	}
	return a.turning(goals, up)
}
