package discretion

import (
	"fmt"
	"slices"
	"strings"
)

// maxRoutes is how many cheapest routes are listed.
const maxRoutes = 100

// A routeSearch finds the fewest cases that move the score by so many points,
// and every set of standards that does it with that many. Cases of one group
// can serve several of its standards; cases of different groups cannot.
//
// A set of moves costs at least the largest demand in each group, and with
// answers case by case exactly the least cover of all its demands. So the sets
// are tried in the order of that bound, and the search ends when it passes the
// best cost found.
type routeSearch struct {
	a      *assessor
	points int
	from   Answer
	moves  [][]*move // of each standard that can move, the smallest gain first
	most   []int     // the largest gain from this standard and all later ones

	best   int // fewest cases of any route; with totals the bound
	enough int // a number of cases that is always enough
	exact  bool
	routes [][]*move
	cases  []int
	cut    bool

	known map[string]groupCost // the cover of each set of demands met before
}

// groupCost is what a set of demands on one group costs.
type groupCost struct {
	cases     []int
	low, high int
	exact     bool
}

func (a *assessor) newRouteSearch(points int, up bool) *routeSearch {
	s := &routeSearch{a: a, points: points, from: Yes, exact: true, known: map[string]groupCost{}}
	if up {
		s.from = No
	}
	for i := range a.rules.Standards {
		if m := a.moves(i, up); len(m) > 0 {
			s.moves = append(s.moves, m)
		}
	}
	s.most = make([]int, len(s.moves)+1)
	for i := len(s.moves) - 1; i >= 0; i-- {
		gain := 0
		for _, m := range s.moves[i] {
			gain = max(gain, m.gain)
		}
		s.most[i] = s.most[i+1] + gain
	}
	return s
}

// run searches; it is false when no number of cases moves the score that far.
func (s *routeSearch) run() bool {
	if s.most[0] < s.points {
		return false
	}
	s.enough = s.sumBound()
	s.best = s.enough + 1
	for bound := s.leastBound(); bound <= s.best && bound <= s.enough; bound++ {
		s.choose(0, 0, bound, nil, make([]int, len(s.a.rules.Groups)))
	}
	if s.exact {
		s.enough = s.best
	}
	slices.SortStableFunc(s.routes, func(a, b []*move) int {
		return slices.CompareFunc(a, b, func(m, n *move) int { return m.standard - n.standard })
	})
	if len(s.routes) > maxRoutes {
		s.routes, s.cut = s.routes[:maxRoutes], true
	}
	_, _, s.cases = s.price(s.routes[0])
	return true
}

// choose goes through the standards and tries every set of moves whose bound is
// the one given. Needs holds the largest demand in each group so far.
func (s *routeSearch) choose(at, gain, bound int, chosen []*move, needs []int) {
	total := 0
	for _, n := range needs {
		total += n
	}
	if total > bound || gain+s.most[at] < s.points {
		return
	}
	if gain >= s.points {
		if total == bound && s.minimal(chosen, gain) {
			s.try(chosen)
		}
		return
	}
	s.choose(at+1, gain, bound, chosen, needs)
	for _, m := range s.moves[at] {
		before := needs[m.group]
		for _, d := range m.demands {
			needs[m.group] = max(needs[m.group], d.need)
		}
		s.choose(at+1, gain+m.gain, bound, append(chosen, m), needs)
		needs[m.group] = before
	}
}

// minimal reports whether no standard of a set could stay, or move less.
func (s *routeSearch) minimal(chosen []*move, gain int) bool {
	for _, m := range chosen {
		spare := gain - s.points
		if m.gain <= spare {
			return false
		}
		for _, moves := range s.moves {
			if moves[0].standard != m.standard {
				continue
			}
			for _, other := range moves {
				if other.gain < m.gain && m.gain-other.gain <= spare {
					return false
				}
			}
		}
	}
	return true
}

// price is what a set of moves costs: with totals the bound. The cases are nil
// from totals.
func (s *routeSearch) price(chosen []*move) (total int, exact bool, cases []int) {
	exact = true
	for g := range s.a.rules.Groups {
		var demands []demand
		for _, m := range chosen {
			if m.group == g {
				demands = append(demands, m.demands...)
			}
		}
		if len(demands) == 0 {
			continue
		}
		c := s.cost(demands)
		total, exact, cases = total+c.low, exact && c.exact, append(cases, c.cases...)
	}
	return total, exact, cases
}

