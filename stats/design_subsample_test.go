package stats

import "testing"

// The limits of a sub-sample hold those for every size its population can
// have, touch one of them at either end, and lie within Clopper and Pearson's.
func TestSubsampleInterval(t *testing.T) {
	for _, c := range []struct{ yes, of, least, most int }{{2, 4, 4, 8}, {13, 22, 22, 33}, {0, 5, 5, 9}, {16, 16, 16, 20}, {3, 4, 6, 6}} {
		got, err := SubsampleInterval(DrawnShare{Yes: c.yes, Of: c.of, Least: c.least, Most: c.most}, 0.80)
		if err != nil {
			t.Fatal(err)
		}
		low, high := 1.0, 0.0
		for N := c.least; N <= c.most; N++ {
			i, err := IntervalFor(IntervalSpec{Method: Exact, Yes: c.yes, Of: c.of, Population: N, Confidence: 0.80})
			if err != nil {
				t.Fatal(err)
			}
			low, high = min(low, i.Low), max(high, i.High)
		}
		if got.Low != low || got.High != high || !got.Guaranteed || got.HasCounts != (c.least == c.most) {
			t.Errorf("%v: %+v, want %v to %v", c, got, low, high)
		}
		endless, err := IntervalFor(IntervalSpec{Method: Exact, Yes: c.yes, Of: c.of, Population: Infinite, Confidence: 0.80})
		if err != nil {
			t.Fatal(err)
		}
		if endless.Low > got.Low || endless.High < got.High {
			t.Errorf("%v: %v to %v is wider than %v to %v", c, got.Low, got.High, endless.Low, endless.High)
		}
	}
	empty, err := SubsampleInterval(DrawnShare{Yes: 0, Of: 0, Least: 0, Most: 9}, 0.80)
	if err != nil || empty.Low != 0 || empty.High != 1 || code(empty.Warnings) != "empty-domain" {
		t.Errorf("%+v, %v", empty, err)
	}
	for _, c := range [][4]int{{5, 4, 4, 8}, {2, 4, 3, 8}} {
		if _, err := SubsampleInterval(DrawnShare{Yes: c[0], Of: c[1], Least: c[2], Most: c[3]}, 0.80); err == nil {
			t.Errorf("%v: no error", c)
		}
	}
}

// Of more than 2,000 sizes, the limits hold those of every one, and are no wider than
// those and the limits of a population without end. A single yes or no drawn has
// limits beyond Clopper and Pearson's: 1 of 40 in 399 cases has 1/399, not 0.00263.
func TestSubsampleIntervalOfManySizes(t *testing.T) {
	ranges := []struct{ yes, of, least, most int }{
		{1, 40, 40, 2040}, {3, 4, 6, 4000}, {1, 4, 6, 4000}, {39, 40, 40, 4000}, {1, 1, 1, 4000}, {1, 300, 300, 4000}, {1, 300, 300, 2950},
		{0, 5, 5, 4000}, {2, 4, 4, 4000}, {13, 22, 22, 4000}, {16, 16, 16, 4000},
	}
	tried := 0
	for _, c := range ranges[:sweep(3, len(ranges))] {
		tried += c.most - c.least + 1
		for _, confidence := range []float64{0.5, 0.8, 0.95} {
			got, err := SubsampleInterval(DrawnShare{Yes: c.yes, Of: c.of, Least: c.least, Most: c.most}, confidence)
			if err != nil {
				t.Fatal(err)
			}
			endless, err := IntervalFor(IntervalSpec{Method: Exact, Yes: c.yes, Of: c.of, Population: Infinite, Confidence: confidence})
			if err != nil {
				t.Fatal(err)
			}
			low, high := endless.Low, endless.High
			for N := c.least; N <= c.most; N++ {
				i, err := IntervalFor(IntervalSpec{Method: Exact, Yes: c.yes, Of: c.of, Population: N, Confidence: confidence})
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
	t.Logf("tried %d sizes at three levels", tried)
	if i, err := SubsampleInterval(DrawnShare{Yes: 1, Of: 40, Least: 40, Most: 4000}, 0.80); err != nil || i.Low != 1./399 {
		t.Errorf("1 of 40: %v, %v", i.Low, err)
	}
	if i, err := SubsampleInterval(DrawnShare{Yes: 1, Of: 40, Least: Infinite, Most: Infinite}, 0.80); err != nil || i.Low < 0.00263 {
		t.Errorf("1 of 40 of cases without end: %v, %v", i.Low, err)
	}
}
