package predict

import (
	"math/bits"

	"onecase/discretion"
)

// A completion is one possible outcome of reading the unread cases: the yes
// answers and the cases of each question among them.
type completion struct {
	yes, of []int
	chance  float64
}

// exactWork is how many steps an exact calculation may take. It keeps one
// standard to some hundredths of a second.
const exactWork = 400_000

// completions gives every outcome of the urn with its chance; ok is false when
// there are too many, or their law is another one. The numbers of unread cases m_p
// with each profile p are Dirichlet-multinomial (Mosimann 1962),
//
//	P(m) ~ product over p of w_p (w_p + 1) ... (w_p + m_p - 1) / m_p!
//
// with w the weights in the urn, and sum to the number of unread cases. The
// product is taken one profile at a time over the totals so far.
func (u *urn) completions() (outcomes []completion, ok bool) {
	if !u.isDirichlet() {
		return nil, false
	}
	for _, known := range u.exactly {
		if known >= 0 {
			return nil, false
		}
	}
	profiles, ok := u.weighted(exactWork / 64)
	lanes := newLanes(u.unread, len(u.questions))
	if !ok || !lanes.fit() {
		return nil, false
	}
	sums := []laneSum{{0, 1}}
	work := 0
	for i, p := range profiles {
		last := i == len(profiles)-1
		step, factor := lanes.profile(p.answers), risingFactors(p.weight, u.unread)
		var next []laneSum
		place := make(map[uint64]int, len(sums))
		for _, s := range sums {
			left := u.unread - lanes.used(s.key)
			first := 0
			if last {
				first = left
			}
			if work += left - first + 1; work > exactWork {
				return nil, false
			}
			for m := first; m <= left; m++ {
				key, weight := s.key+uint64(m)*step, s.weight*factor[m]
				at, seen := place[key]
				if !seen {
					at = len(next)
					place[key] = at
					next = append(next, laneSum{key: key})
				}
				next[at].weight += weight
			}
		}
		sums = next
	}
	total := 0.0
	for _, s := range sums {
		total += s.weight
	}
	for _, s := range sums {
		yes, of := lanes.counts(s.key)
		outcomes = append(outcomes, completion{yes, of, s.weight / total})
	}
	return outcomes, true
}

// risingFactors gives w (w+1) ... (w+m-1) / m! for m from 0 to most.
func risingFactors(w float64, most int) []float64 {
	f := make([]float64, most+1)
	f[0] = 1
	for m := 1; m <= most; m++ {
		f[m] = f[m-1] * (w + float64(m-1)) / float64(m)
	}
	return f
}

// A laneSum is the weight of some totals, packed in lanes.
type laneSum struct {
	key    uint64
	weight float64
}

// lanes packs counts up to a number of unread cases into one word: the cases
// used in the lowest lane, then the yes and no answers of each question. Keys
// are added as the counts are.
type lanes struct {
	width, questions int
}

func newLanes(unread, questions int) lanes { return lanes{bits.Len(uint(unread)), questions} }

func (l lanes) fit() bool { return l.width*(2*l.questions+1) <= 64 }

func (l lanes) at(key uint64, lane int) int {
	return int(key >> (l.width * lane) & (1<<l.width - 1))
}

func (l lanes) used(key uint64) int { return l.at(key, 0) }

// profile is the key of one case with these answers.
func (l lanes) profile(answers []discretion.Answer) uint64 {
	key := uint64(1)
	for i, a := range answers {
		switch a {
		case discretion.Yes:
			key |= 1 << (l.width * (2*i + 1))
		case discretion.No:
			key |= 1 << (l.width * (2*i + 2))
		}
	}
	return key
}

// counts unpacks a key.
func (l lanes) counts(key uint64) (yes, of []int) {
	yes, of = make([]int, l.questions), make([]int, l.questions)
	for i := range yes {
		yes[i] = l.at(key, 2*i+1)
		of[i] = yes[i] + l.at(key, 2*i+2)
	}
	return yes, of
}
