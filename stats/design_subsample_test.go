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

// Of more than 2,000 sizes, the limits hold those of every one, and are no wider than
// those and the limits of a population without end. A single yes or no drawn has
// limits beyond Clopper and Pearson's: 1 of 40 in 399 cases has 1/399, not 0.00263.
func TestSubsampleIntervalOfManySizes(t *testing.T) {
	for _, c := range []struct{ yes, of, least, most int }{
		{1, 40, 40, 2040}, {39, 40, 40, 4000}, {1, 4, 6, 4000}, {3, 4, 6, 4000}, {1, 1, 1, 4000}, {1, 300, 300, 4000}, {1, 300, 300, 2950},
		{0, 5, 5, 4000}, {2, 4, 4, 4000}, {13, 22, 22, 4000}, {16, 16, 16, 4000},
	} {
		for _, confidence := range []float64{0.5, 0.8, 0.95} {
			got, err := SubsampleInterval(c.yes, c.of, c.least, c.most, confidence)
			if err != nil {
				t.Fatal(err)
			}
			endless, err := IntervalFor(Exact, c.yes, c.of, Infinite, confidence)
			if err != nil {
				t.Fatal(err)
			}
			low, high := endless.Low, endless.High
			for N := c.least; N <= c.most; N++ {
				i, err := IntervalFor(Exact, c.yes, c.of, N, confidence)
				if err != nil {
					t.Fatal(err)
				}
				low, high = min(low, i.Low), max(high, i.High)
			}
			if got.Low != low || got.High != high || got.HasCounts {
				t.Errorf("%v at %v: %v to %v, want %v to %v", c, confidence, got.Low, got.High, low, high)
			}
		}
	}
	if i, err := SubsampleInterval(1, 40, 40, 4000, 0.80); err != nil || i.Low != 1./399 {
		t.Errorf("1 of 40: %v, %v", i.Low, err)
	}
	if i, err := SubsampleInterval(1, 40, Infinite, Infinite, 0.80); err != nil || i.Low < 0.00263 {
		t.Errorf("1 of 40 of cases without end: %v, %v", i.Low, err)
	}
}
