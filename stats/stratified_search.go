package stats

import (
	"math"
	"slices"
	"sort"
)

// A splitSearch looks for the least worth of the yes cases of a stratified population
// (their number, where each is worth 1) under which a sample ranks at least as high as
// the one seen with more than a given probability, over every split of those cases
// among the strata.
//
// Samples are ranked by a sum over the strata of a whole number for each
// count, which never falls when a count rises. With the strata numbered 1..H,
// t the rank seen and s a value that the first k strata can add up to,
//
//	g_{H-1}(s) = P(s + rank_H(X_H) >= t | M_H)
//	g_{k-1}(s) = sum over x of P(X_k = x | M_k) g_k(s + rank_k(x))
//	g_0(0)     = P(rank >= t | M_1, ..., M_H)
//
// M_H is chosen first, so that a change of M_1, the innermost, costs one sum
// over x.
type splitSearch struct {
	strata []StratumCount
	worth  []float64 // of a yes case in each stratum
	rank   ranking
	sums   [][]int64 // sums[k]: the ranks the first k strata can add up to, in order; k < H
	next   [][]int32 // next[k][s*(n+1)+x]: where sums[k][s] + rank[k][x] stands in sums[k+1]
	steps  []int     // steps[k]: how many values of M_k are taken together
	tail   float64   // the probability to pass
	// prob[k][M][x] is P(X_k = x | M), and for the last stratum P(X_k >= x | M).
	// Rows are made when they are needed.
	prob [][][]float64

	// The state of one search.
	yes  []int
	rest []float64   // rest[k]: the least worth that the first k strata can hold
	need []int       // need[s]: the least x of the last stratum that takes sums[H-1][s] to t
	g    [][]float64 // g_k above
	best float64     // the least worth found so far
}

// The limits of a search: ranks of one more stratum added to those before, and
// multiplications for one limit, about a twentieth of a second.
const (
	maxRanks     = 1 << 20
	maxSplitWork = 5e7
)

// newSplitSearch prepares a search over strata that were each drawn in part.
// It reports false where there are too many ranks. It does not read what was
// found in the strata: that is given to least.
func newSplitSearch(strata []StratumCount, worth []float64, rank ranking, tail float64) (*splitSearch, bool) {
	s := &splitSearch{strata: strata, worth: worth, rank: rank, tail: tail * (1 + tailTie), sums: [][]int64{{0}}}
	for k := range strata {
		last := s.sums[k]
		s.prob = append(s.prob, make([][]float64, strata[k].Population+1))
		s.g = append(s.g, make([]float64, len(last)))
		if k == len(strata)-1 {
			break
		}
		if len(last)*len(rank[k]) > maxRanks {
			return nil, false
		}
		all := make([]int64, 0, len(last)*len(rank[k]))
		for _, sum := range last {
			for _, r := range rank[k] {
				all = append(all, sum+r)
			}
		}
		distinct := slices.Clone(all)
		slices.Sort(distinct)
		distinct = slices.Compact(distinct)
		next := make([]int32, len(all))
		for i, sum := range all {
			j, _ := slices.BinarySearch(distinct, sum)
			next[i] = int32(j)
		}
		s.sums = append(s.sums, distinct)
		s.next = append(s.next, next)
	}
	s.need = make([]int, len(s.sums[len(strata)-1]))
	s.coarsen()
	return s, true
}

// tailTie is how much a tail may pass its half of 1 - confidence by rounding:
// a tail that is exactly as large is not passed.
const tailTie = 1e-11

// coarsen takes values of M together, those of the stratum with most first,
// until the search is short enough. It depends on the design alone.
func (s *splitSearch) coarsen() {
	s.steps = slices.Repeat([]int{1}, len(s.strata))
	for s.work() > maxSplitWork {
		widest := 1
		for k := range s.strata {
			if k > 0 && s.cells(k) > s.cells(widest) {
				widest = k
			}
		}
		if s.cells(widest) == 1 {
			return
		}
		s.steps[widest]++
	}
}

// cells returns how many groups of values M_k is tried in.
func (s *splitSearch) cells(k int) int {
	return (s.strata[k].unread() + s.steps[k]) / s.steps[k]
}

