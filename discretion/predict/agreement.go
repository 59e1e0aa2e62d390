package predict

import (
	"errors"

	"onecase/discretion"
	"onecase/discretion/rules"
	"onecase/stats"
)

// reread is the law of the yes answers when cases that are truly yes and truly
// no are read again: Bin(yes, sensitivity) + Bin(of-yes, 1-specificity). With
// sensitivity and specificity both the chance that two inspectors agree, it is
// what a second inspector would find among cases the first judged. Source:
// Rogan and Gladen (1978), Estimating prevalence from the results of a
// screening test.
func reread(yes, of int, sensitivity, specificity float64) law {
	return binomialLaw(yes, sensitivity).plus(binomialLaw(of-yes, 1-specificity))
}

// SecondReading gives the chance of each band when the same cases are judged by
// a second inspector who gives each answer as the first did with a chance of
// agreement, independently.
func SecondReading(s *rules.Scale, yes, of int, agreement float64) ([]float64, error) {
	if of < 1 || yes < 0 || yes > of || of > discretion.MaxCases || !(agreement >= 0 && agreement <= 1) || s.Bands() == 0 {
		return nil, errSecondReading
	}
	return reread(yes, of, agreement, agreement).bands(s, of), nil
}

var errSecondReading = errors.New("a second reading needs bands, a count of yes answers out of at least one case, and an agreement from 0 to 1")

// misread is the law of the yes answers found in a random sample of n cases from
// N of which K are truly yes, when answers are misread: a mixture of reread over
// the hypergeometric number of true ones in the sample. Without a population
// (N = stats.Infinite) each case is yes with the chance share.
func misread(N, K, n int, share, sensitivity, specificity float64) law {
	if N == stats.Infinite {
		return binomialLaw(n, share*sensitivity+(1-share)*(1-specificity))
	}
	truly := hypergeometricLaw(N, K, n)
	if sensitivity == 1 && specificity == 1 {
		return truly
	}
	mix := law{p: make([]float64, n+1)}
	for i, weight := range truly.p {
		found := reread(truly.from+i, n, sensitivity, specificity)
		for j, p := range found.p {
			mix.p[found.from+j] += weight * p
		}
	}
	return mix
}
