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
	first, after int // its questions are the places from first to before after
	fixed        int // a rating given directly; Unrated when there is none
	node
}

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

// Rater prepares the rules for rating. Fixed has the ratings of standards that are
// given, as places in their scales, by standard id.
func (r *Set) Rater(fixed map[string]int) *Rater {
	rater := &Rater{standards: make([]ratedStandard, len(r.Standards)), order: r.partsFirst()}
	first := 0
	for i, st := range r.Standards {
		s := ratedStandard{first: first, after: first + len(st.Questions), fixed: Unrated, node: r.nodeOf(i)}
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

// Plain tells whether a standard takes the rating of its lowest question, and nothing
// else decides.
func (r *Rater) Plain(standard int) bool {
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
		switch rating := ratings[i]; {
		case rating == Unrated:
		case l.above && rating >= l.at[k], !l.above && rating <= l.at[k]:
			found++
		}
	}
	return l.above == (found < l.count)
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

// percentFigure is sum of most as it is banded, in 1/den hundredths of a percent.
func (s *Scale) percentFigure(sum, most int64) (num, den int64) {
	if most <= 0 || s.Rounding == None {
		return 10000 * sum, max(most, 1)
	}
	return 100 * roundedPercent(sum, most, s.Rounding), 1
}

// bandOfRat gives the band of an exact percentage.
func (s *Scale) bandOfRat(p *big.Rat) int {
	if s.Rounding != None {
		return s.bandOfFigure(100*int64(s.Rounded(p)), 1)
	}
	band := 0
	for _, cut := range s.cuts {
		if c := p.Cmp(big.NewRat(cut, 100)); c > 0 || c == 0 && s.rule.Inclusive {
			band++
		}
	}
	return band
}

// Rounded is an exact percentage as a whole one.
func (s *Scale) Rounded(p *big.Rat) int {
	whole, rest := new(big.Int).QuoRem(p.Num(), p.Denom(), new(big.Int))
	half := rest.Lsh(rest, 1).Cmp(p.Denom())
	if s.Rounding == HalfUp && half >= 0 || s.Rounding == HalfEven && (half > 0 || half == 0 && whole.Bit(0) == 1) {
		whole.Add(whole, big.NewInt(1))
	}
	return int(whole.Int64())
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

// An Explained is how a rating came about.
type Explained struct {
	Combine   Combine
	Scored    bool // scores were added: Sum of Most
	Sum, Most int64
	Figure    *float64 // what was placed in the bands; nil for a lowest rating
	Before    int      // the rating before limits
	After     int
	Limits    []int // those that held it down, by their places
}

// Explain says how a rating over parts came about, that of a standard by its place or of
// Overall, from the ratings of all standards.
func (r *Rater) Explain(at int, ratings []int) (e Explained, ok bool) {
	n := r.whole
	if at != Overall {
		n = &r.standards[at].node
	}
	if n == nil {
		return e, false
	}
	parts, ok := n.of(ratings)
	if !ok {
		return e, false
	}
	e = Explained{Combine: n.combine}
	if n.combine != Lowest {
		var weight int64
		e.Scored = true
		e.Sum, e.Most, weight = n.sums(parts)
		figure := float64(e.Sum)
		switch n.combine {
		case Mean:
			figure /= float64(weight)
		case Percent:
			num, den := n.scale.percentFigure(e.Sum, e.Most)
			figure = float64(num) / float64(100*den)
		}
		e.Figure = &figure
	}
	e.Before, e.After = n.rate(parts)
	e.Limits = n.binding(e.Before, parts)
	return e, true
}

// ExplainLeaf says how the rating of a standard came about from the bands and figures of
// all questions.
func (r *Rater) ExplainLeaf(at int, bands []int, figures []Figure) (e Explained, ok bool) {
	s := &r.standards[at]
	e = Explained{Combine: s.combine, After: r.StandardBy(at, bands, figures)}
	if e.Before = Unrated; s.combine == Lowest {
		for _, b := range bands[s.first:s.after] {
			if b != Unbanded && (e.Before == Unrated || b < e.Before) {
				e.Before = b
			}
		}
	} else if mean := s.mean(figures[s.first:s.after]); mean != nil {
		e.Before = s.scale.bandOfRat(mean)
		figure, _ := mean.Float64()
		if s.scale.Rounding != None {
			figure = float64(s.scale.Rounded(mean))
		}
		e.Figure = &figure
	}
	e.Limits = s.binding(e.Before, bands[s.first:s.after])
	return e, e.Before != Unrated
}

// binding gives the limits that hold a rating down, by their places.
func (n *node) binding(before int, ratings []int) []int {
	var all []int
	for i := range n.limits {
		if l := &n.limits[i]; l.most < before && l.holds(ratings) {
			all = append(all, i)
		}
	}
	return all
}

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
