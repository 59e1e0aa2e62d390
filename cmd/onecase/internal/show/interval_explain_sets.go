package show

import (
	"fmt"
	"strings"

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

// shortest shows the sample counts of each limit and of the number of cases beyond it.
func (w *intervalWorking) shortest() {
	if !w.HasCounts {
		const source = "Blaker (2000)"
		const inside = 1e-7 // c(p) jumps at some shares, the limits among them
		w.Add("Each share p has an acceptability: the tail beyond the count, and the largest opposite tail that is no larger",
			fmt.Sprintf("c(p) = min(P(X >= %[1]d), P(X <= %[1]d)) + the opposite tail, X binomial with n = %[2]d", w.Yes, w.Of), source,
			"c(p) = "+Digits(acceptability(w.Yes, w.Of, w.share())), "p = %.5g, the estimate", w.share())
		w.Add("The limits enclose every p whose acceptability is above what the level leaves",
			"c(p) > 1 - confidence = "+Digits(1-w.Confidence),
			source, w.limits(), "just inside the limits c(p) is %.5g and %.5g",
			acceptability(w.Yes, w.Of, min(w.Low+inside, 1)), acceptability(w.Yes, w.Of, max(w.High-inside, 0)))
		return
	}
	const source = "Bartroff, Lorden and Wang (2023)"
	w.Add("Each number K of yes cases in the population goes with the shortest run of sample counts that holds the level, moved so that runs rise with K",
		fmt.Sprintf("P(a <= X <= b) >= %s, X hypergeometric with N = %d, K, n = %d", Plain(w.Confidence), w.Population, w.Of), source,
		fmt.Sprintf("%d runs; those next to the limits are below", w.Population+1), "K = 0 to %d", w.Population)
	w.Add("The limits are the least and the largest K whose run holds the count", fmt.Sprintf("a <= %d <= b", w.Yes), source,
		w.cases(w.LowCount)+" to "+w.cases(w.HighCount), "%s", w.runs())
}

// runs gives the runs of counts of both limits and of the numbers beyond them, as text.
func (w *intervalWorking) runs() string {
	table, err := stats.NewTable(w.Method, w.Of, w.Population, w.Confidence)
	if err != nil {
		return ""
	}
	var runs []string
	for _, K := range []int{w.LowCount - 1, w.LowCount, w.HighCount, w.HighCount + 1} {
		if K < 0 || K > w.Population {
			continue
		}
		law := stats.Hypergeometric{N: w.Population, K: K, Draws: w.Of}
		first, last, inside := -1, -1, 0.0
		for x := range table.LowCount {
			if table.LowCount[x] <= K && K <= table.HighCount[x] {
				if first < 0 {
					first = x
				}
				last = x
				inside += law.Prob(float64(x))
			}
		}
		runs = append(runs, fmt.Sprintf("K = %d: %d..%d, %.5g", K, first, last, inside))
	}
	return strings.Join(runs, "; ")
}

func (w *intervalWorking) fixedWidth() {
	const source = "Bartroff and Chakraborty (2025)"
	table, err := stats.NewFixedWidthTable(w.Of, w.Population, w.Confidence)
	if err != nil {
		return
	}
	w.Add("The width is the least for which one interval for each count can hold every K at the level",
		"the Push algorithm: each interval begins at the last K it may", source, fmt.Sprintf("%d cases", table.Width),
		"N = %d, n = %d, confidence %s", w.Population, w.Of, Plain(w.Confidence))
	w.Add("The interval of this count, cut to what the cases read leave possible",
		"from max(low, x) to min(low + width, N - n + x)", source,
		fmt.Sprintf("%d to %d of %d = %s", w.LowCount, w.HighCount, w.Population, w.limits()),
		"max(%d, %d) to min(%d, %d)", table.Low[w.Yes], w.Yes, table.High(w.Yes), w.Population-w.Of+w.Yes)
}
