package stats

import "testing"

// The limits of a sub-sample hold those for every size its population can
// have, touch one of them at either end, and lie within Clopper and Pearson's.
func TestSubsampleInterval(t *testing.T) {
	for _, c := range []struct{ yes, of, least, most int }{{2, 4, 4, 8}, {13, 22, 22, 33}, {0, 5, 5, 9}, {16, 16, 16, 20}, {3, 4, 6, 6}} {
		got, err := SubsampleInterval(c.yes, c.of, c.least, c.most, 0.80)
		if err != nil {
			t.Fatal(err)
		}
		low, high := 1.0, 0.0
		for N := c.least; N <= c.most; N++ {
			i, err := IntervalFor(Exact, c.yes, c.of, N, 0.80)
			if err != nil {
				t.Fatal(err)
			}
			low, high = min(low, i.Low), max(high, i.High)
		}
		if got.Low != low || got.High != high || !got.Guaranteed || got.HasCounts != (c.least == c.most) {
			t.Errorf("%v: %+v, want %v to %v", c, got, low, high)
		}
		endless, err := IntervalFor(Exact, c.yes, c.of, Infinite, 0.80)
		if err != nil {
			t.Fatal(err)
		}
		if endless.Low > got.Low || endless.High < got.High {
			t.Errorf("%v: %v to %v is wider than %v to %v", c, got.Low, got.High, endless.Low, endless.High)
		}
		if large, err := SubsampleInterval(c.yes, c.of, c.least, c.least+5000, 0.80); err != nil || large.Low != endless.Low || large.High != endless.High {
			t.Errorf("%v: %+v, %v", c, large, err)
		}
	}
	empty, err := SubsampleInterval(0, 0, 0, 9, 0.80)
	if err != nil || empty.Low != 0 || empty.High != 1 || code(empty.Warnings) != "empty-domain" {
		t.Errorf("%+v, %v", empty, err)
	}
	for _, c := range [][4]int{{5, 4, 4, 8}, {2, 4, 3, 8}} {
		if _, err := SubsampleInterval(c[0], c[1], c[2], c[3], 0.80); err == nil {
			t.Errorf("%v: no error", c)
		}
	}
}
