package predict

import "onecase/discretion/rules"

// mostPointSteps is the most steps of the exact law of a sum of points: a second.
const mostPointSteps = 300_000_000

// mostPointSums is the most sums that are kept beside each other.
const mostPointSums = 4_000_000

// unitsOf are what a case at each level adds to a sum of points, in steps of it.
func unitsOf(scale *rules.Scale) []int {
	units := make([]int, scale.Levels())
	for level := range units {
		units[level] = scale.Above(level) / scale.Step()
	}
	return units
}

// tooManySums reports whether the sums of so many cases are more than are followed.
func tooManySums(units []int, fewest, most int) bool {
	states, steps := 0.0, 0.0
	for level := 1; level < len(units); level++ {
		n := float64(most + 1)
		states = max(states, n*float64(most*units[level]+1))
		own := n * (float64(most*units[level-1]) + 1) / 2 * n / 2 // of the levels before
		if level == len(units)-1 {
			own *= 2 * float64(most-fewest+1) / n
		}
		steps += own
	}
	return steps > mostPointSteps || states > mostPointSums
}

// sumLaws gives the law of the sum of the points of so many cases, in steps, for each number of
// cases from fewest to most. It joins the levels one at a time, from the worst: at gives how many
// of some cases, all at a level or a worse one, are at it. So every law on the way is that of a
// number of cases that is given, and none is thin.
func sumLaws(units []int, fewest, most int, at func(level, cases int) law) []law {
	sums := make([][]float64, most+1) // by cases, then sum
	for cases := range sums {
		sums[cases] = []float64{1}
	}
	for level := 1; level < len(units); level++ {
		next, first := make([][]float64, most+1), 0
		if level == len(units)-1 {
			first = fewest
		}
		for cases := first; cases <= most; cases++ {
			next[cases] = make([]float64, cases*units[level]+1)
			own := at(level, cases)
			for i, chance := range own.p {
				here := own.from + i
				for sum, before := range sums[cases-here] {
					next[cases][sum+here*units[level]] += chance * before
				}
			}
		}
		sums = next
	}
	laws := make([]law, most-fewest+1)
	for i := range laws {
		laws[i] = law{p: sums[fewest+i]}
	}
	return laws
}

// cumulated are the sums up to each place.
func cumulated[N int | float64](all []N) []N {
	sums, sum := make([]N, len(all)), N(0)
	for i, v := range all {
		sum += v
		sums[i] = sum
	}
	return sums
}
