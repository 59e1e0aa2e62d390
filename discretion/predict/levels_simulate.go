package predict

import (
	"math"
	"slices"
)

// simulateLevels completes the whole inspection many times over: by whole cases where
// answers are known case by case. Chances of standards with questions that are exact stay.
func (e *estimator) simulateLevels(s scenario, t *tree, cases, totals []askedStandard, out *outcome,
	newSampler func(all []askedStandard) func() sampler) {
	all := append(slices.Clone(cases), totals...)
	counted := slices.DeleteFunc(slices.Clone(all), func(st askedStandard) bool { return e.drawn(st, totals, out) })
	var drawn []askedStandard
	for _, st := range totals {
		if e.drawn(st, totals, out) {
			drawn = append(drawn, st)
		}
	}
	e.simulated++
	make := newSampler(append(slices.Clone(counted), drawn...))
	tally := e.run("robust levels "+s.label, func() *tally { return newLevelTally(e.Assessor, counted, drawn, t) },
		func(*tally) sampler { return make() })
	for k, st := range counted {
		rated := &out.rated[st.at]
		switch simulated := tally.ratings[k]; {
		case rated.Basis == ByEnumeration && rated.Chances != nil:
		case rated.Bounds != nil:
			rated.Chances, rated.Basis = within(simulated, rated.Bounds), BySimulation
		default:
			rated.Chances = simulated
			if !slices.ContainsFunc(totals, func(other askedStandard) bool { return other.at == st.at }) {
				rated.Basis = BySimulation
			}
		}
	}
	tally.sum(t).into(out)
	for _, at := range t.made {
		if out.rated[at].Basis == ByEnumeration {
			out.rated[at].Basis = BySimulation
		}
	}
	if out.whole != nil && out.whole.Basis == ByEnumeration {
		out.whole.Basis = BySimulation
	}
}

// drawn tells whether the rating of a standard known by totals is drawn as a whole.
func (e *estimator) drawn(st askedStandard, totals []askedStandard, out *outcome) bool {
	return out.rated[st.at].Chances != nil && slices.ContainsFunc(totals, func(other askedStandard) bool { return other.at == st.at })
}

// A polya predicts the unread cases of a question that is known by totals, one by one: each
// is like one of those before it, or one of the prior's.
type polya struct{ p prediction }

func (u polya) draw(random *stream, prior Prior) (yes, of int) {
	yes, of = u.p.yes, u.p.of
	weight := prior.weight()
	for t := range u.p.unread.cases {
		if !u.p.unread.known && random.below(float64(u.p.unread.read+t+priorCases)) >= float64(of+priorCases) {
			continue
		}
		if random.below(float64(of)+weight) < float64(yes)+prior.Yes {
			yes++
		}
		of++
	}
	return yes, of
}

// separateSampler completes an inspection, with every question by itself where it is known
// by totals. All has the order of the standards.
func (e *estimator) separateSampler(s scenario, cases, totals, all []askedStandard, out *outcome) sampler {
	first, _ := placesOf(all, totals, e, out)
	var urns []*urnSampler
	var places [][]int
	for _, g := range e.Rules.Groups {
		var questions, place []int
		for _, st := range cases {
			if e.Rules.Standards[st.at].Group == g.ID {
				for i, q := range st.questions {
					questions, place = append(questions, q), append(place, first[st.at]+i)
				}
			}
		}
		if len(questions) > 0 {
			u := newUrn(e.Inspection.Results.Grid, g.ID, questions, s.unread(g.ID), e.o.Prior)
			if s.full {
				e.knownPopulations(u)
			}
			urns, places = append(urns, newUrnSampler(u)), append(places, place)
		}
	}
	return func(random *stream, yes, of []int) {
		for k, u := range urns {
			y, n := make([]int, len(places[k])), make([]int, len(places[k]))
			u.draw(random, y, n)
			for i, at := range places[k] {
				yes[at], of[at] = y[i], n[i]
			}
		}
		for _, st := range totals {
			at := first[st.at]
			if e.drawn(st, totals, out) {
				yes[at] = draw(random, out.rated[st.at].Chances)
				continue
			}
			for i, q := range st.questions {
				yes[at+i], of[at+i] = polya{e.prediction(q)}.draw(random, e.o.Prior)
			}
		}
	}
}

// placesOf gives the place of the first question of each standard in a sample, by the
// standard's place: a standard whose rating is drawn has one place.
func placesOf(all, totals []askedStandard, e *estimator, out *outcome) (first map[int]int, after int) {
	first = map[int]int{}
	for _, st := range all {
		first[st.at] = after
		if e.drawn(st, totals, out) {
			after++
		} else {
			after += len(st.questions)
		}
	}
	return first, after
}

// draw draws a place from chances.
func draw(random *stream, chances []float64) int {
	sum := 0.0
	for _, c := range chances {
		sum += c
	}
	at, left := 0, random.below(sum)
	for at+1 < len(chances) && left >= chances[at] {
		left -= chances[at]
		at++
	}
	return at
}

// tiedLevelSampler completes an inspection whose rates are tied.
func (e *estimator) tiedLevelSampler(s scenario, draws *tiedDraws,
	cases, totals []*tiedStandard, all []askedStandard, out *outcome) sampler {
	first, _ := placesOf(all, plainly(totals), e, out)
	w := e.newTiedSampler(draws, cases, s)
	w.level = make([]int, len(cases)+len(totals))
	for _, u := range w.groups {
		u.placeIn(cases, first)
	}
	return func(random *stream, yes, of []int) {
		spread := w.draws.draw(random, w.level)
		for _, u := range w.groups {
			u.draw(random, spread, w.level, yes, of)
		}
		for j, k := range totals {
			at, level := first[k.at], levels[w.level[len(cases)+j]]
			if k.rated != nil {
				yes[at] = draw(random, k.near(spread, w.level[len(cases)+j]))
				continue
			}
			for i, q := range k.questions {
				yes[at+i], of[at+i] = polya{e.prediction(q)}.draw(random, Prior{spread * level, spread * (1 - level)})
			}
		}
	}
}

// placeIn puts the questions of an urn, which are those of some standards one after the
// other, in the places of a sample.
func (w *tiedUrn) placeIn(standards []*tiedStandard, first map[int]int) {
	for i, q := range w.questions {
		k := standards[w.standard[i]]
		w.place[i] = first[k.at] + slices.Index(k.questions, q)
	}
}

// near gives the chances of a standard's ratings at its nearest node to a spread and level.
func (k *tiedStandard) near(spread float64, level int) []float64 {
	best, least := k.nodes[0], math.Inf(1)
	for _, n := range k.nodes {
		if far := math.Abs(math.Log(spreads[n.spread]/spread))*gridLevels + math.Abs(float64(n.level-level)); far < least {
			best, least = n, far
		}
	}
	return k.rated[best.spread][best.level]
}
