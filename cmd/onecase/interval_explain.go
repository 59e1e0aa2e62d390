package main

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/gonum/stat/distuv"

	"onecase/cmd/onecase/internal/report"
	"onecase/stats"
)

// explainInterval is the working behind one interval.
func explainInterval(i stats.Interval) report.Derivation {
	p := float64(i.Yes) / float64(i.Of)
	steps := report.Derivation{{
		Title: "The estimate", Formula: "p = x / n",
		Substitution: fmt.Sprintf("%d / %d", i.Yes, i.Of), Result: digits(p), Source: "the share of yes cases among those read",
	}}
	if i.Of == i.Population {
		return append(steps, report.Step{
			Title: "Every case was read, so nothing is left to doubt", Formula: "n = N: low = high = p",
			Substitution: fmt.Sprintf("n = %d, N = %d", i.Of, i.Population),
			Result:       bothLimits(i), Source: "a sample of all has no sampling error",
		})
	}
	return append(steps, intervalWorkings[i.Method](i)...)
}

// intervalWorkings has the working of every method's limits.
var intervalWorkings = map[stats.Method]func(stats.Interval) []report.Step{
	stats.Exact: explainTails, stats.Shortest: explainShortest, stats.FixedWidth: explainFixedWidth,
	stats.MidP: explainTails, stats.Wilson: explainWilson, stats.AgrestiCoull: explainAgrestiCoull,
	stats.Jeffreys: explainJeffreys, stats.Wald: explainWald,
}

// half is what the level leaves on either side, as text.
func half(i stats.Interval) string { return digits((1 - i.Confidence) / 2) }

// explainTails shows the tails on either side of each limit of exact and mid-p.
func explainTails(i stats.Interval) []report.Step {
	upper, lower := fmt.Sprintf("P(X >= %d)", i.Yes), fmt.Sprintf("P(X <= %d)", i.Yes)
	source := "Clopper and Pearson (1934)"
	if i.HasCounts {
		source = "Katz (1953); Buonaccorsi (1987)"
	}
	if i.Method == stats.MidP {
		upper = fmt.Sprintf("P(X > %d) + P(X = %d)/2", i.Yes, i.Yes)
		lower = fmt.Sprintf("P(X < %d) + P(X = %d)/2", i.Yes, i.Yes)
		source = "Lancaster (1961)"
	}
	tails := report.Step{
		Title: "What the level leaves on either side", Formula: "a/2 = (1 - confidence) / 2",
		Substitution: fmt.Sprintf("(1 - %s) / 2", plain(i.Confidence)), Result: half(i), Source: source,
	}
	if !i.HasCounts {
		return []report.Step{tails, {
			Title:        "The low limit is the share p at which so many yes cases become rare",
			Formula:      fmt.Sprintf("%s = %s, X binomial with n = %d", upper, half(i), i.Of),
			Substitution: binomialTailAt(i, i.Low, true),
			Result:       digits(i.Low), Source: source,
		}, {
			Title:        "The high limit is the share p at which so few yes cases become rare",
			Formula:      fmt.Sprintf("%s = %s", lower, half(i)),
			Substitution: binomialTailAt(i, i.High, false),
			Result:       digits(i.High), Source: source,
		}}
	}
	low := report.Step{
		Title:   "The low limit is the least number K of yes cases in the population for which so many in the sample are not rare",
		Formula: fmt.Sprintf("%s > %s, X hypergeometric with N = %d, K, n = %d", upper, half(i), i.Population, i.Of),
		Result:  fmt.Sprintf("%d of %d = %s", i.LowCount, i.Population, digits(i.Low)), Source: source,
	}
	low.Substitution = tailsAt(i, true)
	high := report.Step{
		Title:   "The high limit is the largest K for which so few are not rare",
		Formula: fmt.Sprintf("%s > %s", lower, half(i)),
		Result:  fmt.Sprintf("%d of %d = %s", i.HighCount, i.Population, digits(i.High)), Source: source,
	}
	high.Substitution = tailsAt(i, false)
	return []report.Step{tails, low, high}
}

// tailsAt gives the tail at the low limit, or at the high one, and at the number of
// yes cases beyond it, which is no longer within the limits.
func tailsAt(i stats.Interval, low bool) string {
	if low && i.LowCount > i.Yes {
		return tailAt(i, i.LowCount, low) + "; " + tailAt(i, i.LowCount-1, low)
	}
	if low {
		return tailAt(i, i.LowCount, low)
	}
	if i.HighCount < i.Population-i.Of+i.Yes {
		return tailAt(i, i.HighCount, low) + "; " + tailAt(i, i.HighCount+1, low)
	}
	return tailAt(i, i.HighCount, low)
}

