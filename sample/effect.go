package sample

import "math"

// A CategoryEffect is how much less the number of a category's cases varies, from
// seed to seed, than in simple random samples of the same size: the variance as a
// share of the hypergeometric one. 0 is a number that never varies, 1 what simple
// random sampling gives.
type CategoryEffect struct {
	Variable string
	Category string
	Effect   float64 // NaN where it is not known, or simple random samples do not vary
}

// CategoryEffects gives the design effect of every category, in the order of the
// group's variables; nil where the draw has no table of plans.
func (g *GroupDraw) CategoryEffects() []CategoryEffect {
	var plans []outcome
	switch g.Core.Method {
	case ByShare:
		plans = []outcome{{1, g.Core.Take}}
	case ByTable:
		plans = g.Core.Table.outcomes(g.Core.Base)
	default:
		return nil
	}
	var out []CategoryEffect
	for k, v := range g.Variables {
		for j, category := range v.Categories {
			of := func(c int) bool { return g.Cells[c].Values[k] == j }
			out = append(out, CategoryEffect{v.Name, category.Category, effect(plans, of, category.Population, g.Sample, g.Population)})
		}
	}
	return out
}

// effect is the variance of the number of cases that cells of a category give, as
// a share of the hypergeometric variance n K/N (1 - K/N) (N - n)/(N - 1).
func effect(plans []outcome, of func(cell int) bool, K, n, N int) float64 {
	simple := float64(n) * float64(K) / float64(N) * float64(N-K) / float64(N) * float64(N-n) / float64(N-1)
	if !(simple > 0) {
		return math.NaN()
	}
	counts := make([]float64, len(plans))
	mean, square := 0.0, 0.0
	for i, p := range plans {
		for c, n := range p.take {
			if of(c) {
				counts[i] += float64(n)
			}
		}
		mean += float64(p.chance * counts[i])
	}
	for i, p := range plans {
		off := counts[i] - mean
		square += float64(p.chance * off * off)
	}
	return square / simple
}
