package rules

import "math/big"

// A meanState is what the questions of a mean come to: the lowest and highest sum of their
// figures, how many of them count, and how many each limit has counted.
type meanState struct {
	low, high, weight int64
	counted           uint64
}

// A meanOption is a band of a question and the ends of its figures, in units of their own.
type meanOption struct {
	rating    int
	low, high int64
}

// mostMeanWeight keeps sums of figures whole numbers that a computer holds.
const mostMeanWeight = 1_000_000

// reachMean notes what a mean of percentages comes to, where the questions have these scales: with
// each band a question has every figure of it, so that the mean has every figure between the
// lowest and the highest. ok is false where there is too much to try, or a figure is no
// percentage of as many cases as it takes.
func (n *node) reachMean(scales []*Scale, to *reached) (ok bool) {
	whole := int64(0)
	for _, m := range n.members {
		whole += m.weight
	}
	bits, ok := n.countBits()
	if !ok || whole > mostMeanWeight {
		return false
	}
	// Boundaries are at multiples of half a hundredth. An end that is not in a band is one
	// unit away from one that is, and no mean of such ends passes a boundary by it.
	unit := 200 * (whole + 1)
	states, work := map[meanState]bool{{}: true}, 0
	for i, s := range scales {
		if s.Bands() > 0 && !s.ByPercent() {
			return false
		}
		options, next := s.meanOptions(unit), map[meanState]bool{}
		if work += len(states) * (len(options) + 1); work > mostLawSteps {
			return false
		}
		for was := range states {
			next[was] = true // the question applies to no case
			for _, o := range options {
				now, w := was, n.members[i].weight
				now.low, now.high, now.weight = was.low+w*o.low, was.high+w*o.high, was.weight+w
				for k := range n.limits {
					now.counted = n.limits[k].met(now.counted, bits[k], i, o.rating)
				}
				next[now] = true
			}
		}
		states = next
	}
	for s := range states {
		if s.weight == 0 {
			continue
		}
		low, high := n.scale.bandOfRat(big.NewRat(s.low, unit*s.weight)), n.scale.bandOfRat(big.NewRat(s.high, unit*s.weight))
		for rating := low; rating <= high; rating++ {
			if n.scale.Used(rating) {
				to.note(n, rating, s.counted, bits)
			}
		}
	}
	return true
}

// meanOptions are the bands of percentages with the first and the last figure of each.
func (s *Scale) meanOptions(unit int64) (options []meanOption) {
	last := 100 * unit
	for low := int64(0); s.Bands() > 0 && low <= last; {
		rating := s.bandOfRat(big.NewRat(low, unit))
		high, beyond := low, last+1 // the last figure that is known to be in it, and the first beyond it
		for high+1 < beyond {
			if middle := (high + beyond) / 2; s.bandOfRat(big.NewRat(middle, unit)) == rating {
				high = middle
			} else {
				beyond = middle
			}
		}
		options = append(options, meanOption{rating, low, high})
		low = beyond
	}
	return options
}