// endText says of one exact limit at which chance it stands, in half a line.
func endText(i stats.Interval, low bool) string {
	name, sign := "high", "<="
	limit := i.High
	if low {
		name, sign, limit = "low", ">=", i.Low
	}
	text := fmt.Sprintf("%s: P(X %s %d) is ", name, sign, i.Yes)
	if !i.HasCounts {
		return text + binomialTailAt(i, limit, low)
	}
	return fmt.Sprintf("%s%s, N = %d", text, tailsAt(i, low), i.Population)
}

// subsampleTails gives the chances at which exact limits stand where a question can
// apply to any number of cases from least to most.
func subsampleTails(yes, of, least, most int, confidence float64) string {
	low, high, err := stats.SubsampleEnds(stats.DrawnShare{Yes: yes, Of: of, Least: least, Most: most}, confidence)
	if err != nil {
		return ""
	}
	return "; " + endText(low, true) + "; " + endText(high, false)
}

// tailAt gives a tail at K yes cases in the population as text.
func tailAt(i stats.Interval, K int, upper bool) string {
	tail := tailOf(stats.Hypergeometric{N: i.Population, K: K, Draws: i.Of}, i, upper)
	return fmt.Sprintf("%s at K = %d", digits(tail), K)
}

// binomialTailAt gives a tail at a share p as text.
func binomialTailAt(i stats.Interval, p float64, upper bool) string {
	return fmt.Sprintf("%s at p = %s", digits(tailOf(stats.Binomial{N: i.Of, P: p}, i, upper)), digits(p))
}

// A countLaw is the distribution of the yes cases in a sample.
type countLaw interface {
	Prob(x float64) float64
	CDF(x float64) float64
	Survival(x float64) float64
}

// tailOf is the chance of so few yes cases, or so many; for mid-p limits the count
// itself counts by half.
func tailOf(law countLaw, i stats.Interval, upper bool) float64 {
	x := float64(i.Yes)
	tail := law.CDF(x)
	if upper {
		tail = law.Survival(x - 1)
	}
	if i.Method == stats.MidP {
		tail -= law.Prob(x) / 2
	}
	return tail
}

func explainJeffreys(i stats.Interval) []report.Step {
	source := "Brown, Cai and DasGupta (2001), section 3.1.3"
	a, b := plain(float64(i.Yes)+0.5), plain(float64(i.Of-i.Yes)+0.5)
	if !i.HasCounts {
		return []report.Step{{
			Title:   "What is known of the share: Jeffreys' prior and the cases read",
			Formula: "p ~ Beta(x + 1/2, n - x + 1/2)", Substitution: fmt.Sprintf("x = %d, n = %d", i.Yes, i.Of), Result: fmt.Sprintf("Beta(%s, %s)", a, b), Source: source,
		}, {
			Title:   "The limits leave a/2 on either side; the low one is 0 when no case is yes, the high one 1 when all are",
			Formula: "P(p <= low) = P(p >= high) = a/2 = " + half(i), Substitution: quantiles(i),
			Result: bothLimits(i), Source: source,
		}}
	}
	return []report.Step{{
		Title:   "What is known of the cases not read: Jeffreys' prior and the cases read",
		Formula: "K - x ~ beta-binomial(N - n, x + 1/2, n - x + 1/2)", Substitution: fmt.Sprintf("x = %d, n = %d, N = %d", i.Yes, i.Of, i.Population),
		Result: fmt.Sprintf("beta-binomial(%d, %s, %s)", i.Population-i.Of, a, b), Source: "Bolfarine and Zacks (1992)",
	}, {
		Title:   "The limits are the quantiles that leave a/2 on either side",
		Formula: "the least K with P(K or fewer) >= a/2 = " + half(i) + ", and >= 1 - a/2", Substitution: quantiles(i),
		Result: fmt.Sprintf("%d of %d = %s to %d of %d = %s", i.LowCount, i.Population, digits(i.Low), i.HighCount, i.Population, digits(i.High)), Source: source,
	}}
}

// quantiles gives the chances at Jeffreys' limits as text.
func quantiles(i stats.Interval) string {
	a, b := float64(i.Yes)+0.5, float64(i.Of-i.Yes)+0.5
	if !i.HasCounts {
		low, high := distuv.Beta{Alpha: a, Beta: b}.CDF(i.Low), distuv.Beta{Alpha: b, Beta: a}.CDF(1-i.High)
		return fmt.Sprintf("P(p <= %s) is %s; P(p >= %s) is %s", digits(i.Low), digits(low), digits(i.High), digits(high))
	}
	d := stats.BetaBinomial{N: i.Population - i.Of, Alpha: a, Beta: b}
	var parts []string
	for _, K := range []int{i.LowCount - 1, i.LowCount, i.HighCount - 1, i.HighCount} {
		if K >= i.Yes {
			parts = append(parts, fmt.Sprintf("%d or fewer: %s", K, digits(d.CDF(float64(K-i.Yes)))))
		}
	}
	return strings.Join(slices.Compact(parts), "; ")
}

