package stats

import "testing"

// Limits that end at zero hold it.
func TestDifferenceHoldsZero(t *testing.T) {
	for limits, want := range map[[2]float64]bool{{-0.1, 0.1}: true, {0, 0.1}: true, {-0.1, 0}: true, {0, 0}: true,
		{0.001, 0.1}: false, {-0.1, -0.001}: false} {
		if (Difference{Low: limits[0], High: limits[1]}).HoldsZero() != want {
			t.Errorf("%v: %v", limits, !want)
		}
	}
}
