package discretion

import (
	"encoding/binary"
	"slices"
)

// maxRoutes is how many cheapest routes are listed.
const maxRoutes = 100

// routeBudget is the most sets of moves that a search prices; then it leaves bounds. A
// full inspection takes some thousand, a dozen standards on the same cases more.
const routeBudget = 50_000

// A routeSearch finds the fewest cases that move the score by so many points, and every
// set of standards that does it with that many. Cases serve the standards of their
// group.
// A set of moves costs at least the largest demand in each group, and from answers case
// by case the least cover of its demands; a larger set costs no less. So the search
// allows one case more at a time, and leaves a set as soon as it costs more.
type routeSearch struct {
	a      *Assessor
	points int
	from   Answer
	moves  [][]*move // of each standard that can move, the smallest gain first
	ahead  []int     // the most that this standard and all later ones can gain within the limit
	limit  int       // cases allowed

	best   int // fewest cases of any route; with totals the bound
	enough way // that is always enough
	exact  bool
	routes [][]*move
	cases  []int // that take the first route
	cut    bool  // there are more routes than are listed
	steps  int

	known map[string]groupCost // the cover of each set of demands met before
}

// groupCost is what a set of demands on one group costs.
type groupCost struct {
	cases []int
	least int // fewest cases; with totals the largest demand
	exact bool
	cut   bool // it would be exact, but for too many combinations
}

func (a *Assessor) newRouteSearch(points int, up bool) *routeSearch {
	s := &routeSearch{a: a, points: points, from: Yes, exact: true, known: map[string]groupCost{}}
	if up {
		s.from = No
	}
	for i := range a.Rules.Standards {
		if m := a.moves(i, up); len(m) > 0 {
			s.moves = append(s.moves, m)
		}
	}
	return s
}

// run searches; it is false when no number of cases moves the score that far.
func (s *routeSearch) run() bool {
	s.enough = s.sumBound()
	if s.enough.cases == unreachable {
		return false
	}
	groups := len(s.a.Rules.Groups)
	for s.limit = s.leastBound(); ; s.limit++ {
		s.lookAhead()
		s.choose(0, 0, nil, make([][]demand, groups), make([]int, groups))
		s.best = s.limit
		if len(s.routes) > 0 || s.steps > routeBudget {
			break
		}
	}
	if len(s.routes) == 0 {
		s.exact = false
		return true
	}
	if s.exact = s.allExact(); s.exact {
		s.enough.cases = s.best
	}
	if len(s.routes) > maxRoutes {
		s.routes, s.cut = s.routes[:maxRoutes], true
	}
	s.cases = s.casesOf(s.routes[0])
	return true
}

// lookAhead finds what standards can still gain within the limit.
func (s *routeSearch) lookAhead() {
	s.ahead = make([]int, len(s.moves)+1)
	for i := len(s.moves) - 1; i >= 0; i-- {
		s.ahead[i] = s.ahead[i+1] + mostGain(s.moves[i], s.limit)
	}
}

// choose goes through the standards in order and keeps every set of moves within the
// limit. Demands and costs are those of each group so far.
func (s *routeSearch) choose(at, gain int, chosen []*move, demands [][]demand, costs []int) {
	if gain >= s.points {
		if s.minimal(chosen, gain) {
			s.keep(chosen)
		}
		return
	}
	if gain+s.ahead[at] < s.points || len(s.routes) > maxRoutes || s.steps > routeBudget {
		return
	}
	rest := s.limit
	for _, c := range costs {
		rest -= c
	}
	for _, m := range s.moves[at] {
		g := m.group
		if m.least > rest+costs[g] {
			continue
		}
		s.steps++
		merged := merge(demands[g], m.demands)
		price := s.cost(merged).least
		if price > rest+costs[g] {
			continue
		}
		wasDemands, wasCost := demands[g], costs[g]
		demands[g], costs[g] = merged, price
		s.choose(at+1, gain+m.gain, append(chosen, m), demands, costs)
		demands[g], costs[g] = wasDemands, wasCost
	}
	s.choose(at+1, gain, chosen, demands, costs)
}

// minimal reports whether every standard of a set has to move, and as far.
func (s *routeSearch) minimal(chosen []*move, gain int) bool {
	spare := gain - s.points
	for _, m := range chosen {
		if m.gain <= spare {
			return false
		}
		for _, moves := range s.moves {
			for _, other := range moves {
				if other.standard == m.standard && other.gain < m.gain && m.gain-other.gain <= spare && m.implies(other) {
					return false
				}
			}
		}
	}
	return true
}

// implies reports whether a move's changes make another one's as well.
func (m *move) implies(other *move) bool {
	return !slices.ContainsFunc(other.demands, func(d demand) bool {
		met := func(own demand) bool { return own.question == d.question && own.need >= d.need }
		return !slices.ContainsFunc(m.demands, met)
	})
}

// keep lists a set of moves, once for the same standards whatever the questions.
func (s *routeSearch) keep(chosen []*move) {
	for _, r := range s.routes {
		if slices.EqualFunc(r, chosen, func(a, b *move) bool { return a.standard == b.standard && a.to == b.to }) {
			return
		}
	}
	s.routes = append(s.routes, slices.Clone(chosen))
}

