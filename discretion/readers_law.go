package discretion

import (
	"crypto/sha256"
	"encoding/binary"
	"math"
	"math/rand/v2"
	"slices"
)

// A sharedKinds is cases that were shared out to piles, by kinds whose cases could as well have
// changed piles with each other.
type sharedKinds struct {
	pile   []int
	counts [][2]int // what answers are worth, and could be at most
	piles  int
	kinds  [][]int // the cases of each
}

func newSharedKinds(pile []int, counts [][2]int, piles int, kind []int) *sharedKinds {
	s := &sharedKinds{pile: pile, counts: counts, piles: piles}
	place := map[int]int{}
	for c, k := range kind {
		at, ok := place[k]
		if !ok {
			at = len(s.kinds)
			place[k], s.kinds = at, append(s.kinds, nil)
		}
		s.kinds[at] = append(s.kinds[at], c)
	}
	return s
}

// sizes are how many of some cases each pile has.
func (s *sharedKinds) sizes(cases []int) []int {
	sizes := make([]int, s.piles)
	for _, c := range cases {
		sizes[s.pile[c]]++
	}
	return sizes
}

// kept is how much of the comparison between piles is left within kinds: of the degrees of freedom
// of all cases, one less than there are, those that kinds have. It looks neither at answers nor at
// who has which case, so that what is chosen by it is chosen before the draw.
func (s *sharedKinds) kept() float64 {
	return float64(len(s.pile)-len(s.kinds)) / float64(len(s.pile)-1)
}

const (
	countedPiles = 4 // piles that sharings are counted for, at the most
	countedSteps = 2_000_000
	drawnWithin  = 9_999 // sharings that are drawn within kinds where they are too many to count
)

// A sumsKey is what decides the rest of a count: cases of the kind that piles are still to have, and
// what their answers are worth so far and could be, but for the last pile, which has what is left.
type sumsKey [3 * (countedPiles - 1)]uint16

// law is the law of the largest difference over every way to exchange the cases of kinds between
// piles, each way with the same chance. Ways are counted case by case, and those with the same sums
// are one: for two piles it is the convolution of the kinds' hypergeometric laws. It is nil where
// there are too many sums.
func (s *sharedKinds) law() []weighed {
	total := [2]int{}
	for _, n := range s.counts {
		total[0], total[1] = total[0]+n[0], total[1]+n[1]
	}
	if s.piles > countedPiles || total[1] > math.MaxUint16 || len(s.pile) > math.MaxUint16 {
		return nil
	}
	now, steps := map[sumsKey]float64{{}: 1}, 0
	last := s.piles - 1
	for _, cases := range s.kinds {
		sizes := s.sizes(cases)
		begun := make(map[sumsKey]float64, len(now))
		for key, chance := range now {
			for p := range last {
				key[3*p] = uint16(sizes[p])
			}
			begun[key] = chance
		}
		now = begun
		for done, c := range cases {
			next := make(map[sumsKey]float64, len(now))
			for _, key := range sortedKeys(now) {
				chance, left := now[key], float64(len(cases)-done)
				others := left
				for p := range last {
					others -= float64(key[3*p])
					if key[3*p] == 0 {
						continue
					}
					to := key
					to[3*p]--
					to[3*p+1] += uint16(s.counts[c][0])
					to[3*p+2] += uint16(s.counts[c][1])
					next[to] += chance * float64(key[3*p]) / left
				}
				if others > 0 {
					next[key] += chance * others / left
				}
				if steps += s.piles; steps > countedSteps {
					return nil
				}
			}
			now = next
		}
	}
	var found []weighed
	for _, key := range sortedKeys(now) {
		sums, rest := make([][2]int, s.piles), total
		for p := range last {
			sums[p] = [2]int{int(key[3*p+1]), int(key[3*p+2])}
			rest[0], rest[1] = rest[0]-sums[p][0], rest[1]-sums[p][1]
		}
		sums[last] = rest
		found = append(found, weighed{largestOf(sums, total), now[key]})
	}
	return found
}

// sortedKeys are in an order of their own, so that every run adds alike.
func sortedKeys(m map[sumsKey]float64) []sumsKey {
	keys := make([]sumsKey, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	slices.SortFunc(keys, func(a, b sumsKey) int { return slices.Compare(a[:], b[:]) })
	return keys
}

// drawn are sharings with the cases of kinds exchanged at random; a text gives the same ones
// everywhere.
func (s *sharedKinds) drawn(text string) []weighed {
	seed := sha256.Sum256([]byte(text))
	source := rand.NewPCG(binary.BigEndian.Uint64(seed[:]), binary.BigEndian.Uint64(seed[8:]))
	pile, found := slices.Clone(s.pile), make([]weighed, drawnWithin)
	for b := range found {
		for _, cases := range s.kinds {
			for i := len(cases) - 1; i > 0; i-- {
				x, y := cases[i], cases[source.Uint64()%uint64(i+1)]
				pile[x], pile[y] = pile[y], pile[x]
			}
		}
		found[b] = weighed{largestDifference(pile, s.counts, s.piles), 1}
	}
	return found
}
