package stats_test

import (
	"fmt"

	"onecase/stats"
)

// A sub-sample of 4 that stands for 8 cases.
func ExampleMargin() {
	margin, err := stats.Margin(stats.MarginSpec{Sample: 4, Population: 8, Confidence: 0.80})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, s := range margin.Steps {
		fmt.Printf("%s: %s = %.3f\n", s.Name, s.Substitution, s.Value)
	}
	// Output:
	// standard error: sqrt(0.5 × 0.5 / 4 × 4/7) = 0.189
	// margin: 1.28155 × 0.188982 = 0.242
}

// Which populations does a published size of 39 imply?
func ExampleImplied() {
	implied, err := stats.Implied(39, stats.SizeSpec{Confidence: 0.80, Margin: 0.05})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, i := range implied[:2] {
		fmt.Printf("%s: %d to %d\n", i, i.Low, i.High)
	}
	// Output:
	// exact z, N-1, up: 50 to 50
	// exact z, N-1, nearest: 50 to 51
}

// How many cases show a change from 50% to 65%, when 31 of 41 were read before?
func ExampleSizeToDetect() {
	size, err := stats.SizeToDetect(stats.DetectSpec{
		FirstShare: 0.50, SecondShare: 0.65, FirstSample: 31, FirstPopulation: 41, SecondPopulation: 50, Confidence: 0.80, Power: 0.80,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("read %d; the change is found with a chance of %.2f\n", size.Second, size.ActualPower)
	// Output:
	// read 31; the change is found with a chance of 0.75
}

// The least sample that tells services with up to 70% from those with 90% and
// more, wrong at most one time in ten either way.
func ExampleDecisionSize() {
	rule, err := stats.DecisionSize(stats.DecisionSpec{Population: 600, Low: 0.70, High: 0.90, Risks: [2]float64{0.10, 0.10}})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("read %d; high if more than %d are yes\n", rule.Sample, rule.Limit)
	// Output:
	// read 25; high if more than 20 are yes
}

// The least sample that shows fewer than 4% of 500 cases to be faulty.
func ExampleSizeAtMost() {
	size, err := stats.SizeAtMost(stats.AtMostSpec{Population: 500, Tolerable: 0.04, Confidence: 0.95})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("read %d and find %d\n", size.Sample, size.Allowed)
	// Output:
	// read 69 and find 0
}

// Could 47% of 35 cases have been printed?
func ExamplePercentage_Counts() {
	printed, err := stats.ParsePercentage("47")
	if err != nil {
		fmt.Println(err)
		return
	}
	least, most, err := printed.Counts(35, stats.HalfUp)
	if err != nil {
		fmt.Println(err)
		return
	}
	if least > most {
		fmt.Println("no; the nearest is", printed.Nearest(35))
	}
	// Output:
	// no; the nearest is 16
}

// Five percentages of one question share a denominator.
func ExampleDenominators() {
	var printed []stats.Percentage
	for _, text := range []string{"82", "82", "86", "82", "71"} {
		p, err := stats.ParsePercentage(text)
		if err != nil {
			fmt.Println(err)
			return
		}
		printed = append(printed, p)
	}
	fmt.Println(stats.Denominators(printed, 39, stats.HalfUp))
	// Output:
	// [28] <nil>
}

// The chance that 39 of 50 cases give an estimate within 5 points, in the worst
// of all populations.
func ExampleWithinMargin() {
	chance, yes, err := stats.WithinMargin(39, 50, 0.05)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.3f, at %d yes cases\n", chance, yes)
	// Output:
	// 0.713, at 18 yes cases
}