// normalSize is the normal quantile, and the size of a sample with replacement that
// varies as much, with the steps that lead to them.
func normalSize(i stats.Interval) (z, size float64, steps []report.Step) {
	z, size = stats.Z(i.Confidence), float64(i.Of)
	quantile := report.Step{
		Title: "The normal quantile", Formula: "P(|Z| <= z) = confidence", Substitution: "confidence " + plain(i.Confidence), Result: digits(z), Source: "the normal distribution",
	}
	if i.Population == stats.Infinite {
		return z, size, []report.Step{quantile, {
			Title: "The size of the sample, with no correction for a population that is not known", Formula: "n* = n",
			Substitution: fmt.Sprintf("n = %d", i.Of), Result: digits(size), Source: "the population is taken to be unlimited",
		}}
	}
	size *= float64(i.Population-1) / float64(i.Population-i.Of)
	return z, size, []report.Step{quantile, {
		Title: "The size of a sample with replacement that would vary as much", Formula: "n* = n (N - 1) / (N - n)",
		Substitution: fmt.Sprintf("%d * (%d - 1) / (%d - %d)", i.Of, i.Population, i.Population, i.Of),
		Result:       digits(size), Source: "Cochran (1977), chapter 3",
	}}
}

// bothLimits gives the limits as shares.
func bothLimits(i stats.Interval) string {
	return fmt.Sprintf("%s to %s", digits(i.Low), digits(i.High))
}

func explainWald(i stats.Interval) []report.Step {
	z, size, steps := normalSize(i)
	p := float64(i.Yes) / float64(i.Of)
	e := z * math.Sqrt(p*(1-p)/size)
	return append(steps, report.Step{
		Title: "The margin of error", Formula: "e = z sqrt(p (1-p) / n*)",
		Substitution: fmt.Sprintf("%s sqrt(%s * %s / %s)", digits(z), digits(p), digits(1-p), digits(size)),
		Result:       digits(e), Source: "Cochran (1977), chapter 3",
	}, report.Step{
		Title: "The limits, cut to 0..1", Formula: "p - e to p + e",
		Substitution: fmt.Sprintf("%s - %s to %s + %s", digits(p), digits(e), digits(p), digits(e)), Result: bothLimits(i), Source: "Cochran (1977), chapter 3",
	})
}

func explainWilson(i stats.Interval) []report.Step {
	z, size, steps := normalSize(i)
	p := float64(i.Yes) / float64(i.Of)
	return append(steps, report.Step{
		Title:   "The shares that a normal test does not reject, cut to what the cases read leave possible",
		Formula: "(p + z²/2n* -+ z sqrt(p (1-p)/n* + z²/4n*²)) / (1 + z²/n*)",
		Substitution: fmt.Sprintf("(%s + %s -+ %s sqrt(%s + %s)) / %s", digits(p), digits(z*z/2/size), digits(z),
			digits(p*(1-p)/size), digits(z*z/4/size/size), digits(1+z*z/size)),
		Result: bothLimits(i), Source: "Wilson (1927)",
	})
}

func explainAgrestiCoull(i stats.Interval) []report.Step {
	z, size, steps := normalSize(i)
	p := float64(i.Yes) / float64(i.Of)
	middle := (p*size + z*z/2) / (size + z*z)
	return append(steps, report.Step{
		Title: "The share with z²/2 yes and z²/2 no cases added", Formula: "p~ = (n* p + z²/2) / (n* + z²)",
		Substitution: fmt.Sprintf("(%s + %s) / (%s + %s)", digits(size*p), digits(z*z/2), digits(size), digits(z*z)),
		Result:       digits(middle), Source: "Agresti and Coull (1998)",
	}, report.Step{
		Title: "The limits, cut to what the cases read leave possible", Formula: "p~ -+ z sqrt(p~ (1-p~) / (n* + z²))",
		Substitution: fmt.Sprintf("%s -+ %s sqrt(%s * %s / %s)", digits(middle), digits(z), digits(middle), digits(1-middle), digits(size+z*z)),
		Result:       bothLimits(i), Source: "Agresti and Coull (1998)",
	})
}
