package discretion

import (
	"slices"

	"onecase/discretion/rules"
)

// A reach says which ways one case can take a standard out of its rating.
type reach struct {
	down     bool
	up       bool // certain
	shared   bool // upwards, if one case changes several questions
	unknown  bool // a question without a number of cases decides it
	question int  // one of which the answer is enough; else the driver
}

// direction puts a reach in one word.
func (r reach) direction() Direction {
	switch {
	case r.up && r.down:
		return EitherWay
	case r.up:
		return Upwards
	case r.down:
		return Downwards
	}
	return ""
}

// fires is nil if it cannot be told from what is known.
func (r reach) fires() *bool {
	fires := r.up || r.down
	if !fires && (r.shared || r.unknown) {
		return nil
	}
	return &fires
}

// oneCase finds what one case can do to a standard on a scale, whose bands are given:
// any of its answers (change OneCase), or a single one (OneAnswer).
func (a *Assessor) oneCase(qs []int, scales []*rules.Scale, bands []int, change rules.ChangeReading) reach {
	low := lowest(qs, bands)
	r := reach{question: a.driver(qs)}
	if low == rules.Unbanded {
		r.unknown = true
		return r
	}
	for _, q := range qs {
		result := a.Results[q]
		if !result.HasCount() {
			r.unknown = r.unknown || bands[q] == low
			continue
		}
		if low == 0 {
			continue
		}
		if need, _, ok := a.fall(scales[q], q, low-1); ok && need <= 1 && !r.down {
			r.down, r.question = true, q
		}
	}
	if low+1 >= scales[qs[0]].Bands() {
		return r
	}
	rise := a.raise(qs, bands, scales, low+1)
	if rise.unknown || rise.held || len(rise.demands) == 0 || rise.least > 1 {
		return r
	}
	one := len(rise.demands) == 1
	r.up = one || rise.byCase && change != rules.OneAnswer
	r.shared = !r.up && rise.least == 1 && change != rules.OneAnswer
	return r
}

// oneCaseSwing words "a differing judgement in one case", of the whole standard: a
// question that rises alone leaves the rating where another one holds it.
func (a *Assessor) oneCaseSwing(c rules.Criterion, qs []int) Flag {
	main := a.oneCase(qs, a.Scales, a.Bands, c.Change)
	other := rules.OneAnswer
	if c.Change == rules.OneAnswer {
		other = rules.OneCase
	}
	f := Flag{Question: a.Results[main.question].Question, Direction: main.direction(),
		Detail: main.words("one " + string(c.Change)), ImpliedBy: a.impliedBy(qs, main)}
	if main.shared {
		f.IfShared = Upwards
	}
	f.Readings = []FlagReading{
		{"one-" + string(other), a.oneCase(qs, a.Scales, a.Bands, other).fires()},
		{"driver-alone", a.oneCase([]int{a.driver(qs)}, a.Scales, a.Bands, rules.OneAnswer).fires()},
	}
	if a.byPercent(qs) {
		rounding, name := rules.None, "exact-percentages"
		if a.Scale.Rounding == rules.None {
			rounding, name = rules.HalfUp, "rounded-percentages"
		}
		scales := a.scales(rounding)
		f.Readings = append(f.Readings, FlagReading{name, a.oneCase(qs, scales, a.bandsUnder(scales), c.Change).fires()})
	}
	return f
}

// byPercent tells whether percentages decide the bands of all of some questions.
func (a *Assessor) byPercent(qs []int) bool {
	return !slices.ContainsFunc(qs, func(q int) bool { return !a.Scales[q].ByPercent() })
}

// words puts a reach in a sentence.
func (r reach) words(one string) string {
	switch {
	case r.up && r.down:
		return one + " would change the rating, up or down"
	case r.up:
		return one + " would raise the rating"
	case r.down && r.shared:
		return one + " would lower the rating; it would raise it only by changing on several questions"
	case r.down:
		return one + " would lower the rating"
	case r.shared:
		return one + " would raise the rating only by changing on several questions; totals do not tell whether one can"
	case r.unknown:
		return "the number of cases is not stated"
	}
	return one + " would not change the rating"
}

// impliedBy is near-boundary where it fires and, at the driver's number of cases, would
// for every count that is one answer from another band: the one-case swing adds nothing
// then. Other questions can swing the standard too, so the number alone does not tell; where
// they do and the driver does not, the swing is not about what is near a boundary.
func (a *Assessor) impliedBy(qs []int, swing reach) rules.CriterionID {
	c, ok := a.Rules.Criterion(rules.NearBoundary)
	driver, _, _ := a.nearDriver(c, qs)
	r, s := a.Results[driver], a.Scales[driver]
	if !ok || !r.HasCount() || !*a.Fires(c, qs) {
		return ""
	}
	alone := a.oneCase([]int{driver}, a.Scales, a.Bands, rules.OneAnswer)
	if (swing.up || swing.down) && !alone.up && !alone.down {
		return ""
	}
	for yes := range r.Of + 1 {
		if here := s.Band(yes, r.Of); s.Band(min(yes+1, r.Of), r.Of) == here && s.Band(max(yes-1, 0), r.Of) == here {
			continue
		}
		if near, _ := nearest(s, a.measuredOf(c, driver, Result{Known: Counted, Yes: yes, Of: r.Of}), r.Of); !near.within(c) {
			return ""
		}
	}
	return rules.NearBoundary
}
