package predict

import (
	"onecase/discretion"
	"onecase/discretion/rules"
)

// assumeCases puts the cases of an earlier inspection in the place of the
// population, each for so many of its cases (see copying).
func assumeCases(grid *discretion.Grid, copies []int, question int, size discretion.GroupSize) assumed {
	q := assumed{population: size.Population, sample: size.Sample}
	for row, n := range copies {
		switch grid.Answers[row][question] {
		case discretion.Yes:
			q.applies += n
			q.yes += n
		case discretion.No:
			q.applies += n
		}
	}
	if q.applies > 0 {
		q.Assumption = Assumption{Rate: float64(q.yes) / float64(q.applies), Applies: float64(q.applies) / float64(size.Population)}
	}
	return q
}

// A caseReplicator draws samples of whole cases.
type caseReplicator struct {
	*flagger
	look       *look
	standards  []int
	asked      [][]int
	questions  []int
	population [][]discretion.Answer // a row a case; drawn from with replacement where endless
	endless    bool
	sample     int
	order      []int32 // the population's rows, shuffled while a sample is drawn
	swapped    []int32

	counts  []flagCount // by standard
	ratings [][]int64   // by standard, then rating
	none    []int64     // by standard
	lowest  []int64     // by standard: the sum of lowest proportions, in billionths
	scores  []int64     // from the lowest score
	from    int
}

// billionths of a proportion are summed as whole numbers, so that the order in
// which blocks are added does not matter.
const billionths = 1e9

func (l *look) newCaseReplicator(group string, standards []int) *caseReplicator {
	size, grid := l.plan.Groups[group], l.plan.Cases
	w := &caseReplicator{flagger: l.newFlagger(), look: l, standards: standards, sample: size.Sample, endless: size.Population == 0,
		counts: make([]flagCount, len(standards)), none: make([]int64, len(standards)), lowest: make([]int64, len(standards))}
	for row, n := range l.copies[group] {
		for range n {
			w.population = append(w.population, grid.Answers[row])
			w.order = append(w.order, int32(len(w.order)))
		}
	}
	most := 0
	for k, i := range standards {
		w.asked = append(w.asked, l.asked(i))
		w.questions = append(w.questions, w.asked[k]...)
		w.counts[k].criteria = make([]int64, len(w.criteria))
		w.ratings = append(w.ratings, make([]int64, len(l.plan.Rules.Ratings)))
		if l.plan.Rules.Standards[i].Counted {
			low, high := scoreRange(l.plan.Rules)
			w.from, most = w.from+low, most+high
		}
	}
	w.scores = make([]int64, most-w.from+1)
	return w
}

// replicate draws one sample and counts what it shows.
func (w *caseReplicator) replicate(random *stream) {
	for _, q := range w.questions {
		w.Results[q].Yes, w.Results[q].Of = 0, 0
	}
	w.swapped = w.swapped[:0]
	for i := range w.sample {
		row := w.population[w.draw(i, random)]
		for _, q := range w.questions {
			answer := row[q]
			if answer == discretion.NA {
				continue
			}
			yes := answer == discretion.Yes
			if a := w.look.o.Agreement; a > 0 && random.uniform() >= a {
				yes = !yes
			}
			w.Results[q].Of++
			if yes {
				w.Results[q].Yes++
			}
		}
	}
	w.putBack()
	for _, q := range w.questions {
		w.set(q, w.Results[q].Yes, w.Results[q].Of)
	}
	score, rated := 0, true
	for k, i := range w.standards {
		w.counts[k].add(w.firing(w.asked[k]))
		rating := w.Rater.Standard(i, w.Bands)
		if rating == rules.Unrated {
			w.none[k]++
			rated = rated && !w.look.plan.Rules.Standards[i].Counted
			continue
		}
		w.ratings[k][rating]++
		w.lowest[k] += w.lowestOf(w.asked[k])
		if w.look.plan.Rules.Standards[i].Counted {
			score += w.look.plan.Rules.Ratings[rating].Score
		}
	}
	if rated {
		w.scores[score-w.from]++
	}
}

// draw gives the i-th case of the sample: without replacement by the first steps
// of a shuffle (Fisher and Yates 1938).
func (w *caseReplicator) draw(i int, random *stream) int {
	if w.endless {
		return int(random.below(float64(len(w.population))))
	}
	at := i + int(random.below(float64(len(w.order)-i)))
	w.order[i], w.order[at] = w.order[at], w.order[i]
	w.swapped = append(w.swapped, int32(at))
	return int(w.order[i])
}

// putBack undoes the shuffle, so that every sample starts from the same order,
// whatever was drawn before.
func (w *caseReplicator) putBack() {
	for i := len(w.swapped) - 1; i >= 0; i-- {
		at := w.swapped[i]
		w.order[i], w.order[at] = w.order[at], w.order[i]
	}
}

// lowestOf is the lowest proportion of a standard's questions.
func (w *caseReplicator) lowestOf(qs []int) int64 {
	low := int64(billionths)
	for _, q := range qs {
		if r := w.Results[q]; r.Of > 0 {
			low = min(low, int64(r.Yes)*billionths/int64(r.Of))
		}
	}
	return low
}

// wholeCases simulates the standards of one group from whole cases and gives the
// law of their scores.
func (l *look) wholeCases(group string, standards []int) law {
	l.simulated = true
	workers := l.simulation("cases " + group).run(func() replicator { return l.newCaseReplicator(group, standards) })
	sum := workers[0].(*caseReplicator)
	for _, worker := range workers[1:] {
		w := worker.(*caseReplicator)
		for k := range standards {
			sum.counts[k].any += w.counts[k].any
			addTo(sum.counts[k].criteria, w.counts[k].criteria)
			addTo(sum.ratings[k], w.ratings[k])
		}
		addTo(sum.none, w.none)
		addTo(sum.lowest, w.lowest)
		addTo(sum.scores, w.scores)
	}
	R := float64(l.o.Replicates)
	for k, i := range standards {
		out := &l.out.Standards[i]
		out.Basis, out.None = BySimulation, float64(sum.none[k])/R
		for rating, n := range sum.ratings[k] {
			out.Chances[rating] = float64(n) / R // Right points into it
		}
		if rated := l.o.Replicates - int(sum.none[k]); rated > 0 {
			truly := 1.0
			for _, q := range l.asked(i) {
				truly = min(truly, l.assumed[q].share())
			}
			bias := float64(sum.lowest[k])/billionths/float64(rated) - truly
			out.Bias = &bias
			l.scoreBias(i, out)
		}
		if len(sum.criteria) > 0 {
			sum.counts[k].chances(sum.criteria, l.o.Replicates, out)
		}
	}
	scores := law{from: sum.from, p: make([]float64, len(sum.scores))}
	for i, n := range sum.scores {
		scores.p[i] = float64(n) / R
	}
	return scores
}

func addTo(into, from []int64) {
	for i, n := range from {
		into[i] += n
	}
}
