package predict

import (
	"slices"

	"gonum.org/v1/gonum/floats"

	"onecase/discretion/rules"
)

// tied follows a scenario to standards and scores as evaluate does, with the rates of
// questions tied to each other: given a standard's level and spread its questions are
// independent, and given the inspection's so are its standards. Groups known case by case
// are completed by whole cases, and are taken as independent of those known by totals.
func (e *estimator) tied(s scenario, out *outcome) {
	var cases, totals []*tiedStandard
	for _, k := range e.tie().standards {
		if k.judged {
			continue
		}
		if e.lacking[k.at] != "" {
			continue
		}
		group := e.Rules.Standards[k.at].Group
		out.rated[k.at] = e.tiedChances(k, s)
		if e.wholeKnown(group) && !e.Rules.Standards[k.at].AnyPoints() && (s.unread(group) > 0 || e.halfFilled(group)) {
			cases = append(cases, k)
		} else {
			totals = append(totals, k)
		}
	}
	if !e.PlainRules() {
		e.tiedLevels(cases, totals, s, out)
		return
	}
	if len(cases) > 0 {
		e.tiedCases(cases, s, out)
	}
	if len(totals) > 0 {
		out.addScores(e.tiedScores(totals), tiedBasis(totals, out))
	}
}

// givenNodes gives the chance of each rating of a standard under each of its nodes, and
// the chances of its questions' bands over all of them.
func (e *estimator) givenNodes(k *tiedStandard, s scenario) (rated, questions [][]float64) {
	rated = make([][]float64, len(k.nodes))
	for _, q := range k.questions {
		questions = append(questions, make([]float64, e.Scales[q].Bands()))
	}
	for i, n := range k.nodes {
		var all [][]float64
		under := func(q int) prediction { return e.predictionUnder(q, n.prior()) }
		for j, q := range k.questions {
			bands := e.bandsOf(q, s, under(q))
			floats.AddScaled(questions[j], n.chance, bands)
			all = append(all, bands)
		}
		if e.Rater.Plain(k.at) {
			rated[i] = lowestIndependent(allTails(all))
		} else if rated[i] = e.leafChances(k.askedStandard, s, all, under); rated[i] == nil {
			return nil, nil
		}
	}
	return rated, questions
}

// tiedChances averages a standard's chances over its nodes. Its bounds are of its
// questions' chances when tied, and hold for any dependence.
func (e *estimator) tiedChances(k *tiedStandard, s scenario) RatingChances {
	st := RatingChances{Basis: ByIndependence}
	rated, questions := e.givenNodes(k, s)
	if rated == nil {
		return st
	}
	st.Chances = make([]float64, len(e.Rules.RatingsOf(k.at)))
	k.rated = make([][][]float64, len(spreads))
	for i, n := range k.nodes {
		for rating, c := range rated[i] {
			st.Chances[rating] += n.chance * c
		}
		if k.rated[n.spread] == nil {
			k.rated[n.spread] = make([][]float64, gridLevels)
		}
		k.rated[n.spread][n.level] = rated[i]
	}
	if e.Rater.Plain(k.at) {
		st.Bounds, st.Marginals = lowestBounds(questions), questions
	}
	if len(questions) == 1 || settled(st.Bounds) {
		st.Basis = ByEnumeration
	}
	return st
}

// tiedBasis is how the score of standards known by totals is found.
func tiedBasis(totals []*tiedStandard, out *outcome) Basis {
	basis := ByEnumeration
	for _, k := range totals {
		if basis = weaker(basis, out.rated[k.at].Basis); len(totals) > 1 && slices.Max(out.rated[k.at].Chances) < 1-1e-12 {
			return ByIndependence
		}
	}
	return basis
}

// tiedScores is the law of the score of standards, which are independent given s, S and
// the inspection's level.
func (e *estimator) tiedScores(standards []*tiedStandard) law {
	low, high := scoreRange(e.Rules)
	counted := slices.DeleteFunc(slices.Clone(standards), func(k *tiedStandard) bool { return !e.Rules.Standards[k.at].Counted })
	sum := law{low * len(counted), make([]float64, (high-low)*len(counted)+1)}
	kept := 0.0
	for _, h := range e.tying.hyper {
		scores, possible := certainly(0), true
		for _, k := range counted {
			given := law{low, make([]float64, high-low+1)}
			possible = possible && k.scores(e.Rules, h, given)
			scores = scores.plus(given)
		}
		if !possible {
			continue
		}
		for x, p := range scores.p {
			sum.p[x] += h.chance * p
		}
		kept += h.chance
	}
	for x := range sum.p {
		sum.p[x] /= kept
	}
	return sum
}

// scores fills in the law of a standard's score given s, and S and l; false where none of
// its nodes has that.
func (k *tiedStandard) scores(set *rules.Set, h hyper, scores law) bool {
	sum, on := 0.0, about()[h.about]
	for level, rated := range k.rated[h.spread] {
		weight := k.likelihood[h.spread][level] * on[level]
		if rated == nil {
			continue
		}
		sum += weight
		for i, c := range rated {
			scores.p[set.Ratings[i].Score-scores.from] += weight * c
		}
	}
	for x := range scores.p {
		scores.p[x] /= sum
	}
	return sum > 0
}

// tiedCases completes the groups known case by case together, many times over.
func (e *estimator) tiedCases(standards []*tiedStandard, s scenario, out *outcome) {
	inexact := e.Rules.Scoring != nil
	var asked []askedStandard
	for _, k := range standards {
		asked = append(asked, k.askedStandard)
		if st := &out.rated[k.at]; st.Basis == ByIndependence {
			st.Basis, inexact = BySimulation, true
		}
	}
	if !inexact {
		return
	}
	e.simulated++
	draws := e.newTiedDraws(standards)
	simulated := e.run("robust tied "+s.label, func() *tally { return newTally(e.Assessor, asked) },
		func(*tally) sampler { return e.newTiedSampler(draws, standards, s).draw })
	for i, k := range standards {
		if st := &out.rated[k.at]; st.Basis == BySimulation {
			st.Chances = within(simulated.ratings[i], st.Bounds)
		}
	}
	out.addScores(simulated.scores, BySimulation)
}
