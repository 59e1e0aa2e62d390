package stats

import (
	"math"
	"testing"
)

// 38% and 34%: 4 points as printed, 3 to 5 before rounding. The sizes are those of R
// 4.1: with p and q the shares, ceiling(qnorm(1 - (1 - level)/2)^2 * (p*(1 - p) + q*(1 -
// q)) / (p - q)^2), at 38.5% and 33.5%, and at 37.5% and 34.5%.
func TestDifferenceOfPrinted(t *testing.T) {
	for _, c := range []struct {
		before, after  string
		level          float64
		low, high      float64
		fewest, enough int
	}{
		{"38", "34", 0.80, -0.05, -0.03, 302, 841},
		{"34", "38", 0.95, 0.03, 0.05, 707, 1965},
		{"34", "35", 0.80, 0, 0.02, 1855, 0}, // 34.5% prints as 35%, and 34.49..% as 34%
		{"50", "50", 0.80, -0.01, 0.01, 0, 0},
		{"0", "100", 0.80, 0.99, 1, 1, 1},
	} {
		b, _ := ParsePercentage(c.before)
		a, _ := ParsePercentage(c.after)
		d, err := DifferenceOfPrinted(b, a, c.level, HalfUp)
		if err != nil || math.Abs(d.Low-c.low) > 1e-12 || math.Abs(d.High-c.high) > 1e-12 || d.Fewest != c.fewest || d.Enough != c.enough {
			t.Errorf("%s to %s: %+v, %v", c.before, c.after, d, err)
		}
	}
	p, _ := ParsePercentage("34")
	if _, err := DifferenceOfPrinted(p, p, 1, HalfUp); err == nil {
		t.Error("no error for a confidence of 1")
	}
	if _, err := DifferenceOfPrinted(p, p, 0.8, "up"); err == nil {
		t.Error("no error for an unknown rounding")
	}
}
