package stats

import "math"

// A PrintedDifference is what two percentages say without the numbers of cases that
// they are of: how far they are apart, and how many cases would be needed for that to be
// beyond chance.
type PrintedDifference struct {
	Before, After Percentage
	Rounding      PercentRounding
	Confidence    float64 // two-sided
	Difference    float64 // after less before, as printed, a share
	Low, High     float64 // the least and the greatest difference that print so
	// Fewest is the least size of each of two samples at which so large a difference is
	// beyond chance, for the shares farthest apart that print so; 0 where they are equal.
	Fewest int
	// Enough is the same for those nearest to each other; 0 where these are equal, or the
	// other way round, so that no number is enough.
	Enough int
}

// DifferenceOfPrinted compares two printed percentages. Both samples are taken to be
// simple random ones of n cases each from populations without a known end, and a
// difference d of shares p and q to be beyond chance where 0 is outside its normal
// limits:
//
//	n >= z^2 (p (1-p) + q (1-q)) / d^2
//
// Source: Fleiss, Levin and Paik (2003), Statistical Methods for Rates and Proportions,
// 3rd ed., section 2.3, without the continuity correction. It is a guide to the size, not
// a guarantee.
func DifferenceOfPrinted(before, after Percentage, confidence float64, r PercentRounding) (PrintedDifference, error) {
	d := PrintedDifference{Before: before, After: after, Rounding: r, Confidence: confidence}
	if _, err := newLevel(confidence); err != nil {
		return d, err
	}
	b, err := before.ends(r)
	if err != nil {
		return d, err
	}
	a, err := after.ends(r)
	if err != nil {
		return d, err
	}
	d.Difference = after.share() - before.share()
	d.Low, d.High = a[0]-b[1], a[1]-b[0]
	z := Z(confidence)
	size := func(p, q float64) int {
		return int(math.Ceil(z * z * (p*(1-p) + q*(1-q)) / ((p - q) * (p - q))))
	}
	if after.share() < before.share() {
		a, b = b, a // from the lower to the higher
	}
	if before.share() != after.share() {
		d.Fewest = max(1, size(b[0], a[1]))
		if a[0]-b[1] > 1e-12 { // not by rounding of the arithmetic alone
			d.Enough = max(1, size(b[1], a[0]))
		}
	}
	return d, nil
}

// share is the percentage as a share.
func (p Percentage) share() float64 { return float64(p.units) / float64(p.hundred()) }

// ends are the least and the greatest share that are printed so.
func (p Percentage) ends(r PercentRounding) (e [2]float64, err error) {
	if _, _, err := p.Counts(1, r); err != nil {
		return e, err
	}
	below, above := 0.5, 0.5
	switch r {
	case Down:
		below, above = 0, 1
	case AnyRounding:
		above = 1
	}
	unit := 1 / float64(p.hundred())
	return [2]float64{max(0, p.share()-below*unit), min(1, p.share()+above*unit)}, nil
}
