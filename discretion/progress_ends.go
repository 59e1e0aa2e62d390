package discretion

import (
	"slices"

	"onecase/discretion/rules"
	"onecase/stats/phrase"
)

// ends are the bands of a question if every case that fixed-size rules still ask for,
// beyond the sample, were no, and yes; equal where the sample is as large as the rules
// ask for.
type ends struct{ worst, best int }

// short is how many cases fixed-size rules ask for beyond a sample.
func (a *Assessor) short(group string, sampled int) int {
	if a.Rules.Target.Size == 0 || sampled == 0 {
		return 0
	}
	return max(a.wanted(group)-sampled, 0)
}

// finals gives every pair of ends that a question can come to by its counts; short are the
// cases beyond the sample.
func (a *Assessor) finals(q int, spans []countSpan, short int) []ends {
	scale := a.Scales[q]
	var all []ends
	add := func(e ends) {
		if !slices.Contains(all, e) {
			all = append(all, e)
		}
	}
	for _, s := range spans {
		if s.of == 0 {
			add(ends{rules.Unbanded, rules.Unbanded})
			continue
		}
		next := s.low
		for y := range s.all() {
			if y < next {
				continue
			}
			add(ends{scale.Band(y, s.of+short), scale.Band(y+short*scale.Span(), s.of+short)})
			if next = y + 1; short == 0 { // on to the next band that a count falls in
				need, ok := scale.Raise(y, s.of, scale.Band(y, s.of)+1)
				if !ok {
					break
				}
				next = y + need
			}
		}
	}
	return all
}

// outcomeOf gives what the lowest of some questions can be rated, each at any of its ends.
//
// It is rated v where one question is at v at both ends, and every other can be without a
// band or at v or above at both. It has no rating where all can be without a band, or the
// lowest worst end and the lowest best end differ: where one question is at v at its worst
// end and above at its best, and every other can be without a band or keep its worst end
// at v or above and its best above v.
func outcomeOf(ids []string, questions [][]ends) Outcome {
	every := func(but int, can func(e ends) bool) bool {
		for q, all := range questions {
			if q != but && !slices.ContainsFunc(all, func(e ends) bool { return e.worst == rules.Unbanded || can(e) }) {
				return false
			}
		}
		return true
	}
	rated := make([]bool, len(ids))
	unrated := every(-1, func(ends) bool { return false })
	for q, all := range questions {
		for _, e := range all {
			switch {
			case e.worst == rules.Unbanded:
			case e.worst == e.best:
				rated[e.worst] = rated[e.worst] || every(q, func(other ends) bool { return other.worst >= e.worst })
			case !unrated:
				unrated = every(q, func(other ends) bool { return other.worst >= e.worst && other.best > e.worst })
			}
		}
	}
	return outcome(ofThose(ids, rated), unrated)
}

// WhyNothing says why nothing tells what a question will come to; "" where something does
// or nothing is to come.
func (p *Progress) WhyNothing(q QuestionProgress) string {
	switch {
	case len(q.Open) == 0:
		return ""
	case q.Of == 0:
		return "no " + phrase.Either(q.HasPoints(), "level", "yes or no") + " is in on " + p.Inspection.Rules.QuestionTitle(q.Question.ID)
	case p.Short[q.Group] > 0:
		return "the sample is smaller than the rules ask for"
	}
	return ""
}