// try keeps a set of moves if it is among the cheapest.
func (s *routeSearch) try(chosen []*move) {
	total, exact, _ := s.price(chosen)
	if total > s.best {
		return
	}
	if total < s.best {
		s.best, s.routes, s.exact = total, nil, true
	}
	s.exact = s.exact && exact
	for _, r := range s.routes { // another question of the same standards
		if slices.EqualFunc(r, chosen, func(a, b *move) bool { return a.standard == b.standard && a.to == b.to }) {
			return
		}
	}
	if len(s.routes) <= maxRoutes {
		s.routes = append(s.routes, slices.Clone(chosen))
	}
}

// cost is what the demands on one group cost together.
func (s *routeSearch) cost(demands []demand) groupCost {
	merged := merge(demands)
	var key strings.Builder
	for _, d := range merged {
		fmt.Fprint(&key, d.question, ":", d.need, " ")
	}
	if c, ok := s.known[key.String()]; ok {
		return c
	}
	cases, low, high, known := s.a.fewestCases(merged, s.from)
	c := groupCost{cases: cases, low: low, high: high, exact: known && low == high}
	if !known {
		for _, d := range merged {
			c.low, c.high = max(c.low, d.need), c.high+d.need
		}
		c.exact = c.low == c.high
	}
	s.known[key.String()] = c
	return c
}

// merge keeps the largest demand on each question.
func merge(demands []demand) []demand {
	var merged []demand
	for _, d := range demands {
		at := slices.IndexFunc(merged, func(m demand) bool { return m.question == d.question })
		if at < 0 {
			merged = append(merged, d)
			continue
		}
		merged[at].need = max(merged[at].need, d.need)
	}
	return merged
}

// sumBound is the fewest cases that are enough even if no case serves two
// standards or two questions: the least sum of demands with the points.
func (s *routeSearch) sumBound() int {
	const none = 1 << 30
	least := make([]int, s.points+1) // by points gained, those beyond counted as reached
	for i := range least {
		least[i] = none
	}
	least[0] = 0
	for _, moves := range s.moves {
		next := slices.Clone(least)
		for gained, cost := range least {
			if cost == none {
				continue
			}
			for _, m := range moves {
				to := min(gained+m.gain, s.points)
				next[to] = min(next[to], cost+m.sum)
			}
		}
		least = next
	}
	return least[s.points]
}

// leastBound is the least value that the bound of any route has: the largest
// demand in each group, summed over groups.
func (s *routeSearch) leastBound() int {
	const none = 1 << 30
	least := make([]int, s.points+1)
	for i := range least {
		least[i] = none
	}
	least[0] = 0
	for g := range s.a.rules.Groups {
		next := slices.Clone(least)
		for _, budget := range s.budgets(g) {
			gain := s.gainWithin(g, budget)
			for gained, cost := range least {
				if cost != none {
					to := min(gained+gain, s.points)
					next[to] = min(next[to], cost+budget)
				}
			}
		}
		least = next
	}
	return least[s.points]
}

// budgets gives the costs that moves of a group have.
func (s *routeSearch) budgets(group int) []int {
	var costs []int
	for _, moves := range s.moves {
		for _, m := range moves {
			if m.group == group {
				costs = append(costs, m.bound())
			}
		}
	}
	slices.Sort(costs)
	return slices.Compact(costs)
}

// gainWithin is the most a group can gain with so many cases, if they serve all
// its standards.
func (s *routeSearch) gainWithin(group, budget int) int {
	total := 0
	for _, moves := range s.moves {
		best := 0
		for _, m := range moves {
			if m.group == group && m.bound() <= budget {
				best = max(best, m.gain)
			}
		}
		total += best
	}
	return total
}

// bound is the largest demand of a move.
func (m *move) bound() int {
	largest := 0
	for _, d := range m.demands {
		largest = max(largest, d.need)
	}
	return largest
}
