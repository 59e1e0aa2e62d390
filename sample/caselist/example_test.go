package caselist_test

import (
	"fmt"
	"time"

	"onecase/sample"
	"onecase/sample/caselist"
	"onecase/sample/sheet"
)

// A list is read and cleaned for an inspection as of 21 June 2021, whose court
// cases are those that started six to nine months earlier.
func Example() {
	sheet, err := sheet.ReadFile("../sheet/testdata/libreoffice.xlsx", sheet.ReadOptions{Headers: caselist.Headers, Sheet: "Long list"})
	if err != nil {
		fmt.Println(err)
		return
	}
	result, err := caselist.Clean(sheet, caselist.CleanOptions{
		Groups: []sample.Group{
			{ID: "court", Disposals: []string{"community", "custody", "licence"}, Window: &sample.Window{MinMonths: 6, MaxMonths: 9}},
			{ID: "ooc", Disposals: []string{"youth-caution", "youth-conditional-caution", "community-resolution"}},
		},
		AsOf: time.Date(2021, 6, 21, 0, 0, 0, 0, time.UTC),
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, c := range result.Frame.Cases {
		fmt.Println(c.ID, c.Group, c.Values)
	}
	for _, e := range result.Exclusions {
		fmt.Println(e.ID, e.Reason+":", e.Detail)
	}
	// Output:
	// 00126 ooc [female youth-caution very high]
	// 00127 ooc [male youth-conditional-caution low]
	// 00128 ooc [female community-resolution low]
	// 00129 ooc [male community-resolution low]
	// 00130 court [male community medium]
	// 00123 outside-window: started 2020-12-31; the window is 2020-09-21 to 2020-12-21
	// 00124 outside-window: started 2020-04-03; the window is 2020-09-21 to 2020-12-21
	// 00125 outside-window: started 2020-03-04; the window is 2020-09-21 to 2020-12-21
}
