package predict

import (
	"slices"

	"onecase/discretion/rules"
)

// mostCounts is the most counts of one question in a mean that is exact.
const mostCounts = 20_000

// counts gives the law as counts of so many cases, each with its chance.
func (l law) counts(yes, of int, chance float64) []point {
	points := make([]point, len(l.p))
	for i, p := range l.p {
		points[i] = point{yes + l.from + i, of, chance * p}
	}
	return points
}

// countsUpTo are the counts from yes to yes+more of so many cases, without chances.
func countsUpTo(yes, more, of int) (points []point) {
	for y := range more + 1 {
		points = append(points, point{yes: yes + y, of: of})
	}
	return points
}

// countsAfter gives the chances of the counts of a question after so many more cases that it
// applies to.
func (p prediction) countsAfter(applicable law) (points []point) {
	if p.pointed != nil {
		return p.pointed.counts(p.of, applicable)
	}
	for i, chance := range applicable.p {
		m := applicable.from + i
		points = append(points, p.nextYes(m).counts(p.yes, p.of+m, chance)...)
	}
	return points
}

// spanAfter are all of these, without chances; nil where they are too many.
func (p prediction) spanAfter(applicable law) (points []point) {
	if p.pointed != nil {
		if points = p.pointed.counts(p.of, applicable); len(points) > mostCounts {
			return nil
		}
		return points
	}
	if all := len(applicable.p) * (applicable.from + len(applicable.p)); all > mostCounts {
		return nil
	}
	for i := range applicable.p {
		points = append(points, countsUpTo(p.yes, applicable.from+i, p.of+applicable.from+i)...)
	}
	return points
}

// countsOf gives the chances of the counts of a question, had every case been read.
func (e *estimator) countsOf(at int, p prediction) (points []point) {
	t := e.truthOf(at)
	if t == nil {
		return p.countsAfter(p.applicable())
	}
	for _, s := range t.sizes {
		chances, _ := weigh(t.failing(p.prior), s.all, s.answers)
		points = append(points, law{s.answers.from, chances}.counts(0, s.all+t.held, s.chance)...)
	}
	return points
}

// spanOf are all of these, without chances.
func (e *estimator) spanOf(at int) (points []point) {
	t := e.truthOf(at)
	if t == nil {
		p := e.prediction(at)
		return p.spanAfter(p.applicable())
	}
	for _, s := range t.sizes {
		if points = append(points, countsUpTo(0, s.all, s.all+t.held)...); len(points) > mostCounts {
			return nil
		}
	}
	return points
}

// leafChances gives the chances of a standard that is more than its lowest question, from
// those of the bands of its questions or, for a mean, the predictions behind them; nil where
// there are too many ways to follow.
func (e *estimator) leafChances(st askedStandard, s scenario, bands [][]float64, under func(question int) prediction) []float64 {
	l := e.leaf(st, s)
	if l.law == nil {
		return nil
	}
	asked := bands
	if l.mean {
		asked = make([][]float64, len(bands))
		for k, q := range st.questions {
			asked[k] = l.counts(k, s.counts(q, under(q)))
		}
	}
	return slices.Clip(l.rate(asked)[:len(e.Rules.RatingsOf(st.at))])
}

// leaf is the law of a standard in a scenario.
func (e *estimator) leaf(st askedStandard, s scenario) *leafLaw {
	key := st.at
	if !s.full && !s.again { // that of more cases is another one
		key += len(e.Rules.Standards)
	}
	if e.leaves[key] == nil {
		e.leaves[key] = &leafLaw{mean: e.Rules.Standards[st.at].Combine == rules.Mean}
		spans := map[int][]point{}
		for _, q := range st.questions {
			if e.leaves[key].mean {
				if spans[q] = s.span(q); spans[q] == nil {
					return e.leaves[key]
				}
			}
		}
		e.leaves[key] = newLeafLaw(e.Assessor, st, false, func(q int) []point { return spans[q] })
	}
	return e.leaves[key]
}
