package discretion_test

import (
	"fmt"
	"log"

	"onecase/discretion"
	"onecase/discretion/rules"
)

// Two questions of one standard: the case that would lift the lower one does
// not lift the standard, because the other holds it.
func ExampleAssess() {
	set, err := rules.Load("hmip-youth-2018")
	if err != nil {
		log.Fatal(err)
	}
	inspection := discretion.NewInspection(set)
	for question, count := range map[string][2]int{
		"ooc.joint-working.recommendations": {16, 26},
		"ooc.joint-working.police":          {2, 4},
	} {
		if err := inspection.Set(question, count[0], count[1]); err != nil {
			log.Fatal(err)
		}
	}
	assessment, err := discretion.Assess(inspection, discretion.Options{})
	if err != nil {
		log.Fatal(err)
	}
	for _, st := range assessment.Standards {
		if st.ID != "ooc.joint-working" {
			continue
		}
		fmt.Println(st.Computed, "set by", st.Drivers[0])
		fmt.Printf("to %s: %d to %d cases, held by %v\n", st.Up.To, *st.Up.Fewest, *st.Up.Most, st.Up.BlockedBy)
		fmt.Printf("to %s: %d case\n", st.Down.To, *st.Down.Fewest)
		for _, f := range st.Flags {
			fmt.Printf("%s: %v, %s\n", f.Criterion, *f.Fires, f.Detail)
		}
	}
	// Output:
	// requires-improvement set by ooc.joint-working.police
	// to good: 1 to 2 cases, held by [ooc.joint-working.recommendations]
	// to inadequate: 1 case
	// near-boundary: true, 50% is on the boundary of Requires improvement at 50%
	// one-case-swing: true, one case would lower the rating; it would raise it only by changing on several questions
	// small-sample: true, 4 cases
}
