package stats

import "fmt"

// checkShare returns an error unless p is strictly between 0 and 1.
func checkShare(what string, p float64) error {
	if !(p > 0 && p < 1) {
		return fmt.Errorf("stats: the %s has to be above 0 and below 1, got %v", what, p)
	}
	return nil
}

// checkDraw returns an error unless a sample of n can be drawn from N.
func checkDraw(N, n int) error {
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
