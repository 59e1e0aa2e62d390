package stats

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/mathext"
)

// A Coverage says how often a method's limits hold the truth, over all
// possible populations and simple random samples from each. It is exact: no
// simulation and no approximation enters.
type Coverage struct {
	Method     Method  `json:"method"`
	Guaranteed bool    `json:"guaranteed"`
	Sample     int     // cases in the sample
	Population int     // cases in the population, or Infinite
	Confidence float64 // the two-sided level asked for

	// Minimum is the least probability that the limits hold the true
	// proportion, whatever that is. Without a population it is an infimum: the
	// coverage comes as near to it as one likes but may not reach it.
	Minimum float64 `json:"minimum"` // least coverage
	// MinimumAt is the true proportion at which the coverage is least;
	// MinimumCount is the number of yes cases there, nil without a population.
	MinimumAt    float64 `json:"minimum_at"`    // the true share that has it
	MinimumCount *int    `json:"minimum_count"` // that share as cases
	// Mean is the mean of the coverage over all true counts 0..Population, or
	// over all proportions 0..1 without a population, each as likely.
	Mean float64 `json:"mean"` // over all true shares
	// MeanWidth is the mean width of the limits, as a proportion, over the
	// same; then every sample count is as likely as any other.
	MeanWidth float64 `json:"mean_width"` // over all true shares
}

// Coverages returns the coverage of each of the methods. Its cost does not
// grow with the population but for Shortest, whose table does.
func Coverages(methods []Method, sample, population int, confidence float64) ([]Coverage, error) {
	list := make([]Coverage, 0, len(methods))
	for _, m := range methods {
		t, err := NewTable(m, sample, population, confidence)
		if err != nil {
			return nil, err
		}
		list = append(list, t.Coverage())
	}
	return list, nil
}

// Coverage returns the coverage of the table's limits.
func (t *Table) Coverage() Coverage {
	c := Coverage{Method: t.Method, Guaranteed: t.Method.Guaranteed(), Sample: t.Of, Population: t.Population, Confidence: t.Confidence}
	for x := range t.Low {
		c.MeanWidth += t.High[x] - t.Low[x]
	}
	c.MeanWidth /= float64(t.Of + 1)
	c.Minimum, c.MinimumAt = t.LeastCoverage()
	if t.Population == Infinite {
		c.Mean = t.meanOverShares()
		return c
	}
	lows, highs := t.countLimits()
	c.MinimumCount = new(int(math.Round(c.MinimumAt * float64(t.Population))))
	c.Mean = meanOverCounts(t.Population, lows, highs)
	return c
}

// LeastCoverage returns the Minimum and MinimumAt of the table's coverage. Its
// cost grows with the sample and hardly with the population.
func (t *Table) LeastCoverage() (probability, at float64) {
	if t.Population == Infinite {
		return t.leastOverShares()
	}
	lows, highs := t.countLimits()
	probability, count := leastOverCounts(t.Population, lows, highs)
	return probability, float64(count) / float64(t.Population)
}

// CoverageAt returns the probability that the limits hold the truth when yes
// cases of the population are yes, and their expected width as a proportion.
// It panics on a table without a population and on yes beyond it.
func (t *Table) CoverageAt(yes int) (covered, width float64) {
	h := Hypergeometric{N: t.Population, K: yes, Draws: t.Of}
	if t.Population == Infinite {
		panic("stats: CoverageAt needs a population")
	}
	h.check()
	lows, highs := t.countLimits()
	for x := h.least(); x <= h.most(); x++ {
		p := h.prob(x)
		width += p * (t.High[x] - t.Low[x])
		if lows[x] <= yes && yes <= highs[x] {
			covered += p
		}
	}
	return covered, width
}

// countLimits returns the least and the most number of yes cases within each
// pair of limits. A limit counts as hitting a whole number when it is within
// 1e-9 of a case of it.
func (t *Table) countLimits() (lows, highs []int) {
	if t.LowCount != nil {
		return t.LowCount, t.HighCount
	}
	lows, highs = make([]int, t.Of+1), make([]int, t.Of+1)
	population := float64(t.Population)
	for x := range lows {
		lows[x] = int(math.Ceil(t.Low[x]*population - 1e-9))
		highs[x] = int(math.Floor(t.High[x]*population + 1e-9))
	}
	return lows, highs
}

