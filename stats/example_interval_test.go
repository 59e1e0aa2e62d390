package stats_test

import (
	"fmt"

	"onecase/stats"
)

// 31 of the 39 cases read are yes, of 51 in all.
func ExampleIntervalFor() {
	i, err := stats.IntervalFor(stats.IntervalSpec{Method: stats.Exact, Yes: 31, Of: 39, Population: 51, Confidence: 0.80})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("between %d and %d of the %d cases: %.1f%% to %.1f%%\n", i.LowCount, i.HighCount, i.Population, 100*i.Low, 100*i.High)
	// Output: between 38 and 42 of the 51 cases: 74.5% to 82.4%
}

// What a method promises, and what it keeps.
func ExampleCoverages() {
	list, err := stats.Coverages([]stats.Method{stats.Exact, stats.Wald}, 39, 51, 0.80)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, c := range list {
		fmt.Printf("%s: at least %.3f, on average %.3f\n", c.Method, c.Minimum, c.Mean)
	}
	// Output:
	// exact: at least 0.827, on average 0.917
	// wald: at least 0.666, on average 0.818
}
