package main

func Example() {
	main()
	// Output:
	// 283 rows, 203 left out
	// court: 39 of 50 cases, the first of them K015; 8 reserves; no category is off by more than 0.78 cases
	// ooc: 26 of 30 cases, the first of them K001; 4 reserves; no category is off by more than 0.40 cases
	// verified: true
}
