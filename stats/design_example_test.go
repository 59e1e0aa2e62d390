package stats_test

import (
	"fmt"

	"onecase/stats"
)

// Ten of forty short orders and eight of twelve long ones were read. How many
// of all fifty-two were well planned?
func ExampleDesign() {
	strata := []stats.Stratum{{Name: "short", Population: 40}, {Name: "long", Population: 12}}
	var cases []stats.DrawnCase
	var answers []stats.Answer
	read := func(stratum string, yes, no int) {
		for i := range yes + no {
			cases = append(cases, stats.DrawnCase{Stratum: stratum})
			if i < yes {
				answers = append(answers, stats.Yes)
			} else {
				answers = append(answers, stats.No)
			}
		}
	}
	read("short", 7, 3)
	read("long", 3, 5)
	design, err := stats.NewDesign(strata, cases, stats.LonelyFail)
	if err != nil {
		fmt.Println(err)
		return
	}
	e, err := design.Proportion(answers)
	if err != nil {
		fmt.Println(err)
		return
	}
	limits, err := e.Interval(stats.DesignBeta, 0.80)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(design)
	fmt.Printf("%d of %d yes; estimate %.3f, standard error %.3f, limits %.3f to %.3f\n",
		e.Yes, e.Of, e.Proportion, e.SE, limits.Low, limits.High)
	// Output:
	// stratified simple random sample in 2 strata: 18 of 52 cases, finite correction
	// 10 of 18 yes; estimate 0.625, standard error 0.105, limits 0.463 to 0.768
}

// The same sample with limits that are guaranteed.
func ExampleCombinedInterval() {
	limits, err := stats.CombinedInterval([]stats.StratumCount{
		{Population: 40, Sample: 10, Yes: 7},
		{Population: 12, Sample: 8, Yes: 3},
	}, 0.80)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%d to %d of %d cases\n", limits.LowCount, limits.HighCount, limits.Population)
	// Output: 25 to 38 of 52 cases
}
