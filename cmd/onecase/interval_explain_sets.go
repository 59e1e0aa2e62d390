package main

import (
	"fmt"

	"onecase/cmd/onecase/internal/report"
	"onecase/stats"
)

// acceptability is Blaker's c(p) for x of n.
func acceptability(x, n int, p float64) float64 {
	b := stats.Binomial{N: n, P: p}
	tail, upper := b.CDF(float64(x)), false
	if above := b.Survival(float64(x - 1)); above < tail {
		tail, upper = above, true
	}
	opposite := 0.0
	for k := range n + 1 {
		beyond := b.Survival(float64(k - 1))
		if upper {
			beyond = b.CDF(float64(k))
		}
		if beyond <= tail {
			opposite = max(opposite, beyond)
		}
	}
	return min(1, tail+opposite)
}

// explainShortest shows which sample counts go with the limits and with their
// neighbours outside.
func explainShortest(i stats.Interval) []report.Step {
	if !i.HasCounts {
		p := float64(i.Yes) / float64(i.Of)
		const inside = 1e-7 // c(p) jumps at some shares, the limits among them
		return []report.Step{{
			Title:        "Each share p has an acceptability: the tail beyond the count, and the largest opposite tail that is no larger",
			Formula:      fmt.Sprintf("c(p) = min(P(X >= %[1]d), P(X <= %[1]d)) + the opposite tail, X binomial with n = %[2]d", i.Yes, i.Of),
			Substitution: fmt.Sprintf("p = %s, the estimate", digits(p)),
			Result:       "c(p) = " + digits(acceptability(i.Yes, i.Of, p)), Source: "Blaker (2000)",
		}, {
			Title:   "The limits enclose every p whose acceptability is above what the level leaves",
			Formula: "c(p) > 1 - confidence = " + digits(1-i.Confidence),
			Substitution: fmt.Sprintf("just inside the limits c(p) is %s and %s",
				digits(acceptability(i.Yes, i.Of, min(i.Low+inside, 1))), digits(acceptability(i.Yes, i.Of, max(i.High-inside, 0)))),
			Result: fmt.Sprintf("%s to %s", digits(i.Low), digits(i.High)), Source: "Blaker (2000)",
		}}
	}
	source := "Bartroff, Lorden and Wang (2023)"
	return []report.Step{{
		Title:        "Each number K of yes cases in the population goes with the shortest run of sample counts that holds the level, moved so that runs rise with K",
		Formula:      fmt.Sprintf("P(a <= X <= b) >= %s, X hypergeometric with N = %d, K, n = %d", plain(i.Confidence), i.Population, i.Of),
		Substitution: fmt.Sprintf("K = 0 to %d", i.Population),
		Result:       fmt.Sprintf("%d runs; those next to the limits are below", i.Population+1), Source: source,
	}, {
		Title:        "The limits are the least and the largest K whose run holds the count",
		Formula:      fmt.Sprintf("a <= %d <= b", i.Yes),
		Substitution: runsAt(i),
		Result:       fmt.Sprintf("%d of %d = %s to %d of %d = %s", i.LowCount, i.Population, digits(i.Low), i.HighCount, i.Population, digits(i.High)),
		Source:       source,
	}}
}

// runsAt gives the runs of the limits and of their neighbours outside as text.
func runsAt(i stats.Interval) string {
	table, err := stats.NewTable(i.Method, i.Of, i.Population, i.Confidence)
	if err != nil {
		return ""
	}
	text := ""
	for _, K := range []int{i.LowCount - 1, i.LowCount, i.HighCount, i.HighCount + 1} {
		if K < 0 || K > i.Population {
			continue
		}
		first, last := -1, -1
		for x := range table.LowCount {
			if table.LowCount[x] <= K && K <= table.HighCount[x] {
				if first < 0 {
					first = x
				}
				last = x
			}
		}
		h := stats.Hypergeometric{N: i.Population, K: K, Draws: i.Of}
		inside := 0.0
		for x := first; x >= 0 && x <= last; x++ {
			inside += h.Prob(float64(x))
		}
		if text != "" {
			text += "; "
		}
		text += fmt.Sprintf("K = %d: %d..%d, %s", K, first, last, digits(inside))
	}
	return text
}

func explainFixedWidth(i stats.Interval) []report.Step {
	source := "Bartroff and Chakraborty (2025)"
	table, err := stats.NewFixedWidthTable(i.Of, i.Population, i.Confidence)
	if err != nil {
		return nil
	}
	return []report.Step{{
		Title:        "The width is the least for which one interval for each count can hold every K at the level",
		Formula:      "the Push algorithm: each interval begins at the last K it may",
		Substitution: fmt.Sprintf("N = %d, n = %d, confidence %s", i.Population, i.Of, plain(i.Confidence)),
		Result:       fmt.Sprintf("%d cases", table.Width), Source: source,
	}, {
		Title:        "The interval of this count, cut to what the cases read leave possible",
		Formula:      "from max(low, x) to min(low + width, N - n + x)",
		Substitution: fmt.Sprintf("max(%d, %d) to min(%d, %d)", table.Low[i.Yes], i.Yes, table.High(i.Yes), i.Population-i.Of+i.Yes),
		Result:       fmt.Sprintf("%d to %d of %d = %s to %s", i.LowCount, i.HighCount, i.Population, digits(i.Low), digits(i.High)),
		Source:       source,
	}}
}
