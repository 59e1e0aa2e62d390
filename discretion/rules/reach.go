package rules

import (
	"fmt"
	"slices"

	"onecase/stats/phrase"
)

// Unreached are the parts of a rule set that agrees with itself that no answers bring about:
// ratings of a standard, or the overall one, that have a band and that no ratings of its parts
// make, limits that never hold or always do, and bands of the set that no question is placed in.
// Percentages are of as many cases as it takes. Nothing is said where there is too much to try.
func (r *Set) Unreached() Findings {
	var fs Findings
	fs.when(len(r.Bands)+len(r.Decide) > 0 && len(r.questions) > 0 && !r.usesOwnBands(), "bands",
		"no question is placed in the bands of the rule set: each has others, of its own or of its standard")
	options := make([][]Option, len(r.Standards)) // what each standard can come to
	of := func(parts []int, members []member) (all [][]Option) {
		for k, at := range parts {
			all = append(all, options[at])
			if members[k].optional {
				all[k] = append(slices.Clone(all[k]), Option{Rating: Unrated})
			}
		}
		return all
	}
	visit := func(at int) {
		n, st := r.nodeOf(at), &r.Standards[at]
		switch {
		case st.Judged:
			options[at] = everyRating(len(r.RatingsOf(at)))
		case len(n.parts) > 0:
			options[at] = n.unreached(&fs, "standards."+st.ID, r.RatingsOf(at), of(n.parts, n.members), nil)
		default:
			scales, bands := []*Scale{}, [][]Option(nil)
			for _, q := range st.Questions {
				s := r.ScaleOf(q.Place, "")
				scales, bands = append(scales, s), append(bands, s.options())
			}
			options[at] = n.unreached(&fs, "standards."+st.ID, r.RatingsOf(at), bands, scales)
		}
	}
	made := r.partsFirst()
	for at := range r.Standards {
		if !slices.Contains(made, at) {
			visit(at)
		}
	}
	for _, at := range made {
		visit(at)
	}
	if r.Scoring != nil {
		var counted []int
		for at, st := range r.Standards {
			if st.Counted {
				counted = append(counted, at)
			}
		}
		n := r.wholeNode(counted)
		n.unreached(&fs, "scoring", r.OverallRatings(), of(counted, n.members), nil)
	}
	r.place(fs)
	return fs
}

// usesOwnBands tells whether some question is placed in the set's own bands, or its own table.
func (r *Set) usesOwnBands() bool {
	return slices.ContainsFunc(r.questions, func(q Question) bool {
		bands, decide := r.bandsOf(q.Place)
		return shared(bands, r.Bands) || shared(decide, r.Decide)
	})
}

func everyRating(ratings int) (all []Option) {
	for rating := range ratings {
		all = append(all, Option{Rating: rating})
	}
	return all
}

// options are the bands that a question can have, and none.
func (s *Scale) options() []Option {
	options := []Option{{Rating: Unrated}}
	for band := range s.Bands() {
		if s.Used(band) {
			options = append(options, Option{Rating: band})
		}
	}
	return options
}

// unreached finds what never comes about in a node whose parts, or questions with these scales, have
// these options, and gives the options that it has itself: all ratings where there is too much to try.
func (n *node) unreached(fs *Findings, where string, scale []Rating, parts [][]Option, questions []*Scale) []Option {
	to := &reached{make([]bool, len(scale)), make([]bool, len(n.limits)), make([]bool, len(n.limits))}
	leaf, ok := questions != nil, false
	if leaf && n.combine == Mean {
		ok = n.reachMean(questions, to)
	} else {
		ok = n.reach(parts, leaf, to)
	}
	if !ok {
		return everyRating(len(scale))
	}
	wanted := make([]bool, len(scale))
	for rating := range scale {
		if n.combine != Lowest {
			wanted[rating] = n.scale.Used(rating)
			continue
		}
		some := func(of []Option) bool { return slices.Contains(of, Option{Rating: rating}) }
		wanted[rating] = slices.ContainsFunc(parts, some)
	}
	return to.find(fs, where, scale, wanted, phrase.Either(leaf, "no answers make it", "no ratings that its parts can have make it"))
}

// A reached is what comes about in a node: which ratings, and of each limit whether it ever
// holds, and ever does not.
type reached struct{ ratings, held, free []bool }

// note notes a rating before limits.
func (to *reached) note(n *node, rating int, counted uint64, bits []int) {
	for i := range n.limits {
		l := &n.limits[i]
		if l.above == (l.found(counted, bits[i]) < l.count) {
			to.held[i] = true
			rating = min(rating, l.most)
		} else {
			to.free[i] = true
		}
	}
	to.ratings[rating] = true
}

// reach notes what a node comes to whose parts, or questions, have these options, and takes no mean
// of figures; ok is false where there is too much to try.
func (n *node) reach(parts [][]Option, leaf bool, to *reached) (ok bool) {
	bits, ok := n.countBits()
	if !ok {
		return false
	}
	states, work := map[lawState]bool{{lowest: n.best}: true}, 0
	for i, options := range parts {
		if work += len(states) * len(options); work > mostLawSteps {
			return false
		}
		next := map[lawState]bool{}
		for s := range states {
			for _, o := range options {
				next[n.step(s, i, o, bits, 1, leaf)] = true
			}
		}
		states = next
	}
	unlimited := *n
	unlimited.limits = nil
	for s := range states {
		if end := unlimited.end(s, nil, 1, leaf); end.rating != Unrated {
			to.note(n, end.rating, s.counted, bits)
		}
	}
	return true
}

// find finds which ratings that are wanted do not come about, and which limits never hold or
// always do, and gives the options that the node has itself: all ratings where none comes about.
func (to *reached) find(fs *Findings, where string, scale []Rating, wanted []bool, nothing string) (options []Option) {
	if !slices.Contains(to.ratings, true) {
		return everyRating(len(scale))
	}
	for rating, reached := range to.ratings {
		fs.when(wanted[rating] && !reached, where, "%s %s", nothing, scale[rating].ID)
		if reached {
			options = append(options, Option{Rating: rating})
		}
	}
	for i := range to.held {
		limit := fmt.Sprintf("%s.limits.%d", where, i+1)
		fs.when(!to.held[i], limit, "this limit never holds")
		fs.when(!to.free[i], limit, "this limit always holds")
	}
	return options
}
