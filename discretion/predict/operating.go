package predict

import (
	"fmt"

	"onecase/discretion"
	"onecase/discretion/rules"
)

// Operating is the operating characteristic of the bands: the chance of each band
// for a simple random sample from a population of which so many cases are yes, by
// the hypergeometric distribution. Source: Dodge and Romig (1929), for two bands.
func Operating(s *rules.Scale, sample, population, yes int) ([]float64, error) {
	switch {
	case s.Bands() == 0:
		return nil, fmt.Errorf("the rules have no bands")
	case population < 1 || population > discretion.MaxCases || yes < 0 || yes > population:
		return nil, fmt.Errorf("%d yes cases in a population of %d is not possible", yes, population)
	case sample < 1 || sample > population:
		return nil, fmt.Errorf("a sample of %d out of %d is not possible", sample, population)
	}
	return hypergeometricLaw(sample, population, yes).bands(s, sample), nil
}
