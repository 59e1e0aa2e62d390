package predict

import (
	"math"
	"slices"
	"sort"

	"onecase/discretion"
)

// tiedDraws draw spreads and levels from their posterior: s, S and l first, then the
// level of each standard.
type tiedDraws struct {
	upTo    []float64 // the sum of the chances so far
	spread  []int
	lowest  [][]int       // by hyper, then standard: the first level that is kept
	levelTo [][][]float64 // the sums of the chances of the levels from there on
}

// newTiedDraws prepares draws for some standards.
func (e *estimator) newTiedDraws(standards []*tiedStandard) *tiedDraws {
	d, sum := &tiedDraws{}, 0.0
	for _, h := range e.tying.hyper {
		var lowest []int
		var upTo [][]float64
		for _, k := range standards {
			first, sums := k.levelsGiven(h)
			lowest, upTo = append(lowest, first), append(upTo, sums)
		}
		sum += h.chance
		d.upTo, d.spread = append(d.upTo, sum), append(d.spread, h.spread)
		d.lowest, d.levelTo = append(d.lowest, lowest), append(d.levelTo, upTo)
	}
	return d
}

// levelsGiven gives the sums of the chances of a standard's levels, given s, S and l.
func (k *tiedStandard) levelsGiven(h hyper) (first int, upTo []float64) {
	const least = 1e-9 // of the greatest
	weights := make([]float64, gridLevels)
	for level, c := range about()[h.about] {
		weights[level] = c * k.likelihood[h.spread][level]
	}
	most := slices.Max(weights)
	first = slices.IndexFunc(weights, func(w float64) bool { return w >= least*most })
	sum := 0.0
	upTo = make([]float64, 0, gridLevels-first)
	for _, w := range weights[first:] {
		if w < least*most {
			break
		}
		sum += w
		upTo = append(upTo, sum)
	}
	return first, upTo
}

// draw gives s, and fills in the place of the level of each standard.
func (d *tiedDraws) draw(random *stream, level []int) (spread float64) {
	h := pick(random, d.upTo)
	for k, upTo := range d.levelTo[h] {
		level[k] = d.lowest[h][k] + pick(random, upTo)
	}
	return spreads[d.spread[h]]
}

// pick draws a place from sums of chances.
func pick(random *stream, upTo []float64) int {
	return min(sort.SearchFloat64s(upTo, random.below(upTo[len(upTo)-1])), len(upTo)-1)
}

// A tiedSampler completes the groups that are known case by case.
type tiedSampler struct {
	draws  *tiedDraws
	level  []int // by standard
	groups []*tiedUrn
}

// newTiedSampler has an urn for each group of the standards, which are in the order of
// their groups or not.
func (e *estimator) newTiedSampler(draws *tiedDraws, standards []*tiedStandard, s scenario) *tiedSampler {
	w := &tiedSampler{draws: draws, level: make([]int, len(standards))}
	for _, g := range e.Rules.Groups {
		var questions, standard, place []int
		first := 0
		for k, st := range standards {
			for i, q := range st.questions {
				if e.Rules.Standards[st.at].Group == g.ID {
					questions, standard, place = append(questions, q), append(standard, k), append(place, first+i)
				}
			}
			first += len(st.questions)
		}
		if len(questions) == 0 {
			continue
		}
		u := newUrn(e.Inspection.Results.Grid, g.ID, questions, s.unread(g.ID), e.o.Prior)
		if s.full {
			e.knownPopulations(u)
		}
		w.groups = append(w.groups, newTiedUrn(u, standard, place))
	}
	return w
}

// draw completes the population once.
func (w *tiedSampler) draw(random *stream, yes, of []int) {
	spread := w.draws.draw(random, w.level)
	for _, u := range w.groups {
		u.draw(random, spread, w.level, yes, of)
	}
}

// A tiedUrn completes one group. It is an urn whose new case has the weight s, so that
// the law of each question is beta-binomial with the weights s m and s(1-m) of yes and
// no. A new answer is nudged: it is that of a case that was read, where a yes becomes a
// no, or a no a yes, just as often as gives the share m, so that what was answered
// together stays together. Whom a question applies to follows urn.
type tiedUrn struct {
	*urn
	standard, place []int      // by question
	read            [][]uint64 // of each read case, its counts by question
	drawn           [][]uint64 // of each predicted case
	made            [][]uint64 // a row for each predicted case
	sum             []uint64
	full            []uint64
	// yesIf is the chance of yes, in parts of 2^32, by level, question and the answer of
	// the case that was read.
	yesIf [][][3]uint64
	now   [][3]uint64 // by question, at the levels of this population
	begun *begun      // nil where every case read has all its answers
}

