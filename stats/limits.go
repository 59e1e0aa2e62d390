package stats

import (
	"fmt"
	"math"
)

// checkSample returns an error unless a sample of the given size can be had
// from the population.
func checkSample(sample, population int) error {
	if population == Infinite {
		if sample < 1 || sample > MaxPopulation {
			return fmt.Errorf("stats: the sample has to be from 1 to %d, got %d", MaxPopulation, sample)
		}
		return nil
	}
	return checkDraw(population, sample)
}

// Check returns an error where the method refuses samples of the given size
// from the population, or is not one of Methods.
func (m Method) Check(sample, population int) error {
	if _, err := ParseMethod(string(m)); err != nil {
		return err
	}
	switch {
	case m == Push && population == Infinite:
		return fmt.Errorf("stats: %s limits need the size of the population", m)
	case sample == population:
	case m == Push && sample > maxPush:
		return fmt.Errorf("stats: %s limits stop at samples of %d, this one has %d; use exact limits", m, maxPush, sample)
	case m == Push && sample > maxPushOfMany && population > maxPushPopulation:
		return fmt.Errorf("stats: %s limits stop at samples of %d from populations above %d, this one has %d; use exact limits", m, maxPushOfMany, maxPushPopulation, sample)
	case m == Shortest && population > maxShortest:
		return fmt.Errorf("stats: %s limits need a table over the population and stop at %d cases, this one has %d; use exact limits", m, maxShortest, population)
	}
	return nil
}

// countsCases tells whether the method's limits are whole numbers of cases.
func (m Method) countsCases(population int) bool {
	switch m {
	case Exact, Shortest, Push, MidP, Jeffreys:
		return population != Infinite
	}
	return false
}

// sweepPays is the number of cases of the population a count of the sample
// from which single intervals are cheaper than a sweep over the population.
const sweepPays = 2500

// allCounts returns the limits of a method that counts cases, for every x.
func (m Method) allCounts(n, population int, l level) (lows, highs []int, err error) {
	switch {
	case m == Push && n < population:
		return fixedWidthCounts(n, population, l)
	case m == Shortest && n < population:
		lows = shortestAcceptance(population, n, l).lowCounts()
	case (m == Exact || m == MidP) && n < population && population/sweepPays <= n:
		lows = lowCounts(population, n, l, m == MidP)
	default:
		lows = make([]int, n+1)
		for x := range lows {
			if x < 2 || n == population {
				lows[x] = m.lowCount(x, n, population, l)
				continue
			}
			last := lows[x-1] // limits grow steadily with x
			start := last + min(last-lows[x-2], population-last)
			lows[x] = m.lowCountFrom(x, n, population, l, start, 1)
		}
	}
	highs = make([]int, n+1)
	for x := range highs {
		highs[x] = population - lows[n-x]
	}
	for x := range highs {
		lows[x], highs[x] = inOrder(lows[x], highs[x])
	}
	return lows, highs, nil
}

// counts returns the limits of a method that counts cases, for one x.
func (m Method) counts(x, n, population int, l level) (low, high int, err error) {
	if (m == Shortest || m == Push) && n < population {
		lows, highs, err := m.allCounts(n, population, l)
		if err != nil {
			return 0, 0, err
		}
		return lows[x], highs[x], nil
	}
	low, high = inOrder(m.lowCount(x, n, population, l), population-m.lowCount(n-x, n, population, l))
	return low, high, nil
}

// inOrder returns the smaller limit first. At levels of a few per cent it can
// be that no K has both mid-p tails above alpha/2; then the limits are the two
// neighbours where one tail gives way to the other.
func inOrder(low, high int) (int, int) { return min(low, high), max(low, high) }

// lowCount returns one lower limit of Exact, MidP or Jeffreys, or of any
// method for a census. Wilson's limit is near it.
func (m Method) lowCount(x, n, population int, l level) int {
	if n == population {
		return x
	}
	low, high := wilson(x, n, effectiveSize(n, population), Z(l.confidence))
	start := int(math.Ceil(low * float64(population)))
	return m.lowCountFrom(x, n, population, l, start, int((high-low)*float64(population)/32)+1)
}

// lowCountFrom looks for the limit from a guess in growing steps.
func (m Method) lowCountFrom(x, n, population int, l level, start, step int) int {
	if m == Jeffreys {
		return jeffreysLowCount(population, n, x, l, start)
	}
	return lowCount(population, n, x, l, m == MidP, start, step)
}

// Fixed-width limits take a search over widths, each with some tail sums a
// count of the sample. The larger the population, the finer are the steps of
// these sums, and the more of them lie so near the level that they have to be
// compared in whole numbers. Within these bounds the search takes seconds.
const (
	maxPush           = 10_000    // cases in the sample
	maxPushOfMany     = 1_000     // cases in the sample from more than
	maxPushPopulation = 1_000_000 // cases in the population
)

// fixedWidthCounts returns the limits of Push, cut to what the cases
// read leave possible.
func fixedWidthCounts(n, population int, l level) (lows, highs []int, err error) {
	f, err := FixedWidthFor(population, n, l.confidence)
	if err != nil {
		return nil, nil, err
	}
	lows, highs = make([]int, n+1), make([]int, n+1)
	for x := range lows {
		lows[x] = max(f.Low[x], x)
		highs[x] = min(f.High(x), population-n+x)
	}
	return lows, highs, nil
}

// limits returns the limits of a method as proportions, where they are not
// counts.
func (m Method) limits(x, n, population int, l level) (low, high float64) {
	if n == population {
		p := float64(x) / float64(n)
		return p, p
	}
	mirrored := func(lowOf func(x int) float64) (float64, float64) {
		return lowOf(x), 1 - lowOf(n-x)
	}
	size, z := effectiveSize(n, population), Z(l.confidence)
	switch m {
	case Exact, MidP:
		return mirrored(func(x int) float64 { return binomialLow(x, n, l, m == MidP) })
	case Shortest:
		return mirrored(func(x int) float64 { return blakerLow(x, n, l) })
	case Jeffreys:
		return mirrored(func(x int) float64 { return jeffreysLow(x, n, l) })
	case Wilson:
		low, high = wilson(x, n, size, z)
	case AgrestiCoull:
		low, high = agrestiCoull(x, n, size, z)
	case Wald: // as the textbook has it, and so not cut to what is possible
		low, high = wald(x, n, size, z)
		return max(low, 0), min(high, 1)
	}
	return possible(low, high, x, n, population)
}
