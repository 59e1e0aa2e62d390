package predict

import "slices"

// A begun completes the cases of an urn that have some answers still to come. Each of
// these is predicted on its own, before the unread cases: it applies with the chance
// (of + 1)/(read + 1), as in prediction.applicable, and is a yes with the chance
// (yes + s m)/(of + s), as under the beta-binomial law of the question. Then the case is
// one of those read. So the law of each question is that of its own prediction; that the
// answers of one case go together is left out for these answers alone.
type begun struct {
	halves       []half
	row          [][]uint64 // the counts by question of each half
	yes, of      []int      // of the answers that are in
	known, asked []int      // the cases of which it is known whether the question applies: at first, and so far
}

// newBegun prepares the cases of an urn that were begun; nil where there are none.
func newBegun(u *urn) *begun {
	if len(u.halves) == 0 {
		return nil
	}
	b := &begun{halves: u.halves, yes: slices.Clone(u.yes), of: slices.Clone(u.of),
		known: slices.Repeat([]int{u.read}, len(u.questions)), asked: make([]int, len(u.questions))}
	for _, h := range u.halves {
		b.row = append(b.row, countsOf(h.answers))
		for _, q := range h.waiting {
			b.known[q]--
		}
	}
	return b
}

// rows are the counts of each case begun, which finish fills in.
func (b *begun) rows() [][]uint64 {
	if b == nil {
		return nil
	}
	return b.row
}

// finish completes the cases begun and takes the levels of this population.
func (w *tiedUrn) finish(random *stream, s float64, level []int) {
	if w.begun == nil {
		for q, k := range w.standard {
			w.now[q] = w.yesIf[level[k]][q]
		}
		return
	}
	b, u := w.begun, w.urn
	copy(u.yes, b.yes)
	copy(u.of, b.of)
	copy(b.asked, b.known)
	for i, h := range b.halves {
		for _, q := range h.waiting {
			b.row[i][q] = 0
			if random.below(float64(b.asked[q]+priorCases)) < float64(u.of[q]+priorCases) {
				b.row[i][q] = oneCase
				if m := levels[level[w.standard[q]]]; random.below(float64(u.of[q])+s) < float64(u.yes[q])+float64(s*m) {
					b.row[i][q]++
					u.yes[q]++
				}
				u.of[q]++
			}
			b.asked[q]++
		}
	}
	for q, k := range w.standard {
		w.now[q] = nudged(levels[level[k]], float64(u.yes[q])/float64(max(1, u.of[q])))
	}
}
