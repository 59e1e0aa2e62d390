package predict

import (
	"cmp"
	"errors"
	"math"
	"slices"
	"strings"

	"onecase/discretion"
	"onecase/stats"
	"onecase/stats/phrase"
)

// ratings compares the ratings of every standard and the overall one.
func (c *Compared) ratings(o CompareOptions) error {
	before, after := c.Before.Inspection.Rules, c.After.Inspection.Rules
	if !slices.Equal(before.RatingIDs(), after.RatingIDs()) {
		c.leave("ratings", "the two rule sets do not have the same ratings")
		return nil
	}
	const otherScale = "its ratings are on another scale in the later rules"
	b, err := c.robust(c.Before.Inspection, o)
	if err != nil {
		return err
	}
	a, err := c.robust(c.After.Inspection, o)
	if err != nil {
		return err
	}
	c.warnUnmatched()
	known := b != nil && a != nil
	if !known && before.RatesQuestions() && after.RatesQuestions() {
		c.Warnings.Add("no-chances", "",
			"no chances of a better or a worse rating: the rules rate a sample of fixed size, and do not say what reading every case would be rated")
	}
	for i, st := range c.Before.Standards {
		at, ok := after.StandardIndex(st.ID)
		if !ok {
			c.leave(st.ID, "it is not among the standards of the later rules")
			continue
		}
		now := c.After.Standards[at]
		if !slices.Equal(before.RatingIDsOf(st.ID), after.RatingIDsOf(st.ID)) {
			c.leave(st.ID, otherScale)
			continue
		}
		if st.Rating == "" || now.Rating == "" {
			if now.Rating != "" {
				c.leave(st.ID, "it has no rating in the earlier inspection")
			} else if st.Rating != "" {
				c.leave(st.ID, "it has no rating in the later inspection")
			}
			continue
		}
		r := RatingCompared{ID: st.ID, Before: st.Rating, After: now.Rating, ComputedBefore: st.Computed, ComputedAfter: now.Computed}
		if known {
			r.chances(b.lawOfStandard(i), a.lawOfStandard(at))
			c.warnLacking("before", b.Standards[i])
			c.warnLacking("after", a.Standards[at])
		}
		c.Standards = append(c.Standards, r)
	}
	for _, st := range c.After.Standards {
		if _, ok := before.StandardIndex(st.ID); !ok {
			c.leave(st.ID, "it is not among the standards of the earlier rules")
		}
	}
	if c.Before.Overall == "" || c.After.Overall == "" {
		return nil
	}
	if !slices.Equal(before.RatingIDsOf(""), after.RatingIDsOf("")) {
		c.leave("overall", otherScale)
		return nil
	}
	c.Overall = &RatingCompared{ID: "overall", Before: c.Before.Overall, After: c.After.Overall,
		ComputedBefore: c.Before.OverallComputed, ComputedAfter: c.After.OverallComputed}
	if known {
		c.Overall.chances(newRatingLaw(b.Overall.Chances, b.Overall.Basis), newRatingLaw(a.Overall.Chances, a.Overall.Basis))
	}
	return nil
}

// robust predicts the unread cases on the questions compared; nil without shares to
// predict.
func (c *Compared) robust(ins *discretion.Inspection, o CompareOptions) (*Robustness, error) {
	matched, err := c.matched(ins)
	if err != nil {
		return nil, err
	}
	r, err := Robust(matched, Options{Rounding: o.Rounding, Model: o.Model, Prior: o.Prior, Replicates: o.Replicates,
		Seed: o.Seed, Progress: o.Progress})
	if !ins.Rules.RatesQuestions() || errors.Is(err, ErrCountOfSample) || errors.Is(err, ErrTableOfSample) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	c.Model, c.Prior = r.Model, r.Prior
	// The chance of a better rating is linear in the chances of each inspection,
	// with factors from 0 to 1, so that each error counts once.
	c.Simulation = Simulation{max(c.Replicates, r.Replicates), cmp.Or(r.Seed, c.Seed), math.Hypot(c.MonteCarloError, r.MonteCarloError)}
	return r, nil
}

// matched gives an inspection without results that the other has no count for.
func (c *Compared) matched(ins *discretion.Inspection) (*discretion.Inspection, error) {
	a, err := discretion.NewAssessor(ins, discretion.Options{})
	if err != nil {
		return nil, err
	}
	m := ins.Clone()
	for i := range m.Results.Questions {
		if r := &m.Results.Questions[i]; !c.has(r.Question) {
			*r = r.Emptied()
		}
	}
	// How many cases were read must not depend on what was left out.
	for _, g := range ins.Rules.Groups {
		size := m.Groups[g.ID]
		size.Sample = a.Sampled(g.ID)
		m.Groups[g.ID] = size
	}
	return m, nil
}

