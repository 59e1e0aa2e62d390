package predict

import (
	"cmp"
	"slices"

	"onecase/discretion"
)

// SampleReplicates is how many times Finish completes a sample: it is asked for often, and
// the standard error of its chances stays below 0.008.
const SampleReplicates = 4_096

// A Finished is how likely each rating is once the whole sample is read.
type Finished struct {
	Model Model
	Prior Prior
	Simulation
	Questions []FinalChances
	Standards []FinalChances
	Overall   FinalChances
}

// FinalChances are the chances of a rating once the whole sample is read.
type FinalChances struct {
	Chances []float64 // by rating, worst first; nil where they are not known
	Why     string    // why they are not known; ""
}

// Finish gives the chance of each rating once the whole sample is read, before discretion.
// Answers still to come are predicted from those that are in, as [Robust] predicts the
// cases of a population: the sample stands for it. A settled rating has the chance 1. It
// supposes that what is left is like what was read, as it is where the order of reading
// was drawn. Of a question that nobody has answered yes or no there is nothing to predict
// from, and the ratings that it can decide have no chances.
func Finish(p *discretion.Progress, o Options) (*Finished, error) {
	set := p.Inspection.Rules
	out := &Finished{Model: Tied, Prior: o.Prior, Questions: make([]FinalChances, len(p.Questions)),
		Standards: make([]FinalChances, len(p.Standards))}
	if !set.RatesQuestions() {
		return out, nil
	}
	o.Rounding, o.Model, o.HoldDecisions, o.ofSample = p.Rounding, Tied, false, true
	o.Replicates, o.Seed = cmp.Or(o.Replicates, SampleReplicates), cmp.Or(o.Seed, p.Inspection.Record.DrawDigest())
	r, err := Robust(sampleAsPopulation(p), o)
	if err != nil {
		return nil, err
	}
	out.Prior, out.Simulation = r.Prior, r.Simulation
	for at, q := range p.Questions {
		if !q.Information {
			out.Questions[at] = finalChances(set.RatingIDsOf(q.Standard), q.Outcome, p.WhyNothing(q), r.Questions[at].Chances)
		}
	}
	for i, st := range p.Standards {
		why := r.Standards[i].Why
		for _, q := range st.Questions {
			if !q.Information {
				why = cmp.Or(why, p.WhyNothing(p.Questions[q.Place]))
			}
		}
		if st.Awaits {
			why = "it is judged directly, and no rating was given yet"
		}
		out.Standards[i] = finalChances(set.RatingIDsOf(st.ID), st.Outcome, why, r.Standards[i].Chances)
	}
	for _, i := range set.Rater(nil).Made() {
		st, why := p.Standards[i], ""
		if lacking := out.lacking(p, st.Parts); len(lacking) > 0 {
			why = "there are no chances for " + set.StandardTitles(lacking)
		}
		out.Standards[i] = finalChances(set.RatingIDsOf(st.ID), st.Outcome, why, r.Standards[i].Chances)
	}
	out.Overall = finalChances(set.RatingIDsOf(""), p.Overall.Outcome, out.whyNoOverall(p), r.Overall.Chances)
	return out, nil
}

// whyNoOverall names the standards that count and have no chances.
func (f *Finished) whyNoOverall(p *discretion.Progress) string {
	var counted []string
	for _, st := range p.Standards {
		if st.Counted {
			counted = append(counted, st.ID)
		}
	}
	lacking := f.lacking(p, counted)
	if len(lacking) == 0 {
		return ""
	}
	return "there are no chances for " + p.Inspection.Rules.StandardTitles(lacking)
}

// lacking gives those of some standards that have no chances, and may have a rating: what is settled without one
// may be left out.
func (f *Finished) lacking(p *discretion.Progress, standards []string) (ids []string) {
	for i, st := range p.Standards {
		if slices.Contains(standards, st.ID) && f.Standards[i].Chances == nil && !st.Settled {
			ids = append(ids, st.ID)
		}
	}
	return ids
}

// finalChances are the chances of an outcome: certain where it is settled, and not known
// where there is a reason or no prediction.
func finalChances(ids []string, o discretion.Outcome, why string, predicted []float64) FinalChances {
	switch {
	case o.Settled && len(o.Possible) == 1:
		certain := make([]float64, len(ids))
		certain[slices.Index(ids, o.Possible[0])] = 1
		return FinalChances{Chances: certain}
	case o.Settled:
		return FinalChances{Why: "it can have no rating"}
	case why != "" || predicted == nil:
		return FinalChances{Why: cmp.Or(why, "there is nothing to predict from")}
	}
	return FinalChances{Chances: possible(ids, o, predicted)}
}

// possible leaves out what cannot be: an outcome made of items is foretold as one answer, of
// which the items that are in may leave less open.
func possible(ids []string, o discretion.Outcome, predicted []float64) []float64 {
	chances, left := slices.Clone(predicted), 0.0
	for i, id := range ids {
		if !slices.Contains(o.Possible, id) {
			left += chances[i]
			chances[i] = 0
		}
	}
	if left > 0 && left < 1 {
		for i := range chances {
			chances[i] /= 1 - left
		}
	}
	return chances
}

// sampleAsPopulation is the inspection with its sample for the population.
func sampleAsPopulation(p *discretion.Progress) *discretion.Inspection {
	ins := p.Inspection.Clone()
	ins.Record, ins.Decisions = nil, nil
	of := map[string]int{}
	for _, c := range p.Cases {
		of[c.Group]++
	}
	for _, g := range ins.Rules.Groups {
		ins.Groups[g.ID] = discretion.GroupSize{Population: of[g.ID], Sample: ins.Results.Grid.Sampled(g.ID)}
	}
	for at, q := range p.Questions {
		ins.Results.Questions[at].Population = 0
		switch {
		case q.Fixed:
			ins.Results.Questions[at].Population = q.Of
		case q.Known: // it applies to the open ones by the rules
			ins.Results.Questions[at].Population = q.Of + len(q.Open)
		}
	}
	return ins
}
