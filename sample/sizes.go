package sample

import (
	"fmt"
	"math"

	"onecase/stats"
)

// size is how many of N cases the design's confidence, margin and criterion ask
// for.
func (d Design) size(N int) (int, error) {
	z := stats.Z(d.Confidence)
	n0 := z * z * 0.25 / (d.Margin * d.Margin)
	return min(N, int(math.Ceil(n0/(1+(n0-1)/float64(N))))), nil
}

// marginOf is the margin that n of N cases give at the design's confidence.
func (d Design) marginOf(n, N int) float64 {
	if n >= N {
		return 0
	}
	return stats.Z(d.Confidence) * math.Sqrt(0.25/float64(n)*float64(N-n)/float64(N-1))
}

// marginOver is the margin of the groups' cases taken together, each group
// counting with its population (stratified sampling, Cochran 1977, eq. 5.7),
// for a proportion of a half in each.
func (d Design) marginOver(samples, populations []int) float64 {
	total := float64(sum(populations))
	variance := 0.0
	for g, n := range samples {
		N := populations[g]
		switch {
		case n >= N:
			continue
		case n == 0:
			return math.NaN() // nothing is known about a group
		}
		weight := float64(N) / total
		variance += weight * weight * 0.25 / float64(n) * float64(N-n) / float64(N-1)
	}
	return stats.Z(d.Confidence) * math.Sqrt(variance)
}

// reserves is how many reserves a sample of n from N asks for and how many the
// population can give.
func (d Design) reserves(n, N int) (asked, given int) {
	asked = int(math.Ceil(d.Reserve*float64(n) - slack))
	return asked, min(asked, N-n)
}

// census tells whether a sample is so large a part of its population that all
// of it is to be taken.
func (d Design) census(n, N int) bool {
	return d.CensusFrom > 0 && float64(n) >= d.CensusFrom*float64(N)
}

// caseCount writes a number of cases: "1 case", "39 cases".
func caseCount(n int) string {
	if n == 1 {
		return "1 case"
	}
	return fmt.Sprintf("%d cases", n)
}
