package main

import (
	"math"
	"testing"

	"onecase/cmd/onecase/internal/workbook"
	"onecase/sample"
)

// Margins in the sheet of the plan are numbers to reckon with, to one decimal, and
// empty where there is none.
func TestPlanSheetHoldsMarginsAsNumbers(t *testing.T) {
	p := &sample.Plan{Groups: []sample.GroupPlan{{Group: "all", Population: 50, Sample: 39, Margin: 0.04875, Match: []sample.Target{
		{Variable: "gender", Category: "female", Population: 1, Margin: math.NaN()},
	}}}}
	s := planSheet(p)
	last := len(s.Header) - 1
	if s.Header[last] != "margin, points" || s.Rows[0][last] != (workbook.Decimal{Value: 4.875, Places: 1}) || s.Rows[1][last] != nil {
		t.Errorf("margins %v and %v under %q", s.Rows[0][last], s.Rows[1][last], s.Header[last])
	}
}
