package discretion

import (
	"cmp"
	"fmt"
	"math"
	"math/big"
	"strconv"
	"strings"

	"onecase/discretion/rules"
	"onecase/stats/phrase"
)

// flags applies the rules' criteria for discretion to a standard with results.
func (a *Assessor) flags(qs []int) []Flag {
	if len(qs) == 0 {
		return nil
	}
	var flags []Flag
	for _, c := range a.Rules.Criteria {
		var f Flag
		switch c.ID {
		case rules.NearBoundary:
			f = a.nearBoundary(c, qs)
		case rules.OneCaseSwing:
			f = a.oneCaseSwing(c, qs)
		case rules.SmallSample:
			f = a.smallSample(c, a.drivers(qs), qs)
		}
		f.Criterion, f.Fires = c.ID, a.Fires(c, qs)
		flags = append(flags, f)
	}
	return flags
}

// Fires applies one criterion to a standard's questions; nil where it cannot be told.
func (a *Assessor) Fires(c rules.Criterion, qs []int) *bool {
	switch c.ID {
	case rules.NearBoundary:
		_, near, ok := a.nearDriver(c, qs)
		return new(ok && near.within(c))
	case rules.OneCaseSwing:
		return a.oneCase(qs, a.Scales, a.Bands, c.Change).fires()
	}
	return a.small(c, a.drivers(qs))
}

// nearBoundary words "within so many points of a boundary", of the driver.
func (a *Assessor) nearBoundary(c rules.Criterion, qs []int) Flag {
	at, near, ok := a.nearDriver(c, qs)
	f := Flag{Question: a.Results[at].Question}
	if !ok {
		f.Detail = "it has no boundary"
		return f
	}
	percent := a.measured(c, at)
	f.Points, f.Detail = new(near.points()), FigureText(a.Scales[at], percent.float())+" is "+a.words(at, percent, near)
	if near.within(c) {
		f.Direction = near.direction
	}
	other, edge, edgeName := c, c, "less-than-the-distance"
	other.Percent = rules.Exact
	if c.Percent == rules.Exact {
		other.Percent = rules.Rounded
	}
	if !c.Inclusive {
		edgeName = "at-most-the-distance"
	}
	edge.Inclusive = !c.Inclusive
	f.Readings = []FlagReading{{string(other.Percent) + "-percentage", a.Fires(other, qs)}, {edgeName, a.Fires(edge, qs)}}
	return f
}

// A percentage is num/den percent, exactly.
type percentage struct{ num, den int64 }

func figureOf(f rules.Figure) percentage { return percentage{f.Num, f.Den} }

func (p percentage) float() float64 { return float64(p.num) / float64(p.den) }

func (p percentage) compare(q percentage) int {
	if p.den == q.den {
		return cmp.Compare(p.num, q.num)
	}
	if safe := int64(1) << 31; max(p.num, -p.num, p.den, q.num, -q.num, q.den) < safe {
		return cmp.Compare(p.num*q.den, q.num*p.den)
	}
	return big.NewRat(p.num, p.den).Cmp(big.NewRat(q.num, q.den))
}

// exactPercent is the percentage of a question's result before rounding, from the count or
// as printed.
func (a *Assessor) exactPercent(q int, r Result) percentage {
	yes, of := int64(r.Yes), int64(r.Of)
	if r.asPrinted() {
		v := r.Percent.Rat()
		yes, of = v.Num().Int64(), 100*v.Denom().Int64()
	}
	num, den := a.Scales[q].Exact(yes, of)
	return percentage{num, den}
}

// measured is the percentage of a question that a criterion looks at. Beside a table, whose
// boundaries are shares, it is the exact one.
func (a *Assessor) measured(c rules.Criterion, q int) percentage {
	return a.measuredOf(c, q, a.Results[q])
}

// measuredOf is measured with another result for the question.
func (a *Assessor) measuredOf(c rules.Criterion, q int, r Result) percentage {
	if s := a.Scales[q]; s.HasPoints() {
		if c.Percent == rules.Exact {
			return figureOf(s.FigureAt(r.count(s), r.Of))
		}
		return figureOf(s.Banded(r.count(s), r.Of))
	}
	if c.Percent == rules.Exact || a.Scale.Rounding == rules.None || !a.Scales[q].ByPercent() {
		return a.exactPercent(q, r)
	}
	return percentage{int64(a.shown(q, r)), 1} // a whole number
}

// A nearness is how far a percentage is from the nearest boundary.
type nearness struct {
	off, den  int64 // hundredths of a point
	direction Direction
	mean      bool // points of answers, of their mean; else percentage points
}