// warnLacking says why a standard has no chances in one of the inspections.
func (c *Compared) warnLacking(which string, st StandardRobustness) {
	if st.Why != "" {
		c.Warnings = append(c.Warnings, stats.NewWarning("no-chances", "",
			"there are no chances for %s: %s", stats.ID(st.ID), st.Why).In(which))
	}
}

// has reports whether a question is compared.
func (c *Compared) has(question string) bool {
	return slices.ContainsFunc(c.Questions, func(q QuestionCompared) bool { return q.Before.Question.ID == question }) ||
		slices.ContainsFunc(c.Means, func(q MeanCompared) bool { return q.Before.Question.ID == question })
}

// warnUnmatched names the standards one of whose questions is not compared.
func (c *Compared) warnUnmatched() {
	if !c.After.Inspection.Rules.RatesQuestions() {
		return // nothing rests on them
	}
	for _, st := range c.Before.Standards {
		now, ok := c.After.Inspection.Rules.StandardIndex(st.ID)
		if !ok || st.Withheld || c.After.Standards[now].Withheld {
			continue
		}
		var without []string
		with := false
		for _, q := range slices.Concat(st.Results, c.After.Standards[now].Results) {
			switch has := c.has(q.Question.ID); {
			case has:
				with = true
			case q.HasBand() && !slices.Contains(without, q.Question.ID):
				without = append(without, q.Question.ID)
			}
		}
		if len(without) == 0 {
			continue
		}
		if with {
			c.Warnings.Add("questions-unmatched", "add the number of cases of what is missing",
				"%s: its chances rest on the questions with a count in both inspections, without %s, which may bear on the ratings themselves", stats.ID(st.ID), strings.Join(phrase.Each(without, c.After.Inspection.Rules.QuestionTitle), "; "))
		} else {
			c.Warnings.Add("questions-unmatched", "give both inspections the standard's results with numbers of cases",
				"%s: no question has a count in both inspections, so there are no chances; the ratings rest on different things", stats.ID(st.ID))
		}
	}
}

// A ratingLaw has P(rating >= r) by rating, and the least and greatest it can be
// whatever the dependence between questions.
type ratingLaw struct {
	chances          []float64 // of each rating; nil where they are not known
	tails, low, high []float64
	bounded          bool // low and high hold for any dependence
	basis            Basis
}

func newRatingLaw(chances []float64, basis Basis) ratingLaw {
	t := tails(chances)
	return ratingLaw{chances, t, t, t, basis != ByIndependence, basis}
}

// lawOfStandard gives the law of a standard's rating.
func (r *Robustness) lawOfStandard(at int) ratingLaw {
	st := r.Standards[at]
	law := newRatingLaw(st.Chances, st.Basis)
	if st.Basis != ByIndependence || st.Bounds == nil {
		return law
	}
	law.bounded = true
	law.low, law.high = make([]float64, len(law.tails)), slices.Repeat([]float64{1}, len(law.tails))
	below := make([]float64, len(law.tails)) // the sum of P(question < r)
	for _, chances := range st.Marginals {
		for rating, reached := range tails(chances) {
			below[rating] += 1 - reached
			law.low[rating], law.high[rating] = max(0, 1-below[rating]), min(law.high[rating], reached)
		}
	}
	return law
}

// chances fills in the chances of the ways a rating can go. The inspections are
// independent, so that
//
//	P(better) = sum over r of P(before = r) P(after > r)
//
// which rises with P(after >= r) and falls as P(before >= r) rises, at every r.
// P(lowest question >= r) lies between 1 - sum of P(question < r) and the least
// P(question >= r) (Frechet 1935), and with these ends come the bounds.
func (c *RatingCompared) chances(before, after ratingLaw) {
	c.Basis = weaker(before.basis, after.basis)
	if before.chances == nil || after.chances == nil || before.basis == ByJudgement && after.basis == ByJudgement {
		return
	}
	c.BandsBefore, c.BandsAfter = before.chances, after.chances
	better, worse := exceeds(after.tails, before.tails), exceeds(before.tails, after.tails)
	c.Chances = &Ways{Better: better, Worse: worse, Same: max(0, 1-better-worse)}
	if c.Basis == ByIndependence && c.ID != "overall" && before.bounded && after.bounded {
		c.Bounds = &WaysBounds{
			Better: Bound{exceeds(after.low, before.high), exceeds(after.high, before.low)},
			Worse:  Bound{exceeds(before.low, after.high), exceeds(before.high, after.low)},
		}
	}
}

// exceeds gives P(A > B) of independent A and B from their P(>= r).
func exceeds(a, b []float64) float64 {
	sum := 0.0
	for r := 1; r < len(a); r++ {
		sum += a[r] * (b[r-1] - b[r])
	}
	return min(sum, 1)
}
