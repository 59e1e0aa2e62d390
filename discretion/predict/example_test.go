package predict_test

import (
	"fmt"
	"log"

	"onecase/discretion"
	"onecase/discretion/predict"
	"onecase/discretion/rules"
)

// Four of at most eight cases were read, and half of them were sufficient. What
// the other four hold decides the rating.
func ExampleRobust() {
	set, err := rules.Load("hmip-youth-2018")
	if err != nil {
		log.Fatal(err)
	}
	inspection := discretion.NewInspection(set)
	inspection.Groups["ooc"] = discretion.GroupSize{Population: 30, Sample: 26}
	for question, count := range map[string][2]int{
		"ooc.joint-working.recommendations": {16, 26},
		"ooc.joint-working.police":          {2, 4},
	} {
		if err := inspection.Set(question, count[0], count[1]); err != nil {
			log.Fatal(err)
		}
	}
	robustness, err := predict.Robust(inspection, predict.Options{Seed: "1"})
	if err != nil {
		log.Fatal(err)
	}
	for _, st := range robustness.Standards {
		if st.ID != "ooc.joint-working" {
			continue
		}
		for i, chance := range st.Chances {
			fmt.Printf("%s %.1f%%\n", set.Ratings[i].Name, 100*chance)
		}
		fmt.Printf("%s again, however the two questions go together: %.1f%% to %.1f%%\n",
			st.Computed, 100*st.Bounds[1].Low, 100*st.Bounds[1].High)
	}
	// Output:
	// Inadequate 20.9%
	// Requires improvement 78.2%
	// Good 0.8%
	// Outstanding 0.0%
	// requires-improvement again, however the two questions go together: 73.9% to 79.1%
}

// Before fieldwork: how often a service that is Good on every question, with 70%,
// comes out Good.
func ExampleOutlookPlan_Outlook() {
	set, err := rules.Load("hmip-youth-2018")
	if err != nil {
		log.Fatal(err)
	}
	plan := predict.NewOutlookPlan(set, 0.70)
	plan.Groups["court"] = discretion.GroupSize{Population: 50, Sample: 39}
	outlook, err := plan.Outlook(predict.OutlookOptions{})
	if err != nil {
		log.Fatal(err)
	}
	for _, st := range outlook.Standards {
		if st.ID == "court.delivery" {
			fmt.Printf("%s is found %s with a chance of %.3f\n", st.ID, st.True, *st.Right)
		}
	}
	// Output:
	// court.delivery is found good with a chance of 0.766
}

// service is an inspection of a service with one standard's results, from 39 of 50
// cases.
func service(name string, yes int) *discretion.Inspection {
	set, err := rules.Load("hmip-youth-2018")
	if err != nil {
		log.Fatal(err)
	}
	inspection := discretion.NewInspection(set)
	inspection.Service = name
	inspection.Groups["court"] = discretion.GroupSize{Population: 50, Sample: 39}
	for _, question := range []string{"desistance", "safety", "public"} {
		if err := inspection.Set("court.delivery."+question, yes, 39); err != nil {
			log.Fatal(err)
		}
	}
	return inspection
}

// Two inspections of one service: the limits of each difference.
func ExampleCompare() {
	compared, err := predict.Compare(service("North", 21), service("North", 30), predict.CompareOptions{})
	if err != nil {
		log.Fatal(err)
	}
	q := compared.Questions[0]
	d := q.Difference
	fmt.Printf("%s: %+.1f points, %+.1f to %+.1f; no difference within the limits: %v\n",
		q.Before.Question.ID, 100*d.Estimate, 100*d.Low, 100*d.High, q.HoldsZero())
	// Output:
	// court.delivery.desistance: +23.1 points, +16.0 to +30.0; no difference within the limits: false
}
