package stats

import "testing"

// By the definition, with tails in whole numbers: every count of small deals.
func TestDealtRangeByDefinition(t *testing.T) {
	for all := 1; all <= 14; all++ {
		for yes := range all + 1 {
			for of := range all + 1 {
				total := choose[all][of]
				ways := func(x int) int64 {
					if x > yes || of-x > all-yes || x > of {
						return 0
					}
					return choose[yes][x] * choose[all-yes][of-x]
				}
				for percent, confidence := range map[int64]float64{95: 0.95, 80: 0.8, 50: 0.5} {
					low, high, err := DealtRange(of, yes, all, confidence)
					if err != nil {
						t.Fatal(err)
					}
					outside := int64(0)
					for x := range of + 1 {
						atMost, atLeast := int64(0), int64(0)
						for y := range of + 1 {
							if y <= x {
								atMost += ways(y)
							}
							if y >= x {
								atLeast += ways(y)
							}
						}
						// P above (1 - c)/2, times 200
						inside := 200*atMost > (100-percent)*total && 200*atLeast > (100-percent)*total
						if ways(x) > 0 && inside != (low <= x && x <= high) {
							t.Fatalf("%d of %d of %d at %v: %d to %d, and %d is inside: %v", of, yes, all, confidence, low, high, x, inside)
						}
						if x < low || x > high {
							outside += ways(x)
						}
					}
					if 100*outside > (100-percent)*total {
						t.Fatalf("%d of %d of %d: outside in %d of %d", of, yes, all, outside, total)
					}
				}
			}
		}
	}
}

// R 4.1: with X hypergeometric, phyper(x, 140, 120, 39) is 0.0117 at 14 and 0.0277 at 15,
// and phyper(x - 1, 140, 120, 39, lower.tail = FALSE) is 0.0266 at 27 and 0.0109 at 28.
func TestDealtRangeAgainstR(t *testing.T) {
	low, high, err := DealtRange(39, 140, 260, 0.95)
	if err != nil || low != 15 || high != 27 {
		t.Errorf("%d to %d, %v", low, high, err)
	}
	for _, wrong := range [][3]int{{5, 3, 4}, {1, 5, 4}, {-1, 0, 4}, {0, 0, 0}} {
		if _, _, err := DealtRange(wrong[0], wrong[1], wrong[2], 0.95); err == nil {
			t.Errorf("%v is taken", wrong)
		}
	}
	if _, _, err := DealtRange(1, 1, 2, 1); err == nil {
		t.Error("a confidence of 1 is taken")
	}
}
