package rules

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
