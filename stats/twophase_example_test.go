package stats_test

import (
	"fmt"

	"onecase/stats"
)

// 39 of 50 cases were read, 25 with a yes. 12 of the 39 were read again, and every second reading
// agreed: 8 with a yes, 4 with a no.
func ExampleTwoPhaseInterval() {
	sample := stats.DrawnShare{Of: 39, Least: 50, Most: 50}
	again := []stats.StratumCount{{Population: 25, Sample: 8, Yes: 8}, {Population: 14, Sample: 4, Yes: 0}}
	l, err := stats.TwoPhaseInterval(sample, again, 0.8)
	if err != nil {
		panic(err)
	}
	fmt.Printf("%d to %d of 50; of the sample %d to %d\n", l.LowCount, l.HighCount, l.Sample.LowCount, l.Sample.HighCount)
	alone, _, err := stats.SecondReadsInterval(sample, again, 0.8)
	if err != nil {
		panic(err)
	}
	fmt.Printf("drawn from all 39 alike: %d to %d\n", alone.LowCount, alone.HighCount)
	// Output:
	// 21 to 42 of 50; of the sample 20 to 30
	// drawn from all 39 alike: 24 to 41
}