// points is the distance in percentage points, or in points of a mean.
func (n nearness) points() float64 { return float64(n.off) / float64(100*n.den) }

// words is the distance with its unit.
func (n nearness) words() string {
	if n.mean {
		return shortFigure(n.points())
	}
	return phrase.Points(n.points())
}

// FigureText is a figure that a scale bands, as people read it: 64%, or 2.4 where it is a
// mean.
func FigureText(s *rules.Scale, figure float64) string {
	if s.OfMean() {
		return s.Shown(figure, 2)
	}
	return s.Shown(figure, 1) + "%"
}

// shortFigure writes a mean with at most two decimals.
func shortFigure(v float64) string { return strconv.FormatFloat(math.Round(v*100)/100, 'f', -1, 64) }

// within reports whether the points of a criterion, to two decimals, reach so far.
func (n nearness) within(c rules.Criterion) bool {
	points := c.Points
	if n.mean {
		points = c.Mean
	}
	most := int64(math.Round(points*100)) * n.den
	return n.off < most || n.off == most && c.Inclusive
}

// nearDriver finds which of the drivers is nearest to a boundary of its own bands or table;
// ok is false where none has one.
func (a *Assessor) nearDriver(c rules.Criterion, qs []int) (at int, near nearness, ok bool) {
	at = a.driver(qs)
	for _, q := range a.drivers(qs) {
		n, has := nearest(a.Scales[q], a.measured(c, q), a.Results[q].Of)
		n.mean = a.Scales[q].OfMean()
		if has && (!ok || n.within(c) && !near.within(c) || n.within(c) == near.within(c) && n.points() < near.points()) {
			at, near, ok = q, n, true
		}
	}
	return at, near, ok
}

// nearest finds the boundary of a scale that is nearest to a percentage of a number of
// cases; ok is false where it has none.
func nearest(s *rules.Scale, p percentage, of int) (near nearness, ok bool) {
	for i, b := range s.Boundaries(of) {
		off, direction := awayFrom(s, p, b)
		switch {
		case i == 0 || off < near.off:
			near = nearness{off: off, den: p.den * b.Den, direction: direction}
		case off == near.off && direction != near.direction:
			near.direction = EitherWay
		}
		ok = true
	}
	return near, ok
}

// awayFrom is the distance of a percentage from a boundary and the direction to its other
// side, on the boundary to the band that it is not in.
func awayFrom(s *rules.Scale, p percentage, b rules.Boundary) (off int64, direction Direction) {
	off = 100*p.num*b.Den - b.Num*p.den
	if off < 0 || off == 0 && !s.Reaches() {
		return -off, Upwards
	}
	return off, Downwards
}

// words names the boundary that is nearest to a question's percentage, or both.
func (a *Assessor) words(question int, p percentage, near nearness) string {
	var nearest []string
	s := a.Scales[question]
	for _, b := range s.Boundaries(a.Results[question].Of) {
		off, direction := awayFrom(s, p, b)
		if off != near.off {
			continue
		}
		side := phrase.Either(off > 0, near.words()+map[Direction]string{Downwards: " above", Upwards: " below"}[direction], "on")
		nearest = append(nearest, fmt.Sprintf("%s the boundary of %s at %s", side,
			ratingName(a.ratings(question), b.Band), FigureText(s, b.Percent())))
	}
	return strings.Join(nearest, " and ")
}

// smallSample words "so many cases or fewer", of the drivers among a standard's questions.
func (a *Assessor) smallSample(c rules.Criterion, drivers, qs []int) Flag {
	least := a.Results[drivers[0]]
	for _, q := range drivers {
		if r := a.Results[q]; r.HasCount() && (!least.HasCount() || r.Of < least.Of) {
			least = r
		}
	}
	f := Flag{Question: least.Question, Detail: "the number of cases is not stated"}
	if least.HasCount() {
		f.Detail = phrase.Count(least.Of, "case")
	}
	edge, edgeName := c, "fewer-than-the-number"
	edge.Inclusive = !c.Inclusive
	if !c.Inclusive {
		edgeName = "the-number-or-fewer"
	}
	f.Readings = []FlagReading{{edgeName, a.small(edge, drivers)}, {"any-question", a.small(c, qs)}}
	return f
}

// small reports whether a question has few cases; nil where that is not known.
func (a *Assessor) small(c rules.Criterion, among []int) *bool {
	fires, unknown := false, false
	for _, q := range among {
		r := a.Results[q]
		unknown = unknown || !r.HasCount()
		fires = fires || r.HasCount() && (r.Of < c.Cases || r.Of == c.Cases && c.Inclusive)
	}
	if unknown && !fires {
		return nil
	}
	return &fires
}