// eachRun calls f with true counts K, from 0 to end, and the run a..b of sample
// counts whose limits hold K, none where a > b, until f returns false. The K at
// which the coverage is least is among them.
//
// As both limits rise with x, the counts whose limits hold K are a run a..b,
// which changes only where K passes a limit. While it does not change its
// probability rises and then falls with K: its step from K to K+1,
//
//	(P(X = a-1) (n-a+1) - P(X = b) (n-b)) / (N-K)
//
// changes sign once, as P(X = a-1)/P(X = b) falls. So the coverage is least at
// one of the ends of such a stretch of K.
func eachRun(end int, lows, highs []int, f func(K, a, b int) bool) {
	n := len(lows) - 1
	a, b := 0, -1
	for K := 0; K <= end; {
		for a <= n && highs[a] < K {
			a++
		}
		for b < n && lows[b+1] <= K {
			b++
		}
		last := end
		if a <= n {
			last = min(last, highs[a])
		}
		if b < n {
			last = min(last, lows[b+1]-1)
		}
		if !f(K, a, b) || last > K && !f(last, a, b) {
			return
		}
		K = last + 1
	}
}

// leastOverCounts returns the least coverage over K = 0..N and where it is.
// Limits that are their own mirror image have the same coverage at K and N-K.
func leastOverCounts(N int, lows, highs []int) (least float64, at int) {
	least = math.Inf(1)
	end := N
	if areMirrored(N, lows, highs) {
		end = N / 2
	}
	eachRun(end, lows, highs, func(K, a, b int) bool {
		if p := (Hypergeometric{N: N, K: K, Draws: len(lows) - 1}).mass(a, b); p < least {
			least, at = p, K
		}
		return true
	})
	return least, at
}

// areMirrored tells whether the limits of n-x are the mirror image of those of x,
// for every x.
func areMirrored(N int, lows, highs []int) bool {
	n := len(lows) - 1
	for x := range lows {
		if highs[x] != N-lows[n-x] {
			return false
		}
	}
	return true
}

// meanOverCounts returns the mean coverage over K = 0..N. Each x is as likely
// then as any other, and the K that gave rise to it are those of the
// beta-binomial with a uniform prior.
func meanOverCounts(N int, lows, highs []int) float64 {
	n := len(lows) - 1
	symmetric := areMirrored(N, lows, highs)
	sum := 0.0
	for x := range lows {
		weight := 1.0
		if symmetric && 2*x > n {
			break
		} else if symmetric && 2*x < n {
			weight = 2 // for n-x too
		}
		rest := BetaBinomial{N: N - n, Alpha: float64(x) + 1, Beta: float64(n-x) + 1}
		if lows[x] <= highs[x] {
			sum += weight * (1 - (rest.atMost(lows[x]-1-x) + rest.atLeast(highs[x]+1-x)))
		}
	}
	return sum / float64(n+1)
}

// leastOverShares returns the infimum of the coverage over 0 <= p <= 1 without
// a population and where it is. Between two neighbouring limits the counts
// a..b whose limits hold p do not change, and P(a <= X <= b) rises and then
// falls with p. So its infimum is the limit at one of the two: Wang, H. (2007),
// Exact confidence coefficients of confidence intervals for a binomial
// proportion, Statistica Sinica 17. Limits closer
// than sameShare are one: Blaker's low limit of one count is often the high
// limit of another, but for a rounding.
func (t *Table) leastOverShares() (least, at float64) {
	n := t.Of
	ends := append(slices.Clone(t.Low), t.High...)
	ends = append(ends, 0, 1)
	slices.Sort(ends)
	ends = slices.Compact(ends)
	least = math.Inf(1)
	a, b := 0, -1
	for i, from := range ends[:len(ends)-1] {
		to := ends[i+1]
		if to-from < sameShare {
			continue
		}
		for a <= n && t.High[a] <= from {
			a++
		}
		for b < n && t.Low[b+1] <= from {
			b++
		}
		for _, p := range [2]float64{from, to} {
			if covered := shareMass(n, p, a, b); covered < least {
				least, at = covered, p
			}
		}
	}
	return least, at
}

// sameShare is the distance below which two proportions are the same limit.
const sameShare = 1e-12

// shareMass returns P(a <= X <= b) for a sample of n with a chance p each.
func shareMass(n int, p float64, a, b int) float64 {
	if a > b {
		return 0
	}
	d := Binomial{n, p}
	return max(0, 1-(d.atMost(a-1)+d.atLeast(b+1)))
}

// meanOverShares returns the mean coverage over p, uniform in 0..1.
func (t *Table) meanOverShares() float64 {
	sum := 0.0
	for x := range t.Low {
		a, b := float64(x)+1, float64(t.Of-x)+1
		sum += mathext.RegIncBeta(a, b, t.High[x]) - mathext.RegIncBeta(a, b, t.Low[x])
	}
	return sum / float64(t.Of+1)
}
