package predict

import (
	"fmt"

	"onecase/discretion"
	"onecase/discretion/rules"
)

// Operating gives the chance of each band for a simple random sample of n
// cases out of population cases of which yes are yes: the operating
// characteristic of the bands, by the hypergeometric distribution. Source:
// Dodge and Romig (1929), for two bands.
func Operating(s *rules.Scale, population, yes, n int) ([]float64, error) {
	switch {
	case s.Bands() == 0:
		return nil, fmt.Errorf("the rules have no bands")
	case population < 1 || population > discretion.MaxCases || yes < 0 || yes > population:
		return nil, fmt.Errorf("%d yes cases in a population of %d is not possible", yes, population)
	case n < 1 || n > population:
		return nil, fmt.Errorf("a sample of %d out of %d is not possible", n, population)
	}
	return hypergeometricLaw(population, yes, n).bands(s, n), nil
}

// OperatingCurve gives Operating for every number of yes cases from 0 to
// population.
func OperatingCurve(s *rules.Scale, population, n int) ([][]float64, error) {
	if _, err := Operating(s, population, 0, n); err != nil {
		return nil, err
	}
	curve := make([][]float64, population+1)
	for yes := range curve {
		curve[yes] = hypergeometricLaw(population, yes, n).bands(s, n)
	}
	return curve, nil
}