// work returns how many multiplications a search takes at most.
func (s *splitSearch) work() float64 {
	total, splits := 0.0, 1.0
	for k := len(s.strata) - 1; k > 0; k-- {
		splits *= float64(s.cells(k))
		total += splits * s.stepWork(k)
	}
	bisections := math.Log2(float64(s.strata[0].unread()+1)) + 1
	return total + splits*bisections*s.stepWork(0)
}

// stepWork returns how many multiplications a step takes.
func (s *splitSearch) stepWork(k int) float64 {
	if k == len(s.strata)-1 {
		return float64(len(s.need))
	}
	return float64(len(s.next[k]))
}

// slack returns by how much a result may fall short of the one that trying
// every split would give.
func (s *splitSearch) slack() float64 {
	sum := 0.0
	for k, step := range s.steps {
		sum += s.worth[k] * float64(step-1)
	}
	return sum
}

// least returns the least worth of the M_h, the sum of worth_h M_h, for which
// the chance of ranking as high as yes passes the tail, among the splits that
// can give yes:
//
//	x_h <= M_h <= N_h - n_h + x_h
//
// Where values of M are taken together, a group counts as its smallest and
// has the probability of its largest, which is no smaller, so that the result
// can only be too low.
func (s *splitSearch) least(yes []int) float64 {
	s.yes, s.best, s.rest = yes, 0, []float64{0}
	for k, stratum := range s.strata {
		s.best += s.worth[k] * float64(yes[k]+stratum.unread())
		s.rest = append(s.rest, s.rest[k]+s.worth[k]*float64(yes[k]))
	}
	s.see(yes)
	s.search(len(s.strata)-1, 0)
	return s.best
}

// see sets what the last stratum needs for a sample to rank at least as high as yes.
func (s *splitSearch) see(yes []int) {
	var seen int64
	for k, x := range yes {
		seen += s.rank[k][x]
	}
	last := len(s.strata) - 1
	x := len(s.rank[last]) // one more than there can be: out of reach
	for i, sum := range s.sums[last] {
		for x > 0 && sum+s.rank[last][x-1] >= seen {
			x--
		}
		s.need[i] = x
	}
}

// search chooses M_k, ..., M_1 when the yes cases of the strata above k are worth
// used.
func (s *splitSearch) search(k int, used float64) {
	low, worth := s.yes[k], s.worth[k]
	if k == 0 {
		// Only what is better than the best is looked at.
		better := int(math.Ceil((s.best-used)/worth-1e-9)) - 1 - low
		high := min(s.strata[0].unread(), better)
		reached := func(i int) bool {
			s.step(0, low+i)
			return s.g[0][0] > s.tail
		}
		if high >= 0 && reached(high) {
			s.best = used + worth*float64(low+sort.Search(high, reached))
		}
		return
	}
	for i := 0; i <= s.strata[k].unread() && used+worth*float64(low+i)+s.rest[k] < s.best; i += s.steps[k] {
		s.step(k, low+min(i+s.steps[k]-1, s.strata[k].unread()))
		s.search(k-1, used+worth*float64(low+i))
	}
}

// step makes the g of the strata below k from that of those up to k, with M
// yes cases in stratum k.
func (s *splitSearch) step(k, M int) { s.stepBy(k, s.probabilities(k, M)) }

// stepBy is step with the probabilities p of the counts of stratum k.
func (s *splitSearch) stepBy(k int, p []float64) {
	to := s.g[k]
	if k == len(s.strata)-1 {
		for i, x := range s.need {
			to[i] = p[x]
		}
		return
	}
	from, next, width := s.g[k+1], s.next[k], len(s.rank[k])
	for i := range to {
		sum := 0.0
		for x, j := range next[i*width : (i+1)*width] {
			sum += float64(p[x] * from[j])
		}
		to[i] = sum
	}
}

// probabilities returns prob[k][M].
func (s *splitSearch) probabilities(k, M int) []float64 {
	if p := s.prob[k][M]; p != nil {
		return p
	}
	p := s.counts(k, Hypergeometric{N: s.strata[k].Population, K: M, Draws: s.strata[k].Sample})
	s.prob[k][M] = p
	return p
}

// counts returns the probabilities of each count of stratum k, and for the last stratum
// those of at least as many.
func (s *splitSearch) counts(k int, d Hypergeometric) []float64 {
	p := make([]float64, d.Draws+2)
	for x := d.Draws; x >= 0; x-- {
		p[x] = d.prob(x)
		if k == len(s.strata)-1 {
			p[x] += p[x+1]
		}
	}
	return p
}
