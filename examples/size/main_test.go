package main

func Example() {
	main()
	// Output:
	// read 18 of 20: margin 4.9 points, within 5 points with a chance of at least 52.6%
	// read 39 of 50: margin 4.9 points, within 5 points with a chance of at least 71.3%
	// read 91 of 200: margin 5.0 points, within 5 points with a chance of at least 79.6%
	// read 165, however many there are
	// 31 of 39: between 37 and 42 of the 50 cases are sufficient
}
