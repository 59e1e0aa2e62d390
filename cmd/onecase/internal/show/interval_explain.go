package show

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/gonum/stat/distuv"

	"onecase/cmd/onecase/internal/report"
	"onecase/stats"
	"onecase/stats/phrase"
)

// An intervalWorking is the working behind one interval.
type intervalWorking struct {
	stats.Interval
	report.Derivation
}

// IntervalWorking shows how limits follow from their count, by their method.
func IntervalWorking(i stats.Interval) report.Derivation {
	w := intervalWorking{Interval: i}
	w.Add("The estimate", "p = x / n", "the share of yes cases among those read", Digits(w.share()), "%d / %d", i.Yes, i.Of)
	if i.Of == i.Population {
		w.Add("Every case was read, so nothing is left to doubt", "n = N: low = high = p", "a sample of all has no sampling error",
			w.limits(), "n = %d, N = %d", i.Of, i.Population)
	} else {
		intervalWorkings[i.Method](&w)
	}
	return w.Derivation
}

// intervalWorkings adds the working of every method's limits.
var intervalWorkings = map[stats.Method]func(*intervalWorking){
	stats.Exact: (*intervalWorking).tails, stats.Shortest: (*intervalWorking).shortest, stats.FixedWidth: (*intervalWorking).fixedWidth,
	stats.MidP: (*intervalWorking).tails, stats.Wilson: (*intervalWorking).wilson, stats.AgrestiCoull: (*intervalWorking).agrestiCoull,
	stats.Jeffreys: (*intervalWorking).jeffreys, stats.Wald: (*intervalWorking).wald,
}

// share is the estimate.
func (w *intervalWorking) share() float64 { return float64(w.Yes) / float64(w.Of) }

// half is the chance that the level leaves on either side, as text.
func (w *intervalWorking) half() string { return Digits((1 - w.Confidence) / 2) }

// limits gives the limits as shares.
func (w *intervalWorking) limits() string { return fmt.Sprintf("%.5g to %.5g", w.Low, w.High) }

// cases gives a number of yes cases with its share of the population.
func (w *intervalWorking) cases(K int) string {
	return fmt.Sprintf("%d of %d = %.5g", K, w.Population, float64(K)/float64(w.Population))
}

// tails shows the tails on either side of each limit of exact and mid-p.
func (w *intervalWorking) tails() {
	upper, lower := fmt.Sprintf("P(X >= %d)", w.Yes), fmt.Sprintf("P(X <= %d)", w.Yes)
	source := phrase.Either(w.HasCounts, "Katz (1953); Buonaccorsi (1987)", "Clopper and Pearson (1934)")
	if w.Method == stats.MidP {
		upper = fmt.Sprintf("P(X > %[1]d) + P(X = %[1]d)/2", w.Yes)
		lower = fmt.Sprintf("P(X < %[1]d) + P(X = %[1]d)/2", w.Yes)
		source = "Lancaster (1961)"
	}
	w.Add("What the level leaves on either side", "a/2 = (1 - confidence) / 2", source, w.half(), "(1 - %s) / 2", Plain(w.Confidence))
	if !w.HasCounts {
		w.Add("The low limit is the share p at which so many yes cases become rare",
			fmt.Sprintf("%s = %s, X binomial with n = %d", upper, w.half(), w.Of), source, Digits(w.Low), "%s", tailsAt(w.Interval, true))
		w.Add("The high limit is the share p at which so few yes cases become rare",
			fmt.Sprintf("%s = %s", lower, w.half()), source, Digits(w.High), "%s", tailsAt(w.Interval, false))
		return
	}
	w.Add("The low limit is the least number K of yes cases in the population for which so many in the sample are not rare",
		fmt.Sprintf("%s > %s, X hypergeometric with N = %d, K, n = %d", upper, w.half(), w.Population, w.Of), source, w.cases(w.LowCount),
		"%s", tailsAt(w.Interval, true))
	w.Add("The high limit is the largest K for which so few are not rare",
		fmt.Sprintf("%s > %s", lower, w.half()), source, w.cases(w.HighCount), "%s", tailsAt(w.Interval, false))
}

