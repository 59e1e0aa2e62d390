package show

import (
	"testing"

	"onecase/sample"
)

// The answers that vary most are told by variable: two variables can have categories of
// the same name.
func TestPatternsNameTheirVariables(t *testing.T) {
	e := &sample.LargestEffect{Effect: 2, Variables: []string{"gender",
		"rosh", "safety"}, More: []string{"male", "low", "high"}, Less: []string{"male", "high", "low"}}
	if got := patternText(e); got != "cases of risk of serious harm: low and safety and wellbeing: high apart from those of risk of serious harm: high and safety and wellbeing: low, among gender: male" {
		t.Error(got)
	}
	e.More[0] = "female"
	if got := patternText(e); got != "cases of gender: female, risk of serious harm: low and safety and wellbeing: high apart from those of gender: male, risk of serious harm: high and safety and wellbeing: low" {
		t.Error(got)
	}
}
