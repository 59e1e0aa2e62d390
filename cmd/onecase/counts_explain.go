package main

import (
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
	var steps report.Derivation
	for _, p := range percentages {
		low, high, err := p.Bounds(rounding)
		if err != nil {
			return nil, err
		}
		step := report.Step{Title: "counts that fit " + p.String() + "%", Formula: roundingFormula[r.Rounding], Source: source,
			Substitution: fmt.Sprintf("p = %s", p), Result: fmt.Sprintf("100 x/n from %s to %s", low, high)}
		if r.Of != 0 {
			step.Substitution += ": " + step.Result
			if err := countsAt(&step, p, r.Of, rounding); err != nil {
				return nil, err
			}
		}
		steps = append(steps, step)
	}
	result := joinInts(r.Denominators)
	if result == "" {
		result = "none"
	}
	return append(steps, report.Step{Title: "denominators that fit",
		Formula: "every n at which each percentage has a count", Substitution: fmt.Sprintf("n = 1 to %d", r.Max), Result: result, Source: source}), nil
}

// countsAt fills in the step of one percentage at its denominator: the first
// and the last count that fit with their neighbours outside.
func countsAt(step *report.Step, p stats.Percentage, n int, rounding stats.PercentRounding) error {
	least, most, err := p.Counts(n, rounding)
	if err != nil {
		return err
	}
	around := []int{least - 1, least, most, most + 1}
	step.Result = "none"
	if least > most {
		nearest := p.Nearest(n)
		around = []int{nearest - 1, nearest, nearest + 1}
	} else {
		var counts []int
		for x := least; x <= most; x++ {
			counts = append(counts, x)
		}
		step.Result = joinInts(counts)
	}
	var shares []string
	last := -1
	for _, x := range around {
		if x > last && x <= n { // below 0 and twice the same left out
			shares = append(shares, fmt.Sprintf("%d/%d = %s", x, n, ratio(x, n)))
			last = x
		}
	}
	step.Substitution += "; " + strings.Join(shares, ", ")
	return nil
}
