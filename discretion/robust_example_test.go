package discretion_test

import (
	"fmt"
	"log"

	"onecase/discretion"
	"onecase/discretion/rules"
)

// Four of at most eight cases were read, and half of them were sufficient. What
// the other four hold decides the rating.
func ExampleRobust() {
	rules, err := rules.Load("hmip-youth-2018")
	if err != nil {
		log.Fatal(err)
	}
	inspection := discretion.NewInspection(rules)
	inspection.Groups["ooc"] = discretion.GroupSize{Population: 30, Sample: 26}
	for question, count := range map[string][2]int{
		"ooc.joint-working.recommendations": {16, 26},
		"ooc.joint-working.police":          {2, 4},
	} {
		if err := inspection.Set(question, count[0], count[1]); err != nil {
			log.Fatal(err)
		}
	}
	robustness, err := discretion.Robust(inspection, discretion.RobustOptions{Seed: "1"})
	if err != nil {
		log.Fatal(err)
	}
	for _, st := range robustness.Standards {
		if st.ID != "ooc.joint-working" {
			continue
		}
		for i, chance := range st.Chances {
			fmt.Printf("%s %.1f%%\n", rules.Ratings[i].Name, 100*chance)
		}
		fmt.Printf("%s again, however the two questions go together: %.1f%% to %.1f%%\n",
			st.Computed, 100*st.Bounds[1].Low, 100*st.Bounds[1].High)
	}
	// Output:
	// Inadequate 24.0%
	// Requires improvement 75.3%
	// Good 0.7%
	// Outstanding 0.0%
	// requires-improvement again, however the two questions go together: 71.4% to 76.0%
}
