package main

import (
	"cmp"
	"fmt"
	"strings"

	"onecase/cmd/onecase/internal/report"
	"onecase/stats"
)

// roundingFormula is when x of n is printed as p, in units of its last digit.
var roundingFormula = map[string]string{
	"half-up":   "x of n is printed as p if p - u/2 <= 100 x/n < p + u/2, with u one unit of p's last digit",
	"half-even": "x of n is printed as p if p - u/2 < 100 x/n < p + u/2, with u one unit of p's last digit; both ends too where that digit is even",
	"down":      "x of n is printed as p if p <= 100 x/n < p + u, with u one unit of p's last digit",
	"any":       "x of n is printed as p by some rounding if p - u/2 <= 100 x/n < p + u, with u one unit of p's last digit",
}

// countsWorking is the working behind the counts of each percentage and the
// denominators that fit all.
func countsWorking(r countsResult, percentages []stats.Percentage) (report.Derivation, error) {
	const source = "Brown and Heathers 2017, the GRIM test"
	rounding := stats.PercentRounding(r.Rounding)
	var d report.Derivation
	for _, p := range percentages {
		low, high, err := p.Bounds(rounding)
		if err != nil {
			return nil, err
		}
		result, at := fmt.Sprintf("100 x/n from %s to %s", low, high), ""
		if r.Of != 0 {
			counts, shares, err := countsAt(p, r.Of, rounding)
			if err != nil {
				return nil, err
			}
			result, at = counts, ": "+result+"; "+shares
		}
		d.Add("counts that fit "+p.String()+"%", roundingFormula[r.Rounding], source, result, "p = %s%s", p, at)
	}
	d.Add("denominators that fit", "every n at which each percentage has a count", source, cmp.Or(joinInts(r.Denominators), "none"), "n = 1 to %d", r.Max)
	return d, nil
}

// countsAt lists the counts of a percentage at its denominator, and the shares of
// the first and the last with their neighbours outside.
func countsAt(p stats.Percentage, n int, rounding stats.PercentRounding) (counts, shares string, err error) {
	fit, err := fitting(p, n, rounding)
	if err != nil {
		return "", "", err
	}
	around := []int{p.Nearest(n) - 1, p.Nearest(n), p.Nearest(n) + 1}
	if len(fit) > 0 {
		least, most := fit[0], fit[len(fit)-1]
		around = []int{least - 1, least, most, most + 1}
	}
	var parts []string
	last := -1
	for _, x := range around {
		if x > last && x <= n { // below 0 and twice the same left out
			parts = append(parts, fmt.Sprintf("%d/%d = %s", x, n, ratio(x, n)))
			last = x
		}
	}
	return cmp.Or(joinInts(fit), "none"), strings.Join(parts, ", "), nil
}
