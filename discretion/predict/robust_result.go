package predict

import (
	"math"
	"strings"
	"sync"
)

// wholly is the reading of every unread case, or of the same cases again.
func (r *robuster) wholly() reading {
	if r.o.Agreement > 0 {
		return reading{label: "again", answering: true,
			question: func(at int) []float64 {
				result := r.Results[at]
				return reread(result.Yes, result.Of-r.HeldNo(at), r.o.Agreement, r.o.Agreement).bands(r.Scale, result.Of)
			}}
	}
	return reading{label: "whole", whole: true, unread: r.unreadOf,
		question: func(at int) []float64 { return r.prediction(at).bands() }}
}

// unreadOf is how many cases of a group were not read; -1 where that is not
// known.
func (r *robuster) unreadOf(group string) int {
	whole := r.Inspection.Groups[group].Population
	if whole == 0 {
		return -1
	}
	return whole - r.Sampled(group)
}

// prediction is what is known of a question's unread cases.
func (r *robuster) prediction(at int) prediction {
	result := r.Results[at]
	p := prediction{scale: r.Scale, prior: r.o.Prior, yes: result.Yes, of: result.Of}
	group := r.Rules.Questions()[at].Group
	switch unreadOf := r.unreadOf(group); {
	case result.Population > 0:
		p.unread = unread{known: true, cases: result.Population - result.Of}
	case unreadOf >= 0:
		p.unread = unread{cases: unreadOf, read: max(r.Sampled(group), result.Of)}
	default:
		p.unread = unread{endless: true}
	}
	return p
}

// assemble puts the outcome of the whole reading in the result.
func (r *robuster) assemble(o outcome) {
	for at := range r.out.Questions {
		q := &r.out.Questions[at]
		if o.questions[at] != nil {
			q.Chances = inRatings(r.Scale, r.Rules, o.questions[at])
			q.Same = r.chanceOf(q.Chances, q.Band)
		}
	}
	for i := range r.out.Standards {
		st, c := &r.out.Standards[i], o.standards[i]
		st.Chances, st.Bounds, st.Basis = c.chances, c.bounds, c.basis
		st.Same = r.chanceOf(st.Chances, st.Computed)
	}
	r.overallChances(o)
	if r.simulated > 0 {
		r.out.Replicates, r.out.Seed = r.o.Replicates, r.o.Seed
		// A chance that one simulation estimates has a variance of at most
		// 1/(4R); scores of several groups add theirs.
		r.out.MonteCarloError = math.Sqrt(float64(r.simulated) / (4 * float64(r.o.Replicates)))
	}
}

// chanceOf is the chance of a rating; nil where either is not known.
func (r *robuster) chanceOf(chances []float64, rating string) *float64 {
	at, ok := r.Rules.RatingIndex(rating)
	if chances == nil || !ok {
		return nil
	}
	return &chances[at]
}

// overallChances fills in the overall rating.
func (r *robuster) overallChances(o outcome) {
	out := &r.out.Overall
	if score, overall, ok := r.Rater.Score(r.standards); ok {
		out.Score, out.Computed = score, r.Rules.Ratings[overall].ID
	}
	if !o.known {
		out.Why = "the rules have no overall rating"
		if r.Rules.Scoring != nil {
			var lacking []string
			for i, st := range r.Rules.Standards {
				if st.Counted && o.standards[i].chances == nil {
					lacking = append(lacking, st.ID)
				}
			}
			out.Why = "there are no chances for " + strings.Join(lacking, ", ")
		}
		return
	}
	out.Basis = o.basis
	if out.Basis == "" {
		out.Basis = ByJudgement
	}
	out.Chances = r.overallRatings(o.scores)
	for i, chance := range o.scores.p {
		if chance > 0 {
			out.Scores = append(out.Scores, ScoreChance{o.scores.from + i, chance})
		}
	}
	out.Same = r.chanceOf(out.Chances, out.Computed)
}

// overallRatings gives the chance of each overall rating from that of each score.
func (r *robuster) overallRatings(scores law) []float64 {
	chances := make([]float64, len(r.Rules.Ratings))
	for i, chance := range scores.p {
		if chance > 0 {
			chances[r.Rater.Overall(scores.from+i)] += chance
		}
	}
	return chances
}

// addMore adds what reading more cases would do.
func (r *robuster) addMore(o outcome) {
	var wait sync.WaitGroup
	for at := range r.out.Questions {
		if r.out.Questions[at].Chances != nil {
			wait.Go(func() {
				group := r.unreadOf(r.Rules.Questions()[at].Group)
				m := r.prediction(at).more(r.within(at, r.o.More), group, r.Scale.Band(r.Results[at].Yes, r.Results[at].Of))
				r.out.Questions[at].More = &m
			})
		}
	}
	wait.Wait()
	for i := range r.out.Standards {
		st := &r.out.Standards[i]
		st.Changes = not(r.chanceOf(r.ofStandard(o, i), st.Computed))
	}
	if o.known && r.out.Overall.Computed != "" {
		r.out.Overall.Changes = not(r.chanceOf(r.overallRatings(o.scores), r.out.Overall.Computed))
	}
}

// ofStandard gives a standard's chances unless it is judged.
func (r *robuster) ofStandard(o outcome, i int) []float64 {
	if o.standards[i].basis == ByJudgement {
		return nil
	}
	return o.standards[i].chances
}

// not is the chance of the contrary.
func not(chance *float64) *float64 {
	if chance == nil {
		return nil
	}
	contrary := 1 - *chance
	return &contrary
}
