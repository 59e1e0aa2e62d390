package predict

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"onecase/discretion"
	"onecase/discretion/rules"
	"onecase/stats"
)

// ErrTableOfSample is the error of rules that decide by a table for the numbers of cases of
// a sample. A second reading can be asked for: see Agreement.
var ErrTableOfSample = errors.New("the rules decide by a table for the numbers of cases of a sample, and do not say what a larger number of cases would be rated; what a second reading of the same cases would find can be asked for")

// foretells reports whether the bands of a question are foretold: it is rated, its table, if it
// has one, has every number of cases that it can come to, and its points, if it has some, are
// followed.
func (e *estimator) foretells(at int) bool { return e.Scales[at].Bands() > 0 && !e.unforetold[at] }

// findLacking finds the standards that have results and no chances, and warns of them.
func (e *estimator) findLacking() error {
	tables, points, others := 0, 0, 0
	for i, st := range e.Rules.Standards {
		if _, judged := e.Inspection.Judged[st.ID]; judged {
			continue
		}
		for _, q := range st.Questions {
			if !e.Results[q.Place].HasCount() || e.Scales[q.Place].Bands() == 0 {
				continue
			}
			p := e.prediction(q.Place)
			if q.HasPoints() {
				if why := e.whyNoPoints(q.Place); why != "" {
					e.unforetold[q.Place], points = true, points+1
					e.lacking[i] = stats.ID(q.ID).Place() + ": " + why
					continue
				}
			}
			if !e.hasRows(q.Place, p) {
				e.unforetold[q.Place], tables = true, tables+1
				e.lacking[i] = "the table of " + stats.ID(q.ID).Place() + " has no row for some number of cases that it can come to"
				continue
			}
			others++
			if st.Combine == rules.Mean && e.o.Agreement == 0 && (p.unread.endless || p.tooMany()) {
				e.lacking[i] = "it is a mean of percentages, and the number of eligible cases of " + stats.ID(q.ID).Place() + " is not known"
			}
		}
	}
	if points > 0 && others+tables == 0 && (e.o.Agreement > 0 || e.o.Rates != nil) {
		return fmt.Errorf("%s: %w", e.Rules.ID, ErrPoints)
	}
	if tables > 0 && others == 0 && !e.o.ofSample {
		return fmt.Errorf("%s: %w", e.Rules.ID, ErrTableOfSample)
	}
	return nil
}

// warnLacking names the standards that have results and no chances.
func (e *estimator) warnLacking() {
	for i, why := range e.lacking {
		if why != "" {
			e.out.Warnings.Add("no-chances", "", "there are no chances for %s: %s", stats.ID(e.Rules.Standards[i].ID), why)
		}
	}
}

// hasRows tells whether a question has a band whatever number of cases it can come to.
func (e *estimator) hasRows(at int, p prediction) bool {
	s := e.Scales[at]
	least, most := p.of, p.of
	switch {
	case !s.ByTable():
		return true
	case e.o.Agreement > 0:
	case p.unread.endless:
		return false
	case p.unread.known, p.of == p.unread.read && e.o.More == 0:
		least, most = p.of+p.unread.cases, p.of+p.unread.cases
	default:
		most += p.unread.cases
	}
	if e.o.More > 0 {
		least = p.of
	}
	for n := least; n <= most; n++ {
		if s.Band(0, n) == rules.Unbanded {
			return false
		}
	}
	return true
}

// mostCounts is the most counts of one question in a mean that is exact.
const mostCounts = 20_000

// counts gives the law as counts of so many cases, each with its chance.
func (l law) counts(yes, of int, chance float64) []point {
	points := make([]point, len(l.p))
	for i, p := range l.p {
		points[i] = point{yes + l.from + i, of, chance * p}
	}
	return points
}

// countsUpTo are the counts from yes to yes+more of so many cases, without chances.
func countsUpTo(yes, more, of int) (points []point) {
	for y := range more + 1 {
		points = append(points, point{yes: yes + y, of: of})
	}
	return points
}

// countsAfter gives the chances of the counts of a question after so many more cases that it
// applies to.
func (p prediction) countsAfter(applicable law) (points []point) {
	if p.pointed != nil {
		return p.pointed.counts(p.of, applicable)
	}
	for i, chance := range applicable.p {
		m := applicable.from + i
		points = append(points, p.nextYes(m).counts(p.yes, p.of+m, chance)...)
	}
	return points
}

// spanAfter are all of these, without chances; nil where they are too many.
func (p prediction) spanAfter(applicable law) (points []point) {
	if p.pointed != nil {
		if points = p.pointed.counts(p.of, applicable); len(points) > mostCounts {
			return nil
		}
		return points
	}
	if all := len(applicable.p) * (applicable.from + len(applicable.p)); all > mostCounts {
		return nil
	}
	for i := range applicable.p {
		points = append(points, countsUpTo(p.yes, applicable.from+i, p.of+applicable.from+i)...)
	}
	return points
}

