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

// Three services of a region, question by question.
func ExamplePool() {
	pooled, err := discretion.Pool([]*discretion.Inspection{service("North", 21), service("Middle", 30),
		service("South", 27)}, discretion.PoolOptions{})
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
	// court.planning.safety: no whole count of 35 makes 47%; it is rated as printed, and 16 is taken for the cases that would change a rating
	// court.planning.desistance has no result; court.planning is rated without it and could be lower
	// court.planning.public has no result; court.planning is rated without it and could be lower
}
