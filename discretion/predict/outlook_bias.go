package predict

import (
	"cmp"
	"slices"

	"onecase/discretion/rules"
)

// biases reckons how far the lowest of some independent questions is off on
// average, given that it can be rated.
func (l *look) biases(i int, qs []int, out *StandardOutlook) {
	if out.None >= 1 {
		return
	}
	lowest, truly := 0.0, 1.0
	for _, q := range qs {
		truly = min(truly, l.assumed[q].share())
	}
	for _, v := range lowestShare(l.points, qs) {
		lowest += v.share * v.chance
	}
	bias := lowest/(1-out.None) - truly
	out.Bias = &bias
	l.scoreBias(i, out)
}

// scoreBias is the expected score of a standard less the true one.
func (l *look) scoreBias(i int, out *StandardOutlook) {
	if l.standards[i] == rules.Unrated || out.None >= 1 {
		return
	}
	score := 0.0
	for rating, chance := range out.Chances {
		score += chance * float64(l.plan.Rules.Ratings[rating].Score)
	}
	bias := score/(1-out.None) - float64(l.plan.Rules.Ratings[l.standards[i]].Score)
	out.ScoreBias = &bias
}

// A shareChance is the chance of one proportion.
type shareChance struct{ share, chance float64 }

// lowestShare is the distribution of the lowest proportion of independent
// questions, those without a case left out.
func lowestShare(points [][]point, qs []int) []shareChance {
	type one struct {
		share    float64
		question int
		chance   float64
	}
	var all []one
	left := make([]float64, len(qs)) // P(question > the share so far, or has no case)
	for k, q := range qs {
		for _, p := range points[q] {
			left[k] += p.chance
			if p.of > 0 {
				all = append(all, one{float64(p.yes) / float64(p.of), k, p.chance})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b one) int { return cmp.Compare(a.share, b.share) })
	product := func() float64 {
		p := 1.0
		for _, l := range left {
			p *= max(l, 0)
		}
		return p
	}
	var lowest []shareChance
	before := product()
	for i := 0; i < len(all); {
		share := all[i].share
		for ; i < len(all) && all[i].share == share; i++ {
			left[all[i].question] -= all[i].chance
		}
		after := product()
		lowest = append(lowest, shareChance{share, before - after})
		before = after
	}
	return lowest
}