// countsOf gives the chances of the counts of a question, had every case been read.
func (e *estimator) countsOf(at int, p prediction) (points []point) {
	t := e.truthOf(at)
	if t == nil {
		return p.countsAfter(p.applicable())
	}
	for _, s := range t.sizes {
		chances, _ := weigh(t.failing(p.prior), s.all, s.answers)
		points = append(points, law{s.answers.from, chances}.counts(0, s.all+t.held, s.chance)...)
	}
	return points
}

// spanOf are all of these, without chances.
func (e *estimator) spanOf(at int) (points []point) {
	t := e.truthOf(at)
	if t == nil {
		p := e.prediction(at)
		return p.spanAfter(p.applicable())
	}
	for _, s := range t.sizes {
		if points = append(points, countsUpTo(0, s.all, s.all+t.held)...); len(points) > mostCounts {
			return nil
		}
	}
	return points
}

// leafChances gives the chances of a standard that is more than its lowest question, from
// those of the bands of its questions or, for a mean, the predictions behind them; nil where
// there are too many ways to follow.
func (e *estimator) leafChances(st askedStandard, s scenario, bands [][]float64, under func(question int) prediction) []float64 {
	l := e.leaf(st, s)
	if l.law == nil {
		return nil
	}
	asked := bands
	if l.mean {
		asked = make([][]float64, len(bands))
		for k, q := range st.questions {
			asked[k] = l.counts(k, s.counts(q, under(q)))
		}
	}
	return slices.Clip(l.rate(asked)[:len(e.Rules.RatingsOf(st.at))])
}

// leaf is the law of a standard in a scenario.
func (e *estimator) leaf(st askedStandard, s scenario) *leafLaw {
	key := st.at
	if !s.full && !s.again { // that of more cases is another one
		key += len(e.Rules.Standards)
	}
	if e.leaves[key] == nil {
		e.leaves[key] = &leafLaw{mean: e.Rules.Standards[st.at].Combine == rules.Mean}
		spans := map[int][]point{}
		for _, q := range st.questions {
			if e.leaves[key].mean {
				if spans[q] = s.span(q); spans[q] == nil {
					return e.leaves[key]
				}
			}
		}
		e.leaves[key] = newLeafLaw(e.Assessor, st, false, func(q int) []point { return spans[q] })
	}
	return e.leaves[key]
}

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

// A treeSum adds up the chances that a tree has under several suppositions.
type treeSum struct {
	*tree
	rated  [][]float64
	whole  []float64
	scores map[int64]float64
	weight float64
}

func newTreeSum(t *tree) *treeSum {
	sum := &treeSum{tree: t, rated: make([][]float64, len(t.Rules.Standards)), whole: make([]float64, len(t.Rules.OverallRatings())), scores: map[int64]float64{}}
	for _, at := range t.made {
		sum.rated[at] = make([]float64, len(t.Rules.RatingsOf(at))+1)
	}
	return sum
}

// add adds the chances that follow from those of standards with questions.
func (t *treeSum) add(chances [][]float64, weight float64) {
	t.fill(chances)
	for _, at := range t.made {
		for i, c := range chances[at] {
			t.rated[at][i] += weight * c
		}
	}
	t.overall(chances, func(rating int, score int64, chance float64) {
		if rating != rules.Unrated {
			t.whole[rating] += weight * chance
			t.scores[score] += weight * chance
		}
	})
	t.weight += weight
}

// into puts the chances in an outcome, whose standards with questions are there.
func (t *treeSum) into(out *outcome) {
	for _, at := range t.made {
		for i := range t.rated[at] {
			t.rated[at][i] /= t.weight
		}
		last := len(t.rated[at]) - 1
		out.rated[at] = RatingChances{Basis: t.basis(at, out.rated), Chances: t.rated[at][:last:last]}
		if out.rated[at].Basis == "" { // of standards that were judged alone
			out.rated[at].Basis = ByJudgement
		}
	}
	if t.parts[rules.Overall] == nil {
		return
	}
	out.whole = &OverallChances{Basis: t.basis(rules.Overall, out.rated), Chances: t.whole}
	for i := range t.whole {
		t.whole[i] /= t.weight
	}
	out.whole.takeScores(t.Assessor, t.scores, t.weight)
}

// takeScores takes the chances of scores, where the overall rating goes by them.
func (o *OverallChances) takeScores(a *discretion.Assessor, scores map[int64]float64, weight float64) {
	if !a.Rater.Scored() {
		return
	}
	for score, chance := range scores {
		o.Scores = append(o.Scores, ScoreChance{int(score), chance / weight})
	}
	slices.SortFunc(o.Scores, func(a, b ScoreChance) int { return a.Score - b.Score })
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

// simulateLevels completes the whole inspection many times over: by whole cases where
// answers are known case by case. Chances of standards with questions that are exact stay.
func (e *estimator) simulateLevels(s scenario, t *tree, cases, totals []askedStandard, out *outcome, newSampler func(all []askedStandard) func() sampler) {
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
	tally := e.run("robust levels "+s.label, func() *tally { return newLevelTally(e.Assessor, counted, drawn, t) }, func([]int) sampler { return make() })
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
func (e *estimator) tiedLevelSampler(s scenario, draws *tiedDraws, cases, totals []*tiedStandard, all []askedStandard, out *outcome) sampler {
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
