// Command size asks how many cases to read, and how sure a result from them is.
package main

import (
	"fmt"
	"log"

	"onecase/stats"
)

func main() {
	log.SetFlags(0)
	for _, population := range []int{20, 50, 200, stats.Infinite} {
		if err := printSize(population); err != nil {
			log.Fatal(err)
		}
	}

	// Afterwards: 31 of 39 cases were sufficient, of 50 that could have been read.
	limits, err := stats.IntervalFor(stats.IntervalSpec{Method: stats.Exact, Yes: 31, Of: 39, Population: 50, Confidence: 0.80})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("31 of 39: between %d and %d of the 50 cases are sufficient\n", limits.LowCount, limits.HighCount)
}

// printSize prints the size that the published formula asks for, and the chance
// that it keeps its promise whatever the population holds.
func printSize(population int) error {
	size, err := stats.SampleSize(stats.SizeSpec{Population: population, Confidence: 0.80, Margin: 0.05})
	if err != nil {
		return err
	}
	if population == stats.Infinite {
		fmt.Printf("read %d, however many there are\n", size.Sample)
		return nil
	}
	fmt.Printf("read %d of %d: margin %.1f points, within 5 points with a chance of at least %.1f%%\n",
		size.Sample, population, 100*size.AchievedMargin, 100*size.AchievedProbability)
	return nil
}
