package discretion

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
	profiles int
}

const oneCase = 1 << 32

func newUrnReplicator(u *urn, t *tally) *urnReplicator {
	w := &urnReplicator{urn: u, tally: t, drawn: make([]int32, u.unread), profiles: len(u.profiles),
		sum: make([]uint64, len(u.questions)), yes: make([]int, len(u.questions)), of: make([]int, len(u.questions))}
	for i, p := range u.profiles {
		row := make([]uint64, len(u.questions))
		for q, a := range p.answers {
			switch a {
			case Yes:
				row[q] = oneCase + 1
			case No:
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
	read, weight := w.urn.read, w.urn.prior.weight()
	for t := range w.drawn {
		at := int(random.below(float64(read+t) + weight))
		var row int32
		switch {
		case at < read:
			row = w.profile[at]
		case at < read+t:
			row = w.drawn[at-read]
		default:
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

// makeUp adds the row of a case that the prior makes up and gives its place.
func (w *urnReplicator) makeUp(random *stream) int32 {
	at := len(w.rows)
	if at < cap(w.rows) {
		w.rows = w.rows[:at+1]
	} else {
		w.rows = append(w.rows, nil)
	}
	if w.rows[at] == nil {
		w.rows[at] = make([]uint64, len(w.sum))
	}
	prior := w.urn.prior
	for q, of := range w.urn.of {
		w.rows[at][q] = 0
		if of > 0 {
			w.rows[at][q] = oneCase
			if random.below(prior.weight()) < prior.Yes {
				w.rows[at][q]++
			}
		}
	}
	return int32(at)
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
