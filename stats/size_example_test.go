package stats_test

import (
	"fmt"

	"onecase/stats"
)

// Fifty eligible cases, 80% confidence and five points either way: what the
// published formula asks for, and what a guarantee costs.
func ExampleSampleSize() {
	for _, criterion := range []stats.Criterion{stats.Normal, stats.Estimate} {
		size, err := stats.SampleSize(stats.SizeSpec{Population: 50, Confidence: 0.80, Margin: 0.05, Criterion: criterion})
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Printf("%s: %d, within the margin with a chance of at least %.1f%%\n", size.Criterion, size.Sample,
			100*size.AchievedProbability)
	}
	// Output:
	// normal: 39, within the margin with a chance of at least 71.3%
	// estimate: 40, within the margin with a chance of at least 83.6%
}
