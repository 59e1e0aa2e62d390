package rules

import "math/big"

// An Option is one thing that a part of a rating can come to: a rating, or Unrated. Of a
// question it is its band and, in a mean, its figure.
type Option struct {
	Rating int
	Figure Figure
}

// A Law is every way in which a rating follows from what its parts can come to, one beside
// any other: what is known of a part goes into as few states as the rating needs, such as
// the lowest so far, the sum of the scores, and how many parts a limit has counted.
type Law struct {
	parts   [][]Option
	steps   [][]int // by part, then state, then option: the next state
	ends    []lawEnd
	ratings int
}

// A lawEnd is where all parts have come to.
type lawEnd struct {
	rating int // or Unrated
	sum    int64
}

// A lawState is what has to be known of the parts so far.
type lawState struct {
	gone      bool // a part without a rating leaves the whole without one
	any       bool // some part is rated
	lowest    int
	sum, most int64
	weight    int64
	counted   uint64 // by limit, each in bits of its own
}

// mostLawSteps is the most steps from state to state in a law.
const mostLawSteps = 300_000

// Law gives the law of a standard, by its place, or of Overall. Parts has the options of
// each of its parts, or of its questions; ok is false where there are too many ways.
func (r *Rater) Law(at int, parts [][]Option) (l *Law, ok bool) {
	n, leaf := r.whole, false
	if at != Overall {
		n, leaf = &r.standards[at].node, r.standards[at].parts == nil
	}
	return n.law(parts, leaf)
}

// Parts gives the standards that one is made of, by its place, or those that count.
func (r *Rater) Parts(at int) []int {
	if at == Overall {
		if r.whole == nil {
			return nil
		}
		return r.whole.parts
	}
	return r.standards[at].parts
}

// Made gives the standards that are made of others, each after its parts.
func (r *Rater) Made() []int { return r.order }

// Given is the rating of a standard that was given directly; Unrated where there is none.
func (r *Rater) Given(at int) int { return r.standards[at].fixed }

// Needs tells whether the whole has no rating where a standard of it has none.
func (r *Rater) Needs(whole, part int) bool {
	n := r.whole
	if whole != Overall {
		n = &r.standards[whole].node
	}
	for k, at := range n.parts {
		if at == part {
			return !n.members[k].optional
		}
	}
	return false
}

func (n *node) law(parts [][]Option, leaf bool) (*Law, bool) {
	l := &Law{parts: parts, ratings: n.best + 1}
	bits, ok := n.countBits()
	common, fits := int64(1), true
	if leaf && n.combine == Mean {
		common, fits = commonDen(parts, n)
	}
	if !ok || !fits {
		return nil, false
	}
	states, work := []lawState{{lowest: n.best}}, 0
	for i, options := range parts {
		place, next, steps := map[lawState]int{}, []lawState(nil), make([]int, 0, len(states)*len(options))
		if work += len(states) * len(options); work > mostLawSteps {
			return nil, false
		}
		for _, s := range states {
			for _, o := range options {
				to := n.step(s, i, o, bits, common, leaf)
				at, seen := place[to]
				if !seen {
					at = len(next)
					place[to], next = at, append(next, to)
				}
				steps = append(steps, at)
			}
		}
		states, l.steps = next, append(l.steps, steps)
	}
	for _, s := range states {
		l.ends = append(l.ends, n.end(s, bits, common, leaf))
	}
	return l, true
}

// countBits gives each limit its bits of lawState.counted; ok is false where they are too
// many.
func (n *node) countBits() (first []int, ok bool) {
	used := 0
	for _, l := range n.limits {
		first = append(first, used)
		for c := l.count; c > 0; c >>= 1 {
			used++
		}
	}
	return first, used <= 64
}

// commonDen gives a denominator that all figures have; ok is false where sums would be too
// large.
func commonDen(parts [][]Option, n *node) (common int64, ok bool) {
	const most = 1 << 40
	common, weight := 1, int64(0)
	for i, options := range parts {
		weight += n.members[i].weight
		for _, o := range options {
			if o.Figure.Den > 0 {
				f := big.NewRat(o.Figure.Num, o.Figure.Den)
				d := f.Denom().Int64()
				if common = common / gcd(common, d) * d; common > most {
					return 0, false
				}
			}
		}
	}
	return common, float64(common)*float64(weight)*100 < 1<<60
}

func gcd(a, b int64) int64 {
	for b > 0 {
		a, b = b, a%b
	}
	return a
}

