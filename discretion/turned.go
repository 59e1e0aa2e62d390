package discretion

import (
	"cmp"
	"encoding/binary"
	"math/bits"
	"slices"
	"sort"

	"onecase/discretion/rules"
)

// rated gives the questions of a standard, by its place, that its rating is made of.
func (a *Assessor) rated(standard int) []int {
	var qs []int
	for _, q := range a.Rules.Standards[standard].Questions {
		if r := a.Results[q.Place]; !q.Information && r.HasBand() {
			qs = append(qs, q.Place)
		}
	}
	return qs
}

// turned gives the band and the figure of a question after its count moved so far, as
// answers were judged differently: up, no became yes, and every case still to be read is no;
// down the other way round. Of answers with points the figure is in percent of the highest.
func (a *Assessor) turned(q, n int, up bool) (int, rules.Figure) {
	r, s, left := a.Results[q], a.Scales[q], a.unread[q]
	if n == 0 && (left == 0 || !r.HasCount()) && !s.HasPoints() {
		p := a.exactPercent(q, r)
		return bandOf(s, r), rules.Figure{Num: p.num, Den: p.den}
	}
	count := r.count(s) + n
	if !up {
		count = r.count(s) + left*s.Span() - n
	}
	return s.Band(count, r.Of+left), s.PercentOfHighest(count, r.Of+left)
}

// leaf rates a standard with questions after the count of each moved so far.
func (a *Assessor) leaf(standard int, turned func(q int) int, up bool) int {
	questions := len(a.Results)
	if len(a.scratchBands) < questions {
		a.scratchBands, a.scratchFigures = make([]int, questions), make([]rules.Figure, questions)
	}
	for _, q := range a.Rules.Standards[standard].Questions {
		at := q.Place
		a.scratchBands[at], a.scratchFigures[at] = rules.Unbanded, rules.Figure{}
		if !q.Information && a.Results[at].HasBand() {
			a.scratchBands[at], a.scratchFigures[at] = a.turned(at, turned(at), up)
		}
	}
	return a.Rater.StandardBy(standard, a.scratchBands, a.scratchFigures)
}

// asFound is no answer judged differently.
func asFound(int) int { return 0 }

// A goal is a standard with questions that is to have a rating, or a better one; or, on
// the way down, a worse one.
type goal struct{ standard, rating int }

// meets tells whether goals are met.
func (a *Assessor) meets(goals []goal, turned func(q int) int, up bool) bool {
	return !slices.ContainsFunc(goals, func(g goal) bool {
		rating := a.leaf(g.standard, turned, up)
		return rating == rules.Unrated || up && rating < g.rating || !up && rating > g.rating
	})
}

// A turning is the fewest cases whose answers, all turned one way, meet goals. The rules
// are monotone, so that no other change of these cases would do more.
type turning struct {
	cases     []int // their places in the grid; nil from totals
	low, high int   // the fewest cases: equal where it is known
	byCase    bool  // from the answers case by case
}

// turning finds the fewest cases of one group that meet goals; ok is false where all
// together do not.
func (a *Assessor) turning(goals []goal, up bool) (t turning, ok bool) {
	return a.search(goals, up, true)
}

// byAnswer is turning with every answer that of a case of its own.
func (a *Assessor) byAnswer(goals []goal, up bool) (t turning, ok bool) {
	if t, ok = a.search(goals, up, false); ok {
		t.low = t.high
	}
	return t, ok
}

func (a *Assessor) search(goals []goal, up, grid bool) (t turning, ok bool) {
	var qs []int
	for _, g := range goals {
		qs = append(qs, a.rated(g.standard)...)
	}
	slices.Sort(qs)
	qs = slices.DeleteFunc(slices.Compact(qs), func(q int) bool { return !a.Results[q].HasCount() })
	s := &turnSearch{a: a, goals: goals, up: up, qs: qs, at: map[int]int{}, turned: make([]int, len(qs)), budget: 20 * turnBudget / (4*len(goals) - 3) / max(20, len(qs))}
	for i, q := range qs {
		s.at[q] = i
	}
	byCase := grid && len(qs) <= maxDemands && !slices.ContainsFunc(qs, func(q int) bool { return a.Results[q].Known != Answered })
	if byCase {
		s.kindsOfCases(qs)
	} else {
		s.kindsOfTotals(qs)
	}
	if !s.met(s.total()) {
		return t, false
	}
	low, high, taken := s.run()
	if !byCase {
		// How the answers lie over the cases is not known: none serves two questions, or all
		// that can do.
		least := s.leastTogether()
		if grid {
			high = min(high, a.casesAtMost(a.Rules.Standards[goals[0].standard].Group))
		}
		return turning{low: least, high: max(least, high)}, true
	}
	for i, n := range taken {
		t.cases = append(t.cases, s.kinds[i].cases[:n]...)
	}
	slices.Sort(t.cases)
	t.low, t.high, t.byCase = low, high, true
	return t, true
}

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

// A step is how far some cases can move a count each.
type step struct {
	gain, count int
	level       int // that the answers are at
}

// gain is how far one case of a kind moves the count of a question.
func (k *turnKind) gain(q int) int {
	switch {
	case k.only != q && (k.only >= 0 || k.mask>>q&1 == 0):
		return 0
	case k.gains == nil:
		return 1
	}
	return k.gains[q]
}

// gainOf is how far an answer of a case moves the count of a question when it turns; of
// answers with points that is to the best or the worst level.
func (a *Assessor) gainOf(c *Case, q int, up bool) int {
	s, from := a.Scales[q], Yes
	if up {
		from = No
	}
	switch {
	case c.Held || c.Answers[q] == NA:
		return 0
	case s.HasPoints():
		level, _ := c.LevelOf(q, a.Results[q].levels)
		if up {
			return s.Span() - s.Above(level)
		}
		return s.Above(level)
	case c.Answers[q] == from:
		return 1
	}
	return 0
}

// stepsOf gives how far the answers to a question can move its count, the farthest first:
// up or down, each by itself.
func (a *Assessor) stepsOf(q int, up bool) (steps []step) {
	s, r := a.Scales[q], a.Results[q]
	if !s.HasPoints() {
		n := r.Yes
		if up {
			n = r.Of - r.Yes - a.HeldNo(q)
		}
		return []step{{gain: 1, count: n}}
	}
	for level, cases := range r.AtLevels() {
		gain := s.Above(level)
		if up {
			gain = s.Span() - gain
		}
		if level == 0 {
			cases -= a.HeldNo(q)
		}
		if gain > 0 && cases > 0 {
			steps = append(steps, step{gain, cases, level})
		}
	}
	slices.SortFunc(steps, func(a, b step) int { return b.gain - a.gain })
	return steps
}

// fewestSteps is the fewest answers that move a count so far; ok is false where all do not.
func fewestSteps(steps []step, need int) (answers int, ok bool) {
	for _, st := range steps {
		if need <= 0 {
			break
		}
		n := min(st.count, (need+st.gain-1)/st.gain)
		answers, need = answers+n, need-n*st.gain
	}
	return answers, need <= 0
}

// farthest is how far so many answers can move a count.
func farthest(steps []step, answers int) (sum int) {
	for _, st := range steps {
		n := min(st.count, answers)
		sum, answers = sum+n*st.gain, answers-n
	}
	return sum
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

// withStep adds a step, the farthest first.
func withStep(steps []step, more step) []step {
	at, found := slices.BinarySearchFunc(steps, more, func(a, b step) int { return b.gain - a.gain })
	steps = slices.Clone(steps)
	if found {
		steps[at].count += more.count
		return steps
	}
	return slices.Insert(steps, at, more)
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