// tailsAt gives the tail at one limit; at a limit in cases also the tail one case
// beyond it.
func tailsAt(i stats.Interval, low bool) string {
	if !i.HasCounts {
		p := i.High
		if low {
			p = i.Low
		}
		return fmt.Sprintf("%.5g at p = %.5g", tailOf(stats.Binomial{N: i.Of, P: p}, i, low), p)
	}
	at := func(K int) string { return fmt.Sprintf("%.5g at K = %d", tailAt(i, K, low), K) }
	return strings.Join(each(endCounts(i, low), at), "; ")
}

// endCounts are the cases at one limit, and one case beyond it where the sample leaves
// that possible.
func endCounts(i stats.Interval, low bool) []int {
	at, beyond, last := i.HighCount, i.HighCount+1, i.Population-i.Of+i.Yes
	if low {
		at, beyond, last = i.LowCount, i.LowCount-1, i.Yes
	}
	if at == last {
		return []int{at}
	}
	return []int{at, beyond}
}

// tailAt is the tail at K yes cases in the population.
func tailAt(i stats.Interval, K int, upper bool) float64 {
	return tailOf(stats.Hypergeometric{N: i.Population, K: K, Draws: i.Of}, i, upper)
}

// limitText gives the tail at one exact limit, in half a line.
func limitText(i stats.Interval, low bool) string {
	text := fmt.Sprintf("high: P(X <= %d) is ", i.Yes)
	if low {
		text = fmt.Sprintf("low: P(X >= %d) is ", i.Yes)
	}
	text += tailsAt(i, low)
	if i.HasCounts {
		text += fmt.Sprintf(", N = %d", i.Population)
	}
	return text
}

// subsampleTails gives the tails at both exact limits of a share.
func subsampleTails(share stats.DrawnShare, confidence float64) string {
	low, high, err := stats.SubsampleEnds(share, confidence)
	if err != nil {
		return ""
	}
	return "; " + limitText(low, true) + "; " + limitText(high, false)
}

// A countLaw is the distribution of the yes cases in a sample.
type countLaw interface {
	Prob(x float64) float64
	CDF(x float64) float64
	Survival(x float64) float64
}

// tailOf is the chance of a count as low as the sample's, or as high; mid-p limits
// take half of the count's own chance.
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

func (w *intervalWorking) jeffreys() {
	const source = "Brown, Cai and DasGupta (2001), section 3.1.3"
	a, b := Plain(float64(w.Yes)+0.5), Plain(float64(w.Of-w.Yes)+0.5)
	if !w.HasCounts {
		w.Add("What is known of the share: Jeffreys' prior and the cases read", "p ~ Beta(x + 1/2, n - x + 1/2)", source,
			fmt.Sprintf("Beta(%s, %s)", a, b), "x = %d, n = %d", w.Yes, w.Of)
		w.Add("The limits leave a/2 on either side; the low one is 0 when no case is yes, the high one 1 when all are",
			"P(p <= low) = P(p >= high) = a/2 = "+w.half(), source, w.limits(), "%s", w.quantiles())
		return
	}
	w.Add("What is known of the cases not read: Jeffreys' prior and the cases read", "K - x ~ beta-binomial(N - n, x + 1/2, n - x + 1/2)",
		"Bolfarine and Zacks (1992)", fmt.Sprintf("beta-binomial(%d, %s, %s)", w.Population-w.Of, a, b),
		"x = %d, n = %d, N = %d", w.Yes, w.Of, w.Population)
	w.Add("The limits are the quantiles that leave a/2 on either side",
		"the least K with P(K or fewer) >= a/2 = "+w.half()+", and >= 1 - a/2",
		source, w.cases(w.LowCount)+" to "+w.cases(w.HighCount), "%s", w.quantiles())
}

