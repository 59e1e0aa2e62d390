package discretion

import (
	"cmp"
	"fmt"
	"math"
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
			f = a.smallSample(c, qs)
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
		driver := a.driver(qs)
		return new(a.nearest(a.Scales[driver], a.measured(c, a.Results[driver])).within(c))
	case rules.OneCaseSwing:
		return a.oneCase(qs, a.Scales, a.Bands, c.Change).fires()
	}
	return a.small(c, a.drivers(qs))
}

// nearBoundary words "within so many points of a boundary", of the driver.
func (a *Assessor) nearBoundary(c rules.Criterion, qs []int) Flag {
	at := a.driver(qs)
	percent := a.measured(c, a.Results[at])
	near := a.nearest(a.Scales[at], percent)
	f := Flag{Question: a.Results[at].Question, Points: new(near.points()), Detail: phrase.Percent(percent.float()) + " is " + a.words(at, percent, near)}
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

func (p percentage) float() float64 { return float64(p.num) / float64(p.den) }

func (p percentage) compare(q percentage) int { return cmp.Compare(p.num*q.den, q.num*p.den) }

// exactPercent is a result's percentage before rounding, from the count or as printed.
func exactPercent(r Result) percentage {
	if r.asPrinted() {
		v := r.Percent.Rat()
		return percentage{v.Num().Int64(), v.Denom().Int64()}
	}
	return percentage{100 * int64(r.Yes), int64(r.Of)}
}

// measured is the percentage of a result that a criterion looks at.
func (a *Assessor) measured(c rules.Criterion, r Result) percentage {
	if c.Percent == rules.Exact || a.Scale.Rounding == rules.None {
		return exactPercent(r)
	}
	return percentage{int64(a.shown(r)), 1} // a whole number
}

// A nearness is how far a percentage is from the nearest boundary.
type nearness struct {
	off, den  int64 // hundredths of a point
	direction Direction
}

// points is the distance in percentage points.
func (n nearness) points() float64 { return float64(n.off) / float64(100*n.den) }

// within reports whether the points of a criterion, to two decimals, reach so far.
func (n nearness) within(c rules.Criterion) bool {
	most := int64(math.Round(c.Points*100)) * n.den
	return n.off < most || n.off == most && c.Inclusive
}

// nearest finds the boundary of a scale that is nearest to a percentage.
func (a *Assessor) nearest(s *rules.Scale, p percentage) nearness {
	var near nearness
	for i, band := range s.Boundaries() {
		off, direction := a.off(s, p, band)
		switch {
		case i == 0 || off < near.off:
			near = nearness{off, p.den, direction}
		case off == near.off && direction != near.direction:
			near.direction = EitherWay
		}
	}
	return near
}

// off is the distance of a percentage from the boundary of a band and the direction to
// its other side, on the boundary to the band that it is not in.
func (a *Assessor) off(s *rules.Scale, p percentage, band int) (off int64, direction Direction) {
	off = 100*p.num - s.Boundary(band)*p.den
	if off < 0 || off == 0 && !a.Rules.Percent.Inclusive {
		return -off, Upwards
	}
	return off, Downwards
}

// words names the boundary that is nearest to a question's percentage, or both.
func (a *Assessor) words(question int, p percentage, near nearness) string {
	var nearest []string
	s := a.Scales[question]
	for _, band := range s.Boundaries() {
		off, direction := a.off(s, p, band)
		if off != near.off {
			continue
		}
		side := phrase.Either(off > 0, phrase.Points(near.points())+map[Direction]string{Downwards: " above", Upwards: " below"}[direction], "on")
		nearest = append(nearest, fmt.Sprintf("%s the boundary of %s at %s", side,
			ratingName(a.ratings(question), band), phrase.Percent(float64(s.Boundary(band))/100)))
	}
	return strings.Join(nearest, " and ")
}

// smallSample words "so many cases or fewer", of the drivers.
func (a *Assessor) smallSample(c rules.Criterion, qs []int) Flag {
	drivers := a.drivers(qs)
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
