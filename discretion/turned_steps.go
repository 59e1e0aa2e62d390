package discretion

import (
	"slices"
)

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

// farthest is how far so many answers can move a count.
func farthest(steps []step, answers int) (sum int) {
	for _, st := range steps {
		n := min(st.count, answers)
		sum, answers = sum+n*st.gain, answers-n
	}
	return sum
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
