package predict

import (
	"math"
	"slices"
)

// An urnSampler draws the unread cases from an urn, over and over.
type urnSampler struct {
	urn *urn
	// Every case is a row of counts by question, so that one addition adds the yes
	// answers, in the low half of the word, and the cases, in the high half.
	rows    [][]uint64 // of the read cases' profiles, then of cases made up by the prior
	used    int        // of the rows
	profile []int32    // the row of each read case
	drawn   []int32    // the row of each case predicted so far
	sum     []uint64   // of the cases predicted so far
	bounded bool       // some question's number of unread cases is known
	full    []uint64   // the sum with which it has all of them
}

const oneCase = 1 << 32

func newUrnSampler(u *urn) *urnSampler {
	w := &urnSampler{urn: u, drawn: make([]int32, u.unread), sum: make([]uint64, len(u.questions)),
		bounded: slices.Max(u.exactly) >= 0, full: u.full()}
	for i, p := range u.profiles {
		w.rows = append(w.rows, countsOf(p.answers))
		w.profile = append(w.profile, slices.Repeat([]int32{int32(i)}, int(p.cases))...)
	}
	return w
}

// full is the sum with which a question has all of its unread cases, by question.
func (u *urn) full() []uint64 {
	full := slices.Repeat([]uint64{math.MaxUint64}, len(u.questions))
	for i, n := range u.exactly {
		if n >= 0 {
			full[i] = uint64(n) * oneCase
		}
	}
	return full
}

// draw completes the population once.
func (w *urnSampler) draw(random *stream, yes, of []int) {
	sum, heavy := w.sum, w.urn.prior.weight() != priorCases
	clear(sum)
	w.used = len(w.urn.profiles)
	for t := range w.drawn {
		row, found := w.anyCase(t, priorCases, random)
		switch {
		case heavy:
			row = w.weigh(row, found, t, random)
		case !found:
			row = w.makeUp(random)
		}
		w.drawn[t] = row
		for q, c := range w.rows[row] {
			if !w.bounded || sum[q] < w.full[q] {
				sum[q] += c
			}
		}
	}
	for q, c := range sum {
		yes[q], of[q] = w.urn.yes[q]+int(c&(oneCase-1)), w.urn.of[q]+int(c>>32)
	}
	if w.bounded {
		w.fill(random, yes, of)
	}
}

// anyCase gives the row of a read or predicted case, all equally likely; found is false
// for one of so many new cases.
func (w *urnSampler) anyCase(t, fresh int, random *stream) (row int32, found bool) {
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
func (w *urnSampler) newRow() int32 {
	if w.used == len(w.rows) {
		w.rows = append(w.rows, make([]uint64, len(w.sum)))
	}
	w.used++
	return int32(w.used - 1)
}

// makeUp gives the row of a new case, whose answers the prior makes up.
func (w *urnSampler) makeUp(random *stream) int32 {
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
func (w *urnSampler) madeUp(random *stream) uint64 {
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
func (w *urnSampler) weigh(like int32, found bool, t int, random *stream) int32 {
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

// fill draws the cases that a question lacks from its own urn: its answers, in the
// order of its cases, are a Polya sequence, which may be stopped or continued.
func (w *urnSampler) fill(random *stream, yes, of []int) {
	u := w.urn
	for q, n := range u.exactly {
		for n >= 0 && of[q] < u.of[q]+n {
			if random.below(float64(of[q])+u.prior.weight()) < float64(yes[q])+u.prior.Yes {
				yes[q]++
			}
			of[q]++
		}
	}
}
