package discretion_test

import (
	"fmt"
	"log"

	"onecase/discretion"
	"onecase/discretion/rules"
)

// service is an inspection of a service with one standard's results, from 39 of 50
// cases.
func service(name string, yes int) *discretion.Inspection {
	rules, err := rules.Load("hmip-youth-2018")
	if err != nil {
		log.Fatal(err)
	}
	inspection := discretion.NewInspection(rules)
	inspection.Service = name
	inspection.Groups["court"] = discretion.GroupSize{Population: 50, Sample: 39}
	for _, question := range []string{"desistance", "safety", "public"} {
		if err := inspection.Set("court.delivery."+question, yes, 39); err != nil {
			log.Fatal(err)
		}
	}
	return inspection
}

// Before fieldwork: how often a service that is Good on every question, with 70%,
// comes out Good.
func ExampleOutlookPlan_Look() {
	rules, err := rules.Load("hmip-youth-2018")
	if err != nil {
		log.Fatal(err)
	}
	plan := discretion.NewOutlookPlan(rules, 0.70)
	plan.Groups["court"] = discretion.GroupSize{Population: 50, Sample: 39}
	outlook, err := plan.Look(discretion.OutlookOptions{})
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

// Two inspections of one service: the limits of each difference.
func ExampleCompare() {
	compared, err := discretion.Compare(service("North", 21), service("North", 30), discretion.CompareOptions{})
	if err != nil {
		log.Fatal(err)
	}
	q := compared.Questions[0]
	d := q.Difference
	fmt.Printf("%s: %+.1f points, %+.1f to %+.1f; no difference within the limits: %v\n",
		q.Before.Question.ID, 100*d.Estimate, 100*d.Low, 100*d.High, q.HoldsZero())
	// Output:
	// court.delivery.desistance: +23.1 points, +15.8 to +30.3; no difference within the limits: false
}

// Three services of a region, question by question.
func ExamplePool() {
	pooled, err := discretion.Pool([]*discretion.Inspection{service("North", 21), service("Middle", 30), service("South", 27)}, discretion.PoolOptions{})
	if err != nil {
		log.Fatal(err)
	}
	q := pooled.Questions[0]
	fmt.Printf("%s: %.1f%%, %.1f to %.1f; the units are %.0f points apart, by chance alone %.1f%% of the time\n",
		q.ID, 100*q.Share, 100*q.Interval.Low, 100*q.Interval.High, 100*q.Spread, 100**q.SpreadChance)
	// Output:
	// court.delivery.desistance: 66.7%, 64.0 to 69.3; the units are 23 points apart, by chance alone 10.1% of the time
}

// An inspection file, read from text.
func ExampleParseInspection() {
	inspection, err := discretion.ParseInspection("mine.toml", []byte(`
rules = "hmip-youth-2018"
[results."court.planning.safety"]
percent = 47
of = 35
`), "")
	if err != nil {
		log.Fatal(err)
	}
	assessment, err := discretion.Assess(inspection, discretion.Options{})
	if err != nil {
		log.Fatal(err)
	}
	for _, w := range assessment.Warnings {
		fmt.Println(w.Message)
	}
	// Output:
	// court.planning.safety: no whole count of 35 makes 47%; it is banded as printed, and 16 is used for swings
	// court.planning.desistance has no result; court.planning is rated without it and could be lower
	// court.planning.public has no result; court.planning is rated without it and could be lower
}
