package rules_test

import (
	"fmt"
	"log"

	"onecase/discretion/rules"
)

func ExampleSet_Check() {
	set, err := rules.LoadUnchecked("testdata/kent-annexe.toml")
	if err != nil {
		log.Fatal(err)
	}
	for _, f := range set.Check() {
		fmt.Println(f.Where, f.Message)
	}
	// Output:
	// scoring.standards row 199: says that 10 standards count, but 12 of those listed do
	// scoring.maximum row 200: says 30, but 12 standards of at most 3 make 36
	// scoring.bands.outstanding row 205: ends at 36, but the maximum is 30
}
