package show

import (
	"math"
	"testing"

	"onecase/sample/caselist"
)

// TestWhichSharesTell: a share that leaving rows out changed is named from half a point and one case on.
func TestWhichSharesTell(t *testing.T) {
	for _, c := range []struct {
		before, after float64
		cases         int
		want          bool
	}{
		{0.241, 0.24, 216, false},   // a tenth of a point of 900
		{0.755, 8.0 / 15, 16, true}, // of 30
		{0.52, 0.5, 2, false},       // less than one case of 4
		{0.504, 0.498, 498, true},   // 6 cases of 1,000
		{0.5, 0.4951, 4951, false},  // 49 cases of 10,000, and less than half a point
		{0.01, 0, 0, true},          // none is left
		{0.3, math.NaN(), 0, false}, // no case of the group is
	} {
		s := caselist.ShareChange{BeforeShare: c.before, AfterShare: c.after, After: c.cases}
		if got := tells(s); got != c.want {
			t.Errorf("from %v to %v, %d cases: %v", c.before, c.after, c.cases, got)
		}
	}
}
