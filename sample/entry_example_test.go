package sample_test

import (
	"fmt"
	"time"

	"onecase/sample"
)

// Before a case is read: what a sample of 20 could say about each category.
func ExampleNewPlan() {
	plan, err := sample.NewPlan(frame(), nil, sample.DefaultDesign())
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, m := range plan.Groups[0].Match {
		fmt.Printf("%s %s: %d to %d of %d, margin %.1f points on their own\n", m.Variable, m.Category, m.Fewest, m.Most,
			m.Population, 100*m.Margin)
	}
	// Output:
	// gender female: 4 to 5 of 5, margin 16.0 points on their own
	// gender male: 13 to 14 of 15, margin 6.7 points on their own
}

// A sample is made larger: the cases that were selected stay.
func ExampleRecord_Extend() {
	design := sample.DefaultDesign()
	design.Sizes = map[string]int{"court": 8}
	plan, err := sample.NewPlan(frame(), nil, design)
	if err != nil {
		fmt.Println(err)
		return
	}
	draw, err := plan.Draw("dice 3 1 4 1 5")
	if err != nil {
		fmt.Println(err)
		return
	}
	record := sample.NewRecord(draw, sample.ListSource{Name: "cases.csv"}, "none", time.Now())
	if _, err := record.Extend(frame(), map[string]int{"court": 12}, time.Now()); err != nil {
		fmt.Println(err)
		return
	}
	verification, err := record.Verify(frame(), "")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(len(record.Extensions), verification.Verified)
	// Output:
	// 1 true
}