// step is the state after one more part.
func (n *node) step(s lawState, part int, o Option, bits []int, common int64, leaf bool) lawState {
	if s.gone {
		return s
	}
	m := &n.members[part]
	mean := leaf && n.combine == Mean
	if mean && o.Figure.Den > 0 {
		f := big.NewRat(o.Figure.Num, o.Figure.Den)
		s.sum += m.weight * f.Num().Int64() * (common / f.Denom().Int64())
		s.weight += m.weight
	}
	switch {
	case o.Rating == Unrated && (leaf || m.optional):
		return s
	case o.Rating == Unrated:
		return lawState{gone: true}
	case n.combine == Lowest:
		s.lowest = min(s.lowest, o.Rating)
	case !mean:
		s.sum += m.weight * m.scores[o.Rating]
		s.most += m.weight * m.scores[len(m.scores)-1]
		s.weight += m.weight
	}
	s.any = true
	for i := range n.limits {
		s.counted = n.limits[i].met(s.counted, bits[i], part, o.Rating)
	}
	return s
}

// met counts a part in a limit, up to where it makes no difference.
func (l *nodeLimit) met(counted uint64, bit, part, rating int) uint64 {
	for k, i := range l.among {
		if i != part || l.above && rating < l.at[k] || !l.above && rating > l.at[k] {
			continue
		}
		if l.found(counted, bit) < l.count {
			counted += 1 << bit
		}
	}
	return counted
}

// found is how many parts a limit has counted.
func (l *nodeLimit) found(counted uint64, bit int) int {
	width := 0
	for c := l.count; c > 0; c >>= 1 {
		width++
	}
	return int(counted >> bit & (1<<width - 1))
}

// end rates what the parts have come to.
func (n *node) end(s lawState, bits []int, common int64, leaf bool) lawEnd {
	mean := leaf && n.combine == Mean
	if s.gone || !mean && !s.any || mean && s.weight == 0 {
		return lawEnd{Unrated, 0}
	}
	rating := s.lowest
	switch {
	case mean:
		rating = n.scale.bandOfRat(new(big.Rat).SetFrac(big.NewInt(s.sum), new(big.Int).Mul(big.NewInt(common), big.NewInt(s.weight))))
	case n.combine == Sum:
		rating = n.scale.bandOfFigure(100*s.sum, 1)
	case n.combine == Mean:
		rating = n.scale.bandOfFigure(100*s.sum, s.weight)
	case n.combine == Percent:
		rating = n.scale.bandOfFigure(n.scale.percentFigure(s.sum, s.most))
	}
	for i := range n.limits {
		l := &n.limits[i]
		if l.most < rating && l.above == (l.found(s.counted, bits[i]) < l.count) {
			rating = l.most
		}
	}
	return lawEnd{rating, s.sum}
}

// Visit tells every rating, or Unrated, with its score and its chance, from the chances of
// the options of each part, which are independent. One rating may come up several times.
func (l *Law) Visit(chances [][]float64, visit func(rating int, score int64, chance float64)) {
	now := []float64{1}
	for i, options := range l.parts {
		next := make([]float64, l.states(i))
		for s, chance := range now {
			if chance == 0 {
				continue
			}
			for k := range options {
				next[l.steps[i][s*len(options)+k]] += chance * chances[i][k]
			}
		}
		now = next
	}
	for s, chance := range now {
		if chance > 0 {
			visit(l.ends[s].rating, l.ends[s].sum, chance)
		}
	}
}

// states is how many states there are after a part.
func (l *Law) states(part int) int {
	if part+1 < len(l.parts) {
		return len(l.steps[part+1]) / max(1, len(l.parts[part+1]))
	}
	return len(l.ends)
}

// Chances gives the chance of each rating, worst first, and last that there is none.
func (l *Law) Chances(of [][]float64) []float64 {
	all := make([]float64, l.ratings+1)
	l.Visit(of, func(rating int, _ int64, chance float64) {
		if rating == Unrated {
			rating = l.ratings
		}
		all[rating] += chance
	})
	return all
}

// Reached tells which ratings there can be, worst first, whether there can be none, and the
// lowest and the highest score.
func (l *Law) Reached() (ratings []bool, none bool, low, high int) {
	ratings = make([]bool, l.ratings)
	first := true
	for _, e := range l.ends {
		if e.rating == Unrated {
			none = true
			continue
		}
		if score := int(e.sum); first {
			low, high, first = score, score, false
		} else {
			low, high = min(low, score), max(high, score)
		}
		ratings[e.rating] = true
	}
	return ratings, none, low, high
}
