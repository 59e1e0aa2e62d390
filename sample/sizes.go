package sample

import (
	"math"

	"onecase/sample/internal/rounding"
	"onecase/stats"
	"onecase/stats/phrase"
)

// size is how many of N cases the design's precision asks for.
func (d Design) size(N int) (int, error) {
	size, err := d.workedSize(N)
	return size.Sample, err
}

// workedSize is size with its working.
func (d Design) workedSize(N int) (stats.Size, error) {
	if N == 0 {
		return stats.Size{}, nil
	}
	return stats.SampleSize(stats.SizeSpec{Population: N, Confidence: d.Confidence, Margin: d.Margin, Criterion: d.Criterion})
}

// groupMargin is the margin of n cases from N at the design's confidence, NaN for no
// case.
func (d Design) groupMargin(n, N int) (float64, error) {
	if n == 0 {
		return math.NaN(), nil
	}
	m, err := stats.Margin(stats.MarginSpec{Sample: n, Population: N, Confidence: d.Confidence})
	return m.Margin, err
}

// marginOver is the margin of the groups' cases taken together, from the margin
// of each and its population: groups are strata (Cochran 1977, chapter 5). It
// is NaN where a group has cases and none is read.
func marginOver(margins []float64, populations []int) float64 {
	total := float64(sum(populations))
	square := 0.0
	for g, N := range populations {
		if N > 0 {
			part := margins[g] * float64(N) / total
			square += part * part
		}
	}
	return math.Sqrt(square)
}

// reserves is how many reserves a sample of n from N asks for and how many the
// population can give.
func (d Design) reserves(n, N int) (asked, given int) {
	asked = int(math.Ceil(d.Reserve*float64(n) - rounding.Slack))
	return asked, min(asked, N-n)
}

// listed names things in a message, some of them where there are very many.
func listed(names []string) string { return phrase.First(30, names, ", ", " and") }

// caseCount is a number of cases: "1 case", "39 cases".
func caseCount(n int) string { return phrase.Count(n, "case") }
