package predict

import (
	"math/bits"
	"slices"

	"onecase/discretion"
)

// exactWork is the most steps of an exact calculation: hundredths of a second.
const exactWork = 400_000

// enumerate visits every outcome of reading the unread cases: the yes answers and
// the cases of each question in the whole population, with their chance. It
// reports false, and visits none, if there are too many or if their law is another
// one. The numbers of unread cases m_p with each profile p are
// Dirichlet-multinomial (Mosimann 1962),
//
//	P(m) ~ product over p of w_p (w_p + 1) ... (w_p + m_p - 1) / m_p!
//
// where w are the weights in the urn and the m_p add up to the unread cases. The
// product is taken one profile at a time over the totals so far.
func (u *urn) enumerate(visit func(yes, of []int, chance float64)) bool {
	if !u.isDirichlet() || slices.Max(u.exactly) >= 0 {
		return false
	}
	profiles, ok := u.weighted(exactWork / 64)
	lanes := lanes(bits.Len(uint(u.unread)))
	if !ok || int(lanes)*(2*len(u.questions)+1) > 64 {
		return false
	}
	sums := []laneSum{{0, 1}}
	work := 0
	for i, p := range profiles {
		step, factor := lanes.profile(p.answers), risingFactors(p.cases, u.unread)
		var next []laneSum
		place := make(map[uint64]int, len(sums))
		for _, s := range sums {
			left := u.unread - lanes.at(s.key, 0)
			first := 0
			if i == len(profiles)-1 { // the last takes what is left
				first = left
			}
			if work += left - first + 1; work > exactWork {
				return false
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
	yes, of := make([]int, len(u.questions)), make([]int, len(u.questions))
	for _, s := range sums {
		for i := range yes {
			more, no := lanes.at(s.key, 2*i+1), lanes.at(s.key, 2*i+2)
			yes[i], of[i] = u.yes[i]+more, u.of[i]+more+no
		}
		visit(yes, of, s.weight/total)
	}
	return true
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

// lanes packs counts into one word: the cases used in the lowest lane, then the yes and
// no answers of each question. Keys add up as the counts do.
type lanes int // the bits of each

// at unpacks one count.
func (l lanes) at(key uint64, lane int) int {
	return int(key >> (int(l) * lane) & (1<<l - 1))
}

// profile is the key of one case with these answers.
func (l lanes) profile(answers []discretion.Answer) uint64 {
	key := uint64(1)
	for i, a := range answers {
		if lane := [...]int{discretion.Yes: 1, discretion.No: 2}[a]; lane > 0 {
			key |= 1 << (int(l) * (2*i + lane))
		}
	}
	return key
}
