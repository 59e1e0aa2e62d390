package stats

import (
	"fmt"
	"math"
)

// Infinite stands in place of a population's size when it has none that is
// known: the sample is then treated as binomial.
const Infinite = 0

// MaxPopulation is the largest population the package takes. The product of
// two counts up to it fits an int64, which keeps differences of such products
// exact.
const MaxPopulation = math.MaxInt32

// A namedShare is a share with what it is of.
type namedShare struct {
	name  string
	value float64
}

// checkShares returns an error unless every share is strictly between 0 and 1.
func checkShares(shares ...namedShare) error {
	for _, s := range shares {
		if !(s.value > 0 && s.value < 1) {
			return fmt.Errorf("stats: the %s has to be above 0 and below 1, got %v", s.name, s.value)
		}
	}
	return nil
}

// checkPopulation returns an error unless N is the size of a population, or
// Infinite.
func checkPopulation(N int) error {
	if N == Infinite {
		return nil
	}
	return checkDraw(1, N)
}

// checkDraw returns an error unless a sample of n can be drawn from N.
func checkDraw(n, N int) error {
	switch {
	case N < 1 || N > MaxPopulation:
		return fmt.Errorf("stats: the population has to be from 1 to %d, got %d", MaxPopulation, N)
	case n < 1:
		return fmt.Errorf("stats: the sample has to be at least 1, got %d", n)
	case n > N:
		return fmt.Errorf("stats: a sample of %d is larger than its population of %d", n, N)
	}
	return nil
}

// checkSample is checkDraw for a population that may be Infinite.
func checkSample(n, N int) error {
	if N != Infinite {
		return checkDraw(n, N)
	}
	if n < 1 || n > MaxPopulation {
		return fmt.Errorf("stats: the sample has to be from 1 to %d, got %d", MaxPopulation, n)
	}
	return nil
}

// checkYes returns an error unless yes of the cases read can be yes cases.
func checkYes(yes, of int) error {
	if yes < 0 || yes > of {
		return fmt.Errorf("stats: the yes cases have to be from 0 to the %d read, got %d", of, yes)
	}
	return nil
}
