package rules

import (
	"math/big"
	"slices"
)

// A node makes one rating of several.
type node struct {
	combine Combine
	parts   []int // standards; of a standard with questions nil
	members []member
	scale   *Scale // of its own figure
	limits  []nodeLimit
	best    int // the place of its best rating
}

// A member is a part or question of a node.
type member struct {
	weight   int64
	scores   []int64 // of its ratings; of a question nil
	optional bool    // left out where it has no rating
}

// A nodeLimit is a Limit with places for ids.
type nodeLimit struct {
	among []int // places in members
	at    []int // of each, the place of the limit's rating
	above bool
	count int
	most  int
}

// A Figure is num/den percent, exactly; a den of 0 is none.
type Figure struct{ Num, Den int64 }

// nodeOf makes the node of a standard.
func (r *Set) nodeOf(at int) node {
	st := &r.Standards[at]
	scale := r.RatingsOf(at)
	n := node{combine: Lowest, best: len(scale) - 1}
	if st.Combine != "" {
		n.combine = st.Combine
	}
	var ids []string
	var scales [][]Rating
	for _, id := range st.Parts {
		if part, ok := r.StandardIndex(id); ok {
			n.parts = append(n.parts, part)
			ids, scales = append(ids, id), append(scales, r.RatingsOf(part))
			n.members = append(n.members, r.memberOf(part))
		}
	}
	for _, q := range st.Questions {
		if len(n.parts) == 0 {
			ids, scales = append(ids, q.ID), append(scales, scale)
			n.members = append(n.members, member{weight: int64(max(q.Weight, 1))})
		}
	}
	if n.combine != Lowest {
		n.scale = r.figureScale(n.combine, len(n.parts) > 0, scale, st.Bands)
	}
	n.limits = nodeLimits(st.Limits, ids, st.ID+".", scales, scale)
	return n
}

// wholeNode makes the node of the overall rating over the standards that count.
func (r *Set) wholeNode(counted []int) *node {
	scale := r.OverallRatings()
	n := &node{combine: Sum, parts: counted, best: len(scale) - 1}
	if r.Scoring.Combine != "" {
		n.combine = r.Scoring.Combine
	}
	var ids []string
	var scales [][]Rating
	for _, at := range counted {
		n.members = append(n.members, r.memberOf(at))
		ids, scales = append(ids, r.Standards[at].ID), append(scales, r.RatingsOf(at))
	}
	if n.combine != Lowest {
		n.scale = r.figureScale(n.combine, true, scale, r.Scoring.asBands())
	}
	n.limits = nodeLimits(r.Scoring.Limits, ids, "", scales, scale)
	return n
}

func (r *Set) memberOf(at int) member {
	st := &r.Standards[at]
	m := member{weight: int64(st.Weighs()), optional: st.NotRated == NoCases}
	for _, rt := range r.RatingsOf(at) {
		m.scores = append(m.scores, int64(rt.Score))
	}
	return m
}

// figureScale is the bands of a node's own figure: percentages are rounded as the rules
// round them, sums and means of scores are taken as they are.
func (r *Set) figureScale(c Combine, ofScores bool, scale []Rating, bands []Band) *Scale {
	figure := &Set{Percent: PercentRule{Measure: PercentYes, Rounding: None, Inclusive: true}}
	if c == Percent || !ofScores {
		figure.Percent.Rounding, figure.Percent.Inclusive = r.Percent.Rounding, r.Percent.Inclusive
	}
	if figure.Percent.Rounding == "" {
		figure.Percent.Rounding = None
	}
	return figure.scaleOver(scale, bands, nil, "")
}

// nodeLimits finds the places of the ids in limits. A question may be named without the
// id of its standard.
func nodeLimits(limits []Limit, ids []string, prefix string, scales [][]Rating, own []Rating) []nodeLimit {
	var all []nodeLimit
	for _, l := range limits {
		n := nodeLimit{above: l.AtOrAbove != "", count: max(l.Count, 1)}
		rating := l.AtOrBelow
		if n.above {
			rating, n.count = l.AtOrAbove, l.FewerThan
		}
		n.most, _ = ratingIn(own, l.AtMost)
		for i, id := range ids {
			if len(l.Among) > 0 && !named(l.Among, id, prefix) {
				continue
			}
			at, _ := ratingIn(scales[i], rating)
			n.among, n.at = append(n.among, i), append(n.at, at)
		}
		all = append(all, n)
	}
	return all
}

// named tells whether a list names an id, with or without a prefix.
func named(list []string, id, prefix string) bool {
	for _, l := range list {
		if l == id || prefix+l == id {
			return true
		}
	}
	return false
}

// mean is the weighted mean of figures; nil where there is none.
func (n *node) mean(figures []Figure) *big.Rat {
	sum, weight := new(big.Rat), int64(0)
	for i, f := range figures {
		if f.Den > 0 {
			w := n.members[i].weight
			sum.Add(sum, big.NewRat(w*f.Num, f.Den))
			weight += w
		}
	}
	if weight == 0 {
		return nil
	}
	return sum.Quo(sum, new(big.Rat).SetInt64(weight))
}

// limited holds a rating down where the ratings of the members ask for it.
func (n *node) limited(rating int, ratings []int) int {
	for i := range n.limits {
		if l := &n.limits[i]; l.most < rating && l.holds(ratings) {
			rating = l.most
		}
	}
	return rating
}

// holds tells whether a limit holds for the ratings of the members.
func (l *nodeLimit) holds(ratings []int) bool {
	found := 0
	for k, i := range l.among {
		if l.counted(k, ratings[i]) {
			found++
		}
	}
	return l.above == (found < l.count)
}

// counted tells whether the limit counts a rating of the one at a place of among.
func (l *nodeLimit) counted(k, rating int) bool {
	return rating != Unrated && (l.above && rating >= l.at[k] || !l.above && rating <= l.at[k])
}

// counts tells whether the limit counts a rating of a member.
func (l *nodeLimit) counts(member, rating int) bool {
	k := slices.Index(l.among, member)
	return k >= 0 && l.counted(k, rating)
}

// of gathers the ratings of a node's parts from those of all standards; ok is false where
// one is missing that may not be left out, or all are.
func (n *node) of(all []int) (ratings []int, ok bool) {
	ratings = make([]int, len(n.parts))
	rated := 0
	for i, at := range n.parts {
		ratings[i] = all[at]
		if all[at] != Unrated {
			rated++
		} else if !n.members[i].optional {
			return nil, false
		}
	}
	return ratings, rated > 0
}

// sums gives the weighted sum of scores, the highest there can be, and the weights.
func (n *node) sums(ratings []int) (sum, most, weight int64) {
	for i, rating := range ratings {
		if rating != Unrated {
			m := &n.members[i]
			sum += m.weight * m.scores[rating]
			most += m.weight * m.scores[len(m.scores)-1]
			weight += m.weight
		}
	}
	return sum, most, weight
}

// rate gives the rating of a node from those of its parts, before and after limits.
func (n *node) rate(ratings []int) (before, after int) {
	sum, most, weight := n.sums(ratings)
	switch n.combine {
	case Lowest:
		before = n.best
		for _, rating := range ratings {
			if rating != Unrated {
				before = min(before, rating)
			}
		}
	case Sum:
		before = n.scale.bandOfFigure(100*sum, 1)
	case Mean:
		before = n.scale.bandOfFigure(100*sum, weight)
	case Percent:
		before = n.scale.bandOfFigure(n.scale.percentFigure(sum, most))
	}
	return before, n.limited(before, ratings)
}
