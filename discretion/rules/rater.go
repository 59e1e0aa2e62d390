package rules

import "math/big"

// Unrated is the rating of a standard that has no result.
const Unrated = -1

// A Rater makes ratings, score and overall rating from the bands of questions. Every
// rating is a node of a tree: a standard over its questions or over other standards, and
// the overall rating over the standards that count. No node falls where one below it
// rises. It is quick enough for simulations and safe for use by several goroutines.
type Rater struct {
	standards []ratedStandard
	order     []int // the standards that are made of others, parts first
	whole     *node // over all standards that count; nil: there is no overall rating
	counted   []int
	overall   []int // of a plain sum the rating of each score from lowest
	lowest    int
}

// A ratedStandard is what a Rater needs of a standard.
type ratedStandard struct {
	first, after int  // its questions are the places from first to before after
	fixed        int  // a rating given directly; Unrated when there is none
	points       bool // the answers to a question of it have points
	node
}

// Rater prepares the rules for rating. Fixed has the ratings of standards that are
// given, as places in their scales, by standard id.
func (r *Set) Rater(fixed map[string]int) *Rater {
	rater := &Rater{standards: make([]ratedStandard, len(r.Standards)), order: r.partsFirst()}
	first := 0
	for i, st := range r.Standards {
		s := ratedStandard{first: first, after: first + len(st.Questions), fixed: Unrated, points: st.AnyPoints(), node: r.nodeOf(i)}
		if rating, ok := fixed[st.ID]; ok {
			s.fixed = rating
		}
		if st.Counted {
			rater.counted = append(rater.counted, i)
		}
		rater.standards[i], first = s, s.after
	}
	if r.Scoring == nil {
		return rater
	}
	rater.whole = r.wholeNode(rater.counted)
	if rater.whole.combine == Sum {
		for _, m := range rater.whole.members {
			rater.lowest += int(m.weight * m.scores[0])
		}
		for _, b := range r.Scoring.Bands {
			rating, _ := ratingIn(r.OverallRatings(), b.Rating)
			for score := b.From; score <= b.To; score++ {
				rater.overall = append(rater.overall, rating)
			}
		}
	}
	return rater
}

// partsFirst gives the places of the standards that are made of others, each after its
// parts. Standards that are parts of themselves are left out.
func (r *Set) partsFirst() []int {
	var order []int
	state := make([]int, len(r.Standards)) // 1: being visited; 2: done
	var visit func(at int) bool
	visit = func(at int) bool {
		if state[at] != 0 {
			return state[at] == 2
		}
		state[at] = 1
		for _, id := range r.Standards[at].Parts {
			if part, ok := r.StandardIndex(id); ok && !visit(part) {
				return false
			}
		}
		state[at] = 2
		if len(r.Standards[at].Parts) > 0 {
			order = append(order, at)
		}
		return true
	}
	for at := range r.Standards {
		visit(at)
	}
	return order
}

// Require says that a standard without a rating is not left out: cases apply to it.
func (r *Rater) Require(standard int) {
	nodes := []*node{r.whole}
	for i := range r.standards {
		nodes = append(nodes, &r.standards[i].node)
	}
	for _, n := range nodes {
		if n == nil {
			continue
		}
		for k, at := range n.parts {
			n.members[k].optional = n.members[k].optional && at != standard
		}
	}
}

// MadeOf tells whether a standard is made of others.
func (r *Rater) MadeOf(standard int) bool { return r.standards[standard].parts != nil }

// Plain tells whether a standard takes the rating of its lowest question, each of which is a
// share of yes, and nothing else decides.
func (r *Rater) Plain(standard int) bool {
	return r.TakesLowest(standard) && !r.standards[standard].points
}

// TakesLowest tells whether a standard takes the rating of its lowest question, and nothing
// else decides.
func (r *Rater) TakesLowest(standard int) bool {
	s := &r.standards[standard]
	return s.parts == nil && s.combine == Lowest && len(s.limits) == 0
}

// Additive tells whether the overall rating follows from the sum of the scores of
// standards that are judged or take their lowest question.
func (r *Rater) Additive() bool {
	if r.whole == nil || r.whole.combine != Sum || len(r.whole.limits) > 0 {
		return false
	}
	for _, at := range r.counted {
		if !r.Plain(at) {
			return false
		}
	}
	return true
}

