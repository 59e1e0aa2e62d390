package show

import (
	"math"
	"testing"
)

// Coefficients have a 0 before the point, no minus before 0, and a dash where they are not defined.
func TestCoefficientsInWords(t *testing.T) {
	for x, want := range map[float64]string{0.784: "0.78", -0.166: "-0.17", -0.001: "0.00", 1: "1.00", 0: "0.00"} {
		if got := point(x); got != want {
			t.Errorf("%v: %s, want %s", x, got, want)
		}
	}
	if got := point(math.NaN()); got != "-" {
		t.Errorf("not defined: %s", got)
	}
	if got := categoryWords("rosh", "high"); got != "risk of serious harm: high" {
		t.Errorf("category: %s", got)
	}
}
