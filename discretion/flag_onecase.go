package discretion

import "onecase/discretion/rules"

// A reach says in which directions one case can take a standard out of its
// rating.
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

// oneCase finds what one case can do to a standard on a scale: any of its
// answers (change OneCase), or a single one (OneAnswer).
func (a *Assessor) oneCase(qs []int, s *rules.Scale, change rules.ChangeReading) reach {
	bands := a.bandsUnder(s)
	low := lowest(qs, bands)
	r := reach{question: a.drivers(qs)[0]}
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
		if need, _, ok := a.fall(s, q, low-1); ok && need <= 1 && !r.down {
			r.down, r.question = true, q
		}
	}
	if low+1 >= s.Bands() {
		return r
	}
	rise := a.raise(qs, bands, s, low+1)
	if rise.unknown || rise.held || len(rise.demands) == 0 || rise.least > 1 {
		return r
	}
	one := len(rise.demands) == 1
	r.up = one || rise.byCase && change != rules.OneAnswer
	r.shared = !r.up && rise.least == 1 && change != rules.OneAnswer
	return r
}

// oneCaseSwing applies "a differing judgement in one case" to the whole
// standard: the lowest question sets the rating, so a question that rises alone
// leaves it where it was when another one holds it there.
func (a *Assessor) oneCaseSwing(c rules.Criterion, qs []int) Flag {
	main, driver := a.oneCase(qs, a.Scale, c.Change), a.drivers(qs)[0]
	one, other, name := "one case", rules.OneAnswer, "one-answer"
	if c.Change == rules.OneAnswer {
		one, other, name = "one answer", rules.OneCase, "one-case"
	}
	f := Flag{Criterion: rules.OneCaseSwing, Question: a.Results[main.question].Question,
		Fires: main.fires(), Direction: main.direction(), Detail: main.words(one), ImpliedBy: a.impliedBy(qs)}
	if main.shared {
		f.IfShared = Upwards
	}
	f.Readings = []FlagReading{
		{name, a.oneCase(qs, a.Scale, other).fires()},
		{"driver-alone", a.oneCase([]int{driver}, a.Scale, rules.OneAnswer).fires()},
	}
	if a.Rules.Percent.Measure == rules.PercentYes {
		rounding, name := rules.None, "exact-percentages"
		if a.Scale.Rounding == rules.None {
			rounding, name = rules.HalfUp, "rounded-percentages"
		}
		f.Readings = append(f.Readings, FlagReading{name, a.oneCase(qs, a.Rules.Scale(rounding), c.Change).fires()})
	}
	return f
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

// impliedBy is near-boundary where it fires, and where at the driver's number of
// cases every count that is one answer from another band is within its distance as
// well: the one-case swing then adds nothing. Another question can swing the standard
// while the driver is far from every boundary, so that the number of cases alone does
// not tell.
func (a *Assessor) impliedBy(qs []int) rules.CriterionID {
	r := a.Results[a.drivers(qs)[0]]
	c, ok := a.Rules.Criterion(rules.NearBoundary)
	if !ok || !r.HasCount() || a.Rules.Percent.Measure != rules.PercentYes || !*a.nearBoundary(c, qs).Fires {
		return ""
	}
	for yes := range r.Of + 1 {
		up := yes < r.Of && a.Scale.Band(yes+1, r.Of) != a.Scale.Band(yes, r.Of)
		down := yes > 0 && a.Scale.Band(yes-1, r.Of) != a.Scale.Band(yes, r.Of)
		if !up && !down {
			continue
		}
		percent := exactPercent(Result{Known: Counted, Yes: yes, Of: r.Of})
		if c.Percent == rules.Rounded && a.Scale.Rounding != rules.None {
			percent.SetFloat64(a.Scale.Percent(yes, r.Of)) // a whole number
		}
		if !a.nearest(percent).within(c.Points, c.Inclusive) {
			return ""
		}
	}
	return rules.NearBoundary
}
