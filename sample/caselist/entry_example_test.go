package caselist_test

import (
	"fmt"

	"onecase/sample/caselist"
)

// Dates as lists write them; a day that does not exist is refused.
func ExampleParseDate() {
	for _, text := range []string{"2021-03-04", "4 March 2021", "04/03/2021", "44259", "31/02/2021"} {
		day, err := caselist.ParseDate(text)
		if err != nil {
			fmt.Println(text, "is refused")
			continue
		}
		fmt.Println(text, "is", day.Format("2 January 2006"))
	}
	// Output:
	// 2021-03-04 is 4 March 2021
	// 4 March 2021 is 4 March 2021
	// 04/03/2021 is 4 March 2021
	// 44259 is 4 March 2021
	// 31/02/2021 is refused
}
