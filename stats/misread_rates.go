package stats

import (
	"errors"
	"fmt"
)

// An ErrorRate is how often answers of one kind are wrong: stated, or found in cases whose truth
// is known, as from second readings elsewhere.
type ErrorRate struct {
	Share     float64 // where it is stated: Of is 0
	Wrong, Of int     // found: Wrong of Of cases were misread
}

// ErrorRates are the rates of wrong yes, among true no cases, and of wrong no, among true yes cases.
type ErrorRates struct{ Yes, No ErrorRate }

// Found reports whether a rate was found rather than stated, so that it is in doubt.
func (r ErrorRates) Found() bool { return r.Yes.Of > 0 || r.No.Of > 0 }

// Misreading takes found rates for true.
func (r ErrorRates) Misreading() Misreading { return Misreading{r.Yes.share(), r.No.share()} }

func (r ErrorRate) share() float64 {
	if r.Of > 0 {
		return float64(r.Wrong) / float64(r.Of)
	}
	return r.Share
}

// limits are those of Clopper and Pearson for a rate that was found; a stated one is sure.
func (r ErrorRate) limits(confidence float64) (low, high float64, err error) {
	if r.Of == 0 {
		return r.Share, r.Share, nil
	}
	i, err := IntervalFor(IntervalSpec{Method: Exact, Yes: r.Wrong, Of: r.Of, Confidence: confidence})
	return i.Low, i.High, err
}

// within returns the ends of both rates, which hold together at a confidence.
func (r ErrorRates) within(confidence float64) (least, most Misreading, err error) {
	if r.Yes.Of > 0 && r.No.Of > 0 {
		confidence = (1 + confidence) / 2
	}
	var yes, no error
	least.WrongYes, most.WrongYes, yes = r.Yes.limits(confidence)
	least.WrongNo, most.WrongNo, no = r.No.limits(confidence)
	return least, most, errors.Join(yes, no)
}

// MisreadShare is [MisreadInterval] for a population that can have from Least to Most cases, with
// rates that may be in doubt. The limits are the least and the greatest over every size (see
// [SubsampleInterval]) and over every pair of rates within their own limits.
//
// Found rates share out what the confidence leaves: half of it to both rates, the other half to the
// count. Proof that the limits hold the truth at least as often as the confidence says: they
// fail only if the rates' limits fail or, with the true rates, those of the count (Bonferroni).
// The chance of many answers of yes rises with wrong yes and falls with wrong no, so that two
// corners of the rectangle of rates give the least and the greatest limits. The rates have to be found
// in cases that were chosen without a look at their first answers, among those that were counted or
// others; each case is misread by itself.
func MisreadShare(s DrawnShare, confidence float64, rates ErrorRates) (MisreadLimits, error) {
	out := MisreadLimits{Misreading: rates.Misreading(), Interval: Interval{
		IntervalSpec: IntervalSpec{Method: Exact, Yes: s.Yes, Of: s.Of, Population: s.Most, Confidence: confidence}, Guaranteed: true}}
	if err := errors.Join(s.check("first"), out.Misreading.Check(), checkShares(namedShare{"confidence", confidence})); err != nil {
		return out, err
	}
	if s.Of > MaxMisread {
		return out, fmt.Errorf("stats: limits for misread cases are worked out for samples of up to %d cases, got %d", MaxMisread, s.Of)
	}
	out.Corrected = out.Correct(s.share())
	if !rates.Found() && s.Least == s.Most {
		return MisreadInterval(out.IntervalSpec, out.Misreading)
	}
	level := confidence
	if rates.Found() {
		level = (1 + confidence) / 2
	}
	least, most, err := rates.within(level)
	if err != nil {
		return out, err
	}
	ends := endsOf(s, least, most)
	out.LowRates, out.HighRates, out.CountConfidence = ends.first, ends.second, level
	for k, N := range s.subsampleSizes(confidence) {
		spec := IntervalSpec{Method: Exact, Yes: s.Yes, Of: s.Of, Population: N, Confidence: level}
		i, likely, err := ends.at(spec)
		if err != nil {
			return out, err
		}
		if k == 0 {
			i.IntervalSpec, i.Guaranteed, i.Warnings = out.IntervalSpec, true, nil
			out.Interval = i
			out.doubt(likely)
		}
		out.Low, out.High = min(out.Low, i.Low), max(out.High, i.High)
	}
	if s.Least != s.Most {
		out.Population, out.HasCounts, out.LowCount, out.HighCount = Infinite, false, 0, 0
	}
	return out, nil
}

// misreadEnds has what two corners of a rectangle of rates say of a count: the first gives low limits,
// the second high ones.
type misreadEnds struct {
	first, second Misreading
	above, below  []float64 // by the true yes cases of the sample; nil: the corner leaves every number
}

func endsOf(s DrawnShare, least, most Misreading) misreadEnds {
	e := misreadEnds{first: Misreading{most.WrongYes, least.WrongNo}, second: Misreading{least.WrongYes, most.WrongNo}}
	if e.first.Check() == nil {
		e.above, _ = e.first.answers(s.Of).tails(s.Yes)
	}
	if e.second.Check() == nil {
		_, e.below = e.second.answers(s.Of).tails(s.Yes)
	}
	return e
}

// at gives the limits for one size of the population, and whether any number goes with the answers.
func (e misreadEnds) at(spec IntervalSpec) (i Interval, likely bool, err error) {
	if spec.Population == Infinite {
		read, err := IntervalFor(spec)
		likely = read.High >= e.second.WrongYes && read.Low <= 1-e.first.WrongNo
		i = read
		i.Low, i.High = 0, 1
		if e.above != nil {
			i.Low = e.first.Correct(read.Low)
		}
		if e.below != nil {
			i.High = e.second.Correct(read.High)
		}
		return i, likely, err
	}
	l, err := newLevel(spec.Confidence)
	low, high := 0, spec.Population
	if e.above != nil {
		low = leastYes(e.above, spec.Population, l.alpha/2)
	}
	if e.below != nil {
		high = mostYes(e.below, spec.Population, l.alpha/2)
	}
	likely = low <= high
	i = Interval{IntervalSpec: spec}
	i.setCounts(kept(low, high, spec.Population))
	return i, likely, err
}
