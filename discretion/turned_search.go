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
	qs     []int
	kinds  []turnKind
	later  [][]int    // by kind, how far this and later kinds can move the count of each question
	steps  [][][]step // by kind, of questions whose answers have points: by what, the farthest first
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
	s.later, s.hope = make([][]int, len(s.kinds)+1), make([]int, len(s.turned))
	s.steps = make([][][]step, len(s.kinds)+1)
	last := len(s.kinds)
	s.later[last], s.steps[last] = make([]int, len(s.turned)), make([][]step, len(s.turned))
	for k := last - 1; k >= 0; k-- {
		s.later[k], s.steps[k] = slices.Clone(s.later[k+1]), slices.Clone(s.steps[k+1])
		for q, at := range s.qs {
			gain, count := s.kinds[k].gain(q), s.kinds[k].count
			if s.later[k][q] += gain * count; gain > 0 && s.a.Scales[at].HasPoints() {
				s.steps[k][q] = withStep(s.steps[k][q], step{gain: gain, count: count})
			}
		}
	}
}

// upTo is how far so many cases of this and later kinds can move the count of a question.
func (s *turnSearch) upTo(kind, q, cases int) int {
	if steps := s.steps[kind][q]; steps != nil {
		return farthest(steps, cases)
	}
	return min(cases, s.later[kind][q])
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

func (s *turnSearch) total() []int { return s.later[0] }

// leastTogether is how many cases are needed if each can turn every question.
func (s *turnSearch) leastTogether() int {
	most := 0 // cases
	for q, n := range s.total() {
		if steps := s.steps[0][q]; steps != nil {
			n = 0
			for _, st := range steps {
				n += st.count
			}
		}
		most = max(most, n)
	}
	return sort.Search(most, func(k int) bool {
		for q := range s.total() {
			s.hope[q] = s.upTo(0, q, k)
		}
		return s.met(s.hope)
	})
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
		clear(s.turned)
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
	for q := range s.later[at] {
		s.hope[q] = s.turned[q] + s.upTo(at, q, k)
	}
	if !s.met(s.hope) {
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
