package discretion

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"

	"onecase/sample"
)

// An Unread says how cases that were drawn and not read are taken to be.
type Unread string

const (
	UnreadNo   Unread = "no"        // no on every question of their group: no rating can be worse for them
	UnreadYes  Unread = "yes"       // yes on every question of their group: none can be better
	UnreadLike Unread = "like-read" // as the cases read, so that every share is theirs, without cases that count as failed
)

// Unreads are all of them.
var Unreads = []Unread{UnreadNo, UnreadYes, UnreadLike}

// An UnreadCase was drawn and not read.
type UnreadCase struct {
	Case  string `json:"case"`
	Group string `json:"group"`
	Why   string `json:"why"` // `replaced`, `not-assessable`, `failed` or `not-judged`
}

// A NonResponse is what cases that were drawn and not read could do to the ratings: they
// are added to those read, reserves among them.
type NonResponse struct {
	Cases []UnreadCase
	Each  []UnreadRatings
}

// UnreadRatings are the ratings if the cases not read are taken to be so.
type UnreadRatings struct {
	Assume     Unread
	Assessment *Assessment
}

// NonResponseOf rates an inspection again with the cases of its record that were
// replaced, left out or counted as failed, and those of the sample that have no
// judgements. It needs the record. From totals, which do not tell the cases apart, only
// those that left the sample are known.
func NonResponseOf(ins *Inspection, o Options, assumed []Unread) (*NonResponse, error) {
	if ins.Record == nil {
		return nil, errors.New("what cases that were not read could do takes the record of the draw, which names them: give it")
	}
	out := &NonResponse{Cases: []UnreadCase{}}
	for _, g := range ins.Record.Groups {
		if _, ok := ins.Rules.Group(g.Group); !ok {
			continue
		}
		status, err := ins.Record.Status(g.Group)
		if err != nil {
			return nil, err
		}
		out.Cases = append(out.Cases, ins.unreadOf(g.Group, status)...)
	}
	for _, assume := range assumed {
		if !slices.Contains(Unreads, assume) {
			return nil, fmt.Errorf("cases that were not read can be taken as no, yes or like-read, not as %q", assume)
		}
		with, err := ins.withUnread(out.Cases, assume, o)
		if err != nil {
			return nil, err
		}
		a, err := Assess(with, o)
		if err != nil {
			return nil, err
		}
		out.Each = append(out.Each, UnreadRatings{assume, a})
	}
	return out, nil
}

// unreadOf names the cases of a group that were drawn and not read.
func (ins *Inspection) unreadOf(group string, status *sample.Status) (cases []UnreadCase) {
	for _, c := range status.Dropped {
		why := "not-assessable"
		if slices.ContainsFunc(ins.Record.Replacements, func(r sample.Replacement) bool { return r.Case == c.ID && r.By != "" }) {
			why = "replaced"
		}
		cases = append(cases, UnreadCase{c.ID, group, why})
	}
	if ins.Results.Grid == nil || ins.Results.Grid.Sampled(group) == 0 {
		return cases
	}
	for _, c := range status.Sample {
		at := slices.IndexFunc(ins.Results.Grid.Cases, func(k Case) bool { return sample.NormalizeID(k.ID) == c.ID })
		switch {
		case slices.Contains(status.Failed, c.ID):
			cases = append(cases, UnreadCase{c.ID, group, "failed"})
		case at < 0:
			cases = append(cases, UnreadCase{c.ID, group, "not-judged"})
		}
	}
	return cases
}

// withUnread is the inspection with totals that count the cases not read.
func (ins *Inspection) withUnread(cases []UnreadCase, assume Unread, o Options) (*Inspection, error) {
	a, err := NewAssessor(ins, o)
	if err != nil {
		return nil, err
	}
	with := ins.Clone()
	unread, joining, failed := map[string]int{}, map[string]int{}, map[string]bool{}
	for _, c := range cases {
		unread[c.Group]++
		failed[c.Case] = c.Why == "failed"
		// Cases like those read leave every share as it is, and are added where the rules count
		// cases: elsewhere whole answers would move a share over a boundary.
		if assume != UnreadLike || ins.Rules.Target.Size > 0 {
			joining[c.Group]++
		}
	}
	for id, size := range with.Groups {
		size.Sample = a.Sampled(id) + joining[id] - countFailed(cases, id)
		with.Groups[id] = size
	}
	for i, q := range ins.Rules.Questions() {
		r := a.Results[i]
		if r.Known == Answered && r.levels > 0 {
			with.Results.Questions[i].setLevels(r.AtLevels())
		} else if r.Known == Answered {
			with.Results.Questions[i].setCount(r.Yes, r.Of) // no longer case by case
		}
		if !r.HasCount() || unread[q.Group] == 0 {
			continue
		}
		yes, of := r.Yes, r.Of
		if g := ins.Results.Grid; g != nil { // cases that count as failed are among those read
			for _, c := range g.Cases {
				if failed[sample.NormalizeID(c.ID)] && c.Answers[i] != NA {
					of--
				}
			}
		}
		more, moreYes := unreadAnswers(assume, yes, of, a.Sampled(q.Group)-countFailed(cases, q.Group), joining[q.Group])
		if r.Population > 0 {
			more = min(more, r.Population-of)
		}
		if r.levels > 0 {
			with.Results.Questions[i].setLevels(moreAtLevels(assume, r.AtLevels(), r.Of-of, more))
			continue
		}
		with.Results.Questions[i].setCount(yes+min(moreYes, more), of+more)
	}
	with.Results.Grid = nil
	return with, nil
}

// unreadAnswers are the answers to a question of so many cases that were not read, beside
// yes and of answers of so many that were.
func unreadAnswers(assume Unread, yes, of, read, unread int) (more, moreYes int) {
	switch {
	case assume == UnreadYes:
		return unread, unread
	case assume == UnreadNo:
		return unread, 0
	case of == 0 || read == 0:
		return 0, 0
	}
	more = int(math.Round(float64(unread) * float64(of) / float64(read)))
	return more, int(math.Round(float64(more) * float64(yes) / float64(of)))
}

// moreAtLevels adds cases to those at each level of answers with points, of which those that
// count as failed are taken away: at the worst, at the best, or shared out as those read, by
// largest remainders.
func moreAtLevels(assume Unread, cases []int, failed, more int) []int {
	cases = slices.Clone(cases)
	cases[0] -= failed
	read := 0
	for _, n := range cases {
		read += n
	}
	switch {
	case assume == UnreadNo:
		cases[0] += more
		return cases
	case assume == UnreadYes:
		cases[len(cases)-1] += more
		return cases
	case read == 0:
		return cases
	}
	added, order, rest := slices.Clone(cases), make([]int, len(cases)), make([]int64, len(cases))
	left := more
	for level, n := range cases {
		share := int64(more) * int64(n)
		whole := int(share / int64(read))
		order[level], rest[level] = level, share%int64(read)
		added[level], left = added[level]+whole, left-whole
	}
	slices.SortStableFunc(order, func(p, q int) int { return cmp.Compare(rest[q], rest[p]) })
	for _, level := range order[:left] {
		added[level]++
	}
	return added
}

// countFailed is how many of some cases of a group count as failed.
func countFailed(cases []UnreadCase, group string) int {
	n := 0
	for _, c := range cases {
		if c.Group == group && c.Why == "failed" {
			n++
		}
	}
	return n
}
