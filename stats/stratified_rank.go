package stats

import (
	"math"
	"sort"
)

// A ranking gives every count of every stratum a whole number; a sample ranks
// by their sum. A number never falls when its count rises.
type ranking [][]int64

// rankings returns the ways to rank samples of a stratified population from
// low to high, best first. They depend on the design, the worth of a yes case in
// each stratum and the level alone, never on what was found. A later one makes
// fewer different sums.
//
// Three or more strata with sampling fractions that are alike are ranked by
// the estimate
//
//	T = sum worth_h N_h x_h / n_h
//
// With unlike ones a case of a thinly sampled stratum weighs so much in T that
// what a nearly complete stratum shows is lost. There, and with two strata,
// the first criterion is the sum of the strata's own lower limits, and T
// decides between equals.
//
// Where a yes case is not worth 1 in every stratum, numbers are rounded to whole
// ones, which leaves any ranking valid.
func rankings(strata []StratumCount, worth []float64, tail float64) []ranking {
	byEstimate := func(weights []int64) ranking {
		return newRanking(strata, func(k, x int) int64 { return int64(x) * weights[k] })
	}
	if !countsCases(worth) {
		if ranksByEstimate(strata, worth) {
			return []ranking{byEstimate(roundedWeights(strata, worth))}
		}
		return []ranking{byOwnLimits(strata, worth, tail, maxRanks), byOwnLimits(strata, worth, tail, coarseUnits(strata))}
	}
	weights, total, whole := wholeWeights(strata)
	if ranksByEstimate(strata, worth) {
		ranks := []ranking{byEstimate(roundedWeights(strata, worth))}
		if whole {
			ranks = append([]ranking{byEstimate(weights)}, ranks...)
		}
		return ranks
	}
	byLimits := newRanking(strata, func(k, x int) int64 { return int64(ownLow(strata[k], x, tail, len(strata))) })
	var highest int64
	for _, s := range strata {
		highest += int64(s.Population)
	}
	if !whole || highest > math.MaxInt64/(total+1) {
		return []ranking{byLimits}
	}
	both := newRanking(strata, func(k, x int) int64 { return int64(x)*weights[k] + byLimits[k][x]*(total+1) })
	return []ranking{both, byLimits}
}

// newRanking gives count x of stratum k a number.
func newRanking(strata []StratumCount, number func(k, x int) int64) ranking {
	rank := make(ranking, len(strata))
	for k, s := range strata {
		for x := range s.Sample + 1 {
			rank[k] = append(rank[k], number(k, x))
		}
	}
	return rank
}

// byOwnLimits ranks by the sum of the strata's own lower limits, in so many units
// of what all cases are worth.
func byOwnLimits(strata []StratumCount, worth []float64, tail, units float64) ranking {
	all := 0.0
	for k, s := range strata {
		all += worth[k] * float64(s.Population)
	}
	return newRanking(strata, func(k, x int) int64 {
		return int64(math.Round(worth[k] * float64(ownLow(strata[k], x, tail, len(strata))) / all * units))
	})
}

// coarseUnits returns a number of units in which sums are few enough for a search.
func coarseUnits(strata []StratumCount) float64 {
	largest := 0
	for _, s := range strata {
		largest = max(largest, s.Sample)
	}
	return math.Floor(maxRanks / float64(largest+1))
}

// ranksByEstimate reports whether there are three strata or more and the most that
// a yes case of a sample stands for, worth_h N_h/n_h, is at most one and a half
// times the least.
func ranksByEstimate(strata []StratumCount, worth []float64) bool {
	if len(strata) < 3 {
		return false
	}
	for i, a := range strata {
		for j, b := range strata {
			if 2*float64(a.Sample)*(worth[j]*float64(b.Population)) > 3*float64(b.Sample)*(worth[i]*float64(a.Population)) {
				return false
			}
		}
	}
	return true
}

// ownLow returns the lower limit that one of several strata has on its own for
// x yes cases, when the limits of all are to hold together with probability
// 1 - tail: each then holds with the H-th root of it, as the strata are drawn
// independently. That is Sidak's (1967, JASA 62) level, a little better than
// Bonferroni's 1 - tail/H.
func ownLow(s StratumCount, x int, tail float64, strata int) int {
	own := -math.Expm1(math.Log1p(-tail)/float64(strata)) * (1 + tailTie)
	return x + sort.Search(s.unread(), func(i int) bool {
		return Hypergeometric{N: s.Population, K: x + i, Draws: s.Sample}.atLeast(x) > own
	})
}

// wholeWeights returns whole numbers in the ratio of N_h/n_h, the largest sum
// they can make, and false where that passes 2^53.
func wholeWeights(strata []StratumCount) (weights []int64, total int64, ok bool) {
	const most = 1 << 53
	common := int64(1) // the least common multiple of the n_h
	for _, s := range strata {
		n := int64(s.Sample)
		factor := n / commonDivisor(common, n)
		if common > most/factor {
			return nil, 0, false
		}
		common *= factor
	}
	var shared int64
	for _, s := range strata {
		if total += int64(s.Population); common > most/total {
			return nil, 0, false
		}
		weight := common / int64(s.Sample) * int64(s.Population)
		weights = append(weights, weight)
		shared = commonDivisor(shared, weight)
	}
	for k := range weights {
		weights[k] /= shared
	}
	return weights, common * total / shared, true
}

// roundedWeights returns whole numbers about in the ratio of worth_h N_h/n_h that make
// few enough different sums for a search, where there are few enough cases.
func roundedWeights(strata []StratumCount, worth []float64) []int64 {
	cases, largest, heaviest := 0.0, 0.0, 0.0
	for k, s := range strata {
		n := float64(s.Sample)
		cases += n
		largest = max(largest, n)
		heaviest = max(heaviest, worth[k]*float64(s.Population)/n)
	}
	unit := math.Floor(maxRanks/(largest+1)/cases) / heaviest
	weights := make([]int64, len(strata))
	for k, s := range strata {
		weights[k] = max(1, int64(unit*worth[k]*float64(s.Population)/float64(s.Sample)))
	}
	return weights
}

// commonDivisor returns the greatest common divisor of a and b, the other
// where one is 0.
func commonDivisor(a, b int64) int64 {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}