func newTiedUrn(u *urn, standard, place []int) *tiedUrn {
	w := &tiedUrn{urn: u, standard: standard, place: place, drawn: make([][]uint64, u.unread), sum: make([]uint64, len(u.questions)),
		full: u.full(), now: make([][3]uint64, len(u.questions))}
	for _, p := range u.profiles {
		w.read = append(w.read, slices.Repeat([][]uint64{countsOf(p.answers)}, int(p.cases))...)
	}
	w.begun = newBegun(u)
	w.read = append(w.read, w.begun.rows()...)
	for range u.unread {
		w.made = append(w.made, make([]uint64, len(u.questions)))
	}
	for _, l := range levels {
		row := make([][3]uint64, len(u.questions))
		for q := range row {
			row[q] = nudged(l, float64(u.yes[q])/float64(max(1, u.of[q])))
		}
		w.yesIf = append(w.yesIf, row)
	}
	return w
}

// countsOf are the counts by question of a case.
func countsOf(answers []discretion.Answer) (row []uint64) {
	counts := [...]uint64{discretion.Yes: oneCase + 1, discretion.No: oneCase}
	for _, a := range answers {
		row = append(row, counts[a])
	}
	return row
}

// nudged gives the chances of yes that make a share m of cases with the share p, by the
// answer of the case: not asked, no, yes.
func nudged(m, p float64) [3]uint64 {
	ifNo, ifYes := 0.0, 1.0
	switch {
	case m < p:
		ifYes = m / p
	case p < 1:
		ifNo = (m - p) / (1 - p)
	}
	return [3]uint64{uint64(m * oneCase), uint64(ifNo * oneCase), uint64(ifYes * oneCase)}
}

// draw completes the group once, given s and the levels.
func (w *tiedUrn) draw(random *stream, s float64, level []int, yes, of []int) {
	clear(w.sum)
	w.finish(random, s, level)
	for t := range w.drawn {
		row := w.next(t, s, random)
		w.drawn[t] = row
		for q, c := range row {
			if w.sum[q] < w.full[q] {
				w.sum[q] += c
			}
		}
	}
	for q, c := range w.sum {
		at := w.place[q]
		yes[at], of[at] = w.urn.yes[q]+int(c&(oneCase-1)), w.urn.of[q]+int(c>>32)
		if n := w.exactly[q]; n >= 0 {
			m := levels[level[w.standard[q]]]
			for ; of[at] < w.urn.of[q]+n; of[at]++ {
				if random.below(float64(of[at])+s) < float64(yes[at])+float64(s*m) {
					yes[at]++
				}
			}
		}
	}
}

// next gives the next case after t, like one that was read or predicted, or new with the
// weight of one case. As in urnSampler.weigh, of the m cases that a question applies to
// so far, its answer is made up with the chance s/(m+s) in all, the same number deciding
// for all questions.
func (w *tiedUrn) next(t int, s float64, random *stream) []uint64 {
	var like []uint64
	switch at := int(random.below(float64(w.urn.read + t + priorCases))); {
	case at < w.urn.read:
		like = w.read[at]
	case at < w.urn.read+t:
		like = w.drawn[at-w.urn.read]
	}
	most := uint64(math.MaxUint64) // a question that applies to fewer cases so far is made up
	if like != nil {
		u := random.uniform()
		if float64(u*(s+1)) >= s-priorCases { // m is at least 1
			return like
		}
		most = uint64(min((s-priorCases)/max(u, 0x1p-53)-s, 1<<31)) + 1
	}
	base := w.read[int(random.below(float64(w.urn.read)))]
	row, bits, half := w.made[t], uint64(0), false // one random number serves two answers
	for q, b := range base {
		if like != nil && like[q] == 0 {
			row[q] = 0
			continue
		}
		if like != nil && uint64(w.urn.of[q])+w.sum[q]>>32 >= most {
			row[q] = like[q]
			continue
		}
		if half = !half; half {
			bits = random.source.Uint64()
		} else {
			bits >>= 32
		}
		row[q] = oneCase
		if bits&(oneCase-1) < w.now[q][(b>>32)+(b&1)] {
			row[q]++
		}
	}
	return row
}