// quantiles gives the chances at Jeffreys' limits as text.
func (w *intervalWorking) quantiles() string {
	a, b := float64(w.Yes)+0.5, float64(w.Of-w.Yes)+0.5
	if !w.HasCounts {
		low, high := distuv.Beta{Alpha: a, Beta: b}.CDF(w.Low), distuv.Beta{Alpha: b, Beta: a}.CDF(1-w.High)
		return fmt.Sprintf("P(p <= %.5g) is %.5g; P(p >= %.5g) is %.5g", w.Low, low, w.High, high)
	}
	law := stats.BetaBinomial{N: w.Population - w.Of, Alpha: a, Beta: b}
	var parts []string
	for _, K := range []int{w.LowCount - 1, w.LowCount, w.HighCount - 1, w.HighCount} {
		if K >= w.Yes {
			parts = append(parts, fmt.Sprintf("%d or fewer: %.5g", K, law.CDF(float64(K-w.Yes))))
		}
	}
	return strings.Join(slices.Compact(parts), "; ")
}

// normalSize shows the normal quantile, and the size of a sample with replacement that
// has the same variance.
func (w *intervalWorking) normalSize() (z, size float64) {
	z, size = stats.Z(w.Confidence), float64(w.Of)
	w.Add("The normal quantile", "P(|Z| <= z) = confidence", "the normal distribution", Digits(z), "confidence %s", Plain(w.Confidence))
	if w.Population == stats.Infinite {
		w.Add("The size of the sample, with no correction for a population that is not known", "n* = n",
			"the population is taken to be unlimited", Digits(size), "n = %d", w.Of)
		return z, size
	}
	size *= float64(w.Population-1) / float64(w.Population-w.Of)
	w.Add("The size of a sample with replacement that would vary as much", "n* = n (N - 1) / (N - n)", "Cochran (1977), chapter 3",
		Digits(size), "%d * (%d - 1) / (%d - %d)", w.Of, w.Population, w.Population, w.Of)
	return z, size
}

func (w *intervalWorking) wald() {
	const source = "Cochran (1977), chapter 3"
	z, size := w.normalSize()
	p := w.share()
	e := z * math.Sqrt(p*(1-p)/size)
	w.Add("The margin of error", "e = z sqrt(p (1-p) / n*)", source, Digits(e), "%.5g sqrt(%.5g * %.5g / %.5g)", z, p, 1-p, size)
	w.Add("The limits, cut to 0..1", "p - e to p + e", source, w.limits(), "%.5g - %.5g to %.5g + %.5g", p, e, p, e)
}

func (w *intervalWorking) wilson() {
	z, size := w.normalSize()
	p := w.share()
	w.Add("The shares that a normal test does not reject, cut to what the cases read leave possible",
		"(p + z²/2n* -+ z sqrt(p (1-p)/n* + z²/4n*²)) / (1 + z²/n*)", "Wilson (1927)", w.limits(),
		"(%.5g + %.5g -+ %.5g sqrt(%.5g + %.5g)) / %.5g", p, z*z/2/size, z, p*(1-p)/size, z*z/4/size/size, 1+z*z/size)
}

func (w *intervalWorking) agrestiCoull() {
	const source = "Agresti and Coull (1998)"
	z, size := w.normalSize()
	yes, all := size*w.share(), size+z*z
	middle := (yes + z*z/2) / all
	w.Add("The share with z²/2 yes and z²/2 no cases added", "p~ = (n* p + z²/2) / (n* + z²)", source,
		Digits(middle), "(%.5g + %.5g) / (%.5g + %.5g)", yes, z*z/2, size, z*z)
	w.Add("The limits, cut to what the cases read leave possible", "p~ -+ z sqrt(p~ (1-p~) / (n* + z²))", source,
		w.limits(), "%.5g -+ %.5g sqrt(%.5g * %.5g / %.5g)", middle, z, middle, 1-middle, all)
}
