package discretion

import (
	"cmp"
	"encoding/binary"
	"math/bits"
	"slices"
	"sort"
)

// turnBudget is the most sets of cases that one search rates.
const turnBudget = 60_000

// A turnSearch finds the fewest cases by iterative deepening on their number. Cases with
// the same answers are one kind. A set is left where even the cases that may still be
// added, each serving every question that it can, do not meet the goals.
type turnSearch struct {
	a      *Assessor
	goals  []goal
	up     bool
	at     map[int]int // the place of each question in turned
	kinds  []turnKind
	steps  [][][]step // by kind, how far this and later kinds can move the count of each question, the farthest first
	turned []int      // how far the count of each question is moved
	hope   []int
	budget int
}

// A turnKind is the cases that can turn the same questions as far.
type turnKind struct {
	mask  uint64
	only  int   // from totals, the one question; else -1
	gains []int // how far one case moves the count of each question; nil: by one
	count int
	cases []int
}

// kindsOfCases sorts the cases of the grid by what they can turn.
func (s *turnSearch) kindsOfCases(qs []int) {
	seen := map[string]int{}
	var key []byte
	gains, cases := make([]int, len(qs)), s.a.Inspection.Results.Grid.Cases
	for at := range cases {
		mask, points := uint64(0), false
		key = key[:0]
		for i, q := range qs {
			if gains[i] = s.a.gainOf(&cases[at], q, s.up); gains[i] > 0 {
				mask |= 1 << i
				points = points || s.a.Scales[q].HasPoints()
			}
			key = binary.AppendUvarint(key, uint64(gains[i]))
		}
		if mask == 0 {
			continue
		}
		k, ok := seen[string(key)]
		if !ok {
			k = len(s.kinds)
			seen[string(key)] = k
			kind := turnKind{mask: mask, only: -1}
			if points {
				kind.gains = slices.Clone(gains)
			}
			s.kinds = append(s.kinds, kind)
		}
		s.kinds[k].count++
		s.kinds[k].cases = append(s.kinds[k].cases, at)
	}
	slices.SortStableFunc(s.kinds, func(a, b turnKind) int {
		return cmp.Or(bits.OnesCount64(b.mask)-bits.OnesCount64(a.mask), cmp.Compare(a.mask, b.mask), slices.Compare(b.gains, a.gains))
	})
	s.prepare()
}

// kindsOfTotals takes each answer for one of a case of its own.
func (s *turnSearch) kindsOfTotals(qs []int) {
	for i, q := range qs {
		for _, st := range s.a.stepsOf(q, s.up) {
			if st.count == 0 {
				continue
			}
			kind := turnKind{only: i, count: st.count}
			if s.a.Scales[q].HasPoints() {
				kind.gains = make([]int, len(qs))
				kind.gains[i] = st.gain
			}
			s.kinds = append(s.kinds, kind)
		}
	}
	s.prepare()
}

func (s *turnSearch) prepare() {
	last := len(s.kinds)
	s.hope, s.steps = make([]int, len(s.turned)), make([][][]step, last+1)
	s.steps[last] = make([][]step, len(s.turned))
	for k := last - 1; k >= 0; k-- {
		s.steps[k] = slices.Clone(s.steps[k+1])
		for q := range s.turned {
			if gain := s.kinds[k].gain(q); gain > 0 {
				s.steps[k][q] = withStep(s.steps[k][q], step{gain: gain, count: s.kinds[k].count})
			}
		}
	}
}

// met tells whether the goals are met after so many answers of each question turned.
func (s *turnSearch) met(turned []int) bool {
	s.budget--
	s.a.work += len(s.goals)
	return s.a.meets(s.goals, func(q int) int {
		if i, ok := s.at[q]; ok {
			return turned[i]
		}
		return 0
	}, s.up)
}

// hopes tells whether the goals would be met if each of so many more cases, of this and later
// kinds, could be another one for every question.
func (s *turnSearch) hopes(kind, cases int) bool {
	for q, steps := range s.steps[kind] {
		s.hope[q] = s.turned[q] + farthest(steps, cases)
	}
	return s.met(s.hope)
}

// leastTogether is how many cases are needed if each can turn every question.
func (s *turnSearch) leastTogether() int {
	clear(s.turned)
	most := 0 // cases
	for _, steps := range s.steps[0] {
		n := 0
		for _, st := range steps {
			n += st.count
		}
		most = max(most, n)
	}
	return sort.Search(most, func(k int) bool { return s.hopes(0, k) })
}

// run gives the fewest cases and how many of each kind; low is below high where the
// search was given up.
func (s *turnSearch) run() (low, high int, taken []int) {
	all := s.greedy()
	enough := 0
	for _, n := range all {
		enough += n
	}
	taken = make([]int, len(s.kinds))
	for k := s.leastTogether(); k < enough; k++ {
		if s.search(0, k, taken) {
			return k, k, taken
		}
		if s.budget <= 0 {
			return k, enough, all
		}
	}
	return enough, enough, all
}

// greedy takes kinds in order until the goals are met, and leaves out what is not needed.
func (s *turnSearch) greedy() []int {
	taken := make([]int, len(s.kinds))
	clear(s.turned)
	for k := range s.kinds {
		if s.met(s.turned) {
			break
		}
		n := s.kinds[k].count
		before := slices.Clone(s.turned)
		taken[k] = 1 + sort.Search(n-1, func(more int) bool {
			s.take(before, k, more+1)
			return s.met(s.turned)
		})
		s.take(before, k, taken[k])
	}
	for k := range s.kinds {
		for ; taken[k] > 0; taken[k]-- {
			s.take(slices.Clone(s.turned), k, -1)
			if !s.met(s.turned) {
				s.take(slices.Clone(s.turned), k, 1)
				break
			}
		}
	}
	return taken
}

// take sets what is turned to that before and so many cases of a kind.
func (s *turnSearch) take(before []int, kind, n int) {
	for q := range s.turned {
		s.turned[q] = before[q]
		s.turned[q] += n * s.kinds[kind].gain(q)
	}
}

// search tells whether k cases of the kinds from at on meet the goals; taken has them.
func (s *turnSearch) search(at, k int, taken []int) bool {
	if s.budget <= 0 {
		return false
	}
	if !s.hopes(at, k) {
		return false
	}
	if k == 0 || at == len(s.kinds) {
		return true // nothing was hoped for
	}
	before := slices.Clone(s.turned)
	for n := min(k, s.kinds[at].count); n >= 0; n-- {
		taken[at] = n
		s.take(before, at, n)
		if s.search(at+1, k-n, taken) {
			return true
		}
	}
	taken[at] = 0
	copy(s.turned, before)
	return false
}