// Scored tells whether the overall rating goes by a score.
func (r *Rater) Scored() bool { return r.whole != nil && r.whole.combine != Lowest }

// Standard gives a standard's rating from the bands of all questions, or Unrated. It is
// for standards that take the rating of their lowest question; see StandardBy.
func (r *Rater) Standard(standard int, bands []int) int { return r.StandardBy(standard, bands, nil) }

// StandardBy gives a standard's rating from the bands and the figures of all questions, or
// Unrated, which it is also for one that is made of others.
func (r *Rater) StandardBy(standard int, bands []int, figures []Figure) int {
	s := &r.standards[standard]
	switch {
	case s.fixed != Unrated:
		return s.fixed
	case s.combine != Lowest && figures == nil:
		return Unrated
	case s.combine != Lowest && s.parts == nil:
		mean := s.mean(figures[s.first:s.after])
		if mean == nil {
			return Unrated
		}
		return s.limited(s.scale.bandOfRat(mean), bands[s.first:s.after])
	}
	lowest := Unbanded
	for _, b := range bands[s.first:s.after] {
		if b != Unbanded && (lowest == Unbanded || b < lowest) {
			lowest = b
		}
	}
	if lowest == Unbanded || len(s.limits) == 0 {
		return lowest // bands are numbered as ratings
	}
	return s.limited(lowest, bands[s.first:s.after])
}

// Fill gives the standards that are made of others their ratings from those of all
// standards. One that held names keeps its own.
func (r *Rater) Fill(ratings []int, held func(standard int) bool) {
	for _, at := range r.order {
		if s := &r.standards[at]; s.fixed != Unrated {
			ratings[at] = s.fixed
		} else if held == nil || !held(at) {
			ratings[at] = Unrated
			if parts, ok := s.of(ratings); ok {
				_, ratings[at] = s.rate(parts)
			}
		}
	}
}

// Rate fills the ratings of all standards from the bands of all questions, and gives
// the score and the overall rating; see [Rater.Score].
func (r *Rater) Rate(bands, ratings []int) (score, overall int, ok bool) {
	for i := range r.standards {
		ratings[i] = r.Standard(i, bands)
	}
	r.Fill(ratings, nil)
	return r.Score(ratings)
}

// Score sums the scores of the standards that count and gives the overall rating; ok is
// false where one of them is Unrated, or the rules have no overall rating.
func (r *Rater) Score(ratings []int) (score, overall int, ok bool) {
	if r.whole == nil {
		return 0, Unrated, false
	}
	parts, ok := r.whole.of(ratings)
	if !ok {
		return 0, Unrated, false
	}
	sum, _, _ := r.whole.sums(parts)
	_, overall = r.whole.rate(parts)
	return int(sum), overall, true
}

// Overall gives the overall rating of a score, where it follows from the score.
func (r *Rater) Overall(score int) int { return r.overall[score-r.lowest] }

// Overall is the place of the overall rating where those of standards are asked for.
const Overall = -1

// MeanOf is the mean of a standard's figures and the bands that it is placed in; nil where
// the standard is none.
func (r *Rater) MeanOf(at int, figures []Figure) (*big.Rat, *Scale) {
	s := &r.standards[at]
	if s.combine != Mean || s.parts != nil {
		return nil, nil
	}
	return s.mean(figures[s.first:s.after]), s.scale
}

// Points is how far the sum of the scores has to move for the overall rating to change, by
// its bands; 0 where it does not go by a score, or a limit holds it.
func (r *Rater) Points(ratings []int, overall int, up bool) int {
	n := r.whole
	parts, ok := n.of(ratings)
	if !ok || n.combine == Lowest {
		return 0
	}
	sum, most, _ := n.sums(parts)
	for points := int64(1); points <= most+int64(r.span()); points++ {
		to := sum + points
		if !up {
			to = sum - points
		}
		band := 0
		if n.combine == Sum {
			band = n.scale.bandOfFigure(100*to, 1)
		} else {
			band = n.scale.bandOfFigure(n.scale.percentFigure(to, most))
		}
		if up && band > overall || !up && band < overall {
			if before, _ := n.rate(parts); before != overall {
				return 0
			}
			return int(points)
		}
	}
	return 0
}

// span is the distance from the lowest score to the highest.
func (r *Rater) span() int {
	span := int64(0)
	for _, m := range r.whole.members {
		span += m.weight * (m.scores[len(m.scores)-1] - m.scores[0])
	}
	return int(span)
}
