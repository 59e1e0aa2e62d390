package discretion

import (
	"fmt"
	"math"
	"math/big"

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
		switch c.ID {
		case rules.NearBoundary:
			flags = append(flags, a.nearBoundary(c, qs))
		case rules.OneCaseSwing:
			flags = append(flags, a.oneCaseSwing(c, qs))
		case rules.SmallSample:
			flags = append(flags, a.smallSample(c, qs))
		}
	}
	return flags
}

// nearBoundary applies "within so many points of a boundary" to the driver.
func (a *Assessor) nearBoundary(c rules.Criterion, qs []int) Flag {
	driver := a.drivers(qs)[0]
	percent, other, otherName := a.roundedPercent(driver), a.Exact[driver], "exact-percentage"
	if c.Percent == rules.Exact {
		percent, other, otherName = other, percent, "rounded-percentage"
	}
	near := a.nearest(percent)
	fires := near.within(c.Points, c.Inclusive)
	points, _ := near.distance.Float64()
	shown, _ := percent.Float64()
	f := Flag{Criterion: rules.NearBoundary, Question: a.Results[driver].Question, Fires: &fires, Points: &points,
		Detail: fmt.Sprintf("%s is %s", phrase.Percent(shown), near.words)}
	if fires {
		f.Direction = near.direction
	}
	edgeName := "less-than-the-distance"
	if !c.Inclusive {
		edgeName = "at-most-the-distance"
	}
	f.Readings = []FlagReading{
		{otherName, new(a.nearest(other).within(c.Points, c.Inclusive))},
		{edgeName, new(near.within(c.Points, !c.Inclusive))},
	}
	return f
}

// roundedPercent is a question's percentage as it is banded.
func (a *Assessor) roundedPercent(q int) *big.Rat {
	if a.Scale.Rounding == rules.None {
		return a.Exact[q]
	}
	return new(big.Rat).SetFloat64(a.shown(q)) // a whole number
}

// A nearness is how far a percentage is from the nearest boundary.
type nearness struct {
	distance  *big.Rat
	direction Direction
	words     string
}

// within reports whether the distance is at most, or less than, some points.
func (n nearness) within(points float64, inclusive bool) bool {
	order := n.distance.Cmp(hundredths(points))
	return order < 0 || order == 0 && inclusive
}

// hundredths is a figure of at most two decimals, exactly.
func hundredths(v float64) *big.Rat {
	return big.NewRat(int64(math.Round(v*100)), 100)
}

// nearest finds the boundary nearest to a percentage. On a boundary the
// direction is the band that the percentage is not in.
func (a *Assessor) nearest(percent *big.Rat) nearness {
	var near nearness
	for band := 1; band < a.Scale.Bands(); band++ {
		boundary := a.Scale.Boundary(band)
		distance := new(big.Rat).Sub(percent, boundary)
		direction, side := Downwards, "above"
		if order := distance.Sign(); order < 0 || order == 0 && !a.Rules.Percent.Inclusive {
			direction, side = Upwards, "below"
		}
		distance.Abs(distance)
		at, _ := boundary.Float64()
		words := fmt.Sprintf("the boundary of %s at %s", a.Rules.Ratings[a.Scale.Rating(band)].Name, phrase.Percent(at))
		if d, _ := distance.Float64(); distance.Sign() == 0 {
			words = "on " + words
		} else {
			words = fmt.Sprintf("%s %s %s", phrase.Points(d), side, words)
		}
		order := -1
		if near.distance != nil {
			order = distance.Cmp(near.distance)
		}
		switch {
		case order < 0:
			near = nearness{distance, direction, words}
		case order == 0 && direction != near.direction:
			near.direction = EitherWay
			near.words += " and " + words
		}
	}
	return near
}

// smallSample applies "so many cases or fewer" to the drivers.
func (a *Assessor) smallSample(c rules.Criterion, qs []int) Flag {
	small := func(inclusive bool, among []int) *bool {
		fires, unknown := false, false
		for _, q := range among {
			r := a.Results[q]
			unknown = unknown || !r.HasCount()
			fires = fires || r.HasCount() && (r.Of < c.Cases || r.Of == c.Cases && inclusive)
		}
		if unknown && !fires {
			return nil
		}
		return &fires
	}
	drivers := a.drivers(qs)
	least := a.Results[drivers[0]]
	for _, q := range drivers {
		if r := a.Results[q]; r.HasCount() && (!least.HasCount() || r.Of < least.Of) {
			least = r
		}
	}
	f := Flag{Criterion: rules.SmallSample, Question: least.Question, Fires: small(c.Inclusive, drivers), Detail: "the number of cases is not stated"}
	if least.HasCount() {
		f.Detail = phrase.Count(least.Of, "case")
	}
	edge := "fewer-than-the-number"
	if !c.Inclusive {
		edge = "the-number-or-fewer"
	}
	f.Readings = []FlagReading{{edge, small(!c.Inclusive, drivers)}, {"any-question", small(c.Inclusive, qs)}}
	return f
}

// Fires applies one criterion to a standard's questions, without the alternative
// readings that an assessment adds. It is nil if it cannot be told from what is known.
func (a *Assessor) Fires(c rules.Criterion, qs []int) *bool {
	for _, q := range qs {
		a.Exact[q] = exactPercent(a.Results[q])
	}
	switch c.ID {
	case rules.NearBoundary:
		return a.nearBoundary(c, qs).Fires
	case rules.OneCaseSwing:
		return a.oneCase(qs, a.Scale, c.Change).fires()
	}
	return a.smallSample(c, qs).Fires
}
