package discretion

import (
	"fmt"
	"slices"

	"onecase/discretion/rules"
)

// turnedFlags applies the criteria for discretion to a standard with questions that is not the
// lowest of its shares of yes alone.
func (a *Assessor) turnedFlags(i, at int) []Flag {
	qs := a.flagged(i)
	var flags []Flag
	for _, c := range a.Rules.Criteria {
		f := Flag{Criterion: c.ID, Question: a.Results[a.driver(qs)].Question}
		switch c.ID {
		case rules.NearBoundary:
			a.turnedNear(i, c, qs, &f)
		case rules.OneCaseSwing:
			r := a.turnedReach(i, at, c)
			f.Direction, f.Detail, f.Fires = r.direction(), r.words("one "+string(c.Change)), r.fires()
			if r.shared {
				f.IfShared = Upwards
			}
		case rules.SmallSample:
			few := a.turnedFew(i, qs)
			f = a.smallSample(c, few, qs)
			f.Criterion, f.Fires, f.Readings = c.ID, a.small(c, few), f.Readings[:1]
		}
		flags = append(flags, f)
	}
	return flags
}

// flagged gives the questions of a standard that criteria look at: those that its rating is made of.
func (a *Assessor) flagged(i int) []int {
	if a.Rules.Standards[i].Combine == rules.Mean {
		return a.rated(i)
	}
	return banded(a.Rules.Standards[i], a.Bands)
}

// FiresIn applies one criterion to a standard with questions, by its place; nil where it has no
// rating, or it cannot be told.
func (a *Assessor) FiresIn(i int, c rules.Criterion) *bool {
	qs := a.flagged(i)
	if len(qs) == 0 {
		return nil
	}
	if a.Rater.Plain(i) {
		return a.Fires(c, qs)
	}
	at := a.leaf(i, asFound, true)
	if at == rules.Unrated || at != a.leaf(i, asFound, false) {
		return nil
	}
	switch c.ID {
	case rules.NearBoundary:
		return a.heldIn(i, c, qs).fires(c)
	case rules.OneCaseSwing:
		return a.turnedReach(i, at, c).fires()
	}
	return a.small(c, a.turnedFew(i, qs))
}

// turnedFew gives the questions that small-sample is about: the drivers where the lowest question
// decides, else all.
func (a *Assessor) turnedFew(i int, qs []int) []int {
	if a.Rater.TakesLowest(i) {
		return a.drivers(qs)
	}
	return qs
}

// A held is a figure that near-boundary holds against boundaries: the mean of a standard, or the
// percentage of the driver that is nearest to one.
type held struct {
	question string // "" of a mean
	scale    *rules.Scale
	figure   percentage
	near     nearness
	bounded  bool // there is a boundary
	unknown  bool // the mean has too many decimals
}

// fires tells whether the figure is within the distance of a criterion; nil where it is not known.
func (h held) fires(c rules.Criterion) *bool {
	if h.unknown {
		return nil
	}
	return new(h.bounded && h.near.within(c))
}

// heldIn is what near-boundary looks at in a standard.
func (a *Assessor) heldIn(i int, c rules.Criterion, qs []int) (h held) {
	a.leaf(i, asFound, true)
	mean, scale := a.Rater.MeanOf(i, a.scratchFigures)
	if mean == nil {
		at, near, ok := a.nearDriver(c, qs)
		return held{question: a.Results[at].Question, scale: a.Scales[at], figure: a.measured(c, at), near: near, bounded: ok}
	}
	h.scale = scale
	if c.Percent == rules.Rounded && scale.Rounding != rules.None {
		h.figure = percentage{int64(scale.Rounded(mean)), 1}
	} else if h.figure = (percentage{mean.Num().Int64(), mean.Denom().Int64()}); !mean.Num().IsInt64() || h.figure.den > 1<<40 {
		h.unknown = true
		return h
	}
	h.near, h.bounded = nearest(scale, h.figure, 0)
	return h
}

// turnedNear applies near-boundary.
func (a *Assessor) turnedNear(i int, c rules.Criterion, qs []int, f *Flag) {
	h := a.heldIn(i, c, qs)
	f.Question, f.Fires = h.question, h.fires(c)
	switch {
	case h.unknown:
		f.Detail = "the mean has too many decimals to be held against a boundary"
	case !h.bounded:
		f.Detail = "it has no boundary"
	default:
		f.Points = new(h.near.points())
		f.Detail = fmt.Sprintf("%s is %s from a boundary", FigureText(h.scale, h.figure.float()), h.near.words())
		if *f.Fires {
			f.Direction = h.near.direction
		}
	}
}

// turnedReach finds what one case, or one answer, can do to a standard.
func (a *Assessor) turnedReach(i, at int, c rules.Criterion) (r reach) {
	var together bool
	r.down, together = a.oneTurn(i, at-1, c, false)
	r.unknown = !r.down && together
	r.up, together = a.oneTurn(i, at+1, c, true)
	r.shared = !r.up && together
	return r
}

// oneTurn tells whether one case, or one answer where the criterion is about answers, is enough to
// bring a standard to a rating; and if it is not for certain, whether a case with answers to all
// questions would be, which totals do not tell.
func (a *Assessor) oneTurn(i, to int, c rules.Criterion, up bool) (enough, together bool) {
	if to < 0 || to >= len(a.Rules.RatingsOf(i)) {
		return false, false
	}
	qs := slices.DeleteFunc(a.rated(i), func(q int) bool { return !a.Results[q].HasCount() })
	meets := func(gain func(q int) int) bool {
		return a.meets([]goal{{i, to}}, func(q int) int {
			if !slices.Contains(qs, q) {
				return 0
			}
			return gain(q)
		}, up)
	}
	byAnswer := c.Change == rules.OneAnswer
	if !byAnswer && !slices.ContainsFunc(qs, func(q int) bool { return a.Results[q].Known != Answered }) {
		cases := a.Inspection.Results.Grid.Cases
		return slices.ContainsFunc(cases, func(k Case) bool {
			return meets(func(q int) int { return a.gainOf(&k, q, up) })
		}), false
	}
	farthestOne := func(q int) int { return farthest(a.stepsOf(q, up), 1) }
	for _, one := range qs {
		if meets(func(q int) int {
			if q != one {
				return 0
			}
			return farthestOne(q)
		}) {
			return true, false
		}
	}
	if byAnswer || !meets(farthestOne) {
		return false, false
	}
	return a.casesAtMost(a.Rules.Standards[i].Group) == 1, true
}

// Moves tells whether a case, judged differently in all of its answers, takes a standard to another
// rating than the results make; the case is one of those in them.
func (a *Assessor) Moves(i int, c *Case) bool {
	at := a.leaf(i, asFound, true)
	for _, up := range []bool{true, false} {
		if a.leaf(i, func(q int) int { return a.gainOf(c, q, up) }, up) != at {
			return true
		}
	}
	return false
}
