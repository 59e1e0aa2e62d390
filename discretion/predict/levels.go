package predict

import (
	"slices"

	"onecase/discretion"
	"onecase/discretion/rules"
)

// separateLevels adds the chances of standards made of others and of the overall rating,
// with every question by itself.
func (e *estimator) separateLevels(s scenario, out *outcome) {
	var cases, totals []askedStandard
	for _, g := range e.Rules.Groups {
		for _, st := range askedIn(e.Assessor, g.ID, func(q int) bool { return e.Results[q].HasCount() && e.foretells(q) }) {
			switch {
			case e.lacking[st.at] != "":
			case !s.again && s.unread(g.ID) >= 0 && e.wholeKnown(g.ID) && !e.Rules.Standards[st.at].AnyPoints():
				cases = append(cases, st)
			default:
				totals = append(totals, st)
			}
		}
	}
	totals = e.dropInexact(s, totals, out)
	t, many := newTree(e.Assessor, func(i int) bool { return out.rated[i].Basis != "" }, e.absent)
	if len(cases) > 0 || many || slices.ContainsFunc(totals, func(st askedStandard) bool { return out.rated[st.at].Chances == nil }) {
		e.simulateLevels(s, t, cases, totals, out, func(all []askedStandard) func() sampler {
			return func() sampler { return e.separateSampler(s, cases, totals, all, out) }
		})
		return
	}
	chances := make([][]float64, len(e.Rules.Standards))
	for i, st := range out.rated {
		if st.Chances != nil {
			chances[i] = append(slices.Clone(st.Chances), 0)
		}
	}
	sum := newTreeSum(t)
	sum.add(chances, 1)
	sum.into(out)
	if s.again {
		out.certify(t)
	}
}

// dropInexact leaves out the standards known by totals that are neither followed exactly nor
// simulated in a scenario.
func (e *estimator) dropInexact(s scenario, totals []askedStandard, out *outcome) []askedStandard {
	return slices.DeleteFunc(slices.Clone(totals), func(st askedStandard) bool {
		if out.rated[st.at].Chances != nil || s.full && e.o.Rates == nil && !e.Rules.Standards[st.at].AnyPoints() {
			return false
		}
		e.lacking[st.at] = "its mean has too many values to be followed here"
		out.rated[st.at] = RatingChances{}
		return true
	})
}

// certify says that answers are independent for certain: a second reading.
func (o *outcome) certify(t *tree) {
	for _, at := range t.made {
		if o.rated[at].Basis == ByIndependence {
			o.rated[at].Basis = ByEnumeration
		}
	}
	if o.whole != nil && o.whole.Basis == ByIndependence {
		o.whole.Basis = ByEnumeration
	}
}

// absent tells whether a standard has questions that no case read applies to.
func (e *estimator) absent(i int) bool {
	return !slices.ContainsFunc(e.Rules.Standards[i].Questions, func(q rules.Question) bool {
		return !q.Information && e.Results[q.Place].Known != discretion.NoCase
	})
}

// tiedLevels is separateLevels with the rates of questions tied to each other: given the
// inspection's level and spreads its standards are independent.
func (e *estimator) tiedLevels(cases, totals []*tiedStandard, s scenario, out *outcome) {
	kept := e.dropInexact(s, plainly(totals), out)
	totals = slices.DeleteFunc(totals, func(k *tiedStandard) bool {
		return !slices.ContainsFunc(kept, func(st askedStandard) bool { return st.at == k.at })
	})
	t, many := newTree(e.Assessor, func(i int) bool { return out.rated[i].Basis != "" }, e.absent)
	inexact := slices.ContainsFunc(totals, func(k *tiedStandard) bool { return out.rated[k.at].Chances == nil })
	if len(cases) > 0 || many || inexact {
		e.simulateLevels(s, t, plainly(cases), plainly(totals), out, func(all []askedStandard) func() sampler {
			draws := e.newTiedDraws(append(slices.Clone(cases), totals...))
			return func() sampler { return e.tiedLevelSampler(s, draws, cases, totals, all, out) }
		})
		return
	}
	sum := newTreeSum(t)
	for _, h := range e.tying.hyper {
		chances, possible := make([][]float64, len(e.Rules.Standards)), true
		for _, k := range totals {
			chances[k.at] = k.given(h)
			possible = possible && chances[k.at] != nil
		}
		if possible {
			sum.add(chances, h.chance)
		}
	}
	if sum.weight == 0 { // no standard has questions
		sum.add(make([][]float64, len(e.Rules.Standards)), 1)
	}
	sum.into(out)
}

func plainly(standards []*tiedStandard) []askedStandard {
	all := make([]askedStandard, len(standards))
	for i, k := range standards {
		all[i] = k.askedStandard
	}
	return all
}

// given gives the chances of a standard's ratings, and last of none, given s, and S and l;
// nil where none of its nodes has that.
func (k *tiedStandard) given(h hyper) []float64 {
	var chances []float64
	sum, on := 0.0, about()[h.about]
	for level, rated := range k.rated[h.spread] {
		weight := k.likelihood[h.spread][level] * on[level]
		if rated == nil || weight == 0 {
			continue
		}
		if chances == nil {
			chances = make([]float64, len(rated)+1)
		}
		sum += weight
		for i, c := range rated {
			chances[i] += weight * c
		}
	}
	for i := range chances {
		chances[i] /= sum
	}
	return chances
}
