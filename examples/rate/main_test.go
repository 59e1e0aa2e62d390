package main

func Example() {
	main()
	// Output:
	// Kent: requires-improvement, 18 of 36
	// one case from inadequate: ooc.planning, held by ooc.planning.public
	// one case from requires-improvement: ooc.delivery, held by ooc.delivery.public
	// one case from inadequate: ooc.joint-working, held by ooc.joint-working.police
	// 1 point more is good: 2 cases
	// good again with a chance of 77.8%: court.delivery
	// requires-improvement again with a chance of 61.5%: ooc.planning
	// requires-improvement again with a chance of 75.3%: ooc.joint-working
}
