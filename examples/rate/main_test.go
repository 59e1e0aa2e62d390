package main

func Example() {
	main()
	// Output:
	// Kent: requires-improvement, 18 of 36
	// one case from inadequate: ooc.planning, held by ooc.planning.public
	// one case from requires-improvement: ooc.delivery, held by ooc.delivery.public
	// one case from inadequate: ooc.joint-working, held by ooc.joint-working.police
	// 1 point more is good: 2 cases
	// requires-improvement again with a chance of 72.3%: ooc.planning
}
