package predict

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"onecase/discretion"
	"onecase/stats"
)

// ratings compares the ratings of every standard and the overall one.
func (c *Compared) ratings(o CompareOptions) error {
	before, after := c.Before.Inspection.Rules, c.After.Inspection.Rules
	if !slices.Equal(before.RatingIDs(), after.RatingIDs()) {
		c.leave("ratings", "the two rule sets do not have the same ratings")
		return nil
	}
	b, err := c.robust(c.Before.Inspection, o)
	if err != nil {
		return err
	}
	a, err := c.robust(c.After.Inspection, o)
	if err != nil {
		return err
	}
	c.warnUnmatched()
	if (b == nil || a == nil) && len(before.Bands) > 0 && len(after.Bands) > 0 {
		c.Warnings = append(c.Warnings, stats.Warning{Code: "no-chances",
			Message: "no chances of a better or a worse rating: the rules count the no answers in a sample of fixed size, and do not say what reading every case would be rated"})
	}
	for i, st := range c.Before.Standards {
		at, ok := after.StandardIndex(st.ID)
		if !ok {
			c.leave(st.ID, "it is not among the standards of the later rules")
			continue
		}
		now := c.After.Standards[at]
		switch {
		case st.Rating == "" && now.Rating == "":
			continue
		case st.Rating == "":
			c.leave(st.ID, "it has no rating in the earlier inspection")
			continue
		case now.Rating == "":
			c.leave(st.ID, "it has no rating in the later inspection")
			continue
		}
		r := RatingCompared{ID: st.ID, Before: st.Rating, After: now.Rating, ComputedBefore: st.Computed, ComputedAfter: now.Computed}
		if b != nil && a != nil {
			r.chances(lawOfStandard(b, i), lawOfStandard(a, at))
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
	r := RatingCompared{ID: "overall", Before: c.Before.Overall, After: c.After.Overall, ComputedBefore: c.Before.OverallComputed, ComputedAfter: c.After.OverallComputed}
	if b != nil && a != nil {
		r.chances(lawOfOverall(b), lawOfOverall(a))
	}
	c.Overall = &r
	return nil
}

// robust predicts the unread cases of one inspection on the questions that have a
// count in both; nil under rules that have no share to predict.
func (c *Compared) robust(ins *discretion.Inspection, o CompareOptions) (*Robustness, error) {
	matched, err := c.matched(ins)
	if err != nil {
		return nil, err
	}
	r, err := Robust(matched, Options{Rounding: o.Rounding, Prior: o.Prior, Replicates: o.Replicates, Seed: o.Seed, Progress: o.Progress})
	if len(ins.Rules.Bands) == 0 || errors.Is(err, errCountOfSample) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	c.Prior = r.Prior
	if r.Replicates > 0 {
		c.Replicates, c.Seed = max(c.Replicates, r.Replicates), r.Seed
		// The chance of a better rating is linear in the chances of either
		// inspection, with factors from 0 to 1, so that either error counts once.
		c.MonteCarloError = math.Hypot(c.MonteCarloError, r.MonteCarloError)
	}
	return r, nil
}

// matched gives an inspection without the results of questions that have no count
// in the other, which would make ratings of unlike things.
func (c *Compared) matched(ins *discretion.Inspection) (*discretion.Inspection, error) {
	a, err := discretion.NewAssessor(ins, discretion.Options{})
	if err != nil {
		return nil, err
	}
	m := ins.Clone()
	for i := range m.Results.Questions {
		if r := &m.Results.Questions[i]; !c.has(r.Question) {
			*r = discretion.Result{Question: r.Question}
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

// has reports whether a question is compared.
func (c *Compared) has(question string) bool {
	return slices.ContainsFunc(c.Questions, func(q QuestionCompared) bool { return q.Before.Question.ID == question })
}

// warnUnmatched names the standards one of whose questions is not compared.
func (c *Compared) warnUnmatched() {
	for _, st := range c.Before.Standards {
		now := slices.IndexFunc(c.After.Standards, func(a discretion.StandardAssessment) bool { return a.ID == st.ID })
		if now < 0 {
			continue
		}
		var without []string
		with := false
		for _, q := range append(st.Results[:len(st.Results):len(st.Results)], c.After.Standards[now].Results...) {
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
		w := stats.Warning{Code: "questions-unmatched", Fix: "add the number of cases of what is missing",
			Message: fmt.Sprintf("%s: its chances rest on the questions with a count in both inspections, without %s, which may bear on the ratings themselves", st.ID, strings.Join(without, ", "))}
		if !with {
			w.Fix = "give both inspections the standard's results with numbers of cases"
			w.Message = fmt.Sprintf("%s: no question has a count in both inspections, so there are no chances; the ratings rest on different things", st.ID)
		}
		c.Warnings = append(c.Warnings, w)
	}
}

// A ratingLaw is how likely a rating of one inspection is to be each one or a
// better one: P(rating >= r) by rating, and the least and the greatest it can be
// however the answers to different questions go together.
type ratingLaw struct {
	chances   []float64 // of each rating; nil where it is not known
	tails     []float64
	low, high []float64
	basis     Basis
}

func lawOfStandard(r *Robustness, at int) ratingLaw {
	st := r.Standards[at]
	law := ratingLaw{basis: st.Basis, chances: st.Chances, tails: tails(st.Chances)}
	law.low, law.high = law.tails, law.tails
	if st.Basis != ByIndependence {
		return law
	}
	law.low, law.high = slices.Clone(law.tails), slices.Clone(law.tails)
	for rating := range law.tails {
		below, least := 0.0, 1.0
		for _, q := range st.Questions {
			at, _ := r.Inspection.Rules.QuestionIndex(q.ID)
			if chances := r.Questions[at].Chances; chances != nil {
				reached := tail(chances, rating)
				below += 1 - reached
				least = min(least, reached)
			}
		}
		law.low[rating], law.high[rating] = max(0, 1-below), least
	}
	return law
}

func lawOfOverall(r *Robustness) ratingLaw {
	t := tails(r.Overall.Chances)
	return ratingLaw{basis: r.Overall.Basis, chances: r.Overall.Chances, tails: t, low: t, high: t}
}

// tails gives P(rating >= r) by rating.
func tails(chances []float64) []float64 {
	var t []float64
	for r := range chances {
		t = append(t, tail(chances, r))
	}
	return t
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
	if before.tails == nil || after.tails == nil || before.basis == ByJudgement && after.basis == ByJudgement {
		return
	}
	c.BandsBefore, c.BandsAfter = before.chances, after.chances
	better, worse := exceeds(after.tails, before.tails), exceeds(before.tails, after.tails)
	c.Chances = &Ways{Better: better, Worse: worse, Same: max(0, 1-better-worse)}
	if c.Basis == ByIndependence && c.ID != "overall" {
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
