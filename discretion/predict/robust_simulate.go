package predict

import "onecase/discretion"

// simulate completes the group's population many times over.
func (r *robuster) simulate(u *urn, standards []int, label string) *tally {
	r.simulated++
	s := simulation{label: "robust " + label, seed: r.o.Seed, replicates: r.o.Replicates}
	if r.o.Progress != nil {
		s.progress = func(done int) { r.o.Progress(done, r.o.Replicates) }
	}
	workers := s.run(func() replicator { return newUrnReplicator(u, r.newTally(u, standards)) })
	sum := r.newTally(u, standards)
	for _, w := range workers {
		t := w.(*urnReplicator).tally
		for k := range t.ratings {
			for i, n := range t.ratings[k] {
				sum.ratings[k][i] += n
			}
		}
		for i, n := range t.scores.p {
			sum.scores.p[i] += n
		}
	}
	// The tallies are whole numbers until here.
	for _, row := range append(sum.ratings, sum.scores.p) {
		for i := range row {
			row[i] /= float64(r.o.Replicates)
		}
	}
	return sum
}

// An urnReplicator draws the unread cases from an urn, over and over.
type urnReplicator struct {
	urn   *urn
	tally *tally
	// Every case is a row of counts, one for each question: the yes answers in
	// the low half of the word, the cases in the high half, so that rows are
	// added in one go.
	rows     [][]uint64 // of the read cases' profiles, then of cases made up by the prior
	profile  []int32    // the row of each read case
	drawn    []int32    // the row of each case predicted so far
	sum      []uint64
	yes, of  []int
	bounded  bool // some question's number of unread cases is known
	heavy    bool // the prior has more or less weight than a new case
	profiles int
}

const oneCase = 1 << 32

func newUrnReplicator(u *urn, t *tally) *urnReplicator {
	w := &urnReplicator{urn: u, tally: t, drawn: make([]int32, u.unread), profiles: len(u.profiles),
		heavy: u.prior.weight() != priorCases,
		sum:   make([]uint64, len(u.questions)), yes: make([]int, len(u.questions)), of: make([]int, len(u.questions))}
	for i, p := range u.profiles {
		row := make([]uint64, len(u.questions))
		for q, a := range p.answers {
			switch a {
			case discretion.Yes:
				row[q] = oneCase + 1
			case discretion.No:
				row[q] = oneCase
			}
		}
		w.rows = append(w.rows, row)
		for range p.cases {
			w.profile = append(w.profile, int32(i))
		}
	}
	for _, n := range u.exactly {
		w.bounded = w.bounded || n >= 0
	}
	return w
}

// replicate completes the population once and tallies its ratings.
func (w *urnReplicator) replicate(random *stream) {
	clear(w.sum)
	w.rows = w.rows[:w.profiles]
	for t := range w.drawn {
		row, found := w.anyCase(t, priorCases, random)
		switch {
		case w.heavy:
			row = w.weigh(row, found, t, random)
		case !found:
			row = w.makeUp(random)
		}
		w.drawn[t] = row
		if w.bounded {
			w.addWithin(w.rows[row])
			continue
		}
		for q, c := range w.rows[row] {
			w.sum[q] += c
		}
	}
	for q, c := range w.sum {
		w.yes[q], w.of[q] = int(c&(oneCase-1)), int(c>>32)
	}
	if w.bounded {
		w.fill(random)
	}
	w.tally.add(w.yes, w.of, 1)
}

// anyCase gives the row of one of the read cases and of the t predicted so far,
// with equal chances; found is false for one of so many new cases.
func (w *urnReplicator) anyCase(t, fresh int, random *stream) (row int32, found bool) {
	read := w.urn.read
	switch at := int(random.below(float64(read + t + fresh))); {
	case at < read:
		return w.profile[at], true
	case at < read+t:
		return w.drawn[at-read], true
	}
	return 0, false
}

// newRow adds a row, whose cells may hold anything, and gives its place.
func (w *urnReplicator) newRow() int32 {
	at := len(w.rows)
	if at < cap(w.rows) {
		w.rows = w.rows[:at+1]
	} else {
		w.rows = append(w.rows, nil)
	}
	if w.rows[at] == nil {
		w.rows[at] = make([]uint64, len(w.sum))
	}
	return int32(at)
}

// makeUp gives the row of a new case, whose answers the prior makes up.
func (w *urnReplicator) makeUp(random *stream) int32 {
	at := w.newRow()
	for q, of := range w.urn.of {
		w.rows[at][q] = 0
		if of > 0 {
			w.rows[at][q] = w.madeUp(random)
		}
	}
	return at
}

// madeUp is an answer that the prior makes up.
func (w *urnReplicator) madeUp(random *stream) uint64 {
	if prior := w.urn.prior; random.below(prior.weight()) < prior.Yes {
		return oneCase + 1
	}
	return oneCase
}

// weigh gives the row of the next case, like another one or new, after t cases,
// for a prior of weight v. Of the m cases that a question applies to so far and
// the new one, the case is new with the chance 1/(m+1); that answers are made up
// with the chance v/(m+v) then takes
//
//	(v-1)/(m+v)    of a case like another one, where v > 1
//	v(m+1)/(m+v)   of a new case, where v < 1
//
// The same number decides for all questions, and one other case gives what is not
// made up, so that the answers to questions on the same cases stay together.
func (w *urnReplicator) weigh(like int32, found bool, t int, random *stream) int32 {
	v, u := w.urn.prior.weight(), random.uniform()
	if found && (v < priorCases || u*(v+1) >= v-priorCases) { // m is at least 1
		return like
	}
	other := like
	if !found {
		other, _ = w.anyCase(t, 0, random)
	}
	at := w.newRow() // may move the rows
	row, source := w.rows[at], w.rows[other]
	for q, of := range w.urn.of {
		m := float64(of + int(w.sum[q]>>32))
		switch {
		case found && source[q] == 0, of == 0:
			row[q] = 0
		case found && u*(m+v) < v-priorCases, !found && u*(m+v) < v*(m+1):
			row[q] = w.madeUp(random)
		case source[q] > 0:
			row[q] = source[q]
		default:
			row[q] = oneCase
			if random.below(m) < float64(w.urn.yes[q]+int(w.sum[q]&(oneCase-1))) {
				row[q]++
			}
		}
	}
	return at
}

// addWithin adds a row but for the questions that have all their cases.
func (w *urnReplicator) addWithin(row []uint64) {
	for q, c := range row {
		if n := w.urn.exactly[q]; n < 0 || int(w.sum[q]>>32) < n {
			w.sum[q] += c
		}
	}
}

// fill draws the cases that a question still lacks from its own urn. The answers
// to one question, in the order of the cases it applies to, are a Polya sequence
// of their own, which may be stopped or carried on.
func (w *urnReplicator) fill(random *stream) {
	u := w.urn
	for q, n := range u.exactly {
		for n >= 0 && w.of[q] < n {
			yes, of := float64(u.yes[q]+w.yes[q]), float64(u.of[q]+w.of[q])
			if random.below(of+u.prior.weight()) < yes+u.prior.Yes {
				w.yes[q]++
			}
			w.of[q]++
		}
	}
}