// casesOf lists the cases that take a route; nil from totals.
func (s *routeSearch) casesOf(chosen []*move) []int {
	demands := make([][]demand, len(s.a.Rules.Groups))
	for _, m := range chosen {
		demands[m.group] = merge(demands[m.group], m.demands)
	}
	var cases []int
	for _, d := range demands {
		if len(d) > 0 {
			cases = append(cases, s.cost(d).cases...)
		}
	}
	return cases
}

// allExact reports whether every price was exact, so that no set of moves costs less.
func (s *routeSearch) allExact() bool {
	for _, c := range s.known {
		if !c.exact {
			return false
		}
	}
	return s.steps <= routeBudget
}

// gaveUp tells whether there were too many combinations.
func (s *routeSearch) gaveUp() bool {
	for _, c := range s.known {
		if c.cut {
			return true
		}
	}
	return s.steps > routeBudget
}

// cost is what demands on one group cost together.
func (s *routeSearch) cost(demands []demand) groupCost {
	key := make([]byte, 0, 8*len(demands))
	for _, d := range demands {
		key = binary.AppendUvarint(binary.AppendUvarint(key, uint64(d.question)), uint64(d.need))
	}
	if c, ok := s.known[string(key)]; ok {
		return c
	}
	cases, low, high, known := s.a.fewestCases(demands, s.from)
	c := groupCost{cases: cases, least: low, exact: low == high, cut: low < high}
	if !known {
		for _, d := range demands {
			c.least = max(c.least, d.need)
		}
		c.exact = len(demands) == 1
	}
	s.known[string(key)] = c
	return c
}

// merge adds demands in the order of questions; of two on one question the larger.
func merge(demands, more []demand) []demand {
	merged := slices.Clone(demands)
	for _, d := range more {
		at, found := slices.BinarySearchFunc(merged, d, func(a, b demand) int { return a.question - b.question })
		if found {
			merged[at].need = max(merged[at].need, d.need)
		} else {
			merged = slices.Insert(merged, at, d)
		}
	}
	return merged
}

// unreachable is the cost of what no number of cases can do; the sum of two is one too.
const unreachable = 1 << 29

// A way is a set of moves and a number of cases.
type way struct {
	cases int
	moves []*move
}

// sumBound is the way that is enough with the fewest cases even if none serves two
// questions: the least sum of demands. All cases of a group are enough for what it can gain.
func (s *routeSearch) sumBound() way {
	least := s.noGain()
	for g, group := range s.a.Rules.Groups {
		own := s.noGain()
		for _, moves := range s.moves {
			one := s.noGain()
			for _, m := range moves {
				s.offer(one, m.gain, way{m.sum, []*move{m}}, way{})
			}
			if moves[0].group == g {
				own = s.together(own, one)
			}
		}
		for gain := range own {
			if w := &own[gain]; w.cases != unreachable {
				w.cases = min(w.cases, s.a.casesAtMost(group.ID))
			}
		}
		least = s.together(least, own)
	}
	return least[s.points]
}

// leastBound is what every route needs: in each group as many as its dearest move.
func (s *routeSearch) leastBound() int {
	least := s.noGain()
	for g := range s.a.Rules.Groups {
		own := s.noGain()
		for _, moves := range s.moves {
			for _, m := range moves {
				if m.group == g {
					s.offer(own, s.gainWithin(g, m.least), way{cases: m.least}, way{})
				}
			}
		}
		least = s.together(least, own)
	}
	return least[s.points].cases
}

// noGain is the way to each number of points, up to those wanted, before any move.
func (s *routeSearch) noGain() []way {
	ways := slices.Repeat([]way{{cases: unreachable}}, s.points+1)
	ways[0].cases = 0
	return ways
}

// offer notes a way to so many points, made of two.
func (s *routeSearch) offer(ways []way, gain int, a, b way) {
	if known := &ways[min(gain, s.points)]; a.cases+b.cases < known.cases {
		*known = way{a.cases + b.cases, slices.Concat(a.moves, b.moves)}
	}
}

// together is the way to every number of points from two parts.
func (s *routeSearch) together(a, b []way) []way {
	sum := s.noGain()
	for gain, w := range a {
		for more, other := range b {
			s.offer(sum, gain+more, w, other)
		}
	}
	return sum
}

// gainWithin is the most a group gains from so many cases, if they serve all standards.
func (s *routeSearch) gainWithin(group, budget int) (total int) {
	for _, moves := range s.moves {
		if moves[0].group == group {
			total += mostGain(moves, budget)
		}
	}
	return total
}

// routeOf names the standards of a set of moves.
func (s *routeSearch) routeOf(moves []*move) (r Route) {
	for _, m := range moves {
		r = append(r, RouteStep{Standard: s.a.Rules.Standards[m.standard].ID, To: m.to, Cases: m.least, Most: m.sum})
	}
	return r
}

// mostGain is the largest gain of a standard's moves within a budget of cases.
func mostGain(moves []*move, budget int) (most int) {
	for _, m := range moves {
		if m.least <= budget {
			most = max(most, m.gain)
		}
	}
	return most
}
